"""Cases about signed objects: verified in one step and in three, with answers about revocation, and
not verified at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import vectors
from push_cases import without_none
from vectors import Case

from waxwing import WaxwingError, app_store

PAYLOAD_TYPES = {case.name: case for case in vectors.load() if case.op == "payload_types"}


def check_fields(payload: Any, source: Any) -> None:
    """A payload must hold exactly what its JSON holds, as far as its type knows the fields."""
    specs = PAYLOAD_TYPES[type(payload).__name__]["fields"]
    for spec in specs:
        value, found = getattr(payload, spec["name"]), source.get(spec["key"])
        if spec["kind"] == "object" and found is not None:
            check_fields(value, found)
        elif spec["kind"] == "object_list" and found is not None:
            assert len(value) == len(found)
            for inner, inner_source in zip(value, found):
                check_fields(inner, inner_source)
        elif spec["kind"] == "text_list" and found is not None:
            assert value == tuple(found), spec
        else:
            assert value == found, spec


def decoded(texts: Any) -> list[bytes]:
    return [base64.b64decode(text, validate=True) for text in texts or []]


def encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def verifier(case: Case) -> app_store.Verifier:
    options: dict[str, Any] = {}
    if "roots" in case.data or "roots_b64" in case.data:
        roots = [case.shared["roots"][name] for name in case.get("roots") or []]
        options["roots"] = decoded(roots) + decoded(case.get("roots_b64"))
    if "xcode_certificates_b64" in case.data:
        options["xcode_certificates"] = decoded(case["xcode_certificates_b64"])
    for key, option in (
        ("oldest_signing_time_ms", "oldest_signing_time"),
        ("revocation", "revocation"),
        ("ocsp_hosts", "ocsp_hosts"),
        ("ocsp_max_age_ms", "ocsp_max_age_millis"),
    ):
        if key in case.data:
            options[option] = case[key]
    return app_store.Verifier(
        bundle_ids=case["bundle_ids"] or app_store.DANGEROUS_ANY,
        app_apple_ids=case["app_apple_ids"] or app_store.DANGEROUS_ANY,
        environments=case["environments"],
        validity=case["validity"],
        **options,
    )


def kind(case: Case) -> str | None:
    return None if case["kind"] == "any" else str(case["kind"])


def verify(case: Case) -> dict[str, Any]:
    made = verifier(case)
    read: dict[str, Callable[..., app_store.SignedObject]] = {
        "any": made.any,
        "notification": made.notification,
        "transaction": made.transaction,
        "renewalInfo": made.renewal_info,
        "appTransaction": made.app_transaction,
        "realtimeRequest": made.realtime_request,
    }
    token, now = case.input("token"), case["now_ms"]
    verified = read[case["kind"]](token, now=now)
    assert isinstance(token, str)
    assert read[case["kind"]](token.encode(), now=now) == verified
    # The same by other ways.
    pending = made.begin(token, kind=kind(case))
    assert pending.finish([check.run() for check in pending.checks], now=now) == verified
    (result,) = made.verify_many([token], kind=kind(case), now=now)
    assert result.value == verified
    check_fields(verified.payload, verified.json)
    found = without_none(
        kind=verified.kind,
        signed_at_ms=verified.signed_at,
        leaf_valid_until_ms=verified.leaf_valid_until,
        checked_at_ms=verified.checked_at,
        environment=verified.verified_environment,
        bundle_id=verified.verified_bundle_id,
        payload=verified.json,
    )
    if isinstance(verified, app_store.Notification):
        nested = {
            "transaction": verified.transaction,
            "renewal_info": verified.renewal_info,
            "app_transaction": verified.app_transaction,
        }
        for name, inner in nested.items():
            if inner is not None:
                check_fields(inner.payload, inner.json)
                found[name] = inner.json
    return found


def verify_policy(case: Case) -> dict[str, Any]:
    found = verify(case)
    verified = verifier(case).verify(case["token"], kind=kind(case), now=case["now_ms"])
    chain = verified.chain
    found.update(
        without_none(app_apple_id=verified.verified_app_apple_id),
        leaf_expired_since=verified.leaf_expired_since,
        sha256={
            "leaf": chain.leaf.sha256,
            "intermediate": chain.intermediate.sha256,
            "root": chain.root.sha256,
        },
    )
    return found


def _status(status: app_store.CertificateStatus) -> dict[str, Any]:
    return without_none(
        status=status.status,
        since_ms=status.since,
        reason=status.reason,
        cache_until_ms=status.cache_until,
    )


def verify_ocsp(case: Case) -> dict[str, Any]:
    answers, now = decoded(case["answers_b64"]), case["now_ms"]
    verified = verifier(case).verify(
        case["token"], kind=kind(case), now=now, ocsp_answers=answers
    )
    pending = verifier(case).begin(case["token"], kind=kind(case))
    outcomes = [check.run() for check in pending.checks]
    other = pending.finish(outcomes, now=now, ocsp_answers=iter(answers))
    assert other == verified and other.revocation == verified.revocation
    revocation = verified.revocation
    return without_none(
        kind=verified.kind,
        revocation=revocation
        and without_none(
            leaf=_status(revocation.leaf),
            intermediate=_status(revocation.intermediate),
            cache_until_ms=revocation.cache_until,
        ),
    )


def ocsp_requests(case: Case) -> dict[str, Any]:
    made, now = verifier(case), case["now_ms"]
    pending = made.begin(case["token"], kind=kind(case))
    requests = pending.ocsp_requests([check.run() for check in pending.checks], now=now)
    found = []
    for request in requests:
        assert request.method == "POST"
        assert request.headers == [("content-type", "application/ocsp-request")]
        found.append(
            {
                "url": request.url,
                "certificate": request.certificate,
                "body_b64": encoded(request.content),
            }
        )
    if kind(case) is None:
        again = made.ocsp_requests(case["token"], now=now)
        assert [it.content for it in again] == [it.content for it in requests]
    return {"requests": found}


def checks(case: Case) -> dict[str, Any]:
    pending = verifier(case).begin(case["token"], kind=kind(case))
    found = [
        {
            "curve": check.curve,
            "hash": check.hash,
            "spki_b64": encoded(check.spki),
            "signature_b64": encoded(check.signature),
            "data_sha256": hashlib.sha256(check.data).hexdigest(),
        }
        for check in pending.checks
    ]
    finish: dict[str, Any]
    try:
        finish = {"kind": pending.finish(case["outcomes"], now=case["now_ms"]).kind}
    except WaxwingError as error:
        finish = {"error": error.code}
    return {"checks": found, "finish": finish}


def unverified(case: Case) -> dict[str, Any]:
    found = app_store.decode_unverified(case.input("token"), kind=kind(case))
    assert not isinstance(found, app_store.Verified)
    check_fields(found.payload, found.json)
    return {"kind": found.kind, "payload": found.json, "json": found.raw}


RUNNERS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "checks": checks,
    "ocsp_requests": ocsp_requests,
    "unverified": unverified,
    "verify": verify,
    "verify_ocsp": verify_ocsp,
    "verify_policy": verify_policy,
}
