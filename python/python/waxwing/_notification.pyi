"""What is sent."""

from collections.abc import Iterable, Mapping
from typing import Any, final

from typing_extensions import Self, Unpack

from ._options import (
    ActivityOptions,
    Alert,
    CustomOptions,
    HeaderOptions,
    Json,
    NotificationOptions,
    PartOptions,
)
from ._request import Endpoint, Prepared
from ._time import Time

__all__ = [
    "Cut",
    "Lint",
    "Notification",
    "PushTypeRules",
    "header_stability",
    "lint_request",
]

@final
class Notification:
    """A notification whose headers and payload have passed every rule; the same for every device.

    The class methods are the beginnings for each kind of push; the class itself takes any push
    type with any option. Options are keywords: :class:`waxwing.apns.NotificationOptions` lists
    them, and ``None`` unsets one. Each raises :class:`waxwing.InputError`, for example
    ``invalid_payload`` about ``payload.aps.badge``, or :class:`waxwing.LimitError` with
    ``payload_too_large``. What APNs accepts and rarely is meant stands in :attr:`lints`.
    """

    def __new__(
        cls, push_type: str, topic: str, /, **options: Unpack[NotificationOptions]
    ) -> Self: ...
    @classmethod
    def from_options(cls, options: Mapping[str, Json], /) -> Self:
        """From a document of options with ``push_type`` and ``topic``, as it may come from JSON:
        names in snake_case or camelCase, times in whole seconds."""

    @classmethod
    def alert(
        cls,
        topic: str,
        alert: str | Alert | Mapping[str, Json] | None = None,
        /,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        body: str | None = None,
        **options: Unpack[PartOptions],
    ) -> Self:
        """One that shows an alert, a badge or plays a sound.

        ``topic`` is the app's bundle id. ``title``, ``subtitle`` and ``body`` set these parts of
        the alert, which may also be given as a whole: a text, or an
        :class:`waxwing.apns.Alert`.
        """

    @classmethod
    def background(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """One that wakes the app without showing anything: ``content-available`` 1, priority 5.

        Apple delivers two or three of them an hour.
        """

    @classmethod
    def voip(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """The announcement of a call: everything is in ``custom``. Apple asks for priority 10 and
        expiration 0. ``topic`` is the app's bundle id; ``.voip`` is added."""

    @classmethod
    def complication(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """An update of a watchOS complication: everything is in ``custom``."""

    @classmethod
    def push_to_talk(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """News of a Push to Talk channel: everything is in ``custom``. Apple asks for priority 10
        and expiration 0."""

    @classmethod
    def location(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """A question for the device's location. Needs a provider token."""

    @classmethod
    def widgets(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """A push that reloads widgets. Apple asks to leave priority and expiration out."""

    @classmethod
    def controls(cls, topic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """A push that updates a control."""

    @classmethod
    def file_provider(
        cls, topic: str, container: str, domain: str, /, **options: Unpack[CustomOptions]
    ) -> Self:
        """News for a File Provider extension: that a container of a domain has changed.

        Extensions that replicate look at ``NSFileProviderWorkingSetContainerItemIdentifier``
        only.
        """

    @classmethod
    def mdm(cls, topic: str, push_magic: str, /, **options: Unpack[CustomOptions]) -> Self:
        """One that tells a managed device to contact its server.

        ``topic`` is the UID in the subject of the push certificate; ``push_magic`` is what the
        device sent when it enrolled.
        """

    @classmethod
    def live_activity(
        cls,
        topic: str,
        event: str,
        timestamp: Time,
        content_state: Mapping[str, Json],
        /,
        **options: Unpack[ActivityOptions],
    ) -> Self:
        """One that starts, updates or ends a Live Activity.

        ``event`` is one of :class:`waxwing.apns.ActivityEvent`. ``timestamp`` is the time of the
        push, in seconds since 1970 or as an aware ``datetime``: the system shows the content of
        the newest, so keep it when you send the same push again. ``content_state`` must decode
        as the app's ``ContentState``.
        """

    @classmethod
    def wallet(cls, pass_type_id: str, /, **options: Unpack[HeaderOptions]) -> Self:
        """One that makes Wallet fetch a pass anew, always in production. The device token is the
        pass's push token; ``pass_type_id`` begins with ``pass.``."""

    @classmethod
    def website(
        cls,
        website_push_id: str,
        title: str,
        body: str,
        url_args: Iterable[str] = (),
        /,
        **options: Unpack[CustomOptions],
    ) -> Self:
        """One of a website in Safari, of the kind before Web Push.

        ``website_push_id`` begins with ``web.``; ``url_args`` fill the placeholders of the site's
        URL format.
        """

    @classmethod
    def with_payload(
        cls,
        push_type: str,
        topic: str,
        payload: str | bytes | Mapping[str, Json],
        /,
        **options: Unpack[HeaderOptions],
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

    @property
    def cut(self) -> Cut | None:
        """What was cut off to make it fit, if the option ``fit`` allowed it and it was
        necessary. A pickled notification forgets it."""

    @property
    def lints(self) -> tuple[Lint, ...]:
        """What APNs accepts and rarely is meant."""

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Any]]: ...

@final
class Lint:
    """Something that APNs accepts and that rarely is what was meant."""

    @property
    def code(self) -> str:
        """What it is about: one of :class:`waxwing.apns.LintCode`."""

    @property
    def subject(self) -> str:
        """The header, or the key of the payload by its path, such as ``payload.aps.sound``."""

    @property
    def advice(self) -> str:
        """What to do, as a sentence."""

    @property
    def source(self) -> str:
        """Who says so."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Cut:
    """What was cut off a text to make a payload fit."""

    @property
    def pointer(self) -> str:
        """Where the text stands in the payload (RFC 6901)."""

    @property
    def original_bytes(self) -> int:
        """How long the text was, in bytes of UTF-8 before JSON's escapes."""

    @property
    def kept_bytes(self) -> int:
        """How much of it is left, without the ellipsis."""

    @property
    def removed_bytes(self) -> int:
        """How much of it is gone."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class PushTypeRules:
    """What a push type asks of headers, size and credential."""

    def __new__(cls, push_type: str, /) -> Self: ...
    @property
    def push_type(self) -> str:
        """The push type."""

    @property
    def topic_suffix(self) -> str:
        """What follows the bundle id in the topic."""

    @property
    def priority(self) -> str:
        """The header ``apns-priority``: ``any``, ``always 5``, ``at least 5``, ``usually 10``
        or ``leave out``."""

    @property
    def expiration(self) -> str:
        """The header ``apns-expiration``, in the same way."""

    @property
    def max_payload_bytes(self) -> int:
        """The largest payload, in bytes."""

    @property
    def auth(self) -> str:
        """The credential that it works with: one of :class:`waxwing.apns.PushAuth`."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

def lint_request(
    headers: Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]], body: bytes, /
) -> tuple[Lint, ...]:
    """Judges a push to a device that something else built: what APNs refuses raises, the rest
    comes back as lints. ``:method`` and ``:path`` are checked where they are given."""

def header_stability(name: str, /) -> str:
    """How often the value of a header changes on a connection, by its name in lower case: one of
    :class:`waxwing.apns.HeaderStability`. For HTTP/2 libraries that let you choose what to
    index."""
