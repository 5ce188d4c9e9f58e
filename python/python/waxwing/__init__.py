"""Everything between a server and Apple's push and billing services except the socket.

``waxwing.apns`` turns intent into requests and replies into what to do next.
``waxwing.app_store`` turns what Apple signed into typed facts, or says exactly why not.
``waxwing.credentials`` opens key and certificate files. ``waxwing.windows`` pushes to Windows.
Nothing here opens a connection, stores or waits.

>>> from waxwing import apns
>>> note = apns.Notification.alert("com.example.app", "Your order is here", badge=1)
>>> note.payload
'{"aps":{"alert":"Your order is here","badge":1}}'
"""

from . import apns, app_store, credentials, windows
from ._errors import (
    ErrorCode,
    InputError,
    InternalError,
    LimitError,
    MalformedError,
    UntrustedError,
    WaxwingError,
)
from ._time import to_datetime
from ._waxwing import __version__

__all__ = [
    "ErrorCode",
    "InputError",
    "InternalError",
    "LimitError",
    "MalformedError",
    "UntrustedError",
    "WaxwingError",
    "__version__",
    "apns",
    "app_store",
    "credentials",
    "to_datetime",
    "windows",
]
