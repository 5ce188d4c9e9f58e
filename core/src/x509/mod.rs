//! Certificates, pinned roots and the chain rule (RFC 5280).
//!
//! Own code on the `der` reader instead of a general path builder: the shape is fixed, so the
//! whole verifier can be read in one sitting. The bytes that were received are the bytes that
//! are verified; nothing is ever encoded again.

mod anchor;
mod certificate;
pub(crate) mod extensions;
pub(crate) mod name;
pub mod ocsp;
mod oid;
mod path;
pub(crate) mod read;
#[cfg(feature = "receipts")]
mod rsa_certificate;
pub(crate) mod validity;

pub use anchor::{APPLE_ROOT_CA_G3_DER, Anchor};
pub use certificate::{Certificate, MAX_CERTIFICATE_BYTES};
pub use path::{Path, PathRules};
#[cfg(feature = "receipts")]
pub(crate) use rsa_certificate::RsaCertificate;
