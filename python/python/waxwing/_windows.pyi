"""Channels of Windows, and what to do about replies."""

from typing import Any, final

from typing_extensions import Self

__all__ = ["Channel", "Verdict"]

@final
class Channel:
    """The URI of a channel: one app on one device, as the app got it from Windows.

    It is checked and never changed: opaque, with its case and escapes. Whoever posts to any URI
    that comes in gives content and access token away, to whom the URI names. Shown are kind and
    host alone.
    """

    @classmethod
    def parse(cls, uri: str, /) -> Self:
        """Reads a channel URI.

        Raises :class:`waxwing.InputError` with ``invalid_channel_uri`` for another host than those
        of WNS and MPNS, for user info, a port, a fragment, another scheme, and what is too long.
        """

    @property
    def kind(self) -> str:
        """Which service it belongs to: one of :class:`waxwing.windows.ChannelKind`. It follows
        from the URI alone, whatever an app calls its platform."""

    @property
    def uri(self) -> str:
        """The URI, as it was given."""

    @property
    def host(self) -> str:
        """The host, as it was given."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...

@final
class Verdict:
    """What to do about a reply, to what, and when."""

    @property
    def action(self) -> str:
        """What to do: one of :class:`waxwing.windows.Action`."""

    @property
    def scope(self) -> str:
        """What it holds for: one of :class:`waxwing.windows.Scope`."""

    @property
    def cause(self) -> str | None:
        """Why, where the reply tells: one of :class:`waxwing.windows.Cause`."""

    @property
    def retry_after_s(self) -> int | None:
        """How many seconds to wait before sending again: what the server asks for, or a figure to
        begin with, to be doubled each time."""

    @property
    def advice(self) -> str:
        """What to do, in a sentence for people."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
