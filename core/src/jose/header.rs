//! The header of a token, held to the rules that keep an attacker from choosing them.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::base64url::refusal;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Limits, Object, Value};

/// Names that would let a token bring or fetch its own key (RFC 8725 section 3.10).
const FORBIDDEN: [&str; 3] = ["jwk", "jku", "x5u"];

/// How many certificates `x5c` holds: leaf, intermediate, root.
const CHAIN_LENGTH: usize = 3;

/// The longest certificate, as base64: ten times Apple's largest.
const MAX_CERTIFICATE_CHARS: usize = 16 * 1024;

/// A header that passed every rule that needs no key.
pub(crate) struct Header(Object);

impl Header {
    /// Reads a header: JSON object, `alg` exactly ES256, no `crit` or `b64`, no key of its own.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        let object =
            json::parse_object(bytes, &Limits::bytes(super::MAX_TOKEN_BYTES), "token header")?;
        match object.get("alg") {
            Some(Value::String(alg)) if alg == "ES256" => {}
            other => {
                // RFC 7515 section 4.1.1; the name is not echoed unless it is a known one.
                let found = match other {
                    None => "none at all",
                    Some(Value::String(alg)) => known_algorithm(alg),
                    Some(value) => value.kind(),
                };
                return Err(Error::new(
                    ErrorCode::UnsupportedAlgorithm,
                    "alg",
                    "the string ES256",
                    found,
                ));
            }
        }
        for name in ["crit", "b64"] {
            if let Some(value) = object.get(name) {
                // RFC 7515 section 4.1.11: whoever does not understand all of it must refuse.
                return Err(Error::new(
                    ErrorCode::CriticalHeader,
                    name,
                    "no such header",
                    value.kind(),
                ));
            }
        }
        for name in FORBIDDEN {
            if let Some(value) = object.get(name) {
                return Err(Error::new(
                    ErrorCode::ForbiddenHeader,
                    name,
                    "no such header",
                    value.kind(),
                ));
            }
        }
        Ok(Self(object))
    }

    /// The DER of leaf and intermediate.
    ///
    /// The third entry is held to base64 and size only: Apple's own tokens carry a third entry
    /// that is not the root they chain to.
    pub(crate) fn certificates(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        let texts = self.entries()?;
        let [leaf, intermediate, third] = texts.as_slice() else {
            return Err(Error::new(
                ErrorCode::ChainLength,
                "x5c",
                format!("{CHAIN_LENGTH} certificates"),
                texts.len().to_string(),
            ));
        };
        let leaf = decode_certificate(leaf, 0)?;
        let intermediate = decode_certificate(intermediate, 1)?;
        decode_certificate(third, 2)?;
        Ok((leaf, intermediate))
    }

    /// The DER of the only certificate, as in data of StoreKit testing in Xcode.
    pub(crate) fn only_certificate(&self) -> Result<Vec<u8>> {
        match self.entries()?.as_slice() {
            [only] => decode_certificate(only, 0),
            others => Err(Error::new(
                ErrorCode::ChainLength,
                "x5c",
                "1 certificate",
                others.len().to_string(),
            )),
        }
    }

    /// The entries of `x5c`, one at least.
    fn entries(&self) -> Result<Vec<&str>> {
        let missing =
            |found| Error::new(ErrorCode::MissingChain, "x5c", "an array of certificates", found);
        match self.0.get("x5c") {
            None => Err(missing("none at all")),
            Some(Value::Array(items)) if items.is_empty() => Err(missing("an empty array")),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().ok_or_else(|| missing("an entry that is not a string")))
                .collect(),
            Some(other) => Err(missing(other.kind())),
        }
    }
}

/// Standard base64 with padding (RFC 7515 section 4.1.6).
fn decode_certificate(text: &str, index: usize) -> Result<Vec<u8>> {
    if text.len() > MAX_CERTIFICATE_CHARS {
        return Err(Error::new(
            ErrorCode::TooLarge,
            format!("x5c entry {index}"),
            format!("at most {MAX_CERTIFICATE_CHARS} characters"),
            format!("{} characters", text.len()),
        ));
    }
    STANDARD.decode(text).map_err(|error| {
        refusal(format!("x5c entry {index}"), "standard base64 with padding", &error)
    })
}

fn known_algorithm(alg: &str) -> &'static str {
    const KNOWN: [&str; 14] = [
        "none", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
        "ES384", "ES512", "ES256K", "EdDSA",
    ];
    KNOWN.into_iter().find(|known| *known == alg).unwrap_or("another string")
}
