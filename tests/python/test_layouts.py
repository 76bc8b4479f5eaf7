# SPDX-License-Identifier: Apache-2.0
"""Tables of every layout, against loops over single forms."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
import vaern
from laid_out import WORDS, columns_of, long_table, made_forms, rows_table, score_one, wide_table
from vaern import Layout, LayoutError

KEYS = ["person", "wave", "rater"]


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


@pytest.fixture(scope="module")
def forms(danger):
    missing = {"single": 0.1, "dropout": 0.2, "reasons": {"refused": 0.5, "unknown": 0.5}}
    made = made_forms(danger, persons=25, waves=4, raters=2, seed=5, missing=missing)
    return [form for form in made if form["answers"]]


def expected(danger, forms):
    """By keys what `score` says of each form."""
    by_keys = {}
    for form in forms:
        score = score_one(danger, form["answers"])
        total = score.scales["total"]
        by_keys[tuple(form["keys"][name] for name in KEYS)] = (
            int(total.lowest),
            int(total.highest),
            danger.levels.index(score.range[0]),
            danger.levels.index(score.range[1]),
            score.certain,
        )
    return by_keys


def found(table, suffix=""):
    names = ("total_low", "total_high", "level_low", "level_high", "level_certain")
    cells = zip(*(table[name + suffix].tolist() for name in names), strict=True)
    keys = zip(*(table[name].tolist() for name in KEYS), strict=True)
    return dict(zip(keys, cells, strict=True))


def test_a_long_table_with_two_raters_and_four_waves_is_scored_in_one_call(danger, forms):
    table = long_table(forms)
    scored = danger.score_table(table, layout=Layout.long(keys=KEYS), missing_codes=WORDS)
    assert found(scored.table) == expected(danger, forms)
    assert len(scored.table["person"]) == len(forms)
    days = {tuple(form["keys"][name] for name in KEYS): form["keys"]["assessed"] for form in forms}
    keys = zip(*(scored.table[name].tolist() for name in KEYS), strict=True)
    assert [days[key] for key in keys] == list(scored.table["assessed"])
    assert len(scored.unplaced["row"]) == 0


def test_every_layout_of_the_same_forms_says_the_same(danger, forms):
    rows = danger.score_table(rows_table(forms), layout=Layout.rows(keys=KEYS), missing_codes=WORDS)
    waves, raters = ["t0", "t1", "t2", "t3"], ["a", "b"]
    layout = Layout.wide(
        waves={name: number for number, name in enumerate(waves)},
        raters={name: number for number, name in enumerate(raters)},
        pattern="{item}_{wave}_{rater}",
    )
    wide = danger.score_table(wide_table(forms, waves, raters), layout=layout, missing_codes=WORDS)
    assert found(rows.table) == found(wide.table) == expected(danger, forms)
    assert {finding.kind for finding in wide.findings} <= {"empty_form", "absent_item", "gap"}


def test_wide_in_gives_wide_out(danger, forms):
    waves, raters = ["t0", "t1", "t2", "t3"], ["a", "b"]
    layout = Layout.wide(waves=waves, raters=raters, pattern="{item}_{wave}_{rater}")
    table = wide_table(forms, waves, raters)
    scored = danger.score_table(table, layout=layout, back="wide", missing_codes=WORDS)
    assert scored.table["person"].tolist() == table["person"].tolist()
    by_keys = expected(danger, forms)
    for row, person in enumerate(table["person"].tolist()):
        for wave, wave_name in enumerate(waves):
            for rater, rater_name in enumerate(raters):
                cell = scored.table[f"total_low_{wave_name}_{rater_name}"][row]
                level = scored.table[f"level_high_{wave_name}_{rater_name}"][row]
                if (person, wave, rater) in by_keys:
                    total, _, _, high, _ = by_keys[(person, wave, rater)]
                    assert (cell, level) == (total, high)
                else:
                    assert cell is np.ma.masked and level == -1


def test_long_in_gives_wide_out(danger, forms):
    layout = Layout.long(keys=KEYS)
    scored = danger.score_table(long_table(forms), layout=layout, back="wide", missing_codes=WORDS)
    assert sorted(scored.table["person"].tolist()) == sorted({f["keys"]["person"] for f in forms})
    by_keys = expected(danger, forms)
    for row, person in enumerate(scored.table["person"].tolist()):
        for wave in range(4):
            for rater in range(2):
                cell = scored.table[f"total_low_{wave}_{rater}"][row]
                known = by_keys.get((person, wave, rater))
                assert cell is np.ma.masked if known is None else cell == known[0]


def test_long_in_gives_long_out(danger, forms):
    layout = Layout.long(keys=KEYS)
    outputs = ["total", "level", "level_low", "flag_strangulation", "level_certain"]
    scored = danger.score_table(
        long_table(forms), layout=layout, back="long", missing_codes=WORDS, outputs=outputs
    )
    table = scored.table
    assert len(table["item"]) == len(forms) * len(outputs)
    by_keys = {tuple(f["keys"][name] for name in KEYS): score_one(danger, f["answers"]) for f in forms}
    for row, key in enumerate(zip(*(table[name].tolist() for name in KEYS), strict=True)):
        score, value, label = by_keys[key], table["value"][row], table["label"][row]
        match table["item"][row]:
            case "total":
                reported = score.scales["total"].value
                assert np.isnan(value) if reported is None else value == reported
            case "level":
                assert label == score.level
                assert np.isnan(value) if score.level is None else danger.levels[int(value)] == label
            case "level_low":
                assert label == score.range[0] and danger.levels[int(value)] == label
            case "flag_strangulation":
                assert label == score.flags["strangulation"]
            case "level_certain":
                assert (label, value) == (("yes", 1) if score.certain else ("no", 0))


def small(**more):
    table = {
        "person": np.array([7, 7, 7, 8]),
        "wave": np.array([0, 0, 1, 0]),
        "item": np.array(["gun", "left", "gun", "gun"], dtype=object),
        "value": np.array(["yes", "no", "yes", "no"], dtype=object),
    }
    return {**table, **more}


def refused(danger, table, layout, **options):
    with pytest.raises(LayoutError) as raised:
        danger.score_table(table, layout=layout, **options)
    return raised.value.findings


LONG = Layout.long(keys=["person", "wave"])


def test_the_same_answer_twice_is_named_with_its_keys_and_rows(danger):
    table = small(item=np.array(["gun", "gun", "gun", "gun"], dtype=object))
    (finding,) = refused(danger, table, LONG)
    assert (finding.kind, finding.count, finding.rows) == ("duplicate_answer", 1, (1,))
    assert finding.message() == (
        "answers that are there twice, to the same question of the same form: 1. "
        "See person 7, wave 0, item gun (row 1)"
    )
    assert "række 1" in finding.message("da") and finding.help("da").startswith("behold én række")
    scored = danger.score_table(table, layout=LONG, on_error="collect")
    assert scored.unplaced["row"].tolist() == [0, 1]
    assert scored.unplaced["reason"].tolist() == ["duplicate_answer"] * 2
    assert list(zip(scored.table["person"].tolist(), scored.table["wave"].tolist(), strict=True)) == [(7, 1), (8, 0)]


def test_equal_duplicates_may_be_taken_once_and_others_never(danger):
    layout = Layout.long(keys=["person", "wave"], duplicates="first_if_equal")
    twice = small(
        item=np.array(["gun", "gun", "gun", "gun"], dtype=object),
        value=np.array(["yes", "yes", "yes", "no"], dtype=object),
    )
    scored = danger.score_table(twice, layout=layout)
    assert [f.kind for f in scored.findings if f.rows == (1,)] == ["repeated_answer"]
    assert scored.table["total_low"].tolist() == [2, 2, -3]
    twice["value"][1] = "no"
    assert [f.kind for f in refused(danger, twice, layout)] == ["duplicate_answer"]


def test_unknown_questions_are_named_with_what_may_be_meant(danger):
    table = small(item=np.array(["gunn", "left", "gun", "gun"], dtype=object))
    (finding,) = refused(danger, table, LONG)
    assert finding.kind == "unknown_item" and "(did you mean 'gun'?)" in finding.message()
    assert "(mente du 'gun'?)" in finding.message("da")
    scored = danger.score_table(table, layout=LONG, on_error="collect")
    assert scored.unplaced["row"].tolist() == [0] and len(scored.table["person"]) == 3
    ignoring = Layout.long(keys=["person", "wave"], ignore=["gunn"])
    assert danger.score_table(table, layout=ignoring).unplaced["reason"].tolist() == ["ignored"]


def test_rows_without_a_key_have_no_place(danger):
    table = small(person=np.array([7, np.nan, 7, 8]))
    (finding,) = refused(danger, table, LONG)
    assert (finding.kind, finding.rows) == ("missing_key", (1,))
    scored = danger.score_table(table, layout=LONG, on_error="collect")
    assert scored.unplaced["row"].tolist() == [1]


def test_a_form_has_one_day(danger):
    days = np.array(["2026-01-01", "2026-01-02", "2026-04-01", "2026-01-01"], dtype="datetime64[D]")
    (finding,) = refused(danger, small(assessed=days), LONG)
    assert (finding.kind, finding.rows, finding.arguments["key"]) == ("conflicting_value", (1,), "assessed")
    scored = danger.score_table(small(assessed=days), layout=LONG, on_error="collect")
    assert scored.unplaced["row"].tolist() == [0, 1]


def forms_table(rows):
    return columns_of([{"gun": "no", **row} for row in rows])


def kinds(danger, rows, keys=("person", "wave"), **how):
    table = forms_table(rows)
    scored = danger.score_table(table, layout=Layout.rows(keys=list(keys), **how), on_error="collect")
    return {finding.kind: finding.rows for finding in scored.findings}


def test_a_form_twice_makes_both_unsure(danger):
    rows = [{"person": 1, "wave": 0}, {"person": 2, "wave": 0}, {"person": 1, "wave": 0}]
    assert kinds(danger, rows) == {"duplicate_form": (2,)}
    scored = danger.score_table(forms_table(rows), layout=Layout.rows(keys=["person", "wave"]), on_error="collect")
    assert scored.unplaced["row"].tolist() == [0, 2] and scored.table["person"].tolist() == [2]


def test_gaps_in_waves_are_noticed_and_no_error(danger):
    rows = [{"person": 1, "wave": w} for w in (0, 1, 2)] + [{"person": 2, "wave": w} for w in (0, 2)]
    assert kinds(danger, rows) == {"gap": (4,)}
    words = [{**row, "wave": ("before", "during", "after")[row["wave"]]} for row in rows]
    assert kinds(danger, words) == {"no_order": ()}
    assert kinds(danger, words, waves=["before", "during", "after"]) == {"gap": (4,)}
    named = {"before": "t0", "during": "t1", "after": "t2"}
    table = forms_table(words)
    scored = danger.score_table(table, layout=Layout.rows(keys=["person", "wave"], waves=named))
    assert scored.table["wave"].tolist() == [named[word] for word in table["wave"]]
    words[0]["wave"] = "befor"
    assert kinds(danger, words, waves=["before", "during", "after"])["unknown_wave"] == (0,)


def test_days_do_not_run_backward(danger):
    days = ["2026-01-01", "2025-12-31", "2026-01-01", "2026-01-01"]
    rows = [{"person": p, "wave": w} for p in (1, 2) for w in (0, 1)]
    rows = [{**row, "assessed": np.datetime64(day)} for row, day in zip(rows, days, strict=True)]
    assert kinds(danger, rows) == {"backward": (1,)}
    assert [f.kind for f in refused(danger, forms_table(rows), Layout.rows(keys=["person", "wave"]))] == ["backward"]
    danger.score_table(forms_table(rows), layout=Layout.rows(keys=["person", "wave"], allow=["backward"]))


@pytest.mark.parametrize("child, parent", [("person", "site"), ("dyad", "person"), ("episode", "person")])
def test_nesting_is_checked(danger, child, parent):
    cells = [(1, 1), (2, 1), (1, 2), (2, 1)]
    rows = [{child: a, parent: b, "wave": w} for w, (a, b) in enumerate(cells)]
    for row in rows:
        row.setdefault("person", row[child])
    found = kinds(danger, rows, keys=(child, "wave"))
    assert found["two_parents"] == (2,)


def windowed(rows):
    return [{"person": p, "assessed": np.datetime64("2026-01-01") + days} for p, days in rows]


WINDOWS = {"t0": ("P0D", "P14D"), "t1": ("P75D", "P105D")}


def test_forms_are_placed_in_the_windows_of_waves(danger):
    rows = windowed([(1, 0), (1, 14), (2, 5), (2, 80), (2, 110), (2, 111), (3, 0), (3, 15), (3, 74), (3, 75), (3, 105)])
    layout = Layout.rows(keys=["person"], windows=WINDOWS)
    scored = danger.score_table(forms_table(rows), layout=layout, on_error="collect")
    assert list(zip(scored.table["person"].tolist(), scored.table["wave"].tolist(), strict=True)) == [
        (2, "t0"), (3, "t0"),
    ]
    reasons = dict(zip(scored.unplaced["row"].tolist(), scored.unplaced["reason"].tolist(), strict=True))
    assert reasons == {
        0: "two_in_window", 1: "two_in_window", 3: "two_in_window", 4: "two_in_window", 5: "outside_windows",
        7: "outside_windows", 8: "outside_windows", 9: "two_in_window", 10: "two_in_window",
    }
    taking = Layout.rows(keys=["person"], windows=WINDOWS, take="last", allow=["outside_windows"])
    scored = danger.score_table(forms_table(rows), layout=taking)
    days = scored.table["assessed"] - np.datetime64("2026-01-01")
    assert days.astype(int).tolist() == [14, 5, 110, 0, 105]
    assert scored.table["wave"].tolist() == ["t0", "t0", "t1", "t0", "t1"]


def test_windows_count_from_an_anchor(danger):
    rows = [{**row, "intake": np.datetime64("2025-12-31")} for row in windowed([(1, 13), (1, 14), (1, 74)])]
    table = forms_table(rows)
    table["intake"] = table["intake"].astype("datetime64[D]")
    layout = Layout.rows(keys=["person"], windows=WINDOWS, anchor="intake")
    scored = danger.score_table(table, layout=layout, on_error="collect")
    assert scored.table["wave"].tolist() == ["t0", "t1"]
    assert scored.unplaced["row"].tolist() == [1]


def test_windows_in_months_end_with_the_month(danger):
    days = ["2026-01-31", "2026-02-28", "2026-03-01"]
    rows = [{"person": 1, "assessed": np.datetime64(day)} for day in days]
    layout = Layout.rows(keys=["person"], windows={"t0": ("P0D", "P1D"), "t1": ("P1M", "P1M")})
    scored = danger.score_table(forms_table(rows), layout=layout, on_error="collect")
    assert scored.table["wave"].tolist() == ["t0", "t1"]
    assert scored.unplaced["row"].tolist() == [2]


@pytest.mark.parametrize("number", ["010190-1234", "010190-ABC2"])
def test_a_key_is_no_cpr_number_and_is_not_repeated(danger, number):
    table = small(person=np.array([number] * 3 + ["b"], dtype=object))
    (finding,) = refused(danger, table, LONG)
    assert finding.kind == "identifier" and "010190" not in str(finding)
    with pytest.raises(LayoutError):
        danger.score_table(table, layout=LONG, on_error="collect")
    with pytest.raises(LayoutError):
        danger.score_table(small(site=np.array(["a", "a", "x@y.dk", "b"], dtype=object)), layout=LONG)


@pytest.mark.parametrize("on_error", ["raise", "collect"])
def test_an_answer_that_is_a_cpr_number_is_not_repeated(danger, on_error):
    table = small(value=np.array(["yes", "no", "010190-ABC2", "no"], dtype=object))
    with pytest.raises(vaern.DataError) as raised:
        danger.score_table(table, layout=LONG, on_error=on_error)
    fault = raised.value.faults[0]
    assert fault.code == "E1219"
    assert "ABC2" not in str(raised.value) + repr(fault) + str(fault.arguments)


def test_faults_of_answers_have_the_row_of_the_table(danger):
    table = small(value=np.array(["yes", "no", "maybe", "no"], dtype=object))
    with pytest.raises(vaern.DataError) as raised:
        danger.score_table(table, layout=LONG)
    scored = danger.score_table(table, layout=LONG, on_error="collect")
    assert raised.value.row == scored.rejected[0].row == 2
    assert dict(scored.rejected[0].keys) == {"person": 7, "wave": 1}


@pytest.mark.parametrize(
    "declare, said",
    [
        (lambda: Layout.rows(keys=[]), "at least one column"),
        (lambda: Layout.wide(waves=["a"], pattern="{item}"), "{wave}"),
        (lambda: Layout.wide(waves=["a"], pattern="{item}_{vawe}"), "{vawe}"),
        (lambda: Layout.wide(waves=["a", "a"]), "twice"),
        (lambda: Layout.long(windows=WINDOWS, keys=["person"]), "assessed"),
        (lambda: Layout.rows(windows={"a": ("P9D", "P1D")}), "ends before it begins"),
        (lambda: Layout.rows(windows={"a": ("P0D", "P9D"), "b": ("P9D", "P20D")}), "overlap"),
        (lambda: Layout.rows(windows={"a": ("P0D", "9 days")}), "9 days"),
        (lambda: Layout.rows(allow=["gaps"]), "no kind of finding"),
        (lambda: Layout.wide(waves=["a"], keys=["person", "wave"]), "leave it out of `keys`"),
    ],
)
def test_a_layout_is_checked_where_it_is_declared(declare, said):
    with pytest.raises(ValueError, match=said):
        declare()


def test_the_program_under_examples_runs(capsys):
    runpy.run_path(str(Path(__file__).parents[2] / "examples" / "long_table.py"))
    assert capsys.readouterr().out.startswith("15,750 answers, 800 forms, 100 persons\n")


def test_a_table_is_laid_out_for_what_takes_one_row_a_form(danger, forms):
    laid = vaern.lay_out(long_table(forms), Layout.long(keys=KEYS), danger)
    assert len(laid.table["person"]) == len(forms) and len(laid.unplaced["row"]) == 0
    scored = danger.score_table(laid.table, missing_codes=WORDS)
    assert found(scored.table) == expected(danger, forms)
    swept = danger.sweep(laid.table, scale="total", cut_offs=[8], missing_codes=WORDS)
    assert swept.forms == len(forms)
    doubled = small(item=np.array(["gun"] * 4, dtype=object))
    with pytest.raises(LayoutError):
        vaern.lay_out(doubled, LONG, danger)
    assert len(vaern.lay_out(doubled, LONG, danger, on_error="collect").table["person"]) == 2


def test_versions_are_laid_out_together(danger):
    more = vaern.load().instrument("danger-assessment-5")
    table = small(item=np.array(["gun", "weapon", "gun", "weapon"], dtype=object))
    laid = vaern.lay_out(table, LONG, danger, more)
    assert laid.table["gun"].tolist() == ["yes", "yes", None]
    assert laid.table["weapon"].tolist() == ["no", None, "no"]
