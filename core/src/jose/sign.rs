//! Writing signed tokens.

use alloc::string::String;

use super::base64url;
use crate::crypto::SigningKey;

/// Signs `header` and `payload`, both JSON texts, into a compact JWS with ES256.
///
/// The texts go in as they are: the caller decides their keys and order, so that a token can be
/// a pure function of its inputs.
///
/// ```
/// use waxwing::crypto::SigningKey;
/// use waxwing::jose::sign_compact;
///
/// let key = SigningKey::from_scalar(&[7; 32])?;
/// let token = sign_compact(r#"{"alg":"ES256"}"#, r#"{"iss":"DEF123GHIJ"}"#, &key);
/// assert_eq!(token.split('.').count(), 3);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[must_use]
pub fn sign_compact(header: &str, payload: &str, key: &SigningKey) -> String {
    let mut token = base64url::encode(header);
    token.push('.');
    token.push_str(&base64url::encode(payload));
    let signature = key.sign(token.as_bytes());
    token.push('.');
    token.push_str(&base64url::encode(signature));
    token
}
