//! How long to wait between attempts.

use std::time::Duration;

use waxwing_core::apns::Backoff;

use crate::fence;

/// How many milliseconds to wait after `attempt` attempts: `first_ms` after one, twice that after
/// two, at most `max_ms`. After none there is nothing to wait for.
///
/// `jitter_permille` is drawn by you, evenly from 0 to 1000, so that many senders that failed
/// together do not return together. It only ever shortens the wait: 0 leaves it whole, 1000 and
/// more halve it. 1000 and 900000 suit most: from one second to the 15 minutes that Apple names.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_backoff_delay_ms(
    first_ms: u64,
    max_ms: u64,
    attempt: u32,
    jitter_permille: u32,
) -> u64 {
    fence::guard(0, || {
        let backoff =
            Backoff { first: Duration::from_millis(first_ms), max: Duration::from_millis(max_ms) };
        let wait = backoff.delay(attempt, jitter_permille);
        u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
    })
}
