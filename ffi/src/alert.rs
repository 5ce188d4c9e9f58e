//! What the user reads.

use waxwing_core::apns::Alert;

use crate::bytes::{self, WaxwingStr};
use crate::error::WaxwingError;
use crate::notification_builder::{WaxwingNotificationBuilder, set_alert};
use crate::status::WaxwingStatus;

/// Sets a text of the alert.
///
/// # Safety
///
/// Pointers and view keep to the contract of the crate.
unsafe fn set_text(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(Alert, &str) -> Alert,
) -> WaxwingStatus {
    let whole = |alert: Alert| {
        // SAFETY: as the caller promises.
        let text = unsafe { text.text("alert") }?;
        Ok(setter(alert, text))
    };
    // SAFETY: as the caller promises.
    unsafe { set_alert(builder, out_error, whole) }
}

/// Sets a list of texts of the alert.
///
/// # Safety
///
/// Pointers and views keep to the contract of the crate.
unsafe fn set_texts(
    builder: *mut WaxwingNotificationBuilder,
    args: *const WaxwingStr,
    count: usize,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(Alert, Vec<&str>) -> Alert,
) -> WaxwingStatus {
    let whole = |alert: Alert| {
        // SAFETY: as the caller promises.
        let texts = unsafe { bytes::texts(args, count, "alert arguments") }?;
        Ok(setter(alert, texts))
    };
    // SAFETY: as the caller promises.
    unsafe { set_alert(builder, out_error, whole) }
}

/// What the user reads: a title and a body, instead of any alert set before.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert(
    builder: *mut WaxwingNotificationBuilder,
    title: WaxwingStr,
    body: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = |_: Alert| {
        // SAFETY: by contract.
        let title = unsafe { title.text("alert") }?;
        // SAFETY: by contract.
        let body = unsafe { body.text("alert") }?;
        Ok(Alert::new(title, body))
    };
    // SAFETY: by contract.
    unsafe { set_alert(builder, out_error, whole) }
}

/// What the user reads: a body alone, written as a plain string, instead of any alert set before.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_text(
    builder: *mut WaxwingNotificationBuilder,
    body: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, body, out_error, |_, body| Alert::text(body)) }
}

/// An alert without any text, instead of one set before. The functions that follow add to the
/// alert that is there, and begin one where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_begin(
    builder: *mut WaxwingNotificationBuilder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_alert(builder, out_error, |_| Ok(Alert::default())) }
}

/// The title.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_title(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.title(text)) }
}

/// The line below the title.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_subtitle(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.subtitle(text)) }
}

/// The text itself.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_body(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.body(text)) }
}

/// The file shown while the app starts.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_launch_image(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.launch_image(text)) }
}

/// The key of a localized title in the app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_title_loc_key(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.title_loc_key(text)) }
}

/// What fills the placeholders of the localized title: `count` texts.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_title_loc_args(
    builder: *mut WaxwingNotificationBuilder,
    args: *const WaxwingStr,
    count: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_texts(builder, args, count, out_error, |it, args| it.title_loc_args(args)) }
}

/// The key of a localized subtitle in the app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_subtitle_loc_key(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.subtitle_loc_key(text)) }
}

/// What fills the placeholders of the localized subtitle: `count` texts.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_subtitle_loc_args(
    builder: *mut WaxwingNotificationBuilder,
    args: *const WaxwingStr,
    count: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_texts(builder, args, count, out_error, |it, args| it.subtitle_loc_args(args)) }
}

/// The key of a localized body in the app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_loc_key(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.loc_key(text)) }
}

/// What fills the placeholders of the localized body: `count` texts.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_loc_args(
    builder: *mut WaxwingNotificationBuilder,
    args: *const WaxwingStr,
    count: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_texts(builder, args, count, out_error, |it, args| it.loc_args(args)) }
}

/// The key of a localized title of the button that opens the app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_action_loc_key(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.action_loc_key(text)) }
}

/// What the button in Safari says.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_action(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.action(text)) }
}

/// What this adds to a summary. Systems since iOS 15 ignore it.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_summary_arg(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.summary_arg(text)) }
}

/// For Live Activities: the sound, which lies inside the alert there.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_sound(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, text, out_error, |it, text| it.sound(text)) }
}

/// How many things this stands for in a summary. Systems since iOS 15 ignore it.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_summary_arg_count(
    builder: *mut WaxwingNotificationBuilder,
    count: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_alert(builder, out_error, |alert| Ok(alert.summary_arg_count(count))) }
}

/// For Live Activities: a text of the app's own in place of the title, by its key, with `count` texts
/// that fill its placeholders.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_title_localized(
    builder: *mut WaxwingNotificationBuilder,
    key: WaxwingStr,
    args: *const WaxwingStr,
    count: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = |alert: Alert| {
        // SAFETY: by contract.
        let key = unsafe { key.text("alert") }?;
        // SAFETY: by contract.
        let args = unsafe { bytes::texts(args, count, "alert arguments") }?;
        Ok(alert.title_localized(key, args))
    };
    // SAFETY: by contract.
    unsafe { set_alert(builder, out_error, whole) }
}

/// For Live Activities: a text of the app's own in place of the body, by its key, with `count` texts
/// that fill its placeholders.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_alert_body_localized(
    builder: *mut WaxwingNotificationBuilder,
    key: WaxwingStr,
    args: *const WaxwingStr,
    count: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = |alert: Alert| {
        // SAFETY: by contract.
        let key = unsafe { key.text("alert") }?;
        // SAFETY: by contract.
        let args = unsafe { bytes::texts(args, count, "alert arguments") }?;
        Ok(alert.body_localized(key, args))
    };
    // SAFETY: by contract.
    unsafe { set_alert(builder, out_error, whole) }
}
