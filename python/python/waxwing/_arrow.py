"""Tables for other libraries to read."""

from ._waxwing import ArrowTable

__all__ = ["ArrowTable"]
