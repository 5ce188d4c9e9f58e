"""Access tokens, notifications and replies of WNS."""

from collections.abc import Iterable, Mapping
from typing import Any, final

from typing_extensions import Self, Unpack

from ._options import Json
from ._request import Request
from ._time import Time
from ._windows import Channel, Verdict
from ._wns_options import (
    CachedOptions,
    TileOptions,
    ToastHeaderOptions,
    ToastOptions,
)

__all__ = [
    "AccessToken",
    "Notification",
    "Reply",
    "ToastRemoval",
    "TokenReply",
    "TokenRequest",
]

@final
class TokenRequest:
    """A request for the access token of one app. The secret is not shown.

    The two systems are not interchangeable; how the app was made decides. Apps that Partner Center
    knows by a package SID use :meth:`legacy`, those of the Windows App SDK :meth:`entra`. Each
    raises :class:`waxwing.InputError` with ``invalid_input``.
    """

    @classmethod
    def legacy(cls, package_sid: str, secret: str, /) -> Self:
        """For an app with a package SID, ``ms-app://s-1-15-2-…``, and the secret that the store
        shows beside it."""

    @classmethod
    def phone(cls, package_sid: str, secret: str, /) -> Self:
        """The same for an app of Windows Phone 8.1 that asks for the older scope."""

    @classmethod
    def entra(cls, tenant: str, client_id: str, secret: str, /) -> Self:
        """For an app with a registration in Entra ID: the tenant's id or domain, the application
        (client) id, and a secret of the registration."""

    @property
    def url(self) -> str:
        """Where it goes."""

    def request(self) -> Request:
        """Everything that an HTTP client needs. The body holds the secret."""

@final
class TokenReply:
    """The reply to a :class:`TokenRequest`: a token, or a verdict. A refusal is data."""

    @classmethod
    def parse(
        cls,
        status: int,
        headers: Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]],
        body: bytes,
        /,
        *,
        now: Time | None = None,
    ) -> Self:
        """From status, headers and body of a response, whatever they are, and the time when they
        came, from which the token's life is counted."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def token(self) -> AccessToken | None:
        """The token, if it was granted."""

    @property
    def error(self) -> str | None:
        """Why not, as OAuth names it, such as ``invalid_client``."""

    @property
    def error_description(self) -> str | None:
        """Why not, in the server's words, on one line."""

    @property
    def retry_after_s(self) -> int | None:
        """How many seconds the server asks to wait."""

    def verdict(self) -> Verdict | None:
        """What to do, unless there is a token."""

@final
class AccessToken:
    """What lets a server send to one app, for a day or so. It is a secret, not shown, and cannot be
    pickled: pass :attr:`token` and :attr:`expires_at` where they may go.

    Raises :class:`waxwing.InputError` with ``invalid_header_value`` unless the token is visible
    ASCII.
    """

    def __new__(cls, token: str, /, *, expires_at: Time) -> Self: ...
    @property
    def token(self) -> str:
        """The token itself."""

    @property
    def authorization(self) -> str:
        """The value of the header ``authorization``: ``Bearer`` and the token."""

    @property
    def expires_at(self) -> int:
        """When it expires, as far as its reply said, in milliseconds."""

    @property
    def refresh_at(self) -> int:
        """When to fetch another: five minutes before it expires; at half of its life if it lives
        for less than ten."""

    def is_fresh(self, now: Time | None = None, /) -> bool:
        """Whether it need not be replaced yet."""

@final
class Notification:
    """A notification whose headers and body have passed every rule; the same for every device.

    The class methods are the beginnings for each kind. Options are keywords:
    :class:`waxwing.windows.wns.ToastOptions` and its kind list them, and ``None`` unsets one. Each
    raises :class:`waxwing.InputError` with ``invalid_input``, ``invalid_notification``,
    ``invalid_xml`` or ``invalid_header_value``, or :class:`waxwing.LimitError` with
    ``notification_too_large`` for more than 5000 bytes.
    """

    @classmethod
    def from_options(cls, options: Mapping[str, Json], /) -> Self:
        """From a document of options, as it may come from JSON, in snake_case or camelCase:
        ``type``, which is one of :class:`waxwing.windows.wns.Kind`; its contents in ``toast``,
        ``badge``, ``xml``, ``raw`` or ``raw_b64``; and any of the others."""

    @classmethod
    def toast(cls, *texts: str, **options: Unpack[ToastOptions]) -> Self:
        """What the user reads at once: one to three texts, of which the first one is the title.
        They are escaped, and lose the characters that XML forbids."""

    @classmethod
    def toast_xml(cls, xml: str, /, **options: Unpack[ToastHeaderOptions]) -> Self:
        """A toast of XML with the root element ``toast``."""

    @classmethod
    def tile_xml(cls, xml: str, /, **options: Unpack[TileOptions]) -> Self:
        """A tile of XML with the root element ``tile``."""

    @classmethod
    def badge(cls, badge: int | str, /, **options: Unpack[CachedOptions]) -> Self:
        """A number from 1 to 99, 0 for none, or one of :class:`waxwing.windows.wns.Glyph`."""

    @classmethod
    def badge_xml(cls, xml: str, /, **options: Unpack[CachedOptions]) -> Self:
        """A badge of XML with the root element ``badge``."""

    @classmethod
    def raw(cls, content: str | bytes, /, **options: Unpack[CachedOptions]) -> Self:
        """Bytes or a text for the app: for those of the Windows App SDK the usual kind."""

    @property
    def kind(self) -> str:
        """What it is: one of :class:`waxwing.windows.wns.Kind`."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers in the order they are sent, without ``authorization``."""

    @property
    def content(self) -> bytes:
        """The body, exactly as it is sent."""

    def request(self, channel: Channel, token: AccessToken, /) -> Request:
        """The request over one channel, for a client that speaks HTTP/1.1 and sends the length of
        the body.

        Raises :class:`waxwing.InputError` with ``wrong_channel`` unless it is one of WNS.
        """

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]: ...

@final
class ToastRemoval:
    """Takes toasts out of the notification center of a phone: with ``tag`` the one of this tag,
    with ``group`` all of the group, with both the one in the group, or with ``all``.

    Raises :class:`waxwing.InputError` with ``invalid_input`` or ``invalid_header_value``.
    """

    def __new__(
        cls, *, tag: str | None = None, group: str | None = None, all: bool = False
    ) -> Self: ...
    @classmethod
    def from_options(cls, options: Mapping[str, Json], /) -> Self:
        """From a document of options, as it may come from JSON."""

    def request(self, channel: Channel, token: AccessToken, /) -> Request:
        """The request over one channel, without a body.

        Raises :class:`waxwing.InputError` with ``wrong_channel`` unless it is one of WNS.
        """

@final
class Reply:
    """A reply of WNS, or of whatever stood in its place: a refusal is data."""

    @classmethod
    def parse(
        cls,
        status: int,
        headers: Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]],
        body: bytes,
        /,
        *,
        reason_phrase: str | None = None,
    ) -> Self:
        """From status, headers and body of a response, whatever they are. The reason phrase of the
        status line tells the two kinds of 410 apart where nothing else does."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def is_success(self) -> bool:
        """Whether WNS accepted the notification and did not throw it away."""

    @property
    def notification_status(self) -> str | None:
        """What WNS made of the notification: one of
        :class:`waxwing.windows.wns.NotificationStatus`, or another word."""

    @property
    def device_status(self) -> str | None:
        """The state of the device's connection, if it was asked for: one of
        :class:`waxwing.windows.wns.DeviceStatus`, or another word."""

    @property
    def error_description(self) -> str | None:
        """What is wrong, in the service's words, on one line."""

    @property
    def msg_id(self) -> str | None:
        """By which Microsoft finds the notification again."""

    @property
    def debug_trace(self) -> str | None:
        """By which Microsoft finds an error again."""

    @property
    def ms_cv(self) -> str | None:
        """The correlation vector."""

    @property
    def www_authenticate(self) -> str | None:
        """With status 401: why the token was refused."""

    @property
    def retry_after_s(self) -> int | None:
        """How many seconds the service asks to wait."""

    def verdict(self) -> Verdict:
        """What to do about this reply."""
