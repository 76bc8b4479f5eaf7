# SPDX-License-Identifier: Apache-2.0
"""A million rows as they come out of a case system: ja and nej, -9 for what is not known, three
cells that are no answers. Prints the result, the three rows with their reasons, and the time.

    python examples/score_table.py [ROWS]
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd
import vaern

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
danger = vaern.load().instrument("danger-assessment")

forms = vaern.synthetic(danger, rows=rows, seed=4, missing={"single": 0.05, "reasons": {"unknown": 1}})
words = np.full(256, None, dtype=object)
words[[0, 1, 253]] = "nej", "ja", "-9"
table = pd.DataFrame({"person": forms["person"], **{item: words[forms[item]] for item in danger.items}})
for row, cell in ((17, "måske"), (rows // 2, "7"), (rows - 1, "ja?")):
    table.loc[row, "gun"] = cell

begin = time.perf_counter()
scored = danger.score_table(table, missing_codes={-9: "unknown"}, on_error="collect")
seconds = time.perf_counter() - begin

print(scored.table[["person", "total_low", "total_high", "level_low", "level_high", "level"]].head(3).to_string())
print(scored.table["level"].value_counts(dropna=False).to_string())
for each in scored.rejected:
    print(f"row {each.row}, person {each.keys['person']}: {each.reason} ({each.finding.help})")
print(f"{rows:,} rows in {seconds:.2f} s, {rows / seconds / 1e6:.1f} million a second", file=sys.stderr)
