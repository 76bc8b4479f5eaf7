# SPDX-License-Identifier: Apache-2.0
"""Random small instruments and random forms for property tests, from fixed seeds.

    python tests/reference/generate.py 17

prints the model of seed 17 (generate_plain.py); generate_whole.py writes models of the whole
language, and generate_given.py dates, earlier assessments and local versions. Every model is one
that `vaern check` accepts without errors.
"""

from __future__ import annotations

import random
import sys
from itertools import product
from math import prod
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from generate_plain import MOST_PARTIAL_FORMS, model_text
from vaern_reference import Model
from vaern_reference.conditions import evaluate
from vaern_reference.forms import Completion, Form
from vaern_reference.responses import is_item

__all__ = ["MOST_PARTIAL_FORMS", "model_text"]

REASONS = ["not_asked", "refused", "unknown", "omitted"]


def answers_of(model: Model, name: str) -> list:
    """All that may be answered to an item, as it is written; None is no answer."""
    asked = model.inputs[name]
    beside = [{}]
    if asked.within is not None:
        beside += [{"within": asked.within}, {"within": "no"}]
    if name + ".habitual" in model.inputs:
        beside += [each | {"habitual": code} for each in beside for code in ("yes", "no")]
    return [None, *asked.domain, *({"value": "yes", **each} for each in beside[1:])]


def items_of(model: Model) -> list[str]:
    return [name for name, asked in model.inputs.items() if is_item(asked)]


def number_of_forms(model: Model) -> int:
    return prod(len(answers_of(model, name)) for name in items_of(model))


def as_form(names: list[str], answers) -> dict:
    return {name: answer for name, answer in zip(names, answers) if answer is not None}


def all_forms(model: Model):
    """Every partial form, faulty ones included. The reason for a gap is not a difference."""
    names = items_of(model)
    for answers in product(*(answers_of(model, name) for name in names)):
        yield as_form(names, answers)


def some_forms(model: Model, seed: int, count: int):
    """Random forms, from nearly empty to nearly complete; now and then a reason or a fault."""
    draw = random.Random(seed)
    names = items_of(model)
    for _ in range(count):
        gaps = draw.choice([0.1, 0.3, 0.6, 0.9])
        form: dict = {}
        for name in names:
            answer = draw.choice(answers_of(model, name)[1:])
            if draw.random() >= gaps:
                form[name] = answer
            elif draw.random() < 0.5:
                form[name] = {"missing": draw.choice(REASONS)}
        if draw.random() < 0.03:
            form[draw.choice([*names, "nothing_like_it"])] = draw.choice(["maybe", "99", "yes"])
        yield form


def with_reasons(model: Model, form: dict, draw: random.Random) -> dict:
    """The form with a reason for some of its gaps."""
    reasons = {
        name: {"missing": draw.choice(REASONS)}
        for name in items_of(model)
        if name not in form and draw.random() < 0.25
    }
    return form | reasons


def random_completion(
    model: Model, draw: random.Random, answers: dict | None = None
) -> dict | None:
    """A complete form that agrees with the answers, question by question: codes by input. None
    where a question that was answered does not arise, and where a condition of `consistent:` does
    not hold."""
    codes: dict = {}
    answers = answers or {}
    for name in model.parents_first:
        asked_when = model.inputs[name].asked_when
        applies = asked_when is None or evaluate(asked_when, Completion(model, codes))
        if applies:
            codes[name] = answers.get(name) or draw.choice(model.inputs[name].domain)
        elif answers.get(name, "no") != "no":
            return None
        else:
            codes[name] = None
    if not Completion(model, codes).is_consistent():
        return None
    return {name: code for name, code in codes.items() if code is not None}


def some_completion(model: Model, draw: random.Random) -> dict:
    """A random complete form; most random forms are consistent."""
    while (found := random_completion(model, draw)) is None:
        pass
    return found


def nearly_complete_forms(model: Model, seed: int, count: int, most_gaps: int = 7):
    """Random complete forms with a few answers taken out again: for instruments too large to
    enumerate from the empty form."""
    draw = random.Random(seed)
    for _ in range(count):
        form = some_completion(model, draw)
        for name in draw.sample(sorted(form), min(len(form), draw.randint(0, most_gaps))):
            del form[name]
        yield as_responses(model, form)


def forms_within(model: Model, seed: int, most: int, in_all: int):
    """Partial forms with at most `most` completions each and about `in_all` together, at most 60:
    first the emptiest that there may be, then others between it and the fullest."""
    draw = random.Random(seed)
    for at in range(60):
        form = some_completion(model, draw)
        form = {name: form[name] for name in form if model.inputs[name].source == "answer"}
        names = draw.sample(items_of(model), len(items_of(model)))
        for gap in names if at == 0 else names[: draw.randint(0, len(names))]:
            fewer = {name: code for name, code in form.items() if not belongs(name, gap)}
            if open_codes(model, fewer) <= most:
                form = fewer
        in_all -= open_codes(model, form)
        yield as_responses(model, form)
        if in_all < 0:
            return


def belongs(name: str, item: str) -> bool:
    return name == item or name.startswith(item + ".")


def open_codes(model: Model, answers: dict[str, str]) -> int:
    """At most so many completions has a form with these answers."""
    form = Form(model, answers, {})
    open_inputs = (
        asked
        for name, asked in model.inputs.items()
        if name in model.matters and name not in answers and form.applicable(name) is not False
    )
    return prod(len(asked.domain) for asked in open_inputs)


def as_responses(model: Model, flat: dict) -> dict:
    """Codes by input as responses by item: `within` and `habitual` go beside the answer they
    belong to."""
    responses: dict = {}
    for name in items_of(model):
        code, beside = flat.get(name), {}
        if flat.get(name + ".within") is not None:
            ago = model.inputs[name].within if flat[name + ".within"] == "yes" else "no"
            beside["within"] = ago
        if flat.get(name + ".habitual") is not None:
            beside["habitual"] = flat[name + ".habitual"]
        if code is not None:
            responses[name] = {"value": code, **beside} if beside else code
    return responses


def forms(model: Model, seed: int, most: int):
    """Every partial form where there are at most `most`, else that many random ones."""
    if number_of_forms(model) <= min(most, MOST_PARTIAL_FORMS):
        return all_forms(model)
    return some_forms(model, seed, most)


if __name__ == "__main__":
    print(model_text(int(sys.argv[1]) if len(sys.argv) > 1 else 0), end="")
