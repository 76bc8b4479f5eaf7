# SPDX-License-Identifier: Apache-2.0
"""zen-engine (GoRules): a decision of expressions, in loops over 50 forms, all loops in one call."""

from importlib.metadata import version as version_of

import numpy as np
import zen

from task import CUT_OFFS, ITEMS, MOST_MISSING, NONE, OUTPUTS, RAISED_TO, forms, normal

NAME = "zen-engine"
HOW = "one decision of expressions in loop mode over 50 forms, all of them by evaluate_batch"
THREADS = "all"
REQUIRED = 1000  # Times as fast vaern is to be at least.
MOST_ROWS = 20_000
BATCH = 50


def version():
    return f"zen-engine {version_of('zen-engine')}"


def band(number):
    return f"({number} >= {CUT_OFFS[2]} ? 3 : {number} >= {CUT_OFFS[1]} ? 2 : {number} >= {CUT_OFFS[0]} ? 1 : 0)"


def raised(levels, gate):
    return f"max([{levels}, {gate} ? {RAISED_TO} : 0])"


EXPRESSIONS = {
    "lowest": "sum(filter(answers, # == 1))",
    "missing": "count(answers, # == null)",
    "raised": "answers[0] == 1 or answers[1] == 1",
    "open": "answers[0] == null or answers[1] == null",
    "highest": "$.lowest + $.missing",
    "value": f"$.missing <= {MOST_MISSING} ? "
    f"floor($.lowest * {len(ITEMS)} / ({len(ITEMS)} - $.missing) + 0.5) : null",
    "low": raised(band("$.lowest"), "$.raised"),
    "high": raised(band("$.highest"), "$.raised or $.open"),
    "certain": "$.low == $.high",
    "level": f"$.value != null ? {raised(band('$.value'), '$.raised')} : $.certain ? $.low : null",
}
DECISION = {
    "contentType": "application/vnd.gorules.decision",
    "nodes": [
        {"id": "in", "name": "in", "type": "inputNode"},
        {
            "id": "score",
            "name": "score",
            "type": "expressionNode",
            "content": {
                "expressions": [
                    {"id": name, "key": name, "value": text} for name, text in EXPRESSIONS.items()
                ],
                "executionMode": "loop",
                "inputField": "forms",
                "passThrough": False,
            },
        },
        {"id": "out", "name": "out", "type": "outputNode"},
    ],
    "edges": [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "score"},
        {"id": "b", "type": "edge", "sourceId": "score", "targetId": "out"},
    ],
}


def prepare(answers):
    made = forms(answers)
    requests = [
        {"key": "score", "context": {"forms": made[i : i + BATCH]}}
        for i in range(0, len(made), BATCH)
    ]
    loader = {"type": "static", "content": {"score": DECISION}}
    return zen.ZenEngine({"loader": loader}), requests


def run(prepared):
    engine, requests = prepared
    return [form for done in engine.evaluate_batch(requests) for form in done["data"]["result"]]


def columns(result):
    return normal(
        {
            name: np.array([NONE.get(name) if form[name] is None else form[name] for form in result])
            for name in OUTPUTS
        }
    )
