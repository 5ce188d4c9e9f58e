//! Where the simulator takes the time from.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// The time as the simulator sees it, asked for once per request.
pub trait Clock: Send + Sync + 'static {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let millis = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()),
            Err(before) => i64::try_from(before.duration().as_millis()).map(|ms| -ms),
        };
        millis.unwrap_or(i64::MAX)
    }
}

/// The machine's clock, set wrong or running fast. It goes on from the moment it is made.
///
/// ```
/// use apns_simulator::{Clock, ShiftedClock, SystemClock};
///
/// let an_hour_ahead = ShiftedClock::new(3600, 1);
/// assert!(an_hour_ahead.now_ms() >= SystemClock.now_ms() + 3_599_000);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ShiftedClock {
    started_ms: i64,
    shift_ms: i64,
    speed: u32,
}

impl ShiftedClock {
    /// A clock that is this many seconds ahead, or behind if negative, and runs this many times as fast.
    #[must_use]
    pub fn new(shift_seconds: i64, speed: u32) -> Self {
        let shift_ms = shift_seconds.saturating_mul(1000);
        Self { started_ms: SystemClock.now_ms(), shift_ms, speed }
    }
}

impl Clock for ShiftedClock {
    fn now_ms(&self) -> i64 {
        let passed_ms = SystemClock.now_ms().saturating_sub(self.started_ms);
        let shown_ms = passed_ms.saturating_mul(i64::from(self.speed));
        self.started_ms.saturating_add(self.shift_ms).saturating_add(shown_ms)
    }
}

/// A clock that stands still until it is moved. Clones show the same time.
///
/// ```
/// use apns_simulator::{Clock, ManualClock};
///
/// let clock = ManualClock::at_seconds(1_437_179_036);
/// clock.advance_seconds(1200);
/// assert_eq!(clock.now_ms(), 1_437_180_236_000);
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock {
    now_ms: Arc<AtomicI64>,
}

impl ManualClock {
    /// A clock that shows this many seconds since 1970.
    #[must_use]
    pub fn at_seconds(seconds: i64) -> Self {
        Self::at_ms(seconds.saturating_mul(1000))
    }

    /// A clock that shows this many milliseconds since 1970.
    #[must_use]
    pub fn at_ms(ms: i64) -> Self {
        Self { now_ms: Arc::new(AtomicI64::new(ms)) }
    }

    /// Moves the clock forward, or back if negative, by seconds.
    pub fn advance_seconds(&self, seconds: i64) {
        self.advance_ms(seconds.saturating_mul(1000));
    }

    /// Moves the clock forward, or back if negative, by milliseconds.
    pub fn advance_ms(&self, ms: i64) {
        self.set_ms(self.now_ms().saturating_add(ms));
    }

    /// Sets the clock to this many milliseconds since 1970.
    pub fn set_ms(&self, ms: i64) {
        self.now_ms.store(ms, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::SeqCst)
    }
}

/// The clock of a running simulator, which requests can move.
pub(crate) struct ServiceClock {
    clock: Box<dyn Clock>,
    /// How far requests have moved it.
    advanced_ms: AtomicI64,
}

impl ServiceClock {
    pub(crate) fn new(clock: Box<dyn Clock>) -> Self {
        Self { clock, advanced_ms: AtomicI64::new(0) }
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms().saturating_add(self.advanced_ms.load(Ordering::Relaxed))
    }

    /// Moves it, and says the time after that.
    pub(crate) fn advance_seconds(&self, seconds: i64) -> i64 {
        let ms = seconds.saturating_mul(1000);
        let before_ms = self.advanced_ms.fetch_add(ms, Ordering::Relaxed);
        self.clock.now_ms().saturating_add(before_ms).saturating_add(ms)
    }
}

impl fmt::Debug for ServiceClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceClock").field("now_ms", &self.now_ms()).finish_non_exhaustive()
    }
}
