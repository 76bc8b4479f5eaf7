# SPDX-License-Identifier: Apache-2.0
"""JsonLogic (panzi-json-logic): one rule counts, a second one decides from what was counted."""

from importlib.metadata import version as version_of

import numpy as np
from json_logic import jsonLogic

from task import CUT_OFFS, ITEMS, MOST_MISSING, NONE, OUTPUTS, RAISED_TO, forms, normal

NAME = "json-logic"
HOW = "two rules a form, interpreted in Python"
THREADS = "1"
MOST_ROWS = 10_000


def version():
    return f"panzi-json-logic {version_of('panzi-json-logic')}"


def var(name):
    return {"var": name}


def counted(condition):
    step = {"+": [var("accumulator"), {"if": [condition, 1, 0]}]}
    return {"reduce": [var("answers"), step, 0]}


def band(number):
    rungs = []
    for level, cut_off in reversed(list(enumerate(CUT_OFFS, start=1))):
        rungs += [{">=": [number, cut_off]}, level]
    return {"if": [*rungs, 0]}


def raised(levels, gate):
    return {"max": [levels, {"if": [gate, RAISED_TO, 0]}]}


def gate_is(code):
    return {"or": [{"===": [var("answers.0"), code]}, {"===": [var("answers.1"), code]}]}


COUNT = [
    counted({"===": [var("current"), 1]}),
    counted({"===": [var("current"), None]}),
    gate_is(1),
    gate_is(None),
]
HIGHEST = {"+": [var("lowest"), var("missing")]}
PRORATED = {
    "+": [{"/": [{"*": [var("lowest"), len(ITEMS)]}, {"-": [len(ITEMS), var("missing")]}]}, 0.5]
}
FLOOR = {"-": [var(""), {"%": [var(""), 1]}]}
SPAN = [
    HIGHEST,
    {"if": [{"<=": [var("missing"), MOST_MISSING]}, PRORATED, None]},
    raised(band(var("lowest")), var("raised")),
    raised(band(HIGHEST), {"or": [var("raised"), var("open")]}),
]
LEVEL = {
    "if": [
        {"!==": [var("value"), None]},
        raised(band(var("value")), var("raised")),
        {"if": [{"===": [var("low"), var("high")]}, var("low"), None]},
    ]
}


prepare = forms


def run(prepared):
    scored = []
    for form in prepared:
        lowest, missing, is_raised, is_open = jsonLogic(COUNT, form)
        known = {"lowest": lowest, "missing": missing, "raised": is_raised, "open": is_open}
        highest, prorated, low, high = jsonLogic(SPAN, known)
        value = None if prorated is None else jsonLogic(FLOOR, prorated)
        known |= {"value": value, "low": low, "high": high}
        level = jsonLogic(LEVEL, known)
        scored.append((value, lowest, highest, level, low, high, low == high))
    return scored


def columns(result):
    return normal(
        {
            name: np.array([NONE.get(name) if row[i] is None else row[i] for row in result])
            for i, name in enumerate(OUTPUTS)
        }
    )
