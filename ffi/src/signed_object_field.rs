//! Fields of a verified object: any by JSON pointer, the usual ones by name.

use waxwing_core::json::Value;

use crate::bytes::WaxwingStr;
use crate::document;
use crate::fence;
use crate::signed_object::WaxwingSignedObject;

/// What a JSON pointer leads to, if it is text that can be read.
///
/// # Safety
///
/// `pointer` keeps to the contract of the crate.
unsafe fn at(object: &WaxwingSignedObject, pointer: WaxwingStr) -> Option<&Value> {
    // SAFETY: as the caller promises.
    let pointer = unsafe { pointer.text("pointer") }.ok()?;
    object.value(pointer)
}

/// Whether there is a value at a JSON pointer (RFC 6901) of the payload, such as
/// `/data/bundleVersion`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_has(
    object: *const WaxwingSignedObject,
    pointer: WaxwingStr,
) -> bool {
    let body = |it: &WaxwingSignedObject| {
        // SAFETY: by contract.
        unsafe { at(it, pointer) }.is_some()
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, false, body) }
}

/// The text at a JSON pointer, which lives until the object is freed. False, and nothing written,
/// when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_text(
    object: *const WaxwingSignedObject,
    pointer: WaxwingStr,
    out_value: *mut WaxwingStr,
) -> bool {
    let body = |it: &WaxwingSignedObject| {
        // SAFETY: by contract.
        let value = unsafe { at(it, pointer) }?;
        value.as_str().map(WaxwingStr::of)
    };
    // SAFETY: by contract.
    unsafe { fence::find(object, out_value, body) }
}

/// The integer at a JSON pointer; dates are milliseconds since 1970. False, and nothing written,
/// when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_integer(
    object: *const WaxwingSignedObject,
    pointer: WaxwingStr,
    out_value: *mut i64,
) -> bool {
    let body = |it: &WaxwingSignedObject| {
        // SAFETY: by contract.
        let value = unsafe { at(it, pointer) }?;
        value.as_i64()
    };
    // SAFETY: by contract.
    unsafe { fence::find(object, out_value, body) }
}

/// The number at a JSON pointer, whole or not. False, and nothing written, when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_number(
    object: *const WaxwingSignedObject,
    pointer: WaxwingStr,
    out_value: *mut f64,
) -> bool {
    let body = |it: &WaxwingSignedObject| {
        // SAFETY: by contract.
        let value = unsafe { at(it, pointer) }?;
        document::number(value)
    };
    // SAFETY: by contract.
    unsafe { fence::find(object, out_value, body) }
}

/// The truth value at a JSON pointer. False, and nothing written, when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_boolean(
    object: *const WaxwingSignedObject,
    pointer: WaxwingStr,
    out_value: *mut bool,
) -> bool {
    let body = |it: &WaxwingSignedObject| {
        // SAFETY: by contract.
        let value = unsafe { at(it, pointer) }?;
        value.as_bool()
    };
    // SAFETY: by contract.
    unsafe { fence::find(object, out_value, body) }
}

/// How many elements the array, or keys the object, at a JSON pointer has. False, and nothing
/// written, when there is neither.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_count(
    object: *const WaxwingSignedObject,
    pointer: WaxwingStr,
    out_value: *mut usize,
) -> bool {
    let body = |it: &WaxwingSignedObject| {
        // SAFETY: by contract.
        let value = unsafe { at(it, pointer) }?;
        document::count(value)
    };
    // SAFETY: by contract.
    unsafe { fence::find(object, out_value, body) }
}

/// A key of the payload itself that is a text.
///
/// # Safety
///
/// `object` keeps to the contract of the crate.
unsafe fn text(object: *const WaxwingSignedObject, key: &'static str) -> WaxwingStr {
    let body =
        |it: &WaxwingSignedObject| WaxwingStr::of_option(it.field(key).and_then(Value::as_str));
    // SAFETY: as the caller promises.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// A key of the payload itself that is an integer.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn integer(
    object: *const WaxwingSignedObject,
    key: &'static str,
    out_value: *mut i64,
) -> bool {
    // SAFETY: as the caller promises.
    unsafe { fence::find(object, out_value, |it| it.field(key).and_then(Value::as_i64)) }
}

/// What a notification is about, such as `DID_RENEW`. `{NULL, 0}` if the payload has none. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_notification_type(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "notificationType") }
}

/// What a notification is about more exactly, such as `BILLING_RECOVERY`. `{NULL, 0}` if the
/// payload has none. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_subtype(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "subtype") }
}

/// The id of a notification, by which to notice one that came twice. `{NULL, 0}` if the payload has
/// none. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_notification_uuid(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "notificationUUID") }
}

/// The id of a transaction. `{NULL, 0}` if the payload has none. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_transaction_id(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "transactionId") }
}

/// The id of the first purchase in a chain of renewals. `{NULL, 0}` if the payload has none. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_original_transaction_id(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "originalTransactionId") }
}

/// The product of a transaction or of renewal info. `{NULL, 0}` if the payload has none. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_product_id(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "productId") }
}

/// The kind of product of a transaction, such as `Auto-Renewable Subscription`. `{NULL, 0}` if the
/// payload has none. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_product_type(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "type") }
}

/// The UUID by which your app named the account. `{NULL, 0}` if the payload has none. Lives until
/// the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_app_account_token(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "appAccountToken") }
}

/// The product that renewal info says will renew. `{NULL, 0}` if the payload has none. Lives until
/// the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_auto_renew_product_id(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { text(object, "autoRenewProductId") }
}

/// When the App Store charged for a transaction, in milliseconds since 1970. False, and nothing
/// written, if the payload has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_purchase_date_ms(
    object: *const WaxwingSignedObject,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { integer(object, "purchaseDate", out_ms) }
}

/// When the subscription of a transaction expires or renews, in milliseconds since 1970. False,
/// and nothing written, if the payload has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_expires_date_ms(
    object: *const WaxwingSignedObject,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { integer(object, "expiresDate", out_ms) }
}

/// When the App Store took a transaction back, in milliseconds since 1970. False, and nothing
/// written, if the payload has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_revocation_date_ms(
    object: *const WaxwingSignedObject,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { integer(object, "revocationDate", out_ms) }
}

/// When renewal info says that it will renew, in milliseconds since 1970. False, and nothing
/// written, if the payload has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_renewal_date_ms(
    object: *const WaxwingSignedObject,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { integer(object, "renewalDate", out_ms) }
}

/// When the billing grace period of renewal info ends, in milliseconds since 1970. False, and
/// nothing written, if the payload has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_grace_period_expires_date_ms(
    object: *const WaxwingSignedObject,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { integer(object, "gracePeriodExpiresDate", out_ms) }
}

/// Whether renewal info says that it will renew: 1, or 0. False, and nothing written, if the
/// payload has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_auto_renew_status(
    object: *const WaxwingSignedObject,
    out_status: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { integer(object, "autoRenewStatus", out_status) }
}
