# SPDX-License-Identifier: Apache-2.0
"""Missing policies side by side, against models with that policy in their text."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import vaern
from laid_out import WORDS, made_forms, rows_table, score_one
from test_versions import OLD

DECLARED = "missing: {at_most: 1, prorate: by_range}"
TEXTS = {
    "declared": DECLARED,
    "complete": "missing: forbid",
    "by_count": "missing: {prorate: by_count, beyond: clamp}",
    "by_range": "missing: {prorate: by_range}",
    "at_most_0": "missing: {at_most: 0, prorate: by_range}",
    "at_most_2": "missing: {at_most: 2, prorate: by_range}",
}


@pytest.fixture(scope="module")
def model():
    return vaern.loads(OLD)


@pytest.fixture(scope="module")
def forms(model):
    return made_forms(model, rows=150, seed=6, missing=0.25)


@pytest.fixture(scope="module")
def tried(model, forms):
    return model.scenarios(rows_table(forms), missing_codes=WORDS)


def number(column, row):
    cell = column[row]
    return None if cell is np.ma.masked or cell != cell else cell


@pytest.mark.parametrize("name", TEXTS)
def test_a_scenario_is_the_model_with_that_policy(tried, forms, name):
    assert DECLARED in OLD
    other = vaern.loads(OLD.replace(DECLARED, TEXTS[name]))
    values, levels = tried.table[f"{name}_total"], tried.table[f"{name}_level"]
    for row, form in enumerate(forms):
        score = score_one(other, form["answers"])
        value = score.scales["total"].value
        assert number(values, row) == (None if value is None else pytest.approx(float(value), rel=1e-15))
        assert levels[row] == (-1 if score.computed is None else other.levels.index(score.computed))
    assert tried.meanings[name] == other.meaning


def test_lowest_and_highest_are_the_bounds(tried, model, forms):
    for row, form in enumerate(forms):
        score = score_one(model, form["answers"])
        total = score.scales["total"]
        assert number(tried.table["lowest_total"], row) == total.lowest
        assert number(tried.table["highest_total"], row) == total.highest
        assert model.levels[tried.table["lowest_level"][row]] == score.range[0]
        assert model.levels[tried.table["highest_level"][row]] == score.range[1]


def test_the_summary_counts_levels_and_values(tried, model, forms):
    rows = zip(*(tried.summary[n].tolist() for n in ("scenario", "result", "level", "forms")), strict=True)
    found = {(scenario, result, level): count for scenario, result, level, count in rows}
    for name in TEXTS:
        counts = Counter(tried.table[f"{name}_level"].tolist())
        for at, level in enumerate([*model.levels, None]):
            assert found[name, "level", level] == counts[at if level else -1]
        there = sum(number(tried.table[f"{name}_total"], row) is not None for row in range(len(forms)))
        assert found[name, "total", "with a value"] == there
        assert found[name, "total", None] == len(forms) - there


def test_a_policy_that_a_scale_cannot_have_is_named():
    text = OLD.replace("sum: [sleep, fear, alone]", "max: [sleep, fear]").replace(DECLARED, "missing: forbid")
    model = vaern.loads(text)
    tried = model.scenarios(rows_table(made_forms(model, rows=20, missing=0.2)), missing_codes=WORDS)
    assert tried.names == ("declared", "lowest", "highest", "complete")[:1] + ("complete", "lowest", "highest")
    assert "total" in tried.kept_as_declared["by_count"] and tried.kept_as_declared["by_range"]["total"]


def test_every_shipped_instrument_has_scenarios():
    for instrument in vaern.load().instruments:
        forms = vaern.synthetic(instrument, rows=30, seed=3, missing=0.2)
        tried = instrument.scenarios(forms, at_most=[1], on_error="collect")
        assert tried.names[0] == "declared"
        assert set(tried.meanings) == set(tried.names)
