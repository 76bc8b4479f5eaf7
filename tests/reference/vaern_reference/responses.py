# SPDX-License-Identifier: Apache-2.0
"""Answers as they are written in responses, examples and cases (language, section 3)."""

from __future__ import annotations

from .model import Input, Model
from .numbers import DECIMAL, canonical, number

REASONS = ("not_asked", "not_safe_to_ask", "unknown", "refused", "withdrawn", "omitted")


def fault(kind: str, name: str) -> dict:
    return {"kind": kind, "items": [name]}


def normalise(
    model: Model, responses: dict, *, hidden: bool = False
) -> tuple[dict, dict, list[dict]]:
    """The answers (input to code), the missing reasons, and the faults of single answers. `hidden`
    also takes what nobody answers by its own name: `ITEM.within`, earlier values, norms."""
    answers: dict[str, str] = {}
    reasons: dict[str, str] = {}
    faults: list[dict] = []

    def take(name: str, written) -> None:
        if isinstance(written, dict) and "missing" in written:
            if written["missing"] not in REASONS:
                faults.append(fault("unknown_reason", name))
            reasons[name] = written["missing"]
            return
        if isinstance(written, dict):
            asked = model.inputs[name]
            if "within" in written:
                take_beside(name, "within", within(asked, written["within"]))
            if "habitual" in written:
                take_beside(name, "habitual", written["habitual"])
            written = written["value"]
        code = code_of(model.inputs[name], written)
        if code is None:
            faults.append(fault("outside_domain", name))
        else:
            answers[name] = code

    def take_beside(name: str, word: str, written) -> None:
        beside = f"{name}.{word}"
        if beside in model.inputs:
            take(beside, written)
        else:
            faults.append(fault("unknown_item", beside))

    for name, written in responses.items():
        if name in model.inputs and (hidden or is_item(model.inputs[name])):
            take(name, written)
        else:
            faults.append(fault("unknown_item", name))
    return answers, reasons, faults


def is_item(asked: Input) -> bool:
    return asked.of is None and asked.source == "answer"


def within(asked: Input, written):
    """`within: P14D` is the answer yes, when P14D is what the item asks about."""
    return "yes" if written == asked.within else written


def code_of(asked: Input, written) -> str | None:
    """The code in the input's domain, or None. JSON's true and false are yes and no."""
    if isinstance(written, bool):
        text = "yes" if written else "no"
    elif asked.kind == "number" and DECIMAL.fullmatch(str(written)):
        text = canonical(number(written))
    else:
        text = str(written)
    return text if text in asked.domain else None
