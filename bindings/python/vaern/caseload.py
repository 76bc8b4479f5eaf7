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
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vaern._caseload_columns import ASSESSMENTS, CASES, EVENTS, Columns, Keys, Naive, Placed
from vaern._caseload_columns import kinds_of, possible_levels
from vaern._core import Diagnostic, Policy, _project_weeks, _schedule_columns
from vaern._families import library
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
NO_ROW = -1
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


class Prepared:
    """Columns as the engine takes them, to ask several things of the same tables."""

    def __init__(
        self,
        policy: Policy,
        cases: Any,
        events: Any = None,
        assessments: Any = None,
        *,
        columns: Mapping[str, str] | None = None,
        naive: Naive = None,
        other_kinds: Sequence[str] = (),
    ):
        names = dict(columns or {})
        self.kinds = [*policy.events, *(kind for kind in other_kinds if kind not in policy.events)]

        def table(data: Any, wanted: Sequence[str], what: str) -> Columns:
            there = set(Columns(policy, data, {}, naive, what).family.names())
            own = {key: name for key, name in names.items() if key in wanted and name in there}
            return Columns(policy, data, own, naive, what)

        self.cases = table(cases, (*CASES, *ASSESSMENTS), "cases")
        self.policy = policy
        is_inside = assessments is None and self.cases.name("assessed") is not None
        self.assessments = None if assessments is None else table(assessments, ASSESSMENTS, "assessments")
        self.events = None if events is None else table(events, EVENTS, "events")
        others = [each for each in (self.assessments, self.events) if each is not None]
        self.keys = Keys(self.cases, *others)
        self.rows = self.keys.rows
        self.of_cases: dict[str, Any] = {
            "rows": self.rows,
            "opened": self.cases.moments("opened"),
            "closed": self.cases.moments("closed"),
        }
        self.assessment_source: Array | None = None
        self.event_source: Array | None = None
        if is_inside:
            self.of_assessments = self._inside()
        elif self.assessments is not None:
            self.of_assessments = self._assessments(self.assessments, self.keys.place(self.assessments))
        else:
            empty = np.zeros(0, np.int64)
            self.of_assessments = {
                "row": empty, "assessed": (empty, False), "recorded": None, "possible": empty,
                "completed": None, "judged": None, "instrument": None, "source": None,
            }  # fmt: skip
        self.of_events = self._events()

    def _inside(self) -> dict[str, Any]:
        """The last assessment of each case stands in its row; rows without one have none."""
        cells, is_days = self.cases.moments("assessed") or (np.zeros(0, np.int64), False)
        there = np.flatnonzero(cells != np.iinfo(np.int64).min)
        placed = Placed(there.astype(np.int32), there if len(there) < self.rows else None)
        self.assessment_source = placed.source
        return self._assessments(self.cases, placed)

    def _assessments(self, table: Columns, placed: Placed) -> dict[str, Any]:
        self.assessment_source = placed.source
        instrument = None
        if table.name("instrument") is not None:
            from vaern._cells import numbered

            instrument = numbered(table.cells("instrument"))[0].astype(np.int32)
        columns = {
            "assessed": table.moments("assessed", is_required=True),
            "recorded": table.moments("recorded"),
            "possible": possible_levels(table, self.policy.levels),
            "completed": table.flags("completed"),
            "judged": table.flags("judged"),
            "instrument": instrument,
        }
        return {"row": placed.row, "source": placed.source, **_taken(columns, placed.source)}

    def _events(self) -> dict[str, Any]:
        if self.events is None:
            empty = np.zeros(0, np.int32)
            nothing = {"known": None, "recorded": None, "source": None}
            return {"row": empty, "kind": empty, "kinds": self.kinds, **nothing}
        placed = self.keys.place(self.events)
        self.event_source = placed.source
        columns = {
            "kind": kinds_of(self.events, self.kinds)[0],
            "known": self.events.moments("known"),
            "recorded": self.events.moments("recorded"),
        }
        of_rows = {"row": placed.row, "source": placed.source, "kinds": self.kinds}
        return {**of_rows, **_taken(columns, placed.source)}

    def for_policy(self, policy: Policy) -> Prepared:
        """The same tables for a policy with the same levels."""
        if policy.levels != self.policy.levels:
            raise ValueError(f"{policy.reference} has other levels than {self.policy.reference}")
        other = object.__new__(Prepared)
        other.__dict__.update(self.__dict__)
        other.policy = policy
        kinds = self.kinds
        missing = [kind for kind in policy.events if kind not in kinds]
        other.of_events = {**self.of_events, "kinds": [*kinds, *missing]}
        return other

    def rejections(self, faults: Sequence[tuple[str, int, Diagnostic]]) -> tuple[CaseloadRejection, ...]:
        found: dict[tuple[str, int, str], CaseloadRejection] = {}
        for table, row, finding in faults:
            found.setdefault((table, row, finding.code), CaseloadRejection(table, row, finding))
        return tuple(found.values())


def _taken(columns: Mapping[str, Any], source: Array | None) -> dict[str, Any]:
    if source is None:
        return dict(columns)

    def take(column: Any) -> Any:
        if column is None:
            return None
        return (column[0][source], column[1]) if isinstance(column, tuple) else column[source]

    return {name: take(column) for name, column in columns.items()}


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
    rejected = prepared.rejections(told["faults"])
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
    sets = made["levels"]
    distinct, place = np.unique(sets, return_inverse=True)
    levels = prepared.policy.levels
    words = [" ".join(word for bit, word in enumerate(levels) if int(each) >> bit & 1) for each in distinct]
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
        "levels": np.array(words, dtype=object)[place] if len(words) else np.zeros(0, object),
    }


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


# --- lists --------------------------------------------------------------------------------


def _rows(schedule: ScheduledTable, rows: Array) -> Any:
    family = type(schedule.prepared.cases.family).__name__
    table = schedule.table
    if family == "PandasFamily":
        return table.iloc[rows]
    if family == "PolarsFamily":
        return table[rows.tolist()]
    if family == "ArrowFamily":
        return table.take(rows)
    return {name: np.asarray(cells)[rows] for name, cells in table.items()}


def _teams(schedule: ScheduledTable) -> Array | None:
    cases = schedule.prepared.cases
    return None if cases.name("team") is None else cases.cells("team").astype(object)


def _of_team(schedule: ScheduledTable, team: Any) -> Array:
    teams = _teams(schedule)
    if team is None:
        return np.ones(len(schedule.columns["due"]), dtype=bool)
    if teams is None:
        raise ValueError("the cases have no column 'team'")
    return np.asarray(teams == team)


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
    begins at `as_of` (that of the schedule), and what is overdue is done in it.
    """
    prepared = schedule.prepared
    teams = _teams(schedule)
    if teams is None:
        names: list[Any] = [None]
        number = np.zeros(prepared.rows, np.int32)
    else:
        names = sorted({each for each in teams.tolist() if each is not None}, key=str)
        places = {name: place for place, name in enumerate(names)}
        number = np.array([places.get(each, NO_ROW) for each in teams.tolist()], dtype=np.int32)
    counts = _project_weeks(
        prepared.policy, prepared.of_cases, prepared.of_assessments, prepared.of_events,
        as_of or schedule.metadata["as_of"], None, [], number, len(names), weeks,
    )  # fmt: skip
    return dict(zip(names, np.asarray(counts), strict=True))
