//! What a session may do, in figures.

use std::time::Duration;

use waxwing_core::apns::{Backoff, SessionPolicy, TokenPolicy};
use waxwing_core::error::{Error, ErrorCode, Result};

use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// The figures of a session. Those that are not set are the usual ones: tokens in windows of 50
/// minutes, up to 1000 requests at once where the server does not say, 30 seconds for a reply, a
/// PING after an hour, connections of any age, 5 attempts, waits of 1 second to 15 minutes.
///
/// A setter that refuses its argument says so, and the first such error comes again when a session
/// is made. So setters may go unchecked. A policy belongs to one thread at a time.
pub struct WaxwingSessionPolicy {
    policy: SessionPolicy,
    backoff: Backoff,
    problem: Option<Error>,
}

impl WaxwingSessionPolicy {
    /// What the core takes, or the first error of a setter.
    pub(crate) fn read(&self) -> Result<SessionPolicy> {
        self.problem.clone().map_or_else(|| Ok(self.policy.clone()), Err)
    }
}

/// Runs a setter and keeps its error.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn set(
    policy: *mut WaxwingSessionPolicy,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(&mut WaxwingSessionPolicy) -> Result<SessionPolicy>,
) -> WaxwingStatus {
    let whole = |it: &mut WaxwingSessionPolicy| {
        let changed = setter(it).inspect_err(|error| {
            it.problem.get_or_insert_with(|| error.clone());
        })?;
        it.policy = changed;
        Ok(())
    };
    // SAFETY: as the caller promises.
    unsafe { fence::change(policy, "policy", out_error, whole) }
}

/// A duration in milliseconds.
fn millis(given_ms: i64, what: &'static str) -> Result<Duration> {
    u64::try_from(given_ms).map(Duration::from_millis).map_err(|_| {
        Error::new(ErrorCode::InvalidInput, what, "milliseconds, 0 or more", format!("{given_ms}"))
    })
}

/// The usual figures. Free them with `waxwing_session_policy_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_session_policy_new() -> *mut WaxwingSessionPolicy {
    fence::new(|| WaxwingSessionPolicy {
        policy: SessionPolicy::default(),
        backoff: Backoff::default(),
        problem: None,
    })
}

/// Frees a policy. NULL is fine. Sessions made with it stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_free(policy: *mut WaxwingSessionPolicy) {
    // SAFETY: by contract.
    unsafe { fence::free(policy) }
}

/// When the provider token changes: every `window_s` seconds (1200 to 3540), `phase_s` seconds
/// after 1970 began and then on. All that share a key must use the same figures. Without it, every
/// 3000 seconds.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_tokens(
    policy: *mut WaxwingSessionPolicy,
    window_s: i64,
    phase_s: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: &mut WaxwingSessionPolicy| {
        Ok(it.policy.clone().token_policy(TokenPolicy::new(window_s, phase_s)?))
    };
    // SAFETY: by contract.
    unsafe { set(policy, out_error, setter) }
}

/// The most requests under way at once: counts where the HTTP/2 library does not report the
/// server's own limit, and where that is higher.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_max_streams(
    policy: *mut WaxwingSessionPolicy,
    number: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(policy, out_error, |it| Ok(it.policy.clone().max_streams(number))) }
}

/// How many milliseconds a request waits for its reply. APNs sometimes never answers one.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_reply_timeout_ms(
    policy: *mut WaxwingSessionPolicy,
    timeout_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: &mut WaxwingSessionPolicy| {
        Ok(it.policy.clone().reply_timeout(millis(timeout_ms, "reply timeout")?))
    };
    // SAFETY: by contract.
    unsafe { set(policy, out_error, setter) }
}

/// After how many milliseconds of idleness a PING is due.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_ping_after_ms(
    policy: *mut WaxwingSessionPolicy,
    idle_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: &mut WaxwingSessionPolicy| {
        Ok(it.policy.clone().ping_after(millis(idle_ms, "ping after")?))
    };
    // SAFETY: by contract.
    unsafe { set(policy, out_error, setter) }
}

/// How old a connection may become, in milliseconds; without it, as old as the server permits.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_max_connection_age_ms(
    policy: *mut WaxwingSessionPolicy,
    age_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: &mut WaxwingSessionPolicy| {
        Ok(it.policy.clone().max_connection_age(millis(age_ms, "max connection age")?))
    };
    // SAFETY: by contract.
    unsafe { set(policy, out_error, setter) }
}

/// How often a request is sent when it is refused for a time. Requests that were not processed at
/// all do not count.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_max_attempts(
    policy: *mut WaxwingSessionPolicy,
    number: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(policy, out_error, |it| Ok(it.policy.clone().max_attempts(number))) }
}

/// How often a request is sent again that ended without a reply and may have been processed: 1
/// unless set. 0 sends at most once, and no notification is shown twice; more lose fewer, and may
/// show some several times.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_ambiguous_resends(
    policy: *mut WaxwingSessionPolicy,
    number: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(policy, out_error, |it| Ok(it.policy.clone().ambiguous_resends(number))) }
}

/// The first wait between attempts, and between connections that came to nothing, in milliseconds.
/// Each further one is twice as long.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_first_wait_ms(
    policy: *mut WaxwingSessionPolicy,
    wait_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: &mut WaxwingSessionPolicy| {
        it.backoff.first = millis(wait_ms, "first wait")?;
        Ok(it.policy.clone().backoff(it.backoff))
    };
    // SAFETY: by contract.
    unsafe { set(policy, out_error, setter) }
}

/// The longest of these waits, in milliseconds.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_max_wait_ms(
    policy: *mut WaxwingSessionPolicy,
    wait_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: &mut WaxwingSessionPolicy| {
        it.backoff.max = millis(wait_ms, "max wait")?;
        Ok(it.policy.clone().backoff(it.backoff))
    };
    // SAFETY: by contract.
    unsafe { set(policy, out_error, setter) }
}

/// Shortens each wait by up to a half, by a number that follows from this one: so that many
/// machines do not come back in the same instant. Give each machine its own. Without it, waits are
/// whole.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_policy_jitter_seed(
    policy: *mut WaxwingSessionPolicy,
    seed: u64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(policy, out_error, |it| Ok(it.policy.clone().jitter_seed(seed))) }
}
