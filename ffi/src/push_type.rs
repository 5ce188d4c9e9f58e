//! What kind of push a notification is, how urgent, and how strongly it may interrupt.

use waxwing_core::apns::{InterruptionLevel, Priority, PushType};
use waxwing_core::error::{Error, Result};

/// What kind of push a notification is: the header `apns-push-type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingPushType {
    /// Shows an alert, plays a sound or sets a badge.
    Alert = 1,
    /// Wakes the app without showing anything.
    Background = 2,
    /// Updates a watchOS complication.
    Complication = 3,
    /// Updates a control in Control Center.
    Controls = 4,
    /// Tells a File Provider extension of changes.
    FileProvider = 5,
    /// Starts, updates or ends a Live Activity.
    LiveActivity = 6,
    /// Asks for the device's location.
    Location = 7,
    /// Tells a managed device to contact its server.
    Mdm = 8,
    /// Tells a Push to Talk app of activity on its channel.
    PushToTalk = 9,
    /// Announces a call.
    Voip = 10,
    /// Reloads widgets.
    Widgets = 11,
}

/// How urgent a notification is: the header `apns-priority`, whose values these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingPriority {
    /// Power before everything else; never wakes the device.
    NeverWake = 1,
    /// When it suits the device's power.
    PowerAware = 5,
    /// At once. What APNs assumes without the header.
    Immediate = 10,
}

/// How strongly a notification may interrupt: the key `interruption-level` of `aps`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingInterruptionLevel {
    /// Listed, without lighting the screen or playing a sound.
    Passive = 1,
    /// Shown at once; what the system assumes.
    Active = 2,
    /// Shown at once, through most of Focus.
    TimeSensitive = 3,
    /// Shown at once, with sound even when silenced. Needs an entitlement of Apple's.
    Critical = 4,
}

/// Numbers of C's enums and what they stand for.
pub(crate) const PUSH_TYPES: [(WaxwingPushType, PushType); 11] = [
    (WaxwingPushType::Alert, PushType::Alert),
    (WaxwingPushType::Background, PushType::Background),
    (WaxwingPushType::Complication, PushType::Complication),
    (WaxwingPushType::Controls, PushType::Controls),
    (WaxwingPushType::FileProvider, PushType::FileProvider),
    (WaxwingPushType::LiveActivity, PushType::LiveActivity),
    (WaxwingPushType::Location, PushType::Location),
    (WaxwingPushType::Mdm, PushType::Mdm),
    (WaxwingPushType::PushToTalk, PushType::PushToTalk),
    (WaxwingPushType::Voip, PushType::Voip),
    (WaxwingPushType::Widgets, PushType::Widgets),
];

/// The push type of a number. One that stands for none is refused in the core's words for a name that it does not know.
pub(crate) fn push_type(number: u32) -> Result<PushType> {
    index(number).and_then(|index| PUSH_TYPES.get(index)).map_or_else(
        || PushType::from_name("").map_err(|error| unknown(&error, "waxwing_push_type", number)),
        |(_, push_type)| Ok(*push_type),
    )
}

pub(crate) fn priority(number: u32) -> Result<Priority> {
    Priority::from_number(number.into())
}

/// The level of a number, refused like a push type.
pub(crate) fn interruption_level(number: u32) -> Result<InterruptionLevel> {
    index(number).and_then(|index| InterruptionLevel::ALL.get(index)).map_or_else(
        || {
            InterruptionLevel::from_name("")
                .map_err(|error| unknown(&error, "waxwing_interruption_level", number))
        },
        |level| Ok(*level),
    )
}

/// The number of a push type; 0 for one that this list lacks.
pub(crate) fn number_of(push_type: PushType) -> u32 {
    let place = PUSH_TYPES.iter().position(|(_, known)| *known == push_type);
    place.and_then(|place| u32::try_from(place).ok()?.checked_add(1)).unwrap_or(0)
}

/// Numbers of enums begin with 1.
fn index(number: u32) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}

fn unknown(error: &Error, enumeration: &'static str, found: u32) -> Error {
    Error::new(
        error.code(),
        error.subject().to_owned(),
        format!("a value of {enumeration}"),
        format!("{found}"),
    )
}
