//! Whether a certificate has been revoked: OCSP as pure functions (RFC 6960, RFC 5019).
//!
//! A [`Request`] says what to send where; the bytes that come back become a [`Status`]. Nothing
//! is sent from here and no clock is read, so an answer can as well come from a cache, or from
//! whoever delivered the certificate (stapling).
//!
//! ```
//! use waxwing::time::Timestamp;
//! use waxwing::x509::Certificate;
//! use waxwing::x509::ocsp::{Decision, Policy, Request, Status};
//!
//! # fn ask(leaf: &Certificate, intermediate: &Certificate, now: Timestamp,
//! #     post: fn(&str, &str, &[u8]) -> Option<Vec<u8>>) -> waxwing::error::Result<Decision> {
//! // Both certificates stand in a path that has been verified.
//! let request = Request::new(leaf, intermediate)?.at_host("ocsp.apple.com")?;
//! let answer = post(request.url().unwrap_or_default(), request.content_type(), &request.body());
//! let status = match answer {
//!     Some(body) => request.verify(&body, now),
//!     None => Status::Unreachable, // no connection, or an HTTP status other than 200
//! };
//! if let Some(until) = status.cache_until() {
//!     // … keep the body until then, and verify it again instead of asking …
//! }
//! Ok(Policy::Required.judge(&[status]))
//! # }
//! ```
//!
//! OCSP comes over plain HTTP, so whoever stands between can answer in the responder's place.
//! An answer that proves nothing is therefore data, [`Status::Invalid`] with its [`Fault`], and
//! counts as much as no answer: only the [`Policy`] decides what follows.
//!
//! # What is believed
//!
//! An answer signed by the certificate's issuer, or by a responder whose certificate the same
//! issuer signed for this purpose (RFC 6960 section 4.2.2.2), and that is about this very
//! certificate, at a time between thisUpdate and nextUpdate. Signatures are ECDSA on P-256 or
//! P-384 with SHA-256 or SHA-384, as everywhere in this crate. SHA-1 names certificates and keys
//! where RFC 6960 and RFC 5019 have it so; it never vouches for anything.
//!
//! # Units
//!
//! Times are [`Timestamp`](crate::time::Timestamp)s, spans are milliseconds, sizes are bytes.

mod answers;
mod cert_id;
mod fault;
mod memory;
mod pending;
mod policy;
mod request;
mod responder;
mod response;
mod rules;
mod status;
#[cfg(test)]
mod tests;

pub use answers::{Answers, MAX_ANSWERS};
pub use cert_id::CertIdHash;
pub use fault::{Fault, FaultKind};
pub(crate) use memory::Memory;
pub use pending::Pending;
pub use policy::{Decision, Policy};
pub use request::{CONTENT_TYPE, MAX_NONCE_BYTES, RESPONSE_CONTENT_TYPE, Request};
pub use response::{MAX_CERTIFICATES, MAX_ENTRIES, MAX_RESPONSE_BYTES, Response};
pub use rules::{DEFAULT_SKEW_MILLIS, Rules};
pub use status::{ResponseStatus, RevocationReason, Status};
