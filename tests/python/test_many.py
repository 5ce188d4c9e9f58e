"""Many objects in one call: the same outcomes as one by one, none of them stopping another."""

from __future__ import annotations

import multiprocessing
import pickle
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from samples import sample

import waxwing
from waxwing import InputError, UntrustedError, WaxwingError, app_store

KINDS = ["notification", "transaction", "renewalInfo"]
IT = sample("transaction")
BROKEN = IT.token[:-8] + "AAAAAAAA"


def many(tokens: Any, **options: Any) -> list[app_store.Result]:
    options.setdefault("now", IT.now)
    return IT.verifier.verify_many(tokens, **options)


@pytest.mark.parametrize("threads", [1, 2, 7, 1024, None])
def test_the_outcomes_are_those_of_single_calls_in_order(threads: int | None) -> None:
    tokens: list[Any] = [IT.token, BROKEN, "", IT.token.encode(), "a.b.c", IT.token[:-1]] * 9
    results = many(tokens, threads=threads)
    assert len(results) == len(tokens)
    for token, result in zip(tokens, results):
        try:
            expected = IT.verifier.any(token, now=IT.now)
        except WaxwingError as error:
            assert (result.ok, result.value) == (False, None)
            assert type(result.error) is type(error)
            assert vars(result.error) == vars(error) and str(result.error) == str(error)
        else:
            assert (result.ok, result.error) == (True, None)
            assert result.value == expected and type(result.value) is type(expected)
            assert result.value is result.value


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_may_be_asked_for(kind: str) -> None:
    it = sample(kind)
    for asked in KINDS:
        (result,) = it.verifier.verify_many([it.token], kind=asked, now=it.now)
        if asked == kind:
            assert result.value is not None and result.value.kind == kind
        else:
            assert result.error is not None and result.error.code == "wrong_kind"
    with pytest.raises(InputError, match="kind"):
        it.verifier.verify_many([it.token], kind="receipt")
    for wrong in (7, b"transaction"):
        with pytest.raises(TypeError, match="kind must be str"):
            it.verifier.verify_many([], kind=wrong)  # type: ignore[arg-type]


def test_what_is_nested_is_there() -> None:
    it = sample("notification", nested=True)
    (result,) = it.verifier.verify_many([it.token], now=it.now)
    assert isinstance(result.value, app_store.Notification)
    assert result.value.transaction is not None and result.value.renewal_info is not None


def test_a_result_is_neither_true_nor_false() -> None:
    for result in many([IT.token, BROKEN]):
        with pytest.raises(TypeError, match="ask its .ok"):
            bool(result)
        with pytest.raises(TypeError):
            assert result


def test_what_is_no_text_is_refused_alone() -> None:
    class Text(str):
        def encode(self, *_: Any) -> bytes:
            raise AssertionError("not asked")

    class Bytes(bytes):
        def __bytes__(self) -> bytes:
            raise AssertionError("not asked")

    odd = [None, 7, 1.5, bytearray(b"a"), memoryview(b"a"), ["a"], object(), "\ud800", "a\x00b", b"\xff"]
    good = [Text(IT.token), Bytes(IT.token.encode())]
    results = many([*odd, *good])
    codes = [result.error and result.error.code for result in results]
    assert codes == ["invalid_input"] * 7 + ["invalid_utf8", "malformed", "malformed", None, None]
    error = results[0].error
    assert isinstance(error, InputError)
    assert (error.subject, error.expected, error.found) == ("token", "str or bytes", "NoneType")


def test_any_iterable_will_do() -> None:
    def generated() -> Iterator[str]:
        yield IT.token
        yield BROKEN

    for tokens in (generated(), (IT.token, BROKEN), {IT.token: 1, BROKEN: 2}, iter([IT.token, BROKEN])):
        assert [result.ok for result in many(tokens)] == [True, False]
    assert many([]) == many(()) == many(iter("")) == []


def test_one_text_is_not_many() -> None:
    texts: list[Any] = [IT.token, IT.token.encode(), bytearray(b"ab")]
    for wrong in texts:
        with pytest.raises(TypeError, match="tokens must be an iterable of str or bytes, not one"):
            many(wrong)
    others: list[Any] = [None, 7, object()]
    for wrong in others:
        with pytest.raises(TypeError):
            many(wrong)


def test_an_iterable_that_fails_is_heard() -> None:
    def failing() -> Iterator[str]:
        yield IT.token
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        many(failing())


@pytest.mark.parametrize("threads", [0, -1, 1025, 2**64])
def test_a_number_of_threads_without_sense_is_refused(threads: int) -> None:
    with pytest.raises(InputError, match="threads"):
        many([IT.token], threads=threads)


@pytest.mark.parametrize("threads", [1.0, "2", True])
def test_threads_are_an_int(threads: Any) -> None:
    with pytest.raises(TypeError, match="threads must be int"):
        many([IT.token], threads=threads)


def test_more_than_a_block_at_once() -> None:
    tokens = ["a.b.c", "a.b"] * 5000
    results = many(tokens)
    assert len(results) == len(tokens)
    errors = [result.error for result in results]
    assert {error.found for error in errors[::2] if error} != {error.found for error in errors[1::2] if error}


def test_other_threads_run_python_meanwhile() -> None:
    stop, turns = threading.Event(), [0]

    def count() -> None:
        while not stop.is_set():
            turns[0] += 1
            time.sleep(0)

    thread = threading.Thread(target=count)
    thread.start()
    try:
        before = turns[0]
        many([IT.token] * 200, threads=1)
        during = turns[0] - before
    finally:
        stop.set()
        thread.join()
    # With the lock held, it could run between two blocks at most.
    assert during > 2


def test_results_survive_pickle() -> None:
    for result in many([IT.token, BROKEN]):
        again = pickle.loads(pickle.dumps(result))
        assert (again.ok, again.value) == (result.ok, result.value)
        assert str(again.error) == str(result.error) and type(again.error) is type(result.error)
        assert repr(again) == repr(result)


def elsewhere(given: tuple[app_store.Verifier, list[str], int]) -> list[app_store.Result]:
    verifier, tokens, now = given
    return verifier.verify_many(tokens, now=now)


def test_verifiers_and_results_travel_between_processes() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        (results,) = pool.map(elsewhere, [(IT.verifier, [IT.token, BROKEN], IT.now)])
    good, bad = results
    assert good.value == IT.verifier.any(IT.token, now=IT.now)
    assert isinstance(bad.error, UntrustedError) and bad.error.code == "bad_signature"
    assert waxwing.__version__
