# SPDX-License-Identifier: Apache-2.0
"""The reference task, said once: what every tool is given and what it must give back.

Twenty yes/no questions; a gate (one of the first two is yes); their sum, prorated by count and
rounded half up where at most five are missing; the lowest and highest sum that the missing answers
leave open; a level by cut-offs, raised by the gate; the lowest and highest possible level; and
whether it is one. The same as a model: reference.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent
MODEL = FOLDER / "reference.yaml"
ITEMS = [f"i{number:02d}" for number in range(1, 21)]
GATE = ITEMS[:2]
LEVELS = ["low", "medium", "high", "extreme"]
CUT_OFFS = [5, 10, 15]
RAISED_TO = LEVELS.index("high")
MOST_MISSING = 5
MISSING = 255

# What a tool gives back, in the form in which answers are compared: `value` is not a number where
# there is none, `level` is -1.
OUTPUTS = ["value", "lowest", "highest", "level", "low", "high", "certain"]
NONE = {"value": float("nan"), "level": -1}
Columns = dict[str, NDArray[np.generic]]


def level_of(number: Fraction | int) -> int:
    return sum(number >= cut_off for cut_off in CUT_OFFS)


@lru_cache(maxsize=None)
def outcome(yes: int, missing: int, gate: bool | None) -> tuple[float, int, int, int, int, int, bool]:
    """What the task says of a row, in exact numbers and one line a rule."""
    answered = len(ITEMS) - missing
    value = None
    if answered > 0 and missing <= MOST_MISSING:
        value = floor(Fraction(yes * len(ITEMS), answered) + Fraction(1, 2))
    low = max(level_of(yes), RAISED_TO if gate is True else 0)
    high = max(level_of(yes + missing), RAISED_TO if gate is not False else 0)
    if value is not None:
        level = min(max(level_of(value), RAISED_TO if gate is True else 0, low), high)
    else:
        level = low if low == high else -1
    number = float("nan") if value is None else float(value)
    return number, yes, yes + missing, level, low, high, low == high


def reference(answers: NDArray[np.uint8]) -> Columns:
    """Row for row, in plain Python. `answers` has a line a question."""
    rows = []
    for row in np.ascontiguousarray(answers.T):
        form = row.tobytes()
        first, second = form[0], form[1]
        gate = True if 1 in (first, second) else None if MISSING in (first, second) else False
        rows.append(outcome(form.count(1), form.count(MISSING), gate))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(OUTPUTS))
    return normal({name: table[:, i] for i, name in enumerate(OUTPUTS)})


def normal(columns: Columns) -> Columns:
    """The columns of a tool as they are compared."""
    kinds = {"value": np.float32, "certain": np.bool_}
    return {
        name: np.ascontiguousarray(columns[name]).astype(kinds.get(name, np.int8))
        for name in OUTPUTS
    }


def differences(found: Columns, expected: Columns, most: int = 3) -> list[str]:
    """The first rows of each column that are not as expected."""
    told = []
    for name in OUTPUTS:
        mine, right = found[name], expected[name][: len(found[name])]
        wrong = mine != right
        if name == "value":
            wrong &= ~(np.isnan(mine) & np.isnan(right))
        told += [
            f"row {row}: {name} is {mine[row]}, and {right[row]} is right"
            for row in np.flatnonzero(wrong)[:most]
        ]
    return told


def codes(answers: NDArray[np.uint8]) -> dict[str, NDArray[np.uint8]]:
    """The answers as columns: 1 yes, 0 no, 255 missing."""
    return {item: answers[i] for i, item in enumerate(ITEMS)}


def with_nan(answers: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
    made = {}
    for item, column in codes(answers).items():
        made[item] = column.astype(np.float32)
        made[item][column == MISSING] = np.nan
    return made


def forms(answers: NDArray[np.uint8]) -> list[dict[str, list[int | None]]]:
    """A form a row, for tools of rules: {"answers": [1, 0, None, ...]}."""
    return [
        {"answers": [None if code == MISSING else code for code in row]}
        for row in answers.T.tolist()
    ]


def joined(operator: str, parts: Iterable[str]) -> str:
    return f" {operator} ".join(parts)
