//! How a notification of each kind begins.

use waxwing_core::apns::{ActivityEvent, Alert, Notification, NotificationBuilder};
use waxwing_core::error::Result;
use waxwing_core::json::{self, Limits};
use waxwing_core::time::Timestamp;

use crate::bytes::{self, WaxwingStr};
use crate::fence;
use crate::notification_builder::{MAX_CUSTOM_BYTES, WaxwingNotificationBuilder};
use crate::verdict::nth;

/// What a push does to a Live Activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingActivityEvent {
    /// Starts one.
    Start = 1,
    /// Gives it new content.
    Update = 2,
    /// Ends it.
    End = 3,
}

/// In the order of the numbers.
pub(crate) const EVENTS: [ActivityEvent; 3] =
    [ActivityEvent::Start, ActivityEvent::Update, ActivityEvent::End];

/// A builder that keeps what is wrong with its beginning.
fn begin(make: impl FnOnce() -> Result<NotificationBuilder>) -> *mut WaxwingNotificationBuilder {
    fence::new(|| WaxwingNotificationBuilder::new(make()))
}

/// A builder that begins with a topic alone.
///
/// # Safety
///
/// The view keeps to the contract of the crate.
unsafe fn with_topic(
    topic: WaxwingStr,
    make: impl FnOnce(&str) -> NotificationBuilder,
) -> *mut WaxwingNotificationBuilder {
    begin(|| {
        // SAFETY: as the caller promises.
        let topic = unsafe { topic.text("apns-topic") }?;
        Ok(make(topic))
    })
}

/// Begins an alert with a title and a body. `topic` is the app's bundle id. Free the builder, of
/// this function and those that follow, with `waxwing_notification_builder_free`; it keeps what is
/// wrong with an argument until it is built.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_alert(
    topic: WaxwingStr,
    title: WaxwingStr,
    body: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    begin(|| {
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        // SAFETY: by contract.
        let title = unsafe { title.text("alert") }?;
        // SAFETY: by contract.
        let body = unsafe { body.text("alert") }?;
        Ok(Notification::alert(topic, Alert::new(title, body)))
    })
}

/// Begins a push that wakes the app without showing anything. `topic` is the app's bundle id.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_background(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::background(topic)) }
}

/// Begins a push that announces a call. `topic` is the app's bundle id; `.voip` is added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_voip(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::voip(topic)) }
}

/// Begins a push that updates a watchOS complication. `topic` is the app's bundle id;
/// `.complication` is added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_complication(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::complication(topic)) }
}

/// Begins a push that tells a Push to Talk app of activity on its channel. `topic` is the app's
/// bundle id; `.voip-ptt` is added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_push_to_talk(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::push_to_talk(topic)) }
}

/// Begins a push that asks for the device's location. `topic` is the app's bundle id;
/// `.location-query` is added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_location(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::location(topic)) }
}

/// Begins a push that reloads widgets. `topic` is the app's bundle id; `.push-type.widgets` is
/// added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_widgets(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::widgets(topic)) }
}

/// Begins a push that updates a control. `topic` is the app's bundle id; `.push-type.controls` is
/// added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_controls(
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(topic, |topic| Notification::controls(topic)) }
}

/// Begins a push that tells a File Provider extension of changes: the identifier of the container,
/// and of the domain. `topic` is the app's bundle id; `.pushkit.fileprovider` is added.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_file_provider(
    topic: WaxwingStr,
    container: WaxwingStr,
    domain: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    begin(|| {
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        // SAFETY: by contract.
        let container = unsafe { container.text("container-identifier") }?;
        // SAFETY: by contract.
        let domain = unsafe { domain.text("domain") }?;
        Ok(Notification::file_provider(topic, container, domain))
    })
}

/// Begins a push that tells a managed device to contact its server. `topic` is the UID in the
/// subject of the push certificate; `push_magic` is what the device sent when it enrolled.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_mdm(
    topic: WaxwingStr,
    push_magic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    begin(|| {
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        // SAFETY: by contract.
        let push_magic = unsafe { push_magic.text("push magic") }?;
        Ok(Notification::mdm(topic, push_magic))
    })
}

/// Begins a push that starts, updates or ends a Live Activity: a `waxwing_activity_event`.
///
/// `topic` is the app's bundle id; `.push-type.liveactivity` is added. `timestamp_s` is the time of
/// the push, in seconds since 1970: the system shows the content of the newest, so keep it when you
/// send the same push again. `content_state` is a JSON object that decodes as the app's
/// `ContentState`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_live_activity(
    topic: WaxwingStr,
    event: u32,
    timestamp_s: i64,
    content_state: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    begin(|| {
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        let event = nth(&EVENTS, event)
            .ok_or_else(|| fence::out_of_range("event", "waxwing_activity_event", event))?;
        let timestamp = Timestamp::from_secs(timestamp_s)?;
        // SAFETY: by contract.
        let state = unsafe { content_state.read("content state") }?;
        let state = json::parse_object(state, &Limits::bytes(MAX_CUSTOM_BYTES), "content state")?;
        Ok(Notification::live_activity(topic, event, timestamp, state))
    })
}

/// Begins a push that makes Wallet fetch a pass anew. `pass_type_id` begins with `pass.`. The device
/// token is the pass's push token, and the environment is always production.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_wallet(
    pass_type_id: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    // SAFETY: by contract.
    unsafe { with_topic(pass_type_id, |topic| Notification::wallet(topic)) }
}

/// Begins a notification of a website in Safari, of the kind before Web Push. `website_push_id`
/// begins with `web.`; `url_args`, which are `count` texts, fill the placeholders of the site's URL
/// format, and are written even when there are none.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_website(
    website_push_id: WaxwingStr,
    title: WaxwingStr,
    body: WaxwingStr,
    url_args: *const WaxwingStr,
    count: usize,
) -> *mut WaxwingNotificationBuilder {
    begin(|| {
        // SAFETY: by contract.
        let topic = unsafe { website_push_id.text("apns-topic") }?;
        // SAFETY: by contract.
        let title = unsafe { title.text("alert") }?;
        // SAFETY: by contract.
        let body = unsafe { body.text("alert") }?;
        // SAFETY: by contract.
        let args = unsafe { bytes::texts(url_args, count, "url arguments") }?;
        Ok(Notification::website(topic, title, body, args))
    })
}
