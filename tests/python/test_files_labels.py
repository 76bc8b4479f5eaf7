# SPDX-License-Identifier: Apache-2.0
"""Files of SPSS and Stata: labels, and codes for missing answers, which nobody may lose."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
import vaern


@pytest.fixture(scope="module")
def danger() -> vaern.Instrument:
    return vaern.load().instrument("danger-assessment")


def refused(path: Path, **options) -> str:
    with pytest.raises(ValueError) as failed:
        vaern.read_table(path, **options)
    return str(failed.value)


def spss(folder: Path, **options) -> Path:
    table = pd.DataFrame(
        {"gun": [1.0, -8.0, 0.0, -9.0], "left": [2.0, 1.0, -8.0, -8.0], "who": ["a", "XX", "b", ""]}
    )
    settings = {
        "column_labels": {"gun": "Våben i hjemmet"},
        "variable_value_labels": {
            "gun": {0: "nej", 1: "ja", -8: "vil ikke svare", -9: "ved ikke"},
            "left": {1: "ja", 2: "nej", -8: "Vil ikke svare."},
        },
        "missing_ranges": {
            "gun": [{"lo": -9, "hi": -7}],
            "left": [-8],
            "who": ["XX"],
        },
    } | options
    path = folder / "t.sav"
    pyreadstat.write_sav(table, path, **settings)
    return path


def test_missing_codes_without_a_meaning_are_listed_and_are_no_answers(tmp_path):
    read = vaern.read_table(spss(tmp_path))
    assert read.missing_codes == {}
    assert read.unmapped == {"gun": {-8: 1, -9: 1}, "left": {-8: 2}, "who": {"XX": 1}}
    assert read.table["gun"].tolist() == [1, "user-missing -8", 0, "user-missing -9"]
    assert read.table["who"].tolist() == ["a", "user-missing XX", "b", None]
    assert read.notes[0] == (
        "'gun': 1 cells with the missing code -8 (\"vil ikke svare\"), which has no meaning yet: "
        "`missing=` gives it one"
    )
    assert read.variable_labels == {"gun": "Våben i hjemmet"}
    assert read.value_labels["gun"][-8] == "vil ikke svare"


def test_missing_codes_mean_what_the_caller_says(tmp_path):
    read = vaern.read_table(spss(tmp_path), missing={-8: "refused", -9.0: "unknown", "XX": "omitted"})
    assert read.missing_codes == {-8: "refused", -9: "unknown", "XX": "omitted"}
    assert read.unmapped == {}
    assert read.table["gun"].tolist() == [1, -8, 0, -9]


def test_a_code_may_mean_something_else_in_one_column(tmp_path):
    labels = {"gun": {-8: "vil ikke svare"}, "left": {-8: "ikke relevant"}}
    path = spss(tmp_path, variable_value_labels=labels)
    said = refused(path, missing={-8: "refused"})
    assert "-8 cannot mean 'refused' everywhere" in said
    assert "in 'gun' \"vil ikke svare\"; in 'left' \"ikke relevant\"" in said
    read = vaern.read_table(path, missing={-8: "refused", "left": {-8: "not_asked"}})
    assert read.table["gun"].tolist()[1] == -8
    assert read.table["left"].tolist() == [2, 1, "not_asked", "not_asked"]
    assert read.missing_codes == {-8: "refused", "not_asked": "not_asked"}


def test_a_code_that_another_column_does_not_declare_is_told(tmp_path):
    path = spss(tmp_path, missing_ranges={"gun": [-8]}, variable_value_labels={})
    read = vaern.read_table(path, missing={-8: "refused"})
    assert read.notes == (
        "-8 is missing in the whole table; the file does not declare it as missing in left",
    )


def test_letters_of_stata_stay_apart_from_empty_cells(tmp_path):
    table = pd.DataFrame({"gun": [1.0, "a", "z", float("nan")], "x": [0.5, 1.0, 2.0, float("nan")]})
    path = tmp_path / "t.dta"
    pyreadstat.write_dta(
        table,
        path,
        file_label="årgang 7",
        missing_user_values={"gun": ["a", "z"]},
        variable_value_labels={"gun": {1: "ja", "a": "ved ikke"}},
    )
    read = vaern.read_table(path, missing={"a": "unknown"})
    assert read.table["gun"].tolist()[:3] == [1, ".a", "user-missing .z"]
    assert read.table["gun"].isna().tolist() == [False, False, False, True]
    assert read.missing_codes == {".a": "unknown"}
    assert read.unmapped == {"gun": {".z": 1}}
    assert read.value_labels == {"gun": {1: "ja", ".a": "ved ikke"}}
    assert read.notes[0] == 'the file says of itself: "årgang 7"'
    assert vaern.read_table(path, missing={".a": "unknown"}).missing_codes == read.missing_codes


def test_the_codebooks_numbers_count_only_with_the_codebooks_labels(tmp_path):
    table = pd.DataFrame({"a": [-991.0, 1.0], "b": [-991.0, 1.0]})
    path = tmp_path / "t.sav"
    pyreadstat.write_sav(
        table,
        path,
        missing_ranges={"a": [-991], "b": [-991]},
        variable_value_labels={"a": {-991: "not asked"}, "b": {-991: "noget andet"}},
    )
    read = vaern.read_table(path)
    assert read.missing_codes == {-991: "not_asked"}
    assert read.unmapped == {"b": {-991: 1}}
    assert read.table["b"].tolist() == ["user-missing -991", 1]
    assert read.notes[-1] == "missing codes of vaern's codebook: -991"


def test_wrong_words_about_missing_codes_are_told(tmp_path):
    path = spss(tmp_path)
    assert "'gone' is no reason why an answer is missing; there are: not_asked," in refused(
        path, missing={-8: "gone"}
    )
    assert "`missing` names the column 'gum'" in refused(path, missing={"gum": {-8: "refused"}})
    assert "`missing` says what codes mean, or is 'codebook'" in refused(path, missing="all")


def test_a_file_of_another_kind_is_refused(tmp_path):
    for name, said in (
        ("t.sav", "cannot be read as a file of SPSS"),
        ("t.dta", "cannot be read as a file of Stata"),
        ("t.parquet", "t.parquet"),
        ("t.feather", "t.feather"),
        ("t.por", "save it as .sav"),
        ("t.txt", "a table is one of .sav, .zsav, .dta, .csv, .xlsx, .parquet, .feather"),
    ):
        path = tmp_path / name
        path.write_bytes(b"nothing of that kind" * 9)
        assert said in refused(path)
    with pytest.raises(FileNotFoundError, match="gone.sav is not there"):
        vaern.read_table(tmp_path / "gone.sav")


# Labels


def test_answers_are_proposed_where_every_label_is_one(danger):
    table = pd.DataFrame({"gun": [1, 2, -8], "left": [1, 2, 1], "weapon": [1, 2, 3], "choked": [1, 1, 1]})
    labels = {
        "gun": {1: "ja", 2: "nej", -8: "vil ikke"},
        "left": {1: "Ja", 2: "nej"},
        "weapon": {1: "yes", 2: "no"},
        "choked": {1: "ja", 2: "yes", 3: "nej"},
        "escalation": {1: "ja"},
    }
    read = vaern.ReadTable(table, {-8: "refused"}, labels)
    proposed = vaern.answers_from_labels(danger, read)
    assert proposed.answers == {"gun": {1: "yes", 2: "no"}}
    assert proposed.rest == {
        "left": {1: "Ja"},
        "weapon": {3: None},
        "choked": {1: "ja", 2: "yes"},
    }


def test_answers_are_proposed_for_columns_of_another_name():
    hits = vaern.load().instrument("hits")
    labels = {1: "aldrig", 2: "sjældent", 3: "nogle gange", 4: "ret ofte", 5: "meget ofte"}
    read = vaern.ReadTable(pd.DataFrame({"q1": [5, 1]}), {}, {"q1": labels})
    assert vaern.answers_from_labels(hits, read).answers == {}
    proposed = vaern.answers_from_labels(hits, read, columns={"hurts": "q1"})
    codes = ["never", "rarely", "sometimes", "fairly_often", "frequently"]
    assert proposed.answers == {"hurts": dict(zip(range(1, 6), codes, strict=True))}
