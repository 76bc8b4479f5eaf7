# SPDX-License-Identifier: Apache-2.0
"""Tables with everything wrong at once, against plain loops: no row is lost, and none is made up."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import numpy as np
import pytest
import vaern
from laid_out import columns_of, score_one
from vaern import Layout

ITEMS = ["gun", "left", "weapon", "gunn", "zzz", None]
DAY = np.datetime64("2026-01-01")


@pytest.fixture(scope="module")
def danger():
    return vaern.load().instrument("danger-assessment")


def messy(seed, rows=60):
    draw = random.Random(seed)
    return [
        {
            "person": draw.choice(["p1", "p2", "p3", "p4", None]),
            "wave": draw.choice([0, 1, 2]),
            "site": draw.choice(["a", "a", "a", "a", "b"]),
            "item": draw.choice(ITEMS if draw.random() < 0.2 else ITEMS[:3]),
            "value": draw.choice(["yes", "no", None]),
        }
        for _ in range(rows)
    ]


def reasons_of(rows):
    """Why each row has no place, by reading them one by one; and the forms of the others."""
    known = ("gun", "left", "weapon")
    reasons = {}
    forms = defaultdict(list)
    for at, row in enumerate(rows):
        if row["person"] is None or row["item"] is None:
            reasons[at] = {"missing_key"}
        elif row["item"] not in known:
            reasons[at] = {"unknown_item"}
        else:
            forms[row["person"], row["wave"]].append(at)
    for key, members in list(forms.items()):
        why = set()
        if max(Counter(rows[at]["item"] for at in members).values()) > 1:
            why.add("duplicate_answer")
        if len({rows[at]["site"] for at in members}) > 1:
            why.add("conflicting_value")
        if why:
            for at in forms.pop(key):
                reasons[at] = why
    return reasons, forms


@pytest.mark.parametrize("seed", range(40))
def test_every_row_is_in_a_form_or_has_a_reason(danger, seed):
    rows = messy(seed, rows=12 + seed)
    layout = Layout.long(keys=["person", "wave"])
    scored = danger.score_table(columns_of(rows), layout=layout, on_error="collect")
    reasons, forms = reasons_of(rows)
    found = defaultdict(set)
    for at, why in zip(scored.unplaced["row"].tolist(), scored.unplaced["reason"].tolist(), strict=True):
        found[at].add(why)
    assert found.keys() == reasons.keys()
    for at, why in found.items():
        assert why <= reasons[at], (at, why, reasons[at])
    keys = zip(scored.table["person"].tolist(), scored.table["wave"].tolist(), strict=True)
    lowest = dict(zip(keys, scored.table["total_low"].tolist(), strict=True))
    assert list(lowest) == list(forms)  # in the order of their first rows
    for key, members in forms.items():
        given = {rows[at]["item"]: rows[at]["value"] for at in members if rows[at]["value"]}
        assert lowest[key] == score_one(danger, given).scales["total"].lowest


@pytest.mark.parametrize("anchor", [None, "intake"])
@pytest.mark.parametrize("take", [None, "first", "last"])
@pytest.mark.parametrize("seed", range(8))
def test_windows_place_what_a_loop_places(danger, seed, take, anchor):
    draw = random.Random(seed)
    rows = [
        {
            "person": draw.randrange(6),
            "assessed": DAY + draw.randrange(120) if draw.random() < 0.95 else None,
            "intake": DAY - draw.randrange(5),
            "gun": "no",
        }
        for _ in range(25)
    ]
    table = columns_of(rows)
    table["intake"] = table["intake"].astype("datetime64[D]")
    windows = {"t0": (0, 14), "t1": (30, 44), "t2": (75, 105)}
    layout = Layout.rows(
        keys=["person"],
        windows={name: (f"P{low}D", f"P{high}D") for name, (low, high) in windows.items()},
        anchor=anchor,
        take=take,
    )
    scored = danger.score_table(table, layout=layout, on_error="collect")

    expected, cells = {}, defaultdict(list)
    for at, row in enumerate(rows):
        if row["assessed"] is None:
            expected[at] = "no_date"
            continue
        own = [r["assessed"] for r in rows if r["person"] == row["person"] and r["assessed"] is not None]
        since = (row["assessed"] - (row["intake"] if anchor else min(own))).astype(int)
        wave = next((name for name, (low, high) in windows.items() if low <= since <= high), None)
        if wave is None:
            expected[at] = "outside_windows"
        else:
            cells[row["person"], wave].append(at)
    kept = []
    for members in cells.values():
        if len(members) > 1 and take is None:
            expected |= dict.fromkeys(members, "two_in_window")
            continue
        members.sort(key=lambda at: rows[at]["assessed"])
        chosen = members[0] if take == "first" else members[-1]
        days = [at for at in members if rows[at]["assessed"] == rows[chosen]["assessed"]]
        chosen = days[0] if take == "first" else days[-1]
        kept.append(chosen)
        expected |= {at: "not_taken" for at in members if at != chosen}
    found = dict(zip(scored.unplaced["row"].tolist(), scored.unplaced["reason"].tolist(), strict=True))
    assert found == expected
    assert len(scored.table["person"]) == len(kept)


@pytest.mark.parametrize("seed", range(10))
def test_order_and_nesting_are_those_of_a_loop(danger, seed):
    draw = random.Random(seed)
    rows = []
    for person in range(8):
        for wave in sorted(draw.sample(range(5), 3)):
            rows.append(
                {
                    "person": person,
                    "wave": wave,
                    "dyad": draw.choice([person, person, person, 0]),
                    "assessed": DAY + 30 * wave + draw.randrange(45),
                    "gun": "no",
                }
            )
    draw.shuffle(rows)
    layout = Layout.rows(keys=["person", "wave"], carry=["assessed"])
    findings = {f.kind: f for f in danger.score_table(columns_of(rows), layout=layout, on_error="collect").findings}
    gaps, backward = set(), set()
    for at, row in enumerate(rows):
        before = [r for r in rows if r["person"] == row["person"] and r["wave"] < row["wave"]]
        if not before:
            continue
        last = max(before, key=lambda r: r["wave"])
        if last["wave"] < row["wave"] - 1:
            gaps.add(at)
        if last["assessed"] > row["assessed"]:
            backward.add(at)
    for kind, expected in (("gap", gaps), ("backward", backward)):
        assert (findings[kind].count if kind in findings else 0) == len(expected)
        assert set(findings[kind].rows if kind in findings else ()) <= expected
    nested = Layout.rows(keys=["person", "wave", "dyad"], carry=[])
    findings = {f.kind: f for f in danger.score_table(columns_of(rows), layout=nested, on_error="collect").findings}
    first = {}
    other = {at for at, r in enumerate(rows) if first.setdefault(r["dyad"], r["person"]) != r["person"]}
    assert (findings["two_parents"].count if "two_parents" in findings else 0) == len(other)
