# SPDX-License-Identifier: Apache-2.0
"""A program as a host writes it, for the type checker (tests/python/test_stub.py)."""

from __future__ import annotations

from datetime import datetime, timezone
from fractions import Fraction

import vaern


def first_words(answers: dict[str, str | bool | None]) -> str:
    library = vaern.load()
    score = library.instrument("danger-assessment").score({**answers})
    if score.range is None:
        return "no levels"
    low, high = score.range
    return low if score.certain else f"{low} to {high}"


def bounds(score: vaern.Score) -> list[tuple[int | Fraction | None, int | Fraction | None]]:
    return [(scale.lowest, scale.highest) for scale in score.scales.values()]


def overdue(path: str, as_of: datetime) -> list[str]:
    case = vaern.read_case(path)
    programme = vaern.load().programme("partner-violence")
    timeline = programme.timeline(case, as_of=as_of)
    return [obligation.explain("da") for obligation in timeline.overdue]


def ask_first(path: str) -> list[str]:
    plan = vaern.load().programme("partner-violence").plan(vaern.read_case(path))
    return [question.text("da") for question in plan.questions]


def faults(text: str) -> list[tuple[str, int]]:
    try:
        vaern.loads(text)
    except vaern.ModelError as error:
        return [(each.code, each.line) for each in error.diagnostics]
    return []


MOMENT = datetime(2026, 11, 21, 9, tzinfo=timezone.utc)
