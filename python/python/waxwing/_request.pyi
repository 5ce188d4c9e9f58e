"""Requests, replies, and what to do about them."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, final

from typing_extensions import Self

from ._channels import Channel, ChannelId
from ._credentials import ProviderToken
from ._time import Time

__all__ = [
    "DeviceToken",
    "Endpoint",
    "Prepared",
    "Reply",
    "Request",
    "Requests",
    "Verdict",
]

@final
class DeviceToken:
    """The name that APNs gave one app (or activity, or widget) on one device."""

    @classmethod
    def from_hex(cls, hex: str, /) -> Self:
        """From hexadecimal digits of either case; kept and sent in lower case.

        Raises :class:`waxwing.InputError` with ``invalid_device_token``, which never repeats it.
        """

    @classmethod
    def from_bytes(cls, value: bytes, /) -> Self:
        """From the bytes that the app received."""

    @property
    def hex(self) -> str:
        """The token as lower-case hexadecimal digits."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...

@final
class Endpoint:
    """Where requests go, other than to port 443 of Apple's hosts.

    Apple answers on port 2197 as well, for firewalls that keep 443 for other things.
    """

    def __new__(cls, environment: str, /, *, port: int = 443) -> Self: ...
    @classmethod
    def from_authority(cls, authority: str, /) -> Self:
        """Another host than Apple's: ``host`` or ``host:port``, for tests and proxies."""

    @classmethod
    def channel_management(cls, environment: str, /) -> Self:
        """Apple's host and port for managing broadcast channels."""

    @property
    def authority(self) -> str:
        """Host and port."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...

@final
class Prepared:
    """A notification made ready for one endpoint; each device costs one path more."""

    def request(self, device: DeviceToken, token: ProviderToken | None = None, /) -> Request:
        """The request for one device. Without a token, for connections with a client
        certificate."""

    def requests(
        self, devices: Iterable[DeviceToken], token: ProviderToken | None = None, /
    ) -> Requests:
        """The requests for many devices, one at a time and in their order, at the least cost for
        each."""

    @property
    def method(self) -> Literal["POST"]:
        """The method."""

    @property
    def authority(self) -> str:
        """Host and port."""

    def path(self, device: DeviceToken, /) -> str:
        """The path for a device."""

    def url(self, device: DeviceToken, /) -> str:
        """The URL for a device."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers without ``authorization``, which comes before them."""

    @property
    def content(self) -> bytes:
        """The body."""

@final
class Requests:
    """The requests for many devices: all share headers and body."""

    def __iter__(self) -> Self: ...
    def __next__(self) -> Request: ...

@final
class Request:
    """Everything that an HTTP/2 client needs, as plain data.

    It is not shown in full: the URL holds a device token, the headers a provider token.
    """

    @property
    def method(self) -> Literal["DELETE", "GET", "POST"]:
        """The method."""

    @property
    def url(self) -> str:
        """The URL."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers, in the order to send them in: a new list each time."""

    @property
    def content(self) -> bytes:
        """The body."""

@final
class Reply:
    """What APNs answered, or whatever stood in its place: a refusal is data, and every body is
    accepted."""

    @classmethod
    def parse(
        cls,
        status: int,
        headers: Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]],
        body: bytes,
        /,
    ) -> Self:
        """From status, headers and body of a response."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def is_success(self) -> bool:
        """Whether APNs accepted the notification, which does not mean that it was delivered."""

    @property
    def apns_id(self) -> str | None:
        """The id of the notification, as received: in upper case when APNs made it."""

    @property
    def apns_unique_id(self) -> str | None:
        """The id in the delivery log of Apple's Push Notifications Console; sandbox only."""

    @property
    def reason(self) -> str | None:
        """Why it was refused: one of :class:`waxwing.apns.Reason`, or a text unknown there."""

    @property
    def reason_text(self) -> str | None:
        """The reason as it was received."""

    @property
    def reason_is_known(self) -> bool:
        """Whether there is a reason that this version knows."""

    @property
    def timestamp(self) -> int | None:
        """With status 410: when APNs established that the device token was no longer valid."""

    @property
    def retry_after_s(self) -> int | None:
        """How many seconds the server asks to wait."""

    @property
    def apns_request_id(self) -> str | None:
        """The id of a broadcast or of a call about channels, as received."""

    @property
    def apns_channel_id(self) -> str | None:
        """The id of the channel that was created, as received."""

    def channel(self) -> Channel:
        """What a channel stores: the answer to :meth:`Channels.read`.

        Raises :class:`waxwing.InputError` for a refusal, and :class:`waxwing.MalformedError` for
        another body.
        """

    def channel_ids(self) -> list[ChannelId]:
        """The ids of all channels: the answer to :meth:`Channels.list`. Raises as
        :meth:`channel`."""

    @property
    def body(self) -> bytes:
        """The body as received: at most its first 64 KiB, of a success its first MiB."""

    def verdict(
        self,
        registered_at: Time | None = None,
        /,
        *,
        sent_at: Time | None = None,
        token_issued_at: Time | None = None,
    ) -> Verdict:
        """What to do about this reply.

        All that is known about the request makes it more exact: when the app last registered the
        device token, when the request was sent, when its provider token was issued.
        """

@final
class Verdict:
    """What to do about a reply, to what, and when."""

    @property
    def action(self) -> str:
        """What to do: one of :class:`waxwing.apns.Action`."""

    @property
    def scope(self) -> str:
        """What it holds for: one of :class:`waxwing.apns.Scope`."""

    @property
    def retry_after_s(self) -> int | None:
        """How many seconds to wait before sending again; none when it is not to be sent again as
        it is."""

    @property
    def new_connection(self) -> bool:
        """Whether to send nothing more on this connection, and the next request on a new one."""

    @property
    def reason(self) -> str | None:
        """Why, in Apple's words."""

    @property
    def since(self) -> int | None:
        """Since when the device token is known to be invalid, if the reply says so."""

    @property
    def advice(self) -> str:
        """What to do, in a sentence for people."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
