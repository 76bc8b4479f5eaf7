# SPDX-License-Identifier: Apache-2.0
"""Tables into files and back: nothing is lost, and what is missing stays missing for its reason."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

ROOT = Path(__file__).resolve().parents[2]
REASONS = ("not_asked", "not_safe_to_ask", "unknown", "refused", "withdrawn", "omitted")
LETTERS = dict(zip(REASONS, (".a", ".b", ".c", ".d", ".e", ".f"), strict=True))
NUMBERS = dict(zip(REASONS, range(-991, -997, -1), strict=True))
EVERY = vaern.loads((ROOT / "tests/golden/models/every-mechanism.yaml").read_text("utf-8"))
MODELS = [
    *(vaern.load().instrument(name) for name in ("hits", "danger-assessment", "who-5")),
    EVERY,
]
PLAIN = (".csv", ".xlsx", ".parquet", ".feather")


def words(model: vaern.Instrument, rows: int = 60) -> pd.DataFrame:
    """Made-up forms as words, with every reason in each column, and what stands beside answers."""
    missing = {"single": 0.3, "reasons": dict.fromkeys(REASONS, 1.0)}
    forms = vaern.synthetic(model, rows=rows, seed=4, missing=missing)
    table: dict[str, object] = {
        "person": np.arange(rows) + 100,
        "note": [f"blåbærgrød {row}; \"citat\", æ" for row in range(rows)],
        "assessed": pd.date_range("2026-01-01", periods=rows),
    }
    for item in model.items.values():
        answers = [*map(str, item.answers)]
        cells = [answers[c] if c < 250 else REASONS[255 - c] for c in forms[item.id].tolist()]
        cells[: len(REASONS)] = REASONS
        table[item.id] = pd.Series(cells, dtype=object)
    return pd.DataFrame(table)


def numbers(model: vaern.Instrument, item: str) -> dict[str, float]:
    """By code what the codebook's rows say, read here without the package's reader."""
    found = {}
    for line in model.codebook().splitlines():
        cells = line.split(",")
        if cells[0] == item and cells[1] == "value":
            found[cells[4]] = float(cells[3])
    return found


@pytest.mark.parametrize("language, yes", [("da", "ja"), ("en", "yes")])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
@pytest.mark.parametrize("kind", [".dta", ".sav", ".zsav"])
def test_answers_and_reasons_are_numbers_with_labels(model, kind, language, yes, tmp_path):
    table = words(model)
    written = vaern.write_table(table, tmp_path / f"t{kind}", instrument=model, language=language)
    read = vaern.read_table(written.path)
    marks = LETTERS if kind == ".dta" else NUMBERS
    assert read.missing_codes == {marks[reason]: reason for reason in REASONS}
    assert read.unmapped == {}
    for item in model.items.values():
        by_code = numbers(model, item.id) or {str(a): float(a) for a in item.answers}
        wanted = [marks[c] if c in marks else by_code[c] for c in table[item.id]]
        assert read.table[item.id].tolist() == wanted, item.id
        assert read.variable_labels[item.id] == item.text(language)[:80] or kind != ".dta"
        labels = read.value_labels[item.id]
        assert labels[marks["refused"]] == (
            "ønskede ikke at svare" if language == "da" else "did not want to answer"
        )
        if item.type == "yes_no":
            assert labels[1] == yes
    assert read.table["note"].tolist() == table["note"].tolist()
    assert read.table["person"].tolist() == table["person"].tolist()
    assert read.table["assessed"].tolist() == table["assessed"].tolist()
    assert pd.api.types.is_datetime64_any_dtype(read.table["assessed"].dtype)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
@pytest.mark.parametrize("kind", PLAIN)
def test_words_stay_words(model, kind, tmp_path):
    table = words(model)
    written = vaern.write_table(table, tmp_path / f"t{kind}", instrument=model)
    read = vaern.read_table(written.path, missing="codebook")
    assert {*REASONS, *NUMBERS.values()} == {*read.missing_codes}
    assert list(read.table.columns) == list(table.columns)
    for name in table.columns:
        got = [str(cell) for cell in read.table[name]]
        assert got == [str(cell) for cell in table[name]], name


@pytest.mark.parametrize("dialect", ["plain", "danish"])
def test_csv_in_both_dialects_comes_back(dialect, tmp_path):
    table = pd.DataFrame(
        {
            "id": ["007", "008", None],
            "text": ['a;b,"c"\nd', "=1+1", "ja"],
            "number": [0.5, np.nan, -1e-7],
            "truth": pd.array([True, None, False], dtype="boolean"),
            "day": pd.to_datetime(["2026-02-28", None, "2024-02-29"]),
            "level": pd.Categorical(["low", None, "high"], categories=["low", "high"], ordered=True),
            "empty": [None, None, None],
        }
    )
    path = vaern.write_table(table, tmp_path / "t.csv", dialect=dialect).path
    first = path.read_bytes().split(b"\r\n")[0]
    mark = ";" if dialect == "danish" else ","
    assert first == (b"\xef\xbb\xbf" if mark == ";" else b"") + mark.join(table.columns).encode()
    read = vaern.read_table(path)
    assert read.table["id"].tolist() == ["007", "008", None]
    assert read.table["text"].tolist() == table["text"].tolist()
    assert read.table["number"].tolist()[::2] == [0.5, -1e-7]
    assert read.table["truth"].tolist() == [1, pd.NA, 0]
    assert read.table["day"].dropna().tolist() == table["day"].dropna().tolist()
    assert read.table["level"].tolist() == ["low", None, "high"]
    assert read.table["empty"].isna().all()
    decimal = "comma" if mark == ";" else "point"
    assert read.notes[1:] == (
        "'text': 1 cells of several lines",
        f"decimal {decimal} in: number",
        "days in: day",
    )


@pytest.mark.parametrize("kind", [*PLAIN, ".dta", ".sav"])
def test_a_table_without_rows_keeps_its_columns(kind, tmp_path):
    table = pd.DataFrame({"person": pd.Series([], dtype="int64"), "hurts": pd.Series([], dtype=object)})
    path = vaern.write_table(table, tmp_path / f"t{kind}", instrument=MODELS[0]).path
    read = vaern.read_table(path)
    assert list(read.table.columns) == ["person", "hurts"]
    assert len(read.table) == 0


@pytest.mark.parametrize("kind", [*PLAIN, ".dta", ".sav"])
def test_a_table_without_columns_comes_back_or_is_refused(kind, tmp_path):
    path = tmp_path / f"t{kind}"
    table = pd.DataFrame(index=range(3))
    if kind in (".dta", ".sav"):
        with pytest.raises(ValueError, match="without columns cannot be a file of"):
            vaern.write_table(table, path)
        assert list(tmp_path.iterdir()) == []
        return
    vaern.write_table(table, path)
    if kind == ".csv":
        with pytest.raises(ValueError, match="is empty: the first line names the columns"):
            vaern.read_table(path)
    else:
        assert list(vaern.read_table(path).table.columns) == []


def test_a_stata_file_with_letters_is_written_as_it_was_read(tmp_path):
    first = vaern.write_table(words(EVERY), tmp_path / "a.dta", instrument=EVERY).path
    read = vaern.read_table(first)
    second = vaern.write_table(read, tmp_path / "b.dta").path
    again = vaern.read_table(second)
    pd.testing.assert_frame_equal(again.table, read.table)
    assert again.value_labels == read.value_labels
    assert again.variable_labels == read.variable_labels
    assert again.missing_codes == read.missing_codes


def test_what_was_read_with_codes_of_others_is_written_with_the_codebooks(tmp_path):
    table = pd.DataFrame({"hurts": [1, -9, 5], "insults": [2, 3, -8]})
    codes = {-9: "unknown", -8: "refused"}
    path = vaern.write_table(
        table, tmp_path / "t.dta", instrument=MODELS[0], missing_codes=codes
    ).path
    assert vaern.read_table(path).table.to_dict("list") == {
        "hurts": [1, ".c", 5],
        "insults": [2, 3, ".d"],
    }


@pytest.mark.parametrize("family", ["pandas", "polars", "arrow", "numpy"])
def test_every_family_of_tables_is_written(family, tmp_path):
    columns = {"person": np.array([1, 2]), "hurts": np.array(["never", "refused"])}
    tables = {
        "pandas": pd.DataFrame(columns),
        "polars": pl.DataFrame(columns),
        "arrow": pa.table(columns),
        "numpy": columns,
    }
    path = vaern.write_table(tables[family], tmp_path / "t.dta", instrument=MODELS[0]).path
    assert vaern.read_table(path).table.to_dict("list") == {"person": [1, 2], "hurts": [1, ".d"]}


def test_arrow_files_say_what_they_were_written_with(tmp_path):
    model = MODELS[0]
    codes = {-9: "unknown"}
    table = {"hurts": [1, 2], "dag": [datetime.date(2026, 1, 2), None], "x": [1, None]}
    for kind in (".parquet", ".feather"):
        path = vaern.write_table(table, tmp_path / f"t{kind}", instrument=model, missing_codes=codes).path
        read = vaern.read_table(path)
        assert read.notes == ("written by vaern with hits@1998",)
        assert read.missing_codes == {-9: "unknown"}
        assert read.variable_labels == {"hurts": "Gør fysisk skade"}
        assert read.table["dag"].isna().tolist() == [False, True]
        assert read.table["dag"].dt.year[0] == 2026


def test_names_that_stata_does_not_take_follow_the_codebook(tmp_path):
    long = "a_name_of_more_than_thirty_two_letters"
    model = vaern.loads(
        f"""vaern: 1
instrument: long
version: "1"
status: draft
title: {{en: Long, da: Lang}}
items:
  {long}: {{type: yes_no, text: {{en: One, da: En}}}}
  {long}_x: {{type: yes_no, text: {{en: Two, da: To}}}}
  using: {{type: yes_no, text: {{en: Three, da: Tre}}}}
scales:
  total: {{sum: [{long}, {long}_x, using], missing: bounds_only}}
"""
    )
    table = pd.DataFrame({long: ["yes"], f"{long}_x": ["no"], "using": ["refused"], long + "_key": [1]})
    written = vaern.write_table(table, tmp_path / "t.dta", instrument=model)
    assert written.names == {
        long: long[:32],
        f"{long}_x": long[:30] + "_2",
        "using": "using_",
        f"{long}_key": long[:30] + "_3",
    }
    read = vaern.read_table(written.path, instrument=model)
    assert list(read.table.columns) == [long, f"{long}_x", "using", long[:30] + "_3"]
    assert read.table.iloc[0].tolist() == [1, 0, ".d", 1]
    assert read.value_labels["using"][1] == "ja"
    assert [note.split(":")[0] for note in written.notes] == [
        f"'{long[:32]}' has no value labels",
        f"'{long[:30]}_2' has no value labels",
    ]
    assert "using_ is using" in read.notes[-2] + read.notes[-1]
    spss = vaern.write_table(table, tmp_path / "t.sav", instrument=model)
    assert spss.names == {}
    assert list(vaern.read_table(spss.path).table.columns) == list(table.columns)


def test_labels_longer_than_a_program_takes_are_cut(tmp_path):
    label = "æ" * 300
    read = vaern.ReadTable(pd.DataFrame({"x": [1, 2]}), {}, {"x": {1: label}}, {"x": label})
    stata = vaern.read_table(vaern.write_table(read, tmp_path / "t.dta").path)
    assert stata.variable_labels["x"] == "æ" * 80
    assert stata.value_labels["x"][1] == label
    spss = vaern.read_table(vaern.write_table(read, tmp_path / "t.sav").path)
    assert spss.variable_labels["x"] == "æ" * 127
    assert spss.value_labels["x"][1] == "æ" * 60


@pytest.mark.once
@pytest.mark.parametrize(
    "model, kind",
    [
        *((model, ".dta") for model in (*vaern.load().instruments, EVERY)),
        *((model, kind) for model in MODELS for kind in (".sav", ".csv", ".xlsx", ".parquet")),
    ],
    ids=lambda value: getattr(value, "id", value),
)
def test_what_was_written_and_read_scores_as_before(model, kind, tmp_path):
    missing = {"single": 0.2, "reasons": dict.fromkeys(REASONS, 1.0)}
    forms = vaern.synthetic(model, rows=40, seed=7, missing=missing)
    whole = model.score_table(forms)
    path = vaern.write_table(forms, tmp_path / f"t{kind}", instrument=model).path
    labelled = kind in (".dta", ".sav")
    read = vaern.read_table(path, instrument=model, missing=None if labelled else "codebook")
    proposed = vaern.answers_from_labels(model, read)
    assert proposed.rest == {}
    again = model.score_table(read, answers=proposed.answers)
    assert again.metadata["absent"] == whole.metadata["absent"]
    for name, cells in whole.table.items():
        if name in ("person", "wave", "rater", "assessed"):
            continue
        now = again.table[name]
        if name in whole.metadata["levels"]:
            now = now.cat.codes
        elif pd.api.types.is_bool_dtype(now.dtype):
            now = now.astype("Int8").fillna(-1)
        before = [None if c is np.ma.masked or c != c else c for c in cells.tolist()]
        assert [None if pd.isna(c) else c for c in now] == before, name


def test_codes_of_made_up_forms_want_their_model(tmp_path):
    forms = vaern.synthetic(MODELS[0], rows=3)
    with pytest.raises(ValueError, match="column 'hurts' holds codes of answers: say of what"):
        vaern.write_table(forms, tmp_path / "t.csv")
    path = vaern.write_table(forms, tmp_path / "t.csv", instrument=MODELS[0]).path
    codes = MODELS[0].items["hurts"].answers
    assert vaern.read_table(path).table["hurts"].tolist() == [codes[i] for i in forms["hurts"]]


def test_a_code_has_one_meaning_for_what_was_read_and_for_the_caller():
    hits = MODELS[0]
    read = vaern.ReadTable(pd.DataFrame({"hurts": [1, -8, -9]}), {-8: "refused"})
    with pytest.raises(vaern.DataError):
        hits.score_table(read)
    scored = hits.score_table(read, missing_codes={-9: "unknown", -8.0: "refused"})
    assert scored.table["missing_unknown"].tolist() == [0, 0, 1]
    assert scored.table["missing_refused"].tolist() == [0, 1, 0]
    with pytest.raises(ValueError, match="-8 means 'refused' in what was read, and cannot mean"):
        hits.score_table(read, missing_codes={-8: "unknown"})


def test_letters_of_stata_that_have_no_meaning_yet_are_given_one_in_scoring():
    hits = MODELS[0]
    table = pd.DataFrame({"hurts": [1, ".a", ".b"]})
    read = vaern.ReadTable(table, {".a": "refused"})
    scored = hits.score_table(read, missing_codes={"b": "unknown"})
    assert scored.table["missing_unknown"].tolist() == [0, 0, 1]
