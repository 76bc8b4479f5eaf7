# SPDX-License-Identifier: Apache-2.0
"""The engine in the words of the reference interpreter: the one place where the two meet.

`Engine(text).score(responses, judgement)` gives what tests/reference/README.md describes, and
the engine's witnesses, which the reference checks and does not compare:

    scales.ID.witnesses   {"lowest": form, "highest": form}; a bound that is null has none
    witnesses             {"low": form, "high": form}, of the ends of the range

A form here is a complete one, by input: {"gun": "yes", "choked": "yes", "choked.within": "no"}.
"""

from __future__ import annotations

import vaern


class Engine:
    """One instrument in the engine, from its YAML text."""

    def __init__(self, text: str):
        self.instrument = vaern.loads(text)

    def score(self, responses: dict, judgement: dict | None = None) -> dict:
        return self.instrument.compared(responses, judgement)


def engine_score(text: str, responses: dict, judgement: dict | None = None) -> dict:
    """One form of one instrument."""
    return Engine(text).score(responses, judgement)
