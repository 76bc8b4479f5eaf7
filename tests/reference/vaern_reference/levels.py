# SPDX-License-Identifier: Apache-2.0
"""Bands, raises, the computed level and the judgement (S7, S9, S12)."""

from __future__ import annotations

from fractions import Fraction

from .conditions import evaluate
from .model import Model, Rule


def band(model: Model, value: Fraction | None) -> int:
    """S7.1; the lowest level where there is no value (S7.2)."""
    found = 0
    for level, cut_off in enumerate(model.cut_offs):
        if value is not None and cut_off is not None:
            if value <= cut_off if model.falling else value >= cut_off:
                found = level
    return found


def true_rules(view):
    return [rule for rule in view.model.rules.values() if evaluate(rule.when, view) is True]


def raised(model: Model, rule: Rule, base: int) -> int:
    """S9, S9.1"""
    if rule.raise_to is not None:
        return model.levels.index(rule.raise_to)
    level = min(base + rule.raise_by, len(model.levels) - 1)
    return level if rule.floor is None else max(level, model.levels.index(rule.floor))


def computed_level(form) -> int | None:
    """S7.3, S7.4"""
    model = form.model
    low, high = form.range()
    if model.judgement.get("decides") == "yes":
        return None
    value = form.reported[model.from_scale] if model.from_scale else None
    if value is None:
        return low if low == high else None
    base = band(model, value)
    level = max([base, *(raised(model, rule, base) for rule in true_rules(form))])
    return min(max(level, low), high)


def after_judgement(form, judged: int, second: bool) -> tuple[int, list[int]]:
    """S12.1-3: the level in force, and the possible set from there upward."""
    low, high = form.range()
    lower = form.model.judgement.get("lower", "never")
    if form.model.judgement.get("decides") == "yes":
        in_force, above = max(judged, low), {outcome.level for outcome in form.outcomes}
    else:
        computed = computed_level(form)
        in_force, above = max(judged, low if computed is None else computed), form.possible()
        if lower == "with_reason" or (lower == "second_person" and second):
            in_force = judged
        if low == high:
            above = []
    return in_force, [in_force, *sorted(level for level in above if level > in_force)]
