"""Arrow's structures that contradict themselves: refused by name, released once, never a crash."""

from __future__ import annotations

import struct
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from arrow_abi import RELEASE_ARRAY, RELEASE_SCHEMA, Made, MadeStream

from waxwing import InputError, app_store

VERIFIER = app_store.Verifier(bundle_ids="a", environments="Sandbox")


def verify(data: Any) -> list[Any]:
    found: list[Any] = pa.table(VERIFIER.verify_arrow(data, now=0))["error_code"].to_pylist()
    return found


def offsets(*values: int, width: str = "i") -> bytes:
    return struct.pack(f"={len(values)}{width}", *values)


def texts(**changes: Any) -> Made:
    return Made(b"u", [None, offsets(0, 3, 5), b"a.bxy"], 2, **changes)


def views(*items: bytes, data: list[bytes], lengths: bytes | None = None) -> list[bytes | None]:
    sizes = offsets(*map(len, data), width="q") if lengths is None else lengths
    return [None, b"".join(items), *data, sizes]


def long_view(length: int, buffer: int, offset: int) -> bytes:
    return struct.pack("=i4sii", length, b"abcd", buffer, offset)


def test_a_good_one_is_read_and_released_once() -> None:
    made = texts()
    assert verify(made) == ["malformed", "malformed"]
    assert sorted(made.released) == ["array", "schema"]
    with pytest.raises(InputError, match="read before"):
        verify(made)
    assert sorted(made.released) == ["array", "schema"]


def test_a_sliced_one_begins_where_it_says() -> None:
    made = Made(b"u", [b"\x06", offsets(0, 3, 5, 5), b"a.bxy"], 2, array_offset=1)
    assert verify(made) == ["malformed", "malformed"]
    made = Made(b"u", [b"\x04", offsets(0, 3, 5, 5), b"a.bxy"], 2, array_offset=1)
    assert verify(made) == [None, "malformed"]


COUNT = 2**62
WRONG = {
    "negative length": lambda: texts(array_length=-1),
    "negative offset": lambda: texts(array_offset=-1),
    "negative count of buffers": lambda: texts(array_n_buffers=-3),
    "endless length": lambda: texts(array_length=2**63 - 1),
    "endless offset": lambda: texts(array_offset=2**63 - 1),
    "length beyond memory": lambda: texts(array_length=COUNT),
    "offset beyond memory": lambda: texts(array_offset=COUNT),
    "too few buffers": lambda: texts(array_n_buffers=2),
    "no buffers": lambda: texts(array_n_buffers=0),
    "null pointer to buffers": lambda: texts(array_buffers=None),
    "null offsets": lambda: Made(b"u", [None, None, b"a"], 1),
    "null data": lambda: Made(b"u", [None, offsets(0, 3), None], 1),
    "null bits for nulls": lambda: texts(array_null_count=1),
    "offsets that fall": lambda: Made(b"u", [None, offsets(0, 5, 3), b"abcde"], 2),
    "a negative offset": lambda: Made(b"u", [None, offsets(0, -5), b"abcde"], 1),
    "a negative first offset": lambda: Made(b"u", [None, offsets(-5, 2), b"abcde"], 1),
    "an offset beyond the last": lambda: Made(b"u", [None, offsets(0, 100, 3), b"abc"], 2),
    "a negative large offset": lambda: Made(b"U", [None, offsets(0, -1, width="q"), b"a"], 1),
    "views of too few buffers": lambda: Made(b"vu", [None, b""], 1),
    "a view of no buffer": lambda: Made(b"vu", views(long_view(13, 0, 0), data=[]), 1),
    "a view of another buffer": lambda: Made(b"vu", views(long_view(13, 1, 0), data=[b"x" * 13]), 1),
    "a view of a negative buffer": lambda: Made(
        b"vu", views(long_view(13, -1, 0), data=[b"x" * 13]), 1
    ),
    "a view past the end": lambda: Made(b"vu", views(long_view(13, 0, 1), data=[b"x" * 13]), 1),
    "a view from before": lambda: Made(b"vu", views(long_view(13, 0, -1), data=[b"x" * 13]), 1),
    "a view of negative length": lambda: Made(b"vu", views(long_view(-1, 0, 0), data=[]), 1),
    "a view of endless length": lambda: Made(
        b"vu", views(long_view(2**31 - 1, 0, 0), data=[b"x" * 13]), 1
    ),
    "a buffer of negative length": lambda: Made(
        b"vu", views(long_view(13, 0, 0), data=[b"x" * 13], lengths=offsets(-1, width="q")), 1
    ),
    "an index past the dictionary": lambda: Made(b"c", [None, b"\x02"], 1, dictionary=texts()),
    "a negative index": lambda: Made(b"c", [None, b"\xff"], 1, dictionary=texts()),
    "a huge index": lambda: Made(b"L", [None, b"\xff" * 8], 1, dictionary=texts()),
    "no dictionary": lambda: Made(b"c", [None, b"\0"], 1, dictionary=texts(), array_dictionary=None),
    "indices that are no integers": lambda: Made(b"g", [None, b"\0" * 8], 1, dictionary=texts()),
    "a dictionary of negative length": lambda: Made(
        b"c", [None, b"\0"], 1, dictionary=texts(array_length=-1)
    ),
    "a table without children": lambda: Made(b"+s", [None], 1, children=[texts()], array_children=None),
    "a table of other children": lambda: Made(b"+s", [None], 1, children=[texts()], array_n_children=0),
    "a null child": lambda: Made(b"+s", [None], 1, children=[texts()], schema_children=None),
    "children that are null": lambda: Made(b"+s", [None], 1, children=[None]),
    "a child too short": lambda: Made(b"+s", [None], 3, children=[texts()]),
    "a child too short from there": lambda: Made(b"+s", [None], 2, children=[texts()], array_offset=1),
    "a child of negative length": lambda: Made(b"+s", [None], 1, children=[texts(array_length=-1)]),
    "no format": lambda: Made(None, [], 0),
    "a released array": lambda: texts(array_release=RELEASE_ARRAY()),
    "a released schema": lambda: texts(schema_release=RELEASE_SCHEMA()),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_contradiction_is_refused(what: str) -> None:
    made = WRONG[what]()
    with pytest.raises(InputError) as caught:
        verify(made)
    assert caught.value.code == "invalid_input" and caught.value.subject == "data"
    # Whatever is still there is released, once.
    expected = {"array", "schema"} - {
        "array" if what == "a released array" else "",
        "schema" if what == "a released schema" else "",
    }
    assert sorted(made.released) == sorted(expected)


@pytest.mark.parametrize(
    "format_", [b"", b"x", b"uu", b"w:8", b"i", b"+l", b"+w:2", b"+us:0", b"+r", b"\xff\xfe", b"u" * 100_000]
)
def test_a_format_of_something_else_is_refused(format_: bytes) -> None:
    made = Made(format_, [None, offsets(0), b""], 0)
    with pytest.raises(TypeError, match="data must be"):
        verify(made)
    assert sorted(made.released) == ["array", "schema"]


def test_dictionaries_of_dictionaries_and_tables_of_tables_are_refused() -> None:
    inner = Made(b"c", [None, b"\0"], 1, dictionary=texts())
    table = Made(b"+s", [None], 2, children=[texts()])
    for made in (
        Made(b"c", [None, b"\0"], 1, dictionary=inner),
        Made(b"+s", [None], 2, children=[table]),
        Made(b"+s", [None], 2, children=[texts(), texts()]),
        Made(b"+s", [None], 2, children=[]),
        Made(b"c", [None, b"\0"], 1, dictionary=table),
    ):
        with pytest.raises(TypeError, match="data must be"):
            verify(made)
        assert sorted(made.released) == ["array", "schema"]


def test_a_schema_that_holds_itself_ends() -> None:
    made = Made(b"+s", [None], 1, children=[texts()])
    made.schema.children[0].contents = made.schema
    with pytest.raises(TypeError, match="data must be"):
        verify(made)


def test_without_rows_buffers_may_be_missing() -> None:
    for format_ in (b"u", b"Z", b"vu", b"n"):
        assert verify(Made(format_, [], 0)) == []
    assert verify(Made(b"c", [], 0, dictionary=texts())) == []
    assert verify(Made(b"n", [], 3)) == [None] * 3
    assert verify(Made(b"u", [None, offsets(0, 0), None], 1)) == ["malformed"]


def test_a_stream_gives_until_it_ends() -> None:
    chunks = [texts(), Made(b"u", [], 0), texts()]
    stream = MadeStream(texts(), list(chunks))
    assert verify(stream) == ["malformed"] * 4
    assert stream.calls == ["schema"] + ["next"] * 4
    assert stream.released == ["stream"]
    assert [chunk.released for chunk in chunks] == [["array"]] * 3


@pytest.mark.parametrize(("text", "said"), [(b"the disk is gone", "the disk is gone"), (b"\xff", "\ufffd"), (None, "the stream of data failed")])
def test_a_stream_that_fails_is_released_and_heard(text: bytes | None, said: str) -> None:
    for stream in (MadeStream(5, [], text), MadeStream(texts(), [texts(), 5], text)):
        with pytest.raises(OSError, match=said) as caught:
            verify(stream)
        assert caught.value.errno == 5
        assert stream.released == ["stream"]


def test_a_stream_without_callbacks_or_schema_is_refused() -> None:
    stream = MadeStream(None, [])
    with pytest.raises(InputError, match="schema"):
        verify(stream)
    for name in ("get_schema", "get_next"):
        stream = MadeStream(texts(), [])
        setattr(stream.stream, name, type(getattr(stream.stream, name))())
        with pytest.raises(InputError, match=name):
            verify(stream)
        assert stream.released == ["stream"]


def test_a_chunk_of_another_type_than_the_schema_says_is_refused() -> None:
    stream = MadeStream(Made(b"+s", [], 0, children=[texts()]), [texts()])
    with pytest.raises(InputError):
        verify(stream)
    assert stream.released == ["stream"]
