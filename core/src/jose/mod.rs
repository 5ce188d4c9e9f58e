//! Signed tokens: strict base64url, the compact form, and ES256 (RFC 7515, RFC 7518).

pub mod base64url;
mod header;
mod jws;
mod sign;
mod verify;

pub use jws::{CompactJws, MAX_TOKEN_BYTES};
pub use sign::sign_compact;
pub use verify::verify_es256;

pub(crate) use header::Header;
pub(crate) use jws::Parts;
pub(crate) use verify::{not_this_key, signature};
