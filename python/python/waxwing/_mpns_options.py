"""What options of notifications of MPNS hold."""

from __future__ import annotations

from typing import Optional, TypedDict, Union


class _ImageSource(TypedDict):
    src: str


class Image(_ImageSource, total=False):
    """An image of a tile: a URI in ``src``, or a path in the phone's storage with
    ``is_relative``."""

    is_relative: Optional[bool]
    """Whether ``src`` is a path of a saved image (Windows Phone 8 writes ``IsRelative``)."""


class HeaderOptions(TypedDict, total=False):
    """The options of every notification. ``None`` unsets one."""

    within_s: Optional[int]
    """When the phone gets it: at once with 0, within 450 or 900 seconds."""

    os_level: Optional[str]
    """Refuses what phones of this level do not understand: one of
    :class:`waxwing.windows.mpns.OsLevel`."""

    message_id: Optional[str]
    """A UUID that the reply repeats."""

    callback_uri: Optional[str]
    """Where MPNS reports what became of it. With a certificate only."""


class RawOptions(HeaderOptions, total=False):
    """The options of raw notifications."""

    content_type: Optional[str]
    """What the bytes are; ``application/octet-stream`` unless given."""


class ToastOptions(HeaderOptions, total=False):
    """The options of toasts beside their texts."""

    param: Optional[str]
    """The page that a tap opens: it begins with a slash and may have a query."""

    sound: Optional[str]
    """The path of a sound."""

    silent: Optional[bool]
    """No sound."""


class TileOptions(HeaderOptions, total=False):
    """The options of tiles beside their template. A field that is absent stays as it is on the
    phone; with ``None`` it becomes empty."""

    id: Optional[str]
    """The navigation URI of a secondary tile."""

    back_background_image: Union[str, Image, None]
    """The picture on the back."""

    back_content: Optional[str]
    """The text on the back."""

    back_title: Optional[str]
    """The title on the back."""

    background_color: Optional[str]
    """The colour behind the icon: ``#AARRGGBB``."""

    background_image: Union[str, Image, None]
    """The picture on the front."""

    count: Optional[int]
    """The number: 1 to 99, 0 hides it."""

    cycle_image1: Union[str, Image, None]
    """A picture."""

    cycle_image2: Union[str, Image, None]
    """A picture."""

    cycle_image3: Union[str, Image, None]
    """A picture."""

    cycle_image4: Union[str, Image, None]
    """A picture."""

    cycle_image5: Union[str, Image, None]
    """A picture."""

    cycle_image6: Union[str, Image, None]
    """A picture."""

    cycle_image7: Union[str, Image, None]
    """A picture."""

    cycle_image8: Union[str, Image, None]
    """A picture."""

    cycle_image9: Union[str, Image, None]
    """A picture."""

    icon_image: Union[str, Image, None]
    """The icon."""

    small_background_image: Union[str, Image, None]
    """The picture of the small size."""

    small_icon_image: Union[str, Image, None]
    """The icon of the small size."""

    title: Optional[str]
    """The title."""

    wide_back_background_image: Union[str, Image, None]
    """The picture on the back of the wide size."""

    wide_back_content: Optional[str]
    """The text on the back of the wide size."""

    wide_background_image: Union[str, Image, None]
    """The picture of the wide size."""

    wide_content1: Optional[str]
    """The first line of the wide size."""

    wide_content2: Optional[str]
    """The second line of the wide size."""

    wide_content3: Optional[str]
    """The third line of the wide size."""
