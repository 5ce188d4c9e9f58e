//! A verified object: what it is and under which circumstances it verified.

use std::sync::OnceLock;

use waxwing_core::app_store::{Kind, NotificationPayload, SignedObject};
use waxwing_core::json::Value;

use crate::bytes::WaxwingStr;
use crate::document::Document;
use crate::environment::WaxwingEnvironment;
use crate::fence;
use crate::meaning;
use crate::status::same_names;

/// The kinds of object that the App Store signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingKind {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// An App Store Server Notification V2.
    Notification = 1,
    /// A transaction.
    Transaction = 2,
    /// Renewal info.
    RenewalInfo = 3,
    /// An app transaction.
    AppTransaction = 4,
    /// A request of the Retention Messaging API.
    RealtimeRequest = 5,
}

/// A payload that Apple signed for the expected app and environment.
///
/// It never changes, so that all threads may read it at once. Its views, and the objects nested in
/// it, live until `waxwing_signed_object_free`.
pub struct WaxwingSignedObject {
    pub(crate) object: SignedObject,
    transaction: Option<Box<Self>>,
    renewal_info: Option<Box<Self>>,
    app_transaction: Option<Box<Self>>,
    /// The normalised payload.
    document: Document,
    /// Why its certificates were revoked, leaf and intermediate.
    revocation_reasons: [OnceLock<Option<String>>; 2],
    deduplication_key: OnceLock<Option<String>>,
}

impl From<SignedObject> for WaxwingSignedObject {
    fn from(mut object: SignedObject) -> Self {
        let (mut transaction, mut renewal_info, mut app_transaction) = (None, None, None);
        if let SignedObject::Notification(notification) = &mut object {
            transaction = notification.transaction.take().map(SignedObject::Transaction);
            renewal_info = notification.renewal_info.take().map(SignedObject::RenewalInfo);
            app_transaction = notification.app_transaction.take().map(SignedObject::AppTransaction);
        }
        let boxed = |object: Option<SignedObject>| object.map(|it| Box::new(Self::from(it)));
        Self {
            object,
            transaction: boxed(transaction),
            renewal_info: boxed(renewal_info),
            app_transaction: boxed(app_transaction),
            document: Document::default(),
            revocation_reasons: Default::default(),
            deduplication_key: OnceLock::new(),
        }
    }
}

impl WaxwingSignedObject {
    /// The value at a JSON pointer.
    pub(crate) fn value(&self, pointer: &str) -> Option<&Value> {
        self.document.at(self.object.object(), pointer)
    }

    /// The value of a key of the payload itself.
    pub(crate) fn field(&self, key: &str) -> Option<&Value> {
        self.object.object().get(key)
    }

    fn payload(&self) -> &str {
        self.document.text(self.object.object())
    }

    /// Why the certificate of a number was revoked.
    pub(crate) fn revocation_reason(&self, which: u32) -> Option<&str> {
        let revocation = self.object.revocation()?;
        let [leaf, intermediate] = &self.revocation_reasons;
        let (status, reason) = match which {
            0 => (&revocation.leaf, leaf),
            1 => (&revocation.intermediate, intermediate),
            _ => return None,
        };
        reason.get_or_init(|| Some(status.reason()?.name().into_owned())).as_deref()
    }

    /// The objects nested in a notification.
    pub(crate) fn transaction(&self) -> Option<&Self> {
        self.transaction.as_deref()
    }

    pub(crate) fn renewal_info(&self) -> Option<&Self> {
        self.renewal_info.as_deref()
    }

    pub(crate) fn deduplication_key(&self) -> Option<&str> {
        let make = || meaning::notification(self).and_then(NotificationPayload::deduplication_key);
        self.deduplication_key.get_or_init(make).as_deref()
    }
}

impl From<Kind> for WaxwingKind {
    fn from(kind: Kind) -> Self {
        same_names! {
            kind, Kind => Self, else Unknown:
            Notification Transaction RenewalInfo AppTransaction RealtimeRequest
        }
    }
}

/// Frees an object and everything nested in it. NULL is fine. Never free what
/// `waxwing_signed_object_transaction` and its siblings give: it is only borrowed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_free(object: *mut WaxwingSignedObject) {
    // SAFETY: by contract.
    unsafe { fence::free(object) }
}

/// The kind of object.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_kind(
    object: *const WaxwingSignedObject,
) -> WaxwingKind {
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingKind::Unknown, |it| it.object.kind().into()) }
}

/// The kind by its name: `notification`, `transaction`, `renewalInfo`, `appTransaction` or
/// `realtimeRequest`. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_kind_name(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, |it| WaxwingStr::of(it.object.kind().name())) }
}

/// The payload's JSON, byte for byte as it was signed. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_json(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, |it| WaxwingStr::of(it.object.json())) }
}

/// The payload as JSON with every field, known or not; known dates are whole milliseconds. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_payload(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, |it| WaxwingStr::of(it.payload())) }
}

/// When Apple signed it, in milliseconds since 1970.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_signed_at_ms(
    object: *const WaxwingSignedObject,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(object, 0, |it| it.object.signed_at().as_millis()) }
}

/// Until when the certificate that signed it is valid, in milliseconds since 1970.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_leaf_valid_until_ms(
    object: *const WaxwingSignedObject,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(object, 0, |it| it.object.leaf_valid_until().as_millis()) }
}

/// The time that was given as now, in milliseconds since 1970. When it lies after
/// `waxwing_signed_object_leaf_valid_until_ms`, the certificate has expired since it signed, which
/// is normal for stored objects: Apple's signing certificates last about two years.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_checked_at_ms(
    object: *const WaxwingSignedObject,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(object, 0, |it| it.object.checked_at().as_millis()) }
}

/// Which of the expected environments it belongs to.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_environment(
    object: *const WaxwingSignedObject,
) -> WaxwingEnvironment {
    let body = |it: &WaxwingSignedObject| it.object.verified_environment().into();
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingEnvironment::Unknown, body) }
}

/// Which of the expected bundle ids it belongs to; `{NULL, 0}` for a kind that names none. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_bundle_id(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    let body = |it: &WaxwingSignedObject| WaxwingStr::of_option(it.object.verified_bundle_id());
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// The App Store id that it names, if it names one. Compared with the expected ones in production
/// only.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_app_apple_id(
    object: *const WaxwingSignedObject,
    out_app_apple_id: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(object, out_app_apple_id, |it| it.object.verified_app_apple_id()) }
}

/// The verified transaction in a notification, borrowed from it; NULL if there is none. Lives until
/// the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_transaction(
    object: *const WaxwingSignedObject,
) -> *const WaxwingSignedObject {
    // SAFETY: by contract.
    unsafe { fence::read(object, std::ptr::null(), |it| pointer(it.transaction.as_deref())) }
}

/// The verified renewal info in a notification, borrowed from it; NULL if there is none. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_renewal_info(
    object: *const WaxwingSignedObject,
) -> *const WaxwingSignedObject {
    // SAFETY: by contract.
    unsafe { fence::read(object, std::ptr::null(), |it| pointer(it.renewal_info.as_deref())) }
}

/// The verified app transaction in a notification, borrowed from it; NULL if there is none. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_app_transaction(
    object: *const WaxwingSignedObject,
) -> *const WaxwingSignedObject {
    // SAFETY: by contract.
    unsafe { fence::read(object, std::ptr::null(), |it| pointer(it.app_transaction.as_deref())) }
}

fn pointer(object: Option<&WaxwingSignedObject>) -> *const WaxwingSignedObject {
    object.map_or(std::ptr::null(), std::ptr::from_ref)
}
