"""The names that push to Windows knows, as classes of constants."""

from __future__ import annotations

from typing import Final


class Cause:
    """Why a reply says what it says, where it tells."""

    APP_NOT_MAPPED: Final = "app_not_mapped"
    """403 of WNS without its headers: the token is good, and nobody told WNS that its app may send
    to this channel (for Entra ID, the mapping of the package family name)."""

    BAD_REQUEST: Final = "bad_request"
    """The service found the request malformed."""

    CERTIFICATE_REFUSED: Final = "certificate_refused"
    """The client certificate was refused."""

    CHANNEL_EXPIRED: Final = "channel_expired"
    """The channel has expired, or its app is gone."""

    CHANNEL_THROTTLED: Final = "channel_throttled"
    """Too much for this channel at once."""

    CHANNEL_UNKNOWN: Final = "channel_unknown"
    """The service does not know the channel."""

    CREDENTIAL_REFUSED: Final = "credential_refused"
    """The name, secret or identity that a token was asked for with is wrong."""

    DEVICE_INACTIVE: Final = "device_inactive"
    """The device has not been online for long."""

    DOMAIN_BLOCKED: Final = "domain_blocked"
    """The service blocks the sender's domain."""

    DROPPED_BY_DEVICE: Final = "dropped_by_device"
    """The device or its settings do not want the notification, or could not be reached."""

    METHOD_NOT_ALLOWED: Final = "method_not_allowed"
    """The method was not one that the service has."""

    QUEUE_FULL: Final = "queue_full"
    """The device has too many notifications waiting."""

    QUOTA_EXCEEDED: Final = "quota_exceeded"
    """The day's quota of a channel without certificate is used up."""

    SENDER_THROTTLED: Final = "sender_throttled"
    """Too much from this sender."""

    SERVER_ERROR: Final = "server_error"
    """The service failed."""

    SUPPRESSED: Final = "suppressed"
    """The device does not take notifications of this kind."""

    TOO_LARGE: Final = "too_large"
    """The body is larger than the service takes."""

    TOKEN_REFUSED: Final = "token_refused"
    """The access token is missing, has expired or is none."""

    UNAVAILABLE: Final = "unavailable"
    """The service is busy, or down."""

    WRONG_APP: Final = "wrong_app"
    """The token, or the certificate, is that of another app."""


class ChannelKind:
    """Which service a channel belongs to."""

    MPNS: Final = "mpns"
    """MPNS, for senders without a certificate. The service ended in 2018."""

    MPNS_AUTHENTICATED: Final = "mpns_authenticated"
    """MPNS, for senders with a client certificate. The service ended in 2018."""

    WNS: Final = "wns"
    """WNS, the push service of Windows."""

    WEB_PUSH: Final = "web_push"
    """Web Push (RFC 8030) at a host of WNS: what Edge gives to websites. Nothing here sends to
    it."""
