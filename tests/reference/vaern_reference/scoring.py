# SPDX-License-Identifier: Apache-2.0
"""The rules S1-S15 by enumeration: every complete form that agrees with the answers."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from .conditions import Code, evaluate, names
from .model import Model, Scale
from .numbers import NO_VALUE, ROUNDINGS, Interval, canonical, number, point
from .responses import normalise


# --- What names are: in a complete form, and in a form with gaps --------------------------


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


# --- Scales -------------------------------------------------------------------------------


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


def complete_value(scale: Scale, completion: Completion) -> Fraction | None:
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


def reported_value(scale: Scale, form: Form) -> Fraction | None:
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


def not_applicable(form: Form, name: str) -> bool:
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


# --- Levels -------------------------------------------------------------------------------


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


def raised(model: Model, rule, base: int) -> int:
    """S9, S9.1"""
    if rule.raise_to is not None:
        return model.levels.index(rule.raise_to)
    level = min(base + rule.raise_by, len(model.levels) - 1)
    return level if rule.floor is None else max(level, model.levels.index(rule.floor))


def computed_level(form: Form) -> int | None:
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


def after_judgement(form: Form, judged: int, second: bool) -> tuple[int, list[int]]:
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


# --- Decisive items -----------------------------------------------------------------------


def agree_where_both_apply(a: Outcome, b: Outcome, places) -> bool:
    return all(
        a.codes[at] == b.codes[at] or a.codes[at] is None or b.codes[at] is None for at in places
    )


def downstream(model: Model, of: set[str]) -> set[str]:
    """The inputs whose applicability can depend on these."""
    found: set[str] = set()
    for name in model.parents_first:
        if names(model.inputs[name].asked_when) & (of | found):
            found.add(name)
    return found - of


def changes_the_level(form: Form, group: set[str]) -> bool:
    """S13.1, S13.2: two completions with different levels that differ only in the group, and
    in what the group's answers make applicable."""
    place = form.model.place
    below = [place[name] for name in downstream(form.model, group)]
    own = [place[name] for name in group]
    fixed = [at for at in place.values() if at not in below and at not in own]
    alike: dict[tuple, list[Outcome]] = {}
    for outcome in form.outcomes:
        if len(own) == 1 and outcome.codes[own[0]] is None:
            continue  # An item decides by its own answer, so it must have one.
        alike.setdefault(tuple(outcome.codes[at] for at in fixed), []).append(outcome)
    return any(
        a.level < b.level and agree_where_both_apply(a, b, below)
        for same in alike.values()
        if len({outcome.level for outcome in same}) > 1
        for a in same
        for b in same
    )


def tied_groups(form: Form) -> list[set[str]]:
    """S13.2: missing inputs tied together by an answer under an unknown `asked_when`."""
    model, groups = form.model, []
    for name, answer in form.answers.items():
        if form.applicable(name) is None and not is_harmless_no(model, name, answer):
            above, rest = set(), [name]
            while rest:
                parents = names(model.inputs[rest.pop()].asked_when) - above
                above |= parents
                rest += parents
            group = {parent for parent in above if form.is_missing(parent, None)}
            for other in [each for each in groups if each & group]:
                groups.remove(other)
                group |= other
            groups.append(group)
    return groups


def decisive_items(form: Form) -> list[str]:
    """S13, S13.1-4"""
    model, low, high = form.model, *levels_ends(form.outcomes)
    if low == high:
        return []
    missing = [name for name in model.inputs if form.is_missing(name, None)]
    found = {name for name in missing if changes_the_level(form, {name})}
    for group in tied_groups(form):
        if not group & found and changes_the_level(form, group):
            found |= group

    def order(name: str):
        """S13.3"""
        ends = []
        for answer in model.inputs[name].domain:
            answered = [each for each in form.outcomes if agrees(model, each, name, answer)]
            if answered:
                ends.append(levels_ends(answered))
        lows, highs = zip(*ends)
        settles = all(a == b for a, b in ends)
        moves = max(lows) > low or min(highs) < high
        spanned = max(lows) - min(lows) + max(highs) - min(highs)
        return (form.applicable(name) is None, not settles, not moves, -spanned)

    return sorted((name for name in missing if name in found), key=order)


def agrees(model: Model, outcome: Outcome, name: str, answer: str) -> bool:
    """Whether a completion agrees with one answer (S1.2, S2.3)."""
    code = outcome.codes[model.place[name]]
    return code == answer or (code is None and is_harmless_no(model, name, answer))


def levels_ends(outcomes: list[Outcome]) -> tuple[int, int]:
    levels = [outcome.level for outcome in outcomes]
    return min(levels), max(levels)


# --- The whole ----------------------------------------------------------------------------


def read_form(model: Model, responses: dict) -> tuple[Form, list[dict]]:
    """The form with its completions and reported values; or what is wrong with the data."""
    answers, reasons, faults = normalise(model, responses)
    form = Form(model, answers, reasons)
    for name in model.inputs:  # S2: an answer to a question that does not arise
        if name in answers and form.applicable(name) is False:
            if is_harmless_no(model, name, answers[name]):
                continue
            faults.append({"kind": "not_applicable", "items": [name]})
    if faults:
        by_place = lambda fault: model.place.get(fault["items"][0], len(model.place))
        return form, sorted(faults, key=by_place)
    form.outcomes = outcomes(model, answers)
    if not form.outcomes:  # S1.3
        tied = [name for name in model.inputs if name in answers and excludes(form, name)]
        return form, [{"kind": "no_completion", "items": tied}]
    for scale in model.scales.values():
        form.reported[scale.id] = reported_value(scale, form)
    return form, []


def excludes(form: Form, name: str) -> bool:
    harmless = is_harmless_no(form.model, name, form.answers[name])
    return form.applicable(name) is None and not harmless


def score(model: Model, responses: dict, judgement: dict | None = None) -> dict:
    """All that a score says, as JSON-able values. See README.md for the keys."""
    form, faults = read_form(model, responses)
    if faults:
        return {"faults": faults}
    say = lambda level: None if level is None else model.levels[level]
    truth = lambda tree, open="unknown": {True: "yes", False: "no"}.get(evaluate(tree, form), open)
    result: dict = {"faults": [], "scales": {}}
    for scale in model.scales:
        bounds, value = form.bounds(scale), form.reported[scale]
        attained = bounds.low is not None
        result["scales"][scale] = {
            "value": canonical(value),
            "lowest": canonical(bounds.low),
            "highest": canonical(bounds.high),
            "attained": [attained, attained],
        }
    result["gates"] = {id: truth(gate) for id, gate in model.gates.items()}
    result["rules"] = {id: truth(rule.when) for id, rule in model.rules.items()}
    result["flags"] = {id: truth(flag, "open") for id, flag in model.flags.items()}
    if not model.levels:  # S7.5
        return result
    value = form.reported[model.from_scale] if model.from_scale else None
    result["cut_off"] = None if value is None else say(band(model, value))
    result["computed"] = say(computed_level(form))
    result["range"] = [say(level) for level in form.range()]
    result["possible"] = [say(level) for level in form.possible()]
    result["certain"] = len(result["possible"]) == 1
    result["decisive"] = decisive_items(form)
    if judgement:
        judged = model.levels.index(judgement["level"])
        in_force, possible = after_judgement(form, judged, "second" in judgement)
        result["in_force"] = say(in_force)
        result["possible_after_judgement"] = [say(level) for level in possible]
    return result


def witnesses(model: Model, responses: dict) -> list[Outcome]:
    """Every completion of the form, for those who want to check claims about them."""
    return read_form(model, responses)[0].outcomes


def check_witness(model: Model, responses: dict, witness: dict, level: str) -> bool:
    """S6, S7: whether `witness` is a completion of the form and has this level."""
    outcome = witnessed(model, responses, witness)
    return outcome is not None and model.levels[outcome.level] == level


def check_bound(model: Model, responses: dict, witness: dict, scale: str, value: str) -> bool:
    """S6: whether `witness` is a completion of the form and has this value of the scale."""
    outcome = witnessed(model, responses, witness)
    return outcome is not None and canonical(outcome.values[scale]) == value


def witnessed(model: Model, responses: dict, witness: dict) -> Outcome | None:
    """The outcome of a witness: complete (S1.2), and agreeing with every answer."""
    answers, _, _ = normalise(model, responses)
    complete, reasons, faults = normalise(model, witness)
    form = Form(model, complete, reasons)
    for name in model.inputs:
        applies = form.applicable(name)
        if applies is None or (applies and name not in complete and name in model.matters):
            return None
        if applies and name in answers and complete[name] != answers[name]:
            return None
        if not applies and name in answers and not is_harmless_no(model, name, answers[name]):
            return None
    found = outcomes(model, complete)
    return found[0] if len(found) == 1 and not faults else None
