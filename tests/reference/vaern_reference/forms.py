# SPDX-License-Identifier: Apache-2.0
"""What names are, in a complete form and in a form with gaps (S1-S4)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from .classes import class_of
from .conditions import Code, evaluate
from .levels import level_of
from .model import MAIN, Model, Outcome
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

    def level(self, outcome: Outcome) -> int:
        """S7.2: the base, raised by the rules that are true."""
        value = self.value(outcome.from_scale) if outcome.from_scale else None
        return level_of(outcome, self, value)

    def is_consistent(self) -> bool:
        """S1.4"""
        return all(evaluate(must, self) for must in self.model.consistent.values())


class Form:
    """A form with gaps. What it says is read by strong Kleene, never imputed (S3, S4)."""

    def __init__(self, model: Model, answers: dict[str, str], reasons: dict[str, str]):
        self.model, self.answers, self.reasons = model, answers, reasons
        self.reported: dict[str, Fraction | None] = {}
        self.results: list[Result] = []

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
        if name in self.model.outcomes:  # S10.1, S10.2: in flags
            low, high = self.range(name)
            return Interval(Fraction(low), Fraction(high))
        if name in self.model.classes:  # S10.2: in flags
            possible = self.possible_classes(name)
            return Code(possible[0]) if len(possible) == 1 else None
        if name in self.model.rules:
            return evaluate(self.model.rules[name].when, self)
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
        return self.read(name) is None

    def is_answered(self, name: str) -> bool:
        """Language: `answered(name)`."""
        if name in self.model.inputs:
            return name in self.answers and self.applicable(name) is not False
        return not self.is_unknown(name)

    def bounds(self, scale: str) -> Interval:
        """S6, S6.1"""
        values = [result.values[scale] for result in self.results]
        present = [value for value in values if value is not None]
        if not present:
            return NO_VALUE
        return Interval(min(present), max(present), len(present) < len(values))

    def decided_by_judgement(self, outcome: str) -> bool:
        return outcome == MAIN and self.model.judgement.get("decides") == "yes"

    def range(self, outcome: str) -> tuple[int, int]:
        possible = self.possible(outcome)
        return min(possible), max(possible)

    def possible(self, outcome: str) -> list[int]:
        """S7, S7.4, S13.6"""
        levels = sorted({result.levels[outcome] for result in self.results})
        if self.decided_by_judgement(outcome):
            return list(range(levels[0], len(self.model.levels)))
        return levels

    def possible_classes(self, id: str) -> list[str]:
        """S11.1, in declared order"""
        found = {result.classes[id] for result in self.results}
        return [name for name in self.model.classes[id] if name in found]


def read_code(model: Model, name: str, code: str | None):
    """An answer as the value a condition reads; None is "not applicable" (S2, S2.5)."""
    kind = model.inputs[name].kind
    if kind == "truth":
        return code == "yes"
    if kind == "option":
        return Code(code)
    return NO_VALUE if code is None else point(number(code))


# --- Completions --------------------------------------------------------------------------


class Result(NamedTuple):
    """What one completion comes to."""

    codes: tuple[str | None, ...]  # in the order of the model's inputs
    levels: dict[str, int]  # of the outcomes
    classes: dict[str, str]
    values: dict[str, Fraction | None]  # of the scales


def is_harmless_no(model: Model, name: str, answer: str | None) -> bool:
    """S2.3: a `no` reads the same whether or not the question applies."""
    return answer == "no" and model.inputs[name].kind == "truth"


def completions(model: Model, answers: dict[str, str]):
    """S1: the complete forms that agree with the answers, one question after the other; those
    that are not consistent (S1.4) are none."""

    def ask(questions: list[str], codes: dict[str, str | None]):
        if not questions:
            completion = Completion(model, dict(codes))
            if completion.is_consistent():
                yield completion
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


def results(model: Model, answers: dict[str, str]) -> list[Result]:
    found = []
    for completion in completions(model, answers):
        codes = tuple(completion.codes[name] for name in model.inputs)
        if codes not in model.seen:
            model.seen[codes] = result_of(completion, codes)
        found.append(model.seen[codes])
    return found


def result_of(completion: Completion, codes: tuple) -> Result:
    model = completion.model
    return Result(
        codes,
        {id: completion.level(outcome) for id, outcome in model.outcomes.items()},
        {id: class_of(model, id, completion) for id in model.classes},
        {scale: completion.value(scale) for scale in model.scales},
    )
