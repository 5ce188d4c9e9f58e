//! RSA keys of the throw-away authority of receipts, and signatures with every byte under
//! control.

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U2048, U4096};
use sha2::Digest;

use crate::cert::{self, Cert};
use crate::der;
use crate::key::hex;

const KEYS: &str = include_str!("../keys/rsa.txt");

pub(crate) const RSA: &str = "1.2.840.113549.1.1.1";
pub(crate) const RSA_SHA1: &str = "1.2.840.113549.1.1.5";
pub(crate) const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
pub(crate) const SHA1: &str = "1.3.14.3.2.26";
pub(crate) const SHA256: &str = "2.16.840.1.101.3.4.2.1";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    pub(crate) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
        }
    }

    pub(crate) const fn oid(self) -> &'static str {
        match self {
            Self::Sha1 => SHA1,
            Self::Sha256 => SHA256,
        }
    }

    pub(crate) const fn with_rsa(self) -> &'static str {
        match self {
            Self::Sha1 => RSA_SHA1,
            Self::Sha256 => RSA_SHA256,
        }
    }

    /// DigestInfo (RFC 8017 section 9.2).
    pub(crate) fn digest_info(self, message: &[u8]) -> Vec<u8> {
        let algorithm = cert::algorithm_with_null(self.oid());
        der::sequence(&[&algorithm, &der::octets(&self.digest(message))])
    }
}

/// A private key by its name in `keys/rsa.txt`.
#[derive(Clone)]
pub(crate) struct RsaKey {
    pub(crate) modulus: Vec<u8>,
    exponent: Vec<u8>,
}

impl RsaKey {
    pub(crate) fn new(name: &str) -> Self {
        let line = KEYS
            .lines()
            .map(|line| line.split(' ').collect::<Vec<_>>())
            .find(|parts| parts[0] == name)
            .expect("a key of this name");
        Self { modulus: hex(line[1]), exponent: hex(line[2]) }
    }

    pub(crate) fn spki(&self) -> Vec<u8> {
        spki(&self.modulus, &[1, 0, 1])
    }

    /// PKCS#1 v1.5 (RFC 8017 section 8.2.1).
    pub(crate) fn sign(&self, hash: Hash, message: &[u8]) -> Vec<u8> {
        self.sign_block(&self.block(&hash.digest_info(message)))
    }

    /// 00 01 FF … FF 00 and the DigestInfo.
    pub(crate) fn block(&self, digest_info: &[u8]) -> Vec<u8> {
        let padding = vec![0xff; self.modulus.len() - digest_info.len() - 3];
        [&[0, 1], &padding[..], &[0], digest_info].concat()
    }

    /// The signature of any block.
    pub(crate) fn sign_block(&self, block: &[u8]) -> Vec<u8> {
        assert_eq!(block.len(), self.modulus.len());
        macro_rules! power {
            ($uint:ty) => {{
                let number = |bytes: &[u8]| {
                    let padding = vec![0; <$uint>::BYTES - bytes.len()];
                    <$uint>::from_be_slice(&[&padding[..], bytes].concat())
                };
                let modulus = Odd::new(number(&self.modulus)).into_option().expect("odd");
                let params = FixedMontyParams::new_vartime(modulus);
                let base = FixedMontyForm::new(&number(block), &params);
                base.pow_vartime(&number(&self.exponent)).retrieve().to_be_bytes().as_ref().to_vec()
            }};
        }
        match block.len() {
            256 => power!(U2048),
            512 => power!(U4096),
            other => panic!("no key has {other} bytes"),
        }
    }
}

/// SubjectPublicKeyInfo of an RSA key.
pub(crate) fn spki(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let key = der::sequence(&[&der::unsigned(modulus), &der::unsigned(exponent)]);
    der::sequence(&[&cert::algorithm_with_null(RSA), &der::bits(&key)])
}

/// A certificate with an RSA signature in the place of an ECDSA one.
pub(crate) fn issue(cert: &Cert, hash: Hash, issuer: &RsaKey) -> Vec<u8> {
    cert.with_signature(&der::bits(&issuer.sign(hash, &cert.tbs())))
}
