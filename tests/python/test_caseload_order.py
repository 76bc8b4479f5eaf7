# SPDX-License-Identifier: Apache-2.0
"""Rows of cases, assessments and events in any order, of any family, say the same of each case (T4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

AS_OF = "2026-01-15T12:00:00+01:00"
POLICY = vaern.load().policy("partner-violence-review")
FAMILIES: dict[str, Any] = {
    "numpy": lambda table: table,
    "pandas": lambda table: pd.DataFrame(table),
    "polars": lambda table: pl.DataFrame({name: column.tolist() for name, column in table.items()}),
    "pyarrow": lambda table: pa.table({name: pa.array(column) for name, column in table.items()}),
}
Table = dict[str, np.ndarray[Any, Any]]


def with_parties(tables: tuple[Table, Table, Table]) -> tuple[Table, Table, Table]:
    """Every third case has two other parties; of the events some are about one, the rest about all."""
    cases, events, assessments = tables
    rows = np.sort(np.concatenate([np.arange(len(cases["case"])), np.arange(0, len(cases["case"]), 3)]))
    is_second = np.concatenate([[False], rows[1:] == rows[:-1]])
    cases = {name: column[rows] for name, column in cases.items()}
    cases["other_party"] = np.where(is_second, "o2", "o1").astype(object)
    some = np.arange(len(events["case"])) % 4 == 0
    events = {**events, "other_party": np.where(some, "o1", None)}
    assessments = {**assessments, "other_party": np.full(len(assessments["case"]), "o1", dtype=object)}
    return cases, events, assessments


def named_by_text(tables: tuple[Table, Table, Table]) -> tuple[Table, Table, Table]:
    cases, events, assessments = (
        {**table, "case": np.array([f"k-{number}" for number in table["case"]], dtype=object)}
        for table in tables
    )
    return cases, events, assessments


PLAIN = vaern.synthetic_caseload(POLICY, cases=600, seed=3)
TABLES = {"plain": PLAIN, "parties": with_parties(PLAIN), "text": named_by_text(with_parties(PLAIN))}


def entry(tables: tuple[Table, Table, Table], cause: str, row: int) -> Any:
    """What stands in the row that a date rests on."""
    if cause == "event":
        return tables[1]["kind"][row], tables[1]["known"][row]
    return (tables[2]["assessed"][row], tables[2]["level"][row]) if cause in ("assessment", "draft") else None


def told(schedule: vaern.ScheduledTable, tables: tuple[Table, Table, Table]) -> dict[Any, Any]:
    """Of each case and other party everything that is said of it."""
    columns = dict(schedule.columns)
    cause_row = columns.pop("cause_row").tolist()
    causes = [entry(tables, *pair) for pair in zip(columns["cause"].tolist(), cause_row, strict=True)]
    cells = zip(*(column.tolist() for column in columns.values()), causes, strict=True)
    parties = tables[0].get("other_party", np.zeros(len(causes))).tolist()
    keys = list(zip(tables[0]["case"].tolist(), parties, strict=True))
    found = dict(zip(keys, cells, strict=True))
    assert len(found) == len(causes)
    return found


@pytest.mark.parametrize("which", TABLES)
@pytest.mark.parametrize("family", FAMILIES)
def test_the_order_of_rows_changes_nothing(which: str, family: str) -> None:
    tables = TABLES[which]
    options: dict[str, Any] = {"as_of": AS_OF, "naive": "utc"}
    plain = vaern.schedule_table(POLICY, *tables, **options)
    expected = told(plain, tables)
    assert {each[4] for each in expected.values()} >= {"assessment", "event", "opening"}
    rng = np.random.default_rng(len(which) + len(family))
    for _ in range(2):
        orders = [rng.permutation(len(table["case"])) for table in tables]
        cases, events, assessments = (
            {name: column[order] for name, column in table.items()}
            for table, order in zip(tables, orders, strict=True)
        )
        shuffled = (cases, events, assessments)
        made = vaern.schedule_table(POLICY, *(FAMILIES[family](table) for table in shuffled), **options)
        assert told(made, shuffled) == expected
        assert made.metadata == plain.metadata
        weeks, plain_weeks = vaern.assessments_due(made), vaern.assessments_due(plain)
        assert list(weeks) == list(plain_weeks)
        for team, counts in weeks.items():
            assert counts.tolist() == plain_weeks[team].tolist()
        late, plain_late = (sorted(keys_of(vaern.overdue_list(each))) for each in (made, plain))
        assert late == plain_late
        assert late


def keys_of(table: Any) -> list[Any]:
    """Cases and other parties of a list, of whatever family."""
    names = [name for name in ("case", "other_party") if name in _names(table)]
    columns = [np.asarray(table[name]).tolist() for name in names]
    return list(zip(*columns, strict=True))


def _names(table: Any) -> list[str]:
    return list(table.column_names if isinstance(table, pa.Table) else getattr(table, "columns", table))


def test_a_backtest_is_of_the_same_events_in_any_order() -> None:
    tables = TABLES["parties"]
    plain = vaern.backtest(POLICY, *tables, as_of=AS_OF, naive="utc")
    orders = [np.random.default_rng(5).permutation(len(table["case"])) for table in tables]
    shuffled = [
        {name: column[order] for name, column in table.items()}
        for table, order in zip(tables, orders, strict=True)
    ]
    made = vaern.backtest(POLICY, *shuffled, as_of=AS_OF, naive="utc")
    assert sorted(orders[1][made.events["row"]].tolist()) == sorted(plain.events["row"].tolist())
    for name, column in plain.table.items():
        assert made.table[name].tolist() == column.tolist(), name
    assert (made.events_while_current, made.quiet_share) == (plain.events_while_current, plain.quiet_share)
    assert made.asked_for == pytest.approx(plain.asked_for)
