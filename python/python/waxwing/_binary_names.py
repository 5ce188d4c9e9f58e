"""The names that the binary protocol knows, as classes of constants."""

from __future__ import annotations

from typing import Final


class Frame:
    """How a notification is put into bytes."""

    SIMPLE: Final = "simple"
    """Command 0: token and payload. A refusal could not say which one it was about."""

    ENHANCED: Final = "enhanced"
    """Command 1: identifier and expiry too."""

    MODERN: Final = "modern"
    """Command 2: items, with a priority among them."""


class Status:
    """Why the gateway closed the connection."""

    NO_ERROR: Final = "no_error"
    """Status 0. Nothing was wrong."""

    PROCESSING_ERROR: Final = "processing_error"
    """Status 1. The gateway failed: the notification could be sent again."""

    MISSING_TOKEN: Final = "missing_token"
    """Status 2. The frame had no device token."""

    MISSING_TOPIC: Final = "missing_topic"
    """Status 3. The certificate named no topic."""

    MISSING_PAYLOAD: Final = "missing_payload"
    """Status 4. The frame had no payload."""

    INVALID_TOKEN_SIZE: Final = "invalid_token_size"
    """Status 5. The device token had another length than 32 bytes."""

    INVALID_TOPIC_SIZE: Final = "invalid_topic_size"
    """Status 6. The topic was too long."""

    INVALID_PAYLOAD_SIZE: Final = "invalid_payload_size"
    """Status 7. The payload was too long."""

    INVALID_TOKEN: Final = "invalid_token"
    """Status 8. The device token was none of this topic and environment: drop it."""

    SHUTDOWN: Final = "shutdown"
    """Status 10. The gateway closed for maintenance; the identifier was the last one that it
    took."""

    PROTOCOL_ERROR: Final = "protocol_error"
    """Status 128. The frame could not be read."""

    UNKNOWN: Final = "unknown"
    """Status 255. No reason was given."""
