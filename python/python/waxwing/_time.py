"""Times."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Union

Time = Union[int, datetime]
"""A point in time: milliseconds since 1970, or a ``datetime`` that knows its zone."""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def to_datetime(millis: int) -> datetime:
    """The date of a time in milliseconds since 1970, in UTC.

    Every time that waxwing gives is such an integer: the dates of payloads, ``signed_at``,
    ``issued_at`` and so on.

    >>> to_datetime(1454948015990).isoformat()
    '2016-02-08T16:13:35.990000+00:00'
    """
    return _EPOCH + timedelta(milliseconds=millis)
