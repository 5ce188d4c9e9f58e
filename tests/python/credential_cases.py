"""Cases about key and certificate files."""

from __future__ import annotations

import base64
import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conftest import ROOT
from push_cases import without_none
from vectors import Case, long_input

from waxwing import WaxwingError, apns, credentials
from waxwing.credentials import Contents, Identity, PrivateKey

FILES = ROOT / "tests" / "credentials"


def file(data: Mapping[str, Any]) -> str | bytes:
    """By its name, as a text, or as bytes."""
    if "file" in data:
        path: Path = FILES / data["file"]
        return path.read_bytes()
    return long_input(data, "x")


def sha256(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def public(key: credentials.SubjectKey) -> dict[str, str]:
    return {"kind": key.kind, "public_key_sha256": sha256(key.spki_der)}


def sniff(case: Case) -> dict[str, Any]:
    found = credentials.sniff(file(case.data))
    assert found.description and found.advice.endswith(".")
    return {
        "format": found.format,
        "labels": list(found.labels),
        "is_base64": found.is_base64,
        "is_truncated": found.is_truncated,
    }


def contents(case: Case) -> dict[str, Any]:
    limits = {name: case[name] for name in ("max_bytes", "max_iterations") if name in case.data}
    found = Contents.read(file(case.data), password=case.get("password"), **limits)
    return {
        "formats": list(found.formats),
        "protection": list(found.protection),
        "keys": [
            without_none(
                pkcs8_sha256=sha256(key.pkcs8_der()),
                friendly_name=key.friendly_name,
                **public(key.public_key),
            )
            for key in found.keys
        ],
        "certificates": [certificate(one) for one in found.certificates],
        "requests": [{"sha256": sha256(one.der), **public(one.key)} for one in found.requests],
        "public_keys": [public(key) for key in found.public_keys],
    }


def certificate(it: credentials.Certificate) -> dict[str, Any]:
    assert it.sha256 == sha256(it.der)
    assert credentials.Certificate.from_der(it.der).to_pem() == it.to_pem()
    assert it.is_self_issued == (it.subject == it.issuer)
    return without_none(
        sha256=it.sha256,
        sha1=it.sha1,
        common_name=it.common_name,
        issuer_common_name=it.issuer_common_name,
        user_id=it.user_id,
        organizational_unit=it.organizational_unit,
        not_before_ms=it.not_before,
        not_after_ms=it.not_after,
        is_self_issued=it.is_self_issued,
        is_for_clients=it.is_for_clients,
        has_old_signature=it.has_old_signature,
        friendly_name=it.friendly_name,
        **public(it.key),
    )


def opened(case: Case, call: str) -> Identity:
    for given in case["files"]:
        assert set(given) <= {"file", "x", "x_b64", "password"}, given
    files = [(file(given), given.get("password")) for given in case["files"]]
    if call == "contents":
        everything = Contents()
        for data, password in files:
            everything = everything.add(Contents.read(data, password=password))
        return everything.identity()
    if call == "parts":
        (one, password), (key, other) = files
        assert password == other
        return Identity.from_parts(one, key, password=password)
    ((data, password),) = files
    make = {"p12": Identity.from_p12, "pem": Identity.from_pem}[call]
    return make(data, password=password)


def identity(case: Case) -> dict[str, Any]:
    made, purpose, now = opened(case, case["call"]), case.get("purpose") or {}, case["now_ms"]
    lints = made.lints(**purpose, now=now)
    fatal = [lint.is_fatal for lint in lints]
    assert fatal == sorted(fatal, reverse=True) and all(it.advice.endswith(".") for it in lints)
    assert {lint.code for lint in made.certificate.lints(**purpose, now=now)} <= {
        lint.code for lint in lints
    }
    assert [sha256(der) for der in made.chain_der()] == [one.sha256 for one in made.chain]
    assert made.chain[0] == made.certificate and made.certificate.key == made.key.public_key
    try:
        push: dict[str, Any] = push_certificate(made.push_certificate())
    except WaxwingError as error:
        push = {"error": error.code}
    return without_none(
        chain=[one.sha256 for one in made.chain],
        others=[one.sha256 for one in made.others],
        kind=made.key.kind,
        key_sha256=sha256(made.key_der()),
        chain_pem_sha256=sha256(made.chain_pem()),
        key_pem_sha256=sha256(made.key_pem()),
        combined_pem_sha256=sha256(made.combined_pem()),
        friendly_name=made.friendly_name,
        days_left=made.certificate.days_left(now),
        push_certificate=push,
        lints=[{"code": lint.code, "found": lint.found} for lint in lints],
    )


def p12_write(case: Case) -> dict[str, Any]:
    entropy = base64.b64decode(case["entropy_b64"], validate=True)
    password, profile = case["password"], case["profile"]
    written = opened(case, "contents").to_p12(password=password, profile=profile, entropy=entropy)
    found = Contents.read(written, password=password)
    again = found.identity()
    return without_none(
        chain=[one.sha256 for one in again.chain],
        kind=again.key.kind,
        key_sha256=sha256(again.key_der()),
        friendly_name=again.friendly_name,
        protection=list(found.protection),
        holds=sum(base64.b64decode(text) in written for text in case["look_for_b64"]),
    )


def push_certificate(push: credentials.PushCertificate) -> dict[str, Any]:
    return without_none(
        default_topic=push.default_topic,
        topics=[{"topic": it.topic, "kinds": list(it.kinds)} for it in push.topics],
        environments=list(push.environments),
        family=push.family,
        push_types=list(push.push_types),
        needs_topic_header=push.needs_topic_header,
        team_id=push.team_id,
    )


def certificate_request(case: Case) -> dict[str, Any]:
    options = dict(case["subject"])
    subject = credentials.RequestSubject(options.pop("common_name"), **options)
    if "spki_b64" in case.data:
        key = credentials.SubjectKey.from_spki_der(base64.b64decode(case["spki_b64"]))
        unsigned = credentials.UnsignedRequest(subject, key)
        request = unsigned.assemble(base64.b64decode(case["signature_b64"]))
    else:
        private = PrivateKey.from_pem(case.input("p8"))
        request = credentials.CertificateRequest.sign(subject, private)
        unsigned = credentials.UnsignedRequest(subject, private.public_key)
    (again,) = Contents.read(request.to_pem()).requests
    assert again == request == credentials.CertificateRequest.from_der(request.der)
    assert unsigned.signing_input in request.der
    return {
        "algorithm": unsigned.algorithm,
        "kind": request.key.kind,
        "signing_input_b64": base64.b64encode(unsigned.signing_input).decode(),
        "pem": request.to_pem(),
        "sha256": sha256(request.der),
    }


def signing_key(case: Case) -> dict[str, Any]:
    private = PrivateKey.from_pem(file(case.data), password=case.get("password"))
    made = private.provider_key(key_id="ABC123DEFG", team_id="DEF123GHIJ")
    return {
        "public_key_b64": base64.b64encode(made.public_key).decode(),
        "key_id": credentials.key_id_from_file_name(case["file_name"]),
    }


def certificate_scope(case: Case) -> dict[str, Any]:
    scope = apns.CertificateScope(
        case["default_topic"], topics=case["topics"], environments=case["environments"]
    )
    assert pickle.loads(pickle.dumps(scope)) == scope
    scope.check(apns.Notification.from_options(case["notification"]), case["environment"])
    return {"permitted": True}


RUNNERS = {
    "certificate_request": certificate_request,
    "certificate_scope": certificate_scope,
    "contents": contents,
    "identity": identity,
    "p12_write": p12_write,
    "signing_key": signing_key,
    "sniff": sniff,
}
