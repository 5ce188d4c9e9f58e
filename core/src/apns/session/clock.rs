//! Time as the session counts it.

use crate::time::Timestamp;

/// The most time that may pass between two calls: what is longer is a clock gone wrong, which must not
/// use up all the time there is.
const MAX_STEP_MS: i64 = 366 * 24 * 60 * 60 * 1000;

/// How much time has passed between the calls, by the times they brought: a clock that is set back
/// stops this one for a moment, and never turns it back.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock {
    last: Option<Timestamp>,
    elapsed_ms: i64,
}

impl Clock {
    /// Takes note of the time, and gives the milliseconds since the first call.
    pub(super) fn advance(&mut self, now: Timestamp) -> i64 {
        if let Some(last) = self.last {
            let passed = now.as_millis().saturating_sub(last.as_millis());
            self.elapsed_ms = self.elapsed_ms.saturating_add(passed.clamp(0, MAX_STEP_MS));
        }
        self.last = Some(now);
        self.elapsed_ms
    }

    /// The milliseconds since the first call, as of the last one.
    pub(super) const fn elapsed_ms(&self) -> i64 {
        self.elapsed_ms
    }

    /// The time at which `deadline` is reached, by the caller's clock as it was last seen.
    pub(super) fn at(&self, deadline: i64) -> Timestamp {
        let last = self.last.unwrap_or(Timestamp::EPOCH);
        last.saturating_add_millis(deadline.saturating_sub(self.elapsed_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_runs_back() {
        let mut clock = Clock::default();
        let steps = [(5000, 0), (5010, 10), (1000, 10), (1005, 15), (5000, 4010), (i64::MIN, 4010)];
        for (now, elapsed) in steps {
            assert_eq!(clock.advance(Timestamp::from_millis(now)), elapsed);
        }
        assert_eq!(clock.at(4020), Timestamp::from_millis(i64::MIN + 10));
        clock.advance(Timestamp::from_millis(i64::MAX));
        assert_eq!(clock.advance(Timestamp::from_millis(0)), 4010 + MAX_STEP_MS);
        assert_eq!(clock.advance(Timestamp::from_millis(7)), 4017 + MAX_STEP_MS);
    }
}
