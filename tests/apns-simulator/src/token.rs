//! Reading and verifying a provider token: the JWT in `authorization`.

use std::collections::HashMap;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Verifier as _;
use serde_json::{Map, Value};

use crate::key::KnownKey;
use crate::server::lock;

/// Tokens of Apple's form have 184 characters; a longer one than this is not looked into.
const MAX_TOKEN_BYTES: usize = 4096;

/// A provider token whose signature, key and team hold. Its age is not judged yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    pub(crate) key: &'a KnownKey,
    /// `iat`, in seconds since 1970.
    pub(crate) issued_at: i64,
}

/// The keys that may push, and the tokens of theirs that were verified: once is enough.
#[derive(Debug)]
pub(crate) struct KeyRing {
    keys: Vec<KnownKey>,
    /// By the text of a token: its key's place above, and its `iat`.
    verified: Mutex<HashMap<String, (usize, i64)>>,
}

impl KeyRing {
    pub(crate) fn new(keys: Vec<KnownKey>) -> Self {
        Self { keys, verified: Mutex::default() }
    }

    /// How many different tokens were verified.
    pub(crate) fn tokens(&self) -> u64 {
        u64::try_from(lock(&self.verified).len()).unwrap_or(u64::MAX)
    }
}

/// Takes the token out of the header value, if it has the bearer scheme and anything after it.
///
/// Apple accepts `bearer` and `Bearer`; other spellings of the scheme were not seen to work.
pub(crate) fn from_header(value: &[u8]) -> Option<&str> {
    let value = std::str::from_utf8(value).ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let is_bearer = scheme == "bearer" || scheme == "Bearer";
    (is_bearer && !token.is_empty()).then_some(token)
}

impl<'a> Token<'a> {
    /// Reads and verifies the token, or says what is wrong with it.
    ///
    /// In this order: three parts of base64url (RFC 7515 section 7.1), `alg` is `ES256`, `kid` is known,
    /// the signature is 64 bytes r and s (RFC 7518 section 3.4) and verifies, `iss` is the key's team, `iat` is an integer.
    pub(crate) fn verify(text: &'a str, ring: &'a KeyRing) -> Result<Self, String> {
        let known = lock(&ring.verified).get(text).copied();
        let (place, issued_at) = match known {
            Some(known) => known,
            None => {
                let verified = verify(text, &ring.keys)?;
                lock(&ring.verified).insert(text.to_owned(), verified);
                verified
            }
        };
        let key = ring.keys.get(place).ok_or("its key is gone")?;
        Ok(Token { text, key, issued_at })
    }
}

/// The place of the token's key, and its `iat`.
fn verify(text: &str, keys: &[KnownKey]) -> Result<(usize, i64), String> {
    if text.len() > MAX_TOKEN_BYTES {
        return Err(format!("the token has {} characters", text.len()));
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [header, claims, signature] = parts.as_slice() else {
        return Err(format!("the token has {} parts instead of 3", parts.len()));
    };
    let (place, key) = read_header(header, keys)?;
    let signature = decode(signature, "signature")?;
    let signature = Signature::from_slice(&signature).map_err(|_| {
        format!("the signature has {} bytes, not 64 of r and s in range", signature.len())
    })?;
    let signed = format!("{header}.{claims}");
    key.public_key
        .verify(signed.as_bytes(), &signature)
        .map_err(|_| format!("the signature is not one of key {}", key.key_id))?;
    Ok((place, read_claims(claims, key)?))
}

fn read_header<'a>(part: &str, keys: &'a [KnownKey]) -> Result<(usize, &'a KnownKey), String> {
    let header = object(part, "header")?;
    match header.get("alg") {
        Some(Value::String(algorithm)) if algorithm == "ES256" => {}
        other => return Err(format!("alg is {} instead of \"ES256\"", shown(other))),
    }
    // RFC 7515 section 4.1.11: what must be understood and is not refuses the token.
    if header.contains_key("crit") {
        return Err("the header has crit".to_owned());
    }
    let key_id = header.get("kid");
    let Some(Value::String(wanted)) = key_id else {
        return Err(format!("kid is {} instead of a text", shown(key_id)));
    };
    keys.iter()
        .enumerate()
        .find(|(_, key)| key.key_id == *wanted)
        .ok_or_else(|| format!("no key has the id {}", shown(key_id)))
}

fn read_claims(part: &str, key: &KnownKey) -> Result<i64, String> {
    let claims = object(part, "claims")?;
    match claims.get("iss") {
        Some(Value::String(team_id)) if *team_id == key.team_id => {}
        other => {
            return Err(format!(
                "iss is {}, the team of key {} is \"{}\"",
                shown(other),
                key.key_id,
                key.team_id
            ));
        }
    }
    let issued_at = claims.get("iat");
    issued_at
        .and_then(Value::as_i64)
        .ok_or_else(|| format!("iat is {} instead of an integer", shown(issued_at)))
}

fn object(part: &str, name: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_slice(&decode(part, name)?) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(format!("the {name} of the token is not a JSON object")),
        Err(_) => Err(format!("the {name} of the token is not JSON")),
    }
}

/// Strict base64url: no padding, no other alphabet, no stray bits (RFC 7515 section 2).
fn decode(part: &str, name: &str) -> Result<Vec<u8>, String> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| format!("the {name} of the token is not base64url without padding"))
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "absent".to_owned(), Value::to_string)
}
