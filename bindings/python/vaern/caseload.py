# SPDX-License-Identifier: Apache-2.0
"""Caseloads: the next date of every case, lists for a day, capacity, and policies side by side.

>>> import numpy as np
>>> import vaern
>>> policy = vaern.load().policy("partner-violence-review")
>>> cases = {
...     "case": np.array([1, 2]),
...     "opened": np.array(["2026-03-02", "2026-03-02"], dtype="datetime64[D]"),
...     "assessed": np.array(["2026-03-10", "2026-03-10"], dtype="datetime64[D]"),
...     "level": np.array(["high", "low"]),
... }
>>> schedule = vaern.schedule_table(policy, cases, as_of="2026-03-20T12:00:00+01:00")
>>> schedule.table["last_day"].tolist()
[datetime.date(2026, 3, 17), datetime.date(2026, 5, 8)]
>>> schedule.table["status"].tolist()
['overdue', 'due']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vaern._caseload_columns import CASES, Naive
from vaern._caseload_prepared import Prepared
from vaern._cells import numbered
from vaern._core import Diagnostic, Policy, _schedule_columns
from vaern._families import library
from vaern.caseload_lists import assessments_due, day_list, overdue_list
from vaern.errors import DataError

__all__ = [
    "CaseloadRejection",
    "ScheduledTable",
    "assessments_due",
    "day_list",
    "overdue_list",
    "schedule_table",
]

Array = NDArray[Any]
STATUS = np.array(["nothing_open", "due", "overdue", "refused"])
CAUSE = np.array(["assessment", "draft", "event", "opening", "none"])  # the last is -1


@dataclass(frozen=True)
class CaseloadRejection:
    """A row that does not count, and why. The case of a rejected entry has no date."""

    table: str  #: 'cases', 'assessments' or 'events'.
    row: int  #: From 0.
    finding: Diagnostic

    @property
    def code(self) -> str:
        """'E0790'."""
        return self.finding.code

    @property
    def reason(self) -> str:
        """In English; `finding.text("da")` is Danish."""
        return self.finding.message


@dataclass(frozen=True)
class ScheduledTable:
    """What is due next in every row of the cases."""

    #: Of the family that went in: case, other_party and team, and beside them due (a moment in
    #: UTC), last_day (the last local day in time), clause, clock, cause, cause_row, status,
    #: overdue_hours, overdue_days, tell, levels.
    table: Any
    columns: Mapping[str, Array]  #: The same as NumPy arrays.
    rejected: tuple[CaseloadRejection, ...]  #: By table, then row.
    #: policy, calendar, as_of, not_held (clocks that columns cannot hold: of them nothing is here),
    #: refused_cases, events_before_opening, entries_not_yet.
    metadata: Mapping[str, Any]
    prepared: Prepared = field(repr=False)


def rejections(faults: Sequence[tuple[str, int, Diagnostic]]) -> tuple[CaseloadRejection, ...]:
    """Each fault of a row once: an entry may stand for several rows of its case."""
    found: dict[tuple[str, int, str], CaseloadRejection] = {}
    for table, row, finding in faults:
        found.setdefault((table, row, finding.code), CaseloadRejection(table, row, finding))
    return tuple(found.values())


def schedule_table(
    policy: Policy,
    cases: Any,
    events: Any = None,
    assessments: Any = None,
    *,
    as_of: datetime | str,
    known_by: datetime | str | None = None,
    columns: Mapping[str, str] | None = None,
    naive: Naive = None,
    clocks: Sequence[str] = (),
    other_kinds: Sequence[str] = (),
    on_error: Literal["raise", "collect"] = "raise",
    threads: int = 1,
) -> ScheduledTable:
    """What is due next in every case, by the rules of `Programme.timeline`, from whole tables.

    cases: a row for each other party of a case: case, opened; other_party, closed and team where
    there are any. Of each the last assessment may stand in the same row (assessed, level, ...).
    assessments: case, assessed, level (or `possible`, sets of levels as bits); recorded, completed,
    judged, instrument, other_party. events: case, kind, known and recorded or one of both;
    other_party: without it, or empty, an event is about every row of its case.
    columns: {what it holds: name of the column} where the names are others.
    naive: moments without a time zone are refused, unless this says that they are 'utc', or 'local':
    what clocks in the policy's zone showed. Columns of days are days in that zone.
    clocks: only what these ask for. other_kinds: kinds of event that ask for nothing.
    on_error: "raise" raises DataError with the faults; "collect" goes on, and no case of which an
    entry is rejected has a date.
    threads: 0 is one a core; the result is the same for any number.
    """
    if on_error not in ("raise", "collect"):
        raise ValueError("`on_error` is 'raise' or 'collect'")
    prepared = Prepared(
        policy, cases, events, assessments, columns=columns, naive=naive, other_kinds=other_kinds
    )
    return scheduled(prepared, as_of, known_by, clocks, on_error, threads)


def scheduled(
    prepared: Prepared,
    as_of: Any,
    known_by: Any = None,
    clocks: Sequence[str] = (),
    on_error: str = "collect",
    threads: int = 1,
) -> ScheduledTable:
    policy = prepared.policy
    made, told = _schedule_columns(
        policy, prepared.of_cases, prepared.of_assessments, prepared.of_events,
        as_of, known_by, list(clocks), threads,
    )  # fmt: skip
    rejected = rejections(told["faults"])
    if rejected and on_error == "raise":
        raise DataError([each.finding for each in rejected], row=rejected[0].row)
    arrays = _named(made, told, prepared)
    keys = [name for name in CASES if name in ("case", "other_party", "team")]
    kept = [name for name in (prepared.cases.name(key) for key in keys) if name is not None]
    metadata = {
        "policy": policy.reference,
        "calendar": policy.calendar,
        "as_of": as_of if isinstance(as_of, str) else as_of.isoformat(),
        "not_held": told["not_held"],
        "clauses": told["clauses"],
        **{key: told[key] for key in ("refused_cases", "events_before_opening", "entries_not_yet")},
    }
    return ScheduledTable(_like(prepared, kept, arrays), arrays, rejected, metadata, prepared)


def _named(made: Mapping[str, Array], told: Mapping[str, Any], prepared: Prepared) -> dict[str, Array]:
    clauses = np.array([path for path, _, _ in told["clauses"]] + [""], dtype=object)
    clocks = np.array([clock for _, clock, _ in told["clauses"]] + [""], dtype=object)
    roles = np.array([", ".join(roles) for roles in told["told"]] + [""], dtype=object)
    levels, place = words_of_sets(made["levels"], prepared.policy.levels)
    cause_row = made["cause_row"].copy()
    for cause, source in ((0, prepared.assessment_source), (1, prepared.assessment_source),
                          (2, prepared.event_source)):  # fmt: skip
        if source is not None:
            is_it = (made["cause"] == cause) & (cause_row >= 0)
            cause_row[is_it] = source[cause_row[is_it]]
    hours = made["overdue_hours"]
    days = made["last_day"].astype(np.int64)
    days[made["last_day"] == np.iinfo(np.int32).min] = np.iinfo(np.int64).min
    return {
        "due": made["due"].view("datetime64[us]"),
        "last_day": days.view("datetime64[D]"),
        "clause": clauses[made["clause"]],
        "clock": clocks[made["clause"]],
        "cause": CAUSE[made["cause"]],
        "cause_row": cause_row,
        "status": STATUS[made["status"]],
        "overdue_hours": hours,
        "overdue_days": np.where(hours >= 0, hours // 24, -1).astype(np.int32),
        "tell": roles[made["tell"]],
        "levels": levels[place],
    }


def words_of_sets(sets: Array, levels: Sequence[str]) -> tuple[Array, Array]:
    """Words for the sets of levels that there are, and which of them is whose."""
    place, first = numbered(sets)
    words = [
        " ".join(word for bit, word in enumerate(levels) if int(each) >> bit & 1) for each in sets[first]
    ]
    return np.array([*words, ""], dtype=object), place


def _like(prepared: Prepared, keys: Sequence[str], arrays: Mapping[str, Array]) -> Any:
    """A table of the family of the cases: those columns of it, and these beside them."""
    family = prepared.cases.family
    data = family.data
    kind = type(family).__name__
    if kind == "PandasFamily":
        pd = library("pandas")
        labels = getattr(family, "labels", {})
        made = pd.DataFrame(dict(arrays), index=data.index)
        made["due"] = made["due"].dt.tz_localize("UTC")
        return pd.concat([data[[labels[key] for key in keys]], made], axis=1)
    if kind == "PolarsFamily":
        pl = library("polars")
        columns = {
            name: cells.tolist() if cells.dtype == object else cells for name, cells in arrays.items()
        }
        made = pl.DataFrame(columns).with_columns(pl.col("due").dt.replace_time_zone("UTC"))
        return pl.concat([data.select(list(keys)), made], how="horizontal")
    if kind == "ArrowFamily":
        pa = library("pyarrow")
        table = data.select(list(keys))
        for name, cells in arrays.items():
            column = pa.array(cells.astype(object) if cells.dtype.kind == "U" else cells)
            if name == "due":
                column = column.cast(pa.timestamp("us", tz="UTC"))
            table = table.append_column(name, column)
        return table
    return {**{key: data[key] for key in keys}, **arrays}
