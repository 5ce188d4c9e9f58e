//! What to do next, and what that holds for: one vocabulary for all services.

macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $type {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The snake_case name that every language shows.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(crate) use named;

named! {
    /// What to do next.
    Action {
        /// Set the machine's clock: APNs calls a provider token expired that is not old here.
        /// Making others would change nothing.
        CheckClock = "check_clock",
        /// Nothing: the service accepted the notification. Whether the device got it, nobody says.
        Delivered = "delivered",
        /// Forget the channel: one for broadcasts can be created anew, one of Windows comes from
        /// the app when it runs again.
        DropChannel = "drop_channel",
        /// Stop using the device token for this topic.
        DropDevice = "drop_device",
        /// Nothing: the service took the notification and threw it away, because the device or its
        /// settings do not want it. Sending it again changes nothing.
        Dropped = "dropped",
        /// Report it: it has expired, or been tried as often as the session's policy allows, or
        /// ended more often than that without anyone knowing whether APNs had it.
        GiveUp = "give_up",
        /// Keep the device token: the app registered it again after APNs had given it up. A
        /// [`Session`](crate::apns::Session) sends to it once more.
        KeepDevice = "keep_device",
        /// Get a new token and send once more: of APNs a new provider token, on a new connection,
        /// of WNS a new access token.
        RefreshToken = "refresh_token",
        /// Correct the request; it will be refused for ever as it is.
        Repair = "repair",
        /// Bring device token, topic and environment together that belong together.
        RepairPairing = "repair_pairing",
        /// Send the same request again, after the wait that the verdict gives.
        Retry = "retry",
        /// Stop using this key or certificate (for this topic, if that is the scope) and tell a
        /// human.
        StopCredential = "stop_credential",
    }
}

named! {
    /// What a verdict is about, and so what else it holds for.
    Scope {
        /// A broadcast channel, or the channel of an app on a Windows device.
        Channel = "channel",
        /// Everything on this connection.
        Connection = "connection",
        /// Everything with this key or certificate.
        Credential = "credential",
        /// Everything to this device.
        Device = "device",
        /// This request alone.
        Request = "request",
        /// Everything for this topic.
        Topic = "topic",
    }
}

impl Action {
    /// Whether the notification is to be sent again without a change to it.
    #[must_use]
    pub const fn resends(self) -> bool {
        matches!(self, Self::Retry | Self::RefreshToken)
    }
}
