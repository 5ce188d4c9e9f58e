"""Cases about push to Windows."""

from __future__ import annotations

import copy
import pickle
from typing import Any

from vectors import Case

from waxwing import windows


def channel_uri(case: Case) -> dict[str, Any]:
    uri = case.input("uri")
    assert isinstance(uri, str)
    channel = windows.Channel.parse(uri)
    assert copy.copy(channel) == pickle.loads(pickle.dumps(channel)) == channel
    assert channel.uri.partition("://")[2].removeprefix(channel.host) not in repr(channel)
    return {"kind": channel.kind, "host": channel.host, "uri": channel.uri}


RUNNERS = {"channel_uri": channel_uri}
