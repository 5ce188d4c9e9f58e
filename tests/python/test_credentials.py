"""Key and certificate files in Python: what is made of them, and what is never shown of them."""

from __future__ import annotations

import copy
import pickle
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from known import KEY_ID, P8, TEAM_ID, TOPIC, key, note
from test_secrets import SECRETS, shown

from waxwing import InputError, LimitError, MalformedError, WaxwingError, apns, credentials
from waxwing.credentials import Contents, Identity, PrivateKey

FILES = ROOT / "tests" / "credentials"
PASSWORD = "secret"
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


def file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def identity(name: str = "keychain.p12") -> Identity:
    return Identity.from_p12(file(name), password=PASSWORD)


def p8() -> PrivateKey:
    return PrivateKey.from_pem(P8)


def code(run: Callable[[], object], error: type[WaxwingError] = InputError) -> str:
    with pytest.raises(error) as caught:
        run()
    return caught.value.code


def test_an_identity_is_the_same_from_every_form() -> None:
    made = identity()
    again = Identity.from_pem(made.combined_pem())
    parts = Identity.from_parts(made.certificate.der, made.key_der())
    both = Contents.read(made.chain_pem()).add(Contents.read(made.key_pem()))
    for other in (again, parts, both.identity(), Identity.from_contents(both), *both.identities()):
        assert other.certificate.der == made.certificate.der
        assert other.key_der() == made.key_der() == other.key.pkcs8_der()
        assert other.key.public_key == made.certificate.key
    assert made.chain_der() == tuple(one.der for one in made.chain)
    assert made.chain_pem() == "".join(one.to_pem() for one in made.chain)
    assert made.combined_pem() == made.chain_pem().encode() + made.key_pem()
    assert made.key_pem() == made.key.to_pem()
    assert made.key_pem().startswith(b"-----BEGIN PRIVATE KEY-----\n")


def test_contents_do_not_change() -> None:
    certificate, whole = Contents.read(file("universal.cer")), Contents.read(file("ck.pem"))
    both = certificate.add(whole)
    assert (certificate.formats, certificate.keys) == (("certificate",), ())
    assert both.formats == ("certificate", "pem") and len(both.keys) == 1
    assert len(both.certificates) == len(whole.certificates)
    assert both.identity().certificate in whole.certificates
    assert both.private_key().public_key == whole.keys[0].public_key


def test_what_a_certificate_may_push_is_what_notifications_are_checked_by() -> None:
    push = identity().push_certificate()
    assert push == identity().certificate.push_certificate()
    scope = push.scope()
    assert scope.default_topic == push.default_topic == TOPIC
    scope.check(note(), push.environments[0])
    other = apns.Notification.alert("com.example.other", "t")
    assert code(lambda: scope.check(other, "production")) == "no_matching_key"
    assert pickle.loads(pickle.dumps(scope)) == scope
    topics = [topic.topic for topic in push.topics]
    assert scope == apns.CertificateScope(TOPIC, topics=topics, environments=push.environments)


def test_lints_take_a_purpose_and_a_time() -> None:
    made = identity()
    usual = made.lints(environment="production", topic=TOPIC, now=NOW)
    assert not any(lint.is_fatal for lint in usual), usual
    (absent,) = [it for it in made.lints(topic="com.example.other", now=NOW) if it not in usual]
    assert (absent.code, absent.is_fatal) == (credentials.LintCode.TOPIC_ABSENT, True)
    assert absent.found and absent.advice.endswith(".")
    after = made.certificate.not_after + 1
    assert made.lints(now=after)[0].code == made.certificate.lints(now=after)[0].code == "expired"
    assert made.certificate.days_left(after) == -1
    assert made.certificate.days_left(made.certificate.not_after) == 0
    assert isinstance(made.lints(), tuple) and isinstance(made.certificate.days_left(), int)
    assert code(lambda: made.lints(environment="staging")) == "invalid_input"
    assert code(lambda: made.lints(topic="")) == "invalid_header_value"


def test_a_provider_key_from_whatever_became_of_the_file() -> None:
    pem = p8().to_pem().decode()
    ids = {"key_id": KEY_ID, "team_id": TEAM_ID}
    for text in (pem, pem.replace("\n", "\\n"), pem.replace("\n", " "), "\ufeff" + pem):
        made = PrivateKey.from_pem(text).provider_key(**ids)
        assert made.token_at(0).jwt == key().token_at(0).jwt
    encrypted = file("key-pbes2-aes256-sha256.pem")
    assert code(lambda: apns.ProviderKey.from_p8(encrypted, **ids)) == "invalid_key_encrypted"
    wrong = lambda: apns.ProviderKey.from_p8(encrypted, **ids, password="x")  # noqa: E731
    assert code(wrong) == "wrong_password"
    # The right password opens it; it is RSA.
    opened = lambda: apns.ProviderKey.from_p8(encrypted, **ids, password=PASSWORD)  # noqa: E731
    assert code(opened) == "invalid_key_algorithm"
    assert apns.ProviderKey.from_p8(pem, **ids, password="").public_key == key().public_key
    assert code(lambda: p8().provider_key(key_id="x", team_id=TEAM_ID)) == "invalid_input"


def test_a_p12_file_is_new_each_time() -> None:
    made = identity()
    one, other = (made.to_p12(password="a", profile="keychain") for _ in range(2))
    assert one != other
    for written in (one, other):
        assert Identity.from_p12(written, password="a").key_der() == made.key_der()
    entropy = bytes(range(32))
    same = {made.to_p12(password="a", profile="keychain", entropy=entropy) for _ in range(2)}
    assert len(same) == 1
    assert code(lambda: made.to_p12(password="a", entropy=entropy[1:])) == "invalid_input"
    assert code(lambda: made.to_p12(password="a", profile="weak")) == "invalid_input"


def test_a_request_is_signed_here_or_by_the_host() -> None:
    subject = credentials.RequestSubject("Push", email="push@example.com", country="DE")
    request = credentials.CertificateRequest.sign(subject, p8())
    (read,) = Contents.read(request.to_pem()).requests
    assert read == request and read.key == p8().public_key
    unsigned = credentials.UnsignedRequest(subject, p8().public_key)
    assert unsigned.signing_input in request.der
    assert unsigned.algorithm == "ecdsa-with-SHA256"
    assert code(lambda: unsigned.assemble(b"\0" * 63)) == "invalid_input"
    rsa = credentials.UnsignedRequest(subject, identity().certificate.key)
    assert rsa.algorithm == "sha256WithRSAEncryption"
    assert rsa.assemble(b"\1" * 256).key == identity().certificate.key
    for bad in ({"email": "push"}, {"country": "Germany"}):
        assert code(lambda: credentials.RequestSubject("Push", **bad)) == "invalid_input"


def test_limits_are_keywords() -> None:
    data = file("openssl3.p12")

    def read(**limits: int) -> Contents:
        return Contents.read(data, password=PASSWORD, **limits)

    assert len(read(max_bytes=len(data), max_iterations=2048).keys) == 1
    assert code(lambda: read(max_bytes=len(data) - 1), LimitError) == "too_large"
    assert code(lambda: read(max_iterations=2047), LimitError) == "too_many_iterations"
    for wrong in (-1, 2**32):
        assert code(lambda: read(max_iterations=wrong)) == "invalid_input"


def test_a_file_may_be_text_or_bytes() -> None:
    text = file("ck.pem").decode()
    assert Contents.read(text).formats == Contents.read(text.encode()).formats
    assert credentials.sniff(text) == credentials.sniff(text.encode())
    assert code(lambda: Contents.read("\ud800")) == "invalid_input"
    assert code(lambda: Contents.read(file("keychain.p12"), password="\ud800")) == "invalid_input"


WRONG: list[Any] = [7.5, bytearray(b"b"), memoryview(b"m"), [], object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: type(wrong).__name__)
@pytest.mark.parametrize(
    "run",
    [
        lambda wrong: credentials.sniff(wrong),
        lambda wrong: Contents.read(wrong),
        lambda wrong: Contents.read(b"", password=wrong),
        lambda wrong: Contents.read(b"", max_bytes=wrong),
        lambda wrong: Contents.read(b"", max_iterations=wrong),
        lambda wrong: Contents.read(P8).add(wrong),
        lambda wrong: Identity.from_p12(wrong),
        lambda wrong: Identity.from_p12(b"", password=wrong),
        lambda wrong: Identity.from_pem(wrong),
        lambda wrong: Identity.from_parts(b"", wrong),
        lambda wrong: Identity.from_contents(wrong),
        lambda wrong: identity().lints(environment=wrong),
        lambda wrong: identity().lints(topic=wrong),
        lambda wrong: identity().lints(now=wrong),
        lambda wrong: identity().to_p12(password=wrong),
        lambda wrong: identity().to_p12(password="a", entropy=wrong),
        lambda wrong: PrivateKey.from_der(wrong),
        lambda wrong: PrivateKey.from_pem(wrong),
        lambda wrong: p8().provider_key(key_id=wrong, team_id=TEAM_ID),
        lambda wrong: credentials.Certificate.from_der(wrong),
        lambda wrong: credentials.SubjectKey.from_spki_der(wrong),
        lambda wrong: credentials.CertificateRequest.from_der(wrong),
        lambda wrong: credentials.RequestSubject(wrong),
        lambda wrong: credentials.RequestSubject("a", email=wrong),
        lambda wrong: credentials.UnsignedRequest(wrong, p8().public_key),
        lambda wrong: credentials.UnsignedRequest(credentials.RequestSubject("a"), wrong),
        lambda wrong: credentials.key_id_from_file_name(wrong),
        lambda wrong: apns.ProviderKey.from_p8(P8, key_id=KEY_ID, team_id=TEAM_ID, password=wrong),
    ],
)
def test_a_wrong_type_is_named(run: Callable[[Any], object], wrong: Any) -> None:
    with pytest.raises(TypeError):
        run(wrong)


@pytest.mark.parametrize(
    "value",
    [p8(), identity().key, identity(), Contents.read(file("ck.pem"))],
    ids=lambda value: type(value).__name__,
)
def test_a_secret_is_not_shown_pickled_or_copied(value: object) -> None:
    secrets = [*SECRETS, PASSWORD, identity().key_pem().decode()[40:80]]
    der = identity().key_der()
    secrets += [der[at : at + 16].hex() for at in range(32, len(der), 64)]
    for secret in secrets:
        assert secret not in shown(value)
    assert not hasattr(value, "__dict__")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="cannot pickle"):
            pickle.dumps(value, protocol)
    for function in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot pickle"):
            function(value)


def test_what_is_shown_says_enough() -> None:
    made = identity()
    assert repr(p8()) == "<PrivateKey P-256>"
    assert repr(p8().public_key) == "<SubjectKey P-256>"
    assert repr(made) == (
        f'<Identity "{made.certificate.common_name}", RSA 2048, chain of {len(made.chain)}>'
    )
    assert repr(made.push_certificate()) == "<PushCertificate for com.example.app>"
    assert repr(credentials.sniff(b"")) == "<Sniffed empty>"
    assert repr(Contents.read(P8)) == "<Contents: 1 keys, 0 certificates, 0 requests>"


@pytest.mark.parametrize("path", sorted(FILES.glob("*.*")), ids=lambda path: path.name)
def test_a_wrong_password_and_a_cut_file_show_nothing(path: Path) -> None:
    data = path.read_bytes()
    for given, password in ((data, "not this one"), (data[: len(data) // 2], PASSWORD)):
        try:
            assert PASSWORD not in shown(Contents.read(given, password=password, max_iterations=10_000))
        except (InputError, MalformedError, LimitError) as error:
            text = shown(error)
            assert PASSWORD not in text and "not this one" not in text
            parts = [data[at : at + 24].decode("latin-1") for at in range(0, len(data) - 24, 24)]
            assert not any(part in text for part in parts)


@pytest.mark.parametrize(
    "value",
    [
        p8().public_key,
        credentials.CertificateRequest.from_der(file("request-rsa.der")),
        credentials.RequestSubject("Push", email="push@example.com", country="DE"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_public_survives_pickle_and_copy(value: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and type(again) is type(value) and repr(again) == repr(value)
    assert copy.copy(value) == copy.deepcopy(value) == value != object()


def test_key_derivation_runs_beside_other_threads() -> None:
    # The interpreter's lock is free meanwhile: another thread makes progress.
    data, turns, stop = file("iterations-65536.p12"), [0], threading.Event()
    before: list[int] = []

    def count() -> None:
        while not stop.is_set():
            turns[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    before.append(turns[0])
    Identity.from_p12(data, password=PASSWORD)
    after = turns[0]
    stop.set()
    thread.join()
    assert after > before[0]


def test_constants_repeat_the_core() -> None:
    from waxwing import _waxwing

    names = _waxwing.credentials.names()
    assert set(names) == {"CertificateFamily", "Format", "LintCode", "P12Profile"}
    for name, values in names.items():
        constants = vars(getattr(credentials, name))
        assert [value for key, value in constants.items() if key.isupper()] == values, name
