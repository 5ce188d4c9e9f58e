"""Cases about receipts."""

from __future__ import annotations

import base64
from typing import Any

from vectors import Case

from waxwing import app_store


def receipt_id(case: Case) -> dict[str, Any]:
    read = {
        "app": app_store.app_receipt_transaction_id,
        "transaction": app_store.transaction_receipt_transaction_id,
    }[case["kind"]]
    return {"transaction_id": read(case.input("receipt"))}


def receipt(case: Case) -> dict[str, Any]:
    def certificates(names: str, texts: str) -> list[bytes]:
        named = [case.shared["roots"][name] for name in case.get(names) or []]
        return [base64.b64decode(text, validate=True) for text in named + (case.get(texts) or [])]

    verifier = app_store.ReceiptVerifier(
        bundle_ids=case["bundle_ids"] or app_store.DANGEROUS_ANY,
        environments=case["environments"],
        roots=certificates("roots", "roots_b64"),
        root_sha256=[bytes.fromhex(text) for text in case.get("root_sha256") or []],
        xcode_certificates=certificates("xcode", "xcode_b64"),
        sha256_only=case.get("sha256_only") or False,
    )
    found = verifier.verify(case.input("receipt"), now=case["now_ms"])
    if case.get("device_hex") is not None:
        found.verify_device_hash(bytes.fromhex(case["device_hex"]))
    assert found.leaf_expired_since == (found.checked_at > found.leaf_valid_until)
    assert found.leaf_valid_until == found.chain.leaf.not_after
    assert (found.verified_environment == "Xcode") == (found.chain.leaf == found.chain.root)
    assert found.receipt == app_store.AppReceipt.from_json(found.json)
    assert found.receipt.receipt_creation_date == found.created_at
    for purchase, source in zip(found.receipt.in_app or (), found.json["inApp"]):
        assert purchase.transaction_id == source.get("transactionId")
    return {
        "environment": found.verified_environment,
        "created_at_ms": found.created_at,
        "leaf_valid_until_ms": found.leaf_valid_until,
        "checked_at_ms": found.checked_at,
        "digest": found.digest,
        "receipt": dict(found.json),
    }


RUNNERS = {"receipt": receipt, "receipt_id": receipt_id}
