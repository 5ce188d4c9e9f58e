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

:mod:`waxwing.apns.binary` is the archive of the protocol before HTTP/2.
"""

from __future__ import annotations

from .._channels import (
    Broadcast,
    Call,
    Channel,
    ChannelId,
    Channels,
)
from .._credentials import (
    CertificateScope,
    KeyRing,
    KeyScope,
    ProviderKey,
    ProviderToken,
    TokenPolicy,
)
from .._names import (
    Action,
    ActivityEvent,
    Because,
    Environment,
    Fate,
    HeaderStability,
    InterruptionLevel,
    LintCode,
    NextAction,
    Priority,
    PushAuth,
    PushType,
    Reason,
    Scope,
    StoragePolicy,
)
from .._notification import (
    Cut,
    Lint,
    Notification,
    PushTypeRules,
    header_stability,
    lint_request,
)
from .._options import (
    ActivityOptions,
    Alert,
    BroadcastOptions,
    CustomOptions,
    HeaderOptions,
    Localized,
    NotificationOptions,
    PartOptions,
    Sound,
)
from .._request import (
    DeviceToken,
    Endpoint,
    Prepared,
    Reply,
    Request,
    Requests,
    Verdict,
)
from .._session import (
    Backoff,
    GoAway,
    Next,
    Outcome,
    Session,
    SessionPolicy,
)
from . import binary

__all__ = [
    "Action",
    "ActivityEvent",
    "ActivityOptions",
    "Alert",
    "Backoff",
    "Because",
    "Broadcast",
    "BroadcastOptions",
    "Call",
    "CertificateScope",
    "Channel",
    "ChannelId",
    "Channels",
    "CustomOptions",
    "Cut",
    "DeviceToken",
    "Endpoint",
    "Environment",
    "Fate",
    "GoAway",
    "HeaderOptions",
    "HeaderStability",
    "InterruptionLevel",
    "KeyRing",
    "KeyScope",
    "Lint",
    "LintCode",
    "Localized",
    "Next",
    "NextAction",
    "Notification",
    "NotificationOptions",
    "Outcome",
    "PartOptions",
    "Prepared",
    "Priority",
    "ProviderKey",
    "ProviderToken",
    "PushAuth",
    "PushType",
    "PushTypeRules",
    "Reason",
    "Reply",
    "Request",
    "Requests",
    "Scope",
    "Session",
    "SessionPolicy",
    "Sound",
    "StoragePolicy",
    "TokenPolicy",
    "Verdict",
    "binary",
    "header_stability",
    "lint_request",
]
