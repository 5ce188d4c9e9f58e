//! Payloads of verified objects, read again from the text that was signed.

use alloc::borrow::Cow;
use alloc::boxed::Box;

use super::event::SubscriptionEvent;
use crate::app_store::identity::shown;
use crate::app_store::{Kind, NotificationPayload, Payload, RenewalInfo, Transaction};
use crate::error::{Error, ErrorCode, Result};
use crate::jose::MAX_TOKEN_BYTES;
use crate::json::{self, Limits};

/// The payloads of a verified object that was kept, or came from another process, as the JSON
/// that was signed ([`Verified::json`](crate::app_store::Verified::json)).
///
/// Nothing here can tell whether the text was ever verified.
///
/// ```
/// use waxwing::app_store::{Applied, Environment, SubscriptionPayloads, SubscriptionState};
///
/// let json = r#"{"originalTransactionId":"1000","environment":"Sandbox",
///     "signedDate":1763760000000}"#;
/// let payloads = SubscriptionPayloads::from_json("renewalInfo", json, None, None)?;
/// let mut state = SubscriptionState::new("com.example.app", Environment::Sandbox, "1000");
/// assert_eq!(state.apply(payloads.event())?, Applied::Changed);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SubscriptionPayloads(Parts);

#[derive(Clone, Debug)]
enum Parts {
    Notification(Box<(NotificationPayload, Option<Transaction>, Option<RenewalInfo>)>),
    Transaction(Box<Transaction>),
    RenewalInfo(Box<RenewalInfo>),
}

impl SubscriptionPayloads {
    /// Reads the payload of an object of this kind, by its [name](Kind::name); of a notification also those of what was
    /// nested in it, which other kinds do not have.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::WrongKind`] for kinds that tell nothing about purchases; the codes of JSON
    /// and of size; [`ErrorCode::ClaimType`].
    pub fn from_json(
        kind: &str,
        json: &str,
        transaction: Option<&str>,
        renewal_info: Option<&str>,
    ) -> Result<Self> {
        Ok(Self(match Kind::from_name(kind) {
            Ok(Kind::Notification) => Parts::Notification(Box::new((
                read(json)?,
                transaction.map(read).transpose()?,
                renewal_info.map(read).transpose()?,
            ))),
            Ok(Kind::Transaction) => Parts::Transaction(Box::new(read(json)?)),
            Ok(Kind::RenewalInfo) => Parts::RenewalInfo(Box::new(read(json)?)),
            Ok(other) => return Err(no_event(other.name())),
            Err(_) => return Err(no_event(shown(kind))),
        }))
    }

    /// What to apply to a [`SubscriptionState`](super::SubscriptionState).
    #[must_use]
    pub fn event(&self) -> SubscriptionEvent<'_> {
        match &self.0 {
            Parts::Notification(parts) => {
                let (envelope, transaction, renewal_info) = &**parts;
                SubscriptionEvent::notification(
                    envelope,
                    transaction.as_ref(),
                    renewal_info.as_ref(),
                )
            }
            Parts::Transaction(transaction) => SubscriptionEvent::Transaction(transaction),
            Parts::RenewalInfo(info) => SubscriptionEvent::RenewalInfo(info),
        }
    }
}

/// An object of a kind that tells nothing about purchases.
pub(super) fn no_event(kind: impl Into<Cow<'static, str>>) -> Error {
    const EXPECTED: &str = "a notification, a transaction or renewalInfo";
    Error::new(ErrorCode::WrongKind, "object", EXPECTED, kind)
}

fn read<T: Payload>(text: &str) -> Result<T> {
    let limits = Limits::bytes(MAX_TOKEN_BYTES);
    T::from_object(&json::parse_object(text.as_bytes(), &limits, "payload")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_that_tells_nothing_about_purchases_is_refused() {
        for (kind, found) in
            [("appTransaction", "appTransaction"), ("", r#""""#), ("other", r#""other""#)]
        {
            let error = SubscriptionPayloads::from_json(kind, "{}", None, None).unwrap_err();
            assert_eq!((error.code(), error.found()), (ErrorCode::WrongKind, found));
        }
    }

    #[test]
    fn what_is_nested_is_read_as_strictly() {
        let read = |nested| SubscriptionPayloads::from_json("notification", "{}", nested, None);
        assert_eq!(read(Some("[]")).unwrap_err().code(), ErrorCode::InvalidJson);
        let error = read(Some(r#"{"transactionId":1}"#)).unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::ClaimType, "transactionId"));
        let nested = read(Some(r#"{"originalTransactionId":"1000"}"#)).unwrap();
        assert_eq!(nested.event().original_transaction_id(), Some("1000"));
    }
}
