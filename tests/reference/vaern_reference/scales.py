# SPDX-License-Identifier: Apache-2.0
"""The values of scales: of a completion, and of a form by its missing policy (S5, S15, S21)."""

from __future__ import annotations

from fractions import Fraction

from .model import Model, Scale
from .numbers import ROUNDINGS, number
from .tables import ONLY, row_of


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
    if scale.kind == "lookup":
        [of, *_] = scale.weights
        code = completion.codes[scale.chooser] if scale.chooser else ONLY
        return after_steps(scale, looked_up(scale, completion.value(of), code))
    parts = []
    for name in scale.weights:
        if name in completion.model.scales:
            points = completion.value(name)
        else:
            points = completion.model.points(name, completion.codes[name])
        if points is not None:
            parts.append(contribution(scale, name, points))
    return after_steps(scale, combine(scale, parts))


def looked_up(scale: Scale, x: Fraction | None, norm: str | None) -> Fraction | None:
    """S5.10"""
    return None if x is None or norm is None else row_of(scale.table.norms[norm].rows, x)


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
    applicable = [name for name in scale.weights if not not_applicable(form, name)]
    answered = [name for name in applicable if is_answered(form, name)]
    missing = [name for name in applicable if name not in answered]
    if not_applicable(form, scale.id):
        return None
    if not missing:  # S5.2
        value = value_of_answered(scale, form, answered)
    elif not answered or beyond_limits(scale, answered, missing):  # S5.3, S5.4
        value = None
    else:
        value = imputed(scale, form, answered, missing)
    value = after_steps(scale, value)
    if value is None or bounds.low is None:
        return None
    return min(max(value, bounds.low), bounds.high)  # S5.8


def is_answered(form, name: str) -> bool:
    """S5.1, S15: a sub-scale is when it has a reported value."""
    return name in form.answers or form.reported.get(name) is not None


def value_of_answered(scale: Scale, form, answered: list[str]) -> Fraction | None:
    if scale.kind == "lookup":
        [of, *_] = scale.weights
        return looked_up(scale, form.reported[of], form.answers.get(scale.chooser, ONLY))
    return combine(scale, [answered_contribution(scale, form, name) for name in answered])


def answered_contribution(scale: Scale, form, name: str) -> Fraction:
    if name in form.model.scales:
        return contribution(scale, name, form.reported[name])
    return contribution(scale, name, form.model.points(name, form.answers[name]))


def not_applicable(form, name: str) -> bool:
    """S5.6, S5.10: an input that is not asked, a mean or max of nothing, a lookup of nothing."""
    scale = form.model.scales.get(name)
    if scale is None:
        return form.applicable(name) is False
    inputs = [not_applicable(form, each) for each in scale.weights]
    if scale.kind != "lookup":
        return scale.kind in ("mean", "max") and all(inputs)
    return any(inputs) or is_below_its_table(form, scale)


def is_below_its_table(form, scale: Scale) -> bool:
    """E5.1: only without sensitive items; and in every completion, else the row is missing."""
    is_complete = all(is_answered(form, name) for name in scale.weights)
    return is_complete and form.bounds(scale.id).low is None


def beyond_limits(scale: Scale, answered: list[str], missing: list[str]) -> bool:
    """S5.4"""
    if isinstance(scale.missing, str):
        return False
    if len(missing) > scale.missing.get("at_most", len(missing)):
        return True
    for limit in scale.missing["at_least"]:
        of = scale.weights if limit["of"] is None else limit["of"]
        if sum(1 for name in of if name in answered) < limit["n"]:
            return True
    return False


def imputed(scale: Scale, form, answered: list[str], missing: list[str]) -> Fraction | None:
    """The formula where something is missing and something is answered."""
    policy, model = scale.missing, form.model
    if policy in ("forbid", "bounds_only"):
        return None
    said = [answered_contribution(scale, form, name) for name in answered]
    if "count_as" in policy:  # S5.5, S2.6
        code = lambda name: "no" if name.endswith(".habitual") else policy["count_as"]
        assumed = [contribution(scale, name, model.points(name, code(name))) for name in missing]
        return combine(scale, said + assumed)

    raw, applicable = sum(said), [*answered, *missing]
    if "table" in policy:  # S5.9
        return row_of(policy["table"][len(missing)], raw)
    if policy["prorate"] == "by_count":  # S5.7
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
