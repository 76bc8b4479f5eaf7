# SPDX-License-Identifier: Apache-2.0
"""Bands, raises, the computed level, escalation and the judgement (S7, S8.1, S9, S12)."""

from __future__ import annotations

from fractions import Fraction

from .conditions import evaluate, replaced
from .model import MAIN, Outcome, Rule


def band(outcome: Outcome, value: Fraction | None) -> int:
    """S7.1; the lowest level where there is no value (S7.2)."""
    found = 0
    for level, cut_off in enumerate(outcome.cut_offs):
        if value is not None and cut_off is not None:
            if value <= cut_off if outcome.falling else value >= cut_off:
                found = level
    return found


def true_rules(outcome: Outcome, view) -> list[Rule]:
    return [rule for rule in outcome.rules.values() if evaluate(rule.when, view) is True]


def raised(outcome: Outcome, rule: Rule, base: int) -> int:
    """S9, S9.1"""
    if rule.raise_to is not None:
        return outcome.levels.index(rule.raise_to)
    level = min(base + rule.raise_by, len(outcome.levels) - 1)
    return level if rule.floor is None else max(level, outcome.levels.index(rule.floor))


def level_of(outcome: Outcome, view, value: Fraction | None) -> int:
    """The band of the value, raised by the rules that are true: S7.2 in a completion, S7.3 in a
    form with a reported value before it is held in the range."""
    base = band(outcome, value)
    return max([base, *(raised(outcome, rule, base) for rule in true_rules(outcome, view))])


def computed_level(form, outcome: Outcome) -> int | None:
    """S7.3, S7.4"""
    low, high = form.range(outcome.id)
    if form.decided_by_judgement(outcome.id):
        return None
    value = form.reported[outcome.from_scale] if outcome.from_scale else None
    if value is None:
        return low if low == high else None
    return min(max(level_of(outcome, form, value), low), high)


# --- Escalation ---------------------------------------------------------------------------


def reaches(outcome: Outcome, level: int) -> tuple:
    """S8.1: the condition "this outcome is at least at this level", over scales and rules."""
    parts = [value_reaches(outcome, level)]
    for rule in outcome.rules.values():
        if rule.raise_to is not None:
            lifts = ("truth", outcome.levels.index(rule.raise_to) >= level)
        else:  # S9.1
            floor = outcome.levels.index(rule.floor) if rule.floor is not None else 0
            by_value = value_reaches(outcome, level - rule.raise_by)
            lifts = ("any", [by_value, ("truth", floor >= level)])
        parts.append(("all", [rule.when, lifts]))
    return ("any", parts)


def value_reaches(outcome: Outcome, level: int) -> tuple:
    if level <= 0 or outcome.from_scale is None:
        return ("truth", level <= 0)
    number = ("number", outcome.cut_offs[level])
    return ("<=" if outcome.falling else ">=", ("name", outcome.from_scale), number)


def escalated(tree, outcomes: dict[str, Outcome]):
    """A rule's condition with S8.1 in place of `{outcome: {from: L}}` and of `above`."""

    def change(part):
        if part[0] in (">=", ">") and part[1][0] == "name" and part[1][1] in outcomes:
            outcome = outcomes[part[1][1]]
            level = outcome.levels.index(part[2][1])
            return reaches(outcome, level + 1 if part[0] == ">" else level)
        return None

    return replaced(tree, change)


# --- Judgement ----------------------------------------------------------------------------


def after_judgement(form, judged: int, second: bool) -> tuple[int, list[int]]:
    """S12.1-3: the level in force, and the possible set from there upward."""
    low, high = form.range(MAIN)
    lower = form.model.judgement.get("lower", "never")
    if form.decided_by_judgement(MAIN):
        in_force, above = max(judged, low), {each.levels[MAIN] for each in form.results}
    else:
        computed = computed_level(form, form.model.outcomes[MAIN])
        in_force, above = max(judged, low if computed is None else computed), form.possible(MAIN)
        if lower == "with_reason" or (lower == "second_person" and second):
            in_force = judged
        if low == high:
            above = []
    return in_force, [in_force, *sorted(level for level in above if level > in_force)]
