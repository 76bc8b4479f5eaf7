# SPDX-License-Identifier: Apache-2.0
"""Cut-offs, scenarios and versions over tables, against loops over single forms."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import vaern
from laid_out import WORDS, long_table, made_forms, rows_table, score_one

NAN = float("nan")


@pytest.fixture(scope="module")
def phq():
    return vaern.load().instrument("phq-9")


@pytest.fixture(scope="module")
def forms(phq):
    return made_forms(phq, rows=150, seed=11, missing={"single": 0.08, "dropout": 0.0})


@pytest.fixture(scope="module")
def table(forms):
    happened = [(1, 0, 1, 0, None)[row % 5] for row in range(len(forms))]
    return {**rows_table(forms), "happened": np.array([NAN if h is None else h for h in happened])}


@pytest.fixture(scope="module")
def totals(phq, forms):
    """(value or None, lowest, highest) of each form."""
    scales = [score_one(phq, form["answers"]).scales["total"] for form in forms]
    return [(each.value, each.lowest, each.highest) for each in scales]


def at_or_above(numbers, cut):
    return sum(number is not None and number >= cut for number in numbers)


def test_every_cut_off_counts_what_a_loop_counts(phq, table, totals):
    swept = phq.sweep(table, scale="total", missing_codes=WORDS)
    cuts = swept.table["cut_off"].tolist()
    assert cuts == sorted({float(n) for each in totals for n in each if n is not None})
    for row, cut in enumerate(cuts):
        for name, at in (("reported", 0), ("surely", 1), ("possibly", 2)):
            assert swept.table[name][row] == at_or_above([each[at] for each in totals], cut)
    assert swept.forms == len(totals) and swept.no_value == sum(each[0] is None for each in totals)
    assert 0 < swept.no_value < swept.forms


def share(part, whole):
    return part / whole if whole else NAN


def measures(tp, fp, fn, tn):
    return {
        "sensitivity": share(tp, tp + fn),
        "specificity": share(tn, tn + fp),
        "ppv": share(tp, tp + fp),
        "npv": share(tn, tn + fn),
    }


def same(a, b):
    return a == b or (math.isnan(a) and math.isnan(b))


def test_measures_of_an_outcome_are_those_of_a_loop(phq, table, totals):
    cuts = [-1, 0, 3, 8.5, 10, 20, 28]
    swept = phq.sweep(table, scale="total", cut_offs=cuts, outcome="happened", missing_codes=WORDS)
    yes = [t for t, h in zip(totals, table["happened"], strict=True) if h == 1]
    no = [t for t, h in zip(totals, table["happened"], strict=True) if h == 0]
    assert swept.no_outcome == len(totals) - len(yes) - len(no) > 0
    for row, cut in enumerate(cuts):
        tp, fp = (at_or_above([each[0] for each in group], cut) for group in (yes, no))
        fn, tn = (sum(each[0] is not None and each[0] < cut for each in group) for group in (yes, no))
        found = {name: swept.table[name][row].item() for name in swept.table}
        assert (found["tp"], found["fp"], found["fn"], found["tn"]) == (tp, fp, fn, tn)
        for name, value in measures(tp, fp, fn, tn).items():
            assert same(found[name], value)
        # Every form at one of its ends, all ways of it that can be best or worst.
        tried = []
        for of_yes in (1, 2):
            for of_no in (1, 2):
                tp, fp = at_or_above([e[of_yes] for e in yes], cut), at_or_above([e[of_no] for e in no], cut)
                tried.append(measures(tp, fp, len(yes) - tp, len(no) - fp))
        for name in tried[0]:
            values = [each[name] for each in tried if not math.isnan(each[name])]
            if len(values) == len(tried):
                assert (found[f"{name}_low"], found[f"{name}_high"]) == (min(values), max(values))


def test_sets_of_cut_offs_count_each_level(phq, table, totals):
    sets = [(5, 10, 15, 20), (8,), (5, 9.5)]
    swept = phq.sweep(table, scale="total", sets=sets, missing_codes=WORDS)
    found = list(zip(*(swept.sets[name].tolist() for name in swept.sets), strict=True))
    expected = []
    for number, cuts in enumerate(sets):
        ends = [-math.inf, *cuts, math.inf]
        for level in range(len(cuts) + 1):
            low, high = ends[level], ends[level + 1]
            reported = sum(v is not None and low <= v < high for v, _, _ in totals)
            surely = sum(low <= a and b < high for _, a, b in totals)
            possibly = sum(a < high and b >= low for _, a, b in totals)
            expected.append((number, level, reported, surely, possibly))
    assert [(s, level, *counts) for s, level, _, *counts in found] == expected
    assert [each[2] for each in found if each[2] == each[2]] == [cut for cuts in sets for cut in cuts]


def test_thousands_of_cut_offs_are_one_pass(phq):
    forms = vaern.synthetic(phq, rows=20_000, seed=2, missing=0.05)
    cuts = np.linspace(-1, 28, 5000)
    swept = phq.sweep(forms, scale="total", cut_offs=cuts)
    few = phq.sweep(forms, scale="total", cut_offs=cuts[::1000])
    assert np.array_equal(swept.table["possibly"][::1000], few.table["possibly"])
    shuffled = np.random.default_rng(1).permutation(cuts)
    again = phq.sweep(forms, scale="total", cut_offs=shuffled)
    assert dict(zip(shuffled, again.table["surely"], strict=True)) == dict(zip(cuts, swept.table["surely"], strict=True))


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"scale": "sum"}, "no scale"),
        ({"scale": "total", "cut_offs": []}, "at least one"),
        ({"scale": "total", "sets": [(3, 3)]}, "does not rise"),
        ({"scale": "total", "outcome": "person"}, "0 and 1"),
    ],
)
def test_what_cannot_be_swept_is_said(phq, table, wrong, said):
    with pytest.raises((KeyError, ValueError), match=said):
        phq.sweep(table, missing_codes=WORDS, **wrong)


def test_tables_are_of_the_family_that_went_in(phq, table):
    frame = pd.DataFrame(table)
    swept = phq.sweep(frame, scale="total", sets=[(5, 10)], missing_codes=WORDS)
    assert type(swept.table) is type(swept.sets) is pd.DataFrame
    plain = phq.sweep(table, scale="total", missing_codes=WORDS)
    assert swept.table["possibly"].tolist() == plain.table["possibly"].tolist()


# --- Tables of other layouts


@pytest.fixture(scope="module")
def laid(phq):
    """A long table of two waves, the layout, and the same forms one a row."""
    forms = made_forms(phq, persons=60, waves=2, seed=4, missing={"single": 0.1, "dropout": 0.0})
    table = long_table(forms)
    table["happened"] = table["person"] % 3 == 0
    layout = vaern.Layout.long(keys=["person", "wave", "rater"])
    rows = vaern.lay_out(table, vaern.Layout.long(keys=["person", "wave", "rater"], carry=["happened"]), phq)
    return table, layout, rows.table


def alike(one, other):
    assert list(one) == list(other)
    for name in one:
        a, b = (np.ma.asarray(each[name]).astype(object).filled(None).tolist() for each in (one, other))
        assert [repr(cell) for cell in a] == [repr(cell) for cell in b], name


def test_cut_offs_and_scenarios_are_read_off_any_layout(phq, laid):
    table, layout, rows = laid
    long = {"layout": layout, "missing_codes": WORDS}
    swept = phq.sweep(table, scale="total", cut_offs=[5, 10], outcome="happened", sets=[(5, 10)], **long)
    plain = phq.sweep(
        rows, scale="total", cut_offs=[5, 10], outcome="happened", sets=[(5, 10)], missing_codes=WORDS
    )
    alike(swept.table, plain.table)
    alike(swept.sets, plain.sets)
    assert swept.forms == 120 and len(swept.unplaced["row"]) == 0 and swept.findings == ()

    tried = phq.scenarios(table, at_most=[1], **long)
    again = phq.scenarios(rows, at_most=[1], keys=["person", "wave", "rater"], missing_codes=WORDS)
    alike(tried.summary, again.summary)
    results = [name for name in again.table if name not in rows]
    alike({name: tried.table[name] for name in results}, {name: again.table[name] for name in results})
    assert tried.table["person"].tolist() == rows["person"].tolist()
    with pytest.raises(ValueError, match="keys are those of the layout"):
        phq.scenarios(table, at_most=[1], keys=["person"], **long)


def test_versions_are_compared_in_any_layout(phq, laid):
    table, layout, rows = laid
    text = (vaern.library() / "published" / "phq-9.yaml").read_text(encoding="utf-8")
    other = vaern.loads(text.replace('version: "2001"', 'version: "2"').replace("moderate: 10", "moderate: 8"))
    compared = phq.compare_versions(other, table, layout=layout, missing_codes=WORDS)
    plain = phq.compare_versions(other, rows, missing_codes=WORDS)
    alike(compared.crosstab, plain.crosstab)
    assert compared.changed_forms == plain.changed_forms > 0
    alike(*({name: cells for name, cells in each.changed.items() if name.startswith("level")} for each in (compared, plain)))
    for at, row in enumerate(compared.changed["row"].tolist()):  # where the form begins in the long table
        assert table["person"][row] == compared.changed["person"][at]
        assert table["wave"][row] == compared.changed["wave"][at]
    with pytest.raises(ValueError, match="one name in the table"):
        phq.compare_versions(other, table, layout=layout, other_options={"columns": {}})


def test_faults_in_other_layouts_have_their_row_and_what_is_left_out_is_told(phq, laid):
    table, layout, _ = laid
    wrong = {**table, "value": table["value"].copy()}
    wrong["value"][17] = "sometimes"
    with pytest.raises(vaern.DataError) as raised:
        phq.sweep(wrong, scale="total", layout=layout, missing_codes=WORDS)
    row = raised.value.row
    same = [(table[key] == table[key][17]) for key in ("person", "wave", "rater")]
    assert row == int(np.flatnonzero(np.logical_and.reduce(same))[0])
    lost = {**table, "person": table["person"].astype(float)}
    lost["person"][3] = NAN
    with pytest.raises(vaern.LayoutError):
        phq.sweep(lost, scale="total", layout=layout, missing_codes=WORDS)
    swept = phq.sweep(lost, scale="total", layout=layout, missing_codes=WORDS, on_error="collect")
    assert swept.unplaced["row"].tolist() == [3]
    assert [finding.kind for finding in swept.findings] == ["missing_key"]
