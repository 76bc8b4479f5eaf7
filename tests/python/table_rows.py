# SPDX-License-Identifier: Apache-2.0
"""A scored table as rows, and what `score` says of the same forms, in the same words.

A cell is a number (the nearest double), a level's or class's id, True or False; None is absent.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import vaern

REASONS = ("not_asked", "not_safe_to_ask", "unknown", "refused", "withdrawn", "omitted")
TRUTHS = {"yes": True, "no": False, "unknown": None, "open": None}


def plain(value: Any) -> Any:
    """A number of the engine as a table holds it."""
    return float(value) if isinstance(value, Fraction) else value


def form_of(instrument: vaern.Instrument, codes: dict[str, int]) -> dict[str, Any]:
    """Responses from codes by column: item, item.within, item.habitual."""

    def answer(item, name):
        code = codes.get(name, 255)
        if code >= 250:
            return {"missing": REASONS[255 - code]}
        return item.answers[code] if name == item.id else ("no", "yes")[code]

    form = {}
    for item in instrument.items.values():
        value = answer(item, item.id)
        beside = {}
        if f"{item.id}.within" in codes:
            within = answer(item, f"{item.id}.within")
            beside["within"] = item.ask_when_known if within == "yes" else within
        if f"{item.id}.habitual" in codes:
            beside["habitual"] = answer(item, f"{item.id}.habitual")
        asked = value == "yes" and any(each != {"missing": "not_asked"} for each in beside.values())
        form[item.id] = {"value": value, **beside} if asked else value
    return form


def expected(score: vaern.Score) -> dict[str, Any]:
    """Everything a table says of a row, by column."""
    row: dict[str, Any] = {"rejected": False}
    for id, scale in score.scales.items():
        row[id] = plain(scale.value)
        row[f"{id}_low"], row[f"{id}_high"] = plain(scale.lowest), plain(scale.highest)
        row[f"{id}_missing"], row[f"{id}_imputed"] = scale.missing, scale.imputed
    outcomes = {id: each for id, each in score.outcomes.items()}
    if score.range is not None:
        outcomes["level"] = score
    for id, each in outcomes.items():
        row[f"{id}_low"], row[f"{id}_high"] = each.range
        row[f"{id}_certain"] = each.range[0] == each.range[1]
        row[id] = each.range[0] if row[f"{id}_certain"] else None
        row[f"{id}_computed"] = each.computed
        before = "" if id == "level" else f"{id}_"
        row |= {f"{before}rule_{rule}": TRUTHS[word] for rule, word in each.rules.items()}
    for id, each in score.classes.items():
        row[id] = each.possible[0] if len(each.possible) == 1 else None
    row |= {f"gate_{id}": TRUTHS[word] for id, word in score.gates.items()}
    row |= {f"flag_{id}": TRUTHS[word] for id, word in score.flags.items()}
    row["asked"], row["missing"] = score.asked, score.missing
    return row


def cell(value: Any) -> Any:
    """A cell of any family."""
    if value is None or value is np.ma.masked or type(value).__name__ == "NAType":
        return None
    if value != value:  # NaN
        return None
    if isinstance(value, np.generic):
        value = value.item()
    return value


def rows_of(scored: vaern.ScoredTable) -> list[dict[str, Any]]:
    """A scored table of any family, row by row; levels of a dict of arrays as their ids."""
    table = scored.table
    columns: dict[str, list[Any]] = {}
    if isinstance(table, dict):
        for name, array in table.items():
            cells = [cell(value) for value in array]
            labels = scored.metadata["levels"].get(name)
            if labels is not None:
                cells = [None if value < 0 else labels[value] for value in cells]
            elif name in scored.metadata["truths"]:
                cells = [None if value < 0 else bool(value) for value in cells]
            columns[name] = cells
    elif hasattr(table, "to_pylist"):
        columns = table.to_pydict()
    elif hasattr(table, "to_dicts"):
        columns = table.to_dict(as_series=False)
    else:
        columns = {str(name): [cell(value) for value in table[name]] for name in table.columns}
    names = list(columns)
    return [dict(zip(names, row)) for row in zip(*columns.values())]
