# SPDX-License-Identifier: Apache-2.0
"""pandas as a good user writes it: no apply, a line a rule."""

import numpy as np
import pandas as pd

from task import CUT_OFFS, GATE, ITEMS, MOST_MISSING, RAISED_TO, normal, with_nan

NAME = "pandas"
HOW = "frame of float32 with NaN; sums over axis 1, np.select, no apply"
THREADS = "1"
REQUIRED = 100  # Times as fast vaern is to be at least.
REQUIRED_CSV = 5


def version():
    return f"pandas {pd.__version__}"


def prepare(answers):
    return pd.DataFrame(with_nan(answers))


def level_of(number):
    return np.searchsorted(CUT_OFFS, number, side="right").astype("int8")


def run(frame):
    answers = frame[ITEMS]
    missing = answers.isna().sum(axis=1)
    lowest = answers.sum(axis=1)
    highest = lowest + missing
    answered = len(ITEMS) - missing
    has_value = missing <= MOST_MISSING
    value = np.floor(lowest * len(ITEMS) / answered + 0.5).where(has_value)
    gate = frame[GATE]
    is_raised = (gate == 1).any(axis=1)
    may_be_raised = is_raised | gate.isna().any(axis=1)
    low = np.maximum(level_of(lowest), np.where(is_raised, RAISED_TO, 0))
    high = np.maximum(level_of(highest), np.where(may_be_raised, RAISED_TO, 0))
    level = np.maximum(level_of(value), np.where(is_raised, RAISED_TO, 0))
    certain = low == high
    return pd.DataFrame(
        {
            "value": value,
            "lowest": lowest.astype("int8"),
            "highest": highest.astype("int8"),
            "level": np.select([has_value, certain], [level, low], default=-1).astype("int8"),
            "low": low.astype("int8"),
            "high": high.astype("int8"),
            "certain": certain,
        }
    )


def columns(result):
    return normal({name: result[name].to_numpy() for name in result})


def csv(source, target):
    frame = pd.read_csv(source, dtype={"id": "int32"} | dict.fromkeys(ITEMS, "float32"))
    result = run(frame)
    result.insert(0, "id", frame["id"])
    result["value"] = result["value"].astype("Int8")
    result["level"] = result["level"].astype("Int8").where(result["level"] >= 0)
    result.to_csv(target, index=False)
