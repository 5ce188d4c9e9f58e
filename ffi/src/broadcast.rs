//! One push to every device that follows a channel.

use waxwing_core::apns::{Broadcast, Channel, ChannelId, Channels, Endpoint, StoragePolicy};
use waxwing_core::error::Result;

use crate::bytes::WaxwingStr;
use crate::call::WaxwingCall;
use crate::error::WaxwingError;
use crate::lint::{WaxwingCut, WaxwingLints};
use crate::notification_builder::WaxwingNotificationBuilder;
use crate::push_type::number_of;
use crate::reply::WaxwingReply;
use crate::status::{WaxwingStatus, same_names};
use crate::verdict::nth;
use crate::{environment, fence};

/// An update or the end of a Live Activity for every device that follows a channel.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_broadcast_free`.
pub struct WaxwingBroadcast {
    broadcast: Broadcast,
    lints: WaxwingLints,
}

/// A channel's id, of which the text is all there is.
///
/// # Safety
///
/// The view keeps to the contract of the crate.
unsafe fn channel_id(text: WaxwingStr) -> Result<ChannelId> {
    // SAFETY: as the caller promises.
    let text = unsafe { text.text("apns-channel-id") }?;
    ChannelId::new(text)
}

/// Checks everything, and fixes headers and body for a channel, by its id as Apple gave it. The
/// builder stays: a push of type Live Activity that updates or ends one, with its bare bundle id,
/// its priority and its expiration. Free the broadcast with `waxwing_broadcast_free`.
///
/// Statuses are those of `waxwing_notification_builder_build`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_builder_broadcast(
    builder: *const WaxwingNotificationBuilder,
    channel: WaxwingStr,
    out_broadcast: *mut *mut WaxwingBroadcast,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let builder = unsafe { fence::reference(builder, "builder") }?;
        // SAFETY: by contract.
        let channel = unsafe { channel_id(channel) }?;
        let broadcast = builder.whole()?.broadcast(&channel)?;
        let lints = WaxwingLints(broadcast.lints().to_vec());
        Ok(WaxwingBroadcast { broadcast, lints })
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_broadcast, "out_broadcast", out_error, make) }
}

/// Frees a broadcast. NULL is fine. Calls made of it stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_free(broadcast: *mut WaxwingBroadcast) {
    // SAFETY: by contract.
    unsafe { fence::free(broadcast) }
}

/// Its payload, exactly as it is sent. Lives until the broadcast is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_payload(
    broadcast: *const WaxwingBroadcast,
) -> WaxwingStr {
    let body = |it: &WaxwingBroadcast| WaxwingStr::of(it.broadcast.payload());
    // SAFETY: by contract.
    unsafe { fence::read(broadcast, WaxwingStr::NONE, body) }
}

/// Its priority, a `waxwing_priority`; 0 for NULL.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_priority(broadcast: *const WaxwingBroadcast) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(broadcast, 0, |it| it.broadcast.priority().number().into()) }
}

/// Its expiration, in seconds since 1970; 0 for one attempt. Do not send it again after that.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_expiration_s(broadcast: *const WaxwingBroadcast) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(broadcast, 0, |it| it.broadcast.expiration().as_secs()) }
}

/// What APNs would accept and what rarely is meant. Borrowed: lives until the broadcast is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_lints(
    broadcast: *const WaxwingBroadcast,
) -> *const WaxwingLints {
    // SAFETY: by contract.
    unsafe { fence::read(broadcast, std::ptr::null(), |it| &raw const it.lints) }
}

/// What was cut off to make it fit. False, and nothing written, if nothing was. Its view lives
/// until the broadcast is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_cut(
    broadcast: *const WaxwingBroadcast,
    out_cut: *mut WaxwingCut,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(broadcast, out_cut, |it| it.broadcast.cut().map(WaxwingCut::from)) }
}

/// Makes a call to an endpoint.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn prepare(
    broadcast: *const WaxwingBroadcast,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
    endpoint: impl FnOnce() -> Result<Endpoint>,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let broadcast = unsafe { fence::reference(broadcast, "broadcast") }?;
        Ok(WaxwingCall::from(broadcast.broadcast.prepare(endpoint()?)))
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_call, "out_call", out_error, make) }
}

/// The call to Apple's host of an environment, a `waxwing_environment`: where pushes to devices go,
/// not where channels are managed. Free it with `waxwing_call_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_prepare(
    broadcast: *const WaxwingBroadcast,
    environment: u32,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let endpoint = || Ok(environment::of_push(environment)?.into());
    // SAFETY: by contract.
    unsafe { prepare(broadcast, out_call, out_error, endpoint) }
}

/// The same for another host, such as a simulator: `host` or `host:port`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_broadcast_prepare_for_authority(
    broadcast: *const WaxwingBroadcast,
    authority: WaxwingStr,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let endpoint = || {
        // SAFETY: by contract.
        let authority = unsafe { authority.text("authority") }?;
        Endpoint::from_authority(authority)
    };
    // SAFETY: by contract.
    unsafe { prepare(broadcast, out_call, out_error, endpoint) }
}

/// What a channel keeps for devices that are offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingStoragePolicy {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Nothing. More broadcasts are permitted.
    NoStorage = 1,
    /// The most recent message, until it expires.
    MostRecent = 2,
}

/// In the order of the numbers.
pub(crate) const STORAGE_POLICIES: [StoragePolicy; 2] =
    [StoragePolicy::NoStorage, StoragePolicy::MostRecent];

impl From<StoragePolicy> for WaxwingStoragePolicy {
    fn from(policy: StoragePolicy) -> Self {
        same_names! { policy, StoragePolicy => Self, else Unknown: NoStorage MostRecent }
    }
}

/// The name of a `waxwing_storage_policy`, as all languages show it, such as `most_recent`;
/// `{NULL, 0}` for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_storage_policy_name(policy: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(&STORAGE_POLICIES, policy).map(StoragePolicy::name))
    })
}

/// Manages the broadcast channels of an app.
///
/// It never changes, so that all threads may use it at once.
pub struct WaxwingChannels(Channels);

/// The channels of an app, by its bundle id, in an environment, a `waxwing_environment`. Free it
/// with `waxwing_channels_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_new(
    bundle_id: WaxwingStr,
    environment: u32,
    out_channels: *mut *mut WaxwingChannels,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        let environment = environment::of_push(environment)?;
        // SAFETY: by contract.
        let bundle_id = unsafe { bundle_id.text("bundle id") }?;
        Channels::new(bundle_id, environment).map(WaxwingChannels)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_channels, "out_channels", out_error, make) }
}

/// The same at another host, such as a simulator's: `host` or `host:port`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_for_authority(
    bundle_id: WaxwingStr,
    environment: u32,
    authority: WaxwingStr,
    out_channels: *mut *mut WaxwingChannels,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        let environment = environment::of_push(environment)?;
        // SAFETY: by contract.
        let bundle_id = unsafe { bundle_id.text("bundle id") }?;
        let channels = Channels::new(bundle_id, environment)?;
        // SAFETY: by contract.
        let authority = unsafe { authority.text("authority") }?;
        Ok(WaxwingChannels(channels.endpoint(Endpoint::from_authority(authority)?)))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_channels, "out_channels", out_error, make) }
}

/// Frees it. NULL is fine. Calls made by it stay, and so do the channels.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_free(channels: *mut WaxwingChannels) {
    // SAFETY: by contract.
    unsafe { fence::free(channels) }
}

/// Makes a call about channels.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn manage(
    channels: *const WaxwingChannels,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
    call: impl FnOnce(&Channels) -> Result<waxwing_core::apns::Call>,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let channels = unsafe { fence::reference(channels, "channels") }?;
        call(&channels.0).map(WaxwingCall::from)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_call, "out_call", out_error, make) }
}

/// The call that creates a channel with a `waxwing_storage_policy`. APNs answers 201 with its id:
/// `waxwing_reply_apns_channel_id`. Free the call with `waxwing_call_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_create(
    channels: *const WaxwingChannels,
    policy: u32,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let call = |channels: &Channels| {
        let policy = nth(&STORAGE_POLICIES, policy).ok_or_else(|| {
            fence::out_of_range("storage policy", "waxwing_storage_policy", policy)
        })?;
        Ok(channels.create(policy))
    };
    // SAFETY: by contract.
    unsafe { manage(channels, out_call, out_error, call) }
}

/// The call that reads what a channel, by its id, stores: `waxwing_reply_channel`. Free the call
/// with `waxwing_call_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_read(
    channels: *const WaxwingChannels,
    channel: WaxwingStr,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let call = |channels: &Channels| {
        // SAFETY: by contract.
        let channel = unsafe { channel_id(channel) }?;
        Ok(channels.read(&channel))
    };
    // SAFETY: by contract.
    unsafe { manage(channels, out_call, out_error, call) }
}

/// The call that deletes a channel, by its id, for ever; messages that it stored may still be
/// delivered. APNs answers 204. Free the call with `waxwing_call_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_delete(
    channels: *const WaxwingChannels,
    channel: WaxwingStr,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let call = |channels: &Channels| {
        // SAFETY: by contract.
        let channel = unsafe { channel_id(channel) }?;
        Ok(channels.delete(&channel))
    };
    // SAFETY: by contract.
    unsafe { manage(channels, out_call, out_error, call) }
}

/// The call that lists the ids of all channels: `waxwing_reply_channel_ids`. Free the call with
/// `waxwing_call_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channels_list(
    channels: *const WaxwingChannels,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { manage(channels, out_call, out_error, |channels| Ok(channels.list())) }
}

/// What APNs says of a channel.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_channel_free`.
pub struct WaxwingChannel(Channel);

/// Reads the reply to a call that reads a channel. Free the result with `waxwing_channel_free`.
///
/// Statuses of the 2xx for a body that is none; `WAXWING_STATUS_INVALID_INPUT` for a refusal.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_channel(
    reply: *const WaxwingReply,
    out_channel: *mut *mut WaxwingChannel,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let reply = unsafe { fence::reference(reply, "reply") }?;
        reply.0.channel().map(WaxwingChannel)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_channel, "out_channel", out_error, make) }
}

/// Frees what was read of a channel. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_free(channel: *mut WaxwingChannel) {
    // SAFETY: by contract.
    unsafe { fence::free(channel) }
}

/// What it stores.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_storage_policy(
    channel: *const WaxwingChannel,
) -> WaxwingStoragePolicy {
    let fallback = WaxwingStoragePolicy::Unknown;
    let body = |it: &WaxwingChannel| it.0.storage_policy().map_or(fallback, Into::into);
    // SAFETY: by contract.
    unsafe { fence::read(channel, fallback, body) }
}

/// The same as received, for a policy that this version does not know.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_storage_policy_number(
    channel: *const WaxwingChannel,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(channel, 0, |it| it.0.storage_policy_number()) }
}

/// The type of its pushes, a `waxwing_push_type`; 0 for one that this version does not know.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_push_type(channel: *const WaxwingChannel) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(channel, 0, |it| it.0.push_type().map_or(0, number_of)) }
}

/// The same as received. Lives until the channel is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_push_type_text(
    channel: *const WaxwingChannel,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(channel, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.push_type_text())) }
}

/// The ids of channels.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_channel_ids_free`.
pub struct WaxwingChannelIds(Vec<ChannelId>);

/// Reads the reply to a call that lists channels. Free the result with `waxwing_channel_ids_free`.
///
/// Statuses of the 2xx for a body that is none; `WAXWING_STATUS_INVALID_INPUT` for a refusal.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_channel_ids(
    reply: *const WaxwingReply,
    out_ids: *mut *mut WaxwingChannelIds,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let reply = unsafe { fence::reference(reply, "reply") }?;
        reply.0.channel_ids().map(WaxwingChannelIds)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_ids, "out_ids", out_error, make) }
}

/// Frees a list of ids. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_ids_free(ids: *mut WaxwingChannelIds) {
    // SAFETY: by contract.
    unsafe { fence::free(ids) }
}

/// How many there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_ids_count(ids: *const WaxwingChannelIds) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(ids, 0, |it| it.0.len()) }
}

/// One of them, counted from 0; `{NULL, 0}` where there is none. Lives until the list is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_ids_item(
    ids: *const WaxwingChannelIds,
    index: usize,
) -> WaxwingStr {
    let body =
        |it: &WaxwingChannelIds| WaxwingStr::of_option(it.0.get(index).map(ChannelId::as_str));
    // SAFETY: by contract.
    unsafe { fence::read(ids, WaxwingStr::NONE, body) }
}
