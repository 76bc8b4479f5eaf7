# SPDX-License-Identifier: Apache-2.0
"""Tables from Python: a dict of NumPy arrays, what cells mean, and what is refused."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

from table_rows import expected, form_of, rows_of

SHIPPED = [model.reference for model in vaern.load().instruments]


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


def codes_of_row(forms, row):
    return {name: int(cells[row]) for name, cells in forms.items() if cells.dtype == np.uint8}


@pytest.mark.parametrize("reference", SHIPPED)
def test_made_up_forms_are_scored_as_one_by_one(reference):
    instrument = vaern.load()[reference]
    missing = {"single": 0.15, "reasons": {"refused": 0.5, "unknown": 0.5}}
    forms = vaern.synthetic(instrument, rows=300, seed=11, missing=missing)
    scored = instrument.score_table(forms)
    rows = rows_of(scored)
    assert len(rows) == 300 and not scored.rejected
    for row in range(300):
        form = form_of(instrument, codes_of_row(forms, row))
        score = instrument.score(form, assessed=forms["assessed"][row].item())
        said = expected(score)
        found = {name: rows[row][name] for name in said}
        assert found == said, (reference, row, form)


# Numbers from 1 on and points that are not in order: codes are not table numbers.
CODED = """
vaern: 1
instrument: coded
version: "1"
status: draft
title: {en: Coded, da: Kodet}
answers:
  often: {never: {points: 4, text: {en: Never, da: Aldrig}}, always: {points: 1, text: {en: Always, da: Altid}}}
items:
  weeks: {type: number, from: 1, to: 9, text: {en: Weeks, da: Uger}}
  fear: {type: often, text: {en: Afraid, da: Bange}}
scales: {total: {sum: [weeks, fear], missing: bounds_only}}
"""


def test_made_up_forms_are_known_to_hold_codes():
    coded = vaern.loads(CODED)
    forms = vaern.synthetic(coded, rows=40, seed=1)
    weeks = forms["weeks"].astype(int) + 1
    points = np.where(forms["fear"] == 0, 4, 1)
    right = (weeks + points).tolist()

    def total(table, **more):
        made = coded.score_table(table, **more).table["total"]
        return made.to_pylist() if hasattr(made, "to_pylist") else [*made]

    assert total(forms) == right
    assert total({name: cells[3:7] for name, cells in forms.items()}) == right[3:7]
    assert total(pd.DataFrame(forms)) == right and total(pd.DataFrame(forms)[5:9]) == right[5:9]
    plain = {name: forms[name].astype(np.uint8) for name in ("weeks", "fear")}
    for table in (plain, pd.DataFrame(plain), pa.table(plain), pl.DataFrame(plain)):
        assert total(table, codes=True) == right
        with pytest.raises(vaern.DataError):
            total(table)
    for table in ({"weeks": weeks}, pa.table({"weeks": weeks})):
        with pytest.raises(TypeError, match="uint8"):
            total(table, codes=True)


def test_keys_are_kept_and_columns_without_a_question_are_named(danger):
    data = {
        "person": np.array(["a", "b"]),
        "gun": np.array([1, 0], dtype=np.int64),
        "colour": np.array(["red", "blue"]),
    }
    scored = danger.score_table(data)
    assert scored.table["person"] is data["person"]
    assert "gun" not in scored.table
    assert scored.metadata["left_over"] == ("colour",)
    assert "choked" in scored.metadata["absent"] and "gun" not in scored.metadata["absent"]
    assert scored.metadata["meaning"] == danger.meaning
    assert scored.metadata["text"] == danger.text
    assert scored.metadata["version"] == "2009"
    assert list(danger.score_table(data, keys=["colour"]).table)[0] == "colour"
    assert list(danger.score_table(data, keys="colour").table)[0] == "colour"


# --- Which columns ------------------------------------------------------------------------


def test_columns_may_have_names_of_their_own(danger):
    data = {"v17": np.array([1, 0]), "v18": np.array(["ja", "nej"]), "gun": np.array([9, 9])}
    scored = danger.score_table(data, columns={"gun": "v17", "left": "v18"})
    assert scored.table["total_low"].tolist() == [9, -3]
    assert scored.metadata["left_over"] == ("gun",)
    with pytest.raises(KeyError, match="'v19'"):
        danger.score_table(data, columns={"gun": "v19"})
    with pytest.raises(vaern.DataError) as caught:
        danger.score_table(data, columns={"gnu": "v17"})
    assert caught.value.faults[0].code == "E1201" and "gun" in caught.value.faults[0].help


def test_a_table_without_a_question_is_refused_with_what_is_asked(danger):
    with pytest.raises(ValueError, match="escalation"):
        danger.score_table({"person": np.array([1, 2])})


def test_a_name_with_a_slip_is_warned_of(danger):
    with pytest.warns(UserWarning, match="'Choked'.*did you mean 'choked'"):
        danger.score_table({"gun": np.array([1]), "Choked": np.array([1])})


def test_a_key_with_the_name_of_a_result_is_refused(danger):
    with pytest.raises(ValueError, match="'total'"):
        danger.score_table({"gun": np.array([1]), "total": np.array([3])}, keys=["total"])
    with pytest.raises(KeyError, match="'town'"):
        danger.score_table({"gun": np.array([1])}, keys=["town"])


def test_columns_of_unequal_length_are_refused(danger):
    with pytest.raises(vaern.DataError) as caught:
        danger.score_table({"gun": np.array([1]), "left": np.array([1, 0])})
    assert caught.value.faults[0].code == "E1205"


# --- Cells --------------------------------------------------------------------------------


def test_missing_codes_are_numbers_or_words(danger):
    codes = {-9: "unknown", "-8": "refused", "vil ikke": "refused", -7.0: "omitted"}
    cells = np.array(["ja", "-9", "-8", "vil ikke", "-7", ""])
    table = danger.score_table({"gun": cells}, missing_codes=codes).table
    assert table["missing_unknown"].tolist() == [0, 1, 0, 0, 0, 0]
    assert table["missing_refused"].tolist() == [0, 0, 1, 1, 0, 0]
    assert table["missing_omitted"].tolist() == [0, 0, 0, 0, 1, 0]
    with pytest.raises(ValueError, match="'gone'"):
        danger.score_table({"gun": cells}, missing_codes={-9: "gone"})
    with pytest.raises(ValueError, match="not_asked"):
        danger.score_table({"gun": cells}, missing_codes={float("nan"): "unknown"})
    with pytest.raises(vaern.DataError) as caught:
        danger.score_table({"gun": cells}, missing_codes={1: "unknown"})
    assert {fault.code for fault in caught.value.faults} == {"E1206"}


@pytest.mark.parametrize(
    "cells",
    [
        np.array([1, 0, 1], dtype=">i4"),
        np.array([1.0, 0.0, 1.0], dtype=">f8"),
        np.array([[1, 5], [0, 5], [1, 5]])[:, 0],
        np.array([1, 0, 1])[::-1],
        np.array(["ja", "nej", "ja"], dtype=">U4"),
        np.array([b"ja", b"nej", b"ja"]),
        np.array(["ja", "nej", "ja"], dtype=np.dtypes.StringDType()),
        np.ma.MaskedArray([1, 0, 1], mask=[False, False, False]),
        np.array([True, False, True]),
        [1, 0, 1],
    ],
    ids=lambda cells: str(getattr(cells, "dtype", "list")),
)
def test_arrays_of_every_make_are_read(danger, cells):
    assert danger.score_table({"gun": cells}).table["total_low"].tolist() == [2, -3, 2]


def test_masked_cells_and_nothing_at_all_are_not_asked(danger):
    masked = np.ma.MaskedArray([1, 7, 0], mask=[False, True, False])
    strings = np.array(["ja", None, "nej"], dtype=np.dtypes.StringDType(na_object=None))
    for cells in (masked, strings, np.array([1, np.nan, 0])):
        assert danger.score_table({"gun": cells}).table["total_low"].tolist() == [2, -3, -3]
    repeated = np.broadcast_to(np.array(1), (3,))
    assert danger.score_table({"gun": repeated}).table["total_low"].tolist() == [2, 2, 2]
    for cells in (np.zeros((2, 2)), np.array([1j])):
        with pytest.raises(TypeError):
            danger.score_table({"gun": cells})


# --- Rows without a result ----------------------------------------------------------------


def test_rejected_rows_say_whose_they_are_and_why(danger):
    data = {
        "person": np.array([70, 71, 72]),
        "assessed": np.array(["2026-01-01", "2026-01-02", "2026-01-03"], dtype="datetime64[D]"),
        "gun": np.array(["ja", "måske", "nej"]),
        "left": np.array([1, 0, 3]),
    }
    scored = danger.score_table(data, on_error="collect")
    assert scored.rejected_rows == 2
    first, second = scored.rejected
    assert (first.row, first.item, first.value, first.code) == (1, "gun", "måske", "E0502")
    assert first.keys["person"] == 71 and str(first.keys["assessed"]) == "2026-01-02"
    assert "måske" in first.reason and "no (0), yes (1)" in first.finding.help
    assert (second.row, second.item, second.value) == (2, "left", "3")
    assert scored.table["rejected"].tolist() == [False, True, True]
    assert scored.table["total_low"].tolist() == [9, None, None]
    assert scored.table["level_high"].tolist() == [3, -1, -1]
    with pytest.raises(vaern.DataError) as caught:
        danger.score_table(data)
    assert caught.value.row == 1 and caught.value.item == "gun" and len(caught.value.faults) == 2
    with pytest.raises(ValueError, match="collect"):
        danger.score_table(data, on_error="ignore")


@pytest.mark.parametrize("on_error", ["raise", "collect"])
@pytest.mark.parametrize("name", ["gun", "person"])
@pytest.mark.parametrize("hidden", ["010190-1234", "0101901234", "010190-ABC2", "anna@example.dk", "+45 20304050", "20 30 40 50"])
def test_direct_identifiers_are_refused_and_never_shown(danger, on_error, name, hidden):
    data = {"gun": np.array(["ja", "nej"]), "person": np.array(["a", "b"])}
    data[name] = np.array([data[name][0], f"{hidden}"])
    with pytest.raises(vaern.DataError) as caught:
        danger.score_table(data, on_error=on_error)
    fault = caught.value.faults[0]
    assert (fault.code, caught.value.row) == ("E1219", 1) and name in fault.message
    assert hidden not in str(caught.value) + repr(fault) + str(fault.arguments)


def test_keys_that_are_no_identifiers_are_kept(danger):
    for people in (
        ["12345678", "87654321"],
        ["20304050", "2025-0412"],
        ["a-1", "k-20304050"],
        [1, 2],
        [5512345678, 101901234],
    ):
        data = {"gun": np.array([1, 0]), "person": np.array(people)}
        assert danger.score_table(data).table["person"].tolist() == people
    with pytest.raises(vaern.DataError):
        danger.score_table({"gun": np.array([1, 0]), "person": np.array([101901234, 3112801234])})


SIDE = """
vaern: 1
instrument: sided
version: "1"
status: draft
title: {en: Sided, da: Side}
licence: {class: A, wording: own}
answers:
  sides: {left: {text: {en: Left, da: Venstre}}, right: {text: {en: Right, da: Højre}}}
items:
  fear: {type: yes_no, text: {en: Afraid, da: Bange}}
  side: {type: sides, scored: no, text: {en: Side, da: Side}}
scales:
  total: {sum: [fear], missing: bounds_only}
"""


def test_codes_that_lost_their_mark_are_told_apart_from_answers(danger):
    hits = vaern.load().instrument("hits")  # its answers have the points 1 to 5, and the codes 0 to 4
    made = vaern.synthetic(hits, rows=50, seed=2, missing=0.1)
    joined = {name: np.concatenate([cells, cells]) for name, cells in made.items()}
    with pytest.raises(vaern.DataError, match="vaern.synthetic, say codes=True") as caught:
        hits.score_table(joined)
    assert "codes=True" in str(pickle.loads(pickle.dumps(caught.value)))
    with pytest.warns(UserWarning, match="say codes=True"):
        hits.score_table(joined, on_error="collect")
    with pytest.raises(vaern.DataError, match="vaern.synthetic, say codes=True"):
        hits.score_table(pd.DataFrame(joined))
    scored = hits.score_table(joined, codes=True).table
    assert scored["total_low"].tolist() == hits.score_table(made).table["total_low"].tolist() * 2
    side = vaern.loads(SIDE)  # options without points
    with pytest.raises(vaern.DataError, match="codes=True") as caught:
        side.score_table({"side": np.array([0, 1], dtype=np.uint8)})
    assert caught.value.faults[0].code == "E1203"
    with pytest.raises(vaern.DataError) as caught:
        danger.score_table({"gun": np.array([1, 7], dtype=np.uint8)})
    assert "codes=True" not in str(caught.value)


# --- Where results go ---------------------------------------------------------------------

TIMES = """
vaern: 1
instrument: times
version: "1"
status: draft
title: {en: Times, da: Gange}
licence: {class: A, wording: own}
items:
  times: {type: number, from: 0, to: 200, text: {en: How often, da: Hvor ofte}}
scales:
  total: {sum: [times], missing: bounds_only}
"""


def test_results_are_written_into_the_callers_arrays(danger):
    data = {"gun": np.array([1, 0, 1], dtype=np.uint8)}
    out = {
        "total_low": np.full(3, 99, np.int16),
        "level_high": np.full(3, 99, np.int8),
        "level_certain": np.full(3, True),
    }
    scored = danger.score_table(data, out=out)
    assert list(scored.table) == ["total_low", "level_high", "level_certain"]
    assert out["total_low"].tolist() == [2, -3, 2] and out["level_high"].tolist() == [3, 3, 3]
    assert out["level_certain"].tolist() == [False] * 3
    assert np.shares_memory(np.ma.getdata(scored.table["total_low"]), out["total_low"])


@pytest.mark.parametrize(
    "array, why",
    [
        (np.zeros(3), "int16"),
        (np.zeros(3, np.int32), "int32: an array of int16 of 3 rows is needed"),
        (np.zeros(2, np.int8), "3 rows"),
        (np.zeros(6, np.int8)[::2], "gaps"),
        (np.broadcast_to(np.int8(0), (3,)), "gaps"),
        ([0, 0, 0], "no array"),
    ],
)
def test_an_array_that_does_not_fit_is_refused_with_what_is_needed(danger, array, why):
    with pytest.raises((TypeError, ValueError), match=why):
        danger.score_table({"gun": np.array([1, 0, 1])}, out={"total_low": array})


def test_adding_up_results_does_not_wrap(danger):
    made = danger.score_table(vaern.synthetic(danger, rows=500, seed=3, missing=0.1)).table
    for name in ("total", "total_low", "total_high"):
        assert made[name].dtype == np.int16
        exact = np.ma.getdata(made[name]).astype(np.int64) * 9
        assert exact.max() > 127 and (np.ma.getdata(made[name] * 9) == exact).all()
    assert made["level_low"].dtype == made["flag_strangulation"].dtype == np.int8


def test_the_narrowest_numbers_are_for_who_brings_an_array_of_them(danger):
    data = {"gun": np.array([1, 0, 1], dtype=np.uint8)}
    small = np.ma.MaskedArray(np.zeros(3, np.int8), mask=np.zeros(3, bool))
    out = {"total_low": np.full(3, 99, np.int8), "total_high": np.full(3, 99, np.int16), "total": small}
    danger.score_table(data, out=out)
    plain = danger.score_table(data).table
    assert all(out[name].tolist() == plain[name].tolist() for name in out)
    times = vaern.loads(TIMES)  # up to 200, which no int8 holds
    with pytest.raises(TypeError, match="holds int8: an array of int16 of 2 rows is needed"):
        times.score_table({"times": np.array([1, 150])}, out={"total_low": np.zeros(2, np.int8)})


def test_only_the_results_that_are_asked_for_are_made(danger):
    data = {"gun": np.array([1, 0]), "person": np.array([1, 2])}
    assert list(danger.score_table(data, outputs=["level_low", "total"]).table) == ["person", "level_low", "total"]
    with pytest.raises(vaern.DataError, match="level_lwo"):
        danger.score_table(data, outputs=["level_lwo"])
    with pytest.raises(ValueError, match="'total'"):
        danger.score_table(data, outputs=["level_low"], out={"total": np.zeros(2, np.int8)})


# --- Long work ----------------------------------------------------------------------------


def test_progress_is_told_and_may_end_the_work(danger):
    data = vaern.synthetic(danger, rows=200_000, seed=1)
    told = []
    danger.score_table(data, progress=lambda done, rows: told.append((done, rows)))
    assert told[-1] == (200_000, 200_000) and told == sorted(told)
    with pytest.raises(KeyboardInterrupt):
        danger.score_table(data, progress=lambda done, rows: False)
    with pytest.raises(ZeroDivisionError):
        danger.score_table(data, progress=lambda done, rows: 1 / 0)


def test_a_bar_is_shown_where_it_is_asked_for(danger, capfd):
    data = {"gun": np.zeros(20, dtype=np.uint8)}
    danger.score_table(data)
    assert capfd.readouterr().err == ""
    danger.score_table(data, progress=True)
    assert "100% of 20 rows" in capfd.readouterr().err


LONG = """
import numpy as np, vaern
danger = vaern.load().instrument("danger-assessment")
print("begin", flush=True)
no = np.zeros(1_000_000_000, np.uint8)
danger.score_table({item: no for item in danger.items}, outputs=["possible"])
print("end", flush=True)
"""


def test_ctrl_c_ends_the_work():
    command = [sys.executable, "-c", LONG]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "begin\n"
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    printed, said = child.communicate(timeout=60)
    assert "KeyboardInterrupt" in said and "end" not in printed and child.returncode != 0


def test_words_of_reasons_are_reasons(danger):
    table = {"gun": np.array(["refused", "Unknown", "ja"]), "left": np.array(["omitted", "nej", ""])}
    scored = danger.score_table(table).table
    assert scored["missing_refused"].tolist() == [1, 0, 0]
    assert scored["missing_unknown"].tolist() == [0, 1, 0]
    assert scored["missing_omitted"].tolist() == [1, 0, 0]


def test_one_column_is_no_table(danger):
    with pytest.raises(TypeError, match="to_frame"):
        danger.score_table(pd.Series(["ja"], name="gun"))
    with pytest.raises(TypeError, match="dict"):
        danger.score_table({"gun": np.array(["ja"])}, answers={"gun": ["ja"]})
