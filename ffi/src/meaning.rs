//! Notifications: telling repeats apart, putting them in order, and what each type means.

use std::cmp::Ordering;

use waxwing_core::app_store::{
    NotificationMeaning, NotificationPayload, NotificationType, SignedObject, Subtype,
};

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::signed_object::WaxwingSignedObject;

/// One line of the table of notification types and subtypes. All views live as long as the library.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingMeaning {
    /// The type, as Apple writes it.
    pub notification_type: WaxwingStr,
    /// The subtype, as Apple writes it, or `{NULL, 0}`.
    pub subtype: WaxwingStr,
    /// The field that carries what it is about: `data`, `summary`, `externalPurchaseToken` or
    /// `appData`.
    pub carrier: WaxwingStr,
    /// What it is about: `consent`, `externalPurchase`, `period` (whether access goes on),
    /// `renewal` (what will happen at the next one), `revocation` or `system`.
    pub topic: WaxwingStr,
    /// When Apple sends it, in a sentence.
    pub meaning: WaxwingStr,
    /// Who says so: `apple`, or `changelog` for what only Apple's changelog names.
    pub source: WaxwingStr,
}

impl From<&'static NotificationMeaning> for WaxwingMeaning {
    fn from(it: &'static NotificationMeaning) -> Self {
        Self {
            notification_type: WaxwingStr::of(it.notification_type),
            subtype: WaxwingStr::of_option(it.subtype),
            carrier: WaxwingStr::of(it.carrier.name()),
            topic: WaxwingStr::of(it.topic.name()),
            meaning: WaxwingStr::of(it.meaning),
            source: WaxwingStr::of(it.source.name()),
        }
    }
}

/// The envelope, if the object is a notification.
pub(crate) fn notification(object: &WaxwingSignedObject) -> Option<&NotificationPayload> {
    match &object.object {
        SignedObject::Notification(notification) => Some(notification.payload()),
        _ => None,
    }
}

/// The key by which a repeated delivery of a notification is known: its UUID in lower case.
/// `{NULL, 0}` for another kind of object. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_deduplication_key(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    let body = |it: &WaxwingSignedObject| WaxwingStr::of_option(it.deduplication_key());
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// The order of two notifications, as qsort() wants it: below 0, 0 or above 0. The one that Apple
/// signed first comes first, and for a tie the UUID decides, so that the order is the same on every
/// machine: Apple delivers in no order. What is no notification, NULL too, comes before all.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_order(
    object: *const WaxwingSignedObject,
    other: *const WaxwingSignedObject,
) -> i32 {
    fence::guard(0, || {
        // SAFETY: by contract.
        let object = unsafe { fence::reference(object, "object") }.ok();
        // SAFETY: by contract.
        let other = unsafe { fence::reference(other, "other") }.ok();
        let key = |it: Option<&WaxwingSignedObject>| {
            it.and_then(notification).map(NotificationPayload::ordering_key)
        };
        match key(object).cmp(&key(other)) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    })
}

/// What a notification means, by its type and subtype. Where a type has a line without a subtype, a
/// subtype that is not listed leads there. False, and nothing written, for one that is not known,
/// and for another kind of object.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_meaning(
    object: *const WaxwingSignedObject,
    out_meaning: *mut WaxwingMeaning,
) -> bool {
    let find = |it: &WaxwingSignedObject| notification(it)?.meaning().map(WaxwingMeaning::from);
    // SAFETY: by contract.
    unsafe { fence::find(object, out_meaning, find) }
}

/// What a type and a subtype mean, as `waxwing_signed_object_meaning`; `{NULL, 0}` for no subtype.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_meaning_of(
    notification_type: WaxwingStr,
    subtype: WaxwingStr,
    out_meaning: *mut WaxwingMeaning,
) -> bool {
    let find = |(): &()| {
        // SAFETY: by contract.
        let notification_type = unsafe { notification_type.text("notification type") }.ok()?;
        // SAFETY: by contract.
        let name = unsafe { subtype.text("subtype") }.ok()?;
        let subtype = (!subtype.is_none()).then(|| Subtype::from(name));
        let notification_type = NotificationType::from(notification_type);
        NotificationMeaning::of(&notification_type, subtype.as_ref()).map(WaxwingMeaning::from)
    };
    // SAFETY: nothing is no handle but lives as long; the rest by contract.
    unsafe { fence::find(&raw const NOTHING, out_meaning, find) }
}

static NOTHING: () = ();

/// A line of the table by its place, counted from 0. False, and nothing written, behind the last.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_meaning_item(
    index: usize,
    out_meaning: *mut WaxwingMeaning,
) -> bool {
    let all = NotificationMeaning::ALL;
    let find = |all: &&'static [NotificationMeaning]| all.get(index).map(WaxwingMeaning::from);
    // SAFETY: the list is no handle but lives as long; the rest by contract.
    unsafe { fence::find(&raw const all, out_meaning, find) }
}
