# SPDX-License-Identifier: Apache-2.0
"""What earlier assessments reported, as an input of this one (S1.5; language: `earlier`)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction

from .numbers import ROUNDINGS, number, rational

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True)
class Earlier:
    id: str
    of: str  # a scale
    take: str  # "last", "mean", "max" or "count"
    last: int | None
    within: str | None
    start: Fraction
    step: Fraction
    round: str | None


def read_earlier(id: str, written: dict) -> Earlier:
    return Earlier(
        id,
        written["of"],
        written["take"],
        int(written["last"]) if "last" in written else None,
        written.get("within"),
        number(written["from"]),
        number(written.get("step", "1")),
        written.get("round"),
    )


def day_of(written) -> date:
    """A day, or the day of an instant as it is written."""
    return date.fromisoformat(str(written)[:10])


def after(day: date, duration: str) -> date:
    """T3: civil days; a month later is the same day of that month, or its last."""
    years, months, weeks, days = (int(x or 0) for x in DURATION.fullmatch(duration).groups())
    month = day.month - 1 + months
    year, month = day.year + years + month // 12, month % 12 + 1
    if year > MAXYEAR:
        return date.max
    day = date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(days=7 * weeks + days)


def faults_of(given: list[dict] | None, assessed, scales) -> list[dict]:
    """Language: no two on the same day, each dated before this assessment, and of scales that the
    instrument has."""
    if not given:
        return []
    days = [day_of(each["assessed"]) for each in given]
    if len(set(days)) < len(days):
        return [{"kind": "same_date", "items": []}]
    unknown = {name: 0 for each in given for name in each.get("scales", {}) if name not in scales}
    faults = [{"kind": "unknown_scale", "items": [name]} for name in unknown]
    if assessed is None:
        faults.append({"kind": "no_date", "items": []})
    elif max(days) >= day_of(assessed):
        faults.append({"kind": "not_earlier", "items": []})
    return faults


def values(scale: str, given: list[dict], assessed) -> list[tuple[date, Fraction]]:
    """The values of a scale, the latest first. Without a value an assessment does not count."""
    found = []
    for each in given:
        value = each.get("scales", {}).get(scale, "none")
        if value is not None and value != "none":
            found.append((day_of(each["assessed"]), rational(str(value))))
    return sorted(found, reverse=True)


def taken(earlier: Earlier, given: list[dict] | None, assessed) -> Fraction | None:
    """S1.5; None is missing."""
    if given is None:
        return None
    counting = [
        value
        for day, value in values(earlier.of, given, assessed)
        if earlier.within is None or after(day, earlier.within) >= day_of(assessed)
    ][: earlier.last]
    if earlier.take == "count":
        return Fraction(len(counting))
    if not counting:
        return None
    if earlier.take == "last":
        return counting[0]
    if earlier.take == "max":
        return max(counting)
    mean = sum(counting) / len(counting)
    if earlier.round is None:
        return mean
    steps = ROUNDINGS[earlier.round]((mean - earlier.start) / earlier.step)
    return earlier.start + earlier.step * steps
