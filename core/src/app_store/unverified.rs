//! Objects that nobody vouches for: what Xcode and tests make.

use alloc::boxed::Box;
use alloc::string::String;

use super::kind::Kind;
use super::payload::{
    AppTransaction, NotificationPayload, Payload, RealtimeRequest, RenewalInfo, Transaction,
};
use super::pending::read_payload;
use crate::error::Result;
use crate::jose::CompactJws;
use crate::json::Object;

/// Reads a signed object **without verifying anything**: for data of StoreKit testing in Xcode
/// whose certificate is not at hand, and of local tests.
///
/// Anybody can make such an object. The result is a type of its own, so that it cannot pass for a
/// [`Verified`](super::Verified) one. `kind` is the kind that must come out, or `None` for any.
///
/// Size, the compact form, JSON and its limits, the kind and the types of known fields are checked
/// as in verification. Header, certificates, signature, app, environment and dates are not looked
/// at. Objects nested in a notification stay the texts they are.
///
/// ```
/// use waxwing::app_store::{Kind, UnverifiedPayload, decode_unverified};
///
/// # let token = "e30.eyJidW5kbGVJZCI6ImNvbS5leGFtcGxlLmFwcCIsInRyYW5zYWN0aW9uSWQiOiIwIn0.AA";
/// let object = decode_unverified(token, Some(Kind::Transaction))?;
/// if let UnverifiedPayload::Transaction(transaction) = object.payload() {
///     assert_eq!(transaction.transaction_id.as_deref(), Some("0"));
/// }
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// # Errors
///
/// The codes of size, form and JSON, [`WrongKind`](crate::error::ErrorCode::WrongKind), and
/// [`ClaimType`](crate::error::ErrorCode::ClaimType).
pub fn decode_unverified(token: impl AsRef<[u8]>, kind: Option<Kind>) -> Result<Unverified> {
    let payload = CompactJws::parse(token.as_ref())?.into_payload();
    let (json, mut object) = read_payload(payload)?;
    let kind = Kind::expect(&object, kind)?;
    let payload = match kind {
        Kind::Notification => UnverifiedPayload::Notification(typed(&mut object)?),
        Kind::Transaction => UnverifiedPayload::Transaction(typed(&mut object)?),
        Kind::RenewalInfo => UnverifiedPayload::RenewalInfo(typed(&mut object)?),
        Kind::AppTransaction => UnverifiedPayload::AppTransaction(typed(&mut object)?),
        Kind::RealtimeRequest => UnverifiedPayload::RealtimeRequest(typed(&mut object)?),
    };
    Ok(Unverified { payload, json, object })
}

fn typed<T: Payload>(object: &mut Object) -> Result<Box<T>> {
    let payload = T::from_object(object)?;
    T::normalize(object);
    Ok(Box::new(payload))
}

/// An object that was read and **not verified**. See [`decode_unverified`].
#[derive(Clone, Debug)]
pub struct Unverified {
    payload: UnverifiedPayload,
    json: String,
    object: Object,
}

/// The payload of an [`Unverified`] object.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UnverifiedPayload {
    /// A notification; what is nested in it is still signed text.
    Notification(Box<NotificationPayload>),
    /// A transaction.
    Transaction(Box<Transaction>),
    /// Renewal info.
    RenewalInfo(Box<RenewalInfo>),
    /// An app transaction.
    AppTransaction(Box<AppTransaction>),
    /// A request of the Retention Messaging API.
    RealtimeRequest(Box<RealtimeRequest>),
}

impl Unverified {
    /// The kind of object.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match &self.payload {
            UnverifiedPayload::Notification(_) => Kind::Notification,
            UnverifiedPayload::Transaction(_) => Kind::Transaction,
            UnverifiedPayload::RenewalInfo(_) => Kind::RenewalInfo,
            UnverifiedPayload::AppTransaction(_) => Kind::AppTransaction,
            UnverifiedPayload::RealtimeRequest(_) => Kind::RealtimeRequest,
        }
    }

    /// The payload.
    #[must_use]
    pub const fn payload(&self) -> &UnverifiedPayload {
        &self.payload
    }

    /// The payload, taken out.
    #[must_use]
    pub fn into_payload(self) -> UnverifiedPayload {
        self.payload
    }

    /// The payload's JSON, byte for byte as it was received.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The payload as JSON with every field, known or not; known dates as whole milliseconds.
    #[must_use]
    pub const fn object(&self) -> &Object {
        &self.object
    }
}
