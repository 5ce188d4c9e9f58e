//! What the App Store signs: verified, typed, and told apart.
//!
//! Signed bytes, a policy and a time go in; a typed payload comes out, or the exact reason why
//! not. Nothing is fetched and no clock is read.
//!
//! ```no_run
//! use waxwing::app_store::{Environment, Verifier};
//! use waxwing::time::Timestamp;
//!
//! # fn handle(signed_payload: &str, now_millis: i64) -> waxwing::error::Result<()> {
//! let verifier = Verifier::builder()
//!     .bundle_id("com.example.app")
//!     .environment(Environment::Sandbox)
//!     .build()?;
//! let notification = verifier.notification(signed_payload, Timestamp::from_millis(now_millis))?;
//! if let Some(transaction) = &notification.transaction {
//!     println!("{:?} of {:?}", notification.notification_type, transaction.product_id);
//! }
//! # Ok(())
//! # }
//! ```

mod builder;
mod bundle_ids;
mod chain;
mod chain_cache;
mod identity;
mod judge;
mod kind;
#[cfg(feature = "threads")]
mod many;
mod payload;
mod pending;
pub mod receipt;
mod revocation;
mod subscription;
mod unverified;
mod verified;
mod verifier;
mod xcode;

pub use builder::VerifierBuilder;
pub use chain_cache::DEFAULT_CACHED_CHAINS;
pub use kind::Kind;
pub use payload::*;
pub use pending::Pending;
pub use revocation::{ChainCertificate, DEFAULT_OCSP_HOST, OcspRequest, Revocation};
pub use subscription::*;
pub use unverified::{Unverified, UnverifiedPayload, decode_unverified};
pub use verified::{CertificateInfo, Chain, Notification, SignedObject, Verified};
pub use verifier::{DEFAULT_FUTURE_SKEW_MILLIS, Validity, Verifier, VerifyOptions};
