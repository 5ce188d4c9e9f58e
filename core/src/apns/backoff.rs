//! How long to wait between attempts.

use core::time::Duration;

/// How long to wait between attempts: twice as long each time, up to a limit.
///
/// Apple asks for it after errors of its servers and for devices that are pushed to too often
/// (Sending notification requests to APNs; Handling notification responses from APNs). It gives
/// 15 minutes as its own figure; seconds that double are what most senders use.
///
/// ```
/// use core::time::Duration;
/// use waxwing::apns::Backoff;
///
/// let backoff = Backoff { first: Duration::from_secs(1), max: Duration::from_secs(60) };
/// assert_eq!(backoff.delay(1, 0), Duration::from_secs(1));
/// assert_eq!(backoff.delay(4, 0), Duration::from_secs(8));
/// assert_eq!(backoff.delay(100, 0), Duration::from_secs(60));
/// // All of the jitter halves the wait:
/// assert_eq!(backoff.delay(4, 1000), Duration::from_secs(4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "two numbers that say all there is")]
pub struct Backoff {
    /// The wait after the first attempt.
    pub first: Duration,
    /// The longest wait. Where it is shorter than `first`, it counts.
    pub max: Duration,
}

impl Backoff {
    /// The wait after `attempt` attempts: [`first`](Self::first) after one, twice that after two.
    /// After none there is nothing to wait for.
    ///
    /// `jitter_permille` is drawn by the caller, evenly from 0 to 1000, so that many senders that
    /// failed together do not return together. It only ever shortens the wait: 0 leaves it whole,
    /// 1000 and more halve it.
    #[must_use]
    pub fn delay(&self, attempt: u32, jitter_permille: u32) -> Duration {
        if attempt == 0 {
            return Duration::ZERO;
        }
        let mut wait = self.first.min(self.max);
        for _ in 1..attempt {
            // Reached after 94 doublings at the latest, as a `Duration` has no more bits.
            if wait == self.max || wait.is_zero() {
                break;
            }
            wait = wait.saturating_mul(2).min(self.max);
        }
        wait.saturating_sub((wait / 2000).saturating_mul(jitter_permille.min(1000)))
    }
}

impl Default for Backoff {
    /// From one second to 15 minutes, Apple's own figure.
    fn default() -> Self {
        Self { first: Duration::from_secs(1), max: Duration::from_secs(900) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_limit_and_never_overflow() {
        let backoff = Backoff::default();
        let seconds = |attempt| backoff.delay(attempt, 0).as_secs();
        assert_eq!([0, 1, 2, 3, 10, 11].map(seconds), [0, 1, 2, 4, 512, 900]);
        for attempt in [31, 32, 33, 34, 64, 65, u32::MAX] {
            assert_eq!(seconds(attempt), 900, "{attempt}");
            let longest = Backoff { first: Duration::MAX, max: Duration::MAX };
            assert!(longest.delay(attempt, 1000) <= Duration::MAX);
            let nothing = Backoff { first: Duration::ZERO, ..backoff };
            assert_eq!(nothing.delay(attempt, 0), Duration::ZERO);
        }
        let lowered = Backoff { first: Duration::from_secs(10), max: Duration::from_secs(3) };
        assert_eq!(lowered.delay(1, 0), Duration::from_secs(3));
    }

    #[test]
    fn a_wait_never_shrinks_with_the_attempts() {
        let fine = Backoff { first: Duration::from_nanos(1), max: Duration::MAX };
        let waits = (0..200).map(|attempt| fine.delay(attempt, 0));
        assert!(waits.clone().zip(waits.skip(1)).all(|(a, b)| a <= b));
    }

    #[test]
    fn jitter_only_shortens_and_by_half_at_most() {
        let backoff = Backoff { first: Duration::from_secs(8), max: Duration::from_secs(8) };
        let millis = |jitter| backoff.delay(1, jitter).as_millis();
        assert_eq!(
            [0, 1, 500, 1000, 1001, u32::MAX].map(millis),
            [8000, 7996, 6000, 4000, 4000, 4000]
        );
    }
}
