# SPDX-License-Identifier: Apache-2.0
"""Deadlines of columns beside numpy.busday_offset, and a caseload: python caseload.py [--folder FOLDER].

Both sides get the same days, and the answers are compared row for row before a time counts. They
are measured in turns in one process, every second turn backwards, on one thread, in processor time,
in which the work of others does not count. Writes FOLDER/caseload.json, which the report reads.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import vaern
from numpy.typing import NDArray
from vaern.caseload import scheduled

from caseload_page import ratios

Days = NDArray[np.datetime64]
FIRST, LAST = 2024, 2025  # The years of the dates.
WEEK = np.timedelta64(7, "D")
LEAST_SECONDS = 0.02  # Of one measurement: what is shorter is done several times.
AS_OF = "2026-01-15T12:00:00+01:00"


def days_of(rows: int) -> Days:
    """In no order, as a column of a table has them."""
    first = np.datetime64(f"{FIRST}-01-01")
    count = int((np.datetime64(f"{LAST + 1}-01-01") - first).astype(int))
    return first + np.random.default_rng(1).integers(0, count, rows).astype("timedelta64[D]")


def office_days(calendar: vaern.Calendar) -> np.busdaycalendar:
    """The same calendar for NumPy, of the years that the deadlines can lie in."""
    closed = [day.date for year in range(FIRST, LAST + 2) for day in calendar.days(year)]
    return np.busdaycalendar(weekmask="1111100", holidays=np.array(closed, dtype="datetime64[D]"))


def seconds_of(run: Callable[[], Any], times: int) -> float:
    gc.collect()
    begin = time.thread_time()
    for _ in range(times):
        run()
    return (time.thread_time() - begin) / times


def in_turns(tasks: dict[str, Callable[[], Any]], turns: int) -> dict[str, list[float]]:
    times = {name: max(1, round(LEAST_SECONDS / seconds_of(run, 1))) for name, run in tasks.items()}
    told: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(turns):
        for name in list(tasks)[:: -1 if turn % 2 else 1]:
            told[name].append(seconds_of(tasks[name], times[name]))
    return told


def deadlines(
    policy: vaern.Policy, offices: np.busdaycalendar, rows: int, turns: int
) -> dict[str, list[float]]:
    """Seven days later, back to the latest open day."""
    dates = days_of(rows)
    planned = dates + WEEK
    week = vaern.Deadlines(policy, "P7D")
    out, numpy_out = np.empty_like(dates), np.empty_like(dates)

    def busday(days: Days, **more: Any) -> Days:
        return np.busday_offset(days, 0, roll="backward", busdaycal=offices, **more)

    right = busday(planned)
    for made in (week(dates), week(dates, out=out)):
        if not np.array_equal(made, right):
            row = int(np.flatnonzero(made != right)[0])
            raise SystemExit(f"row {row}, {dates[row]}: vaern says {made[row]}, NumPy {right[row]}")
    del right, made
    return in_turns(
        {
            "out": lambda: week(dates, out=out),
            "numpy_out": lambda: busday(planned, out=numpy_out),
            "fresh": lambda: week(dates),
            "numpy_fresh": lambda: busday(planned),
            "numpy_whole": lambda: busday(dates + WEEK),
        },
        turns,
    )


def caseload(policy: vaern.Policy, cases: int, turns: int) -> dict[str, list[float]]:
    tables = vaern.synthetic_caseload(policy, cases=cases, events=5, seed=1)
    made = vaern.schedule_table(policy, *tables, as_of=AS_OF, naive="utc")
    return in_turns(
        {
            "schedule_table, dicts of NumPy arrays": lambda: vaern.schedule_table(
                policy, *tables, as_of=AS_OF, naive="utc"
            ),
            "the same without reading the tables": lambda: scheduled(made.prepared, AS_OF),
        },
        turns,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"))
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 10_000_000])
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=11)
    given = parser.parse_args()
    library = vaern.load()
    policy = library.policy("partner-violence-review")
    offices = office_days(library.calendar("denmark-offices"))
    told: dict[str, Any] = {"cases": given.cases, "events": 5 * given.cases, "deadlines": {}}
    for rows in given.rows:
        times = deadlines(policy, offices, rows, given.turns)
        told["deadlines"][str(rows)] = times
        for kind in ("out", "fresh"):
            print(f"  {rows:,} dates, {kind}: {ratios(times, kind)[1]} numpy.busday_offset", flush=True)
    told["schedule"] = caseload(policy, given.cases, min(given.turns, 5))
    for name, seconds in told["schedule"].items():
        print(f"  {name}: {given.cases:,} cases in {median(seconds):.2f} s", flush=True)
    given.folder.mkdir(parents=True, exist_ok=True)
    (given.folder / "caseload.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
