//! What the App Store signs.

mod object;
mod pending;
mod subscription;
mod verifier;
mod vocabulary;

pub use pending::PendingHandle;
pub use subscription::SubscriptionHandle;
pub use verifier::{VerifierHandle, decode_unverified_object};
pub use vocabulary::{app_store_vocabulary, notification_meanings};
