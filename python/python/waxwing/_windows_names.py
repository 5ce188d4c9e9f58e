"""The names that push to Windows knows, as classes of constants."""

from __future__ import annotations

from typing import Final


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
