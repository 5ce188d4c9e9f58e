"""MPNS, the push service of Windows Phone 7 and 8: the archive of a closed service.

Microsoft stopped it on 20 February 2018; nothing answers any more. This is here for those who read
or replay what was sent, and for the old channels that databases still have. Apps of Windows since 8,
and of Windows Phone since 8.1, are reached by :mod:`waxwing.windows.wns`.

>>> from waxwing.windows import Channel, mpns
>>> note = mpns.Notification.tile("flip", count=3, title=None, within_s=450)
>>> note.headers[-1]
('x-notificationclass', '11')
>>> b'<wp:Count>3</wp:Count><wp:Title Action="Clear"/>' in note.content
True
>>> channel = Channel.parse("http://sn1.notify.live.net/throttledthirdparty/01.00/AAFRQHgii")
>>> note.request(channel).method
'POST'
>>> headers = {"X-NotificationStatus": "Received", "X-SubscriptionStatus": "Expired"}
>>> mpns.Reply.parse(200, headers, b"").verdict().action
'drop_channel'
"""

from __future__ import annotations

from .._mpns import Notification, Reply, ServiceName
from .._mpns_names import (
    DeviceStatus,
    Kind,
    NotificationStatus,
    OsLevel,
    SubscriptionStatus,
    Template,
)
from .._mpns_options import (
    HeaderOptions,
    Image,
    RawOptions,
    TileOptions,
    ToastOptions,
)

__all__ = [
    "DeviceStatus",
    "HeaderOptions",
    "Image",
    "Kind",
    "Notification",
    "NotificationStatus",
    "OsLevel",
    "RawOptions",
    "Reply",
    "ServiceName",
    "SubscriptionStatus",
    "Template",
    "TileOptions",
    "ToastOptions",
]
