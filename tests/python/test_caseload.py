# SPDX-License-Identifier: Apache-2.0
"""Caseloads from tables of every family; the answers themselves are held to timelines in C++."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

EXAMPLE = Path(__file__).parents[2] / "examples" / "caseload.py"
AS_OF = "2026-01-15T12:00:00+01:00"
POLICY = vaern.load().policy("partner-violence-review")
TABLES = vaern.synthetic_caseload(POLICY, cases=2000, seed=1)
PLAIN = vaern.schedule_table(POLICY, *TABLES, as_of=AS_OF, naive="utc")


def in_copenhagen(table: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(table)
    for name in frame.columns:
        if frame[name].dtype.kind == "M":
            frame[name] = frame[name].dt.tz_localize("UTC").dt.tz_convert("Europe/Copenhagen")
    return frame


FRAMES = [in_copenhagen(table) for table in TABLES]


def expect_the_same(made: vaern.ScheduledTable) -> None:
    for name, cells in PLAIN.columns.items():
        both_empty = pd.isna(cells) & pd.isna(made.columns[name])
        assert ((cells == made.columns[name]) | both_empty).all(), name


@pytest.mark.parametrize("family", ["pandas", "polars", "pyarrow"])
def test_every_family_gives_the_same_dates(family: str) -> None:
    make: Any = {
        "pandas": lambda frame: frame,
        "polars": pl.from_pandas,
        "pyarrow": lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
    }[family]
    made = vaern.schedule_table(POLICY, *(make(frame) for frame in FRAMES), as_of=AS_OF)
    expect_the_same(made)
    assert type(made.table) is type(make(FRAMES[0]))
    for made_list, plain in [
        (vaern.overdue_list(made, team="team 1"), vaern.overdue_list(PLAIN, team="team 1")),
        (vaern.day_list(made, "2026-01-20"), vaern.day_list(PLAIN, "2026-01-20")),
    ]:
        assert len(made_list) == len(plain["case"]) > 0


def test_moments_without_a_zone_are_refused_or_read_as_local() -> None:
    local = [
        frame.assign(
            **{name: frame[name].dt.tz_localize(None) for name in frame if frame[name].dtype.kind == "M"}
        )
        for frame in FRAMES
    ]
    with pytest.raises(ValueError, match="no time zone"):
        vaern.schedule_table(POLICY, *local, as_of=AS_OF)
    made = vaern.schedule_table(POLICY, *local, as_of=AS_OF, naive="local")
    # What clocks showed twice is the earlier moment, so a handful may differ by an hour.
    assert np.sum(made.columns["last_day"] == PLAIN.columns["last_day"]) > 1900


def test_other_parties_have_rows_of_their_own_and_lost_events_are_named() -> None:
    cases = {
        "case": np.array(["A", "A", "B"], dtype=object),
        "other_party": np.array(["x", "y", "x"], dtype=object),
        "opened": np.array(["2026-03-02"] * 3, dtype="datetime64[D]"),
    }
    events = {
        "case": np.array(["A", "A", "B", "C"], dtype=object),
        "other_party": np.array([None, "y", "z", "x"], dtype=object),
        "kind": np.array(["new_violence"] * 4, dtype=object),
        "known": np.array(
            ["2026-03-03T10:00", "2026-03-02T01:00", "2026-03-03T10:00", "2026-03-03T10:00"],
            dtype="datetime64[us]",
        ),
    }
    options: dict[str, Any] = {"as_of": "2026-03-20T12:00:00+01:00", "naive": "utc"}
    made = vaern.schedule_table(POLICY, cases, events, **options, on_error="collect")
    assert [(each.table, each.row, each.code) for each in made.rejected] == [
        ("events", 2, "E0790"),
        ("events", 3, "E0790"),
    ]
    assert made.rejected[0].reason.startswith("row 2 ")
    assert made.columns["due"].astype("datetime64[m]").astype(str).tolist() == [
        "2026-03-03T23:00",  # no level: 48 hours from the day of opening
        "2026-03-03T01:00",  # 24 hours from its own event
        "2026-03-03T23:00",
    ]
    assert made.columns["cause_row"].tolist() == [-1, 1, -1]
    with pytest.raises(vaern.DataError):
        vaern.schedule_table(POLICY, cases, events, **options)


def test_a_faster_policy_moves_dates_earlier_and_asks_for_more() -> None:
    text = (vaern.library() / "partner-violence" / "policy.yaml").read_text(encoding="utf-8")
    faster = vaern.load().read_policy(text.replace("high: P7D", "high: P4D"))
    compared = vaern.compare_policies(POLICY, faster, *TABLES, as_of=AS_OF, naive="utc")
    assert compared.earlier > 0
    assert compared.later == 0
    assert compared.weeks[1].sum() > compared.weeks[0].sum()
    assert compared.days_moved.max() == 0


def test_a_backtest_counts_every_event_that_counts() -> None:
    made = vaern.backtest(POLICY, *TABLES, as_of=AS_OF, naive="utc")
    assert made.table["events"].sum() == len(made.events["row"]) > 1000
    assert 0 <= made.events_while_current <= 1
    assert 0 <= made.quiet_share <= 1
    assert made.not_held == ("plan_review",)


def test_the_example_runs_and_draws_the_picture_of_the_docs(tmp_path: Path) -> None:
    """python examples/caseload.py 20000 docs/images/two-policies.svg"""
    picture = tmp_path / "weeks.svg"
    run = subprocess.run(
        [sys.executable, str(EXAMPLE), "20000", str(picture)], capture_output=True, text=True, check=True
    )
    assert "20,000 cases" in run.stdout
    drawn = picture.read_text(encoding="utf-8")
    assert drawn == (EXAMPLE.parents[1] / "docs" / "images" / "two-policies.svg").read_text(encoding="utf-8")
    assert {"high after 7 days", "high after 4 days"} <= set(re.findall(r"high after \d days", drawn))
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


@pytest.mark.parametrize("family", ["numpy", "pandas", "polars", "pyarrow"])
def test_words_are_read_alike_in_every_family_and_empty_ones_say_nothing(family: str) -> None:
    words: dict[str, list[Any]] = {
        "case": ["a", "b", "c", "d", None],
        "level": ["high", "", None, "low", "high"],
        "team": ["north", None, "", "south", "north"],
    }
    days = np.array(["2026-03-10"] * 5, dtype="datetime64[D]")
    make: Any = {
        "numpy": lambda: {
            "opened": days, "assessed": days,
            **{name: np.array(cells, dtype=object) for name, cells in words.items()},
        },
        "pandas": lambda: pd.DataFrame(
            {"opened": days, "assessed": days, **words, "level": pd.Categorical(words["level"])}
        ),
        "polars": lambda: pl.DataFrame({"opened": days, "assessed": days, **words}).with_columns(
            pl.col("level").cast(pl.Categorical)
        ),
        "pyarrow": lambda: pa.table({"opened": pa.array(days), "assessed": pa.array(days), **words}),
    }[family]  # fmt: skip
    made = vaern.schedule_table(POLICY, make(), as_of="2026-03-11T12:00:00+01:00", naive="local")
    assert made.columns["levels"].tolist() == ["high", "", "", "low", "high"]
    assert made.columns["last_day"].astype(str).tolist() == [
        "2026-03-17", "2026-03-12", "2026-03-12", "2026-05-08", "2026-03-17",
    ]  # fmt: skip
    assert list(vaern.assessments_due(made)) == ["north", "south"]
    north, of_no_team = vaern.day_list(made, "2026-03-17", team="north"), vaern.day_list(made, "2026-03-12")
    assert (len(north["case"]), len(of_no_team["case"])) == (2, 2)
    table = make()
    events = table.head(0) if family in ("pandas", "polars") else table
    if family in ("numpy", "pyarrow"):
        events = {name: table[name][:0] for name in ("case", "level", "opened")}
        events = pa.table(events) if family == "pyarrow" else events
    nothing = vaern.schedule_table(
        POLICY, table, events, as_of="2026-03-11T12:00:00+01:00", naive="local",
        columns={"kind": "level", "known": "opened"},
    )  # fmt: skip
    assert nothing.columns["due"].tolist() == made.columns["due"].tolist()
