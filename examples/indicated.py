# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand made-up cases: which measures of the catalogue apply to how many of them, and
for how many a question comes first. Nobody is in these cases; the shares are invented.

    python examples/indicated.py [CASES]
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd
import vaern

cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
programme = vaern.load().programme("partner-violence")
random = np.random.default_rng(7)

# How often each is true, and how often nobody has asked.
shares = {
    "considers_leaving": (0.45, 0.10),
    "in_shelter": (0.10, 0.02),
    "wants_shelter": (0.25, 0.15),
    "device_monitored": (0.30, 0.40),
    "belongings_searched": (0.20, 0.50),
    "pets": (0.35, 0.30),
    "pregnant": (0.05, 0.20),
    "suicidal": (0.08, 0.35),
}
table = pd.DataFrame({"case": np.arange(1, cases + 1)})
for fact, (share, not_asked) in shares.items():
    answers = np.where(random.random(cases) < share, "yes", "no").astype(object)
    answers[random.random(cases) < not_asked] = None
    table[fact] = answers
table["level"] = random.choice(["low", "medium", "high", "acute"], cases, p=[0.3, 0.4, 0.2, 0.1])

begin = time.perf_counter()
counted = vaern.indicated(programme, table, keys=["case"])
seconds = time.perf_counter() - begin

measures = counted.table
differing = measures[(measures["included"] > 0) & (measures["included"] < cases)]
most = differing.sort_values("included", ascending=False, kind="stable").head(10)
print(most[["measure", "included", "open", "held", "blocked", "not_applicable"]].to_string(index=False))
print(f"{counted.cases:,} cases; {len(measures)} measures; unknown in every case: {len(counted.not_given)} names")
print(f"{seconds:.2f} s", file=sys.stderr)
