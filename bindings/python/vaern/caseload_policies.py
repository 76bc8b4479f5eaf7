# SPDX-License-Identifier: Apache-2.0
"""Two policies over one caseload, and over histories as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vaern._caseload_columns import Naive
from vaern._caseload_prepared import Prepared
from vaern._cells import numbered, together
from vaern._core import Policy, _backtest_columns
from vaern.caseload import CaseloadRejection, ScheduledTable, rejections, scheduled, words_of_sets
from vaern.caseload_lists import assessments_due
from vaern.errors import DataError

__all__ = ["Backtest", "ComparedPolicies", "backtest", "compare_policies"]

Array = NDArray[Any]
NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class ComparedPolicies:
    """What a caseload is asked for by one policy, and by another."""

    policies: tuple[str, str]
    schedules: tuple[ScheduledTable, ScheduledTable]
    #: Of rows that have a date by both: how many come earlier, later, and on the same day.
    earlier: int
    later: int
    same: int
    days_moved: Array  #: Of each row, from the first policy's last day to the other's; masked where one has none.
    overdue: tuple[int, int]  #: Rows.
    days_overdue: tuple[int, int]  #: Whole days, added up.
    #: Assessments in each week, of all teams, as `assessments_due` counts them.
    weeks: tuple[Array, Array]

    def __str__(self) -> str:
        first, second = (int(each.sum()) for each in self.weeks)
        count = len(self.weeks[0])
        return (
            f"{self.policies[0]} -> {self.policies[1]}: {self.earlier} dates earlier, {self.later} later, "
            f"{self.same} the same; overdue {self.overdue[0]} -> {self.overdue[1]}; "
            f"assessments a week {first / count:.1f} -> {second / count:.1f} over {count} weeks"
        )


def compare_policies(
    policy: Policy,
    other: Policy,
    cases: Any,
    events: Any = None,
    assessments: Any = None,
    *,
    as_of: datetime | str,
    weeks: int = 26,
    columns: Mapping[str, str] | None = None,
    naive: Naive = None,
    other_kinds: Sequence[str] = (),
    on_error: Literal["raise", "collect"] = "raise",
    threads: int = 1,
) -> ComparedPolicies:
    """One caseload by two policies with the same levels: what if high were due after 14 days?

    The rest is as in `schedule_table`. Nothing is said of what people would have done: weeks are
    counted as if everything were done on its last day in time.
    """
    kinds = [*other.events, *other_kinds]
    prepared = Prepared(
        policy, cases, events, assessments, columns=columns, naive=naive, other_kinds=kinds
    )
    first = scheduled(prepared, as_of, on_error=on_error, threads=threads)
    second = scheduled(prepared.for_policy(other), as_of, on_error=on_error, threads=threads)
    days = [each.columns["last_day"].view(np.int64) for each in (first, second)]
    has_both = (days[0] != NOTHING) & (days[1] != NOTHING)
    moved = np.ma.MaskedArray(np.where(has_both, days[1] - days[0], 0), mask=~has_both)
    dues = [each.columns["due"].view(np.int64) for each in (first, second)]
    overdue = [each.columns["overdue_days"] for each in (first, second)]
    counts = []
    for each in (first, second):
        by_team = assessments_due(each, as_of=as_of, weeks=weeks)
        counts.append(sum(by_team.values(), np.zeros(weeks, np.int64)))
    return ComparedPolicies(
        (policy.reference, other.reference),
        (first, second),
        int(np.sum(has_both & (dues[1] < dues[0]))),
        int(np.sum(has_both & (dues[1] > dues[0]))),
        int(np.sum(has_both & (dues[1] == dues[0]))),
        moved,
        (int(np.sum(overdue[0] >= 0)), int(np.sum(overdue[1] >= 0))),
        (int(overdue[0][overdue[0] > 0].sum()), int(overdue[1][overdue[1] > 0].sum())),
        (counts[0], counts[1]),
    )


@dataclass(frozen=True)
class Backtest:
    """What a policy would have asked for over histories as they were.

    `events_while_current` and `quiet_share` are measures of this project, told apart on purpose
    from the "effective police protection" and the "resource overload" of the VioGén literature
    (González-Prieto et al. 2023, doi 10.1016/j.knosys.2022.110130): those could not be confirmed.
    """

    policy: str
    #: An array for each column, a cell for each event that counts: row, kind, levels (in force when
    #: it was known), hours_to_due, hours_to_met (NaN: no assessment yet), in_time, was_overdue.
    events: Mapping[str, Array]
    #: For each kind and set of levels: events, met, in_time, while_overdue, and the tenths and
    #: halves of the hours to the assessment: p10, median, p90 (of those that were met).
    table: Mapping[str, Array]
    #: The share of events that fell while nothing was overdue.
    events_while_current: float
    #: Of assessments that were followed by another: the share between which no event fell that the
    #: policy names. Many: more assessments than events called for.
    quiet_share: float
    #: How many assessments the intervals after levels asked for in the time that is there: the time
    #: each assessment counted, over its interval.
    asked_for: float
    rejected: tuple[CaseloadRejection, ...]
    not_held: tuple[str, ...]


def backtest(
    policy: Policy,
    cases: Any,
    events: Any,
    assessments: Any = None,
    *,
    as_of: datetime | str,
    columns: Mapping[str, str] | None = None,
    naive: Naive = None,
    clocks: Sequence[str] = (),
    other_kinds: Sequence[str] = (),
    on_error: Literal["raise", "collect"] = "raise",
) -> Backtest:
    """From each event to the reassessment it asked for, and what was overdue when it fell.

    The tables are those of `schedule_table`, with every assessment and not the last alone. The
    assessments are those that were made: under another policy others would have been, so of two
    policies only what they ask for can be compared, and what would have been overdue.
    """
    if on_error not in ("raise", "collect"):
        raise ValueError("`on_error` is 'raise' or 'collect'")
    prepared = Prepared(
        policy, cases, events, assessments, columns=columns, naive=naive, other_kinds=other_kinds
    )
    of_events, of_assessments, told = _backtest_columns(
        policy, prepared.of_cases, prepared.of_assessments, prepared.of_events, as_of, list(clocks)
    )
    rejected = rejections(told["faults"])
    if rejected and on_error == "raise":
        raise DataError([each.finding for each in rejected], row=rejected[0].row)
    counted = np.flatnonzero(of_events["asked"])
    made = _of_events(prepared, of_events, counted)
    overdue = of_events["was_overdue"][counted]
    return Backtest(
        policy.reference,
        made,
        _by_kind(made),
        float(np.mean(overdue == 0)) if len(counted) else float("nan"),
        _quiet_share(prepared, of_events, of_assessments, counted),
        _asked_for(of_assessments),
        rejected,
        told["not_held"],
    )


def _of_events(prepared: Prepared, made: Mapping[str, Array], rows: Array) -> dict[str, Array]:
    known, due, met = (made[name][rows] for name in ("known", "due", "met"))
    is_met = met != NOTHING
    hours = np.where(is_met, (met - known) / 3.6e9, np.nan)
    levels, place = words_of_sets(made["levels"][rows], prepared.policy.levels)
    source = prepared.event_source
    return {
        "row": rows if source is None else source[rows],
        "kind": np.array(prepared.kinds, dtype=object)[prepared.of_events["kind"][rows]],
        "levels": levels[place],
        "hours_to_due": (due - known) / 3.6e9,
        "hours_to_met": hours,
        "in_time": is_met & (met <= due),
        "was_overdue": made["was_overdue"][rows] == 1,
    }


def _by_kind(events: Mapping[str, Array]) -> dict[str, Array]:
    table: dict[str, list[Any]] = {
        name: []
        for name in ("kind", "levels", "events", "met", "in_time", "while_overdue", "p10", "median", "p90")
    }
    for kind, levels, rows in _pairs(events["kind"], events["levels"]):
        hours = events["hours_to_met"][rows]
        hours = hours[~np.isnan(hours)]
        tenths = np.quantile(hours, [0.1, 0.5, 0.9]) if len(hours) else [np.nan] * 3
        cells = [
            kind, levels, len(rows), len(hours), int(events["in_time"][rows].sum()),
            int(events["was_overdue"][rows].sum()), *tenths,
        ]  # fmt: skip
        for name, cell in zip(table, cells, strict=True):
            table[name].append(cell)
    return {
        name: np.array(cells, dtype=object if name in ("kind", "levels") else None)
        for name, cells in table.items()
    }


def _pairs(kinds: Array, levels: Array) -> list[tuple[str, str, Array]]:
    """The rows of each kind and set of levels, in the order of their words."""
    if len(kinds) == 0:
        return []
    parts = [numbered(column) for column in (kinds, levels)]
    # A set without a level has no words, and is a set of its own all the same.
    number, first = together([(rows + 1, len(found) + 1) for rows, found in parts], len(kinds))
    order = np.argsort(number, kind="stable")
    groups = np.split(order, np.cumsum(np.bincount(number, minlength=len(first)))[:-1])
    pairs = [(str(kinds[row]), str(levels[row]), rows) for row, rows in zip(first, groups, strict=True)]
    return sorted(pairs, key=lambda pair: pair[:2])


def _quiet_share(
    prepared: Prepared, events: Mapping[str, Array], made: Mapping[str, Array], counted: Array
) -> float:
    """Intervals from an assessment to the next one that hold no event of the same case."""
    moments = made["start"]
    followed = np.flatnonzero(made["next"] != NOTHING)
    if len(followed) == 0:
        return float("nan")
    rows = np.asarray(prepared.of_assessments["row"])[followed].astype(np.int64)
    event_rows = np.asarray(prepared.of_events["row"])[counted].astype(np.int64)
    known = events["known"][counted]
    order = np.lexsort((known, event_rows))
    event_rows, known = event_rows[order], known[order]
    # Places of moments among the events of their own case.
    instants, all_places = np.unique(
        np.concatenate([known, moments[followed], made["next"][followed]]), return_inverse=True
    )
    size = len(instants) + 1
    count = len(known)
    keys = event_rows * size + all_places[:count]
    begin = np.searchsorted(keys, rows * size + all_places[count : count + len(followed)], "left")
    end = np.searchsorted(keys, rows * size + all_places[count + len(followed) :], "right")
    return float(np.mean(begin == end))


def _asked_for(made: Mapping[str, Array]) -> float:
    has = made["due"] != NOTHING
    # The interval is at least a second: an assessment that is due at once is not asked for forever.
    until, due, start = made["until"][has], made["due"][has], made["start"][has]
    length = np.maximum(due - start, 1_000_000)
    return float(np.sum(np.maximum(until - start, 0) / length))
