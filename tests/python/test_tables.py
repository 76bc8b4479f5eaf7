# SPDX-License-Identifier: Apache-2.0
"""Tables from Python: a dict of NumPy arrays, what cells mean, and what is refused."""

from __future__ import annotations

import numpy as np
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


def test_slices_of_made_up_forms_still_hold_codes_and_plain_bytes_do_not():
    who5 = vaern.load().instrument("who-5")
    forms = vaern.synthetic(who5, rows=10, seed=1)
    whole = who5.score_table(forms, outputs=["raw"] if "raw" in who5.scales else None).table
    part = {name: cells[3:7] for name, cells in forms.items()}
    again = who5.score_table(part).table
    for name in again:
        if name in whole:
            assert again[name].tolist() == whole[name][3:7].tolist()


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
