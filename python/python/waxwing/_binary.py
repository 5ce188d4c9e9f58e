"""Frames, error packets and feedback of the binary protocol."""

from ._waxwing import binary as _core

Decoder = _core.Decoder
ErrorPacket = _core.ErrorPacket
FeedbackDecoder = _core.FeedbackDecoder
FeedbackEntry = _core.FeedbackEntry
Notification = _core.Notification
Received = _core.Received

__all__ = [
    "Decoder",
    "ErrorPacket",
    "FeedbackDecoder",
    "FeedbackEntry",
    "Notification",
    "Received",
]
