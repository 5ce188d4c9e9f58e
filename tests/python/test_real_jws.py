"""Objects that Apple has signed, and the test data of Apple's own libraries."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from waxwing import MalformedError, UntrustedError, WaxwingError, app_store, to_datetime

# 2026-11-21T00:00:00Z, when the leaves of all six had expired.
LATER_MS = 1_795_219_200_000

REAL = {
    "notification-TEST-1662122492884-8dce374e": ("com.Abilities", "2023-09-24"),
    "renewalInfo-Sandbox-1667561039251-e18d1659": (None, "2023-09-24"),
    "renewalInfo-Sandbox-1684822778492-8a548061": (None, "2023-09-24"),
    "transaction-Sandbox-1667559685499-0cd9c84b": ("Com.VoiceRecording.Telephone", "2023-09-24"),
    "transaction-Sandbox-1667561039251-3db16e5a": ("Com.VoiceRecording.Telephone", "2023-09-24"),
    "transaction-Sandbox-1739161772561-67237f4b": ("com.goodheartapp", "2025-10-11"),
}


def real_verifier(**options: Any) -> app_store.Verifier:
    bundle_ids = {bundle_id for bundle_id, _ in REAL.values() if bundle_id is not None}
    return app_store.Verifier(bundle_ids=bundle_ids, environments="Sandbox", **options)


def real(shared: Path, name: str) -> str:
    return (shared / "real-jws" / f"{name}.jws").read_text("ascii").strip()


def test_the_later_date_is_what_it_says() -> None:
    assert to_datetime(LATER_MS) == datetime(2026, 11, 21, tzinfo=timezone.utc)


def test_every_real_object_is_tried(shared: Path) -> None:
    assert {path.stem for path in (shared / "real-jws").glob("*.jws")} == set(REAL)


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("checked", ["when signed", "later"])
def test_a_real_object_verifies_at_its_signing_time(
    shared: Path, name: str, checked: str
) -> None:
    bundle_id, expiry = REAL[name]
    kind, _, signed_at, _ = name.split("-")
    now = LATER_MS if checked == "later" else int(signed_at)
    verified = real_verifier().any(real(shared, name), now=now)
    assert verified.kind == kind
    assert verified.signed_at == verified.json["signedDate"] == int(signed_at)
    assert verified.checked_at == now
    assert verified.leaf_expired_since == (checked == "later")
    assert to_datetime(verified.leaf_valid_until).date().isoformat() == expiry
    assert verified.verified_environment == "Sandbox"
    assert verified.verified_bundle_id == bundle_id
    assert verified.chain.root.common_name == "Apple Root CA - G3"
    assert verified.chain.leaf.not_after == verified.leaf_valid_until
    assert json.loads(verified.raw) == verified.json


@pytest.mark.parametrize("name", REAL)
def test_a_real_object_is_refused_when_its_leaf_has_expired(shared: Path, name: str) -> None:
    verifier = real_verifier(validity="check_time")
    with pytest.raises(UntrustedError) as caught:
        verifier.any(real(shared, name), now=LATER_MS)
    error = caught.value
    assert (error.code, error.subject) == ("expired", "leaf certificate")
    assert REAL[name][1] in str(error) and "2026-11-21" in str(error)


@pytest.mark.parametrize("name", REAL)
def test_a_real_object_is_refused_for_another_root(shared: Path, name: str) -> None:
    root = (shared / "apple-mock/certs/testCA.der").read_bytes()
    with pytest.raises(UntrustedError) as caught:
        real_verifier(roots=root).any(real(shared, name), now=LATER_MS)
    assert caught.value.code in ("unknown_anchor", "bad_cert_signature")


def test_a_real_notification_reads_like_its_payload(shared: Path) -> None:
    name = "notification-TEST-1662122492884-8dce374e"
    notification = real_verifier().notification(real(shared, name))
    assert notification.notification_type == app_store.NotificationType.TEST
    assert notification.data is not None and notification.data.bundle_id == "com.Abilities"
    assert notification.transaction is None and notification.renewal_info is None
    assert isinstance(notification, app_store.NotificationPayload)
    assert notification.payload == app_store.NotificationPayload.from_json(notification.json)


# Apple's mock data: spec/app-store.md section 13.1, the rows about verification.


def mock_verifier(shared: Path, environment: str, **options: Any) -> app_store.Verifier:
    options.setdefault("bundle_ids", "com.example")
    options.setdefault("app_apple_ids", 1234)
    root = (shared / "apple-mock/certs/testCA.der").read_bytes()
    return app_store.Verifier(environments=environment, roots=root, **options)


def mock(shared: Path, name: str) -> str:
    return (shared / "apple-mock/mock_signed_data" / name).read_text("ascii").strip()


def test_apple_mock_notification_verifies(shared: Path) -> None:
    verified = mock_verifier(shared, "Sandbox").notification(mock(shared, "testNotification"))
    assert verified.notification_type == "TEST"
    assert verified.verified_environment == "Sandbox"
    assert verified.verified_bundle_id == "com.example"


@pytest.mark.parametrize(
    ("file", "environment", "options", "code"),
    [
        ("testNotification", "Production", {}, "wrong_environment"),
        ("testNotification", "Production", {"app_apple_ids": 1235}, "wrong_app_id"),
        ("wrongBundleId", "Sandbox", {"bundle_ids": "com.examplex"}, "wrong_bundle_id"),
        ("missingX5CHeaderClaim", "Sandbox", {}, "missing_chain"),
    ],
)
def test_apple_mock_data_is_refused(
    shared: Path, file: str, environment: str, options: dict[str, Any], code: str
) -> None:
    verifier = mock_verifier(shared, environment, **options)
    with pytest.raises(UntrustedError) as caught:
        verifier.notification(mock(shared, file))
    assert caught.value.code == code


def test_apple_mock_transaction_and_renewal_info_verify(shared: Path) -> None:
    verifier = mock_verifier(shared, "Sandbox")
    transaction = verifier.transaction(mock(shared, "transactionInfo"))
    assert transaction.environment == transaction.verified_environment == "Sandbox"
    renewal_info = verifier.renewal_info(mock(shared, "renewalInfo"))
    assert renewal_info.environment == renewal_info.verified_environment == "Sandbox"


@pytest.mark.parametrize("token", ["a.b.c", "a.b.c.d"])
def test_apple_mock_malformed_text_is_refused(token: str) -> None:
    verifier = app_store.Verifier(bundle_ids="com.example", environments="Sandbox")
    for verify in (verifier.notification, verifier.transaction, verifier.renewal_info):
        with pytest.raises(MalformedError):
            verify(token)


@pytest.mark.parametrize(
    "file", ["xcode-signed-app-transaction", "xcode-signed-transaction", "xcode-signed-renewal-info"]
)
def test_apple_mock_data_of_xcode_is_refused(shared: Path, file: str) -> None:
    # Xcode signs with a certificate of its own, which no verifier trusts.
    token = (shared / "apple-mock/xcode" / file).read_text("ascii").strip()
    verifier = app_store.Verifier(
        bundle_ids="com.example.naturelab.backyardbirds.example",
        environments=["Sandbox", "Production"],
        app_apple_ids=1234,
    )
    with pytest.raises(WaxwingError) as caught:
        verifier.any(token)
    assert isinstance(caught.value, (MalformedError, UntrustedError))
