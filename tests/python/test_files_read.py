# SPDX-License-Identifier: Apache-2.0
"""Files are read without guessing: what is found is said, and what may be two things is asked."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import vaern

CPR = "010190-1234"


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path, **options) -> str:
    with pytest.raises(ValueError) as failed:
        vaern.read_table(path, **options)
    return str(failed.value)


# CSV


@pytest.mark.parametrize(
    "mark, encoding, note",
    [
        (",", "utf-8", "utf-8, comma between cells"),
        (";", "utf-8", "utf-8, semicolon between cells"),
        ("\t", "utf-8", "utf-8, tab between cells"),
        (";", "utf-8-sig", "utf-8 with byte order mark, semicolon between cells"),
    ],
)
def test_the_separator_is_found_and_said(mark, encoding, note, tmp_path):
    text = mark.join(["person", "gun"]) + "\r\n" + mark.join(["1", '"ja; måske, ""ja"""']) + "\r\n"
    read = vaern.read_table(csv(tmp_path, text, encoding))
    assert read.notes == (note,)
    assert read.table.to_dict("list") == {"person": [1], "gun": ['ja; måske, "ja"']}


def test_a_separator_that_may_be_two_is_asked_for(tmp_path):
    path = csv(tmp_path, "a;b,c\n1;2,3\n")
    assert "more than one of comma, semicolon; say which: delimiter=';'" in refused(path)
    assert vaern.read_table(path, delimiter=";").table.to_dict("list") == {"a": [1], "b,c": [2.3]}
    assert list(vaern.read_table(path, delimiter=",").table.columns) == ["a;b", "c"]


def test_a_decimal_mark_that_may_be_two_is_asked_for(tmp_path):
    path = csv(tmp_path, "a;b\n1,5;2.5\n;\n")
    assert "'a' has decimal commas and 'b' decimal points" in refused(path)
    assert vaern.read_table(path, decimal=",").table["b"].tolist() == ["2.5", None]
    assert vaern.read_table(path, decimal=".").table["a"].tolist() == ["1,5", None]


def test_only_plain_numbers_and_days_are_taken_for_them(tmp_path):
    text = "key;thousand;na;day;dansk;big\n007;1.234,5;1;2026-01-31;31-01-2026;12345678901234567890\n"
    read = vaern.read_table(csv(tmp_path, text + "008;2;NA;;;1\n"))
    found = read.table.where(read.table.notna(), None).to_dict("list")
    assert found["key"] == ["007", "008"]
    assert found["thousand"] == ["1.234,5", "2"]
    assert found["na"] == ["1", "NA"]
    assert found["day"][0] == pd.Timestamp("2026-01-31")
    assert found["dansk"] == ["31-01-2026", None]
    assert found["big"] == ["12345678901234567890", "1"]
    assert read.notes[1:] == ("days in: day",)


def test_days_of_another_form_are_read_as_they_are_said_to_be(tmp_path):
    path = csv(tmp_path, "x,d\n1,31-01-2026\n2,\n3,2026-01-31\n")
    said = refused(path, dates={"d": "%d-%m-%Y"})
    assert "'d' holds 1 cells that are no day written as %d-%m-%Y, the first in row 2" in said
    path = csv(tmp_path, "x,d\n1,31-01-2026\n2,\n")
    read = vaern.read_table(path, dates={"d": "%d-%m-%Y"})
    assert read.table["d"].tolist()[0] == pd.Timestamp("2026-01-31")


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "is empty: the first line names the columns"),
        ("a,a\n1,2\n", "columns with one name: a"),
        ("a,,c\n1,2,3\n", "column 2 has no name"),
        ("a,b\n1,2\n3\n", "1 rows have more or fewer cells than the first line, which has 2"),
        ("a,b\n1,2\n3\n", "the first is row 1, with 1"),
        ("a,b\n1,2,3\n1\n", "2 rows have more or fewer cells"),
        ("a,b\n1,2,3\n1\n", "the first is row 0, with 3"),
    ],
)
def test_a_csv_file_with_faults_is_refused(text, said, tmp_path):
    assert said in refused(csv(tmp_path, text))


def test_a_file_of_windows_is_told_by_its_line_and_read_where_that_is_said(tmp_path):
    path = csv(tmp_path, "a;b\n1;x\n2;rødgrød\n", "cp1252")
    said = refused(path)
    assert "line 3 is not utf-8" in said and "encoding='cp1252'" in said
    assert vaern.read_table(path, encoding="cp1252").table["b"].tolist() == ["x", "rødgrød"]


def test_wrong_words_for_a_csv_file_are_told(tmp_path):
    path = csv(tmp_path, "a,b\n1,2\n")
    assert "`delimiter` is" in refused(path, delimiter="|")
    assert "`decimal` is" in refused(path, decimal="·")


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".dta", ".sav", ".parquet", ".feather"])
def test_columns_that_are_not_there_are_told(kind, tmp_path):
    path = vaern.write_table({"a": [1], "b": [2]}, tmp_path / f"t{kind}").path
    assert "has no column x, y; it has: a, b" in refused(path, columns=["x", "a", "y"])
    assert list(vaern.read_table(path, columns=["b"]).table.columns) == ["b"]
    with pytest.raises(TypeError, match="`columns` is a list of names"):
        vaern.read_table(path, columns="b")


def test_arguments_of_the_wrong_kind_are_told(tmp_path):
    path = csv(tmp_path, "a,b\n1,2\n")
    with pytest.raises(TypeError, match="`missing` says what codes mean, as in"):
        vaern.read_table(path, missing=[-9])  # type: ignore[arg-type]
    for call in (vaern.read_table, lambda p, **o: vaern.write_table({"a": [1]}, p, **o)):
        with pytest.raises(TypeError, match="`instrument` is a model, such as"):
            call(path, instrument="hits")


def test_rows_do_not_disappear_in_quotation_marks_and_empty_lines(tmp_path):
    assert "a quotation mark is not closed" in refused(csv(tmp_path, 'a,b\n1,"x\n2,y\n'))
    read = vaern.read_table(csv(tmp_path, 'a,b\n1,"x\n2,y"\n3,z\n'))
    assert read.table["b"].tolist() == ["x\n2,y", "z"]
    assert read.notes[1:] == ("'b': 1 cells of several lines",)
    read = vaern.read_table(csv(tmp_path, "a\n1\n\n3\n\n"))
    assert read.table["a"].tolist() == [1, pd.NA, 3]


def test_the_line_that_excel_writes_first_names_the_separator(tmp_path):
    read = vaern.read_table(csv(tmp_path, "sep=;\r\na;b\r\n1;2,5\r\n"))
    assert read.table.to_dict("list") == {"a": [1], "b": [2.5]}


# Spreadsheets


def workbook(folder: Path, rows, *titles: str) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = titles[0] if titles else "Ark1"
    for row in rows:
        page.append(row)
    for title in titles[1:]:
        book.create_sheet(title)
    path = folder / "t.xlsx"
    book.save(path)
    book.close()
    return path


def test_a_sheet_is_read_with_what_was_left_out(tmp_path):
    rows = [["id", "gun", None], [1, "ja", None], [None, None, None], [2, True, None], [None, None]]
    read = vaern.read_table(workbook(tmp_path, rows))
    assert read.table.where(read.table.notna(), None).to_dict("list") == {
        "id": [1, None, 2],
        "gun": ["ja", None, True],
    }
    assert read.notes == (
        "sheet 'Ark1'",
        "1 rows without a cell between the others: kept as they are",
    )


def test_one_of_several_sheets_is_asked_for(tmp_path):
    path = workbook(tmp_path, [["a"], [1]], "svar", "noter")
    assert "several sheets; say which: sheet='...'. It has: svar, noter" in refused(path)
    assert "has no sheet 'x'; it has: svar, noter" in refused(path, sheet="x")
    assert vaern.read_table(path, sheet="svar").table["a"].tolist() == [1]


def test_a_formula_without_a_value_is_not_an_empty_cell(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [1, "=A2+1"], [2, "=A3+1"]])
    assert "2 formulas have no value, the first in B2" in refused(path)


def test_a_sheet_with_faults_is_refused(tmp_path):
    assert "columns with one name: a" in refused(workbook(tmp_path, [["a", "a"], [1, 2]]))
    assert "column 1 has no name" in refused(workbook(tmp_path, [[None, "a"], [1, 2]]))
    path = tmp_path / "fake.xlsx"
    path.write_bytes(b"a;b\n1;2\n")
    assert "is not an .xlsx file" in refused(path)


# Identifiers and packages


def test_direct_identifiers_are_refused_and_never_shown(tmp_path):
    path = csv(tmp_path, f"id,note,mail\n1,{CPR},x\n2,,a@b.dk\n3,talt med {CPR},x\n")
    said = refused(path)
    assert "'note': CPR numbers in 2 rows, the first in row 0" in said
    assert "'mail': e-mail addresses in 1 rows, the first in row 1" in said
    assert "010190" not in said and "a@b" not in said
    assert list(vaern.read_table(path, columns=["id"]).table.columns) == ["id"]


def test_a_replacement_number_of_letters_is_a_cpr_number(tmp_path):
    said = refused(csv(tmp_path, "id,gun\n1,ja\n010190-ABC2,nej\n3,010190-ABC2\n"))
    assert "'id': CPR numbers in 1 rows, the first in row 1" in said
    assert "'gun': CPR numbers in 1 rows, the first in row 2" in said
    assert "ABC2" not in said


def test_a_row_with_too_many_cells_is_not_shown(tmp_path):
    said = refused(csv(tmp_path, f"id,note\n1,x\n2,{CPR},y\n"))
    assert "1 rows have more or fewer cells" in said and "the first is row 1, with 3" in said
    assert "010190" not in said


def test_numbers_that_are_all_like_cpr_numbers_are_refused_and_keys_are_not(tmp_path):
    likely = [f"{day:02}0{month}90{1000 + day}" for day in (1, 28) for month in (1, 9)]
    path = csv(tmp_path, "cpr,key\n" + "".join(f"{n.lstrip('0')},{n}\n" for n in likely))
    said = refused(path)
    assert "'cpr': what looks like CPR numbers in 4 rows" in said
    assert not any(number in said for number in likely)
    path = csv(tmp_path, "key,date\n" + "".join(f"{23456789 + i},2026-01-0{i}\n" for i in range(1, 9)))
    assert len(vaern.read_table(path).table) == 8


def test_text_keys_of_eight_digits_and_hashes_are_no_identifiers(tmp_path):
    keys = ["k23456789", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "2026-01-31 10:00"]
    path = csv(tmp_path, "key\n" + "\n".join(keys) + "\n")
    assert vaern.read_table(path).table["key"].tolist() == keys


@pytest.mark.parametrize(
    "kind, package",
    [(".csv", "pyarrow"), (".xlsx", "openpyxl"), (".dta", "pyreadstat"), (".sav", "pyreadstat")],
)
def test_a_package_that_is_not_there_is_named(kind, package, tmp_path, monkeypatch):
    path = vaern.write_table({"a": [1]}, tmp_path / f"t{kind}").path
    real = importlib.import_module

    def without(name, *rest):
        if name.split(".")[0] == package:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(ImportError, match=f'needs {package}, .*pip install "vaern\\[files\\]"'):
        vaern.read_table(path)


def test_vaern_itself_needs_none_of_the_packages():
    blocked = ("pandas", "pyarrow", "pyreadstat", "openpyxl", "polars", "numpy")


    program = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({blocked!r}))\n"
        "import vaern\n"
        "print(vaern.load().instrument('hits').score({}).missing)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "4\n"


def test_answers_by_the_callers_own_codes_are_checked():
    model = vaern.loads(
        (Path(__file__).parents[1] / "golden/models/every-mechanism.yaml").read_text("utf-8")
    )
    table = pd.DataFrame({"threats": [1, 1], "threats_within": [2, 1]})
    own = {"threats_within": {1: "yes", 2: "no"}}
    scored = model.score_table(table, answers=own)
    plain = model.score_table(table.replace({"threats_within": {2: 0}}))
    pd.testing.assert_frame_equal(scored.table, plain.table)
    again = model.score_table(table, answers={"threats.within": own["threats_within"]})
    pd.testing.assert_frame_equal(again.table, plain.table)
    with pytest.raises(KeyError, match="`answers` names 'threat', which every-mechanism@1 does not ask"):
        model.score_table(table, answers={"threat": {1: "yes"}})
    with pytest.raises(ValueError, match="'ofte' is no answer to 'sleep': never, sometimes, often"):
        model.score_table(table, answers={"sleep": {1: "ofte"}})
