//! How urgent a notification is, and how long it is worth delivering.

use alloc::format;

use super::header::{self, EXPIRATION, PRIORITY, refuse};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// How urgent a notification is: the header `apns-priority`
/// (Apple: Sending notification requests to APNs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Priority {
    /// 10: at once. What APNs assumes without the header.
    Immediate,
    /// 5: when it suits the device's power.
    PowerAware,
    /// 1: power before everything else; never wakes the device.
    NeverWake,
}

impl Priority {
    /// Every priority, the most urgent first.
    pub const ALL: &'static [Self] = &[Self::Immediate, Self::PowerAware, Self::NeverWake];

    /// The value of the header.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Immediate => 10,
            Self::PowerAware => 5,
            Self::NeverWake => 1,
        }
    }

    /// From the value of the header.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`] about `apns-priority`.
    pub fn from_number(number: i64) -> Result<Self> {
        match number {
            10 => Ok(Self::Immediate),
            5 => Ok(Self::PowerAware),
            1 => Ok(Self::NeverWake),
            _ => Err(refuse(PRIORITY, "10, 5 or 1", format!("{number}"))),
        }
    }
}

/// Until when APNs keeps trying: the header `apns-expiration`
/// (Apple: Sending notification requests to APNs).
///
/// Without it, APNs stores the notification by its own policy, for at most 30 days.
///
/// ```
/// use waxwing::apns::Expiration;
/// use waxwing::time::Timestamp;
///
/// assert_eq!(Expiration::from_secs(0)?, Expiration::Once);
/// let tomorrow = Expiration::At(Timestamp::from_secs(1_437_265_436)?);
/// assert_eq!(tomorrow.as_secs(), 1_437_265_436);
/// assert!(Expiration::from_secs(1_437_265_436_000).is_err()); // those are milliseconds
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Expiration {
    /// One attempt at delivery, and no storage. The header says 0.
    Once,
    /// Stored and tried again until then. The header has whole seconds, rounded down.
    At(Timestamp),
}

impl Expiration {
    /// From the value of the header: seconds since 1970, or 0 for [`Once`](Self::Once).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTime`] about `apns-expiration` for negative seconds, and for a value
    /// of the size of milliseconds.
    pub fn from_secs(secs: i64) -> Result<Self> {
        match secs {
            0 => Ok(Self::Once),
            _ => header::seconds(EXPIRATION, secs).map(Self::At),
        }
    }

    /// The value of the header.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        match self {
            Self::Once => 0,
            Self::At(time) => time.as_secs(),
        }
    }

    /// A time must not turn into the 0 that means one attempt, or into what APNs refuses.
    pub(super) fn check(self) -> Result<()> {
        match self {
            Self::Once => Ok(()),
            Self::At(time) if (0..1).contains(&time.as_secs()) => Err(Error::new(
                ErrorCode::InvalidTime,
                EXPIRATION,
                "a time after 1970 began, or one attempt",
                format!("{time}"),
            )),
            Self::At(time) => header::seconds(EXPIRATION, time.as_secs()).map(|_| ()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_to_priorities() {
        for priority in Priority::ALL {
            assert_eq!(Priority::from_number(priority.number().into()), Ok(*priority));
        }
        for bad in [0, 2, 9, 11, -1, i64::MAX] {
            assert_eq!(Priority::from_number(bad).unwrap_err().subject(), "apns-priority");
        }
    }

    #[test]
    fn an_expiration_is_sane() {
        for bad in [-1, i64::MIN, i64::MAX, 1_437_265_436_000] {
            assert_eq!(Expiration::from_secs(bad).unwrap_err().code(), ErrorCode::InvalidTime);
        }
        for bad in [0, 999, -1, i64::MAX, i64::MIN] {
            let error = Expiration::At(Timestamp::from_millis(bad)).check().unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidTime);
        }
        assert!(Expiration::At(Timestamp::from_millis(1000)).check().is_ok());
        assert!(Expiration::Once.check().is_ok());
    }
}
