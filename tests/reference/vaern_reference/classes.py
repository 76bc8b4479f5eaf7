# SPDX-License-Identifier: Apache-2.0
"""Classes: nominal outcomes (S11, S11.1, S11.2)."""

from __future__ import annotations

from .conditions import evaluate
from .model import Model


def read_classes(model: Model, written: dict, condition) -> None:
    for id, entry in written.items():
        [kind] = {"exactly_one", "first_match"} & set(entry)
        if kind == "exactly_one":
            model.exactly_one.add(id)
        model.classes[id] = {
            name: ("truth", True) if each["when"] == "otherwise" else condition(each["when"])
            for name, each in entry[kind].items()
        }


def true_classes(classes: dict[str, tuple], completion) -> list[str]:
    return [name for name, when in classes.items() if evaluate(when, completion)]


def class_of(model: Model, id: str, completion) -> str | None:
    """S11.1: the first whose condition is true, and with `exactly_one` the only one. None only
    without sensitive items, where the proof does not hold (E5.1)."""
    found = true_classes(model.classes[id], completion)
    return found[0] if len(found) == 1 or id not in model.exactly_one else None


def counterexample(model: Model, id: str):
    """S11.2: a complete form with no class or two, for a set that claims `exactly_one`; None
    where over every complete form there is one."""
    from .forms import completions

    for completion in completions(model, {}):
        found = true_classes(model.classes[id], completion)
        if len(found) != 1:
            return completion.codes, found
    return None
