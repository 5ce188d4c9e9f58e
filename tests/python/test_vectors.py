"""Every case of every shared vector file."""

from __future__ import annotations

import base64
import dataclasses
import json
import typing
from collections.abc import Callable
from typing import Any

import binary_cases
import credential_cases
import purchase_cases
import push_cases
import pytest
import receipt_cases
import vectors
import verify_cases
import windows_cases
from push_cases import without_none
from vectors import Case
from verify_cases import PAYLOAD_TYPES, check_fields

import waxwing
from waxwing import WaxwingError, _names, _payloads, _waxwing, apns, app_store

CASES = vectors.load()

CLASSES = {
    "input": waxwing.InputError,
    "malformed": waxwing.MalformedError,
    "untrusted": waxwing.UntrustedError,
    "limit": waxwing.LimitError,
    "internal": waxwing.InternalError,
}

CODES: dict[str, tuple[int, str]] = {
    name: (number, category) for number, name, category in _waxwing.error_codes()
}


def outcome(run: Callable[[], Any], expect: Any) -> Any:
    """What came out, as far as the case says something about it."""
    try:
        return run()
    except WaxwingError as error:
        number, category = CODES[error.code]
        assert type(error) is CLASSES[category]
        assert (error.number, error.category) == (number, category)
        assert str(error).startswith(f"{error.subject}: ")
        assert str(error).endswith(f"; expected {error.expected}, found {error.found}")
        found = {"error": error.code, "subject": error.subject, "retryable": error.retryable}
        return {key: value for key, value in found.items() if key == "error" or key in expect}


def provider_key(case: Case) -> dict[str, Any]:
    key = apns.ProviderKey.from_p8(
        case.input("p8"), key_id=case["key_id"], team_id=case["team_id"]
    )
    assert (key.key_id, key.team_id) == (case["key_id"], case["team_id"])
    return {"public_key_b64": base64.b64encode(key.public_key).decode()}


def provider_token(case: Case) -> dict[str, Any]:
    key = apns.ProviderKey.from_p8(
        case.input("p8"), key_id=case["key_id"], team_id=case["team_id"]
    )
    if case.get("issued_at_s") is not None:
        token = key.token_issued_at(case["issued_at_s"])
    else:
        options = {name: case[name] for name in ("window_s", "phase_s") if name in case.data}
        token = key.token_at(case["now_ms"], policy=apns.TokenPolicy(**options))
    assert token.authorization == f"bearer {token.jwt}"
    found = {
        "token": token.jwt,
        "issued_at_s": token.issued_at // 1000,
        "expires_at_s": token.expires_at // 1000,
    }
    return {key: found[key] for key in found if key != "expires_at_s" or key in case.expect}


def device_token(case: Case) -> dict[str, Any]:
    text = case.input("hex")
    assert isinstance(text, str)
    token = apns.DeviceToken.from_hex(text)
    assert apns.DeviceToken.from_bytes(bytes.fromhex(token.hex)) == token
    return {"hex": token.hex}


def notification(case: Case) -> dict[str, Any]:
    options = push_cases.document(case)
    note = apns.Notification.from_options(options)
    endpoint = case["environment"]
    if case.get("port") is not None:
        endpoint = apns.Endpoint(endpoint, port=case["port"])
    jwt = case.get("authorization")
    token = None if jwt is None else apns.ProviderToken.from_jwt(jwt)
    device = apns.DeviceToken.from_hex(case["device_token"])
    push = note.prepare(endpoint)
    request = push.request(device, token)
    assert request.content.decode() == note.payload
    assert request.url == push.url(device) == f"https://{push.authority}{push.path(device)}"
    # Keywords say the same as the document, and many requests the same as one.
    options = {push_cases.snake_case(name): value for name, value in options.items()}
    push_type, topic = options.pop("push_type"), options.pop("topic")
    again = apns.Notification(push_type, topic, **options).prepare(endpoint)
    (other,) = again.requests([device], token)
    assert (other.headers, other.content) == (request.headers, request.content)
    assert (other.method, other.url) == (request.method, request.url)
    cut = note.cut
    return without_none(
        method=request.method,
        url=request.url,
        headers=[list(header) for header in request.headers],
        body=request.content.decode(),
        cut=cut
        and {
            "pointer": cut.pointer,
            "original_bytes": cut.original_bytes,
            "kept_bytes": cut.kept_bytes,
            "removed_bytes": cut.removed_bytes,
        },
    )


def reply(case: Case) -> dict[str, Any]:
    body = case.input("body")
    received = apns.Reply.parse(
        case["status"],
        [(name, value) for name, value in case["headers"]],
        body.encode() if isinstance(body, str) else body,
    )
    verdict = received.verdict(case.get("registered_at_ms"), sent_at=case.get("sent_at_ms"))
    assert received.status == case["status"]
    assert (verdict.action == apns.Action.DELIVERED) == received.is_success
    assert verdict.reason == received.reason and verdict.advice
    found = {
        "apns_id": received.apns_id,
        "apns_unique_id": received.apns_unique_id,
        "apns_request_id": received.apns_request_id,
        "apns_channel_id": received.apns_channel_id,
        "reason": received.reason_text,
        "known_reason": received.reason_is_known,
        "timestamp_ms": received.timestamp,
        "retry_after_s": received.retry_after_s,
        "verdict": without_none(
            action=verdict.action,
            scope=verdict.scope,
            retry_after_s=verdict.retry_after_s,
            new_connection=verdict.new_connection,
        ),
    }
    return without_none(**found)


def anchor(case: Case) -> dict[str, Any]:
    verifier = app_store.Verifier(
        bundle_ids=app_store.DANGEROUS_ANY,
        environments="Sandbox",
        roots=base64.b64decode(case["der_b64"]),
    )
    (fingerprint,) = verifier.root_fingerprints
    return {"sha256": fingerprint}


RUNNERS = {
    "anchor": anchor,
    "device_token": device_token,
    "notification": notification,
    "provider_key": provider_key,
    "provider_token": provider_token,
    "reply": reply,
    **binary_cases.RUNNERS,
    **credential_cases.RUNNERS,
    **push_cases.RUNNERS,
    **purchase_cases.RUNNERS,
    **receipt_cases.RUNNERS,
    **verify_cases.RUNNERS,
    **windows_cases.RUNNERS,
}

LISTS = ("error_codes", "options", "payload_types", "push_types")


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case.file}-{case.name}") for case in CASES if case.op not in LISTS],
)
def test_case(case: Case, record_property: Callable[[str, object], None]) -> None:
    record_property("file", case.file)
    found = outcome(lambda: RUNNERS[case.op](case), case.expect)
    # As text, because Python takes 1, 1.0 and True for the same.
    assert canonical(found) == canonical(case.expect), f"{case.file}: {case.name}"


def canonical(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True)


# The list of error codes.


def codes() -> list[Case]:
    return [case for case in CASES if case.op == "error_codes"]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.file}-{case.name}") for case in codes()]
)
def test_error_code(case: Case, record_property: Callable[[str, object], None]) -> None:
    record_property("file", case.file)
    assert CODES.get(case.name) == (case["code"], case["category"])


def test_error_codes_are_complete() -> None:
    listed = [case.name for case in codes()]
    assert listed, "error-codes.json has no codes"
    assert list(CODES) == listed
    constants = {key: value for key, value in vars(waxwing.ErrorCode).items() if key.isupper()}
    assert list(constants.values()) == listed
    assert [key.lower() for key in constants] == listed
    assert {category for _, category in CODES.values()} == set(CLASSES)
    assert all(cls.category == category for category, cls in CLASSES.items())


# Push types and options.


def of(op: str) -> list[Any]:
    return [pytest.param(case, id=f"{case.file}-{case.name}") for case in CASES if case.op == op]


@pytest.mark.parametrize("case", of("push_types"))
def test_push_type(case: Case, record_property: Callable[[str, object], None]) -> None:
    record_property("file", case.file)
    rules = apns.PushTypeRules(case.name)
    assert rules.push_type == case.name
    for name in ("topic_suffix", "priority", "expiration", "max_payload_bytes", "auth"):
        assert getattr(rules, name) == case[name], name


@pytest.mark.parametrize("case", of("options"))
def test_option(case: Case, record_property: Callable[[str, object], None]) -> None:
    record_property("file", case.file)
    assert dict(_waxwing.options_table())[case.name] == case["kind"]


def test_push_types_and_options_are_complete() -> None:
    listed = {op: sorted(case.name for case in CASES if case.op == op) for op in LISTS}
    assert listed["push_types"] == sorted(_waxwing.names()["PushType"])
    assert listed["options"] == sorted(name for name, _ in _waxwing.options_table())


# Payload types.

PLAIN = {
    "text": str, "text_list": str, "int": int, "bool": bool, "millis": int, "enum": str,
    "int_enum": int,
}  # fmt: skip
SAMPLES = {"text": "t", "int": 7, "bool": True, "millis": 1, "enum": "NEW", "int_enum": 99}


@pytest.mark.parametrize("name", PAYLOAD_TYPES)
def test_payload_type(name: str, record_property: Callable[[str, object], None]) -> None:
    case = PAYLOAD_TYPES[name]
    record_property("file", case.file)
    cls = getattr(app_store, name)
    assert name in app_store.__all__
    if case.get("values") is not None:
        constants = {key: value for key, value in vars(cls).items() if key.isupper()}
        assert list(constants.values()) == case["values"]
        return
    hints = typing.get_type_hints(cls)
    assert [field.name for field in dataclasses.fields(cls)] == [it["name"] for it in case["fields"]]
    sample: dict[str, Any] = {}
    for spec in case["fields"]:
        assert set(spec) - {"type"} == {"name", "key", "kind"}, spec
        inner, none = typing.get_args(hints[spec["name"]])
        assert none is type(None)
        if spec["kind"] in ("text_list", "object_list"):
            assert typing.get_origin(inner) is tuple
            inner, ellipsis = typing.get_args(inner)
            assert ellipsis is ...
        assert inner is type_of(spec), spec
        sample[spec["key"]] = sample_of(spec)
    check_fields(cls.from_json(sample), sample)
    check_fields(cls.from_json({}), {})


def type_of(spec: dict[str, str]) -> Any:
    if spec["kind"] in ("object", "object_list"):
        return getattr(app_store, spec["type"])
    return PLAIN[spec["kind"]]


def sample_of(spec: dict[str, str]) -> Any:
    if spec["kind"] == "text_list":
        return ["a", "b"]
    if spec["kind"] == "object":
        return {}
    if spec["kind"] == "object_list":
        return [{}]
    return SAMPLES[spec["kind"]]


def test_payload_types_are_complete() -> None:
    if not PAYLOAD_TYPES:
        pytest.skip("payload types: tests/vectors/payload-types.json is not there")
    assert set(_payloads.__all__) == set(PAYLOAD_TYPES)
    beside = {"payload", "kind", "raw", "json", "chain", *typing.get_type_hints(app_store.Verified)}
    for case in PAYLOAD_TYPES.values():
        fields = {spec["name"] for spec in case.get("fields") or []}
        assert not fields & beside, f"{case.name} has a field that Verified has too"


def _names_module() -> list[str]:
    return [name for name, value in vars(_names).items() if isinstance(value, type)]


def test_options_repeat_the_core() -> None:
    table = [name for name, _ in _waxwing.options_table()]
    hints = typing.get_type_hints(apns.BroadcastOptions)
    assert set(hints) == {name for name in table if "." not in name}
    for cls, option in ((apns.Alert, "alert"), (apns.Localized, "alert.title"), (apns.Sound, "sound")):
        parts = {name.removeprefix(f"{option}.") for name in table if name.startswith(f"{option}.")}
        fields = {field.name for field in dataclasses.fields(cls)}
        assert fields == {part for part in parts if "." not in part}, option


def test_constants_repeat_the_core() -> None:
    names = _waxwing.names()
    assert set(names) == set(_names_module())
    for name, values in names.items():
        constants = vars(getattr(apns, name))
        assert [value for key, value in constants.items() if key.isupper()] == values, name


def test_constants_of_verification_repeat_the_core() -> None:
    kinds = [value for key, value in vars(app_store.Kind).items() if key.isupper()]
    assert kinds == ["notification", "transaction", "renewalInfo", "appTransaction", "realtimeRequest"]
    for validity in (app_store.Validity.SIGNING_TIME, app_store.Validity.CHECK_TIME):
        app_store.Verifier(
            bundle_ids="com.example", environments="Sandbox", validity=validity
        )
