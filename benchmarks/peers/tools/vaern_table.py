# SPDX-License-Identifier: Apache-2.0
"""vaern over columns: what everything else is measured against."""

import vaern

from task import MODEL, codes

NAME = "vaern"
HOW = "instrument.score_table(...) on a dict of NumPy arrays of uint8"
THREADS = "all"
IS_BASE = True


def absent():
    return None if hasattr(vaern.Instrument, "score_table") else "not built"


def version():
    return f"vaern {vaern.__version__}"


def prepare(answers):
    return vaern.loads(MODEL.read_text(encoding="utf-8")), codes(answers)


def run(prepared):
    instrument, answers = prepared
    return instrument.score_table(answers, missing_codes={255: "not_asked"})
