"""What options of notifications of WNS hold."""

from __future__ import annotations

from typing import Optional, Sequence, TypedDict, Union


class _ImageSource(TypedDict):
    src: str


class Image(_ImageSource, total=False):
    """An image in a toast. Its ``src`` is a URI: ``https``, or ``ms-appx`` and ``ms-appdata`` for
    the app's own."""

    alt: Optional[str]
    """What it shows, for those who cannot see it."""

    placement: Optional[str]
    """Where it stands: one of :class:`waxwing.windows.wns.Placement`; below the texts, unless
    set."""

    crop: Optional[str]
    """How it is cut: one of :class:`waxwing.windows.wns.Crop`."""


class Audio(TypedDict, total=False):
    """What the user hears."""

    src: Optional[str]
    """The sound: ``ms-winsoundevent:Notification.Mail``, or ``ms-appx`` for the app's own."""

    loop: Optional[bool]
    """Again and again while the toast is shown, which takes the duration ``long``."""

    silent: Optional[bool]
    """No sound."""


class _ButtonText(TypedDict):
    content: str
    arguments: str


class Button(_ButtonText, total=False):
    """A button under a toast: the text in its ``content``, what the app gets in ``arguments``."""

    activation_type: Optional[str]
    """What it starts: one of :class:`waxwing.windows.wns.Activation`."""

    image: Optional[str]
    """An icon on it, by its URI."""


class HeaderOptions(TypedDict, total=False):
    """The options of every notification. ``None`` unsets one."""

    ttl_s: Optional[int]
    """For how many seconds it counts, at least 1, from when WNS gets it. Without it, for ever."""

    request_for_status: Optional[bool]
    """Asks for the state of the device's connection, see
    :attr:`waxwing.windows.wns.Reply.device_status`."""

    ms_cv: Optional[str]
    """A correlation vector, a fresh one for each push, by which Microsoft finds it again."""


class CachedOptions(HeaderOptions, total=False):
    """The options of badges and raw notifications."""

    cache_policy: Optional[str]
    """Whether WNS keeps it for a device that is offline: one of
    :class:`waxwing.windows.wns.CachePolicy`."""


class TileOptions(CachedOptions, total=False):
    """The options of tiles."""

    tag: Optional[str]
    """Notifications of the same tag replace each other: 1 to 16 letters and digits."""


class ToastHeaderOptions(HeaderOptions, total=False):
    """The options of toasts."""

    tag: Optional[str]
    """Notifications of the same tag replace each other: 1 to 16 letters and digits."""

    group: Optional[str]
    """A group of toasts, by which they are removed together: 1 to 16 letters and digits."""

    suppress_popup: Optional[bool]
    """Puts a toast into the notification center without showing it. On phones."""


class ToastOptions(ToastHeaderOptions, total=False):
    """The options of toasts beside their texts."""

    launch: Optional[str]
    """What the app gets when the user taps."""

    activation_type: Optional[str]
    """What a tap starts: one of :class:`waxwing.windows.wns.Activation`."""

    duration: Optional[str]
    """How long it stays on the screen: one of :class:`waxwing.windows.wns.Duration`."""

    scenario: Optional[str]
    """What it is about: one of :class:`waxwing.windows.wns.Scenario`."""

    images: Optional[Sequence[Image]]
    """Its images."""

    audio: Union[str, Audio, None]
    """What the user hears; a ``str`` is the URI of a sound."""

    buttons: Optional[Sequence[Button]]
    """Its buttons, at most five."""
