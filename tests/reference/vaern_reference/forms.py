# SPDX-License-Identifier: Apache-2.0
"""What names are, in a complete form and in a form with gaps (S1-S4)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from .conditions import Code, evaluate
from .levels import band, raised, true_rules
from .model import Model
from .numbers import NO_VALUE, Interval, number, point
from .scales import complete_value


class Completion:
    """A complete form: a code for every applicable input, None for the others (S1.2)."""

    def __init__(self, model: Model, codes: dict[str, str | None]):
        self.model, self.codes, self.values = model, codes, {}

    def applicable(self, name: str) -> bool:
        return self.codes[name] is not None

    def read(self, name: str):
        if name in self.model.inputs:
            return read_code(self.model, name, self.codes[name])
        if name in self.model.scales:  # S4.3
            if name not in self.values:
                self.values[name] = complete_value(self.model.scales[name], self)
            return point(self.values[name])
        return evaluate(self.model.gates[name], self)

    def value(self, scale: str) -> Fraction | None:
        return self.read(scale).low

    def level(self) -> int:
        """S7.2: the base, raised by the rules that are true."""
        base = band(self.model, self.value(self.model.from_scale)) if self.model.from_scale else 0
        return max([base, *(raised(self.model, rule, base) for rule in true_rules(self))])


class Form:
    """A form with gaps. What it says is read by strong Kleene, never imputed (S3, S4)."""

    def __init__(self, model: Model, answers: dict[str, str], reasons: dict[str, str]):
        self.model, self.answers, self.reasons = model, answers, reasons
        self.reported: dict[str, Fraction | None] = {}
        self.outcomes: list[Outcome] = []

    def applicable(self, name: str):
        """S2.1"""
        asked_when = self.model.inputs[name].asked_when
        return True if asked_when is None else evaluate(asked_when, self)

    def read(self, name: str):
        if name in self.model.inputs:
            return self.read_input(name)
        if name in self.model.scales:  # S4, S4.2
            value = self.reported[name]
            return self.bounds(name) if value is None else point(value)
        if name == "level":  # S10.1
            low, high = self.range()
            return Interval(Fraction(low), Fraction(high))
        return evaluate({**self.model.gates, **self.model.flags}[name], self)

    def read_input(self, name: str):
        applicable = self.applicable(name)
        if applicable is False:
            return read_code(self.model, name, None)
        if name in self.answers:  # S2.3
            return read_code(self.model, name, self.answers[name])
        if self.model.inputs[name].kind != "number":  # S4.1
            return None
        points = self.model.inputs[name].points.values()
        return Interval(min(points), max(points), maybe_absent=applicable is None)

    def is_missing(self, name: str, reason: str | None) -> bool:
        """S10.1"""
        missing = name not in self.answers and self.applicable(name) is not False
        return missing and reason in (None, self.reasons.get(name, "not_asked"))

    def is_unknown(self, name: str) -> bool:
        """S10.1"""
        if name in self.model.inputs:
            return self.is_missing(name, None)
        if name in self.model.scales:
            return self.reported[name] is None
        rule = self.model.rules.get(name)
        return (evaluate(rule.when, self) if rule else self.read(name)) is None

    def bounds(self, scale: str) -> Interval:
        """S6, S6.1"""
        values = [outcome.values[scale] for outcome in self.outcomes]
        present = [value for value in values if value is not None]
        if not present:
            return NO_VALUE
        return Interval(min(present), max(present), len(present) < len(values))

    def range(self) -> tuple[int, int]:
        possible = self.possible()
        return min(possible), max(possible)

    def possible(self) -> list[int]:
        """S7, S7.4"""
        levels = sorted({outcome.level for outcome in self.outcomes})
        if self.model.judgement.get("decides") == "yes":
            return list(range(levels[0], len(self.model.levels)))
        return levels


def read_code(model: Model, name: str, code: str | None):
    """An answer as the value a condition reads; None is "not applicable" (S2, S2.5)."""
    kind = model.inputs[name].kind
    if kind == "truth":
        return code == "yes"
    if kind == "option":
        return Code(code)
    return NO_VALUE if code is None else point(number(code))


# --- Completions --------------------------------------------------------------------------


class Outcome(NamedTuple):
    """What one completion comes to."""

    codes: tuple[str | None, ...]  # in the order of the model's inputs
    level: int
    values: dict[str, Fraction | None]  # of the scales


def is_harmless_no(model: Model, name: str, answer: str | None) -> bool:
    """S2.3: a `no` reads the same whether or not the question applies."""
    return answer == "no" and model.inputs[name].kind == "truth"


def completions(model: Model, answers: dict[str, str]):
    """S1: the complete forms that agree with the answers, one question after the other."""

    def ask(questions: list[str], codes: dict[str, str | None]):
        if not questions:
            yield Completion(model, dict(codes))
            return
        name, *rest = questions
        asked = model.inputs[name]
        form, answer = Completion(model, codes), answers.get(name)
        if asked.asked_when is not None and not evaluate(asked.asked_when, form):
            if answer is not None and not is_harmless_no(model, name, answer):
                return  # S2.3: this answer would be a data error.
            choices = [None]
        elif answer is not None:
            choices = [answer]
        elif name in model.matters:
            choices = asked.domain
        else:
            choices = asked.domain[:1]  # Nothing reads it: any answer stands for all.
        for code in choices:
            codes[name] = code
            yield from ask(rest, codes)
        del codes[name]

    yield from ask(model.parents_first, {})


def outcomes(model: Model, answers: dict[str, str]) -> list[Outcome]:
    found = []
    for completion in completions(model, answers):
        codes = tuple(completion.codes[name] for name in model.inputs)
        if codes not in model.seen:
            level = completion.level() if model.levels else 0
            values = {scale: completion.value(scale) for scale in model.scales}
            model.seen[codes] = Outcome(codes, level, values)
        found.append(model.seen[codes])
    return found
