# SPDX-License-Identifier: Apache-2.0
"""A long table with two raters and four waves, scored and back in one call.

Needs NumPy. The forms are made up; the table is one row an answer, in no order.
"""

from __future__ import annotations

import numpy as np
import vaern

danger = vaern.load().instrument("danger-assessment")
forms = vaern.synthetic(danger, persons=100, waves=4, raters=2, seed=7, missing=0.05)

questions = [name for name in forms if name in danger.items]
rows = len(forms["person"])
codes = np.stack([forms[name] for name in questions], axis=1).ravel()
answered = np.random.default_rng(7).permutation(np.flatnonzero(codes < 250))
form, question = np.divmod(answered, len(questions))
table = {
    "person": forms["person"][form],
    "wave": np.array(["intake", "3 months", "6 months", "12 months"], dtype=object)[forms["wave"][form]],
    "rater": forms["rater"][form],
    "assessed": forms["assessed"][form],
    "item": np.array(questions, dtype=object)[question],
    "value": np.array(["nej", "ja"], dtype=object)[codes[answered]],
}

layout = vaern.Layout.long(
    keys=["person", "wave", "rater"],
    waves=["intake", "3 months", "6 months", "12 months"],
)
scored = danger.score_table(table, layout=layout, back="wide", outputs=["total_low", "level_high"])

print(f"{len(table['item']):,} answers, {scored.metadata['forms']} forms, {len(scored.table['person'])} persons")
print(*(name for name in scored.table if name.startswith("total_low")), sep="\n")
for finding in scored.findings:
    print(finding)
