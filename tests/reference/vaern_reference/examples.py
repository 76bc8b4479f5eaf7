# SPDX-License-Identifier: Apache-2.0
"""The `examples:` that stand in a model (language, section 3), as forms and expectations."""

from __future__ import annotations

from .model import Model
from .numbers import canonical, number
from .responses import normalise
from .forms import Form


def responses_of(model: Model, example: dict) -> dict:
    """The responses with `others:` given to every other item that is applicable and has the
    code. Items only: how long ago something was, `others` does not say."""
    responses = dict(example.get("responses", {}))
    for name in model.parents_first:
        answers, reasons, _ = normalise(model, responses)
        other = example.get("others")
        if name not in responses and not name.endswith(".within"):
            applies = Form(model, answers, reasons).applicable(name) is True
            if applies and other in model.inputs[name].domain:
                responses[name] = other
    return responses


def differences(expect: dict, result: dict) -> list[str]:
    """What of `expect` the result does not say; [] when all is as expected."""
    if "error" in expect:
        return [] if result["faults"] else ["no fault"]
    if result["faults"]:
        return [f"faults: {result['faults']}"]
    found = {
        "level": result.get("computed") or "none",
        "range": result.get("range"),
        "possible": result.get("possible"),
        "certain": "yes" if result.get("certain") else "no",
        "in_force": result.get("in_force"),
        "decisive": sorted(result.get("decisive", [])),
    }
    wrong = []
    for key, wanted in expect.items():
        if key in ("flags", "rules"):
            said = {id: result[key][id] for id in wanted}
        elif key == "bounds":
            said = {
                id: [result["scales"][id][end] for end in ("lowest", "highest")] for id in wanted
            }
            wanted = {id: [canonical(number(end)) for end in ends] for id, ends in wanted.items()}
        elif key in result["scales"]:
            said = result["scales"][key]["value"] or "none"
            wanted = wanted if wanted == "none" else canonical(number(wanted))
        else:
            said = found[key]
            wanted = sorted(wanted) if key == "decisive" else wanted
        if said != wanted:
            wrong.append(f"{key}: expected {wanted}, found {said}")
    return wrong
