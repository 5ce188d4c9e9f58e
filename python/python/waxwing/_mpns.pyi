"""Notifications and replies of MPNS."""

from collections.abc import Iterable, Mapping
from typing import Any, final

from typing_extensions import Self, Unpack

from ._identity import Certificate
from ._mpns_options import RawOptions, TileOptions, ToastOptions
from ._options import Json
from ._request import Request
from ._windows import Channel, Verdict

__all__ = ["Notification", "Reply", "ServiceName"]

@final
class Notification:
    """A notification whose headers and body have passed every rule; the same for every phone.

    The class methods are the beginnings for each kind. Options are keywords:
    :class:`waxwing.windows.mpns.ToastOptions` and its kind list them. Each raises
    :class:`waxwing.InputError` with ``invalid_input``, ``invalid_notification`` or
    ``invalid_header_value``, or :class:`waxwing.LimitError` with ``notification_too_large``.
    """

    @classmethod
    def from_options(cls, options: Mapping[str, Json], /) -> Self:
        """From a document of options, as it may come from JSON, in snake_case or camelCase:
        ``type``, which is one of :class:`waxwing.windows.mpns.Kind`; its contents in ``toast``,
        ``tile``, ``raw`` or ``raw_b64``; and any of the others."""

    @classmethod
    def toast(
        cls,
        text1: str | None = None,
        text2: str | None = None,
        /,
        **options: Unpack[ToastOptions],
    ) -> Self:
        """What the user reads at once: a title in bold and a text behind it."""

    @classmethod
    def tile(cls, template: str = "basic", /, **options: Unpack[TileOptions]) -> Self:
        """A change of a tile of one of :class:`waxwing.windows.mpns.Template`. A field that is
        absent stays as it is on the phone; with ``None`` it becomes empty."""

    @classmethod
    def raw(cls, content: str | bytes, /, **options: Unpack[RawOptions]) -> Self:
        """Bytes or a text for the app, which it gets while it runs in the foreground."""

    @property
    def kind(self) -> str:
        """What it is: one of :class:`waxwing.windows.mpns.Kind`."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers in the order they are sent."""

    @property
    def content(self) -> bytes:
        """The body, exactly as it is sent."""

    def request(self, channel: Channel, /) -> Request:
        """The request over one channel. Over one of the kind ``mpns_authenticated`` the client
        shows its certificate.

        Raises :class:`waxwing.InputError` with ``wrong_channel`` unless it is one of MPNS, and with
        ``invalid_notification`` for a callback over a channel without certificate.
        """

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]: ...

@final
class Reply:
    """A reply of MPNS, or of whatever stood in its place: a refusal is data."""

    @classmethod
    def parse(
        cls,
        status: int,
        headers: Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]],
        body: bytes,
        /,
    ) -> Self:
        """From status, headers and body of a response, whatever they are."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def is_success(self) -> bool:
        """Whether MPNS accepted the notification and did not throw it away."""

    @property
    def notification_status(self) -> str | None:
        """What MPNS made of the notification: one of
        :class:`waxwing.windows.mpns.NotificationStatus`, or another word."""

    @property
    def device_status(self) -> str | None:
        """The state of the phone's connection: one of
        :class:`waxwing.windows.mpns.DeviceStatus`, or another word."""

    @property
    def subscription_status(self) -> str | None:
        """The state of the channel: one of :class:`waxwing.windows.mpns.SubscriptionStatus`, or
        another word."""

    @property
    def message_id(self) -> str | None:
        """The id that the request gave."""

    @property
    def retry_after_s(self) -> int | None:
        """How many seconds the service asks to wait."""

    def verdict(self) -> Verdict:
        """What to do about this reply."""

@final
class ServiceName:
    """The name under which an app opens its channel, for a sender with a certificate: the common
    name in the certificate's subject, byte for byte, with its ``*.`` where it has one.

    An app that had a channel without a certificate must open the next one under another channel
    name; otherwise each push over it is answered with 401.
    """

    @classmethod
    def from_common_name(cls, name: str, /) -> Self:
        """By the common name of a certificate's subject.

        Raises :class:`waxwing.InputError` with ``invalid_input`` unless it has 1 to 64 characters.
        """

    @classmethod
    def from_certificate(cls, certificate: Certificate, /) -> Self:
        """By a certificate. Raises what :meth:`from_common_name` raises."""

    @property
    def name(self) -> str:
        """The name."""

    def matches(self, service_name: str, /) -> bool:
        """Whether an app that opens its channel under this name is one of the certificate's: byte
        for byte, a star stands for nothing."""

    def is_renewed_by(self, next: ServiceName, /) -> bool:
        """Whether a certificate of that name can follow one of this."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...
