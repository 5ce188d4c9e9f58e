//! Points in time: milliseconds since 1970, never to be confused with seconds.

use alloc::format;
use core::fmt;

use crate::error::{Error, ErrorCode, Result};
use crate::rfc3339;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Apple mixes units: tokens and `apns-expiration` count seconds, a 410's `timestamp` and every
/// date of the App Store count milliseconds. The constructors name the unit, so that no call
/// can confuse them.
///
/// ```
/// use waxwing::time::Timestamp;
///
/// let t = Timestamp::from_millis(1_454_948_015_990);
/// assert_eq!(t.to_string(), "2016-02-08T16:13:35.990Z");
/// assert_eq!(t.as_secs(), 1_454_948_015);
/// assert!(t > Timestamp::from_secs(1_454_948_015)?);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const MILLIS_PER_SEC: i64 = 1000;
const SECS_PER_DAY: i64 = 86_400;

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// From milliseconds since 1970; negative before it.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since 1970.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTime`] when the value does not fit milliseconds.
    pub fn from_secs(secs: i64) -> Result<Self> {
        secs.checked_mul(MILLIS_PER_SEC).map(Self).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidTime,
                "time",
                "seconds whose milliseconds fit 64 bits",
                format!("{secs}"),
            )
        })
    }

    /// From a date with time and offset (RFC 3339): `2016-02-08T16:13:35.990Z`. What stands below
    /// milliseconds is cut off.
    ///
    /// ```
    /// use waxwing::time::Timestamp;
    ///
    /// let t = Timestamp::from_rfc3339("2016-02-08T17:13:35+01:00")?;
    /// assert_eq!(t.as_secs(), 1_454_948_015);
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTime`] for another form, and for a date that does not exist.
    pub fn from_rfc3339(text: &str) -> Result<Self> {
        rfc3339::read(text).ok_or_else(|| {
            let expected = "a date such as 2016-02-08T16:13:35Z";
            Error::new(ErrorCode::InvalidTime, "time", expected, "another text")
        })
    }

    /// From a date and a time of day in UTC, or `None` if there is no such date or time. Leap
    /// seconds do not count.
    pub(crate) fn from_civil(date: [i64; 3], time: [i64; 3]) -> Option<Self> {
        let [year, month, day] = date;
        let [hour, minute, second] = time;
        let fits = (0..=9999).contains(&year)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        if !fits {
            return None;
        }
        let days = days_from_civil(year, month, day);
        if civil_from_days(days) != (year, month, day) {
            return None;
        }
        let secs = days * SECS_PER_DAY + hour * 3600 + minute * 60 + second;
        Some(Self(secs * MILLIS_PER_SEC))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(MILLIS_PER_SEC)
    }

    /// This time and `millis` more, at the ends of the range no further.
    #[must_use]
    pub const fn saturating_add_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, with milliseconds only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secs = self.as_secs();
        let (year, month, day) = civil_from_days(secs.div_euclid(SECS_PER_DAY));
        let second_of_day = secs.rem_euclid(SECS_PER_DAY);
        let (hour, minute, second) =
            (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.0.rem_euclid(MILLIS_PER_SEC) {
            0 => f.write_str("Z"),
            millis => write!(f, ".{millis:03}Z"),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({} ms)", self.0)
    }
}

/// The proleptic Gregorian date of a day counted from 1970-01-01.
///
/// Years are counted from March, so that the leap day is the last of its year.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    const DAYS_PER_ERA: i64 = 146_097; // 400 years
    let days_from_march_0000 = days.saturating_add(719_468);
    let era = days_from_march_0000.div_euclid(DAYS_PER_ERA);
    let day_of_era = days_from_march_0000.rem_euclid(DAYS_PER_ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The inverse of [`civil_from_days`]; some other day for a date that does not exist.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * (month - 3) + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn dates_are_written_as_rfc_3339() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_695_523_833_000, "2023-09-24T02:50:33Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00Z"),
        ] {
            assert_eq!(Timestamp::from_millis(millis).to_string(), text);
        }
    }

    #[test]
    fn only_dates_that_exist_are_taken() {
        for (date, time, text) in [
            ([2000, 2, 29], [23, 59, 59], Some("2000-02-29T23:59:59Z")),
            ([1950, 1, 1], [0, 0, 0], Some("1950-01-01T00:00:00Z")),
            ([9999, 12, 31], [0, 0, 0], Some("9999-12-31T00:00:00Z")),
            ([2001, 2, 29], [0, 0, 0], None),
            ([2001, 0, 1], [0, 0, 0], None),
            ([2001, 13, 1], [0, 0, 0], None),
            ([2001, 4, 31], [0, 0, 0], None),
            ([2001, 1, 0], [0, 0, 0], None),
            ([2001, 1, 1], [24, 0, 0], None),
            ([2001, 1, 1], [0, 0, 60], None),
        ] {
            let found = Timestamp::from_civil(date, time).map(|time| time.to_string());
            assert_eq!(found.as_deref(), text, "{date:?} {time:?}");
        }
    }

    #[test]
    fn the_ends_of_the_range_can_be_written() {
        for millis in [i64::MIN, i64::MAX] {
            assert!(!Timestamp::from_millis(millis).to_string().is_empty());
        }
    }

    #[test]
    fn seconds_that_overflow_are_refused() {
        let error = Timestamp::from_secs(i64::MAX).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidTime);
    }

    #[test]
    fn seconds_round_down_before_1970_too() {
        assert_eq!(Timestamp::from_millis(-1).as_secs(), -1);
    }
}
