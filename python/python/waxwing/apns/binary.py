"""The binary protocol of APNs that Apple turned off on 31 March 2021: for archives, recordings and
migrations. Nothing listens to it any more.

>>> from waxwing import apns
>>> from waxwing.apns import binary
>>> device = apns.DeviceToken.from_bytes(b"\\xaa" * 32)
>>> note = binary.Notification(device, '{"aps":{"alert":"Ready"}}', identifier=1, priority=10)
>>> data = note.to_bytes("modern")
>>> decoder = binary.Decoder()
>>> decoder.feed(data[:30]), decoder.needed
([], 49)
>>> (received,) = decoder.feed(data[30:])
>>> received.notification == note
True
>>> note.to_notification("alert", "com.example.app").priority
10
>>> binary.ErrorPacket.from_bytes(b"\\x08\\x08\\0\\0\\0\\x01")
<ErrorPacket invalid_token about 1>

What was, and what replaces it:

* the gateways at port 2195: HTTP/2, see :class:`waxwing.apns.Endpoint`; the same certificates work
  there;
* frames (:class:`Frame`, :class:`Notification`): a request for each device, see
  :class:`waxwing.apns.Prepared`; :meth:`Notification.to_notification` leads there;
* success by silence: a :class:`waxwing.apns.Reply` to each request;
* error packets (:class:`ErrorPacket`), and all notifications behind the refused one lost: a
  :class:`waxwing.apns.Reason` for that request alone;
* the feedback service at port 2196 (:class:`FeedbackEntry`): status 410 with the time since when, see
  ``waxwing.apns.Action.DROP_DEVICE``;
* payloads of 256, later 2048 bytes: 4096 bytes, 5120 for VoIP.
"""

from __future__ import annotations

from .._binary import (
    Decoder,
    ErrorPacket,
    FeedbackDecoder,
    FeedbackEntry,
    Notification,
    Received,
)
from .._binary_names import Frame, Status

__all__ = [
    "Decoder",
    "ErrorPacket",
    "FeedbackDecoder",
    "FeedbackEntry",
    "Frame",
    "Notification",
    "Received",
    "Status",
]
