# SPDX-License-Identifier: Apache-2.0
"""Two versions of an instrument over one table, against a loop over single forms."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
import vaern
from laid_out import WORDS, made_forms, rows_table, score_one

OLD = """\
vaern: 1
instrument: small
version: "1"
status: draft
title: {en: Small, da: Lille}
licence: {class: A, wording: own}
answers: {often: {never: 0, sometimes: 1, often: 2}}
items:
  sleep: {type: often, text: {en: sleep, da: søvn}}
  fear: {type: often, text: {en: fear, da: frygt}}
  alone: {type: yes_no, text: {en: alone, da: alene}}
scales:
  total: {sum: [sleep, fear, alone], missing: {at_most: 1, prorate: by_range}, text: {en: total, da: total}}
levels:
  from: total
  cut_offs: {low: lowest, raised: 2, high: 4}
  labels: {low: {en: low, da: lav}, raised: {en: raised, da: hævet}, high: {en: high, da: høj}}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
"""
NEW = (
    OLD.replace('version: "1"', 'version: "2"')
    .replace("raised: 2, high: 4", "raised: 3, severe: 5")
    .replace("high: {en: high, da: høj}", "severe: {en: severe, da: svær}")
)
MOVED = OLD.replace('version: "1"', 'version: "3"').replace("raised: 2, high: 4", "raised: 1, high: 5")


@pytest.fixture(scope="module")
def old():
    return vaern.loads(OLD)


@pytest.fixture(scope="module")
def forms(old):
    return made_forms(old, rows=200, seed=4, missing=0.1)


@pytest.mark.parametrize("text", [MOVED, NEW])
def test_crosstabs_and_changes_are_those_of_a_loop(old, forms, text):
    new = vaern.loads(text)
    compared = old.compare_versions(new, rows_table(forms), missing_codes=WORDS)
    scores = [(score_one(old, form["answers"]), score_one(new, form["answers"])) for form in forms]
    expected = Counter()
    for a, b in scores:
        expected["certain", a.level, b.level] += 1
        expected["lowest", a.range[0], b.range[0]] += 1
        expected["highest", a.range[1], b.range[1]] += 1
    names = ("what", "before", "after", "forms")
    found = {(w, a, b): n for w, a, b, n in zip(*(compared.crosstab[n].tolist() for n in names), strict=True)}
    assert found == dict(expected)

    moved = [row for row, (a, b) in enumerate(scores) if (a.range, a.computed) != (b.range, b.computed)]
    assert compared.changed["row"].tolist() == moved and compared.changed_forms == len(moved) > 0
    assert all("level" in what for what in compared.changed["moved"])
    assert (compared.before["meaning"], compared.after["meaning"]) == (old.meaning, new.meaning)

    shared = [level for level in old.levels if level in new.levels]
    raised = lowered = unsure = 0
    for a, b in scores:
        if not {*a.range, *b.range} <= set(shared):
            unsure += 1
            continue
        one, two = ([shared.index(level) for level in each.range[::-1]] for each in (a, b))
        raised += two > one
        lowered += two < one
    assert (compared.raised, compared.lowered, compared.incomparable) == (raised, lowered, unsure)
    assert raised + lowered > 0 and (text == MOVED or unsure > 0)


def test_what_moved_is_named_form_by_form(old, forms):
    new = vaern.loads(OLD.replace('version: "1"', 'version: "4"').replace("at_most: 1", "at_most: 0"))
    compared = old.compare_versions(new, rows_table(forms), missing_codes=WORDS)
    for row, what in zip(compared.changed["row"].tolist(), compared.changed["moved"].tolist(), strict=True):
        a, b = (score_one(each, forms[row]["answers"]) for each in (old, new))
        assert ("total" in what.split(", ")) == (a.scales["total"].value != b.scales["total"].value)
        assert ("level_low" in what) == (a.range[0] != b.range[0])
    assert compared.changed["person"].tolist() == [forms[r]["keys"]["person"] for r in compared.changed["row"]]


def test_rejected_rows_are_left_out_of_both(old, forms):
    table = rows_table(forms)
    table["sleep"][5] = "often but not always"
    compared = old.compare_versions(vaern.loads(MOVED), table, missing_codes=WORDS, on_error="collect")
    assert compared.forms == len(forms) - 1 and compared.rejected_rows == (1, 1)
    assert 5 not in compared.changed["row"].tolist()


def test_tables_are_of_the_family_that_went_in(old, forms):
    frame = pd.DataFrame(rows_table(forms))
    compared = old.compare_versions(vaern.loads(MOVED), frame, missing_codes=WORDS)
    assert type(compared.crosstab) is type(compared.changed) is pd.DataFrame
    assert np.all(compared.changed["level_low_before"].astype(str) != "")
