"""Channels of Windows, and what to do about replies."""

from ._waxwing import windows as _core

Channel = _core.Channel
Verdict = _core.Verdict

__all__ = ["Channel", "Verdict"]
