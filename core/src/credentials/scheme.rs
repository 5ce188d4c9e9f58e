//! How a key file says what it is encrypted with (RFC 8018, RFC 7292 appendix C).

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

use super::cipher::{Cipher, Rc2Key};
use super::derive::Digest;
use super::fault::Kind;
use super::limits::Work;
use super::password::Spellings;
use crate::ber::{Element, Reader, Tag};
use crate::error::{Error, ErrorCode, Result};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const PBE_MD5_DES: ObjectIdentifier = oid("1.2.840.113549.1.5.3");
const PBE_MD5_RC2: ObjectIdentifier = oid("1.2.840.113549.1.5.6");
const PBE_SHA1_DES: ObjectIdentifier = oid("1.2.840.113549.1.5.10");
const PBE_SHA1_RC2: ObjectIdentifier = oid("1.2.840.113549.1.5.11");
pub(super) const PBKDF2: ObjectIdentifier = oid("1.2.840.113549.1.5.12");
pub(super) const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
const PBMAC1: ObjectIdentifier = oid("1.2.840.113549.1.5.14");
const SCRYPT: ObjectIdentifier = oid("1.3.6.1.4.1.11591.4.11");
const P12_RC4_128: ObjectIdentifier = oid("1.2.840.113549.1.12.1.1");
const P12_RC4_40: ObjectIdentifier = oid("1.2.840.113549.1.12.1.2");
pub(super) const P12_3DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.3");
const P12_2DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.4");
const P12_RC2_128: ObjectIdentifier = oid("1.2.840.113549.1.12.1.5");
const P12_RC2_40: ObjectIdentifier = oid("1.2.840.113549.1.12.1.6");
const DES_CBC: ObjectIdentifier = oid("1.3.14.3.2.7");
const DES_EDE3_CBC: ObjectIdentifier = oid("1.2.840.113549.3.7");
const AES_128_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.2");
const AES_192_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.22");
pub(super) const AES_256_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.42");

/// Digests as such, and the HMACs over them.
const DIGESTS: [(Digest, ObjectIdentifier, ObjectIdentifier); 6] = [
    (Digest::Md5, oid("1.2.840.113549.2.5"), oid("1.2.840.113549.2.6")),
    (Digest::Sha1, oid("1.3.14.3.2.26"), oid("1.2.840.113549.2.7")),
    (Digest::Sha224, oid("2.16.840.1.101.3.4.2.4"), oid("1.2.840.113549.2.8")),
    (Digest::Sha256, oid("2.16.840.1.101.3.4.2.1"), oid("1.2.840.113549.2.9")),
    (Digest::Sha384, oid("2.16.840.1.101.3.4.2.2"), oid("1.2.840.113549.2.10")),
    (Digest::Sha512, oid("2.16.840.1.101.3.4.2.3"), oid("1.2.840.113549.2.11")),
];

/// The identifiers of a digest and of the HMAC over it.
pub(super) fn identifiers(digest: Digest) -> Option<(ObjectIdentifier, ObjectIdentifier)> {
    let (_, name, hmac) = DIGESTS.iter().find(|(known, ..)| *known == digest)?;
    Some((*name, *hmac))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Derivation {
    Pbkdf1(Digest),
    Pbkdf2(Digest),
    /// The PKCS#12 function with SHA-1, which all its schemes use.
    Pkcs12,
}

type Secret = Zeroizing<Vec<u8>>;

/// What something is encrypted with.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Scheme {
    derivation: Derivation,
    salt: Vec<u8>,
    iterations: u32,
    cipher: Cipher,
    /// PBES2 alone writes it; elsewhere it comes from the password.
    iv: Vec<u8>,
}

impl Scheme {
    /// From an AlgorithmIdentifier.
    pub(super) fn read(algorithm: Element<'_>, kind: Kind, work: &Work) -> Result<Self> {
        let fault = |fault| kind.fault(fault);
        let (oid, mut rest) = algorithm_parts(algorithm, kind)?;
        let (derivation, cipher) = match oid {
            PBES2 => return Self::pbes2(rest, kind, work),
            PBE_MD5_DES => (Derivation::Pbkdf1(Digest::Md5), Cipher::Des),
            PBE_SHA1_DES => (Derivation::Pbkdf1(Digest::Sha1), Cipher::Des),
            PBE_MD5_RC2 => (Derivation::Pbkdf1(Digest::Md5), Cipher::Rc2(Rc2Key::Bits64)),
            PBE_SHA1_RC2 => (Derivation::Pbkdf1(Digest::Sha1), Cipher::Rc2(Rc2Key::Bits64)),
            P12_3DES => (Derivation::Pkcs12, Cipher::TripleDes),
            P12_2DES => (Derivation::Pkcs12, Cipher::TwoKeyTripleDes),
            P12_RC2_128 => (Derivation::Pkcs12, Cipher::Rc2(Rc2Key::Bits128)),
            P12_RC2_40 => (Derivation::Pkcs12, Cipher::Rc2(Rc2Key::Bits40)),
            P12_RC4_40 | P12_RC4_128 => return Err(unsupported(kind, "RC4")),
            other => return Err(unsupported(kind, other.to_string())),
        };
        let mut parameters = rest.expect(Tag::SEQUENCE).map_err(fault)?.inside();
        rest.finish().map_err(fault)?;
        let salt = parameters.required().and_then(|salt| salt.octets()).map_err(fault)?.to_vec();
        let iterations = iterations(parameters.expect(Tag::INTEGER).map_err(fault)?, kind, work)?;
        parameters.finish().map_err(fault)?;
        Ok(Self { derivation, salt, iterations, cipher, iv: Vec::new() })
    }

    /// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme } (RFC 8018 appendix A.4)
    fn pbes2(mut rest: Reader<'_>, kind: Kind, work: &Work) -> Result<Self> {
        let fault = |fault| kind.fault(fault);
        let mut parameters = rest.expect(Tag::SEQUENCE).map_err(fault)?.inside();
        rest.finish().map_err(fault)?;
        let derivation = parameters.required().map_err(fault)?;
        let encryption = parameters.required().map_err(fault)?;
        parameters.finish().map_err(fault)?;

        let (oid, mut rest) = algorithm_parts(encryption, kind)?;
        let cipher = match oid {
            AES_128_CBC => Cipher::Aes128,
            AES_192_CBC => Cipher::Aes192,
            AES_256_CBC => Cipher::Aes256,
            DES_EDE3_CBC => Cipher::TripleDes,
            DES_CBC => Cipher::Des,
            other => return Err(unsupported(kind, format!("cipher {other}"))),
        };
        let iv = rest.required().and_then(|iv| iv.octets()).map_err(fault)?.to_vec();
        rest.finish().map_err(fault)?;
        if iv.len() != cipher.block_bytes() {
            return Err(kind.error("an initialization vector of another length"));
        }

        let Pbkdf2 { digest, salt, iterations, length } = Pbkdf2::read(derivation, kind, work)?;
        if length.is_some_and(|length| length != cipher.key_bytes()) {
            return Err(kind.error("a key length that is not the cipher's"));
        }
        Ok(Self { derivation: Derivation::Pbkdf2(digest), salt, iterations, cipher, iv })
    }

    /// What it is, for people: `PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations`.
    pub(super) fn describe(&self) -> String {
        let Self { derivation, iterations, cipher, .. } = self;
        let cipher = cipher.name();
        match derivation {
            Derivation::Pbkdf1(digest) => {
                format!("PBES1 with {cipher} and {}, {iterations} iterations", digest.name())
            }
            Derivation::Pbkdf2(digest) => format!(
                "PBES2 with {cipher}, PBKDF2 with {}, {iterations} iterations",
                digest.name()
            ),
            Derivation::Pkcs12 => {
                format!("PBES1 with {cipher} and SHA-1, {iterations} iterations")
            }
        }
    }

    /// Whether nobody should write such a file any more: RC2, DES, MD5.
    pub(super) const fn is_weak(&self) -> bool {
        matches!(self.cipher, Cipher::Des | Cipher::Rc2(_))
            || matches!(self.derivation, Derivation::Pbkdf1(_))
    }

    /// The plain text under the first spelling of the password that gives one that `accept`
    /// takes.
    pub(super) fn decrypt(
        &self,
        spellings: &Spellings,
        data: &[u8],
        work: &mut Work,
        accept: impl Fn(&[u8]) -> bool,
    ) -> Result<Option<Secret>> {
        let spellings = match self.derivation {
            Derivation::Pkcs12 => &spellings.wide,
            Derivation::Pbkdf1(_) | Derivation::Pbkdf2(_) => &spellings.plain,
        };
        for password in spellings {
            let (key, iv) = self.key_and_iv(password, work)?;
            if let Some(text) = self.cipher.decrypt(&key, &iv, data).filter(|text| accept(text)) {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn key_and_iv(&self, password: &[u8], work: &mut Work) -> Result<(Secret, Secret)> {
        let Self { salt, iterations, .. } = self;
        let rounds = u64::from(*iterations);
        let key_bytes = self.cipher.key_bytes();
        Ok(match self.derivation {
            Derivation::Pbkdf1(digest) => {
                work.spend(rounds, 1)?;
                let both = digest.pbkdf1(password, salt, *iterations);
                let (key, rest) = both.split_at_checked(key_bytes).unwrap_or_default();
                let iv = rest.get(..self.cipher.block_bytes()).unwrap_or_default();
                (Zeroizing::new(key.to_vec()), Zeroizing::new(iv.to_vec()))
            }
            Derivation::Pbkdf2(digest) => {
                work.spend(rounds, digest.blocks(key_bytes))?;
                let key = digest.pbkdf2(password, salt, *iterations, key_bytes);
                (key, Zeroizing::new(self.iv.clone()))
            }
            Derivation::Pkcs12 => {
                let digest = Digest::Sha1;
                work.spend(rounds, digest.blocks(key_bytes) + 1)?;
                let key = digest.pkcs12(1, password, salt, *iterations, key_bytes);
                let iv = digest.pkcs12(2, password, salt, *iterations, self.cipher.block_bytes());
                (key, iv)
            }
        })
    }
}

/// PBKDF2-params (RFC 8018 appendix A.2)
struct Pbkdf2 {
    digest: Digest,
    salt: Vec<u8>,
    iterations: u32,
    length: Option<usize>,
}

impl Pbkdf2 {
    fn read(algorithm: Element<'_>, kind: Kind, work: &Work) -> Result<Self> {
        let fault = |fault| kind.fault(fault);
        let (oid, mut rest) = algorithm_parts(algorithm, kind)?;
        match oid {
            PBKDF2 => {}
            SCRYPT => return Err(unsupported(kind, "scrypt")),
            other => return Err(unsupported(kind, format!("key derivation {other}"))),
        }
        let mut parameters = rest.expect(Tag::SEQUENCE).map_err(fault)?.inside();
        rest.finish().map_err(fault)?;
        // A salt can also be named instead of given; nobody does that.
        let salt = parameters.required().and_then(|salt| salt.octets()).map_err(fault)?.to_vec();
        let iterations = iterations(parameters.expect(Tag::INTEGER).map_err(fault)?, kind, work)?;
        let length = match parameters.optional(Tag::INTEGER).map_err(fault)? {
            Some(length) => Some(
                number(length)
                    .and_then(|length| usize::try_from(length).ok())
                    .filter(|length| (1..=64).contains(length))
                    .ok_or_else(|| kind.error("a key length out of range"))?,
            ),
            None => None,
        };
        let digest = match parameters.next().map_err(fault)? {
            // RFC 8018: HMAC with SHA-1 unless it says otherwise.
            None => Digest::Sha1,
            Some(prf) => hmac_digest(prf, kind)?,
        };
        parameters.finish().map_err(fault)?;
        Ok(Self { digest, salt, iterations, length })
    }
}

/// How a PKCS#12 file proves that it is whole, and that the password is right.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Mac {
    derivation: MacDerivation,
    digest: Digest,
    salt: Vec<u8>,
    iterations: u32,
    length: usize,
    mac: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MacDerivation {
    Pkcs12,
    /// PBMAC1 (RFC 9579)
    Pbkdf2(Digest),
}

impl Mac {
    /// MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations INTEGER DEFAULT 1 }
    pub(super) fn read(data: Element<'_>, kind: Kind, work: &Work) -> Result<Self> {
        let fault = |fault| kind.fault(fault);
        let mut reader = sequence(data, kind)?;
        let mut info = reader.expect(Tag::SEQUENCE).map_err(fault)?.inside();
        let algorithm = info.expect(Tag::SEQUENCE).map_err(fault)?;
        let mac = info.required().and_then(|mac| mac.octets()).map_err(fault)?.to_vec();
        info.finish().map_err(fault)?;
        let salt = reader.required().and_then(|salt| salt.octets()).map_err(fault)?.to_vec();
        // macOS's Keychain does one iteration, which DER leaves out.
        let rounds = match reader.optional(Tag::INTEGER).map_err(fault)? {
            Some(rounds) => iterations(rounds, kind, work)?,
            None => 1,
        };
        reader.finish().map_err(fault)?;

        let (oid, mut rest) = algorithm_parts(algorithm, kind)?;
        if oid == PBMAC1 {
            let mut parameters = rest.expect(Tag::SEQUENCE).map_err(fault)?.inside();
            let derivation = parameters.required().map_err(fault)?;
            let digest = hmac_digest(parameters.required().map_err(fault)?, kind)?;
            parameters.finish().map_err(fault)?;
            let Pbkdf2 { digest: prf, salt, iterations, length } =
                Pbkdf2::read(derivation, kind, work)?;
            // RFC 9579 section 4: the length must be there.
            let length = length.ok_or_else(|| kind.error("PBMAC1 without a key length"))?;
            let derivation = MacDerivation::Pbkdf2(prf);
            return Ok(Self { derivation, digest, salt, iterations, length, mac });
        }
        let digest = DIGESTS.iter().find(|(_, digest, _)| *digest == oid);
        let (digest, ..) = *digest.ok_or_else(|| unsupported(kind, format!("MAC {oid}")))?;
        let derivation = MacDerivation::Pkcs12;
        Ok(Self { derivation, digest, salt, iterations: rounds, length: digest.bytes(), mac })
    }

    /// `HMAC with SHA-256, 2048 iterations`
    pub(super) fn describe(&self) -> String {
        let kind = match self.derivation {
            MacDerivation::Pkcs12 => "HMAC",
            MacDerivation::Pbkdf2(_) => "PBMAC1",
        };
        format!("{kind} with {}, {} iterations", self.digest.name(), self.iterations)
    }

    /// Whether the MAC over `data` is right under one of the spellings, of which only the right
    /// one is kept.
    pub(super) fn check(
        &self,
        spellings: &mut Spellings,
        data: &[u8],
        work: &mut Work,
    ) -> Result<bool> {
        let rounds = u64::from(self.iterations);
        match self.derivation {
            MacDerivation::Pkcs12 => {
                for (index, password) in spellings.wide.iter().enumerate() {
                    work.spend(rounds, self.digest.blocks(self.length))?;
                    let key =
                        self.digest.pkcs12(3, password, &self.salt, self.iterations, self.length);
                    if self.digest.hmac_matches(&key, data, &self.mac) {
                        spellings.keep_wide(index);
                        return Ok(true);
                    }
                }
            }
            MacDerivation::Pbkdf2(prf) => {
                for (index, password) in spellings.plain.iter().enumerate() {
                    work.spend(rounds, prf.blocks(self.length))?;
                    let key = prf.pbkdf2(password, &self.salt, self.iterations, self.length);
                    if self.digest.hmac_matches(&key, data, &self.mac) {
                        spellings.keep_plain(index);
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }
}

fn unsupported(kind: Kind, found: impl Into<alloc::borrow::Cow<'static, str>>) -> Error {
    Error::new(
        ErrorCode::UnsupportedEncryption,
        kind.subject,
        "PBES2 with AES or 3DES and PBKDF2, or PBES1 with 3DES, DES or RC2",
        found,
    )
}

/// A reader over the elements of a SEQUENCE.
pub(super) fn sequence(element: Element<'_>, kind: Kind) -> Result<Reader<'_>> {
    if element.tag == Tag::SEQUENCE {
        Ok(element.inside())
    } else {
        Err(kind.error("an element that is not a SEQUENCE"))
    }
}

/// The identifier of an algorithm, and a reader over its parameters.
pub(super) fn algorithm_parts(
    algorithm: Element<'_>,
    kind: Kind,
) -> Result<(ObjectIdentifier, Reader<'_>)> {
    let mut reader = sequence(algorithm, kind)?;
    let oid = reader.expect(Tag::OBJECT_IDENTIFIER).map_err(|fault| kind.fault(fault))?;
    Ok((object_identifier(oid, kind)?, reader))
}

pub(super) fn object_identifier(element: Element<'_>, kind: Kind) -> Result<ObjectIdentifier> {
    ObjectIdentifier::from_bytes(element.content)
        .map_err(|_| kind.error("a damaged object identifier"))
}

fn hmac_digest(algorithm: Element<'_>, kind: Kind) -> Result<Digest> {
    let (oid, _parameters) = algorithm_parts(algorithm, kind)?;
    let digest = DIGESTS.iter().find(|(_, _, hmac)| *hmac == oid);
    digest.map(|(digest, ..)| *digest).ok_or_else(|| unsupported(kind, format!("HMAC {oid}")))
}

/// A number of iterations, refused here if it is more than may ever be done.
fn iterations(element: Element<'_>, kind: Kind, work: &Work) -> Result<u32> {
    let iterations = number(element).ok_or_else(|| kind.error("a negative number"))?;
    if iterations == 0 {
        return Err(kind.error("no iterations"));
    }
    work.check(iterations)?;
    // The limit fits 32 bits, so what kept to it does.
    u32::try_from(iterations).map_err(|_| kind.error("too many iterations"))
}

/// An INTEGER that is not negative; the largest number for one that does not fit.
pub(super) fn number(element: Element<'_>) -> Option<u64> {
    let bytes = element.content;
    if bytes.first().is_none_or(|first| first & 0x80 != 0) {
        return None;
    }
    Some(
        bytes
            .iter()
            .try_fold(0_u64, |number, byte| number.checked_mul(256)?.checked_add(u64::from(*byte)))
            .unwrap_or(u64::MAX),
    )
}
