"""The names that WNS knows, as classes of constants."""

from __future__ import annotations

from typing import Final


class Activation:
    """What starts when the user taps."""

    BACKGROUND: Final = "background"
    """A background task of the app."""

    FOREGROUND: Final = "foreground"
    """The app; what Windows assumes."""

    PROTOCOL: Final = "protocol"
    """Whatever opens the URI that stands in the arguments."""


class CachePolicy:
    """Whether WNS keeps a notification for a device that is offline."""

    CACHE: Final = "cache"
    """It does: the last one of its kind. What WNS assumes, but for raw notifications."""

    NO_CACHE: Final = "no-cache"
    """It does not. What WNS assumes for raw notifications."""


class Crop:
    """How an image is cut."""

    CIRCLE: Final = "circle"
    """To a circle."""


class DeviceStatus:
    """The state of the device's connection."""

    CONNECTED: Final = "connected"
    """The device is online."""

    DISCONNECTED: Final = "disconnected"
    """The device is offline."""

    TEMP_DISCONNECTED: Final = "tempdisconnected"
    """The device was online a short while ago; also written ``tempconnected``, and no longer
    sent."""


class Duration:
    """How long a toast stays on the screen."""

    LONG: Final = "long"
    """Some 25 seconds."""

    SHORT: Final = "short"
    """Some 7 seconds; what Windows assumes."""


class Glyph:
    """A sign that Windows has for badges."""

    ACTIVITY: Final = "activity"
    """Two arrows in a circle."""

    ALERT: Final = "alert"
    """An asterisk."""

    ALARM: Final = "alarm"
    """A clock."""

    ATTENTION: Final = "attention"
    """A mark for attention."""

    AVAILABLE: Final = "available"
    """Available."""

    AWAY: Final = "away"
    """Away."""

    BUSY: Final = "busy"
    """Busy."""

    ERROR: Final = "error"
    """An error."""

    NEW_MESSAGE: Final = "newMessage"
    """A letter."""

    NONE: Final = "none"
    """Nothing: the badge goes."""

    PAUSED: Final = "paused"
    """Paused."""

    PLAYING: Final = "playing"
    """Playing."""

    UNAVAILABLE: Final = "unavailable"
    """Unavailable."""


class Kind:
    """What a notification is."""

    BADGE: Final = "badge"
    """A number or a sign on the app's tile or button."""

    RAW: Final = "raw"
    """Bytes for the app."""

    TILE: Final = "tile"
    """News on the app's tile in the start menu, which Windows 11 no longer has."""

    TOAST: Final = "toast"
    """What the user reads at once."""


class NotificationStatus:
    """What WNS made of a notification that it accepted."""

    CHANNEL_THROTTLED: Final = "channelthrottled"
    """The channel gets too many."""

    DROPPED: Final = "dropped"
    """It was thrown away: the device's settings, an error, or a toast for a device that is
    offline."""

    RECEIVED: Final = "received"
    """It is on its way."""


class Placement:
    """Where an image stands."""

    APP_LOGO_OVERRIDE: Final = "appLogoOverride"
    """In the place of the app's logo."""

    HERO: Final = "hero"
    """Above everything, in the whole width."""


class Scenario:
    """What a toast is about, where Windows treats it in its own way."""

    ALARM: Final = "alarm"
    """An alarm: it stays, and its sound repeats. Needs a button."""

    INCOMING_CALL: Final = "incomingCall"
    """A call: it stays in the whole width, and its sound repeats."""

    REMINDER: Final = "reminder"
    """A reminder: it stays. Needs a button."""

    URGENT: Final = "urgent"
    """Urgent: it breaks through what keeps quiet."""
