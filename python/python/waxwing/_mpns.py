"""Notifications and replies of MPNS."""

from ._waxwing import mpns as _core

Notification = _core.Notification
Reply = _core.Reply
ServiceName = _core.ServiceName

__all__ = ["Notification", "Reply", "ServiceName"]
