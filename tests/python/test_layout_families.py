# SPDX-License-Identifier: Apache-2.0
"""Layouts over pandas, Polars and Arrow give what they give over NumPy, in the family that went in;
several instruments in one table, and flags of forms that are not there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern
from laid_out import WORDS, long_table, made_forms, wide_table
from vaern import Layout, LayoutError

FAMILIES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "arrow": pa.table}
WAVES, RATERS = ["t0", "t1", "t2"], ["a", "b"]
LONG = Layout.long(keys=["person", "wave", "rater"])
WIDE = Layout.wide(waves=WAVES, raters=RATERS, pattern="{item}_{wave}_{rater}")


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


@pytest.fixture(scope="module")
def forms(danger):
    made = made_forms(danger, persons=12, waves=3, raters=2, seed=8, missing={"single": 0.1, "dropout": 0.2})
    return [form for form in made if form["answers"]]


def of_family(name, table):
    if name == "polars":
        return pl.DataFrame({key: cells.tolist() if cells.dtype == object else cells for key, cells in table.items()})
    return FAMILIES[name](table)


def names_of(table):
    return list(getattr(table, "column_names", None) or table.columns)


def cells(table, name):
    """Of any family: plain values, None where a cell is absent."""
    column = table[name]
    values = column.to_pylist() if isinstance(table, pa.Table) else list(column)
    return [None if each is None or each is pd.NA or each != each else each for each in values]


def numbers(table, name):
    if isinstance(table[name], np.ma.MaskedArray):
        return table[name].tolist()
    return [None if each != each else each for each in table[name].tolist()]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("back", ["rows", "wide"])
@pytest.mark.parametrize("shape", ["long", "wide"])
def test_a_family_gives_what_numpy_gives(danger, forms, family, shape, back):
    plain = long_table(forms) if shape == "long" else wide_table(forms, WAVES, RATERS)
    layout = LONG if shape == "long" else WIDE
    how = {"layout": layout, "back": back, "missing_codes": WORDS}
    first = danger.score_table(plain, **how)
    scored = danger.score_table(of_family(family, plain), **how)
    assert type(scored.table) is {"pandas": pd.DataFrame, "polars": pl.DataFrame, "arrow": pa.Table}[family]
    assert names_of(scored.table) == list(first.table)
    for name in first.table:
        if name.startswith(("total_low", "total_high")) or name in ("person", "wave", "rater"):
            assert cells(scored.table, name) == numbers(first.table, name)
        if name.startswith("level_high"):
            words = [None if each < 0 else danger.levels[each] for each in first.table[name]]
            assert cells(scored.table, name) == words


@pytest.mark.parametrize("family", FAMILIES)
def test_long_comes_back_long(danger, forms, family):
    table = of_family(family, long_table(forms))
    how = {"layout": LONG, "back": "long", "missing_codes": WORDS, "outputs": ["total", "level_low"]}
    scored = danger.score_table(table, **how)
    first = danger.score_table(long_table(forms), **how)
    assert cells(scored.table, "label") == first.table["label"].tolist()
    assert cells(scored.table, "value") == numbers(first.table, "value")


@pytest.mark.parametrize("family", FAMILIES)
def test_what_has_no_place_is_a_table_of_the_family(danger, forms, family):
    plain = long_table(forms)
    plain["item"][3] = "nothing"
    scored = danger.score_table(of_family(family, plain), layout=LONG, missing_codes=WORDS, on_error="collect")
    assert cells(scored.unplaced, "row") == [3]
    assert cells(scored.unplaced, "reason") == ["unknown_item"]
    assert names_of(scored.unplaced) == ["row", "reason", "person", "wave", "rater"]


def test_columns_of_pandas_may_be_of_any_kind(danger):
    table = pd.DataFrame(
        {
            "person": pd.Categorical(["a", "a", "b"]),
            "wave": pd.array([1, 2, None], dtype="Int64"),
            "gun_x": [1, 0, -9],
            "left_x": pd.array([True, None, False], dtype="boolean"),
        },
        index=[10, 20, 30],
    )
    layout = Layout.rows(keys=["person", "wave"], pattern="{item}_x")
    scored = danger.score_table(table, layout=layout, missing_codes={-9: "refused"}, on_error="collect")
    assert scored.table["person"].tolist() == ["a", "a"] and scored.table["wave"].tolist() == [1, 2]
    assert scored.unplaced["row"].tolist() == [2]
    assert scored.table["total_low"].tolist() == [
        danger.score(form).scales["total"].lowest for form in ({"gun": "yes", "left": "yes"}, {"gun": "no"})
    ]


def test_codes_of_made_up_forms_stay_codes(danger):
    made = vaern.synthetic(danger, persons=20, waves=2, seed=3, missing=0.1)
    plain = danger.score_table(made)
    scored = danger.score_table(made, layout=Layout.rows())
    assert np.array_equal(plain.table["total_low"], scored.table["total_low"])
    wide = {"person": np.unique(made["person"])} | {
        f"{name}_{wave}": made[name][made["wave"] == wave] for wave in (0, 1) for name in made if name not in LONG.keys
    }
    scored = danger.score_table(wide, layout=Layout.wide(waves=[0, 1]))
    assert np.array_equal(plain.table["total_low"], scored.table["total_low"])


def test_several_instruments_share_a_table(danger):
    hits = vaern.load().instrument("hits")
    word = hits.items["hurts"].answers
    long = {
        "person": np.array([1, 1, 2, 2]),
        "instrument": np.array(["hits", danger.id, "hits", "who-5"], dtype=object),
        "item": np.array(["hurts", "gun", "hurts", "cheerful"], dtype=object),
        "value": np.array([word[2], "yes", word[0], "1"], dtype=object),
    }
    layout = Layout.long(keys=["person"], instrument="instrument")
    with pytest.raises(LayoutError, match="who-5"):
        vaern.score_instruments([danger, hits], long, layout)
    scored = vaern.score_instruments([danger, hits], long, layout, on_error="collect")
    assert scored["hits"].table["person"].tolist() == [1, 2]
    assert scored[danger.id].table["person"].tolist() == [1]
    assert scored["hits"].unplaced["row"].tolist() == [3]

    wide = {
        "person": np.array([1, 2]),
        "hits_hurts_t0": np.array([word[2], word[0]], dtype=object),
        "danger-assessment_gun_t0": np.array(["yes", None], dtype=object),
    }
    layout = Layout.wide(waves=["t0"], pattern="{instrument}_{item}_{wave}")
    scored = vaern.score_instruments([danger, hits], wide, layout, back="wide")
    assert scored[danger.id].table["danger-assessment_total_low_t0"].tolist() == [2, None]
    assert scored["hits"].table["person"].tolist() == [1, 2]


NIGHT = """
vaern: 1
instrument: night
version: "1"
status: draft
title: {en: Nights, da: Nætter}
licence: {class: A, wording: own}
items:
  sleep: {type: number, from: 0, to: 3, text: {en: Bad nights, da: Dårlige nætter}}
  fear: {type: yes_no, text: {en: Is afraid, da: Er bange}}
scales:
  total: {sum: [sleep, fear], missing: bounds_only}
flags:
  afraid: {when: fear, because: {en: She is afraid., da: Hun er bange.}}
"""


def test_forms_that_are_not_there_have_no_flags_and_rejected_ones_no_open_ones():
    scale = vaern.loads(NIGHT)
    forms = {
        "person": np.array([1, 1, 2]),
        "wave": np.array([0, 1, 0]),
        "fear": np.array(["yes", None, "no"], dtype=object),
        "sleep": np.array([1, 2, 9]),
    }
    layout = Layout.rows(keys=["person", "wave"])
    options = {"layout": layout, "on_error": "collect"}
    name = "flag_afraid"
    wide = scale.score_table(forms, back="wide", **options).table
    assert wide[f"{name}_1"].tolist() == [-1, None]  # open; no form
    assert wide[f"{name}_0"].tolist()[1] is None  # rejected
    long = scale.score_table(forms, back="long", **options).table
    labels = {
        (person, wave): label
        for person, wave, item, label in zip(*(long[key].tolist() for key in ("person", "wave", "item", "label")), strict=True)
        if item == name
    }
    assert labels[1, 1] == "open" and labels[2, 0] is None
