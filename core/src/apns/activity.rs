//! What happens to a Live Activity.

use super::check;
use crate::error::Result;

/// What a push does to a Live Activity: the key `event` of `aps`
/// (Apple: Starting and updating Live Activities with ActivityKit push notifications).
///
/// ```
/// use waxwing::apns::ActivityEvent;
///
/// assert_eq!(ActivityEvent::from_name("update")?, ActivityEvent::Update);
/// assert_eq!(ActivityEvent::End.name(), "end");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ActivityEvent {
    /// Starts one, on a token for that purpose. Not for broadcasts.
    Start,
    /// Gives it new content.
    Update,
    /// Ends it.
    End,
}

impl ActivityEvent {
    /// Every event, in the order of a life.
    pub const ALL: &'static [Self] = &[Self::Start, Self::Update, Self::End];

    /// The value of the key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Update => "update",
            Self::End => "end",
        }
    }

    /// From the value of the key.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidPayload`](crate::error::ErrorCode::InvalidPayload) about
    /// `payload.aps.event`.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|event| event.name() == name).ok_or_else(|| {
            check::wrong_value("payload.aps.event", "start, update, end", "another string")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_events() {
        for event in ActivityEvent::ALL {
            assert_eq!(ActivityEvent::from_name(event.name()), Ok(*event));
        }
        assert_eq!(ActivityEvent::from_name("Start").unwrap_err().subject(), "payload.aps.event");
    }
}
