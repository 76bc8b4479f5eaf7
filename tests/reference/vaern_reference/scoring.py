# SPDX-License-Identifier: Apache-2.0
"""A form read, scored and said; and the checking of witnesses."""

from __future__ import annotations

from .conditions import evaluate
from .decisive import decisive_items
from .forms import Form, Outcome, is_harmless_no, outcomes
from .levels import after_judgement, band, computed_level
from .model import Model
from .numbers import canonical
from .responses import normalise
from .scales import reported_value


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
