//! New keys, and signatures that the core does not make: it has no randomness, and signs with
//! P-256 alone.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::{self, SystemRandom};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256,
};
use clap::ValueEnum;
use waxwing::credentials::{
    CertificateRequest, KeyKind, PrivateKey, RequestSubject, UnsignedRequest,
};
use waxwing::crypto::Curve;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Which key to make.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum NewKey {
    /// RSA with 2048 bits: what push certificates are made with
    #[value(name = "rsa-2048")]
    Rsa2048,
    /// On the elliptic curve P-256
    #[value(name = "p-256")]
    P256,
}

/// Makes a key with the randomness of the system.
pub(crate) fn make(kind: NewKey) -> Result<PrivateKey, Failure> {
    let pkcs8 = match kind {
        NewKey::Rsa2048 => {
            let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| no_key())?;
            let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| no_key())?;
            Zeroizing::new(der.as_ref().to_vec())
        }
        NewKey::P256 => {
            let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING);
            let der = pair.and_then(|pair| pair.to_pkcs8v1()).map_err(|_| no_key())?;
            Zeroizing::new(der.as_ref().to_vec())
        }
    };
    Ok(PrivateKey::from_der(&pkcs8)?)
}

/// A request for the certificate of this key.
pub(crate) fn request(
    subject: &RequestSubject,
    key: &PrivateKey,
) -> Result<CertificateRequest, Failure> {
    if *key.kind() == KeyKind::Ec(Curve::P256) {
        return Ok(CertificateRequest::sign(subject, &key.to_signing_key()?)?);
    }
    let request = UnsignedRequest::new(subject, key.public_key())?;
    let signature = match key.kind() {
        KeyKind::Rsa { .. } => {
            let pair = KeyPair::from_pkcs8(key.pkcs8_der()).map_err(|_| no_signature())?;
            let mut signature = vec![0; pair.public_modulus_len()];
            let message = request.signing_input();
            pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                .map_err(|_| no_signature())?;
            signature
        }
        _ => {
            let algorithm = &ECDSA_P384_SHA384_ASN1_SIGNING;
            let pair = EcdsaKeyPair::from_pkcs8(algorithm, key.pkcs8_der());
            let pair = pair.map_err(|_| no_signature())?;
            let signed = pair.sign(&SystemRandom::new(), request.signing_input());
            signed.map_err(|_| no_signature())?.as_ref().to_vec()
        }
    };
    Ok(request.assemble(&signature)?)
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| Failure::usage("this machine has no random bytes"))?;
    Ok(bytes)
}

fn no_key() -> Failure {
    Failure::usage("this machine has made no key")
}

fn no_signature() -> Failure {
    Failure::usage("this key does not sign: it is of an unusual length or form")
}
