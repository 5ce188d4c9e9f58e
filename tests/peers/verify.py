"""Verification by waxwing and by Apple's app-store-server-library, one turn at a time.

Asked as `src/verify.rs` says. Apple's library runs as its README shows, without online checks: those
would ask Apple's servers. The arguments are Apple Root CA - G3 and files with a signed object each.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, Callable

from appstoreserverlibrary.models.Environment import Environment
from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier
from waxwing import app_store

TURN_NS = 30_000_000
BATCH = 960


def claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def calls(root: bytes, tokens: list[str]) -> tuple[list[Callable[[], object]], list[Callable[[], object]]]:
    """What each library does with each object: one verifier for each app, made beforehand."""
    ours: list[Callable[[], object]] = []
    apples: list[Callable[[], object]] = []
    own: dict[str, app_store.Verifier] = {}
    other: dict[str, SignedDataVerifier] = {}
    for token in tokens:
        found = claims(token)
        app = found.get("bundleId") or found.get("data", {}).get("bundleId") or "com.example.any"
        if app not in own:
            own[app] = app_store.Verifier(bundle_ids=[app], environments=["Sandbox"])
            other[app] = SignedDataVerifier([root], False, Environment.SANDBOX, app, None)
        mine, theirs = own[app], other[app]
        if "notificationType" in found:
            pair: tuple[Any, Any] = mine.notification, theirs.verify_and_decode_notification
        elif "autoRenewStatus" in found:
            pair = mine.renewal_info, theirs.verify_and_decode_renewal_info
        else:
            pair = mine.transaction, theirs.verify_and_decode_signed_transaction
        ours.append(lambda call=pair[0], token=token: call(token))
        apples.append(lambda call=pair[1], token=token: call(token))
    return ours, apples


def main() -> None:
    root = Path(sys.argv[1]).read_bytes()
    tokens = [Path(name).read_text().strip() for name in sys.argv[2:]]
    ours, apples = calls(root, tokens)

    def each(works: list[Callable[[], object]]) -> int:
        for work in works:
            work()
        return len(works)

    any_app = app_store.Verifier(
        bundle_ids=app_store.DANGEROUS_ANY, environments=["Sandbox"]
    )
    batch = (tokens * BATCH)[:BATCH]

    def many(threads: int) -> int:
        assert all(result.ok for result in any_app.verify_many(batch, threads=threads))
        return len(batch)

    works: dict[str, Callable[[], int]] = {
        "waxwing": lambda: each(ours),
        "apple": lambda: each(apples),
        "many_1": lambda: many(1),
        "many_2": lambda: many(2),
    }
    for name, work in works.items():  # until every chain is known, and the keys have their tables
        for _ in range(1 if name.startswith("many") else 20):
            work()

    print("fact app-store-server-library", version("app-store-server-library"))
    print("fact cryptography", version("cryptography"))
    print("fact python", sys.version.split()[0])
    for name in works:
        print("offer", name)
    print("ready", flush=True)
    for line in sys.stdin:
        work = works[line.strip()]
        objects, start = 0, time.perf_counter_ns()
        while (spent := time.perf_counter_ns() - start) < TURN_NS:
            objects += work()
        print(spent / objects, flush=True)


main()
