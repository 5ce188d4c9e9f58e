"""Reads the shared vectors: their files, their cases, their inputs."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "vectors"

# What may stand beside the cases, by operation.
_FILE_KEYS = {
    "keyring": {"p8"},
    "notification_meaning": {"now_ms", "roots"},
    "subscription": {"events", "now_ms", "roots"},
    "receipt": {"roots"},
    "verify": {"roots"},
    "verify_policy": {"roots"},
    "verify_ocsp": {"roots"},
    "ocsp_requests": {"roots"},
    "checks": {"roots"},
}

# The key that holds the list, where it is not "cases".
_LISTS = {
    "error_codes": "codes",
    "options": "options",
    "payload_types": "types",
    "push_types": "push_types",
}

# What a case must and may hold. A key in LONG also comes as <key>_parts, a key in BYTES as <key>_b64.
_LONG = {
    "body", "common_name", "debug_text", "hex", "p8", "package_sid", "payload", "raw", "receipt", "secret",
    "tenant", "token", "uri", "x", "xml",
}  # fmt: skip
_BYTES = {"body", "debug", "p8", "receipt", "x"}
_VERIFY = {
    "kind", "token", "environments", "bundle_ids", "app_apple_ids", "validity", "now_ms",
}  # fmt: skip
_ROOTS = {"roots", "roots_b64"}
_POLICY = {
    "oldest_signing_time_ms", "xcode_certificates_b64", "revocation", "ocsp_hosts",
    "ocsp_max_age_ms",
}  # fmt: skip
_CASE_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "anchor": ({"der_b64"}, set()),
    "backoff": ({"first_ms", "max_ms", "attempt", "jitter_permille"}, set()),
    "binary_apns": (
        {"call"},
        {
            "chunks_hex", "expiry_s", "finish", "frame", "hex", "identifier", "payload_b64",
            "priority", "registered_at_ms", "time_s", "token_hex",
        },
    ),
    "broadcast": (
        {"notification", "channel_id", "environment"},
        {"authority", "authorization"},
    ),
    "channel": (
        {"call"},
        {
            "bundle_id", "environment", "authority", "storage_policy", "channel_id", "request_id",
            "authorization", "status", "headers", "body",
        },
    ),
    "certificate_request": ({"subject"}, {"p8", "signature_b64", "spki_b64"}),
    "certificate_scope": (
        {"default_topic", "environment", "environments", "notification", "topics"}, set(),
    ),
    "channel_uri": ({"uri"}, set()),
    "contents": (set(), {"file", "max_bytes", "max_iterations", "password", "slow", "x"}),
    "device_token": ({"hex"}, set()),
    "error_codes": ({"code", "category"}, set()),
    "goaway": ({"error_code", "last_stream_id"}, {"debug", "debug_text"}),
    "identity": ({"call", "files", "now_ms"}, {"purpose", "slow"}),
    "keyring": ({"keys", "topic", "environment"}, set()),
    "notification": (
        {"notification", "environment", "device_token"},
        {"port", "authorization"},
    ),
    "notification_meaning": ({"token"}, set()),
    "lint": (set(), {"body", "headers", "notification"}),
    "options": ({"kind"}, set()),
    "p12_write": ({"entropy_b64", "files", "look_for_b64", "password", "profile"}, {"slow"}),
    "payload_types": (set(), {"values", "fields"}),
    "provider_key": ({"p8", "key_id", "team_id"}, set()),
    "provider_token": (
        {"p8", "key_id", "team_id"},
        {"now_ms", "window_s", "phase_s", "issued_at_s"},
    ),
    "push_types": (
        {"topic_suffix", "priority", "expiration", "max_payload_bytes", "auth"},
        set(),
    ),
    "receipt": (
        {"receipt", "environments", "bundle_ids", "now_ms"},
        {
            "roots", "roots_b64", "root_sha256", "xcode", "xcode_b64", "sha256_only", "device_hex",
        },
    ),
    "receipt_id": ({"kind", "receipt"}, set()),
    "reply": ({"status", "headers", "body"}, {"registered_at_ms", "sent_at_ms"}),
    "session": ({"policy", "credential", "steps"}, {"p8", "key_id", "team_id"}),
    "signing_key": ({"file_name"}, {"file", "password", "x"}),
    "sniff": (set(), {"file", "x"}),
    "subscription": (
        {"events"},
        {
            "at_ms", "bundle_id", "environment", "merge", "orders", "original_transaction_id",
            "stored",
        },
    ),
    "unverified": ({"kind", "token"}, set()),
    "verify": (_VERIFY, _ROOTS),
    "verify_policy": (_VERIFY, _ROOTS | _POLICY),
    "verify_ocsp": (_VERIFY | {"answers_b64"}, _ROOTS | _POLICY),
    "ocsp_requests": (_VERIFY, _ROOTS | _POLICY),
    "checks": (_VERIFY, _ROOTS | _POLICY | {"outcomes"}),
    "mpns_reply": ({"status", "headers", "body"}, set()),
    "mpns_request": (set(), {"channel", "common_name", "notification", "other", "raw"}),
    "wns_reply": ({"status", "headers", "body"}, {"reason_phrase"}),
    "wns_request": ({"channel"}, {"notification", "raw", "remove", "token", "xml"}),
    "wns_token": (
        set(),
        {
            "body", "client_id", "headers", "now_ms", "package_sid", "secret", "status", "system",
            "tenant",
        },
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case of one file."""

    file: str
    op: str
    data: Mapping[str, Any]
    shared: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def expect(self) -> Any:
        return self.data["expect"]

    def get(self, key: str) -> Any:
        return self.data.get(key)

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def input(self, key: str) -> str | bytes:
        """An input that may be given as text, as parts of a text, or as bytes."""
        return long_input(self.data, key)


def long_input(data: Mapping[str, Any], key: str) -> str | bytes:
    if f"{key}_parts" in data:
        for part in data[f"{key}_parts"]:
            assert set(part) == {"text", "repeat"}, part
        return "".join(part["text"] * part["repeat"] for part in data[f"{key}_parts"])
    if f"{key}_b64" in data:
        return base64.b64decode(data[f"{key}_b64"], validate=True)
    text = data[key]
    assert isinstance(text, str)
    return text


@lru_cache(maxsize=None)
def load() -> list[Case]:
    """Every case of every file; whatever is unknown in them stops here."""
    files = sorted(FOLDER.glob("*.json"))
    assert files, f"no vectors in {FOLDER}"
    return [case for file in files for case in _read(file)]


def _read(path: Path) -> list[Case]:
    document = json.loads(path.read_text("utf-8"))
    op = document["op"]
    assert op in _CASE_KEYS, f"{path.name}: unknown op {op!r}"
    assert document["format"] == 1, f"{path.name}: unknown format"
    key = _LISTS.get(op, "cases")
    unknown = set(document) - {"about", "format", "op", key} - _FILE_KEYS.get(op, set())
    assert not unknown, f"{path.name}: unknown fields {sorted(unknown)}"
    cases = [Case(path.name, op, data, document) for data in document[key]]
    assert cases, f"{path.name}: no cases"
    for case in cases:
        _check(case)
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), f"{path.name}: a name stands twice"
    return cases


def _check(case: Case) -> None:
    where = f"{case.file}: {case.name}"
    needed, optional = _CASE_KEYS[case.op]
    needed = needed | {"name"} | (set() if case.op in _LISTS else {"expect"})
    found = set()
    for key in case.data:
        base = key
        if key.endswith("_parts") and key.removesuffix("_parts") in _LONG:
            base = key.removesuffix("_parts")
        elif key.endswith("_b64") and key.removesuffix("_b64") in _BYTES:
            base = key.removesuffix("_b64")
        assert base in needed | optional, f"{where}: unknown field {key!r}"
        assert base not in found, f"{where}: {base} is given twice"
        found.add(base)
    assert needed <= found, f"{where}: lacks {sorted(needed - found)}"
