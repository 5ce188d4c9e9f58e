//! The eleven kinds of push.

use super::header::{PUSH_TYPE, refuse};
use crate::error::Result;

macro_rules! push_types {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $suffix:literal, $max:expr;)+) => {
        /// What kind of push a notification is: the header `apns-push-type`.
        ///
        /// ```
        /// use waxwing::apns::PushType;
        ///
        /// assert_eq!(PushType::LiveActivity.name(), "liveactivity");
        /// assert_eq!(PushType::LiveActivity.topic_suffix(), ".push-type.liveactivity");
        /// assert_eq!(PushType::from_name("LiveActivity")?, PushType::LiveActivity);
        /// # Ok::<(), waxwing::error::Error>(())
        /// ```
        ///
        /// Names, suffixes and limits: Apple, "Sending notification requests to APNs" and
        /// "Generating a remote notification".
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum PushType {
            $($(#[$doc])* $variant,)+
        }

        impl PushType {
            /// Every push type, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value of the header, in lower case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What follows the bundle id in the topic, with its leading dot; empty where the
            /// topic is the bundle id itself.
            #[must_use]
            pub const fn topic_suffix(self) -> &'static str {
                match self { $(Self::$variant => $suffix),+ }
            }

            /// The largest payload, in bytes.
            #[must_use]
            pub const fn max_payload_bytes(self) -> usize {
                match self { $(Self::$variant => $max),+ }
            }
        }
    };
}

/// Apple: Generating a remote notification.
const MAX: usize = 4096;
/// Apple: Generating a remote notification, of Voice over Internet Protocol.
const MAX_VOIP: usize = 5120;

push_types! {
    /// Shows an alert, plays a sound or sets a badge.
    Alert, "alert", "", MAX;
    /// Wakes the app without showing anything.
    Background, "background", "", MAX;
    /// Updates a watchOS complication.
    Complication, "complication", ".complication", MAX;
    /// Updates a control in Control Center.
    Controls, "controls", ".push-type.controls", MAX;
    /// Tells a File Provider extension of changes.
    FileProvider, "fileprovider", ".pushkit.fileprovider", MAX;
    /// Starts, updates or ends a Live Activity.
    LiveActivity, "liveactivity", ".push-type.liveactivity", MAX;
    /// Asks for the device's location.
    Location, "location", ".location-query", MAX;
    /// Tells a managed device to contact its server. The topic is the certificate's UID.
    Mdm, "mdm", "", MAX;
    /// Tells a Push to Talk app of activity on its channel.
    PushToTalk, "pushtotalk", ".voip-ptt", MAX;
    /// Announces a call.
    Voip, "voip", ".voip", MAX_VOIP;
    /// Reloads widgets.
    Widgets, "widgets", ".push-type.widgets", MAX;
}

impl PushType {
    /// From its name, in any case: Apple's own pages write `LiveActivity` in several.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) about
    /// `apns-push-type`.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|push_type| push_type.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| refuse(PUSH_TYPE, "one of Apple's eleven push types", "another text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_names_lead_back_to_their_types() {
        assert_eq!(PushType::ALL.len(), 11);
        for push_type in PushType::ALL {
            assert_eq!(PushType::from_name(push_type.name()), Ok(*push_type));
            assert_eq!(PushType::from_name(&push_type.name().to_uppercase()), Ok(*push_type));
        }
        for bad in ["", "alert ", "alert\r\n", "silent"] {
            assert_eq!(PushType::from_name(bad).unwrap_err().subject(), "apns-push-type");
        }
    }
}
