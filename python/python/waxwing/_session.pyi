"""The policy of connections."""

from typing import Any, final

from typing_extensions import Self

from ._credentials import ProviderKey, ProviderToken
from ._request import Reply, Verdict
from ._time import Time

__all__ = [
    "Backoff",
    "GoAway",
    "Next",
    "Outcome",
    "Session",
    "SessionPolicy",
]

@final
class Session:
    """What a sender knows and decides about its connection to APNs and those that follow it:
    whether it may send now and with which token, how long to wait, when to open a new connection,
    and what becomes of each request.

    It opens nothing. Tell it what happens on a connection of any HTTP/2 library, and ask
    :meth:`next` what to do. Where the library hides something (SETTINGS, GOAWAY, the numbers of
    streams), leave that out: the session then assumes what is safe.

    It belongs to one connection at a time and its successors. For more throughput, use several;
    they make the same tokens. Any thread may call it. ``now`` is read from the clock unless given,
    in milliseconds since 1970 or as an aware ``datetime``.
    """

    @classmethod
    def with_key(cls, key: ProviderKey, policy: SessionPolicy | None = None, /) -> Self:
        """One that sends provider tokens of this key."""

    @classmethod
    def with_certificate(cls, policy: SessionPolicy | None = None, /) -> Self:
        """One on connections with a client certificate, where no token is sent."""

    def next(self, *, now: Time | None = None) -> Next:
        """What to do now."""

    def connected(self, *, now: Time | None = None) -> int:
        """A connection is open: its number, for the calls about it. A connection that was in use
        until now is left to its requests."""

    def connect_failed(self, *, now: Time | None = None) -> None:
        """A connection could not be opened, or not be secured."""

    def settings(
        self, connection: int, max_concurrent_streams: int | None, /, *, now: Time | None = None
    ) -> None:
        """The server's SETTINGS arrived: its limit of concurrent streams, or ``None`` when they
        name none, which means that there is none."""

    def sent(
        self,
        request: int,
        /,
        *,
        stream: int | None = None,
        expires_at: Time | None = None,
        now: Time | None = None,
    ) -> None:
        """A request is about to be sent on the current connection: call this first, and send it
        only when it is accepted.

        ``request`` is a number of your own of 64 bits, the same for every attempt; ``stream`` the
        number of its stream, if the HTTP/2 library tells; ``expires_at`` its expiration, in
        milliseconds or as an aware ``datetime``, after which it is not sent again. Raises
        :class:`waxwing.InputError` with ``invalid_state`` when there is no room, or when this
        number is under way.
        """

    def reply(
        self,
        request: int,
        reply: Reply,
        registered_at: Time | None = None,
        /,
        *,
        now: Time | None = None,
    ) -> Outcome | None:
        """A reply arrived. ``registered_at`` is when the app last registered the device token.
        ``None`` when no request with this number is under way."""

    def reset(
        self, request: int, error_code: int | None = None, /, *, now: Time | None = None
    ) -> Outcome | None:
        """The stream of a request was reset, with this error code (RFC 9113 section 7), or the
        request failed in a way that has none. ``None`` when no request with this number is under
        way."""

    def overdue(self, *, now: Time | None = None) -> list[Outcome]:
        """The requests that have waited too long for their replies. Reset their streams, so that
        they do not count for the server any more."""

    def goaway(
        self, connection: int, goaway: GoAway, /, *, now: Time | None = None
    ) -> list[Outcome]:
        """A GOAWAY frame arrived, be it the first or another: what it leaves out can be sent
        again at once. The other requests on the connection may still be answered."""

    def closed(self, connection: int, /, *, now: Time | None = None) -> list[Outcome]:
        """The connection is closed, by whichever side: nothing more comes on it."""

    def forget(self, request: int, /) -> None:
        """A request that was to be sent again will not be."""

    def replace_key(self, key: ProviderKey, /, *, now: Time | None = None) -> None:
        """From now on this key is used, on a new connection. Ends a stop."""

    def resume(self, *, now: Time | None = None) -> None:
        """Goes on, on a new connection, after a human has mended what stopped the session."""

    def drained(self) -> int | None:
        """The number of a connection that has no more requests under way and gets no further
        ones: close it. Ask again until there is none."""

    def ping_due_at(self) -> int | None:
        """When a PING is due, if nothing else is sent, in milliseconds since 1970. Tell the
        session of its answer with :meth:`pinged`."""

    def pinged(self, connection: int, /, *, now: Time | None = None) -> None:
        """A PING was answered."""

    def wake_at(self) -> int | None:
        """When to ask :meth:`next` and :meth:`overdue` again although nothing has happened, in
        milliseconds since 1970."""

    @property
    def in_flight(self) -> int:
        """How many requests are under way, on all connections."""

    @property
    def connection_number(self) -> int | None:
        """The number of the current connection."""

@final
class SessionPolicy:
    """The figures of a :class:`Session`. The usual ones suit a server that sends all day.

    ``window_s``, ``phase_s``
        when the provider token changes, in seconds: see :class:`TokenPolicy`
    ``max_streams``
        the most requests under way at once: counts where the HTTP/2 layer does not report the
        server's own limit, and where that is higher
    ``reply_timeout_ms``
        how long a request waits for its reply
    ``ping_after_ms``
        after how much idleness a PING is due
    ``max_connection_age_ms``
        how old a connection may become; without it, as old as the server permits
    ``max_attempts``
        how often a request is sent when it is refused for a time
    ``ambiguous_resends``
        how often a request is sent again that may have been processed: 0 never shows a
        notification twice, a larger number is for those that must arrive
    ``first_wait_ms``, ``max_wait_ms``
        how waits grow, doubled each time: between attempts, and between connections that came to
        nothing
    ``jitter_seed``
        shortens each wait by up to a half, by a number that follows from this one: give each
        machine its own

    Raises :class:`waxwing.InputError` for a limit of zero and for a time that is none.
    """

    def __new__(
        cls,
        *,
        window_s: int = 3000,
        phase_s: int = 0,
        max_streams: int = 1000,
        reply_timeout_ms: int = 30000,
        ping_after_ms: int = 3600000,
        max_connection_age_ms: int | None = None,
        max_attempts: int = 5,
        ambiguous_resends: int = 1,
        first_wait_ms: int = 1000,
        max_wait_ms: int = 900000,
        jitter_seed: int | None = None,
    ) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, int]]: ...

@final
class Next:
    """What a session says to do now. Its token is not shown."""

    @property
    def action(self) -> str:
        """What to do: one of :class:`waxwing.apns.NextAction`."""

    @property
    def because(self) -> str:
        """Why: one of :class:`waxwing.apns.Because`."""

    @property
    def room(self) -> int:
        """With ``send``: how many more requests may be under way. Otherwise 0."""

    @property
    def token(self) -> ProviderToken | None:
        """With ``send``: the provider token that they carry; none with a client certificate."""

    @property
    def at_ms(self) -> int | None:
        """With ``wait_until``: the time, in milliseconds since 1970."""

@final
class Outcome:
    """How a request ended, and what to do about it.

    One rule serves all: with :attr:`resend`, send the request again under the same number after
    :attr:`retry_after_ms`; otherwise it is done, in the way that :attr:`action` says.
    """

    @property
    def request(self) -> int:
        """Your number of the request."""

    @property
    def action(self) -> str:
        """What to do: one of :class:`waxwing.apns.Action`."""

    @property
    def scope(self) -> str:
        """What it holds for: one of :class:`waxwing.apns.Scope`."""

    @property
    def fate(self) -> str:
        """Whether it was processed: one of :class:`waxwing.apns.Fate`."""

    @property
    def attempt(self) -> int:
        """How often it has been sent."""

    @property
    def resend(self) -> bool:
        """Whether to send it again."""

    @property
    def retry_after_ms(self) -> int | None:
        """How many milliseconds to wait before sending it again."""

    @property
    def may_duplicate(self) -> bool:
        """Whether sending it again may show the notification twice."""

    @property
    def new_connection(self) -> bool:
        """Whether the next request goes on a new connection; the session sees to that."""

    @property
    def reason(self) -> str | None:
        """Why, in Apple's words."""

    @property
    def since_ms(self) -> int | None:
        """Since when the device token is known to be invalid, in milliseconds since 1970."""

    @property
    def advice(self) -> str:
        """What to do, in a sentence for people."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class GoAway:
    """A GOAWAY frame: APNs is about to end the connection. No frame is an error.

    ``debug_data`` may be anything; beyond its first 16 KiB it is not looked at.
    """

    def __new__(
        cls, error_code: int, last_stream_id: int, debug_data: bytes | None = None, /
    ) -> Self: ...
    @property
    def error_code(self) -> int:
        """The error code of HTTP/2: 0 when nothing is wrong (RFC 9113 section 7)."""

    @property
    def last_stream_id(self) -> int:
        """The last stream that APNs has processed or may yet process; 0 for none."""

    @property
    def reason(self) -> str | None:
        """Why, if the debug data are JSON that says so: one of :class:`waxwing.apns.Reason`, or
        a text unknown there."""

    @property
    def reason_is_known(self) -> bool:
        """Whether there is a reason that this version knows."""

    @property
    def text(self) -> str | None:
        """The debug data as text, for a log. It is the peer's text and can hold any
        character."""

    def leaves_out(self, stream_id: int, /) -> bool:
        """Whether a stream was certainly not processed, so that its request can be sent again
        without showing a notification twice."""

    def verdict(self) -> Verdict:
        """What to do about requests that were not answered, and about the connection."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __getnewargs__(self) -> tuple[int, int, bytes]: ...

@final
class Backoff:
    """How long to wait between attempts: twice as long each time, up to a limit. A
    :class:`Session` does this by itself."""

    def __new__(cls, *, first_ms: int = 1000, max_ms: int = 900000) -> Self: ...
    @property
    def first_ms(self) -> int:
        """The wait after the first attempt, in milliseconds."""

    @property
    def max_ms(self) -> int:
        """The longest wait, in milliseconds."""

    def delay_ms(self, attempt: int, /, *, jitter_permille: int = 0) -> int:
        """The wait after ``attempt`` attempts, in milliseconds.

        ``jitter_permille`` is drawn by you, evenly from 0 to 1000, so that many senders that
        failed together do not return together: 1000 halves the wait.
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, int]]: ...
