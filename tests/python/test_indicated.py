# SPDX-License-Identifier: Apache-2.0
"""Measures counted over tables of cases are those of each case by itself."""

from __future__ import annotations

import copy
import pickle
import re
import runpy
import sys
import threading
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

EXAMPLE = Path(__file__).parents[2] / "examples/indicated.py"
STATES = ("included", "held", "blocked", "not_applicable")
FACTS = ("pets", "device_monitored", "considers_leaving", "in_shelter", "pregnant", "has_children")
#: A case that has no child answers them with no.
ABOUT_CHILDREN = re.findall(
    r"^  (\w+):\n    type: yes_no\n    about: child$",
    (vaern.library() / "partner-violence/programme.yaml").read_text(encoding="utf-8"),
    re.MULTILINE,
)
LEVELS = ("low", "medium", "high", "acute")


@pytest.fixture(scope="module")
def programme():
    return vaern.load().programme("partner-violence")


@pytest.fixture(scope="module")
def cases():
    random = np.random.default_rng(11)
    table = {name: random.choice(np.array(["yes", "no", None], dtype=object), 60) for name in FACTS}
    table["level"] = random.choice(np.array([*LEVELS, None], dtype=object), 60)
    has_none = table["has_children"] == "no"
    table |= {name: np.where(has_none, "no", None).astype(object) for name in ABOUT_CHILDREN}
    return table


def by_measure(counted):
    columns = {name: list(counted.table[name]) for name in ("measure", *STATES, "open")}
    rows = zip(*(columns[name] for name in columns), strict=True)
    return {row[0]: tuple(int(cell) for cell in row[1:]) for row in rows}


def drafted(programme, table, row):
    """The plan of a case that says what a row of the table says."""
    about = {"has_children": ""}  # Of the case.
    facts = [
        f"  - {{fact: {name}, {about.get(name, 'about: p1, ')}value: {table[name][row]}, by: w1}}"
        for name in FACTS
        if table[name][row] is not None
    ]
    level = table["level"][row]
    judged = "" if level is None else f"""
assessments:
  - {{id: a1, about: o1, status: completed, assessed: 2026-11-01, by: w1,
     judgement: {{level: {level}, by: w1, reason: Made up.}}}}"""
    child = "  - {id: c1, role: child}\n" if table["has_children"][row] == "yes" else ""
    facts_text = "facts:\n" + "\n".join(facts) if facts else ""
    case = vaern.load_case(f"""
vaern: 1
case: k-{row}
programme: partner-violence@1
subject: p1
parties:
  - {{id: p1, role: subject}}
  - {{id: o1, role: other_party}}
{child}  - {{id: w1, role: assessor, competences: [risk_assessment]}}
{facts_text}{judged}
""")
    return programme.plan(case)


def test_counts_are_those_of_each_plan_by_itself(programme, cases):
    expected, opened = Counter(), Counter()
    for row in range(60):
        for planned in drafted(programme, cases, row).measures:
            expected[planned.measure, planned.state] += 1
            if planned.state == "included" and planned.reason["kind"] in ("when_unknown", "child_unknown"):
                opened[planned.measure] += 1
    counted = by_measure(vaern.indicated(programme, cases))
    assert counted
    for measure, (*states, open_) in counted.items():
        assert states == [expected[measure, state] for state in STATES], measure
        assert open_ == opened[measure] <= states[0]
        assert sum(states) == 60


def test_measures_about_children_are_not_counted_where_there_are_none(programme):
    answers = {"has_children": np.array(["no", "yes", None], dtype=object)}
    counted = by_measure(vaern.indicated(programme, answers))
    assert counted["child_notification"] == (2, 0, 0, 1, 1)  # The last: of the two one is open.


def test_every_kind_of_table_gives_the_same(programme, cases):
    expected = by_measure(vaern.indicated(programme, cases))
    pandas = pd.DataFrame(cases)
    booleans = pandas.assign(pets=pandas["pets"].map({"yes": True, "no": False}).astype("boolean"))
    numbers = {**cases, "pets": np.array([{"yes": 1.0, "no": 0.0, None: np.nan}[each] for each in cases["pets"]])}
    danish = {**cases, "pets": np.array([{"yes": "ja", "no": "nej", None: "ukendt"}[e] for e in cases["pets"]])}
    levels = pandas.assign(level=pd.Categorical(pandas["level"], categories=LEVELS, ordered=True))
    arrow = pa.table({name: pa.array(list(cells)) for name, cells in cases.items()})
    for table, kind in (
        (pandas, pd.DataFrame),
        (booleans, pd.DataFrame),
        (levels, pd.DataFrame),
        (numbers, dict),
        (danish, dict),
        (arrow, pa.Table),
        (pl.DataFrame({name: list(cells) for name, cells in cases.items()}), pl.DataFrame),
    ):
        counted = vaern.indicated(programme, table)
        assert isinstance(counted.table, kind)
        if kind is pa.Table:
            table = {name: counted.table[name].to_pylist() for name in counted.table.column_names}
            counted = vaern._indicated.Indicated(table, 60, {}, (), {})
        assert by_measure(counted) == expected


def test_a_range_of_levels_is_every_level_between(programme):
    ends = {
        "level_low": np.array(["low", "medium", None], dtype=object),
        "level_high": np.array(["low", "acute", None], dtype=object),
    }
    counted = vaern.indicated(programme, ends)
    assert counted.unknown == {"level": 2}
    one = vaern.indicated(programme, {"level": np.array(["low"], dtype=object)})
    none = vaern.indicated(programme, {"level": np.array([None], dtype=object)})
    for measure, states in by_measure(counted).items():
        low, unknown = by_measure(one)[measure], by_measure(none)[measure]
        # What is so at the lowest level and when nothing is known bounds the middle row.
        middle = [all_ - a - b for all_, a, b in zip(states, low, unknown, strict=True)]
        assert sum(middle[:4]) == 1 and min(middle) >= 0
    assert [name for name in ("level", "pets") if name in counted.not_given] == ["pets"]


def test_ages_are_numbers_and_unknown_below_nothing(programme):
    ages = {"age": np.array([17.0, 40.0, np.nan])}
    assert vaern.indicated(programme, ages).unknown == {"age": 1}
    for wrong in (np.array([-1]), np.array([151]), np.array([17.5]), np.array(["17"])):
        with pytest.raises(ValueError, match="whole years from 0 to 150"):
            vaern.indicated(programme, {"age": wrong})


def test_nothing_is_dropped_or_taken_for_unknown(programme, cases):
    with pytest.raises(KeyError, match="'petz' is nothing that conditions"):
        vaern.indicated(programme, {"petz": cases["pets"]})
    with pytest.raises(KeyError, match="no condition of partner-violence@1 may read 'petz'"):
        vaern.indicated(programme, cases, columns={"petz": "pets"})
    with pytest.raises(KeyError, match="no column 'case'"):
        vaern.indicated(programme, cases, keys=["case"])
    with pytest.raises(ValueError, match="'pets' has 'maybe' in row 2: yes, no"):
        vaern.indicated(programme, {"pets": np.array(["yes", None, "maybe"], dtype=object)})
    with pytest.raises(ValueError, match="'pets' has 2 in row 1"):
        vaern.indicated(programme, {"pets": np.array([1, 2])})
    with pytest.raises(ValueError, match="'level' has 'extreme' in row 0: low, medium, high, acute"):
        vaern.indicated(programme, {"level": np.array(["extreme"])})
    with pytest.raises(ValueError, match="level_low and level_high are given together"):
        vaern.indicated(programme, {"level_low": np.array(["low"])})
    with pytest.raises(ValueError, match="no range in row 0"):
        vaern.indicated(programme, {"level_low": np.array(["high"]), "level_high": np.array(["low"])})
    with pytest.raises(ValueError, match="has 1 cells and not 2"):
        vaern.indicated(programme, {"pets": np.array([1, 0]), "pregnant": np.array([1])})
    with pytest.raises(ValueError, match="without a column"):
        vaern.indicated(programme, {})
    with pytest.raises(ValueError, match="plan of zones"):
        vaern.indicated(vaern.load().programme("placed-children"), {"force_was_used": np.array([1])})


def test_direct_identifiers_are_refused_and_not_repeated(programme):
    cpr, mail = "251289-1234", "a.name@example.org"
    yes = np.array(["yes", "yes"], dtype=object)
    for keys, table in (
        (["case"], {"pets": yes, "case": np.array(["k-1", cpr], dtype=object)}),
        (["case"], {"pets": yes, "case": np.array(["k-1", mail], dtype=object)}),
        (["case"], {"pets": yes, "case": np.array([2512891234, 2512891235])}),
        ([], {"pets": np.array(["yes", cpr], dtype=object)}),
        ([], {"pets": np.array(["yes", mail], dtype=object)}),
    ):
        with pytest.raises(vaern.DataError) as error:
            vaern.indicated(programme, table, keys=keys)
        assert [each.code for each in error.value.faults] == ["E1219"]
        assert cpr not in str(error.value) and mail not in str(error.value)
    for table in (
        {"pets": np.array([1, 2512891234])},
        {"age": np.array([30, 2512891234])},
        {cpr: yes},
        {"pets": yes, "2512891234": yes},
    ):
        with pytest.raises((ValueError, KeyError)) as error:
            vaern.indicated(programme, table)
        assert "2512891234" not in str(error.value) and cpr not in str(error.value)


def test_keys_are_looked_at(programme):
    yes = np.array(["yes", "no"], dtype=object)
    with pytest.raises(ValueError, match="the column 'case' has 1 cells and not 2"):
        vaern.indicated(programme, {"pets": yes, "case": np.array([1])}, keys=["case"])
    with pytest.raises(ValueError, match="read 'pregnant', and as one of `keys` it would be unknown"):
        vaern.indicated(programme, {"pets": yes, "pregnant": yes}, keys=["pregnant"])
    with pytest.raises(ValueError, match="'dog' is named in `keys` and in `columns`"):
        vaern.indicated(programme, {"dog": yes}, columns={"pets": "dog"}, keys=["dog"])
    for wrong in ("case", None, [1]):
        with pytest.raises(TypeError, match="`keys` is a list of texts: give a list"):
            vaern.indicated(programme, {"pets": yes, "case": np.arange(2)}, keys=wrong)


def test_what_is_no_argument_is_said_in_words(programme):
    table = {"pets": np.array(["yes", "no"], dtype=object)}
    dates, square = np.array(["2020-01-01"], "M8[D]"), np.array([["yes", "no"]])
    for fault, said, call in (
        (TypeError, "programme is a vaern.Programme", lambda: vaern.indicated("partner-violence", table)),
        (TypeError, "columns is a dict", lambda: vaern.indicated(programme, table, columns=["pets"])),
        (TypeError, "threads is a whole number", lambda: vaern.indicated(programme, table, threads="2")),
        (ValueError, "threads is 1 or more", lambda: vaern.indicated(programme, table, threads=-1)),
        (ValueError, "'age' has a cell of date", lambda: vaern.indicated(programme, {"age": dates})),
        (ValueError, "has 2 dimensions", lambda: vaern.indicated(programme, {"pets": square})),
    ):
        with pytest.raises(fault, match=said):
            call()


def test_a_count_can_be_pickled_and_not_changed(programme, cases):
    counted = vaern.indicated(programme, cases)
    again = pickle.loads(pickle.dumps(counted))
    assert again.unknown == counted.unknown and again.metadata == counted.metadata
    assert by_measure(again) == by_measure(copy.deepcopy(counted)) == by_measure(counted)
    for mapping in (counted.unknown, counted.metadata):
        with pytest.raises(TypeError):
            mapping["pets"] = 0
        with pytest.raises(AttributeError):
            mapping._held = {}


def test_columns_of_other_names_and_no_rows(programme, cases):
    renamed = {"has_pet": cases["pets"], "case": np.arange(60)}
    counted = vaern.indicated(programme, renamed, columns={"pets": "has_pet"}, keys=["case"])
    assert by_measure(counted) == by_measure(vaern.indicated(programme, {"pets": cases["pets"]}))
    nobody = vaern.indicated(programme, {"pets": np.array([], dtype=object)})
    assert nobody.cases == 0 and set(by_measure(nobody).values()) == {(0, 0, 0, 0, 0)}
    assert counted.metadata["catalogue"] == programme.catalogue


def test_other_threads_run_meanwhile_and_the_number_of_threads_changes_nothing(programme, cases):
    many = {name: np.tile(cells, 400) for name, cells in cases.items()}
    ran = threading.Event()
    made = {}

    def count(threads):
        made[threads] = by_measure(vaern.indicated(programme, many, threads=threads))
        ran.set()

    workers = [threading.Thread(target=count, args=(threads,)) for threads in (1, 3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert ran.is_set() and made[1] == made[3]
    once = by_measure(vaern.indicated(programme, cases))
    assert made[1] == {measure: tuple(400 * n for n in counts) for measure, counts in once.items()}


@pytest.mark.once
def test_the_example_counts_its_made_up_cases(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(EXAMPLE), "20000"])
    made = runpy.run_path(str(EXAMPLE))
    printed = capsys.readouterr().out
    assert "20,000 cases" in printed and "not_applicable" in printed
    measures = made["measures"].set_index("measure")
    assert (measures[list(STATES)].sum(axis=1) == 20_000).all()
    unknown = made["table"]["pets"].isna().sum()
    yes = (made["table"]["pets"] == "yes").sum()
    assert made["counted"].unknown["pets"] == unknown
    assert measures.loc["pets", "included"] + measures.loc["pets", "held"] <= yes + unknown
