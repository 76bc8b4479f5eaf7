# SPDX-License-Identifier: Apache-2.0
"""NumPy as most people write it: whole columns, one expression a line."""

import numpy as np

from task import CUT_OFFS, ITEMS, MISSING, MOST_MISSING, RAISED_TO, normal

NAME = "NumPy, idiomatic"
HOW = "whole arrays of uint8, a line a rule"
THREADS = "1"


def version():
    return f"NumPy {np.__version__}"


def prepare(answers):
    return answers


def run(answers):
    is_missing = answers == MISSING
    is_yes = answers == 1
    missing = is_missing.sum(axis=0)
    lowest = is_yes.sum(axis=0)
    highest = lowest + missing
    answered = len(ITEMS) - missing
    has_value = missing <= MOST_MISSING
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(has_value, np.floor(lowest * len(ITEMS) / answered + 0.5), np.nan)
    is_raised = is_yes[0] | is_yes[1]
    may_be_raised = is_raised | is_missing[0] | is_missing[1]
    low = np.maximum(np.digitize(lowest, CUT_OFFS), np.where(is_raised, RAISED_TO, 0))
    high = np.maximum(np.digitize(highest, CUT_OFFS), np.where(may_be_raised, RAISED_TO, 0))
    level = np.maximum(np.digitize(value, CUT_OFFS), np.where(is_raised, RAISED_TO, 0))
    certain = low == high
    level = np.where(has_value, level, np.where(certain, low, -1))
    return {
        "value": value, "lowest": lowest, "highest": highest, "level": level,
        "low": low, "high": high, "certain": certain,
    }  # fmt: skip


def columns(result):
    return normal(result)
