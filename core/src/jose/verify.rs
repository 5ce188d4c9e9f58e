//! Checking a token against a key that is already trusted.

use alloc::vec::Vec;

use super::{CompactJws, header::Header};
use crate::crypto::{Curve, Hash, PublicKey, Signature, SignatureCheck};
use crate::error::{Error, ErrorCode, Result};

/// Verifies a compact JWS with a P-256 key and hands out its payload.
///
/// The algorithm is fixed to ES256 by this function, never by the token (RFC 8725 section 3.1).
///
/// ```
/// use waxwing::crypto::SigningKey;
/// use waxwing::jose::{sign_compact, verify_es256};
///
/// let key = SigningKey::from_scalar(&[7; 32])?;
/// let token = sign_compact(r#"{"alg":"ES256"}"#, "hello", &key);
/// assert_eq!(verify_es256(token.as_bytes(), &key.public_key()?)?, b"hello");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// # Errors
///
/// [`ErrorCode::TooLarge`], [`ErrorCode::Malformed`], [`ErrorCode::InvalidBase64`], the JSON
/// codes for the header, [`ErrorCode::UnsupportedAlgorithm`], [`ErrorCode::CriticalHeader`],
/// [`ErrorCode::ForbiddenHeader`], [`ErrorCode::UnsupportedKey`] and
/// [`ErrorCode::BadSignature`].
pub fn verify_es256(token: &[u8], key: &PublicKey) -> Result<Vec<u8>> {
    let jws = CompactJws::parse(token)?;
    Header::parse(jws.header())?;
    if key.curve() != Curve::P256 {
        return Err(Error::new(
            ErrorCode::UnsupportedKey,
            "public key",
            Curve::P256.name(),
            key.curve().name(),
        ));
    }
    let signature = signature(&jws)?;
    if SignatureCheck::new(key.clone(), Hash::Sha256, signature, jws.signing_input()).run() {
        Ok(jws.into_payload())
    } else {
        Err(not_this_key())
    }
}

/// The signature of a token as a value in range.
pub(crate) fn signature(jws: &CompactJws<'_>) -> Result<Signature> {
    Signature::from_raw(Curve::P256, jws.signature()).ok_or_else(|| {
        Error::new(
            ErrorCode::BadSignature,
            "token signature",
            "64 bytes, both halves between 1 and the order of P-256 less one",
            match jws.signature().len() {
                64 => String::from("a half out of range"),
                other => alloc::format!("{other} bytes"),
            },
        )
    })
}

/// The refusal of a signature that is in range but somebody else's.
pub(crate) fn not_this_key() -> Error {
    Error::new(
        ErrorCode::BadSignature,
        "token signature",
        "a signature by the key over header and payload",
        "another signature",
    )
}
