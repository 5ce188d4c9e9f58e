"""What options of notifications hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional, Sequence, TypedDict, Union

from ._time import Time

Json = Union[Mapping[str, "Json"], Sequence["Json"], str, float, bool, None]
"""What JSON can say."""


@dataclass(frozen=True)
class Localized:
    """A text of the app by its key, in place of an alert's title or body in Live Activities.

    >>> from waxwing import apns
    >>> goal = Alert(Localized("GOAL", ["Ada"]), Localized("SCORE"))
    >>> note = apns.Notification.live_activity("com.example.app", "end", 7, {}, alert=goal)
    >>> note.payload[:90]
    '{"aps":{"alert":{"title":{"loc-key":"GOAL","loc-args":["Ada"]},"body":{"loc-key":"SCORE"}}'
    """

    loc_key: str
    """The key in the app."""

    loc_args: Optional[Sequence[str]] = None
    """What fills its placeholders."""


@dataclass(frozen=True)
class Alert:
    """What the user reads (Apple: Generating a remote notification).

    A text that has a ``loc_key`` variant is replaced by it on the device. A ``str`` in place of
    an alert is its body, written without the object around it.

    >>> alert = Alert("Ready", "Your order is here", subtitle="Shop 7")
    >>> from waxwing import apns
    >>> apns.Notification.alert("com.example.app", alert).payload
    '{"aps":{"alert":{"title":"Ready","subtitle":"Shop 7","body":"Your order is here"}}}'
    """

    title: Union[str, Localized, None] = None
    """The title."""

    body: Union[str, Localized, None] = None
    """The text itself."""

    subtitle: Optional[str] = None
    """The line below the title."""

    launch_image: Optional[str] = None
    """The file shown while the app starts."""

    title_loc_key: Optional[str] = None
    """The key of a localized title in the app."""

    title_loc_args: Optional[Sequence[str]] = None
    """What fills the placeholders of the localized title."""

    subtitle_loc_key: Optional[str] = None
    """The key of a localized subtitle in the app."""

    subtitle_loc_args: Optional[Sequence[str]] = None
    """What fills the placeholders of the localized subtitle."""

    loc_key: Optional[str] = None
    """The key of a localized body in the app."""

    loc_args: Optional[Sequence[str]] = None
    """What fills the placeholders of the localized body."""

    sound: Optional[str] = None
    """In Live Activities: the name of a file in the app."""

    action_loc_key: Optional[str] = None
    """The key of a localized label for the button that opens the app."""

    action: Optional[str] = None
    """In Safari: the label of the button."""

    summary_arg: Optional[str] = None
    """What a summary counts. Apple has withdrawn it."""

    summary_arg_count: Optional[int] = None
    """How many of them this notification stands for. Apple has withdrawn it."""


@dataclass(frozen=True)
class Sound:
    """What the user hears, with more than a name (Apple: Generating a remote notification).

    >>> siren = Sound("siren.aiff", critical=True, volume=0.5)
    >>> from waxwing import apns
    >>> apns.Notification.alert("com.example.app", "Fire", sound=siren).payload
    '{"aps":{"alert":"Fire","sound":{"critical":1,"name":"siren.aiff","volume":0.5}}}'
    """

    name: Optional[str] = None
    """A file in the app, or ``default``."""

    critical: bool = False
    """Breaks through silence and focus; the app needs an entitlement of Apple's for it."""

    volume: Optional[float] = None
    """From 0, silent, to 1, full."""


class HeaderOptions(TypedDict, total=False):
    """The options that become headers, and those that every notification has."""

    priority: Optional[int]
    """10, 5 or 1: see :class:`waxwing.apns.Priority`."""

    expiration: Optional[Time]
    """Until when APNs keeps trying: seconds since 1970 or an aware ``datetime``; 0 for one
    attempt."""

    collapse_id: Optional[str]
    """Notifications with the same one replace each other: 1 to 64 bytes of visible ASCII."""

    apns_id: Optional[str]
    """The UUID that APNs repeats in its reply."""

    fit: Optional[str]
    """The JSON pointer of the one text to shorten if the payload is too large, such as
    ``/aps/alert/body``. :attr:`Notification.cut` says by how much."""


class CustomOptions(HeaderOptions, total=False):
    """The options of pushes that show nothing."""

    custom: Optional[Mapping[str, Json]]
    """Keys of your own beside ``aps``."""


class PartOptions(CustomOptions, total=False):
    """The options that become the payload, but for ``alert``. ``None`` unsets one."""

    badge: Optional[int]
    """The number on the app's icon; 0 removes it."""

    sound: Union[str, Sound, Mapping[str, Json], None]
    """The name of a file in the app, ``"default"``, or a :class:`Sound`."""

    thread_id: Optional[str]
    """Groups notifications."""

    category: Optional[str]
    """The category that the app registered, with its actions."""

    content_available: Optional[bool]
    """Also wakes the app in the background."""

    mutable_content: Optional[bool]
    """Lets the app's service extension change the alert before it is shown."""

    target_content_id: Optional[str]
    """The window to bring forward."""

    interruption_level: Optional[str]
    """How strongly it may interrupt: one of :class:`waxwing.apns.InterruptionLevel`."""

    relevance_score: Optional[float]
    """Its place in a summary, from 0 to 1. For Live Activities any number: the largest is
    shown."""

    filter_criteria: Optional[str]
    """What a Focus filter of the app matches."""

    content_changed: Optional[bool]
    """Tells widgets and controls that what they show has changed. Always on for them."""

    url_args: Optional[Sequence[str]]
    """For websites: what fills the placeholders of the site's URL format."""


class ActivityOptions(PartOptions, total=False):
    """The options of Live Activities beside event, timestamp and content state."""

    alert: Union[str, Alert, Mapping[str, Json], None]
    """What the user reads."""

    stale_date: Optional[Time]
    """From when on it counts as stale: seconds since 1970 or an aware ``datetime``."""

    dismissal_date: Optional[Time]
    """When an ended one leaves the Lock Screen: seconds since 1970 or an aware ``datetime``."""

    attributes_type: Optional[str]
    """The Swift type of the attributes. Only with a start."""

    attributes: Optional[Mapping[str, Json]]
    """Their values. Only with a start."""

    input_push_token: Optional[bool]
    """Has a started activity get a push token for its updates."""

    input_push_channel: Optional[str]
    """The broadcast channel that a started activity follows."""


class NotificationOptions(ActivityOptions, total=False):
    """Every option of a notification. ``None`` unsets one."""

    event: Optional[str]
    """What happens to a Live Activity: one of :class:`waxwing.apns.ActivityEvent`."""

    timestamp: Optional[Time]
    """The time of a push to a Live Activity: seconds since 1970 or an aware ``datetime``."""

    content_state: Optional[Mapping[str, Json]]
    """What a Live Activity shows."""

    container_identifier: Optional[str]
    """For file providers: what has changed."""

    domain: Optional[str]
    """For file providers: the domain it belongs to."""

    push_magic: Optional[str]
    """For device management: what the device sent when it enrolled."""

    payload: Union[str, bytes, Mapping[str, Json], None]
    """JSON of your own, sent byte for byte, or a mapping; in place of all parts."""


class BroadcastOptions(NotificationOptions, total=False):
    """Every option of a broadcast."""

    request_id: Optional[str]
    """The UUID that APNs repeats in its reply."""
