//! Apple's reasons for refusing a request, with their statuses.

use std::fmt;

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $status:literal,)+) => {
        /// Why a request is refused: Apple's word for it, as it stands in the answer's `reason`.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum Reason {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Reason {
            /// Every reason, by name.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Apple's spelling, as sent.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)+
                }
            }
        }
    };
}

reasons! {
    /// The client certificate is invalid.
    BadCertificate = 403,
    /// The client certificate is for the other environment.
    BadCertificateEnvironment = 403,
    /// The channel id is not base64, or too long.
    BadChannelId = 400,
    /// The collapse id is longer than 64 bytes.
    BadCollapseId = 400,
    /// The device token is malformed or from the other environment.
    BadDeviceToken = 400,
    /// The key of the provider token is for the other environment.
    BadEnvironmentKeyIdInToken = 403,
    /// The same as `BadEnvironmentKeyIdInToken`, as it was once seen on the wire.
    BadEnvironmentKeyInToken = 403,
    /// `apns-expiration` is not a time in seconds since 1970.
    BadExpirationDate = 400,
    /// `apns-id` is not a UUID.
    BadMessageId = 400,
    /// There is nothing at this path, or nothing for this method.
    BadPath = 404,
    /// The priority is none of 1, 5 and 10, or wrong for the push type.
    BadPriority = 400,
    /// The body has an attribute that nobody asked for.
    BadRequestParams = 400,
    /// The body is not a JSON object. Apple lists this reason for broadcasts and channels only.
    BadRequestPayload = 400,
    /// The topic is malformed.
    BadTopic = 400,
    /// The app has as many channels as it may have.
    CannotCreateChannelConfig = 400,
    /// There is no such channel.
    ChannelNotRegistered = 400,
    /// The device token belongs to another topic.
    DeviceTokenNotForTopic = 400,
    /// A header came more than once.
    DuplicateHeaders = 400,
    /// The provider token was issued more than an hour ago.
    ExpiredProviderToken = 403,
    /// The device token has expired.
    ExpiredToken = 410,
    /// The app's broadcast capability is off.
    FeatureNotEnabled = 400,
    /// The action is not allowed.
    Forbidden = 403,
    /// The connection was idle for too long.
    IdleTimeout = 400,
    /// Something went wrong in the service.
    InternalServerError = 500,
    /// The provider token does not verify.
    InvalidProviderToken = 403,
    /// The push type is unknown, or another one than the topic's.
    InvalidPushType = 400,
    /// The method is none that is used here.
    MethodNotAllowed = 405,
    /// There is no channel id.
    MissingChannelId = 400,
    /// The storage policy of a channel is absent or wrong.
    MissingChannelQueueSize = 400,
    /// The path has no device token.
    MissingDeviceToken = 400,
    /// There is no provider token.
    MissingProviderToken = 403,
    /// There is no push type.
    MissingPushType = 400,
    /// There is no topic.
    MissingTopic = 400,
    /// The body has no bytes.
    PayloadEmpty = 400,
    /// The body has more than 4096 bytes, or 5120 for VoIP and broadcasts.
    PayloadTooLarge = 413,
    /// The service is not available.
    ServiceUnavailable = 503,
    /// The service is going away.
    Shutdown = 503,
    /// A new provider token came less than 20 minutes after the one before on this connection.
    TooManyProviderTokenUpdates = 429,
    /// Too many pushes to the same device token.
    TooManyRequests = 429,
    /// The key may not push to this topic.
    TopicDisallowed = 400,
    /// The credential does not include the bundle id of the path.
    TopicMismatch = 403,
    /// The device token is no longer active for the topic.
    Unregistered = 410,
    /// The key is not related to the one that this connection began with.
    UnrelatedKeyIdInToken = 403,
}

impl Reason {
    /// Reads Apple's spelling.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.text() == text)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
