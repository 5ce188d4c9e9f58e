"""Broadcasts, and the channels they go to."""

from ._waxwing import (
    Broadcast,
    Call,
    Channel,
    ChannelId,
    Channels,
)

__all__ = [
    "Broadcast",
    "Call",
    "Channel",
    "ChannelId",
    "Channels",
]
