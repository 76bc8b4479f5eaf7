# SPDX-License-Identifier: Apache-2.0
"""Tables of Polars and Arrow: every kind of column, batches, and what is kept."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
import vaern

from table_rows import expected, rows_of

TEXT = ["ja", "nej", None, "yes", "NO", "", None]
NUMBERS = [1, 0, None, 1, 0, None, None]
TRUTHS = [True, False, None, True, False, None, None]
ANSWERS = ["yes", "no", None, "yes", "no", None, None]
LONG = "a very long answer that no item has"
ARROW = {
    "string": pa.array(TEXT, pa.string()),
    "large_string": pa.array(TEXT, pa.large_string()),
    "string_view": pa.array(TEXT, pa.string_view()),
    "dictionary": pa.array(TEXT, pa.string()).dictionary_encode(),
    "dictionary of views": pa.DictionaryArray.from_arrays(
        pa.array([0, 1, None, 0, 1, 2, None], pa.uint8()), pa.array(["ja", "nej", ""], pa.string_view())
    ),
    "dictionary of numbers": pa.array(NUMBERS, pa.int16()).dictionary_encode(),
    "bool": pa.array(TRUTHS),
    "halves": pa.array(NUMBERS, pa.float32()),
    "floats": pa.array([1, 0, float("nan"), 1, 0, None, None], pa.float64()),
    **{
        str(kind): pa.array(NUMBERS, kind)
        for kind in (pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64())
    },
}
POLARS = {
    "String": pl.Series(TEXT),
    "Categorical": pl.Series(["ja", "nej", None, "ja", "nej", None, None], dtype=pl.Categorical),
    "Enum": pl.Series(["ja", "nej", None, "ja", "nej", None, None], dtype=pl.Enum(["nej", "x", "ja"])),
    "Boolean": pl.Series(TRUTHS),
    "Int8": pl.Series(NUMBERS, dtype=pl.Int8),
    "Float64": pl.Series([1.0, 0.0, float("nan"), 1.0, 0.0, None, None]),
}


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


@pytest.fixture(scope="module")
def said(danger):
    return [expected(danger.score({"gun": answer})) for answer in ANSWERS]


def agrees(table, said, instrument):
    rows = rows_of(instrument.score_table(table))
    assert [{name: row[name] for name in one} for row, one in zip(rows, said, strict=True)] == said


@pytest.mark.parametrize("kind", ARROW)
def test_a_kind_of_arrow_column_says_what_the_answers_say(danger, said, kind):
    column = ARROW[kind]
    agrees(pa.table({"gun": column}), said, danger)
    agrees(pa.RecordBatch.from_arrays([column], ["gun"]), said, danger)
    # A part of a longer column, and one in pieces.
    agrees(pa.table({"gun": pa.concat_arrays([column, column, column])}).slice(7, 7), said, danger)
    pieces = pa.chunked_array([column[:0], column[:3], column[3:4], column[4:]])
    agrees(pa.table({"gun": pieces}), said, danger)
    agrees(pa.table({"gun": pieces, "left": pa.nulls(7)}), said, danger)


def test_pieces_of_a_dictionary_have_words_of_their_own(danger, said):
    pieces = [
        pa.DictionaryArray.from_arrays(pa.array([1, 0, None], pa.int8()), ["nej", "ja"]),
        pa.DictionaryArray.from_arrays(pa.array([0, 2, 1, None], pa.int8()), ["yes", None, "No"]),
    ]
    agrees(pa.table({"gun": pa.chunked_array([pieces[0], pieces[1]])}), said, danger)


@pytest.mark.parametrize("kind", POLARS)
def test_a_kind_of_polars_column_says_what_the_answers_say(danger, said, kind):
    column = POLARS[kind]
    agrees(pl.DataFrame({"gun": column}), said, danger)
    agrees(pl.concat([pl.DataFrame({"gun": column}) for _ in range(3)], rechunk=False)[7:14], said, danger)
    parts = [pl.DataFrame({"gun": column[:3]}), pl.DataFrame({"gun": column[3:]})]
    agrees(pl.concat(parts, rechunk=False), said, danger)


ONE = """
vaern: 1
instrument: one
version: "1"
status: draft
title: {en: One, da: Et}
items: {gun: {type: yes_no, text: {en: Gun, da: Vaaben}}}
scales: {total: {sum: [gun], missing: bounds_only}}
"""


class Stream:
    """Something that speaks Arrow, and nothing else that we know."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


def test_anything_that_streams_arrow_is_a_table(danger, said):
    agrees(Stream(pa.table({"gun": ARROW["string"]})), said, danger)
    assert isinstance(danger.score_table(Stream(pl.DataFrame({"gun": [1]}))).table, pa.Table)


def test_polars_keeps_keys_and_has_columns_of_its_own_kinds(danger):
    people = pl.Series(["p2", "p1", None], dtype=pl.Categorical)
    day = datetime.date(2026, 9, 10)
    frame = pl.DataFrame({"gun": ["ja", None, "nej"], "person": people, "assessed": [day, None, day], "x": [1, 2, 3]})
    scored = danger.score_table(frame)
    table = scored.table
    assert table.columns[:2] == ["person", "assessed"]
    assert table["person"].equals(people) and table["assessed"].equals(frame["assessed"])
    assert table.schema["level_high"] == pl.Enum(danger.levels)
    assert table.schema["total"] == pl.Int16 and table.schema["level_certain"] == pl.Boolean
    assert table["level"].null_count() == 3
    assert scored.metadata["left_over"] == ("x",)
    assert scored.metadata["meaning"] == danger.meaning


def test_a_lazy_frame_is_refused_with_what_to_do(danger):
    with pytest.raises(TypeError, match=r"collect\(\)"):
        danger.score_table(pl.LazyFrame({"gun": [1]}))


def test_pyarrow_keeps_keys_and_says_what_scored(danger):
    table = pa.table({"gun": ["ja"], "person": [7]}).replace_schema_metadata({"study": "one", "pandas": "{}"})
    scored = danger.score_table(table).table
    assert scored.column_names[0] == "person" and scored["person"].to_pylist() == [7]
    assert scored.schema.metadata == {
        b"study": b"one",
        b"vaern.instrument": danger.reference.encode(),
        b"vaern.version": danger.version.encode(),
        b"vaern.meaning": danger.meaning.encode(),
        b"vaern.text": danger.text.encode(),
    }
    assert scored.schema.field("level_high").type.ordered


def test_moments_and_days_are_days(danger):
    moments = [datetime.datetime(2026, 9, 10, 23, 59), None, datetime.datetime(1969, 12, 31, 1)]
    for kind in (pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns"), pa.date32(), pa.date64()):
        column = pa.array(moments).cast(kind, safe=False)
        table = danger.score_table(pa.table({"assessed": column, "gun": [1, 1, 0]})).table
        assert table["assessed"].type == kind


def test_what_cannot_be_an_answer_is_refused_by_name(danger):
    for column in (
        pa.array([[1]], pa.list_(pa.int8())),
        pa.array([b"1"], pa.binary()),
        pa.array([1], pa.duration("s")),
        pa.array([datetime.datetime(2026, 9, 10)], pa.timestamp("s", "Europe/Copenhagen")),
    ):
        with pytest.raises((TypeError, vaern.DataError), match="gun"):
            danger.score_table(pa.table({"gun": column}))
    assert danger.score_table(pa.table({"gun": [1], "other": [[1, 2]]})).metadata["left_over"] == ("other",)


def test_rows_are_counted_through_batches():
    one = vaern.loads(ONE)
    cells = np.zeros(1_300_000, dtype=np.uint8)
    cells[[5, 600_000, 1_299_999]] = 7
    table = pa.table({"gun": pa.chunked_array([cells[:600_000], cells[600_000:600_001], cells[600_001:]])})
    scored = one.score_table(table, on_error="collect")
    assert [each.row for each in scored.rejected] == [5, 600_000, 1_299_999]
    assert [each.finding.path for each in scored.rejected][1] == "/rows/600000/gun"
    assert np.flatnonzero(scored.table["rejected"].to_numpy()).tolist() == [5, 600_000, 1_299_999]
    assert scored.table["total_low"].null_count == 3


def test_a_long_text_is_said_whole(danger):
    for kind in (pa.string_view(), pa.string()):
        table = pa.table({"gun": pa.array(["ja", LONG], kind)})
        with pytest.raises(vaern.DataError) as caught:
            danger.score_table(table)
        assert caught.value.value == LONG and caught.value.row == 1


def test_empty_tables_have_columns_and_no_rows(danger):
    for table in (pa.table({"gun": pa.array([], pa.int8())}), pl.DataFrame({"gun": []}, schema={"gun": pl.Int8})):
        made = danger.score_table(table).table
        assert len(made) == 0 and "level_high" in (getattr(made, "columns", None) if isinstance(made, pl.DataFrame) else made.column_names)


WITHOUT = """
import sys
sys.modules["pyarrow"] = sys.modules["pandas"] = None
import polars as pl, vaern
danger = vaern.load().instrument("danger-assessment")
frame = pl.DataFrame({"gun": ["ja", None], "person": pl.Series(["a", "b"], dtype=pl.Categorical)})
print(danger.score_table(frame).table.select("person", "total_low", "level_high").rows())
class Stream:
    __arrow_c_stream__ = frame.__arrow_c_stream__
try:
    danger.score_table(Stream())
except ImportError as error:
    print(error)
"""


def test_polars_needs_no_pyarrow_and_other_streams_say_that_they_do():
    ran = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    assert ran.stdout == (
        "[('a', 2, 'extreme'), ('b', -3, 'extreme')]\n"
        "what comes of an Arrow stream is a pyarrow Table: install pyarrow\n"
    ), ran.stderr


def test_a_scored_table_goes_through_a_pickle(danger):
    scored = danger.score_table(pa.table({"gun": ["ja", "x"], "person": [1, 2]}), on_error="collect")
    again = pickle.loads(pickle.dumps(scored))
    assert again.table.equals(scored.table) and again.metadata == scored.metadata
    assert [(each.row, each.keys, each.reason) for each in again.rejected] == [(1, {"person": 2}, scored.rejected[0].reason)]
