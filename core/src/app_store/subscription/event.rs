//! What a subscription's state is made from.

use super::payloads::no_event;
use crate::app_store::payload::{NotificationPayload, RenewalInfo, Transaction};
use crate::app_store::verified::{Notification, SignedObject, Verified};
use crate::error::{Error, Result};

/// A verified object that tells something about a subscription or another purchase.
///
/// Make one from what a [`Verifier`](crate::app_store::Verifier) returned. The variants can also
/// be filled with payloads of your own, for tests and for objects verified elsewhere: nothing
/// here can tell whether they were ever signed.
///
/// ```no_run
/// use waxwing::app_store::{Environment, SubscriptionEvent, SubscriptionState, Verifier};
/// use waxwing::time::Timestamp;
///
/// # fn load(_: &str) -> Option<String> { None }
/// # fn store(_: &str, _: String) {}
/// # fn handle(verifier: &Verifier, signed: &str, now: Timestamp) -> waxwing::error::Result<()> {
/// let notification = verifier.notification(signed, now)?;
/// let event = SubscriptionEvent::from(&notification);
/// if let Some(id) = event.original_transaction_id() {
///     let mut state = match load(id) {
///         Some(stored) => SubscriptionState::from_json(&stored)?,
///         None => SubscriptionState::new("com.example.app", Environment::Production, id),
///     };
///     state.apply(event)?;
///     store(id, state.to_json());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum SubscriptionEvent<'a> {
    /// A notification with what was nested in it.
    #[non_exhaustive]
    Notification {
        /// The envelope.
        envelope: &'a NotificationPayload,
        /// The transaction out of it.
        transaction: Option<&'a Transaction>,
        /// The renewal info out of it.
        renewal_info: Option<&'a RenewalInfo>,
    },
    /// A transaction: from a device, or from the App Store Server API.
    Transaction(&'a Transaction),
    /// Renewal info: from a device, or from the App Store Server API.
    RenewalInfo(&'a RenewalInfo),
}

impl<'a> SubscriptionEvent<'a> {
    /// A notification in its verified parts.
    #[must_use]
    pub const fn notification(
        envelope: &'a NotificationPayload,
        transaction: Option<&'a Transaction>,
        renewal_info: Option<&'a RenewalInfo>,
    ) -> Self {
        Self::Notification { envelope, transaction, renewal_info }
    }

    /// The original transaction it is about: whose state to load before applying it. `None` for
    /// notifications without a transaction, such as tests and summaries.
    #[must_use]
    pub fn original_transaction_id(&self) -> Option<&'a str> {
        let (transaction, renewal_info) = self.parts();
        transaction
            .and_then(|transaction| transaction.original_transaction_id.as_deref())
            .or_else(|| renewal_info.and_then(|info| info.original_transaction_id.as_deref()))
    }

    pub(super) const fn parts(&self) -> (Option<&'a Transaction>, Option<&'a RenewalInfo>) {
        match self {
            Self::Notification { transaction, renewal_info, .. } => (*transaction, *renewal_info),
            Self::Transaction(transaction) => (Some(transaction), None),
            Self::RenewalInfo(info) => (None, Some(info)),
        }
    }
}

impl<'a> From<&'a Notification> for SubscriptionEvent<'a> {
    fn from(notification: &'a Notification) -> Self {
        Self::Notification {
            envelope: notification.envelope.payload(),
            transaction: notification.transaction.as_ref().map(Verified::payload),
            renewal_info: notification.renewal_info.as_ref().map(Verified::payload),
        }
    }
}

/// A verified object of any kind.
///
/// Fails with [`ErrorCode::WrongKind`](crate::error::ErrorCode::WrongKind) for kinds that tell nothing about purchases: app
/// transactions and requests of the Retention Messaging API.
impl<'a> TryFrom<&'a SignedObject> for SubscriptionEvent<'a> {
    type Error = Error;

    fn try_from(object: &'a SignedObject) -> Result<Self> {
        match object {
            SignedObject::Notification(notification) => Ok(Self::from(&**notification)),
            SignedObject::Transaction(transaction) => Ok(Self::from(transaction)),
            SignedObject::RenewalInfo(info) => Ok(Self::from(info)),
            _ => Err(no_event(object.kind().name())),
        }
    }
}

macro_rules! from {
    ($($payload:ident)+) => {
        $(
            impl<'a> From<&'a Verified<$payload>> for SubscriptionEvent<'a> {
                fn from(object: &'a Verified<$payload>) -> Self {
                    Self::$payload(object.payload())
                }
            }

            impl<'a> From<&'a $payload> for SubscriptionEvent<'a> {
                fn from(payload: &'a $payload) -> Self {
                    Self::$payload(payload)
                }
            }
        )+
    };
}

from!(Transaction RenewalInfo);
