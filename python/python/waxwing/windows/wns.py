"""WNS, the push service of Windows: from an app's secret and an intent to requests, and from
replies to what to do next.

>>> from waxwing.windows import Channel, wns
>>> note = wns.Notification.toast("Ready", "Tea & cake", launch="order=42", ttl_s=3600)
>>> note.content.decode()[:49]
'<toast launch="order=42"><visual><binding templat'
>>> channel = Channel.parse("https://db5.notify.windows.com/?token=AwYAAAB8TgU")
>>> request = note.request(channel, wns.AccessToken("EgAcAQ", expires_at=1_763_846_400_000))
>>> request.method, request.url == channel.uri, dict(request.headers)["x-wns-type"]
('POST', True, 'wns/toast')
>>> wns.Reply.parse(410, {"X-WNS-Msg-ID": "1F2E3D"}, b"").verdict().action
'drop_channel'

WNS speaks HTTP/1.1 and takes no chunked bodies.
"""

from __future__ import annotations

from .._wns import (
    AccessToken,
    Notification,
    Reply,
    ToastRemoval,
    TokenReply,
    TokenRequest,
)
from .._wns_names import (
    Activation,
    CachePolicy,
    Crop,
    DeviceStatus,
    Duration,
    Glyph,
    Kind,
    NotificationStatus,
    Placement,
    Scenario,
)
from .._wns_options import (
    Audio,
    Button,
    CachedOptions,
    HeaderOptions,
    Image,
    TileOptions,
    ToastHeaderOptions,
    ToastOptions,
)

__all__ = [
    "AccessToken",
    "Activation",
    "Audio",
    "Button",
    "CachePolicy",
    "CachedOptions",
    "Crop",
    "DeviceStatus",
    "Duration",
    "Glyph",
    "HeaderOptions",
    "Image",
    "Kind",
    "Notification",
    "NotificationStatus",
    "Placement",
    "Reply",
    "Scenario",
    "TileOptions",
    "ToastHeaderOptions",
    "ToastOptions",
    "ToastRemoval",
    "TokenReply",
    "TokenRequest",
]
