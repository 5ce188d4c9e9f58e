"""Requests, replies, and what to do about them."""

from ._waxwing import (
    DeviceToken,
    Endpoint,
    Prepared,
    Reply,
    Request,
    Requests,
    Verdict,
)

__all__ = [
    "DeviceToken",
    "Endpoint",
    "Prepared",
    "Reply",
    "Request",
    "Requests",
    "Verdict",
]
