# SPDX-License-Identifier: Apache-2.0
"""What is written is whole, is never taken for a formula, and says what it cannot hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet
import pyreadstat
import pytest
import vaern
from vaern.files import unlabelled

CPR = "010190-1234"


@pytest.fixture(scope="module")
def hits() -> vaern.Instrument:
    return vaern.load().instrument("hits")


@dataclass(frozen=True)
class Rejected:
    row: int
    item: str
    value: str
    finding: Any


@dataclass(frozen=True)
class Scored:
    """As `score_table` gives it."""

    table: Any
    metadata: dict[str, Any]
    rejected: tuple[Any, ...] = ()


def scored(model: vaern.Instrument, **metadata: Any) -> Scored:
    with pytest.raises(vaern.DataError) as failed:
        model.score({"hurts": "=ofte"})
    table = pd.DataFrame(
        {
            "person": [1, 2, 3],
            "total": pd.array([20, None, None], dtype="Int64"),
            "total_low": pd.array([20, 4, None], dtype="Int64"),
            "level": pd.Categorical(["positive", None, None], ["negative", "positive"], ordered=True),
            "level_certain": [True, False, False],
            "own": pd.array([True, None, False], dtype="boolean"),
        }
    )
    said = {"instrument": model.reference, "meaning": model.meaning, "text": model.text, "absent": ()}
    faults = (Rejected(2, "hurts", "=ofte", failed.value.faults[0]),)
    return Scored(table, said | metadata, faults)


def failure(data: Any, path: Any, **options: Any) -> str:
    with pytest.raises((ValueError, TypeError, OSError)) as failed:
        vaern.write_table(data, path, **options)
    assert [each.name for each in path.parent.glob(".*")] == []
    return str(failed.value)


def test_a_scored_table_has_its_labels_in_stata(hits, tmp_path):
    path = vaern.write_table(scored(hits), tmp_path / "t.dta", instrument=hits).path
    table, meta = pyreadstat.read_dta(path)
    assert meta.file_label == f"hits@1998 {hits.meaning[:16]}"
    assert meta.column_names_to_labels["total_low"] == "Sum, 4 til 20, laveste mulige"
    assert table["level"].isna().tolist() == [False, True, True]
    assert table["level"][0] == 1
    assert meta.variable_value_labels["level"] == {0: "negativ screening", 1: "positiv screening"}
    assert meta.variable_value_labels["level_certain"] == {0: "nej", 1: "ja"}
    assert table["level_certain"].tolist() == [1, 0, 0]
    assert table["total"].tolist()[0] == 20
    assert table["own"].isna().tolist() == [False, True, False]
    assert table["person"].tolist() == [1, 2, 3]


def test_a_scored_table_without_its_model_has_what_it_knows_itself(hits, tmp_path):
    path = vaern.write_table(scored(hits), tmp_path / "t.sav").path
    table, meta = pyreadstat.read_sav(path)
    assert meta.variable_value_labels == {"level": {0: "negative", 1: "positive"}}
    assert table["level"].tolist()[0] == 1
    assert meta.notes == ["vaern: hits@1998", f"meaning {hits.meaning}"]


def test_arrays_of_codes_are_levels_and_absent_ones_are_empty(hits, tmp_path):
    table = {"level": np.array([1, -1, 0], dtype="int8"), "hurts": np.array([1, 252, 255], dtype="uint8")}
    path = vaern.write_table(table, tmp_path / "t.dta", instrument=hits).path
    read = vaern.read_table(path)
    assert read.table["level"].tolist() == [1, pd.NA, 0]
    assert read.table["hurts"].tolist() == [1, ".d", ".a"]


def test_small_numbers_of_a_scored_table_are_no_truths(tmp_path):
    library = vaern.load()
    hark, danger = library.instrument("hark"), library.instrument("danger-assessment")
    no = np.zeros(2, np.uint8)
    answers = {"humiliated": no, "forced_sex": no, "physically_hurt": no, "afraid": np.array([0, 1], np.uint8)}
    numbers = hark.score_table(answers, outputs=["total", "total_low", "level"])
    assert numbers.metadata["truths"] == ()
    read = pd.read_parquet(vaern.write_table(numbers, tmp_path / "n.parquet").path)
    assert read["total"].tolist() == [0, 1] and read["total"].dtype.kind == "i"
    assert read["total_low"].dtype == "int16" and read["level"].dtype == "category"
    truths = danger.score_table({"choked": no}, outputs=["flag_strangulation", "total_low"])
    assert truths.metadata["truths"] == ("flag_strangulation",)
    read = pd.read_parquet(vaern.write_table(truths, tmp_path / "t.parquet").path)
    assert read["flag_strangulation"].dtype == "boolean" and read["total_low"].dtype == "int16"


def test_a_workbook_says_what_it_was_made_with_and_whom_it_left_out(hits, tmp_path):
    path = vaern.write_table(scored(hits), tmp_path / "t.xlsx", instrument=hits, language="en").path
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["data", "codebook", "about"]
    about = [[cell.value for cell in row] for row in book["about"].iter_rows()]
    facts = {row[0]: row[1] for row in about}
    assert facts["instrument"] == "hits@1998" and facts["meaning"] == hits.meaning
    assert facts["text"] == hits.text and facts["rows"] == 3 and facts["rejected rows"] == 1
    assert about[-2] == ["row", "item", "value", "reason"]
    assert about[-1] == [2, "hurts", "=ofte", "'=ofte' is no answer to 'hurts'"]
    codebook = list(book["codebook"].iter_rows(values_only=True))
    assert codebook[0][:3] == ("column", "entry", "direction")
    assert ("hurts", "value", "in", "5", "frequently") in [row[:5] for row in codebook]
    data = list(book["data"].iter_rows(values_only=True))
    assert data[1] == (1, 20, 20, "positive", 1, 1)
    assert data[2] == (2, None, 4, None, 0, None)
    book.close()
    assert vaern.read_table(path).table["person"].tolist() == [1, 2, 3]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    texts = ["=1+1", "=HYPERLINK(\"x\")", "+1", "-1", "@a", "=", "{=a}"]
    table = {"=a": texts, "big": [10**17 + i for i in range(7)], "f": [float("inf"), *range(6)]}
    path = vaern.write_table(table, tmp_path / "t.xlsx").path
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["data"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    book.close()
    read = vaern.read_table(path)
    assert read.table["=a"].tolist() == texts
    assert read.table["big"].tolist() == [str(10**17 + i) for i in range(7)]


def test_a_file_that_is_there_stays(hits, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")
    assert "t.csv is there already; overwrite=True" in failure({"a": [1]}, path)
    assert path.read_text(encoding="utf-8") == "old"
    vaern.write_table({"a": [1]}, path, overwrite=True)
    assert path.read_bytes() == b"a\r\n1\r\n"
    path = tmp_path / "t.dta"
    path.write_text("old", encoding="utf-8")
    said = failure({"hurts": ["x"]}, path, instrument=hits, overwrite=True)
    assert "holds 1 cells that are no answer" in said
    assert path.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["t.csv", "t.dta"]


def test_cells_that_are_no_answers_are_told(hits, tmp_path):
    table = {"hurts": ["never", "ofte", 9, None]}
    said = failure(table, tmp_path / "t.dta", instrument=hits)
    assert "'hurts' holds 2 cells that are no answer of hits@1998, the first in row 1: 'ofte'" in said
    said = failure({"hurts": [1, -9]}, tmp_path / "t.sav", instrument=hits)
    assert "holds 1 cells" in said and "row 1: '-9'" in said


@pytest.mark.parametrize("name", ["t.dta", "t.sav", "t.xlsx", "t.parquet", "t.feather", "t.csv"])
def test_direct_identifiers_are_refused_and_never_shown(name, tmp_path):
    said = failure({"id": [1, 2], "note": ["x", f"se {CPR}"]}, tmp_path / name)
    assert "write_table refuses direct identifiers" in said
    assert "'note': CPR numbers in 1 rows, the first in row 1" in said
    assert "010190" not in said
    assert list(tmp_path.iterdir()) == []
    category = pd.DataFrame({"note": pd.Categorical([CPR, CPR])})
    assert "'note': CPR numbers in 2 rows" in failure(category, tmp_path / name)


@pytest.mark.parametrize(
    "table, name, options, said",
    [
        ({"a": [1]}, "t.txt", {}, "a table is written to one of .dta, .sav, .zsav, .xlsx, .parquet"),
        ({"a": [1]}, "t.csv", {"language": "sv"}, "`language` is 'da' or 'en'"),
        ({"a": [1]}, "t.csv", {"dialect": "excel"}, "`dialect` is 'plain' or 'danish'"),
        ({"a": [1]}, "t.csv", {"missing_codes": {-9: "gone"}}, "'gone' is no reason"),
        ({"a": [1]}, "none/t.csv", {}, "none is no folder"),
        ([1, 2], "t.csv", {}, "and not list"),
        ({"a b": [1]}, "t.dta", {}, "column 'a b' cannot be a variable of Stata"),
        ({"_a": [1]}, "t.sav", {}, "column '_a' cannot be a variable of SPSS"),
        ({"1": [1], 1: [2]}, "t.csv", {}, "columns with one name: 1"),
        ({"t": ["x" * 32_001]}, "t.dta", {}, "column 't' holds text longer than Stata takes"),
        ({"t": ["x\x00"]}, "t.xlsx", {}, "column 't' holds a character"),
        ({"t": [1, ".z"]}, "t.sav", {}, "'t': SPSS has nothing for .z of Stata"),
    ],
)
def test_what_cannot_be_written_is_told(table, name, options, said, tmp_path):
    assert said in failure(table, tmp_path / name, **options)


def test_times_of_day_are_kept_and_zones_refused(tmp_path):
    times = pd.to_datetime(["2026-01-02 10:30", "2026-01-03 00:00"])
    path = vaern.write_table({"at": times}, tmp_path / "t.dta").path
    assert vaern.read_table(path).table["at"].tolist() == times.tolist()
    said = failure({"at": times.tz_localize("Europe/Copenhagen")}, tmp_path / "u.dta")
    assert "column 'at' has a time zone" in said


def test_columns_of_numbers_that_are_all_empty_are_written(tmp_path):
    table = pd.DataFrame({"a": pd.array([None, None], dtype="Int64"), "b": [np.nan, np.nan]})
    for kind in (".dta", ".sav", ".csv", ".xlsx", ".parquet"):
        path = vaern.write_table(table, tmp_path / f"t{kind}").path
        assert vaern.read_table(path).table.isna().all().tolist() == [True, True]


def test_more_rows_than_a_sheet_holds_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(unlabelled, "_MOST_ROWS", 2)
    assert "a sheet holds 2 rows, and the table has 3" in failure({"a": [1, 2, 3]}, tmp_path / "t.xlsx")


def test_a_table_that_was_scored_with_another_model_is_refused(hits, tmp_path):
    other = vaern.load().instrument("who-5")
    said = failure(scored(hits), tmp_path / "t.dta", instrument=other)
    assert "was scored with hits@1998 of another meaning than who-5@1998" in said


def test_points_that_are_fractions_are_not_labelled_in_stata(tmp_path):
    model = vaern.loads(
        """vaern: 1
instrument: halves
version: "1"
status: draft
title: {en: Halves, da: Halve}
answers:
  half: {never: 0, some: 0.5, often: 1}
items:
  one: {type: half, text: {en: One, da: En}}
scales:
  total: {sum: [one], missing: bounds_only}
"""
    )
    written = vaern.write_table({"one": ["some", "often"]}, tmp_path / "t.dta", instrument=model)
    assert written.notes == ("'one': Stata labels whole numbers only; not labelled: [0.5]",)
    read = vaern.read_table(written.path)
    assert read.table["one"].tolist() == [0.5, 1.0]
    assert set(read.value_labels["one"]) == {0, 1, ".a", ".b", ".c", ".d", ".e", ".f"}
    spss = vaern.write_table({"one": ["some", "often"]}, tmp_path / "t.sav", instrument=model).path
    assert 0.5 in vaern.read_table(spss).value_labels["one"]


def test_columns_of_numbers_and_words_are_text_in_parquet_and_that_is_said(tmp_path):
    written = vaern.write_table({"a": [1, "x", None]}, tmp_path / "t.parquet")
    assert written.notes == ("'a' holds numbers and words: written as text",)
    assert vaern.read_table(written.path).table["a"].tolist()[:2] == ["1", "x"]


def test_parquet_holds_the_fingerprints(hits, tmp_path):
    path = vaern.write_table(scored(hits), tmp_path / "t.parquet").path
    said = json.loads(pyarrow.parquet.read_schema(path).metadata[b"vaern"])
    assert (said["instrument"], said["meaning"], said["text"]) == (
        hits.reference,
        hits.meaning,
        hits.text,
    )


@pytest.mark.parametrize("family", ["numpy", "polars", "arrow", "pandas"])
@pytest.mark.parametrize("kind", [".dta", ".sav", ".csv", ".xlsx", ".parquet"])
def test_an_absent_result_is_empty_and_no_number_in_every_file(family, kind, tmp_path):
    danger = vaern.load().instrument("danger-assessment")
    asked = [item for item in danger.items if item != "never_lived_together"]
    columns = {"person": np.array([1, 2, 3]), **{item: np.array([1, 0, -9]) for item in asked}}
    answers = ("yes", "no", {"missing": "unknown"})
    scores = [danger.score(dict.fromkeys(asked, answer)) for answer in answers]
    tables = {
        "numpy": columns,
        "pandas": pd.DataFrame(columns),
        "polars": pl.DataFrame(columns),
        "arrow": pyarrow.table(columns),
    }
    made = danger.score_table(tables[family], missing_codes={-9: "unknown"})
    path = vaern.write_table(made, tmp_path / f"t{kind}", instrument=danger).path
    table = vaern.read_table(path).table
    found = {name: [None if pd.isna(c) else c for c in table[name]] for name in table.columns}
    assert found["person"] == [1, 2, 3]
    assert found["total"] == [score.scales["total"].value for score in scores]
    assert found["total"][2] is None
    assert str(table["total"].dtype).startswith("Int")
    assert found["total_low"] == [score.scales["total"].lowest for score in scores]
    numbers = {level: i for i, level in enumerate(danger.levels)}
    levels = [score.level for score in scores]
    is_labelled = kind in (".dta", ".sav")
    assert found["level"] == ([numbers.get(each) for each in levels] if is_labelled else levels)
    assert found["level_certain"] == [score.certain for score in scores]
    truths = {"yes": 1, "no": 0, "open": None}
    assert found["flag_strangulation"] == [truths[score.flags["strangulation"]] for score in scores]
    assert None in found["flag_strangulation"] and None in found["level"]
