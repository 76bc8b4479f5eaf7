# SPDX-License-Identifier: Apache-2.0
"""Tables of pandas: every kind of column, the index, and what is kept."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest
import vaern

from table_rows import expected, rows_of

ANSWERS = ["yes", "no", None, "yes", "no", None, None]
SAME = {
    "objects": pd.Series(["ja", "NEJ", None, True, 0, float("nan"), pd.NA], dtype=object),
    "numbers as objects": pd.Series([1, 0.0, None, "1", False, "", np.float64("nan")], dtype=object),
    "str": pd.Series(["ja", "nej", None, "yes", "No", None, None]),
    "string[pyarrow]": pd.Series(["ja", "nej", None, "1", "0", "", None], dtype="string[pyarrow]"),
    "string[python]": pd.Series(["ja", "nej", None, "1", "0", "", None], dtype="string[python]"),
    "categories": pd.Series(["ja", "nej", None, "ja", "nej", None, None], dtype="category"),
    "categories of numbers": pd.Series([1, 0, None, 1, 0, None, None], dtype="category"),
    "Int8": pd.Series([1, 0, None, 1, 0, None, None], dtype="Int8"),
    "UInt64": pd.Series([1, 0, None, 1, 0, None, None], dtype="UInt64"),
    "Float32": pd.Series([1, 0, None, 1, 0, None, None], dtype="Float32"),
    "boolean": pd.Series([True, False, None, True, False, None, None], dtype="boolean"),
    "floats": pd.Series([1, 0, None, 1, 0, None, None], dtype="float64"),
    "float16": pd.Series([1, 0, None, 1, 0, None, None], dtype="float16"),
    "int64[pyarrow]": pd.Series([1, 0, None, 1, 0, None, None], dtype="int64[pyarrow]"),
    "bool[pyarrow]": pd.Series([True, False, None, True, False, None, None], dtype="bool[pyarrow]"),
}


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


@pytest.mark.parametrize("kind", SAME)
def test_a_kind_of_column_says_what_the_answers_say(danger, kind):
    frame = pd.DataFrame({"gun": SAME[kind], "left": pd.Series(["ja"] * 7)})
    rows = rows_of(danger.score_table(frame))
    for answer, row in zip(ANSWERS, rows, strict=True):
        said = expected(danger.score({"gun": answer, "left": "yes"}))
        assert {name: row[name] for name in said} == said


@pytest.mark.parametrize(
    "days",
    [
        pd.to_datetime(pd.Series(["2026-09-10", None, "2026-09-11"])),
        pd.Series(np.array(["2026-09-10T23:59:59", "NaT", "2026-09-11"], dtype="datetime64[s]")),
        pd.Series([datetime.date(2026, 9, 10), None, datetime.date(2026, 9, 11)], dtype="date32[pyarrow]"),
    ],
    ids=["datetime64", "seconds", "date32[pyarrow]"],
)
def test_days_are_read_and_kept(danger, days):
    frame = pd.DataFrame({"assessed": days, "gun": [1, 1, 0]})
    scored = danger.score_table(frame)
    assert scored.table["assessed"].dtype == days.dtype
    assert len(scored.table) == 3


def test_the_index_and_the_keys_stay_as_they_are(danger):
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("a", 2)], names=["town", "n"])
    people = pd.Categorical(["p2", "p1", None])
    frame = pd.DataFrame({"person": people, "gun": ["ja", "nej", "ja"], "note": [1, 2, 3]}, index=index)
    frame.attrs["own"] = "a table of mine"
    scored = danger.score_table(frame)
    assert scored.table.index.equals(index)
    assert scored.table["person"].dtype == frame["person"].dtype
    assert scored.metadata["left_over"] == ("note",)
    assert scored.table.attrs == {
        "own": "a table of mine",
        "vaern": {
            "instrument": danger.reference,
            "version": danger.version,
            "meaning": danger.meaning,
            "text": danger.text,
        },
    }
    assert list(danger.score_table(frame, keys=[]).table.index) == list(index)


def test_results_are_of_kinds_that_pandas_can_count_with(danger):
    table = danger.score_table(pd.DataFrame({"gun": ["ja", None], "left": [0, 1]})).table
    assert table["level_high"].dtype == pd.CategoricalDtype(list(danger.levels), ordered=True)
    assert (table["level_high"] >= "severe").all()
    assert table["level"].isna().all()
    assert str(table["total"].dtype) == "Int16" and table["total"].tolist() == [5, 4]
    assert table["total_low"].dtype == "int16"
    assert (table["total_high"] * 9).tolist() == [int(each) * 9 for each in table["total_high"]]
    assert str(table["flag_strangulation"].dtype) == "boolean"
    assert table["level_certain"].dtype == bool


def test_two_columns_of_one_name_are_refused(danger):
    frame = pd.DataFrame([[1, 0]], columns=["gun", "gun"])
    with pytest.raises(ValueError, match="'gun'"):
        danger.score_table(frame)


def test_a_frame_of_made_up_forms_still_holds_codes():
    """Points 1 to 5 in the order of the answers: code 1 taken for a number would be another answer."""
    hits = vaern.load().instrument("hits")
    forms = vaern.synthetic(hits, rows=50, seed=2)
    frame = hits.score_table(pd.DataFrame(forms)).table
    assert frame["total"].tolist() == hits.score_table(forms).table["total"].tolist()
