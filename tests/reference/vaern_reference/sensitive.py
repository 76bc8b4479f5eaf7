# SPDX-License-Identifier: Apache-2.0
"""The score without sensitive items (E5.1)."""

from __future__ import annotations

from dataclasses import replace

from .conditions import names
from .forms import Form
from .loading import ways
from .model import Model

NEVER = ("truth", False)


def above(model: Model, tree) -> set[str]:
    """Every input a condition reads: itself, through gates, and through `asked_when`."""
    found: set[str] = set()
    rest = list(names(tree))
    while rest:
        name = rest.pop()
        if name in found:
            continue
        found.add(name)
        if name in model.inputs:
            rest += names(model.inputs[name].asked_when)
        elif name in model.scales:
            rest += model.scales[name].weights
        elif name in model.gates:
            rest += names(model.gates[name])
    return found & set(model.inputs)


def sensitive_items(model: Model) -> set[str]:
    return {name for name, each in model.inputs.items() if each.sensitive}


def reads_sensitive(model: Model) -> bool:
    """Whether a scale, rule, outcome or class reads a sensitive item."""
    trees = [*ways(model), [("name", scale) for scale in model.scales]]
    return bool(above(model, trees) & sensitive_items(model))


def without_sensitive(model: Model) -> Model:
    """The same model in which sensitive items are never asked."""
    left_out = sensitive_items(model)
    inputs = {
        name: replace(each, asked_when=NEVER) if name in left_out else each
        for name, each in model.inputs.items()
    }
    consistent = {
        id: must for id, must in model.consistent.items() if not above(model, must) & left_out
    }
    return replace(model, inputs=inputs, consistent=consistent, published=None, seen={})


def form_left(model: Model, answers: dict[str, str]) -> Form:
    """A form of the model without sensitive items, with the answers less those that were only
    asked, or perhaps only asked, because of one."""
    left_out = sensitive_items(model)
    form = Form(model, {}, {})
    for name in model.parents_first:
        after = above(model, ("name", name)) & left_out
        if name in answers and (not after or form.applicable(name) is True):
            form.answers[name] = answers[name]
    return form
