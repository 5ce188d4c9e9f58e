"""Push to Windows: an app gives its server a channel, and which service stands behind it follows
from the URI alone. :mod:`waxwing.windows.wns` is the push service of Windows,
:mod:`waxwing.windows.mpns` the archive of the one of Windows Phone.

>>> from waxwing import windows
>>> channel = windows.Channel.parse("https://db5.notify.windows.com/?token=AwYAAAB%2fkQ%3d%3d")
>>> channel.kind, channel.host
('wns', 'db5.notify.windows.com')
"""

from __future__ import annotations

from .._names import Action, Scope
from .._request import Request
from .._windows import Channel, Verdict
from .._windows_names import Cause, ChannelKind
from . import mpns, wns

__all__ = [
    "Action",
    "Cause",
    "Channel",
    "ChannelKind",
    "Request",
    "Scope",
    "Verdict",
    "mpns",
    "wns",
]
