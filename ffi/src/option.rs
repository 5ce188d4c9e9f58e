//! Options of a notification by their names.

use waxwing_core::apns::{Notification, NotificationBuilder};
use waxwing_core::error::{Error, ErrorCode, Result};
use waxwing_core::json::{self, Limits, Number, Object, Value};

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::fence;
use crate::notification_builder::{WaxwingNotificationBuilder, set_option};
use crate::status::WaxwingStatus;

/// How deep a document may be: what is too deep or too large for APNs is for the core to refuse, so
/// this leaves it room, and the text is as long as the caller made it.
const fn limits(text: &[u8]) -> Limits {
    Limits { max_bytes: text.len(), max_depth: 100 }
}

/// An option of a notification.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingOption {
    /// Its name in `snake_case`. What stands before a dot is the option whose object it belongs
    /// to.
    pub name: WaxwingStr,
    /// The kind of its value: `text`, `texts` (a list), `integer`, `number`, `flag` (true or
    /// false), `seconds` (since 1970, an integer), `object`, `text_or_object`.
    pub kind: WaxwingStr,
}

/// An option by its place in the list of all, counted from 0. False, and nothing written, behind
/// the last. Its views live as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_option_item(index: usize, out_option: *mut WaxwingOption) -> bool {
    let list = NotificationBuilder::OPTIONS;
    let find = |list: &&[(&'static str, &'static str)]| {
        let (name, kind) = list.get(index)?;
        Some(WaxwingOption { name: WaxwingStr::of(name), kind: WaxwingStr::of(kind) })
    };
    // SAFETY: the list is no handle but lives as long; the rest by contract.
    unsafe { fence::find(&raw const list, out_option, find) }
}

/// A builder of a notification from a JSON object of options: `push_type`, `topic`, and any of
/// those that `waxwing_option_item` lists, in `snake_case` or `camelCase`. What is wrong with them,
/// `waxwing_notification_builder_build` says. Free it with `waxwing_notification_builder_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_from_options(
    options_json: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    let begin = || {
        // SAFETY: by contract.
        let options = unsafe { document(options_json) }?;
        Notification::from_options(&options)
    };
    fence::new(|| WaxwingNotificationBuilder::new(begin()))
}

/// A document of options.
///
/// # Safety
///
/// The view keeps to the contract of the crate.
pub(crate) unsafe fn document(options_json: WaxwingStr) -> Result<Object> {
    // SAFETY: as the caller promises.
    let text = unsafe { options_json.read("options") }?;
    json::parse_object(text, &limits(text), "options")
}

/// Sets an option to a value.
///
/// # Safety
///
/// Pointers and view keep to the contract of the crate.
unsafe fn set(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    out_error: *mut *mut WaxwingError,
    value: impl FnOnce(&str) -> Result<Value>,
) -> WaxwingStatus {
    let read = || {
        // SAFETY: as the caller promises.
        let name = unsafe { name.text("option") }?;
        Ok((name, value(name)?))
    };
    // SAFETY: as the caller promises.
    unsafe { set_option(builder, out_error, read) }
}

/// Sets an option by its name, in `snake_case` or `camelCase`, to a value of any kind, which is
/// JSON text: `42`, `"text"`, `["a","b"]`, `{"loc_key":"K"}`; `null` unsets it. Names and kinds of
/// values are those of `waxwing_option_item`; options inside an object are set with the object.
///
/// An alert that is set by name is replaced as a whole by the functions that set its parts.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_set_json(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    json: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let value = |_: &str| {
        // SAFETY: by contract.
        let json = unsafe { json.read("option value") }?;
        json::parse(json, &limits(json), "option value")
    };
    // SAFETY: by contract.
    unsafe { set(builder, name, out_error, value) }
}

/// Sets an option of the kind `text` or `text_or_object` by its name.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_set_text(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let value = |_: &str| {
        // SAFETY: by contract.
        let text = unsafe { text.text("option value") }?;
        Ok(Value::from(text))
    };
    // SAFETY: by contract.
    unsafe { set(builder, name, out_error, value) }
}

/// Sets an option of the kind `integer` or `seconds` by its name.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_set_integer(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    integer: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, name, out_error, |_| Ok(Value::from(integer))) }
}

/// Sets an option of the kind `number` by its name.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_set_number(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    number: f64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let value = |name: &str| {
        let number = Number::from_f64(number).ok_or_else(|| {
            let found = format!("{number}");
            Error::new(ErrorCode::InvalidInput, name.to_owned(), "a finite number", found)
        })?;
        Ok(Value::from(number))
    };
    // SAFETY: by contract.
    unsafe { set(builder, name, out_error, value) }
}

/// Sets an option of the kind `flag` by its name.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_set_flag(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    flag: bool,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, name, out_error, |_| Ok(Value::from(flag))) }
}
