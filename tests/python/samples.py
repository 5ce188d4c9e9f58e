"""Signed objects for tests of something else: the first that pass in the shared vectors."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache

import vectors

from waxwing import app_store


@dataclass(frozen=True)
class Sample:
    """A token, a verifier that takes it, and the time for it."""

    verifier: app_store.Verifier
    token: str
    now: int
    roots: list[bytes]


@lru_cache(maxsize=None)
def sample(kind: str, nested: bool = False) -> Sample:
    for case in vectors.load():
        if case.op != "verify" or case.expect.get("kind") != kind or not case.get("roots"):
            continue
        if nested and not {"transaction", "renewal_info"} <= set(case.expect):
            continue
        roots = [base64.b64decode(case.shared["roots"][name]) for name in case["roots"]]
        verifier = app_store.Verifier(
            bundle_ids=case["bundle_ids"] or app_store.DANGEROUS_ANY,
            app_apple_ids=case["app_apple_ids"] or app_store.DANGEROUS_ANY,
            environments=case["environments"],
            roots=roots,
        )
        token = case.input("token")
        assert isinstance(token, str)
        return Sample(verifier, token, case["now_ms"], roots)
    raise LookupError(f"no vector gives a {kind}")
