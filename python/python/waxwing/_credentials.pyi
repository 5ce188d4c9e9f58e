"""Keys, certificates and provider tokens."""

from collections.abc import Iterable
from typing import Any, final

from typing_extensions import Self

from ._notification import Notification
from ._time import Time

__all__ = [
    "CertificateScope",
    "KeyRing",
    "KeyScope",
    "ProviderKey",
    "ProviderToken",
    "TokenPolicy",
]

@final
class ProviderKey:
    """An APNs signing key with the ids that Apple gave it; wiped from memory when it goes.

    It is never shown and cannot be pickled: give other processes the file.
    """

    @classmethod
    def from_p8(
        cls, p8: str | bytes, /, *, key_id: str, team_id: str, password: str | None = None
    ) -> Self:
        """From the content of a file ``AuthKey_….p8``, in any of the forms it comes in.

        With a password also from a key that was encrypted since. For what became of the file in
        an environment variable, and for other forms, see
        :meth:`waxwing.credentials.PrivateKey.provider_key`.

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
class KeyScope:
    """What a key may be used for, as chosen when it was made in the developer account.

    ``topics`` are bundle ids, one or several; each stands for its topics with the suffixes of
    push types too. Without them it is for all topics of the team. ``environment`` is
    ``"production"`` or ``"sandbox"``; without it the key is for both, as keys from before 2025
    are. Raises :class:`waxwing.InputError`, or :class:`waxwing.LimitError` for more than the 400
    topics that a key can have.
    """

    def __new__(
        cls, *, topics: str | Iterable[str] | None = None, environment: str | None = None
    ) -> Self: ...
    @property
    def topics(self) -> tuple[str, ...] | None:
        """The bundle ids, sorted; none for all topics of the team."""

    @property
    def environment(self) -> str | None:
        """The environment; none for both."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class KeyRing:
    """The keys of a provider, and the choice of the one that fits a topic and an environment.

    What the first push on a connection was signed with, binds it: keep a connection for each key
    that is chosen. A ring does not change; :meth:`add` makes another one.
    """

    def __new__(cls) -> Self: ...
    def add(self, key: ProviderKey, scope: KeyScope, /) -> KeyRing:
        """A ring with one key more.

        Raises :class:`waxwing.LimitError` for more keys than Apple issues to a team: in each
        environment 2 for all topics and 200 for listed ones. Raises
        :class:`waxwing.InputError` with ``invalid_input`` for a key that is there already, for
        listed topics without an environment, and for keys of two teams that are for all topics.
        """

    def choose(self, topic: str, environment: str, /) -> ProviderKey:
        """The key for a topic: one that lists it before one for all topics, one for this
        environment alone before one for both, and among equals the first added.

        Raises :class:`waxwing.InputError` with ``no_matching_key``.
        """

    def __len__(self) -> int: ...

@final
class CertificateScope:
    """What a client certificate may push, for connections without provider tokens.

    ``default_topic`` is the UID in the certificate's subject; ``topics`` stand in its extension
    1.2.840.113635.100.6.3.6, ``environments`` in 1.2.840.113635.100.6.3.1 (sandbox) and .2
    (production).
    """

    def __new__(
        cls,
        default_topic: str,
        /,
        *,
        topics: str | Iterable[str] = (),
        environments: str | Iterable[str] = (),
    ) -> Self: ...
    @property
    def default_topic(self) -> str:
        """The topic that APNs assumes."""

    def check(self, notification: Notification, environment: str, /) -> None:
        """Raises :class:`waxwing.InputError` with ``no_matching_key`` unless the certificate may
        send this notification in this environment."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]: ...
