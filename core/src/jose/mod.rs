//! Signed tokens: strict base64url, the compact form, and ES256 (RFC 7515, RFC 7518).

pub mod base64url;
mod jws;
mod jwt;

pub use jws::{CompactJws, MAX_TOKEN_BYTES};
pub use jwt::sign_compact;
