"""Frames, error packets and feedback of the binary protocol."""

from typing import Any, final

from typing_extensions import Self, Unpack

from ._notification import Notification as Push
from ._options import HeaderOptions
from ._request import DeviceToken
from ._time import Time

__all__ = [
    "Decoder",
    "ErrorPacket",
    "FeedbackDecoder",
    "FeedbackEntry",
    "Notification",
    "Received",
]

@final
class Notification:
    """A notification of the binary protocol. It takes anything; what does not fit the protocol is
    refused by :meth:`to_bytes`, so that what was received can be held as it was."""

    def __new__(
        cls,
        device: DeviceToken,
        payload: str | bytes,
        /,
        *,
        identifier: int | None = None,
        expiry_s: int | None = None,
        priority: int | None = None,
    ) -> Self: ...
    @property
    def device(self) -> DeviceToken:
        """The device."""

    @property
    def payload(self) -> bytes:
        """The payload, which is JSON but not looked at."""

    @property
    def identifier(self) -> int | None:
        """The sender's number, which an error packet would repeat."""

    @property
    def expiry_s(self) -> int | None:
        """Until when APNs would store it, in seconds since 1970; 0 is not at all."""

    @property
    def priority(self) -> int | None:
        """The priority: 10 at once, 5 when it suits the device's power."""

    def to_bytes(self, frame: str, /) -> bytes:
        """The bytes of one frame: of one of :class:`waxwing.apns.binary.Frame`.

        Raises :class:`waxwing.InputError` with ``invalid_binary_notification`` for what does not
        fit, and where the frame has no place for identifier, expiry or priority.
        """

    def to_notification(
        self, push_type: str, topic: str, /, **options: Unpack[HeaderOptions]
    ) -> Push:
        """The notification for HTTP/2: the same payload, priority and expiration, with what the
        binary protocol knew by the certificate alone.

        Raises :class:`waxwing.InputError` with ``invalid_binary_notification`` for a payload that
        is not UTF-8, and what :class:`waxwing.apns.Notification` raises.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __getnewargs_ex__(
        self,
    ) -> tuple[tuple[DeviceToken, bytes], dict[str, Any]]: ...

@final
class Received:
    """One notification out of a stream."""

    @property
    def frame(self) -> str:
        """The frame that it stood in: one of :class:`waxwing.apns.binary.Frame`."""

    @property
    def notification(self) -> Notification:
        """The notification."""

    @property
    def other_items(self) -> tuple[tuple[int, bytes], ...]:
        """Items of a modern frame that Apple never documented: number and data."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Decoder:
    """Cuts a recorded stream into notifications, in whatever pieces it comes. It keeps less than
    one frame, which has 4401 bytes at most."""

    def __new__(cls) -> Self: ...
    @classmethod
    def decode(cls, data: bytes, /) -> list[Received]:
        """Every notification of a whole stream.

        Raises :class:`waxwing.MalformedError` with ``malformed_frame``.
        """

    def feed(self, data: bytes, /) -> list[Received]:
        """Takes the next bytes and gives every notification that is whole by now. Where a fault
        follows some, they come first and the fault in the next call.

        Raises :class:`waxwing.MalformedError` with ``malformed_frame``; from then on, always.
        """

    @property
    def needed(self) -> int:
        """How many bytes more it takes, at least, until the next notification can be whole."""

    def finish(self) -> None:
        """Raises :class:`waxwing.MalformedError` with ``malformed_frame`` if a part of a frame is
        left over."""

@final
class ErrorPacket:
    """What the gateway sent, once, before it closed the connection. Everything behind the named
    notification was thrown away and had to be sent again."""

    def __new__(cls, code: int, identifier: int, /) -> Self: ...
    @classmethod
    def from_bytes(cls, data: bytes, /) -> Self:
        """Reads the six bytes.

        Raises :class:`waxwing.MalformedError` with ``malformed_frame``.
        """

    def to_bytes(self) -> bytes:
        """The six bytes."""

    @property
    def status(self) -> str:
        """Why: one of :class:`waxwing.apns.binary.Status`, or ``other``."""

    @property
    def code(self) -> int:
        """The same as a number."""

    @property
    def identifier(self) -> int:
        """The notification that it is about, by its sender's number: the refused one, or with
        ``shutdown`` the last one that was taken."""

    @property
    def is_refused(self) -> bool:
        """Whether the named notification itself was refused. Those behind it were lost in any
        case."""

    @property
    def advice(self) -> str:
        """What it meant, as a sentence."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int, int]: ...

@final
class FeedbackEntry:
    """A device that no longer had the app at a time: what status 410 says today."""

    def __new__(cls, time_s: int, device: DeviceToken, /) -> Self: ...
    @property
    def time_s(self) -> int:
        """When APNs knew, in seconds since 1970."""

    @property
    def time(self) -> int:
        """The same in milliseconds, as all other times."""

    @property
    def device(self) -> DeviceToken:
        """The device."""

    def drops(self, registered_at: Time | None = None, /) -> bool:
        """Whether the device token is to be dropped: unless the app registered it at that time or
        later. Not known when it registered counts as before."""

    def to_bytes(self) -> bytes:
        """The bytes: time, length and device token.

        Raises :class:`waxwing.InputError` with ``invalid_binary_notification`` for a device token
        of more than 100 bytes.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __getnewargs__(self) -> tuple[int, DeviceToken]: ...

@final
class FeedbackDecoder:
    """Cuts what the feedback service sent into entries, in whatever pieces it comes. Reading the
    list cleared it, so a recording is all there is."""

    def __new__(cls) -> Self: ...
    @classmethod
    def decode(cls, data: bytes, /) -> list[FeedbackEntry]:
        """Every entry of a whole stream.

        Raises :class:`waxwing.MalformedError` with ``malformed_frame``.
        """

    def feed(self, data: bytes, /) -> list[FeedbackEntry]:
        """Takes the next bytes and gives every entry that is whole by now. Where a fault follows
        some, they come first and the fault in the next call.

        Raises :class:`waxwing.MalformedError` with ``malformed_frame``; from then on, always.
        """

    @property
    def needed(self) -> int:
        """How many bytes more it takes, at least, until the next entry can be whole."""

    def finish(self) -> None:
        """Raises :class:`waxwing.MalformedError` with ``malformed_frame`` if a part of an entry is
        left over."""
