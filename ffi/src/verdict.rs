//! What to do about a reply.

use waxwing_core::apns::{Action, Scope, Verdict, VerdictContext};
use waxwing_core::time::Timestamp;
use waxwing_core::windows;

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::fence;
use crate::reply::WaxwingReply;
use crate::status::{WaxwingStatus, same_names};

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingAction {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Nothing: the service accepted the notification. Whether the device got it, nobody says.
    Delivered = 1,
    /// Send the same request again, after the wait that the verdict gives.
    Retry = 2,
    /// Get a new token and send once more: of APNs a new provider token, on a new connection, of
    /// WNS a new access token.
    RefreshToken = 3,
    /// Set the machine's clock: APNs calls a provider token expired that is not old here.
    CheckClock = 4,
    /// Stop using the device token for this topic.
    DropDevice = 5,
    /// Keep the device token: the app registered it again after APNs had given it up.
    KeepDevice = 6,
    /// Forget the channel: one for broadcasts can be created anew, one of Windows comes from the
    /// app when it runs again.
    DropChannel = 7,
    /// Correct the request; it will be refused for ever as it is.
    Repair = 8,
    /// Bring device token, topic and environment together that belong together.
    RepairPairing = 9,
    /// Stop using this key or certificate (for this topic, if that is the scope) and tell a human.
    StopCredential = 10,
    /// Report it: it has been tried as often as the session's policy allows, or has ended twice
    /// without anyone knowing whether APNs had it.
    GiveUp = 11,
    /// Nothing: the service took the notification and threw it away, because the device or its
    /// settings do not want it. Sending it again changes nothing.
    Dropped = 12,
}

/// What a verdict is about, and so what else it holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingScope {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// This request alone.
    Request = 1,
    /// Everything to this device.
    Device = 2,
    /// Everything for this topic.
    Topic = 3,
    /// Everything with this key or certificate.
    Credential = 4,
    /// Everything on this connection.
    Connection = 5,
    /// A broadcast channel, or the channel of an app on a Windows device.
    Channel = 6,
}

/// A time that is not known.
pub const WAXWING_TIME_UNKNOWN: i64 = i64::MIN;

/// What to do about a reply, to what, and when.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_verdict_free`.
pub struct WaxwingVerdict {
    action: Action,
    scope: Scope,
    cause: Option<&'static str>,
    retry_after_s: Option<u64>,
    new_connection: bool,
    since: Option<Timestamp>,
    advice: &'static str,
}

impl From<Verdict> for WaxwingVerdict {
    fn from(verdict: Verdict) -> Self {
        Self {
            action: verdict.action,
            scope: verdict.scope,
            cause: None,
            retry_after_s: verdict.retry_after_s(),
            new_connection: verdict.new_connection,
            since: verdict.since,
            advice: verdict.advice,
        }
    }
}

impl From<Action> for WaxwingAction {
    fn from(action: Action) -> Self {
        same_names! {
            action, Action => Self, else Unknown:
            Delivered Retry RefreshToken CheckClock DropDevice KeepDevice DropChannel Repair
            RepairPairing StopCredential GiveUp Dropped
        }
    }
}

impl From<Scope> for WaxwingScope {
    fn from(scope: Scope) -> Self {
        same_names! {
            scope, Scope => Self, else Unknown:
            Request Device Topic Credential Connection Channel
        }
    }
}

impl From<windows::Verdict> for WaxwingVerdict {
    fn from(verdict: windows::Verdict) -> Self {
        Self {
            action: verdict.action,
            scope: verdict.scope,
            cause: verdict.cause.map(windows::Cause::name),
            retry_after_s: verdict.retry_after_s(),
            new_connection: false,
            since: None,
            advice: verdict.advice,
        }
    }
}

/// In the order of the numbers.
pub(crate) const ACTIONS: [Action; 12] = [
    Action::Delivered,
    Action::Retry,
    Action::RefreshToken,
    Action::CheckClock,
    Action::DropDevice,
    Action::KeepDevice,
    Action::DropChannel,
    Action::Repair,
    Action::RepairPairing,
    Action::StopCredential,
    Action::GiveUp,
    Action::Dropped,
];

/// In the order of the numbers.
pub(crate) const SCOPES: [Scope; 6] = [
    Scope::Request,
    Scope::Device,
    Scope::Topic,
    Scope::Credential,
    Scope::Connection,
    Scope::Channel,
];

/// The value of a number, where numbers begin with 1.
pub(crate) fn nth<T: Copy>(values: &[T], number: u32) -> Option<T> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    values.get(index).copied()
}

/// The time of a number, unless it stands for none.
pub(crate) fn known(millis: i64) -> Option<Timestamp> {
    (millis != WAXWING_TIME_UNKNOWN).then(|| Timestamp::from_millis(millis))
}

/// Judges a reply.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn judge(
    reply: *const WaxwingReply,
    context: VerdictContext,
    out_verdict: *mut *mut WaxwingVerdict,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let reply = unsafe { fence::reference(reply, "reply") }?;
        Ok(reply.0.verdict(context).into())
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_verdict, "out_verdict", out_error, make) }
}

/// What to do about a reply. Free the verdict with `waxwing_verdict_free`.
///
/// `registered_at_ms` is when the app last registered this device token with your server, in
/// milliseconds since 1970, or `WAXWING_TIME_UNKNOWN`: APNs may have given up a token that the app
/// has registered again since.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_verdict(
    reply: *const WaxwingReply,
    registered_at_ms: i64,
    out_verdict: *mut *mut WaxwingVerdict,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let context = VerdictContext::from(known(registered_at_ms));
    // SAFETY: by contract.
    unsafe { judge(reply, context, out_verdict, out_error) }
}

/// The same, more exact where more is known: when the request was sent, and when its provider token
/// was issued. Each may be `WAXWING_TIME_UNKNOWN`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_verdict_knowing(
    reply: *const WaxwingReply,
    registered_at_ms: i64,
    sent_at_ms: i64,
    token_issued_at_ms: i64,
    out_verdict: *mut *mut WaxwingVerdict,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let context = VerdictContext::from(known(registered_at_ms))
        .sent_at(known(sent_at_ms))
        .token_issued_at(known(token_issued_at_ms));
    // SAFETY: by contract.
    unsafe { judge(reply, context, out_verdict, out_error) }
}

/// Frees a verdict. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_free(verdict: *mut WaxwingVerdict) {
    // SAFETY: by contract.
    unsafe { fence::free(verdict) }
}

/// What to do.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_action(verdict: *const WaxwingVerdict) -> WaxwingAction {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, WaxwingAction::Unknown, |it| it.action.into()) }
}

/// What to do, by its name, as all languages show it, such as `drop_device`. Lives until the
/// verdict is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_action_name(verdict: *const WaxwingVerdict) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, WaxwingStr::NONE, |it| WaxwingStr::of(it.action.name())) }
}

/// What it holds for.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_scope(verdict: *const WaxwingVerdict) -> WaxwingScope {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, WaxwingScope::Unknown, |it| it.scope.into()) }
}

/// What it holds for, by its name, as all languages show it, such as `credential`. Lives until the
/// verdict is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_scope_name(verdict: *const WaxwingVerdict) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, WaxwingStr::NONE, |it| WaxwingStr::of(it.scope.name())) }
}

/// Why, where a service of Windows tells, by its name, as all languages show it, such as
/// `channel_throttled`; `{NULL, 0}` otherwise. Lives as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_cause_name(verdict: *const WaxwingVerdict) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.cause)) }
}

/// How many seconds to wait before sending again. False, and nothing written, when it is not to be
/// sent again as it is.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_retry_after_s(
    verdict: *const WaxwingVerdict,
    out_s: *mut u64,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(verdict, out_s, |it| it.retry_after_s) }
}

/// Whether to send nothing more on this connection, and the next request on a new one.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_new_connection(verdict: *const WaxwingVerdict) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, false, |it| it.new_connection) }
}

/// Since when the device token is known to be invalid, in milliseconds since 1970. False, and
/// nothing written, if the reply does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_since_ms(
    verdict: *const WaxwingVerdict,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(verdict, out_ms, |it| it.since.map(|time| time.as_millis())) }
}

/// What to do, in a sentence for people. Lives until the verdict is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verdict_advice(verdict: *const WaxwingVerdict) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(verdict, WaxwingStr::NONE, |it| WaxwingStr::of(it.advice)) }
}

/// The name of a `waxwing_action`, as all languages show it, such as `drop_device`; `{NULL, 0}` for
/// a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_action_name(action: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(&ACTIONS, action).map(Action::name))
    })
}

/// The name of a `waxwing_scope`, as all languages show it, such as `credential`; `{NULL, 0}` for a
/// number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_scope_name(scope: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(nth(&SCOPES, scope).map(Scope::name)))
}
