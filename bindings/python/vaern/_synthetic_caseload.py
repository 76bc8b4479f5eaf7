# SPDX-License-Identifier: Apache-2.0
"""Made-up caseloads, for trying out a policy before the real data may be seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaern._core import Policy

__all__ = ["synthetic_caseload"]

Array = NDArray[Any]
MINUTE = 60_000_000
DAY = 1440 * MINUTE


class _Numbers:
    """Whole numbers from (seed, name, row), the same on every machine (SplitMix64)."""

    def __init__(self, seed: int, rows: int):
        self._rows = np.arange(rows, dtype=np.uint64)
        self._seed = seed

    def below(self, name: str, bound: int) -> Array:
        key = self._seed
        for byte in name.encode():
            key = (key * 1_099_511_628_211 + byte + 1) % 2**64
        with np.errstate(over="ignore"):
            z = (self._rows + np.uint64(key)) * np.uint64(0x9E3779B97F4A7C15)
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            return ((z ^ (z >> np.uint64(31))) % np.uint64(bound)).astype(np.int64)


def synthetic_caseload(
    policy: Policy,
    *,
    cases: int,
    events: int = 5,
    assessments: int = 2,
    teams: int = 8,
    seed: int = 0,
    first_opened: date | str = "2024-01-01",
    days: int = 730,
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    """Tables of cases, events and assessments for `schedule_table`, as dicts of NumPy arrays.

    Cases are opened over `days` days; one in eight is closed. Of each there are `events` events of
    the kinds that the policy names and `assessments` completed assessments, after the opening, most
    of them of low levels. Moments are in UTC: read them with naive="utc". The same seed gives the
    same bytes on every machine. They say nothing about real people.

    >>> import vaern
    >>> policy = vaern.load().policy("partner-violence-review")
    >>> cases, events, assessments = vaern.synthetic_caseload(policy, cases=1000, seed=1)
    >>> len(cases["case"]), len(events["kind"]), len(assessments["level"])
    (1000, 5000, 2000)
    """
    if cases < 0 or events < 0 or assessments < 0 or teams < 1 or days < 1:
        raise ValueError("cases, events and assessments are not negative; teams and days at least 1")
    if not policy.levels:
        raise ValueError(f"{policy.reference} has no levels")
    begin = np.datetime64(str(first_opened), "D").astype("datetime64[us]")
    of_cases = _Numbers(seed, cases)
    opened = of_cases.below("opened", days * 1440) * MINUTE
    closed = begin + (opened + (90 + of_cases.below("open for", 300)) * DAY).astype("timedelta64[us]")
    closed[of_cases.below("is closed", 8) != 0] = np.datetime64("NaT")
    case_table = {
        "case": np.arange(1, cases + 1, dtype=np.int64),
        "team": np.char.add("team ", (of_cases.below("team", teams) + 1).astype(str)).astype(object),
        "opened": begin + opened.astype("timedelta64[us]"),
        "closed": closed,
    }

    def entries(count: int, name: str) -> tuple[Array, Array, _Numbers]:
        row = np.repeat(np.arange(cases), count)
        numbers = _Numbers(seed, cases * count)
        return row, opened[row] + numbers.below(name, days * 1440) * MINUTE, numbers

    row, known, numbers = entries(events, "event")
    kinds = np.array(policy.events, dtype=object)
    event_table = {
        "case": row + 1,
        "kind": kinds[numbers.below("kind", len(kinds))] if len(kinds) else np.empty(len(row), object),
        "known": begin + known.astype("timedelta64[us]"),
        "recorded": begin + (known + numbers.below("written", 2880) * MINUTE).astype("timedelta64[us]"),
    }
    row, assessed, numbers = entries(assessments, "assessment")
    levels = np.array(policy.levels, dtype=object)
    # Of two draws the lower: low levels are the most.
    level = np.minimum(numbers.below("level", len(levels)), numbers.below("level again", len(levels)))
    assessment_table = {
        "case": row + 1,
        "assessed": begin + assessed.astype("timedelta64[us]"),
        "level": levels[level],
    }
    return case_table, event_table, assessment_table
