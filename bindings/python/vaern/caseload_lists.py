# SPDX-License-Identifier: Apache-2.0
"""What to do with a scheduled caseload: the lists of a day, and how much falls in each week."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vaern._core import _project_weeks

if TYPE_CHECKING:
    from vaern.caseload import ScheduledTable

__all__ = ["assessments_due", "day_list", "overdue_list"]

Array = NDArray[Any]


def _rows(schedule: ScheduledTable, rows: Array) -> Any:
    family = type(schedule.prepared.cases.family).__name__
    table = schedule.table
    if family == "PandasFamily":
        return table.iloc[rows]
    if family == "PolarsFamily":
        return table[rows]
    if family == "ArrowFamily":
        return table.take(rows)
    return {name: np.asarray(cells)[rows] for name, cells in table.items()}


def _teams(schedule: ScheduledTable) -> tuple[Array, Array] | None:
    """A number for each row, and the teams that have them."""
    cases = schedule.prepared.cases
    return None if cases.name("team") is None else cases.words("team")


def _of_team(schedule: ScheduledTable, team: Any) -> Array:
    teams = _teams(schedule)
    if team is None:
        return np.ones(len(schedule.columns["due"]), dtype=bool)
    if teams is None:
        raise ValueError("the cases have no column 'team'")
    numbers, words = teams
    return np.append(words == team, False)[numbers]


def day_list(schedule: ScheduledTable, day: date | str, *, team: Any = None) -> Any:
    """The rows whose last day in time is this one, by moment; of one team where it is given.

    What was due before is in `overdue_list`.
    """
    wanted = (schedule.columns["last_day"] == np.datetime64(str(day), "D")) & _of_team(schedule, team)
    rows = np.flatnonzero(wanted)
    return _rows(schedule, rows[np.argsort(schedule.columns["due"][rows], kind="stable")])


def overdue_list(schedule: ScheduledTable, *, team: Any = None) -> Any:
    """The rows that are overdue, longest first, with who is told."""
    rows = np.flatnonzero((schedule.columns["status"] == "overdue") & _of_team(schedule, team))
    return _rows(schedule, rows[np.argsort(schedule.columns["due"][rows], kind="stable")])


def assessments_due(
    schedule: ScheduledTable, *, as_of: datetime | str | None = None, weeks: int = 12
) -> dict[Any, Array]:
    """How many assessments fall in each week, by team; without teams all are under None.

    As if everything were done on its last day in time, levels stayed and no event came. Week 0
    begins at `as_of` (that of the schedule), and what is overdue is done in it. A case of which no
    level is known stays one: it is counted again after each `no_level`.
    """
    prepared = schedule.prepared
    teams = _teams(schedule)
    names: list[Any] = [None]
    number = np.zeros(prepared.rows, np.int32)
    if teams is not None:
        found, words = teams  # an empty cell is -1, and counts nowhere
        words = words.tolist()
        order = sorted(range(len(words)), key=lambda place: str(words[place]))
        names = [words[place] for place in order]
        rank = np.full(len(words) + 1, -1, np.int32)
        rank[order] = np.arange(len(words), dtype=np.int32)
        number = rank[found]
    counts = _project_weeks(
        prepared.policy, prepared.of_cases, prepared.of_assessments, prepared.of_events,
        as_of or schedule.metadata["as_of"], None, [], number, len(names), weeks,
    )  # fmt: skip
    return dict(zip(names, np.asarray(counts), strict=True))
