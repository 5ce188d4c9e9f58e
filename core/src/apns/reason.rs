//! Every `reason` that APNs gives, with what it means and what to do: one table.

use alloc::string::String;
use core::fmt;

use super::verdict::Rule;
use crate::action::{Action, Scope};

/// Who says that a reason exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// Apple: Handling notification responses from APNs.
    DevicePush,
    /// Apple: Sending broadcast push notification requests to APNs, and Sending channel
    /// management requests to APNs.
    Broadcast,
    /// Apple: Sending web push notifications in web apps and browsers.
    WebPush,
    /// Seen on the wire, on no page of Apple's.
    Wire,
}

/// How long to wait, where that is no matter of the reply: seconds.
const NOW: Option<u32> = Some(0);
/// Never again as it is.
const NO: Option<u32> = None;
/// The least for one device that was pushed to too often; double it each time.
pub(super) const THROTTLED: Option<u32> = Some(1);
/// Apple: Handling notification responses from APNs, "try again after 15 minutes".
pub(super) const SERVER_ERROR: Option<u32> = Some(900);

macro_rules! reasons {
    ($(
        $variant:ident = $text:literal, $status:expr, $apis:literal, $source:ident:
        $action:ident, $scope:ident, $wait:expr, $connection:ident, $last:ident,
        $advice:literal;
    )+) => {
        /// Why APNs refused a request. A reason unknown here is kept as its text.
        ///
        /// ```
        /// use waxwing::apns::Reason;
        ///
        /// assert_eq!(Reason::from_text("Service Unavailable"), Reason::ServiceUnavailable);
        /// assert_eq!(Reason::Unregistered.as_str(), "Unregistered");
        ///
        /// let new = Reason::from_text("BadMoonPhase");
        /// assert_eq!(new, Reason::Other("BadMoonPhase".into()));
        /// assert!(!new.is_known());
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $(
                #[doc = concat!("`", $text, "`. ", $advice)]
                $variant,
            )+
            /// A reason that this version does not know.
            Other(String),
        }

        impl Reason {
            /// Every known reason.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text, as Apple spells it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// The status that it comes with, where that is documented.
            #[must_use]
            pub const fn status(&self) -> Option<u16> {
                match self {
                    $(Self::$variant => $status,)+
                    Self::Other(_) => None,
                }
            }

            /// Where it occurs, as letters: D device push, B broadcast publish, C channel
            /// management, W web push.
            #[must_use]
            pub const fn apis(&self) -> &'static str {
                match self {
                    $(Self::$variant => $apis,)+
                    Self::Other(_) => "",
                }
            }

            /// Who says so.
            #[must_use]
            pub const fn source(&self) -> Source {
                match self {
                    $(Self::$variant => Source::$source,)+
                    Self::Other(_) => Source::Wire,
                }
            }

            /// Whether Apple lists it among those after which a request must never be repeated.
            #[must_use]
            pub const fn forbids_retry(&self) -> bool {
                match self {
                    $(Self::$variant => matches!(Last::$last, Last::Final),)+
                    Self::Other(_) => false,
                }
            }

            /// What follows from it, unless it is unknown.
            pub(super) const fn rule(&self) -> Option<Rule> {
                match self {
                    $(Self::$variant => Some(Rule {
                        action: Action::$action,
                        scope: Scope::$scope,
                        wait_s: $wait,
                        new_connection: matches!(Connection::$connection, Connection::Close),
                        advice: $advice,
                    }),)+
                    Self::Other(_) => None,
                }
            }
        }
    };
}

/// What becomes of the connection.
enum Connection {
    /// It can be used further.
    Keep,
    /// No further request on it; others go on a new one.
    Close,
}

/// Whether Apple forbids to repeat the request.
enum Last {
    /// It does not say so.
    Open,
    /// Apple: Handling notification responses from APNs, the list of reasons not to retry.
    Final,
}

// Columns: text, status, where, source: action, scope, wait, connection, repetition, advice.
reasons! {
    BadCollapseId = "BadCollapseId", Some(400), "D", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The collapse id has more than 64 bytes: shorten it.";
    BadDeviceToken = "BadDeviceToken", Some(400), "D", DevicePush:
        RepairPairing, Device, NO, Keep, Final,
        "The device token is malformed or belongs to the other environment: try it once there, if you have a key for it, then drop it.";
    BadExpirationDate = "BadExpirationDate", Some(400), "DB", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The expiration is no time in seconds, or not 0 on a channel that stores nothing.";
    BadMessageId = "BadMessageId", Some(400), "DBC", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The id of the request is no UUID.";
    BadPriority = "BadPriority", Some(400), "DB", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The priority is not 10, 5 or 1, or not allowed for the push type.";
    BadTopic = "BadTopic", Some(400), "D", DevicePush:
        Repair, Topic, NO, Keep, Open,
        "The topic is malformed: correct it.";
    DeviceTokenNotForTopic = "DeviceTokenNotForTopic", Some(400), "D", DevicePush:
        RepairPairing, Device, NO, Keep, Final,
        "The device token belongs to another topic: keep it and send with the topic that it was registered for.";
    DuplicateHeaders = "DuplicateHeaders", Some(400), "D", DevicePush:
        Repair, Request, NO, Keep, Open,
        "A header was sent twice: a defect in the client.";
    IdleTimeout = "IdleTimeout", Some(400), "DW", DevicePush:
        Retry, Connection, NOW, Close, Open,
        "The connection was idle for too long: send again on a new one.";
    InvalidPushType = "InvalidPushType", Some(400), "DBC", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The push type is unknown or not allowed here.";
    MissingDeviceToken = "MissingDeviceToken", Some(400), "D", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The path ends before the device token.";
    MissingTopic = "MissingTopic", Some(400), "D", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The topic is missing, which tokens and certificates for several topics require.";
    PayloadEmpty = "PayloadEmpty", Some(400), "DB", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The body is empty.";
    TopicDisallowed = "TopicDisallowed", Some(400), "DBC", DevicePush:
        StopCredential, Topic, NO, Keep, Open,
        "The key or certificate may not push to this topic: use another, or correct the topic.";
    FeatureNotEnabled = "FeatureNotEnabled", Some(400), "BC", Broadcast:
        StopCredential, Topic, NO, Keep, Open,
        "Broadcasts are not enabled for the app: enable the capability in the developer account.";
    MissingChannelId = "MissingChannelId", Some(400), "BC", Broadcast:
        Repair, Request, NO, Keep, Open,
        "The channel id is missing.";
    BadChannelId = "BadChannelId", Some(400), "BC", Broadcast:
        Repair, Request, NO, Keep, Open,
        "The channel id is not base64, or too long.";
    ChannelNotRegistered = "ChannelNotRegistered", Some(400), "BC", Broadcast:
        DropChannel, Channel, NO, Keep, Open,
        "There is no such channel: forget it, or create another.";
    BadRequestParams = "BadRequestParams", Some(400), "C", Broadcast:
        Repair, Request, NO, Keep, Open,
        "The body has a key that APNs does not know.";
    BadRequestPayload = "BadRequestPayload", Some(400), "BC", Broadcast:
        Repair, Request, NO, Keep, Open,
        "The body is not JSON.";
    MissingPushType = "MissingPushType", Some(400), "BC", Broadcast:
        Repair, Request, NO, Keep, Open,
        "The push type is missing.";
    CannotCreateChannelConfig = "CannotCreateChannelConfig", Some(400), "C", Broadcast:
        Repair, Topic, NO, Keep, Open,
        "The app has reached its 10,000 channels: delete some before creating others.";
    MissingChannelQueueSize = "MissingChannelQueueSize", Some(400), "C", Wire:
        Repair, Request, NO, Keep, Open,
        "The storage policy is missing or wrong.";
    BadCertificate = "BadCertificate", Some(403), "DBC", DevicePush:
        StopCredential, Credential, NO, Close, Open,
        "The client certificate is not valid: replace it, then connect again.";
    BadCertificateEnvironment = "BadCertificateEnvironment", Some(403), "DBC", DevicePush:
        StopCredential, Credential, NO, Close, Open,
        "The client certificate is for the other environment.";
    ExpiredProviderToken = "ExpiredProviderToken", Some(403), "DBC", DevicePush:
        RefreshToken, Credential, NOW, Close, Open,
        "The provider token is older than an hour: make a new one, connect again and send once more.";
    Forbidden = "Forbidden", Some(403), "D", DevicePush:
        StopCredential, Credential, NO, Keep, Final,
        "The action is not allowed.";
    InvalidProviderToken = "InvalidProviderToken", Some(403), "DBC", DevicePush:
        StopCredential, Credential, NO, Close, Open,
        "The provider token does not verify: check key, key id, team id and topic. Act when it repeats, as a single one has passed by itself.";
    MissingProviderToken = "MissingProviderToken", Some(403), "DBC", DevicePush:
        Repair, Credential, NO, Keep, Open,
        "There was neither a provider token nor a client certificate.";
    UnrelatedKeyIdInToken = "UnrelatedKeyIdInToken", Some(403), "D", DevicePush:
        Retry, Connection, NOW, Close, Open,
        "The key is not related to the one that this connection began with: keep a connection for each.";
    BadEnvironmentKeyIdInToken = "BadEnvironmentKeyIdInToken", Some(403), "D", DevicePush:
        StopCredential, Credential, NO, Close, Open,
        "The key is for the other environment.";
    BadEnvironmentKeyInToken = "BadEnvironmentKeyInToken", Some(403), "D", Wire:
        StopCredential, Credential, NO, Close, Open,
        "The key is for the other environment.";
    TopicMismatch = "TopicMismatch", Some(403), "BC", Broadcast:
        StopCredential, Topic, NO, Keep, Open,
        "The key or certificate does not include the app named in the path.";
    BadPath = "BadPath", Some(404), "DBCW", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The path is wrong: a defect in the client.";
    MethodNotAllowed = "MethodNotAllowed", Some(405), "DBCW", DevicePush:
        Repair, Request, NO, Keep, Open,
        "The method is wrong: a defect in the client.";
    ExpiredToken = "ExpiredToken", Some(410), "D", DevicePush:
        DropDevice, Device, NO, Keep, Final,
        "The device token has expired: drop it, unless the app has registered it again since.";
    Unregistered = "Unregistered", Some(410), "D", DevicePush:
        DropDevice, Device, NO, Keep, Final,
        "The device token is no longer active for the topic: drop it, unless the app has registered it again since.";
    PayloadTooLarge = "PayloadTooLarge", Some(413), "DBW", DevicePush:
        Repair, Request, NO, Keep, Final,
        "The payload is too large: shorten it.";
    TooManyProviderTokenUpdates = "TooManyProviderTokenUpdates", Some(429), "DBC", DevicePush:
        Retry, Connection, NOW, Close, Open,
        "The connection has seen two provider tokens within 20 minutes: do not make another; send again on a new connection with the token that all of them share.";
    TooManyRequests = "TooManyRequests", Some(429), "DBCW", DevicePush:
        Retry, Device, THROTTLED, Keep, Open,
        "Too many requests for one device: wait, and double the wait each time.";
    InternalServerError = "InternalServerError", Some(500), "DBCW", DevicePush:
        Retry, Request, SERVER_ERROR, Keep, Open,
        "APNs failed: send again later, and on a new connection if it repeats.";
    ServiceUnavailable = "ServiceUnavailable", Some(503), "DBCW", DevicePush:
        Retry, Connection, SERVER_ERROR, Keep, Open,
        "APNs is not available: send again later.";
    Shutdown = "Shutdown", Some(503), "DBCW", DevicePush:
        Retry, Connection, NOW, Close, Open,
        "The server is shutting down: send again on a new connection.";
    BadTtl = "BadTtl", None, "W", WebPush:
        Repair, Request, NO, Keep, Open,
        "The header TTL is missing or no number.";
    BadUrgency = "BadUrgency", None, "W", WebPush:
        Repair, Request, NO, Keep, Open,
        "The header Urgency is not one of its four values.";
    BadWebPushRequest = "BadWebPushRequest", None, "W", WebPush:
        Repair, Request, NO, Keep, Open,
        "The request is malformed.";
    BadWebPushTopic = "BadWebPushTopic", None, "W", WebPush:
        Repair, Request, NO, Keep, Open,
        "The header Topic is not up to 32 characters of base64url.";
    VapidPkHashMismatch = "VapidPkHashMismatch", None, "W", WebPush:
        RepairPairing, Device, NO, Keep, Open,
        "The subscription was made with another VAPID key.";
    BadAuthorizationHeader = "BadAuthorizationHeader", None, "W", WebPush:
        Repair, Credential, NO, Keep, Open,
        "The header authorization is missing or malformed.";
    BadJwtToken = "BadJwtToken", None, "W", WebPush:
        StopCredential, Credential, NO, Keep, Open,
        "The VAPID token does not verify, or changed more than once in an hour.";
    BadVapidPublicKey = "BadVapidPublicKey", None, "W", WebPush:
        StopCredential, Credential, NO, Keep, Open,
        "The VAPID public key is malformed.";
}

impl Reason {
    /// From the text of a reply. Space around it and, if need be, within it makes no difference:
    /// one of Apple's tables prints `Service Unavailable`.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let text = text.trim();
        let known = |wanted: &dyn Fn(&str) -> bool| {
            Self::ALL.iter().find(|reason| wanted(reason.as_str())).cloned()
        };
        known(&|name| name == text)
            .or_else(|| known(&|name| name.chars().eq(text.chars().filter(|c| !c.is_whitespace()))))
            .unwrap_or_else(|| Self::Other(String::from(text)))
    }

    /// Whether this version knows it.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn every_text_leads_back_to_its_reason() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_text(reason.as_str()), *reason);
            let spaced: String = reason.as_str().chars().flat_map(|c| [' ', c]).collect();
            assert_eq!(Reason::from_text(&spaced), *reason);
            assert!(reason.is_known() && !reason.apis().is_empty());
            assert!(reason.apis().bytes().all(|letter| b"DBCW".contains(&letter)));
        }
        assert_eq!(Reason::ALL.len(), 43 + 8);
    }

    #[test]
    fn case_matters_and_the_unknown_is_kept() {
        for text in ["unregistered", "", "Nothing\u{301}Known"] {
            assert_eq!(Reason::from_text(text), Reason::Other(String::from(text)));
        }
    }

    #[test]
    fn apple_lists_six_reasons_never_to_retry() {
        let last: Vec<&str> =
            Reason::ALL.iter().filter(|r| r.forbids_retry()).map(Reason::as_str).collect();
        assert_eq!(
            last,
            [
                "BadDeviceToken",
                "DeviceTokenNotForTopic",
                "Forbidden",
                "ExpiredToken",
                "Unregistered",
                "PayloadTooLarge"
            ]
        );
    }

    #[test]
    fn a_reason_that_forbids_retry_never_says_retry() {
        for reason in Reason::ALL {
            let rule = reason.rule().unwrap();
            assert!(!(reason.forbids_retry() && rule.action.resends()), "{reason}");
            assert_eq!(rule.wait_s.is_some(), rule.action.resends(), "{reason}");
        }
    }
}
