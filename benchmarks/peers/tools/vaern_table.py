# SPDX-License-Identifier: Apache-2.0
"""vaern over columns: what everything else is measured against."""

import numpy as np
import vaern

from task import MODEL, codes, normal

NAME = "vaern"
HOW = "instrument.score_table(...) on a dict of NumPy arrays of uint8"
THREADS = "all"
IS_BASE = True
MISSING_CODES = {255: "not_asked"}
RESULTS = {
    "value": "total", "lowest": "total_low", "highest": "total_high", "level": "level_computed",
    "low": "level_low", "high": "level_high", "certain": "level_certain",
}  # fmt: skip


def version():
    return f"vaern {vaern.__version__}"


def prepare(answers):
    return vaern.loads(MODEL.read_text(encoding="utf-8")), codes(answers)


def run(prepared):
    instrument, answers = prepared
    outputs = list(RESULTS.values())
    return instrument.score_table(answers, missing_codes=MISSING_CODES, outputs=outputs).table


def make_out(prepared):
    return {name: column.copy() for name, column in run(prepared).items()}


def run_into(prepared, out):
    instrument, answers = prepared
    return instrument.score_table(answers, missing_codes=MISSING_CODES, out=out).table


def columns(result):
    found = {name: result[column] for name, column in RESULTS.items()}
    found["value"] = np.ma.filled(found["value"].astype(np.float32), np.nan)
    return normal(found)
