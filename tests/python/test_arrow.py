"""Columns by Arrow's interfaces: from and to the libraries that speak them, and from none that exist."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from samples import sample

from waxwing import InputError, WaxwingError, app_store

IT = sample("transaction")
BROKEN = IT.token[:-8] + "AAAAAAAA"
TOKENS = [IT.token, BROKEN, None, "a.b.c", "", IT.token]
SHORT = ["", "a.b", None, "twelve bytes", "thirteen byte", "a much longer text than that"]


def verify(data: Any, **options: Any) -> Any:
    options.setdefault("now", IT.now)
    return pa.table(IT.verifier.verify_arrow(data, **options))


def codes(data: Any) -> list[str | None]:
    """An error code for each, "" for what verified, none for what is null."""
    table = verify(data)
    table.validate(full=True)
    ok, code = table["ok"].to_pylist(), table["error_code"].to_pylist()
    return ["" if fine else why for fine, why in zip(ok, code)]


def expected(tokens: list[str | None]) -> list[str | None]:
    results = IT.verifier.verify_many([token or "" for token in tokens], now=IT.now)
    found = ["" if result.error is None else result.error.code for result in results]
    return [None if token is None else code for token, code in zip(tokens, found)]


TYPES: list[Any] = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    *(
        pa.dictionary(index, pa.string())
        for index in (
            pa.int8(), pa.int16(), pa.int32(), pa.int64(),
            pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64(),
        )
    ),
    pa.dictionary(pa.int32(), pa.large_binary()),
]  # fmt: skip


def column(values: list[str | None], type_: Any) -> Any:
    if pa.types.is_dictionary(type_):
        return pa.array(values, pa.string()).dictionary_encode().cast(type_)
    return pa.array(values, pa.string()).cast(type_)


@pytest.mark.parametrize("type_", TYPES, ids=str)
@pytest.mark.parametrize("tokens", [TOKENS, SHORT], ids=["tokens", "short"])
def test_every_type_of_text_is_read(type_: Any, tokens: list[str | None]) -> None:
    whole = column(tokens, type_)
    want = expected(tokens)
    assert codes(whole) == want
    # Slices begin within their buffers.
    for begin in range(len(tokens) + 1):
        for end in range(begin, len(tokens) + 1):
            assert codes(whole.slice(begin, end - begin)) == want[begin:end], (begin, end)


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_streams_and_tables_are_read(type_: Any) -> None:
    whole, want = column(TOKENS, type_), expected(TOKENS)
    chunked = pa.chunked_array([whole.slice(0, 2), whole.slice(2, 0), whole.slice(2)])
    table = pa.table({"signed": chunked})
    for data in (
        chunked,
        table,
        pa.record_batch({"signed": whole}),
        table.to_reader(),
        pa.StructArray.from_arrays([whole], names=["signed"]),
    ):
        assert codes(data) == want
    rows = pa.StructArray.from_arrays([whole], names=["signed"])
    for begin in range(len(TOKENS)):
        assert codes(rows.slice(begin, 3)) == want[begin : begin + 3]
        assert codes(table.slice(begin, 3)) == want[begin : begin + 3]


def test_a_row_of_a_table_may_be_missing() -> None:
    rows = pa.StructArray.from_arrays(
        [pa.array(["a.b.c", "a.b.c", None])],
        names=["signed"],
        mask=pa.array([False, True, False]),
    )
    assert codes(rows) == ["invalid_base64", None, None]
    assert codes(rows.slice(1)) == [None, None]


def test_nothing_and_nulls() -> None:
    for empty in (pa.array([], pa.string()), pa.array([], pa.null()), pa.chunked_array([], pa.string())):
        table = verify(empty)
        assert table.num_rows == 0 and table.num_columns == 45
    for nulls in (
        pa.nulls(3),
        pa.nulls(3, pa.string()),
        pa.nulls(3, pa.string_view()),
        pa.nulls(3, pa.dictionary(pa.int8(), pa.string())),
        pa.table({"signed": pa.nulls(3)}),
        pl.Series([None, None, None]),
    ):
        assert verify(nulls).to_pylist() == [dict.fromkeys(verify(nulls).column_names)] * 3


def test_a_row_says_what_the_object_says() -> None:
    for kind in ("transaction", "renewalInfo", "notification"):
        it = sample(kind, nested=kind == "notification")
        (row,) = pa.table(it.verifier.verify_arrow(pa.array([it.token]), now=it.now)).to_pylist()
        verified = it.verifier.any(it.token, now=it.now)
        assert (row["ok"], row["error"], row["error_code"]) == (True, None, None)
        assert row["kind"] == verified.kind == kind
        assert row["json"] == verified.raw
        assert row["environment"] == verified.verified_environment
        assert row["bundle_id"] == verified.verified_bundle_id
        assert row["app_apple_id"] == verified.verified_app_apple_id
        assert row["leaf_expired_since"] is verified.leaf_expired_since
        for name in ("signed_at", "leaf_valid_until"):
            assert row[name].timestamp() * 1000 == pytest.approx(getattr(verified, name))
        purchases: list[Any] = [verified]
        if isinstance(verified, app_store.Notification):
            assert row["notification_type"] == verified.notification_type
            assert row["notification_uuid"] == verified.notification_uuid
            assert row["status"] == (verified.data and verified.data.status)
            assert verified.transaction and verified.renewal_info
            assert row["transaction_json"] == verified.transaction.raw
            assert row["renewal_info_json"] == verified.renewal_info.raw
            purchases = [verified.transaction, verified.renewal_info]
        else:
            assert row["transaction_json"] is row["renewal_info_json"] is None
            assert row["notification_type"] is None
        names = list(row)
        for name in names[names.index("transaction_id") : names.index("json")]:
            found = [getattr(purchase, name, None) for purchase in purchases]
            first = next((value for value in found if value is not None), None)
            got = row[name]
            if hasattr(got, "timestamp"):
                got = round(got.timestamp() * 1000)
            assert got == first, (kind, name)


def test_a_row_says_why_not() -> None:
    (row,) = verify(pa.array([BROKEN])).to_pylist()
    with pytest.raises(WaxwingError) as caught:
        IT.verifier.any(BROKEN, now=IT.now)
    assert row.pop("ok") is False
    assert row.pop("error_code") == caught.value.code
    assert row.pop("error") == str(caught.value)
    assert set(row.values()) == {None}


def test_options_are_those_of_many() -> None:
    data = pa.array([IT.token])
    assert verify(data, kind="renewalInfo")["error_code"].to_pylist() == ["wrong_kind"]
    assert verify(data, kind="transaction", threads=3)["ok"].to_pylist() == [True]
    for options in ({"kind": "receipt"}, {"threads": 0}):
        with pytest.raises(InputError):
            verify(data, **options)
    with pytest.raises(TypeError):
        verify(data, now="now")


def test_the_result_is_read_as_often_as_wished_and_outlives_its_maker() -> None:
    made = IT.verifier.verify_arrow(pa.array(TOKENS), now=IT.now)
    assert len(made) == len(TOKENS) and repr(made) == "<ArrowTable of 6 rows>"
    first, second = pa.table(made), pa.table(made)
    batch = pa.record_batch(made)
    assert first.column_names == list(made.column_names) == batch.schema.names
    assert pa.schema(made) == first.schema
    reader = pa.RecordBatchReader.from_stream(made)
    column = batch.column("json")
    del made, batch
    assert first == second == reader.read_all()
    assert column.to_pylist() == first["json"].to_pylist()
    assert json.loads(column[0].as_py())["bundleId"] == first["bundle_id"][0].as_py()


def test_several_chunks_join() -> None:
    rows = 300_000
    tokens = pa.array(["", None, "a.b", "abc"] * (rows // 4))
    made = IT.verifier.verify_arrow(tokens, now=IT.now)
    table, batch = pa.table(made), pa.record_batch(made)
    assert table["ok"].num_chunks > 1 and len(made) == table.num_rows == batch.num_rows == rows
    batch.validate(full=True)
    assert pa.table([batch.column(at) for at in range(45)], names=batch.schema.names) == table.combine_chunks()
    assert batch.column("ok").null_count == rows // 4


def test_polars_reads_and_is_read() -> None:
    series = pl.Series("signed", TOKENS)
    for data in (
        series,
        pl.DataFrame({"signed": series}),
        series.cast(pl.Categorical),
        series.cast(pl.Binary),
        series.slice(1, 4),
        pl.concat([series, series], rechunk=False),
    ):
        frame = pl.DataFrame(IT.verifier.verify_arrow(data, now=IT.now))
        plain = data.to_series() if isinstance(data, pl.DataFrame) else data
        want = expected(plain.cast(pl.String).to_list())
        assert [None if code is None else code or None for code in want] == frame["error_code"].to_list()
    assert frame.schema["signed_at"] == pl.Datetime("ms", "UTC")


def test_duckdb_reads_and_is_read() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table stored as select unnest($tokens) as signed", {"tokens": TOKENS})
        relation = connection.sql("select signed from stored")
        verified = IT.verifier.verify_arrow(relation, now=IT.now)
        assert len(verified) == 6
        query = "select ok, error_code, count(*) from verified group by all order by all"
        assert connection.sql(query).fetchall() == [
            (False, "bad_signature", 1),
            (False, "invalid_base64", 1),
            (False, "malformed", 1),
            (True, None, 2),
            (None, None, 1),
        ]


# What no library of good will hands out.


class Offers:
    """Hands out what it was given by one of the protocols."""

    def __init__(self, given: Any, protocol: str) -> None:
        setattr(self, protocol, lambda requested_schema=None: given() if callable(given) else given)


def test_what_hands_out_nothing_is_refused() -> None:
    for wrong in (None, 7, IT.token, [IT.token], object()):
        with pytest.raises(TypeError, match="__arrow_c_stream__ or __arrow_c_array__"):
            verify(wrong)


@pytest.mark.parametrize(
    "type_",
    [
        pa.int64(), pa.float64(), pa.bool_(), pa.timestamp("ms"), pa.binary(8), pa.list_(pa.string()),
        pa.struct([]), pa.struct([("a", pa.string()), ("b", pa.string())]),
        pa.struct([("a", pa.int32())]), pa.struct([("a", pa.struct([("b", pa.string())]))]),
        pa.dictionary(pa.int8(), pa.int64()), pa.map_(pa.string(), pa.string()),
        pa.run_end_encoded(pa.int32(), pa.string()), pa.decimal128(5),
    ],
    ids=str,
)  # fmt: skip
def test_a_column_of_something_else_is_refused(type_: Any) -> None:
    for data in (pa.array([], type_), pa.chunked_array([], type_)):
        with pytest.raises(TypeError, match="data must be an Arrow column of texts or bytes"):
            verify(data)


def test_what_are_no_capsules_is_refused() -> None:
    stream, array = "__arrow_c_stream__", "__arrow_c_array__"
    schema, data = pa.array(["a"]).__arrow_c_array__()
    wrong: list[tuple[Any, str]] = [
        (None, stream), (7, stream), (schema, stream), (data, stream),
        (None, array), (data, array), ((schema,), array), ((data, schema), array),
        ((schema, data, data), array), ((schema, 7), array), ((7, data), array),
    ]  # fmt: skip
    for given, protocol in wrong:
        with pytest.raises(InputError, match="capsules"):
            verify(Offers(given, protocol))

    def fails() -> None:
        raise OSError("not now")

    for protocol in (stream, array):
        with pytest.raises(OSError, match="not now"):
            verify(Offers(fails, protocol))


def test_what_was_read_before_is_refused() -> None:
    given = pa.array([IT.token]).__arrow_c_array__()
    assert codes(Offers(given, "__arrow_c_array__")) == [""]
    with pytest.raises(InputError, match="read before"):
        verify(Offers(given, "__arrow_c_array__"))
    stream = pa.chunked_array([[IT.token]]).__arrow_c_stream__()
    assert codes(Offers(stream, "__arrow_c_stream__")) == [""]
    with pytest.raises(InputError, match="read before"):
        verify(Offers(stream, "__arrow_c_stream__"))


def test_a_stream_that_fails_is_heard_in_its_own_words() -> None:
    def batches() -> Iterator[Any]:
        yield pa.record_batch({"signed": [IT.token]})
        raise ValueError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("signed", pa.string())]), batches())
    with pytest.raises(OSError, match="the disk is gone") as caught:
        verify(reader)
    assert isinstance(caught.value.errno, int) and caught.value.errno != 0


def test_own_results_are_no_column() -> None:
    made = IT.verifier.verify_arrow(pa.array(TOKENS), now=IT.now)
    with pytest.raises(TypeError, match="a table with 45 columns"):
        verify(made)
    assert codes(pa.table(made).select(["json"])) != []


def test_a_capsule_that_nobody_reads_is_let_go() -> None:
    made: Callable[[], Any] = lambda: IT.verifier.verify_arrow(pa.array(TOKENS), now=IT.now)  # noqa: E731
    for _ in range(50):
        made().__arrow_c_stream__()
        made().__arrow_c_array__(None)
        made().__arrow_c_schema__()
        made().__arrow_c_stream__(requested_schema=None)
