//! Private key files, in every shape that is right and in some that are wrong.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::der;
use crate::key::{Key, hex};

pub(crate) const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
pub(crate) const PRIME256V1: &str = "1.2.840.10045.3.1.7";
pub(crate) const SECP256K1: &str = "1.3.132.0.10";
pub(crate) const SECP384R1: &str = "1.3.132.0.34";
pub(crate) const SECP521R1: &str = "1.3.132.0.35";
pub(crate) const RSA: &str = "1.2.840.113549.1.1.1";
pub(crate) const ED25519: &str = "1.3.101.112";
pub(crate) const PBES2: &str = "1.2.840.113549.1.5.13";
pub(crate) const KEY_USAGE: &str = "2.5.29.15";

/// The key of RFC 6979 appendix A.2.5 in the Apple shape, as one line of base64.
pub(crate) const RFC6979_LINE: &str = concat!(
    "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGg",
    "CgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIM",
    "LX6fUXejwpTURiKZ"
);

/// The key of RFC 6979 appendix A.2.5.
pub(crate) fn rfc6979() -> Key {
    from_number(&hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"))
}

pub(crate) fn from_number(number: &[u8]) -> Key {
    Key::P256(p256::ecdsa::SigningKey::from_slice(number).expect("a number below the order"))
}

/// The private number.
pub(crate) fn number(key: &Key) -> Vec<u8> {
    match key {
        Key::P256(key) => key.to_bytes().to_vec(),
        Key::P384(key) => key.to_bytes().to_vec(),
    }
}

/// ECPrivateKey (RFC 5915 section 3): the number, optionally with curve and point.
pub(crate) fn sec1(number: &[u8], curve: Option<&str>, point: Option<&[u8]>) -> Vec<u8> {
    sec1_of_version(1, number, curve.map(der::oid).as_deref(), point)
}

pub(crate) fn sec1_of_version(
    version: u8,
    number: &[u8],
    curve: Option<&[u8]>,
    point: Option<&[u8]>,
) -> Vec<u8> {
    let curve = curve.map(|oid| der::explicit(0, oid)).unwrap_or_default();
    let point = point.map(|point| der::explicit(1, &der::bits(point))).unwrap_or_default();
    der::sequence(&[&der::integer(&[version]), &der::octets(number), &curve, &point])
}

/// The AlgorithmIdentifier of a key on a named curve.
pub(crate) fn on_curve(curve: &str) -> Vec<u8> {
    algorithm(EC_PUBLIC_KEY, &der::oid(curve))
}

pub(crate) fn algorithm(oid: &str, parameters: &[u8]) -> Vec<u8> {
    der::sequence(&[&der::oid(oid), parameters])
}

/// PrivateKeyInfo of a key on a named curve (RFC 5958 section 2).
pub(crate) fn pkcs8(curve: &str, key: &[u8]) -> Vec<u8> {
    private_key_info(0, &on_curve(curve), key, &[])
}

pub(crate) fn private_key_info(version: u8, algorithm: &[u8], key: &[u8], rest: &[u8]) -> Vec<u8> {
    der::sequence(&[&der::integer(&[version]), algorithm, &der::octets(key), rest])
}

/// The DER of a P-256 key as PKCS#8, optionally with the curve and the point inside too.
pub(crate) fn p256_der(key: &Key, curve: bool, point: bool) -> Vec<u8> {
    let public = key.point();
    let inner = sec1(&number(key), curve.then_some(PRIME256V1), point.then_some(&public));
    pkcs8(PRIME256V1, &inner)
}

/// A P-256 key as Apple issues it.
pub(crate) fn p8(key: &Key) -> String {
    pem("PRIVATE KEY", &p256_der(key, true, true))
}

/// The textual encoding of RFC 7468: lines of 64 characters.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines: Vec<&str> =
        (0..body.len()).step_by(64).map(|at| &body[at..body.len().min(at + 64)]).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
