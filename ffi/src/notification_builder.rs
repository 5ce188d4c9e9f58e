//! A notification in the making.

use waxwing_core::apns::{Alert, Expiration, Notification, NotificationBuilder, PushType, Sound};
use waxwing_core::error::{Error, Result};
use waxwing_core::json::{self, Limits, Value};

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::notification::WaxwingNotification;
use crate::status::WaxwingStatus;
use crate::{fence, push_type};

/// The longest text of a value of the caller's own: twelve times what the largest payload holds,
/// since white space goes and an escape of six bytes may stand for one.
pub(crate) const MAX_CUSTOM_BYTES: usize = 64 * 1024;

/// Collects what a notification says.
///
/// A setter that refuses its argument says so, and the builder keeps the first such error:
/// `waxwing_notification_builder_build` gives it again. So setters may go unchecked. Setting
/// something again replaces it. A builder belongs to one thread at a time.
pub struct WaxwingNotificationBuilder {
    /// None only after a panic.
    builder: Option<NotificationBuilder>,
    alert: Option<Alert>,
    problem: Option<Error>,
}

impl WaxwingNotificationBuilder {
    pub(crate) fn new(begin: Result<NotificationBuilder>) -> Self {
        match begin {
            Ok(builder) => Self { builder: Some(builder), alert: None, problem: None },
            Err(problem) => Self { builder: None, alert: None, problem: Some(problem) },
        }
    }

    fn change(
        &mut self,
        setter: impl FnOnce(NotificationBuilder) -> NotificationBuilder,
    ) -> Result<()> {
        let builder = self.builder.take().ok_or_else(|| self.broken())?;
        self.builder = Some(setter(builder));
        Ok(())
    }

    /// The core's builder with everything set, or the first error of a setter.
    pub(crate) fn whole(&self) -> Result<NotificationBuilder> {
        match (&self.builder, &self.problem) {
            (Some(builder), None) => {
                let builder = builder.clone();
                Ok(match &self.alert {
                    Some(alert) => builder.alert(alert.clone()),
                    None => builder,
                })
            }
            _ => Err(self.broken()),
        }
    }

    fn broken(&self) -> Error {
        self.problem.clone().unwrap_or_else(fence::panicked)
    }
}

/// Runs a setter and keeps its error. The setter reads its arguments, then says what to change.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn set<A>(
    builder: *mut WaxwingNotificationBuilder,
    out_error: *mut *mut WaxwingError,
    read: impl FnOnce() -> Result<A>,
    setter: impl FnOnce(NotificationBuilder, A) -> NotificationBuilder,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        let it = unsafe { fence::reference_mut(builder, "builder") }?;
        read().and_then(|argument| it.change(|builder| setter(builder, argument))).inspect_err(
            |error| {
                it.problem.get_or_insert_with(|| error.clone());
            },
        )
    };
    // SAFETY: as the caller promises.
    unsafe { fence::run(out_error, whole) }
}

/// Sets a text.
///
/// # Safety
///
/// Pointers and view keep to the contract of the crate.
unsafe fn set_text(
    builder: *mut WaxwingNotificationBuilder,
    text: WaxwingStr,
    what: &'static str,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(NotificationBuilder, &str) -> NotificationBuilder,
) -> WaxwingStatus {
    let read = || {
        // SAFETY: as the caller promises.
        unsafe { text.text(what) }
    };
    // SAFETY: as the caller promises.
    unsafe { set(builder, out_error, read, setter) }
}

/// Changes the alert, beginning one if there is none.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
pub(crate) unsafe fn set_alert(
    builder: *mut WaxwingNotificationBuilder,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(Alert) -> Result<Alert>,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        let it = unsafe { fence::reference_mut(builder, "builder") }?;
        match setter(it.alert.clone().unwrap_or_default()) {
            Ok(alert) => {
                it.alert = Some(alert);
                Ok(())
            }
            Err(error) => {
                it.problem.get_or_insert_with(|| error.clone());
                Err(error)
            }
        }
    };
    // SAFETY: as the caller promises.
    unsafe { fence::run(out_error, whole) }
}

/// Sets an option by its name and keeps the error.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
pub(crate) unsafe fn set_option<'a>(
    builder: *mut WaxwingNotificationBuilder,
    out_error: *mut *mut WaxwingError,
    read: impl FnOnce() -> Result<(&'a str, Value)>,
) -> WaxwingStatus {
    let whole = |it: &mut WaxwingNotificationBuilder| {
        let set = |it: &mut WaxwingNotificationBuilder| {
            let (name, value) = read()?;
            let builder = it.builder.clone().ok_or_else(|| it.broken())?;
            it.builder = Some(builder.set(name, &value)?);
            if name == "alert" {
                it.alert = None;
            }
            Ok(())
        };
        set(it).inspect_err(|error: &Error| {
            it.problem.get_or_insert_with(|| error.clone());
        })
    };
    // SAFETY: as the caller promises.
    unsafe { fence::change(builder, "builder", out_error, whole) }
}

/// A builder of a notification with nothing set but its push type, a `waxwing_push_type`, and its
/// topic: the app's bundle id, to which the suffix of the push type is added unless it is there.
/// Free it with `waxwing_notification_builder_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_new(
    push_type: u32,
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    let begin = || {
        let push_type = push_type::push_type(push_type)?;
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        Ok(Notification::builder(push_type, topic))
    };
    fence::new(|| WaxwingNotificationBuilder::new(begin()))
}

/// A builder of a notification with a payload of your own: a JSON object, held to the same rules
/// and sent byte for byte. Headers can be set, parts of the payload cannot.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_with_payload(
    push_type: u32,
    topic: WaxwingStr,
    payload: WaxwingBytes,
) -> *mut WaxwingNotificationBuilder {
    let begin = || {
        let push_type: PushType = push_type::push_type(push_type)?;
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        // SAFETY: by contract.
        let payload = unsafe { payload.read("payload") }?;
        Ok(Notification::with_payload(push_type, topic, payload))
    };
    fence::new(|| WaxwingNotificationBuilder::new(begin()))
}

/// Frees a builder. NULL is fine. What was built of it stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_free(
    builder: *mut WaxwingNotificationBuilder,
) {
    // SAFETY: by contract.
    unsafe { fence::free(builder) }
}

/// How urgent it is, a `waxwing_priority`. Background pushes always have
/// `WAXWING_PRIORITY_POWER_AWARE`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_priority(
    builder: *mut WaxwingNotificationBuilder,
    priority: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let read = || push_type::priority(priority);
    // SAFETY: by contract.
    unsafe { set(builder, out_error, read, |it, priority| it.priority(priority)) }
}

/// Until when APNs keeps trying, in seconds since 1970; 0 for one attempt. Without it, APNs
/// decides.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_expiration_s(
    builder: *mut WaxwingNotificationBuilder,
    expiration_s: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let read = || Expiration::from_secs(expiration_s);
    // SAFETY: by contract.
    unsafe { set(builder, out_error, read, |it, expiration| it.expiration(expiration)) }
}

/// Notifications with the same id replace each other on the device: 1 to 64 bytes of visible ASCII.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_collapse_id(
    builder: *mut WaxwingNotificationBuilder,
    id: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, id, "apns-collapse-id", out_error, |it, id| it.collapse_id(id)) }
}

/// The UUID that APNs repeats in its reply. Without it, APNs makes one. Keep it when sending the
/// same notification to the same device again; leave it out when preparing for several devices.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_apns_id(
    builder: *mut WaxwingNotificationBuilder,
    uuid: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, uuid, "apns-id", out_error, |it, uuid| it.apns_id(uuid)) }
}

/// The number on the app's icon; 0 removes it.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_badge(
    builder: *mut WaxwingNotificationBuilder,
    number: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, || Ok(number), |it, number| it.badge(number)) }
}

/// What the user hears: the name of a file in the app, or `default`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_sound(
    builder: *mut WaxwingNotificationBuilder,
    name: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, name, "sound", out_error, |it, name| it.sound(name)) }
}

/// What the user hears, in parts: whether it is a critical alert, for which the app needs an
/// entitlement of Apple's; the name, `{NULL, 0}` for none; the volume from 0 to 1, NULL for none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_sound_parts(
    builder: *mut WaxwingNotificationBuilder,
    critical: bool,
    name: WaxwingStr,
    volume: *const f64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let read = || {
        let name = if name.is_none() {
            None
        } else {
            // SAFETY: by contract.
            Some(unsafe { name.text("sound") }?.to_owned())
        };
        fence::aligned(volume, "volume")?;
        // SAFETY: not misaligned; readable, unless NULL, by contract.
        let volume = unsafe { volume.as_ref() }.copied();
        Ok(Sound::from_parts(critical, name, volume))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, read, |it, sound| it.sound(sound)) }
}

/// Groups notifications.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_thread_id(
    builder: *mut WaxwingNotificationBuilder,
    id: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, id, "thread-id", out_error, |it, id| it.thread_id(id)) }
}

/// The category that the app registered, with its actions.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_category(
    builder: *mut WaxwingNotificationBuilder,
    id: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set_text(builder, id, "category", out_error, |it, id| it.category(id)) }
}

/// Also wakes the app in the background. Always on for background pushes.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_content_available(
    builder: *mut WaxwingNotificationBuilder,
    on: bool,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, || Ok(on), |it, on| it.content_available(on)) }
}

/// Lets the app's service extension change the alert before it is shown.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_mutable_content(
    builder: *mut WaxwingNotificationBuilder,
    on: bool,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, || Ok(on), |it, on| it.mutable_content(on)) }
}

/// The window to bring forward.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_target_content_id(
    builder: *mut WaxwingNotificationBuilder,
    id: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe {
        set_text(builder, id, "target-content-id", out_error, |it, id| it.target_content_id(id))
    }
}

/// How strongly it may interrupt, a `waxwing_interruption_level`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_interruption_level(
    builder: *mut WaxwingNotificationBuilder,
    level: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let read = || push_type::interruption_level(level);
    // SAFETY: by contract.
    unsafe { set(builder, out_error, read, |it, level| it.interruption_level(level)) }
}

/// Its place among the app's notifications in a summary, from 0 to 1.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_relevance_score(
    builder: *mut WaxwingNotificationBuilder,
    score: f64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, || Ok(score), |it, score| it.relevance_score(score)) }
}

/// What a Focus filter of the app matches.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_filter_criteria(
    builder: *mut WaxwingNotificationBuilder,
    criteria: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe {
        set_text(builder, criteria, "filter-criteria", out_error, |it, text| {
            it.filter_criteria(text)
        })
    }
}

/// A key of your own beside `aps`. Its value is JSON text: `42`, `"text"`, `{"a":1}`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_custom(
    builder: *mut WaxwingNotificationBuilder,
    key: WaxwingStr,
    json: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let read = || {
        // SAFETY: by contract.
        let key = unsafe { key.text("custom key") }?;
        // SAFETY: by contract.
        let json = unsafe { json.read("custom value") }?;
        Ok((key, json::parse(json, &Limits::bytes(MAX_CUSTOM_BYTES), "custom value")?))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, read, |it, (key, value)| it.custom(key, value)) }
}

/// Checks everything and fixes the bytes of headers and payload. The builder stays and can be used
/// further.
///
/// `WAXWING_STATUS_INVALID_HEADER_VALUE`, `…_INVALID_TIME`, `…_INVALID_PAYLOAD` about one setting;
/// `…_INVALID_NOTIFICATION` when settings do not belong together; `…_PAYLOAD_TOO_LARGE`; those for
/// JSON; or the first error of a setter.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_build(
    builder: *const WaxwingNotificationBuilder,
    out_notification: *mut *mut WaxwingNotification,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let build = || {
        // SAFETY: by contract.
        let builder = unsafe { fence::reference(builder, "builder") }?;
        builder.whole()?.build().map(WaxwingNotification::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_notification, "out_notification", out_error, build) }
}
