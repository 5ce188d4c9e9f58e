"""Verification in steps, states of purchases and unverified objects: their habits as Python values,
and arguments of wrong types."""

from __future__ import annotations

import copy
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

import pytest
from samples import sample

from waxwing import InputError, MalformedError, UntrustedError, WaxwingError, app_store

IT = sample("transaction")


def code(run: Any) -> str:
    with pytest.raises(WaxwingError) as caught:
        run()
    return caught.value.code


def begun() -> tuple[app_store.PendingVerification, list[bool]]:
    # One that remembers no chain yet.
    fresh = pickle.loads(pickle.dumps(IT.verifier))
    pending = fresh.begin(IT.token)
    return pending, [check.run() for check in pending.checks]


def test_a_verification_ends_once() -> None:
    pending, outcomes = begun()
    assert repr(pending) == "<PendingVerification with 3 checks>"
    assert all(outcomes) and pending.ocsp_requests(outcomes, now=IT.now) == []
    assert pending.finish(outcomes, now=IT.now) == IT.verifier.any(IT.token, now=IT.now)
    assert repr(pending) == "<PendingVerification, ended>"
    for again in (
        lambda: pending.finish(outcomes, now=IT.now),
        lambda: pending.ocsp_requests(outcomes, now=IT.now),
        lambda: pending.checks,
    ):
        assert code(again) == "invalid_state"


def test_an_outcome_that_is_not_true_refuses() -> None:
    for at, refused in enumerate(["bad_cert_signature", "bad_cert_signature", "bad_signature"]):
        pending, outcomes = begun()
        outcomes[at] = False
        assert code(lambda: pending.finish(outcomes, now=IT.now)) == refused


def test_outcomes_are_one_bool_for_each_check() -> None:
    for wrong in ([], [True], [True] * 4):
        pending, _ = begun()
        assert code(lambda: pending.finish(wrong, now=IT.now)) == "invalid_input"
    others: list[Any] = [[1, 1, 1], ["True"] * 3, [None] * 3, "abc", 7, None, b"abc"]
    for other in others:
        pending, outcomes = begun()
        with pytest.raises(TypeError):
            pending.finish(other, now=IT.now)
        with pytest.raises(TypeError):
            pending.ocsp_requests(other, now=IT.now)
        # Nothing has ended yet.
        assert pending.finish(iter(outcomes), now=IT.now).kind == "transaction"


def test_answers_are_bytes() -> None:
    others: list[Any] = [b"abc", ["abc"], [None], [bytearray(b"a")], [memoryview(b"a")], 7]
    for other in others:
        pending, outcomes = begun()
        with pytest.raises(TypeError):
            pending.finish(outcomes, now=IT.now, ocsp_answers=other)
        with pytest.raises(TypeError):
            IT.verifier.verify(IT.token, now=IT.now, ocsp_answers=other)
    # Not looked at where nothing is asked, however many there are.
    rubbish = (b"" for _ in range(10**6))
    assert IT.verifier.verify(IT.token, now=IT.now, ocsp_answers=rubbish).revocation is None


def test_one_thread_of_many_ends_it() -> None:
    pending, outcomes = begun()
    barrier = threading.Barrier(8)

    def finish(_: int) -> str:
        barrier.wait()
        try:
            return pending.finish(outcomes, now=IT.now).kind
        except InputError as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        ended = sorted(pool.map(finish, range(8)))
    assert ended == ["invalid_state"] * 7 + ["transaction"]


def test_a_policy_is_refused_by_name() -> None:
    wrong: list[dict[str, Any]] = [
        {"revocation": "hard"},
        {"revocation": "soft", "ocsp_max_age_millis": -1},
        {"revocation": "soft", "ocsp_max_age_millis": 2**32},
        {"cached_chains": -1},
        {"environments": "Xcode"},
        {"environments": "Sandbox", "xcode_certificates": b"x"},
        {"oldest_signing_time": datetime(2025, 1, 1)},
    ]
    for options in wrong:
        with pytest.raises(WaxwingError):
            app_store.Verifier(**{"bundle_ids": "a", "environments": "Sandbox", **options})
    types: list[dict[str, Any]] = [
        {"revocation": None}, {"revocation": 1}, {"ocsp_hosts": 7}, {"ocsp_hosts": [7]},
        {"ocsp_max_age_millis": "1"}, {"cached_chains": 1.0}, {"without_key_tables": 1},
        {"xcode_certificates": "x"}, {"oldest_signing_time": "now"},
    ]  # fmt: skip
    for options in types:
        with pytest.raises(TypeError):
            app_store.Verifier(**{"bundle_ids": "a", "environments": "Sandbox", **options})


def test_a_policy_travels_with_its_verifier() -> None:
    date = datetime(2025, 1, 1, tzinfo=timezone.utc)
    made = app_store.Verifier(
        bundle_ids="a", environments="Sandbox", oldest_signing_time=date, revocation="soft",
        ocsp_hosts=["b.example", "a.example"], ocsp_max_age_millis=1000, cached_chains=0,
        without_key_tables=True,
    )  # fmt: skip
    again = pickle.loads(pickle.dumps(made))
    assert again == made and hash(again) == hash(made) and repr(again) == repr(made)
    assert made != app_store.Verifier(bundle_ids="a", environments="Sandbox")
    for shown in ("revocation='soft'", "a.example", "ocsp_max_age_millis=1000"):
        assert shown in repr(made)


def test_too_old_is_refused() -> None:
    signed_at = IT.verifier.any(IT.token, now=IT.now).signed_at
    for oldest, fine in ((signed_at, True), (signed_at + 1, False)):
        verifier = app_store.Verifier(
            bundle_ids=app_store.DANGEROUS_ANY, app_apple_ids=app_store.DANGEROUS_ANY,
            environments=["Sandbox", "Production"], roots=IT.roots, oldest_signing_time=oldest,
        )  # fmt: skip
        (result,) = verifier.verify_many([IT.token], now=IT.now)
        assert result.ok == fine
        if result.error is not None:
            assert result.error.code == "signed_too_early" and not result.error.retryable


def test_a_state_is_a_value_that_changes() -> None:
    verified = IT.verifier.transaction(IT.token, now=IT.now)
    id_ = app_store.SubscriptionState.id_of(verified)
    assert id_ is not None and verified.bundle_id is not None and verified.environment is not None
    state = app_store.SubscriptionState(verified.bundle_id, verified.environment, id_)
    empty = copy.copy(state)
    assert state.apply(verified) == "changed"
    # From another process, too.
    assert state.apply(pickle.loads(pickle.dumps(verified))) == "unchanged"
    assert state != empty and state == pickle.loads(pickle.dumps(state)) == copy.deepcopy(state)
    assert empty.merge(state) == "changed" and empty == state
    assert state.merge(state) == "unchanged"
    with pytest.raises(TypeError):
        hash(state)
    assert repr(state).startswith("SubscriptionState(")
    assert state.periods()[0].transaction_id == verified.transaction_id


def test_a_state_takes_verified_objects_only() -> None:
    state = app_store.SubscriptionState("com.example.app", "Sandbox", "20")
    verified = IT.verifier.transaction(IT.token, now=IT.now)
    others: list[Any] = [
        verified.payload, verified.json, verified.raw, IT.token, None,
        app_store.decode_unverified(IT.token), IT.verifier.verify_many([IT.token], now=IT.now)[0],
    ]  # fmt: skip
    for other in others:
        with pytest.raises(TypeError, match="must be a verified object"):
            state.apply(other)
        with pytest.raises(TypeError, match="must be a verified object"):
            app_store.SubscriptionState.id_of(other)
    with pytest.raises(TypeError, match="must be a SubscriptionState"):
        state.merge(state.to_json())  # type: ignore[arg-type]
    for wrong in (None, 7, b"a"):
        with pytest.raises(TypeError):
            app_store.SubscriptionState(wrong, "Sandbox", "1")  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            app_store.SubscriptionState.from_json(wrong)  # type: ignore[arg-type]
    for text in ("", "{}", "[]", "null", '{"format":2}', "\ud800", "[" * 100_000):
        with pytest.raises(WaxwingError):
            app_store.SubscriptionState.from_json(text)


def test_threads_share_a_state() -> None:
    verified = IT.verifier.transaction(IT.token, now=IT.now)
    id_ = app_store.SubscriptionState.id_of(verified)
    assert id_ is not None and verified.bundle_id is not None and verified.environment is not None
    state = app_store.SubscriptionState(verified.bundle_id, verified.environment, id_)

    def work(_: int) -> list[str]:
        words = [state.apply(verified) for _ in range(50)]
        state.entitlement(IT.now), state.periods(), state.merge(state), state.to_json()
        return words

    with ThreadPoolExecutor(8) as pool:
        words = [word for words in pool.map(work, range(8)) for word in words]
    assert sorted(set(words)) == ["changed", "unchanged"] and words.count("changed") == 1


def test_what_is_unverified_says_so() -> None:
    broken = IT.token[:-8] + "AAAAAAAA"
    with pytest.raises(UntrustedError):
        IT.verifier.any(broken, now=IT.now)
    found = app_store.decode_unverified(broken.encode(), kind="transaction")
    assert repr(found) == "Unverified(kind='transaction')"
    assert not isinstance(found, app_store.Verified)
    assert isinstance(found.payload, app_store.Transaction)
    assert not hasattr(found, "signed_at") and not hasattr(found, "chain")
    assert code(lambda: app_store.decode_unverified(broken, kind="renewalInfo")) == "wrong_kind"
    assert code(lambda: app_store.decode_unverified(broken, kind="receipt")) == "invalid_input"
    for text in ("", "a.b.c", "\x00", b"\xff", "a.b.c.d"):
        with pytest.raises(MalformedError):
            app_store.decode_unverified(text)
    others: list[Any] = [None, 7, bytearray(b"a.b.c"), memoryview(b"a.b.c")]
    for other in others:
        with pytest.raises(TypeError, match="token must be str or bytes"):
            app_store.decode_unverified(other)
        with pytest.raises(TypeError, match="token must be str or bytes"):
            IT.verifier.begin(other)
        with pytest.raises(TypeError, match="token must be str or bytes"):
            IT.verifier.ocsp_requests(other)


def test_texts_are_read_as_they_are() -> None:
    class Text(str):
        """A str that would lie about itself to whoever asked."""

        def __str__(self) -> str:
            return "not.a.token"

        def encode(self, *_: Any) -> bytes:
            return b"not.a.token"

    for given in (Text(IT.token), IT.token.encode()):
        assert IT.verifier.any(given, now=IT.now).kind == "transaction"
        assert IT.verifier.begin(given).checks
        assert app_store.decode_unverified(given).kind == "transaction"
    for lone in ("\ud800", IT.token + "\udfff"):
        assert code(lambda: IT.verifier.any(lone)) == "invalid_utf8"
        assert code(lambda: IT.verifier.begin(lone)) == "invalid_utf8"
        assert code(lambda: app_store.decode_unverified(lone)) == "invalid_utf8"
    for nul in (IT.token + "\0", "\0" + IT.token, IT.token.replace(".", "\0.", 1)):
        with pytest.raises(MalformedError):
            IT.verifier.any(nul, now=IT.now)
    for name in ("transaction\0", "\ud800", ""):
        with pytest.raises(InputError):
            IT.verifier.verify(IT.token, kind=name)


def test_an_error_keeps_whether_to_try_again() -> None:
    verifier = app_store.Verifier(
        bundle_ids=app_store.DANGEROUS_ANY, app_apple_ids=app_store.DANGEROUS_ANY,
        environments=["Sandbox", "Production"], roots=IT.roots, revocation="required",
    )  # fmt: skip
    for answers in ([], [b"rubbish"], [b""] * 3):
        with pytest.raises(UntrustedError) as caught:
            verifier.verify(IT.token, now=IT.now, ocsp_answers=answers)
        again = pickle.loads(pickle.dumps(caught.value))
        assert vars(again) == vars(caught.value) and again.code.startswith("ocsp_")
    with pytest.raises(UntrustedError):
        verifier.any(IT.token, now=IT.now)
