# SPDX-License-Identifier: Apache-2.0
"""The `examples:` that stand in a model (language, section 3), as forms and expectations."""

from __future__ import annotations

from .forms import Form
from .model import Model
from .numbers import canonical, rational
from .responses import is_item, normalise
from .scoring import score


def responses_of(model: Model, example: dict) -> dict:
    """The responses with `others:` given to every other item that is applicable and has the
    code. Items only: how long ago or how usual something was, `others` does not say."""
    responses = dict(example.get("responses", {}))
    for name in model.parents_first:
        answers, reasons, _ = normalise(model, responses)
        other = example.get("others")
        if name not in responses and is_item(model.inputs[name]):
            applies = Form(model, answers, reasons).applicable(name) is True
            if applies and other in model.inputs[name].domain:
                responses[name] = other
    return responses


def given(example: dict) -> dict:
    """What an example or a response file says beside the answers: `assessed`, `earlier`."""
    return {key: example[key] for key in ("assessed", "earlier") if key in example}


def score_example(model: Model, example: dict) -> dict:
    responses = responses_of(model, example)
    return score(model, responses, example.get("judgement"), **given(example))


def differences(expect: dict, result: dict) -> list[str]:
    """What of `expect` the result does not say; [] when all is as expected."""
    if "error" in expect:
        return [] if result["faults"] else ["no fault"]
    if result["faults"]:
        return [f"faults: {result['faults']}"]
    return [
        f"{key}: expected {wanted}, found {said}"
        for key, asked in expect.items()
        for wanted, said in [wanted_and_said(key, asked, result)]
        if wanted != said
    ]


def wanted_and_said(key: str, wanted, result: dict):
    """One entry of `expect`, and what the result says of it, in the same form."""
    if key in ("flags", "rules"):
        return wanted, {id: result[key][id] for id in wanted}
    if key == "bounds":
        ends = lambda scale: [scale["lowest"], scale["highest"]]
        said = {id: ends(result["scales"][id]) for id in wanted}
        return {id: [number_or_none(end) for end in pair] for id, pair in wanted.items()}, said
    if key == "outcomes":
        pairs = {id: level_wanted(each, result["outcomes"][id]) for id, each in wanted.items()}
        return {id: p[0] for id, p in pairs.items()}, {id: p[1] for id, p in pairs.items()}
    if key == "classes":
        listed = {id: each if isinstance(each, list) else [each] for id, each in wanted.items()}
        return listed, {id: found_classes(result["classes"][id]) for id in wanted}
    if key == "without_sensitive":
        pairs = {id: wanted_and_said(id, each, result[key]) for id, each in wanted.items()}
        return {id: p[0] for id, p in pairs.items()}, {id: p[1] for id, p in pairs.items()}
    if key in result["scales"]:
        return number_or_none(wanted), result["scales"][key]["value"]
    if key == "decisive":
        return sorted(wanted), sorted(result["decisive"])
    if key == "in_force":
        return wanted, result.get("in_force") or "none"
    wanted_level, said_level = level_wanted({key: wanted}, result)
    return wanted_level[key], said_level[key]


def level_wanted(expect: dict, result: dict) -> tuple[dict, dict]:
    """Of `levels` or an outcome: level, range, possible, certain."""
    found = {
        "level": result["computed"] or "none",
        "range": result["range"],
        "possible": result["possible"],
        "certain": "yes" if len(result["possible"]) == 1 else "no",
    }
    return expect, {key: found[key] for key in expect}


def found_classes(said) -> list[str]:
    return said["possible"] if isinstance(said, dict) else said


def number_or_none(written) -> str | None:
    return None if written == "none" else canonical(rational(str(plain(written))))


def plain(written):
    return written["value"] if isinstance(written, dict) else written
