//! What MPNS answered, and what to do about it.

use alloc::string::String;
use core::fmt;

use http::HeaderMap;

use crate::action::{Action, Scope};
use crate::header::{self, delay, readable, visible};
use crate::windows::verdict::{Cause, Rule, Verdict};
use crate::windows::words::words;

/// Waits to begin with, in seconds: an hour for a quota, a minute more for a device that is
/// inactive, since who asks more often is blocked.
const QUOTA_S: u32 = 3600;
const INACTIVE_S: u32 = 61 * 60;
const QUEUE_S: u32 = 60;
const UNAVAILABLE_S: u32 = 300;

words! {
    /// What MPNS made of a notification.
    NotificationStatus {
        /// It was thrown away.
        Dropped = "dropped",
        /// The service has no word for it.
        NotApplicable = "n/a",
        /// The phone has too many waiting.
        QueueFull = "queuefull",
        /// It is on its way, or waits for the phone.
        Received = "received",
        /// The phone does not take notifications of this kind.
        Suppressed = "suppressed",
    }
}

words! {
    /// The state of the phone's connection.
    DeviceStatus {
        /// The phone is online.
        Connected = "connected",
        /// The phone is offline.
        Disconnected = "disconnected",
        /// The phone has not been online for long.
        Inactive = "inactive",
        /// The service has no word for it.
        NotApplicable = "n/a",
        /// The phone was online a short while ago.
        TempDisconnected = "tempdisconnected" | "temporarilydisconnected",
    }
}

words! {
    /// The state of the channel.
    SubscriptionStatus {
        /// It is in use.
        Active = "active",
        /// It is gone.
        Expired = "expired",
        /// The service has no word for it.
        NotApplicable = "n/a",
    }
}

/// A reply of MPNS: a refusal is data, and every body is accepted.
///
/// ```
/// use waxwing::windows::mpns::Reply;
/// use waxwing::windows::{Action, Cause};
///
/// let headers = [("X-NotificationStatus", "QueueFull"), ("X-SubscriptionStatus", "Active")];
/// let verdict = Reply::from_parts(200, headers, b"").verdict();
/// assert_eq!((verdict.action, verdict.cause), (Action::Retry, Some(Cause::QueueFull)));
/// ```
#[derive(Clone)]
pub struct Reply {
    status: u16,
    notification_status: Option<NotificationStatus>,
    device_status: Option<DeviceStatus>,
    subscription_status: Option<SubscriptionStatus>,
    message_id: Option<String>,
    retry_after_s: Option<u32>,
}

impl Reply {
    /// From status, headers and body in the types of the `http` crate.
    #[must_use]
    pub fn parse(status: u16, headers: &HeaderMap, body: &[u8]) -> Self {
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        Self::from_parts(status, headers, body)
    }

    /// From a whole response.
    #[must_use]
    pub fn from_response(response: &http::Response<impl AsRef<[u8]>>) -> Self {
        Self::parse(response.status().as_u16(), response.headers(), response.body().as_ref())
    }

    /// From status, headers and body in any types. The case of header names makes no difference;
    /// of a repeated header, the first one counts. The body says nothing.
    #[must_use]
    pub fn from_parts<N: AsRef<str>, V: AsRef<[u8]>>(
        status: u16,
        headers: impl IntoIterator<Item = (N, V)>,
        _body: &[u8],
    ) -> Self {
        let names = [
            "x-notificationstatus",
            "x-deviceconnectionstatus",
            "x-subscriptionstatus",
            "x-messageid",
            "retry-after",
            "date",
        ];
        let [notification, device, subscription, message_id, retry_after, date] =
            header::find(names, headers, readable);
        let retry_after = retry_after.and_then(|value| visible(value.as_bytes()));
        Self {
            status,
            notification_status: notification.map(|text| NotificationStatus::from_text(&text)),
            device_status: device.map(|text| DeviceStatus::from_text(&text)),
            subscription_status: subscription.map(|text| SubscriptionStatus::from_text(&text)),
            message_id,
            retry_after_s: retry_after.and_then(|value| delay(&value, date.as_deref())),
        }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Whether MPNS accepted the notification: a status of 200 alone does not say so.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.verdict().action == Action::Delivered
    }

    /// What MPNS made of the notification.
    #[must_use]
    pub const fn notification_status(&self) -> Option<&NotificationStatus> {
        self.notification_status.as_ref()
    }

    /// The state of the phone's connection.
    #[must_use]
    pub const fn device_status(&self) -> Option<&DeviceStatus> {
        self.device_status.as_ref()
    }

    /// The state of the channel.
    #[must_use]
    pub const fn subscription_status(&self) -> Option<&SubscriptionStatus> {
        self.subscription_status.as_ref()
    }

    /// The id of the notification, if it was sent with one.
    #[must_use]
    pub fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    /// How many seconds the service asks to wait, which it never documented.
    #[must_use]
    pub const fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    /// What to do about this reply.
    ///
    /// A 404 or a subscription that has expired means [`Action::DropChannel`], whatever else the
    /// reply says. Then the status decides; of a 200, what became of the notification.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.rule().verdict_at_least(self.retry_after_s)
    }

    fn rule(&self) -> Rule {
        if self.status == 404 || self.subscription_status == Some(SubscriptionStatus::Expired) {
            return EXPIRED;
        }
        match (self.status, &self.notification_status) {
            (200..=299, Some(NotificationStatus::QueueFull)) => QUEUE_FULL,
            (200..=299, Some(NotificationStatus::Suppressed)) => SUPPRESSED,
            (200..=299, Some(NotificationStatus::Dropped)) => DROPPED,
            (status, _) => by_status(status),
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("notification_status", &self.notification_status)
            .field("device_status", &self.device_status)
            .field("subscription_status", &self.subscription_status)
            .finish_non_exhaustive()
    }
}

const EXPIRED: Rule = Rule::new(
    Action::DropChannel,
    Scope::Channel,
    Some(Cause::ChannelExpired),
    "The channel is gone: drop it.",
);

const QUEUE_FULL: Rule = Rule::retry(
    Scope::Device,
    Some(Cause::QueueFull),
    QUEUE_S,
    "The phone has too many notifications waiting: send again in minutes, and double the wait.",
);

const SUPPRESSED: Rule = Rule::new(
    Action::Dropped,
    Scope::Channel,
    Some(Cause::Suppressed),
    "The phone does not take notifications of this kind: stop sending them over this channel.",
);

const DROPPED: Rule = Rule::new(
    Action::Dropped,
    Scope::Request,
    Some(Cause::DroppedByDevice),
    "MPNS threw the notification away.",
);

const fn by_status(status: u16) -> Rule {
    match status {
        200..=299 => {
            Rule::new(Action::Delivered, Scope::Request, None, "MPNS accepted the notification.")
        }
        400 => Rule::new(
            Action::Repair,
            Scope::Request,
            Some(Cause::BadRequest),
            "The XML or the URI is malformed: correct the request.",
        ),
        401 => Rule::new(
            Action::StopCredential,
            Scope::Credential,
            Some(Cause::WrongApp),
            "The sender may not use this channel: its service name must be the certificate's \
             common name, and its channel name a new one since there is a certificate.",
        ),
        403 => Rule::new(
            Action::StopCredential,
            Scope::Credential,
            Some(Cause::CertificateRefused),
            "MPNS refused the client certificate: tell a human.",
        ),
        405 => Rule::new(
            Action::Repair,
            Scope::Request,
            Some(Cause::MethodNotAllowed),
            "MPNS takes POST only: correct the request.",
        ),
        406 => Rule::retry(
            Scope::Channel,
            Some(Cause::QuotaExceeded),
            QUOTA_S,
            "The 500 notifications of this day are used up: try once an hour at most.",
        ),
        412 => Rule::retry(
            Scope::Device,
            Some(Cause::DeviceInactive),
            INACTIVE_S,
            "The phone is inactive: try once an hour at most, or MPNS blocks the sender.",
        ),
        402..=499 => {
            Rule::new(Action::Repair, Scope::Request, None, "The request was refused: correct it.")
        }
        500..=599 => Rule::retry(
            Scope::Connection,
            Some(Cause::Unavailable),
            UNAVAILABLE_S,
            "MPNS is busy: send again later, and double the wait each time.",
        ),
        _ => Rule::new(
            Action::Repair,
            Scope::Connection,
            None,
            "This is no status of MPNS: look at what stands between.",
        ),
    }
}
