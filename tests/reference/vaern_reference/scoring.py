# SPDX-License-Identifier: Apache-2.0
"""A form read, scored and said; and the checking of witnesses."""

from __future__ import annotations

from . import earlier as earlier_values
from .conditions import evaluate, names
from .decisive import decisive_items
from .forms import Form, Result, is_harmless_no, results
from .levels import after_judgement, band, computed_level
from .model import MAIN, Model, Outcome
from .numbers import canonical
from .responses import fault, normalise
from .scales import reported_value
from .sensitive import form_left, reads_sensitive, without_sensitive
from .tables import norm_of

# --- Reading ------------------------------------------------------------------------------


def read_form(
    model: Model, responses: dict, assessed=None, earlier: list[dict] | None = None
) -> tuple[Form, list[dict]]:
    """The form with its completions and reported values; or what is wrong with the data."""
    answers, reasons, faults = normalise(model, responses)
    return checked_form(model, answers, reasons, faults, assessed, earlier)


def checked_form(model, answers, reasons, faults, assessed, earlier) -> tuple[Form, list[dict]]:
    given, of_given = given_values(model, assessed, earlier)
    form = Form(model, answers | given, reasons)
    for name in model.inputs:  # S2: an answer to a question that does not arise
        if name in form.answers and form.applicable(name) is False:
            if not is_harmless_no(model, name, form.answers[name]):
                faults = [*faults, fault("not_applicable", name)]
    place = lambda each: [model.place.get(name, len(model.place)) for name in each["items"]]
    faults = sorted(faults, key=place) or contradictions(form)
    if not faults:
        complete(form)
        faults = [] if form.results else [no_completion(form)]
    return form, [*faults, *of_given]


def complete(form: Form) -> None:
    """Lists the completions and works out the reported values."""
    form.results = results(form.model, form.answers)
    if form.results:
        for scale in form.model.scales.values():
            form.reported[scale.id] = reported_value(scale, form)


def given_values(model: Model, assessed=None, earlier=None) -> tuple[dict, list[dict]]:
    """The codes of what nobody is asked: earlier values (S1.5) and norms (S21.3)."""
    codes: dict[str, str] = {}
    faults = earlier_values.faults_of(earlier, assessed, model.scales)
    for id, entry in model.earlier.items() if not faults else ():
        value = canonical(earlier_values.taken(entry, earlier, assessed))
        if value is not None and value not in model.inputs[id].domain:
            faults.append(fault("outside_domain", id))
        elif value is not None:
            codes[id] = value
    for table in model.tables.values() if assessed is not None else ():
        if table.chooser == "date":
            norm = norm_of(table, earlier_values.day_of(assessed))
            if norm is None:
                faults.append(fault("no_norm", table.id))
            else:
                codes[table.input] = norm
    return codes, faults


def contradictions(form: Form) -> list[dict]:
    """S1.4: the conditions that are certainly false."""
    return [
        {"kind": "inconsistent", "condition": id, "items": answered_by(form, must)}
        for id, must in form.model.consistent.items()
        if evaluate(must, form) is False
    ]


def answered_by(form: Form, tree) -> list[str]:
    """S1.4: the answered inputs that a condition reads, a `.within` or `.habitual` together with
    its item; for one that is not applicable, those that make it so."""
    found: set[str] = set()
    rest = names(tree)
    while rest:
        name = rest.pop()
        rest |= {form.model.inputs[name].of or name} - {name}
        if form.applicable(name) is False:
            rest |= names(form.model.inputs[name].asked_when)
        elif name in form.answers:
            found.add(name)
    return sorted(found, key=form.model.place.get)


def no_completion(form: Form) -> dict:
    """S1.3, S1.4"""
    tied = {name for name in form.answers if excludes(form, name)}
    for must in form.model.consistent.values():
        if evaluate(must, form) is None:
            tied |= set(answered_by(form, must))
    return {"kind": "no_completion", "items": sorted(tied, key=form.model.place.get)}


def excludes(form: Form, name: str) -> bool:
    harmless = is_harmless_no(form.model, name, form.answers[name])
    return form.applicable(name) is None and not harmless


# --- Saying -------------------------------------------------------------------------------


def score(
    model: Model,
    responses: dict,
    judgement: dict | None = None,
    *,
    assessed=None,
    earlier: list[dict] | None = None,
) -> dict:
    """All that a score says, as JSON-able values. See README.md for the keys."""
    form, faults = read_form(model, responses, assessed, earlier)
    faults += opinion_faults(model, judgement)
    if faults:
        return {"faults": faults}
    result: dict = {"faults": [], "scales": say_scales(form)}
    result["gates"] = {id: truth(form, gate) for id, gate in model.gates.items()}
    result["rules"] = {id: truth(form, rule.when) for id, rule in model.rules.items()}
    result["flags"] = {id: truth(form, flag, "open") for id, flag in model.flags.items()}
    if model.earlier:
        result["earlier"] = {id: form.answers.get(id) for id in model.earlier}
    if MAIN in model.outcomes:  # S7.5
        result |= say_outcome(form, model.outcomes[MAIN])
        result["decisive"] = decisive_items(form, MAIN)
        if judgement:
            result |= say_judgement(form, judgement)
    further = [outcome for id, outcome in model.outcomes.items() if id != MAIN]
    if further:
        result["outcomes"] = {each.id: say_further(form, each) for each in further}
    if model.classes:
        result["classes"] = {id: say_classes(form, id) for id in model.classes}
    if reads_sensitive(model):
        result["without_sensitive"] = say_without_sensitive(form)
    if model.published:
        result["published"] = say_published(form, assessed, earlier)
    return result


def truth(form: Form, tree, unknown: str = "unknown") -> str:
    return {True: "yes", False: "no"}.get(evaluate(tree, form), unknown)


def say_scales(form: Form) -> dict:
    said = {}
    for scale in form.model.scales:
        bounds = form.bounds(scale)
        attained = bounds.low is not None
        said[scale] = {
            "value": canonical(form.reported[scale]),
            "lowest": canonical(bounds.low),
            "highest": canonical(bounds.high),
            "attained": [attained, attained],
        }
    return said


def say_outcome(form: Form, outcome: Outcome) -> dict:
    say = lambda level: None if level is None else outcome.levels[level]
    value = form.reported[outcome.from_scale] if outcome.from_scale else None
    possible = form.possible(outcome.id)
    return {
        "cut_off": None if value is None else say(band(outcome, value)),
        "computed": say(computed_level(form, outcome)),
        "range": [say(level) for level in form.range(outcome.id)],
        "possible": [say(level) for level in possible],
        "certain": len(possible) == 1,
    }


def say_further(form: Form, outcome: Outcome) -> dict:
    """S13.6"""
    rules = {id: truth(form, rule.when) for id, rule in outcome.rules.items()}
    decisive = decisive_items(form, outcome.id)
    return {"rules": rules, **say_outcome(form, outcome), "decisive": decisive}


def say_classes(form: Form, id: str) -> dict:
    possible = form.possible_classes(id)
    return {
        "possible": possible,
        "certain": len(possible) == 1,
        "decisive": decisive_items(form, id),
    }


def say_judgement(form: Form, judgement: dict) -> dict:
    levels = form.model.levels
    judged = levels.index(judgement["level"])
    in_force, possible = after_judgement(form, judged, "second" in judgement)
    said = {
        "in_force": levels[in_force],
        "possible_after_judgement": [levels[level] for level in possible],
    }
    if form.model.opinions:  # S12.4
        given, opinions = judgement.get("opinions", {}), form.model.opinions
        said["opinions"] = {id: given.get(id) for id in opinions}
        open_ones = (id for id, each in opinions.items() if each.required and id not in given)
        said["open_opinions"] = list(open_ones)
    return said


def opinion_faults(model: Model, judgement: dict | None) -> list[dict]:
    faults = []
    for id, level in (judgement or {}).get("opinions", {}).items():
        if id not in model.opinions:
            faults.append(fault("unknown_item", id))
        elif level not in model.opinions[id].levels:
            faults.append(fault("outside_domain", id))
    return faults


# --- Beside the score ---------------------------------------------------------------------


def say_without_sensitive(form: Form) -> dict:
    """E5.1"""
    left = form_left(without_sensitive(form.model), form.answers)
    complete(left)
    return say_briefly(left)


def say_published(form: Form, assessed, earlier) -> dict:
    """E4.1"""
    model = form.model.published
    faults, answers = [], {}
    for name, code in form.answers.items():
        if name in model.inputs and model.inputs[name].source == "answer":
            if code in model.inputs[name].domain:
                answers[name] = code
            else:
                faults.append(fault("outside_domain", name))
    known = lambda each: {id: x for id, x in each.get("scales", {}).items() if id in model.scales}
    if earlier is not None:
        earlier = [{**each, "scales": known(each)} for each in earlier]
    published, faults = checked_form(model, answers, form.reasons, faults, assessed, earlier)
    return {"faults": faults} if faults else say_briefly(published)


def say_briefly(form: Form) -> dict:
    """What E4.1 and E5.1 hold."""
    model = form.model
    said: dict = {"faults": [], "scales": say_scales(form)}
    further = {}
    for id, outcome in model.outcomes.items():
        level = {key: say_outcome(form, outcome)[key] for key in ("computed", "range", "possible")}
        if id == MAIN:
            said |= level
        else:
            further[id] = level
    if further:
        said["outcomes"] = further
    if model.classes:
        said["classes"] = {id: form.possible_classes(id) for id in model.classes}
    return said


# --- Witnesses ----------------------------------------------------------------------------


def check_witness(
    model: Model, responses: dict, witness: dict, level: str, outcome: str = MAIN, **given
) -> bool:
    """S6, S7: whether `witness` is a completion of the form and has this level."""
    found = witnessed(model, responses, witness, **given)
    return found is not None and model.outcomes[outcome].levels[found.levels[outcome]] == level


def check_bound(
    model: Model, responses: dict, witness: dict, scale: str, value: str, **given
) -> bool:
    """S6: whether `witness` is a completion of the form and has this value of the scale."""
    found = witnessed(model, responses, witness, **given)
    return found is not None and canonical(found.values[scale]) == value


def check_class(
    model: Model, responses: dict, witness: dict, classes: str, name: str, **given
) -> bool:
    """S11.1: whether `witness` is a completion of the form and of this class."""
    found = witnessed(model, responses, witness, **given)
    return found is not None and found.classes[classes] == name


def witnessed(
    model: Model, responses: dict, witness: dict, assessed=None, earlier=None
) -> Result | None:
    """What a witness comes to: complete (S1.2), and agreeing with every answer, with the earlier
    values and with the norm."""
    answers = normalise(model, responses)[0] | given_values(model, assessed, earlier)[0]
    codes, reasons, faults = normalise(model, witness, hidden=True)
    form = Form(model, codes, reasons)
    for name in model.inputs:
        applies = form.applicable(name)
        if applies is None or (applies and name not in codes and name in model.matters):
            return None
        if applies and name in answers and codes.get(name) != answers[name]:
            return None
        if not applies and name in answers and not is_harmless_no(model, name, answers[name]):
            return None
    found = results(model, codes)
    return found[0] if len(found) == 1 and not faults else None
