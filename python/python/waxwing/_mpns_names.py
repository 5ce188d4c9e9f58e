"""The names that MPNS knows, as classes of constants."""

from __future__ import annotations

from typing import Final


class DeviceStatus:
    """The state of the phone's connection."""

    CONNECTED: Final = "connected"
    """The phone is online."""

    DISCONNECTED: Final = "disconnected"
    """The phone is offline."""

    INACTIVE: Final = "inactive"
    """The phone has not been online for long."""

    NOT_APPLICABLE: Final = "n/a"
    """The service has no word for it."""

    TEMP_DISCONNECTED: Final = "tempdisconnected"
    """The phone was online a short while ago."""


class Kind:
    """What a notification is."""

    RAW: Final = "raw"
    """Bytes for the app, while it runs in the foreground."""

    TILE: Final = "tile"
    """What the app's tile shows."""

    TOAST: Final = "toast"
    """What the user reads at once."""


class NotificationStatus:
    """What MPNS made of a notification."""

    DROPPED: Final = "dropped"
    """It was thrown away."""

    NOT_APPLICABLE: Final = "n/a"
    """The service has no word for it."""

    QUEUE_FULL: Final = "queuefull"
    """The phone has too many waiting."""

    RECEIVED: Final = "received"
    """It is on its way, or waits for the phone."""

    SUPPRESSED: Final = "suppressed"
    """The phone does not take notifications of this kind."""


class OsLevel:
    """What the phone understands. Without one, everything passes."""

    WP_7_0: Final = "7.0"
    """Windows Phone 7.0."""

    WP_7_1: Final = "7.1"
    """Windows Phone 7.1, also called 7.5."""

    WP_8_0: Final = "8.0"
    """Windows Phone 8.0."""

    WP_8_0_UPDATE_3: Final = "8.0-update-3"
    """Windows Phone 8.0 with its third update."""


class SubscriptionStatus:
    """The state of the channel."""

    ACTIVE: Final = "active"
    """It is in use."""

    EXPIRED: Final = "expired"
    """It is gone."""

    NOT_APPLICABLE: Final = "n/a"
    """The service has no word for it."""


class Template:
    """The shape of a tile."""

    BASIC: Final = "basic"
    """Front and back, of Windows Phone 7."""

    CYCLE: Final = "cycle"
    """Up to nine pictures, one after the other."""

    FLIP: Final = "flip"
    """Front and back in three sizes."""

    ICONIC: Final = "iconic"
    """An icon and a number."""
