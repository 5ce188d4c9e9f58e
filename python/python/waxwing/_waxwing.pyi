"""The part of waxwing that is not written in Python."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, final

from typing_extensions import Self, TypeAlias

from ._time import Time
from .apns import Alert, Sound

__all__ = [
    "__version__",
    "DeviceToken",
    "Endpoint",
    "Notification",
    "Prepared",
    "ProviderKey",
    "ProviderToken",
    "Reply",
    "Request",
    "Signed",
    "TokenPolicy",
    "Verdict",
    "Verifier",
    "apple_root_ca_g3",
    "error_codes",
    "names",
    "root_fingerprint",
]

__version__: Final[str]

_Json: TypeAlias = (
    Mapping[str, "_Json"] | Sequence["_Json"] | str | float | bool | None
)

def error_codes() -> list[tuple[int, str, str]]: ...
def names() -> dict[str, list[str] | list[int]]: ...
def apple_root_ca_g3() -> bytes: ...
def root_fingerprint(root: bytes) -> str: ...

@final
class Verifier:
    def __new__(
        cls,
        *,
        bundle_ids: Sequence[str] | None,
        app_apple_ids: Sequence[int] | None,
        environments: Sequence[str],
        roots: Sequence[bytes] | None,
        validity: str,
        future_skew_millis: int | None,
    ) -> Self: ...
    def verify(
        self, token: str | bytes, kind: str | None, now: Time | None
    ) -> Signed: ...

_Certificate: TypeAlias = tuple[str, str, int, int]

@final
class Signed:
    @property
    def kind(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def json(self) -> dict[str, Any]: ...
    @property
    def signed_at(self) -> int: ...
    @property
    def leaf_valid_until(self) -> int: ...
    @property
    def leaf_expired_since(self) -> bool: ...
    @property
    def checked_at(self) -> int: ...
    @property
    def verified_environment(self) -> str: ...
    @property
    def verified_bundle_id(self) -> str | None: ...
    @property
    def verified_app_apple_id(self) -> int | None: ...
    @property
    def chain(self) -> tuple[_Certificate, _Certificate, _Certificate]: ...
    @property
    def transaction(self) -> Signed | None: ...
    @property
    def renewal_info(self) -> Signed | None: ...
    @property
    def app_transaction(self) -> Signed | None: ...

@final
class ProviderKey:
    """An APNs signing key with the ids that Apple gave it; wiped from memory when it goes.

    It is never shown and cannot be pickled: give other processes the file.
    """

    @classmethod
    def from_p8(cls, p8: str | bytes, /, *, key_id: str, team_id: str) -> Self:
        """From the content of a file ``AuthKey_….p8``, in any of the forms it comes in.

        Raises :class:`waxwing.InputError`: ``invalid_input`` for the ids, ``invalid_key`` and the
        codes that begin so for the key.
        """

    @property
    def key_id(self) -> str:
        """The id of the key."""

    @property
    def team_id(self) -> str:
        """The id of the developer team."""

    @property
    def public_key(self) -> bytes:
        """The public key, an uncompressed point of 65 bytes."""

    def token_at(
        self, now: Time | None = None, /, *, policy: TokenPolicy | None = None
    ) -> ProviderToken:
        """The provider token of a time, by default of now.

        The same key and window give the same token in every process and on every machine. Call
        it for each request or batch: within a window it costs a signature, but changes nothing.
        Raises :class:`waxwing.InputError` with ``invalid_time``.
        """

    def token_issued_at(self, seconds: int, /) -> ProviderToken:
        """The provider token with exactly this ``iat``, in seconds since 1970.

        Prefer :meth:`token_at`: tokens of arbitrary times, made by several processes, are what
        APNs answers with ``TooManyProviderTokenUpdates``.
        """

@final
class ProviderToken:
    """What each request shows to APNs. Whoever has it can push for an hour: it is not shown."""

    @classmethod
    def from_jwt(cls, jwt: str, /) -> Self:
        """A token that was made elsewhere, held to the form that APNs documents.

        Its signature is not verified: that takes the public key, and APNs does it.
        """

    @property
    def jwt(self) -> str:
        """The token itself."""

    @property
    def authorization(self) -> str:
        """The value of the header ``authorization``: ``bearer`` and the token."""

    @property
    def key_id(self) -> str:
        """The id of the key that signed it."""

    @property
    def team_id(self) -> str:
        """The id of the team in whose name it speaks."""

    @property
    def issued_at(self) -> int:
        """Its ``iat``, in milliseconds."""

    @property
    def window_ends_at(self) -> int:
        """When the next token is due: the end of the window it was made for."""

    @property
    def expires_at(self) -> int:
        """Until when APNs accepts it: 60 minutes after its ``iat``."""

@final
class TokenPolicy:
    """When the provider token changes: at the edges of windows of equal length.

    Windows have 1200 to 3540 seconds, as Apple asks for a new token at most every 20 and at least
    every 60 minutes; one begins ``phase_s`` seconds after 1970 began. All machines that share a
    key must have the same policy. Raises :class:`waxwing.InputError` with
    ``invalid_token_policy``.
    """

    def __new__(cls, *, window_s: int = 3000, phase_s: int = 0) -> Self: ...
    @property
    def window_s(self) -> int:
        """The length of a window, in seconds."""

    @property
    def phase_s(self) -> int:
        """How long after the beginning of 1970 a window begins, in seconds."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, int]]: ...

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

    @property
    def authority(self) -> str:
        """Host and port."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...

@final
class Notification:
    """A notification whose headers and payload have passed every rule; the same for every device.

    :meth:`alert`, :meth:`background` and :meth:`with_payload` read better than the class itself,
    which takes any push type with any options.

    ``None`` leaves an option unset.

    ``badge``
        the number on the app's icon; 0 removes it
    ``sound``
        the name of a file in the app, ``"default"``, or a :class:`waxwing.apns.Sound`
    ``thread_id``, ``category``, ``target_content_id``, ``filter_criteria``
        what groups it, the actions it offers, the window to bring forward, what Focus matches
    ``content_available``, ``mutable_content``
        also wakes the app; lets its service extension change the alert
    ``interruption_level``, ``relevance_score``
        one of :class:`waxwing.apns.InterruptionLevel`; its place in a summary, from 0 to 1
    ``custom``
        keys of your own beside ``aps``
    ``priority``
        10, 5 or 1, see :class:`waxwing.apns.Priority`
    ``expiration``
        until when APNs keeps trying: seconds since 1970 or an aware ``datetime``; 0 for one
        attempt
    ``collapse_id``
        notifications with the same one replace each other
    ``apns_id``
        the UUID that APNs repeats in its reply

    Each raises :class:`waxwing.InputError`, for example ``invalid_payload`` about
    ``payload.aps.badge``, or :class:`waxwing.LimitError` with ``payload_too_large``.
    """

    def __new__(
        cls,
        push_type: str,
        topic: str,
        /,
        *,
        payload: str | bytes | Mapping[str, _Json] | None = None,
        alert: str | Alert | None = None,
        badge: int | None = None,
        sound: str | Sound | None = None,
        thread_id: str | None = None,
        category: str | None = None,
        content_available: bool | None = False,
        mutable_content: bool | None = False,
        target_content_id: str | None = None,
        interruption_level: str | None = None,
        relevance_score: float | None = None,
        filter_criteria: str | None = None,
        custom: Mapping[str, _Json] | None = None,
        priority: int | None = None,
        expiration: Time | None = None,
        collapse_id: str | None = None,
        apns_id: str | None = None,
    ) -> Self: ...
    @classmethod
    def alert(
        cls,
        topic: str,
        alert: str | Alert | None = None,
        /,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        body: str | None = None,
        badge: int | None = None,
        sound: str | Sound | None = None,
        thread_id: str | None = None,
        category: str | None = None,
        content_available: bool | None = False,
        mutable_content: bool | None = False,
        target_content_id: str | None = None,
        interruption_level: str | None = None,
        relevance_score: float | None = None,
        filter_criteria: str | None = None,
        custom: Mapping[str, _Json] | None = None,
        priority: int | None = None,
        expiration: Time | None = None,
        collapse_id: str | None = None,
        apns_id: str | None = None,
    ) -> Self:
        """One that shows an alert, a badge or plays a sound.

        ``topic`` is the app's bundle id. ``title``, ``subtitle`` and ``body`` set these parts of
        the alert, which may also be given as a whole: a text, or an
        :class:`waxwing.apns.Alert`.
        """

    @classmethod
    def background(
        cls,
        topic: str,
        /,
        *,
        custom: Mapping[str, _Json] | None = None,
        priority: int | None = None,
        expiration: Time | None = None,
        collapse_id: str | None = None,
        apns_id: str | None = None,
    ) -> Self:
        """One that wakes the app without showing anything: ``content-available`` 1, priority 5.

        Apple delivers two or three of them an hour.
        """

    @classmethod
    def with_payload(
        cls,
        push_type: str,
        topic: str,
        payload: str | bytes | Mapping[str, _Json],
        /,
        *,
        priority: int | None = None,
        expiration: Time | None = None,
        collapse_id: str | None = None,
        apns_id: str | None = None,
    ) -> Self:
        """One with a payload of your own: JSON that is sent byte for byte, or a mapping.

        ``push_type`` is one of :class:`waxwing.apns.PushType`; the topic gets its suffix unless
        it is there.
        """

    def prepare(self, endpoint: str | Endpoint, /) -> Prepared:
        """Fixes headers and body for ``"production"``, ``"sandbox"`` or another endpoint."""

    @property
    def push_type(self) -> str:
        """What kind of push it is."""

    @property
    def topic(self) -> str:
        """Its topic, with the suffix of its push type."""

    @property
    def priority(self) -> int | None:
        """Its priority, if the header is sent."""

    @property
    def expiration(self) -> int | None:
        """Its expiration in seconds, if the header is sent. Do not send it again after that."""

    @property
    def payload(self) -> str:
        """Its payload, exactly as it is sent."""

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Any]]: ...

@final
class Prepared:
    """A notification made ready for one endpoint; each device costs one path more."""

    def request(self, device: DeviceToken, token: ProviderToken | None = None, /) -> Request:
        """The request for one device. Without a token, for connections with a client
        certificate."""

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
class Request:
    """Everything that an HTTP/2 client needs, as plain data.

    It is not shown in full: the URL holds a device token, the headers a provider token.
    """

    @property
    def method(self) -> Literal["POST"]:
        """The method."""

    @property
    def url(self) -> str:
        """The URL."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers, in the order to send them in."""

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
    def body(self) -> bytes:
        """The body as received, at most its first 64 KiB."""

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
