//! What the App Store signs.

mod subscription;
mod verifier;
mod vocabulary;

pub use subscription::SubscriptionHandle;
pub use verifier::VerifierHandle;
pub use vocabulary::{app_store_vocabulary, notification_meanings};
