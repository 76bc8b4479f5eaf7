# SPDX-License-Identifier: Apache-2.0
"""The values of scales: of a completion, and of a form by its missing policy (S5, S15)."""

from __future__ import annotations

from fractions import Fraction

from .model import Model, Scale
from .numbers import ROUNDINGS, number


def contribution(scale: Scale, name: str, points: Fraction) -> Fraction:
    """What an input with these points adds: weighted, or counted (S5.7)."""
    if scale.kind == "count":
        return Fraction(points >= scale.at_or_above)
    return scale.weights[name] * points


def combine(scale: Scale, parts: list[Fraction]) -> Fraction | None:
    """The formula; S5.6: a sum or count of nothing is 0, a mean or max of nothing is no value."""
    if scale.kind in ("sum", "count"):
        return sum(parts, Fraction(0))
    if not parts:
        return None
    return max(parts) if scale.kind == "max" else sum(parts) / len(parts)


def complete_value(scale: Scale, completion) -> Fraction | None:
    """S5.1, over the applicable inputs. A sub-scale without value is not applicable (S5.6)."""
    parts = []
    for name in scale.weights:
        if name in completion.model.scales:
            points = completion.value(name)
        else:
            points = completion.model.points(name, completion.codes[name])
        if points is not None:
            parts.append(contribution(scale, name, points))
    return after_steps(scale, combine(scale, parts))


def after_steps(scale: Scale, value: Fraction | None) -> Fraction | None:
    """`then:`, in the order written."""
    for word, by in scale.steps if value is not None else ():
        if word == "times":
            value *= number(by)
        elif word == "plus":
            value += number(by)
        elif word == "divide":
            value /= number(by)
        elif word == "round":  # S20
            value = Fraction(ROUNDINGS[by](value))
        elif word == "clamp":
            value = max(value, number(by["from"])) if "from" in by else value
            value = min(value, number(by["to"])) if "to" in by else value
    return value


def reported_value(scale: Scale, form) -> Fraction | None:
    """S5: the value of a form, by the scale's missing policy."""
    bounds = form.bounds(scale.id)
    answered: dict[str, Fraction] = {}
    missing: list[str] = []
    for name in scale.weights:
        if name in form.model.scales:  # S5.1, S15
            points = form.reported[name]
        else:
            points = form.model.points(name, form.answers.get(name))
        if not_applicable(form, name):
            continue
        if points is None:
            missing.append(name)
        else:
            answered[name] = contribution(scale, name, points)

    if not missing:  # S5.2
        value = combine(scale, list(answered.values()))
    elif not answered or beyond_limits(scale, answered, missing):  # S5.3, S5.4
        value = None
    else:
        value = imputed(scale, form.model, answered, missing)
    value = after_steps(scale, value)
    if value is None or bounds.low is None:
        return None
    return min(max(value, bounds.low), bounds.high)  # S5.8


def not_applicable(form, name: str) -> bool:
    """S5.6: an input that is not asked, or a mean or max of nothing."""
    scale = form.model.scales.get(name)
    if scale is None:
        return form.applicable(name) is False
    return scale.kind in ("mean", "max") and all(not_applicable(form, x) for x in scale.weights)


def beyond_limits(scale: Scale, answered: dict, missing: list[str]) -> bool:
    """S5.4"""
    if isinstance(scale.missing, str):
        return False
    if "at_most" in scale.missing and len(missing) > number(scale.missing["at_most"]):
        return True
    needed = scale.missing.get("at_least", {"n": "0", "of": []})
    return sum(1 for name in needed["of"] if name in answered) < number(needed["n"])


def imputed(scale: Scale, model: Model, answered: dict, missing: list[str]) -> Fraction | None:
    """The formula where something is missing and something is answered."""
    policy = scale.missing
    if policy in ("forbid", "bounds_only"):
        return None
    if "count_as" in policy:  # S5.5
        code = policy["count_as"]
        assumed = [contribution(scale, name, model.points(name, code)) for name in missing]
        return combine(scale, [*answered.values(), *assumed])

    raw, applicable = sum(answered.values()), [*answered, *missing]  # S5.7
    if policy["prorate"] == "by_count":
        whole = raw * len(applicable) / len(answered)
    else:
        least = lambda inputs: sum(min(contributions(scale, model, x)) for x in inputs)
        greatest = lambda inputs: sum(max(contributions(scale, model, x)) for x in inputs)
        width = greatest(answered) - least(answered)
        if width == 0:
            return None
        stretch = (greatest(applicable) - least(applicable)) / width
        whole = least(applicable) + (raw - least(answered)) * stretch
    return whole / len(applicable) if scale.kind == "mean" else whole


def contributions(scale: Scale, model: Model, name: str) -> list[Fraction]:
    return [contribution(scale, name, points) for points in model.inputs[name].points.values()]
