# SPDX-License-Identifier: Apache-2.0
"""vaern a form at a time, as a case system scores it: with witnesses and everything decisive.

It is not what a table is for. It stands here because it is the judge of the reference: what a form
says by itself is what every row must say.
"""

import numpy as np
import vaern

from task import ITEMS, LEVELS, MISSING, MODEL, OUTPUTS, normal

NAME = "vaern, a form at a time"
HOW = "instrument.score(...) with witnesses, decisive items and both ranges"
THREADS = "1"
MOST_ROWS = 5000


def version():
    return f"vaern {vaern.__version__}"


def prepare(answers):
    instrument = vaern.loads(MODEL.read_text(encoding="utf-8"))
    words = {0: "no", 1: "yes"}
    forms = [
        {item: words[code] for item, code in zip(ITEMS, row) if code != MISSING}
        for row in answers.T.tolist()
    ]
    return instrument, forms


def run(prepared):
    instrument, forms = prepared
    scored = []
    for form in forms:
        score = instrument.score(form)
        total = score.scales["total"]
        low, high = score.range
        scored.append(
            (total.value, total.lowest, total.highest, score.computed, low, high, score.certain)
        )
    return scored


def columns(result):
    rank = {None: -1} | {level: i for i, level in enumerate(LEVELS)}
    made = {}
    for i, name in enumerate(OUTPUTS):
        values = [row[i] for row in result]
        if name in ("level", "low", "high"):
            values = [rank[value] for value in values]
        made[name] = np.array([float("nan") if value is None else value for value in values], float)
    return normal(made)
