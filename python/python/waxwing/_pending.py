"""A verification in three steps."""

from __future__ import annotations

from typing import Iterable, List, Optional

from . import _waxwing
from ._checks import OcspRequest, SignatureCheck
from ._time import Time
from ._verified import SignedObject, signed_object


class PendingVerification:
    """A verification between its first and its last step: nothing of the payload can be seen yet.

    The checks can run anywhere: in a library that you trust, in another process, in hardware.
    """

    __slots__ = ("_core",)

    def __init__(self, core: _waxwing.PendingVerification) -> None:
        self._core = core

    @property
    def checks(self) -> List[SignatureCheck]:
        """The signature checks to run."""
        return self._core.checks

    def ocsp_requests(
        self, outcomes: Iterable[bool], /, *, now: Optional[Time] = None
    ) -> List[OcspRequest]:
        """What to ask about revocation, given what became of the checks: one request for each
        certificate below the root, and none where the verifier does not ask.

        Nobody is asked about what is refused anyway: chain, dates and signatures are judged first.
        """
        return self._core.ocsp_requests(outcomes, now=now)

    def finish(
        self,
        outcomes: Iterable[bool],
        /,
        *,
        now: Optional[Time] = None,
        ocsp_answers: Iterable[bytes] = (),
    ) -> SignedObject:
        """Ends the verification, given what became of each of ``checks``, in their order. It can
        be ended once.

        ``ocsp_answers`` are the bodies of OCSP replies with the HTTP status 200, or answers that
        came with the object, in any order. One that proves nothing counts as none.
        """
        return signed_object(self._core.finish(outcomes, now, ocsp_answers))

    def __repr__(self) -> str:
        return repr(self._core)
