"""Channels of Windows."""

from ._waxwing import windows as _core

Channel = _core.Channel

__all__ = ["Channel"]
