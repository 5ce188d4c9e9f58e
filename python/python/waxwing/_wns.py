"""Access tokens, notifications and replies of WNS."""

from ._waxwing import wns as _core

AccessToken = _core.AccessToken
Notification = _core.Notification
Reply = _core.Reply
ToastRemoval = _core.ToastRemoval
TokenReply = _core.TokenReply
TokenRequest = _core.TokenRequest

__all__ = [
    "AccessToken",
    "Notification",
    "Reply",
    "ToastRemoval",
    "TokenReply",
    "TokenRequest",
]
