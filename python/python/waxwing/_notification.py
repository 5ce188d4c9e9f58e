"""What is sent."""

from ._waxwing import (
    Cut,
    Lint,
    Notification,
    PushTypeRules,
    header_stability,
    lint_request,
)

__all__ = [
    "Cut",
    "Lint",
    "Notification",
    "PushTypeRules",
    "header_stability",
    "lint_request",
]
