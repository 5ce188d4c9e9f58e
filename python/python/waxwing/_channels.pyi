"""Broadcasts, and the channels they go to."""

from collections.abc import Mapping
from typing import Any, Literal, final

from typing_extensions import Self, Unpack

from ._credentials import ProviderToken
from ._notification import Cut, Lint
from ._options import BroadcastOptions, Json
from ._request import Endpoint, Request

__all__ = [
    "Broadcast",
    "Call",
    "Channel",
    "ChannelId",
    "Channels",
]

@final
class ChannelId:
    """The id of a broadcast channel: base64, made by APNs when the channel is created.

    It belongs to one app in one environment. Wherever one is taken, its text will do. Raises
    :class:`waxwing.InputError` with ``invalid_header_value`` about ``apns-channel-id``.
    """

    def __new__(cls, value: str, /) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: ChannelId, /) -> bool: ...
    def __le__(self, other: ChannelId, /) -> bool: ...
    def __gt__(self, other: ChannelId, /) -> bool: ...
    def __ge__(self, other: ChannelId, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class Channel:
    """What APNs says of a channel that was read."""

    @property
    def storage_policy(self) -> str | None:
        """What it stores: one of :class:`waxwing.apns.StoragePolicy`, if this version knows the
        number."""

    @property
    def storage_policy_number(self) -> int:
        """The number as received."""

    @property
    def push_type(self) -> str | None:
        """What is published there, if this version knows the push type."""

    @property
    def push_type_text(self) -> str:
        """The push type as received: APNs writes ``LiveActivity`` here."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Broadcast:
    """A push to every device whose Live Activity follows a channel.

    It updates or ends Live Activities. ``topic`` is the bundle id alone. ``priority`` and
    ``expiration`` are needed, the latter 0 for a channel that stores nothing. The payload has at
    most 5120 bytes. :class:`waxwing.apns.BroadcastOptions` lists the options. Raises
    :class:`waxwing.InputError` or :class:`waxwing.LimitError`.
    """

    def __new__(
        cls, channel: str | ChannelId, topic: str, /, **options: Unpack[BroadcastOptions]
    ) -> Self: ...
    @classmethod
    def from_options(cls, channel: str | ChannelId, options: Mapping[str, Json], /) -> Self:
        """From a document of options with ``push_type`` and ``topic``, as it may come from
        JSON."""

    def prepare(self, endpoint: str | Endpoint, /) -> Call:
        """The request to ``"production"``, ``"sandbox"`` or another endpoint: where pushes to
        devices go, not where channels are managed."""

    @property
    def priority(self) -> int:
        """Its priority."""

    @property
    def expiration(self) -> int:
        """Its expiration in seconds. Do not send it again after that."""

    @property
    def payload(self) -> str:
        """Its payload, exactly as it is sent."""

    @property
    def cut(self) -> Cut | None:
        """What was cut off to make it fit, if the option ``fit`` allowed it and it was
        necessary. A pickled broadcast forgets it."""

    @property
    def lints(self) -> tuple[Lint, ...]:
        """What APNs accepts and rarely is meant."""

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Any]]: ...

@final
class Call:
    """A request without a device: broadcasts and the management of channels make them."""

    def request(self, token: ProviderToken | None = None, /) -> Request:
        """The request. Without a token, for connections with a client certificate."""

    def request_id(self, uuid: str, /) -> Call:
        """The same with this UUID, which APNs repeats in its reply. Without it, APNs makes
        one."""

    @property
    def method(self) -> Literal["DELETE", "GET", "POST"]:
        """The method."""

    @property
    def url(self) -> str:
        """The URL."""

    @property
    def authority(self) -> str:
        """Host and port."""

    @property
    def path(self) -> str:
        """The path."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers without ``authorization``, which comes before them: a new list each
        time."""

    @property
    def content(self) -> bytes:
        """The body; empty for ``GET`` and ``DELETE``."""

@final
class Channels:
    """The requests that manage an app's broadcast channels: up to 10,000 of them in each
    environment.

    ``endpoint`` is ``"production"`` or ``"sandbox"``, for hosts and ports that Apple has for this
    alone, or another :class:`Endpoint`. They need a connection of their own.
    """

    def __new__(cls, bundle_id: str, endpoint: str | Endpoint, /) -> Self: ...
    @property
    def bundle_id(self) -> str:
        """The bundle id."""

    @property
    def authority(self) -> str:
        """Host and port."""

    def create(self, storage_policy: str, /) -> Call:
        """Creates a channel: see :class:`waxwing.apns.StoragePolicy`. APNs answers 201 with its
        id (:attr:`Reply.apns_channel_id`)."""

    def read(self, channel: str | ChannelId, /) -> Call:
        """Reads what a channel stores (:meth:`Reply.channel`)."""

    def delete(self, channel: str | ChannelId, /) -> Call:
        """Deletes a channel for ever. APNs answers 204."""

    def list(self) -> Call:
        """Lists the ids of all channels (:meth:`Reply.channel_ids`)."""

    def __getnewargs__(self) -> tuple[str, Endpoint]: ...
