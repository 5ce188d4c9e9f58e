//! How requests ended, and what to do about each.

use waxwing_core::apns::{Fate, Outcome, Reason};

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::status::same_names;
use crate::verdict::{WAXWING_TIME_UNKNOWN, WaxwingAction, WaxwingScope, nth};

/// What is known of a request that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingFate {
    /// Nothing: no request of this number was under way. Or one that this version does not know.
    Unknown = 0,
    /// APNs answered it.
    Answered = 1,
    /// APNs did not look at it (RFC 9113 sections 6.8 and 8.7): to send it again is safe.
    NotProcessed = 2,
    /// It was not answered, and may have been processed: to send it again may show the
    /// notification twice, unless a collapse id prevents that.
    Ambiguous = 3,
}

/// In the order of the numbers.
pub(crate) const FATES: [Fate; 3] = [Fate::Answered, Fate::NotProcessed, Fate::Ambiguous];

impl From<Fate> for WaxwingFate {
    fn from(fate: Fate) -> Self {
        same_names! { fate, Fate => Self, else Unknown: Answered NotProcessed Ambiguous }
    }
}

/// How a request ended, and what to do about it.
///
/// One rule serves all: when `resend` is set, send the request again under the same number after
/// `retry_after_ms`; otherwise it is done, in the way that `action` says. Where no request of this
/// number was under way, `fate` and `action` are `UNKNOWN`: there is nothing to do.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingOutcome {
    /// Your number of the request.
    pub request: u64,
    /// What to do.
    pub action: WaxwingAction,
    /// What that holds for.
    pub scope: WaxwingScope,
    /// Whether it was processed.
    pub fate: WaxwingFate,
    /// How often it has been sent.
    pub attempt: u32,
    /// How many milliseconds to wait before sending it again; -1 when it is not to be sent again.
    pub retry_after_ms: i64,
    /// Since when the device token is known to be invalid, in milliseconds since 1970, or
    /// `WAXWING_TIME_UNKNOWN`.
    pub since_ms: i64,
    /// Whether to send it again.
    pub resend: bool,
    /// Whether sending it again may show the notification twice.
    pub may_duplicate: bool,
    /// Whether the next request goes out on a new connection.
    pub new_connection: bool,
    /// Why it was refused, such as `BadDeviceToken`; `{NULL, 0}` if nobody said.
    pub reason: WaxwingStr,
    /// What to do, in a sentence for people.
    pub advice: WaxwingStr,
}

/// The wait of what is not to be sent again.
const NO_WAIT: i64 = -1;

impl WaxwingOutcome {
    /// The end of no request.
    pub(crate) const fn none(request: u64) -> Self {
        Self {
            request,
            action: WaxwingAction::Unknown,
            scope: WaxwingScope::Unknown,
            fate: WaxwingFate::Unknown,
            attempt: 0,
            retry_after_ms: NO_WAIT,
            since_ms: WAXWING_TIME_UNKNOWN,
            resend: false,
            may_duplicate: false,
            new_connection: false,
            reason: WaxwingStr::NONE,
            advice: WaxwingStr::NONE,
        }
    }

    /// A view of this.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let verdict = &outcome.verdict;
        let wait = outcome.retry_after();
        Self {
            request: outcome.request,
            action: verdict.action.into(),
            scope: verdict.scope.into(),
            fate: outcome.fate.into(),
            attempt: outcome.attempt,
            retry_after_ms: wait
                .map_or(NO_WAIT, |wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)),
            since_ms: verdict.since.map_or(WAXWING_TIME_UNKNOWN, |time| time.as_millis()),
            resend: outcome.resend(),
            may_duplicate: outcome.may_duplicate(),
            new_connection: verdict.new_connection,
            reason: WaxwingStr::of_option(verdict.reason.as_ref().map(Reason::as_str)),
            advice: WaxwingStr::of(verdict.advice),
        }
    }
}

/// How several requests ended.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_outcomes_free`.
pub struct WaxwingOutcomes(pub(crate) Vec<Outcome>);

/// Frees a list of outcomes. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_outcomes_free(outcomes: *mut WaxwingOutcomes) {
    // SAFETY: by contract.
    unsafe { fence::free(outcomes) }
}

/// How many there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_outcomes_count(outcomes: *const WaxwingOutcomes) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(outcomes, 0, |it| it.0.len()) }
}

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_outcomes_item(
    outcomes: *const WaxwingOutcomes,
    index: usize,
    out_outcome: *mut WaxwingOutcome,
) -> bool {
    let find = |it: &WaxwingOutcomes| it.0.get(index).map(WaxwingOutcome::of);
    // SAFETY: by contract.
    unsafe { fence::find(outcomes, out_outcome, find) }
}

/// The name of a `waxwing_fate`, as all languages show it, such as `not_processed`; `{NULL, 0}` for
/// a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_fate_name(fate: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(nth(&FATES, fate).map(Fate::name)))
}
