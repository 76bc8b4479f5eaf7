# SPDX-License-Identifier: Apache-2.0
"""Answers as they are written in responses, examples and cases (language, section 3)."""

from __future__ import annotations

from .model import Input, Model
from .numbers import DECIMAL, canonical, number

REASONS = ("not_asked", "not_safe_to_ask", "unknown", "refused", "withdrawn", "omitted")


def normalise(model: Model, responses: dict) -> tuple[dict, dict, list[dict]]:
    """The answers (input to code), the missing reasons, and the faults of single answers."""
    answers: dict[str, str] = {}
    reasons: dict[str, str] = {}
    faults: list[dict] = []

    def fault(kind: str, name: str) -> None:
        faults.append({"kind": kind, "items": [name]})

    def take(name: str, written) -> None:
        if name not in model.inputs:
            return fault("unknown_item", name)
        if isinstance(written, dict) and "missing" in written:
            if written["missing"] not in REASONS:
                return fault("unknown_reason", name)
            reasons[name] = written["missing"]
            return None
        if isinstance(written, dict):
            if "within" in written:
                take(name + ".within", within(model.inputs[name], written["within"]))
            written = written["value"]
        code = code_of(model.inputs[name], written)
        if code is None:
            return fault("outside_domain", name)
        answers[name] = code
        return None

    for name, written in responses.items():
        take(name, written)
    return answers, reasons, faults


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
