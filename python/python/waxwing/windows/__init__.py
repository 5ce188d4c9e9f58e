"""Push to Windows: an app gives its server a channel, and which service stands behind it follows
from the URI alone.

>>> from waxwing import windows
>>> channel = windows.Channel.parse("https://db5.notify.windows.com/?token=AwYAAAB%2fkQ%3d%3d")
>>> channel.kind, channel.host
('wns', 'db5.notify.windows.com')
"""

from __future__ import annotations

from .._windows import Channel
from .._windows_names import ChannelKind

__all__ = ["Channel", "ChannelKind"]
