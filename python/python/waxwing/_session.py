"""The policy of connections."""

from ._waxwing import (
    Backoff,
    GoAway,
    Next,
    Outcome,
    Session,
    SessionPolicy,
)

__all__ = [
    "Backoff",
    "GoAway",
    "Next",
    "Outcome",
    "Session",
    "SessionPolicy",
]
