"""Push notifications: from a key and an intent to a request, and from a reply to what to do.

>>> from waxwing import apns
>>> note = apns.Notification.alert("com.example.app", title="Ready", body="Your order is here")
>>> push = note.prepare("sandbox")
>>> device = apns.DeviceToken.from_hex("00fc13adff785122b4ad28809a342098")
>>> push.request(device).url
'https://api.sandbox.push.apple.com/3/device/00fc13adff785122b4ad28809a342098'
>>> reply = apns.Reply.parse(400, {}, b'{"reason":"BadDeviceToken"}')
>>> reply.verdict().action
'repair_pairing'

Times are milliseconds since 1970, or aware ``datetime`` objects where one is taken; what APNs
counts in seconds says so. Enumerations are plain values; the classes of constants name those that
are known today.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Optional, Sequence

from ._waxwing import (
    DeviceToken,
    Endpoint,
    Notification,
    Prepared,
    ProviderKey,
    ProviderToken,
    Reply,
    Request,
    TokenPolicy,
    Verdict,
)

__all__ = [
    "Action",
    "Alert",
    "DeviceToken",
    "Endpoint",
    "Environment",
    "InterruptionLevel",
    "Notification",
    "Prepared",
    "Priority",
    "ProviderKey",
    "ProviderToken",
    "PushType",
    "Reason",
    "Reply",
    "Request",
    "Scope",
    "Sound",
    "TokenPolicy",
    "Verdict",
]


@dataclass(frozen=True)
class Alert:
    """What the user reads (Apple: Generating a remote notification).

    A text that has a ``loc_key`` variant is replaced by it on the device. A ``str`` in place of
    an alert is its body, written without the object around it.

    >>> alert = Alert("Ready", "Your order is here", subtitle="Shop 7")
    >>> Notification.alert("com.example.app", alert).payload
    '{"aps":{"alert":{"title":"Ready","subtitle":"Shop 7","body":"Your order is here"}}}'
    """

    title: Optional[str] = None
    """The title."""

    body: Optional[str] = None
    """The text itself."""

    subtitle: Optional[str] = None
    """The line below the title."""

    launch_image: Optional[str] = None
    """The file shown while the app starts."""

    title_loc_key: Optional[str] = None
    """The key of a localized title in the app."""

    title_loc_args: Optional[Sequence[str]] = None
    """What fills the placeholders of the localized title."""

    subtitle_loc_key: Optional[str] = None
    """The key of a localized subtitle in the app."""

    subtitle_loc_args: Optional[Sequence[str]] = None
    """What fills the placeholders of the localized subtitle."""

    loc_key: Optional[str] = None
    """The key of a localized body in the app."""

    loc_args: Optional[Sequence[str]] = None
    """What fills the placeholders of the localized body."""


@dataclass(frozen=True)
class Sound:
    """What the user hears, with more than a name (Apple: Generating a remote notification).

    >>> siren = Sound("siren.aiff", critical=True, volume=0.5)
    >>> Notification.alert("com.example.app", "Fire", sound=siren).payload
    '{"aps":{"alert":"Fire","sound":{"critical":1,"name":"siren.aiff","volume":0.5}}}'
    """

    name: Optional[str] = None
    """A file in the app, or ``default``."""

    critical: bool = False
    """Breaks through silence and focus; the app needs an entitlement of Apple's for it."""

    volume: Optional[float] = None
    """From 0, silent, to 1, full."""


class Action:
    """What to do about a reply."""

    CHECK_CLOCK: Final = "check_clock"
    """Set the machine's clock: a token that is not old here is called expired."""

    DELIVERED: Final = "delivered"
    """Nothing: APNs accepted the notification. Whether the device got it, nobody says."""

    DROP_CHANNEL: Final = "drop_channel"
    """Forget the broadcast channel, or create another."""

    DROP_DEVICE: Final = "drop_device"
    """Stop using the device token for this topic."""

    KEEP_DEVICE: Final = "keep_device"
    """Keep the device token: the app registered it again after APNs had given it up."""

    REFRESH_TOKEN: Final = "refresh_token"
    """Make a new provider token and send once more, on a new connection."""

    REPAIR: Final = "repair"
    """Correct the request; it will be refused for ever as it is."""

    REPAIR_PAIRING: Final = "repair_pairing"
    """Bring device token, topic and environment together that belong together."""

    RETRY: Final = "retry"
    """Send the same request again, after the wait that the verdict gives."""

    STOP_CREDENTIAL: Final = "stop_credential"
    """Stop using this key or certificate and tell a human."""


class Environment:
    """Apple's two worlds: a device token belongs to exactly one."""

    PRODUCTION: Final = "production"
    """TestFlight and the App Store."""

    SANDBOX: Final = "sandbox"
    """Builds made for development."""


class InterruptionLevel:
    """How strongly a notification may interrupt."""

    PASSIVE: Final = "passive"
    """Listed, without lighting the screen or playing a sound."""

    ACTIVE: Final = "active"
    """Shown at once; what the system assumes."""

    TIME_SENSITIVE: Final = "time-sensitive"
    """Shown at once, through most of Focus."""

    CRITICAL: Final = "critical"
    """Shown at once, with sound even when silenced. Needs an entitlement of Apple's."""


class Priority:
    """How urgent a notification is."""

    IMMEDIATE: Final = 10
    """At once; what APNs assumes."""

    POWER_AWARE: Final = 5
    """When it suits the device's power."""

    NEVER_WAKE: Final = 1
    """Never waking the device."""


class PushType:
    """What kind of push a notification is."""

    ALERT: Final = "alert"
    BACKGROUND: Final = "background"
    COMPLICATION: Final = "complication"
    CONTROLS: Final = "controls"
    FILE_PROVIDER: Final = "fileprovider"
    LIVE_ACTIVITY: Final = "liveactivity"
    LOCATION: Final = "location"
    MDM: Final = "mdm"
    PUSH_TO_TALK: Final = "pushtotalk"
    VOIP: Final = "voip"
    WIDGETS: Final = "widgets"


class Reason:
    """Why APNs refuses a request, as far as known. A verdict says what each means."""

    BAD_COLLAPSE_ID: Final = "BadCollapseId"
    BAD_DEVICE_TOKEN: Final = "BadDeviceToken"
    BAD_EXPIRATION_DATE: Final = "BadExpirationDate"
    BAD_MESSAGE_ID: Final = "BadMessageId"
    BAD_PRIORITY: Final = "BadPriority"
    BAD_TOPIC: Final = "BadTopic"
    DEVICE_TOKEN_NOT_FOR_TOPIC: Final = "DeviceTokenNotForTopic"
    DUPLICATE_HEADERS: Final = "DuplicateHeaders"
    IDLE_TIMEOUT: Final = "IdleTimeout"
    INVALID_PUSH_TYPE: Final = "InvalidPushType"
    MISSING_DEVICE_TOKEN: Final = "MissingDeviceToken"
    MISSING_TOPIC: Final = "MissingTopic"
    PAYLOAD_EMPTY: Final = "PayloadEmpty"
    TOPIC_DISALLOWED: Final = "TopicDisallowed"
    FEATURE_NOT_ENABLED: Final = "FeatureNotEnabled"
    MISSING_CHANNEL_ID: Final = "MissingChannelId"
    BAD_CHANNEL_ID: Final = "BadChannelId"
    CHANNEL_NOT_REGISTERED: Final = "ChannelNotRegistered"
    BAD_REQUEST_PARAMS: Final = "BadRequestParams"
    BAD_REQUEST_PAYLOAD: Final = "BadRequestPayload"
    MISSING_PUSH_TYPE: Final = "MissingPushType"
    CANNOT_CREATE_CHANNEL_CONFIG: Final = "CannotCreateChannelConfig"
    MISSING_CHANNEL_QUEUE_SIZE: Final = "MissingChannelQueueSize"
    BAD_CERTIFICATE: Final = "BadCertificate"
    BAD_CERTIFICATE_ENVIRONMENT: Final = "BadCertificateEnvironment"
    EXPIRED_PROVIDER_TOKEN: Final = "ExpiredProviderToken"
    FORBIDDEN: Final = "Forbidden"
    INVALID_PROVIDER_TOKEN: Final = "InvalidProviderToken"
    MISSING_PROVIDER_TOKEN: Final = "MissingProviderToken"
    UNRELATED_KEY_ID_IN_TOKEN: Final = "UnrelatedKeyIdInToken"
    BAD_ENVIRONMENT_KEY_ID_IN_TOKEN: Final = "BadEnvironmentKeyIdInToken"
    BAD_ENVIRONMENT_KEY_IN_TOKEN: Final = "BadEnvironmentKeyInToken"
    TOPIC_MISMATCH: Final = "TopicMismatch"
    BAD_PATH: Final = "BadPath"
    METHOD_NOT_ALLOWED: Final = "MethodNotAllowed"
    EXPIRED_TOKEN: Final = "ExpiredToken"
    UNREGISTERED: Final = "Unregistered"
    PAYLOAD_TOO_LARGE: Final = "PayloadTooLarge"
    TOO_MANY_PROVIDER_TOKEN_UPDATES: Final = "TooManyProviderTokenUpdates"
    TOO_MANY_REQUESTS: Final = "TooManyRequests"
    INTERNAL_SERVER_ERROR: Final = "InternalServerError"
    SERVICE_UNAVAILABLE: Final = "ServiceUnavailable"
    SHUTDOWN: Final = "Shutdown"
    BAD_TTL: Final = "BadTtl"
    BAD_URGENCY: Final = "BadUrgency"
    BAD_WEB_PUSH_REQUEST: Final = "BadWebPushRequest"
    BAD_WEB_PUSH_TOPIC: Final = "BadWebPushTopic"
    VAPID_PK_HASH_MISMATCH: Final = "VapidPkHashMismatch"
    BAD_AUTHORIZATION_HEADER: Final = "BadAuthorizationHeader"
    BAD_JWT_TOKEN: Final = "BadJwtToken"
    BAD_VAPID_PUBLIC_KEY: Final = "BadVapidPublicKey"


class Scope:
    """What a verdict is about, and so what else it holds for."""

    CHANNEL: Final = "channel"
    """A broadcast channel."""

    CONNECTION: Final = "connection"
    """Everything on this connection."""

    CREDENTIAL: Final = "credential"
    """Everything with this key or certificate."""

    DEVICE: Final = "device"
    """Everything to this device."""

    REQUEST: Final = "request"
    """This request alone."""

    TOPIC: Final = "topic"
    """Everything for this topic."""
