"""Many objects in one call."""

from __future__ import annotations

from typing import Any, NoReturn, Optional, Protocol, Tuple, Union, cast

from . import _waxwing
from ._errors import WaxwingError
from ._verified import SignedObject, Verified, signed_object


class ArrowArrayExportable(Protocol):
    """Anything that hands out an Arrow array (the Arrow PyCapsule interface)."""

    def __arrow_c_array__(
        self, requested_schema: Optional[object] = None
    ) -> Tuple[object, object]: ...


class ArrowStreamExportable(Protocol):
    """Anything that hands out a stream of Arrow arrays (the Arrow PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


class Result:
    """What became of one of many: a verified object or an error.

    Neither true nor false, so that a refused object cannot pass for a verified one: ask ``ok``.
    """

    __slots__ = ("_found", "_value")

    _found: Union[_waxwing.Signed, WaxwingError, None]
    _value: Optional[SignedObject]

    def __init__(self, found: Union[_waxwing.Signed, WaxwingError, SignedObject]) -> None:
        verified = isinstance(found, Verified)
        self._found = None if verified else cast("Union[_waxwing.Signed, WaxwingError]", found)
        self._value = cast("SignedObject", found) if verified else None

    @property
    def ok(self) -> bool:
        """Whether it verified."""
        return not isinstance(self._found, WaxwingError)

    @property
    def value(self) -> Optional[SignedObject]:
        """The verified object, if there is one. Its class and its ``kind`` tell what it is."""
        # Made when it is first asked for: of many, not all may be read.
        if self._value is None and isinstance(self._found, _waxwing.Signed):
            self._value = signed_object(self._found)
        return self._value

    @property
    def error(self) -> Optional[WaxwingError]:
        """Why it did not verify, if it did not: what a call for this one would have raised.
        For what is neither ``str`` nor ``bytes`` it is an error too, with the code
        ``invalid_input``."""
        return self._found if isinstance(self._found, WaxwingError) else None

    def __bool__(self) -> NoReturn:
        raise TypeError("a Result is neither true nor false: ask its .ok")

    def __repr__(self) -> str:
        shown = f"error={self.error!r}" if not self.ok else f"value={self.value!r}"
        return f"Result(ok={self.ok}, {shown})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return Result, (self.value if self.ok else self.error,)
