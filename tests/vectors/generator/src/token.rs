//! Compact tokens, whole or with any part replaced.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::chain::Chain;
use crate::key::{Hash, Key};

pub(crate) fn base64(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The JSON array of an `x5c` header from texts that stand in it as they are.
pub(crate) fn x5c_texts(entries: &[impl AsRef<str>]) -> String {
    let entries: Vec<String> =
        entries.iter().map(|entry| serde_json::Value::from(entry.as_ref()).to_string()).collect();
    format!("[{}]", entries.join(","))
}

/// The JSON array of an `x5c` header.
pub(crate) fn x5c(entries: &[impl AsRef<[u8]>]) -> String {
    let texts: Vec<String> = entries.iter().map(base64).collect();
    x5c_texts(&texts)
}

/// The header that the App Store writes: `alg` and `x5c`, nothing else.
pub(crate) fn header(chain: &Chain) -> String {
    header_with(&x5c(&chain.x5c()))
}

/// The same around another `x5c`.
pub(crate) fn header_with(x5c: &str) -> String {
    format!(r#"{{"alg":"ES256","x5c":{x5c}}}"#)
}

/// A token that verifies.
pub(crate) fn token(chain: &Chain, payload: &str) -> String {
    sign(header(chain), payload, &chain.key)
}

/// Signs any header and payload with ES256.
pub(crate) fn sign(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>, key: &Key) -> String {
    sign_texts(&base64url(header), &base64url(payload), key)
}

/// Signs two parts as they are, so that only their own fault remains.
pub(crate) fn sign_texts(header: &str, payload: &str, key: &Key) -> String {
    let input = format!("{header}.{payload}");
    let signature = key.sign(Hash::Sha256, input.as_bytes()).raw();
    format!("{input}.{}", base64url(signature))
}

/// The token with other bytes as its signature.
pub(crate) fn resigned(token: &str, signature: &[u8]) -> String {
    let (input, _) = token.rsplit_once('.').expect("a token");
    format!("{input}.{}", base64url(signature))
}

/// The three parts of a token.
pub(crate) fn split(token: &str) -> [&str; 3] {
    let parts: Vec<&str> = token.split('.').collect();
    parts.try_into().expect("three parts")
}

pub(crate) fn decode(part: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(part).expect("base64url")
}

pub(crate) fn decode_standard(text: &str) -> Vec<u8> {
    STANDARD.decode(text).expect("base64")
}

/// HMAC with SHA-256 (RFC 2104).
pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = if key.len() > 64 { Sha256::digest(key).to_vec() } else { key.to_vec() };
    block.resize(64, 0);
    let pad = |value: u8| block.iter().map(|byte| byte ^ value).collect::<Vec<u8>>();
    let inner = Sha256::digest([&pad(0x36)[..], message].concat());
    Sha256::digest([&pad(0x5c)[..], &inner[..]].concat()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_is_rfc_4231() {
        // RFC 4231 section 4.3, test case 2.
        assert_eq!(
            hmac_sha256(b"Jefe", b"what do ya want for nothing?"),
            crate::key::hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        );
    }
}
