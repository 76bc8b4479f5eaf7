# SPDX-License-Identifier: Apache-2.0
"""What `caseload.py` measured, in the report, and what is required of it."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from words import Row, met, number, spread, table

TIMES_BUSDAY = 20
# Of the C++ benchmarks: the name, what it is, and its limit in seconds.
LIMITS = [
    ("next_due/sorted:1/threads:1", "next date of 1 M cases with 5 events each, one core, C++", 0.1),
    ("one_plan", "one plan of the shipped catalogue (all its measures), C++", 0.001),
    ("states_of_many_cases", "which measures are indicated in 100,000 cases, one core, C++", 5.0),
]
TASKS = {
    "out": "vaern.Deadlines, reused buffer",
    "fresh": "vaern.Deadlines, fresh output",
    "numpy_out": "numpy.busday_offset alone, reused buffer",
    "numpy_fresh": "numpy.busday_offset alone, fresh output",
    "numpy_whole": "a week added, then numpy.busday_offset",
}


def caseload_told(folder: Path) -> dict[str, Any] | None:
    file = folder / "caseload.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def ratios(told: dict[str, list[float]], kind: str) -> tuple[float, str]:
    """Of each turn, `kind` ("fresh" or "out") on both sides: the median, and as text with the quartiles."""
    of_turns = [other / own for other, own in zip(told[f"numpy_{kind}"], told[kind])]
    low, middle, high = quantiles(of_turns, n=4) if len(of_turns) > 1 else of_turns * 3
    return middle, f"{number(middle)} × ({number(low)}–{number(high)})"


def caseload_requirements(told: dict[str, Any] | None, found: list[dict[str, Any]]) -> list[Row]:
    """`found`: the C++ benchmarks."""
    rows = []
    for size, times in (told or {"deadlines": {"1000000": None}})["deadlines"].items():
        name = f"deadlines of {int(size):,} dates, times numpy.busday_offset"
        middle, text = ratios(times, "out") if times else (None, "not measured")
        is_met = None if middle is None else middle >= TIMES_BUSDAY
        rows.append([f"{name}, reused buffers", f"≥ {TIMES_BUSDAY} ×", text, met(is_met)])
        if times:
            rows.append([f"{name}, fresh output", "", ratios(times, "fresh")[1], "–"])
    return rows + [limit_row(found, *limit) for limit in LIMITS]


def limit_row(found: list[dict[str, Any]], benchmark: str, what: str, limit: float) -> Row:
    one = next((each for each in found if each["name"] == benchmark), None)
    if one is None:
        return [what, f"< {limit:g} s", "not built", met(None)]
    seconds: float = one["real_time"] / {"s": 1, "ms": 1e3, "us": 1e6, "ns": 1e9}[one["time_unit"]]
    return [what, f"< {limit:g} s", f"{seconds:.3g} s", met(seconds < limit)]


def caseload_table(told: dict[str, Any] | None) -> str:
    if told is None:
        return "Not measured.\n"
    rows = []
    for size, times in told["deadlines"].items():
        for task, seconds in times.items():
            rows.append([f"{TASKS[task]}: {int(size):,} dates", *line(seconds, int(size))])
    for task, seconds in told["schedule"].items():
        size = f"{told['cases']:,} cases, {told['events']:,} events"
        rows.append([f"{task}: {size}", *line(seconds, told["cases"])])
    return table(["one core", "median, ms", "spread", "M rows/s"], rows)


def line(seconds: list[float], rows: int) -> Row:
    middle = median(seconds)
    return [number(middle * 1e3), spread([each * 1e3 for each in seconds]), number(rows / middle / 1e6)]
