# SPDX-License-Identifier: Apache-2.0
"""The engine in the words of the reference interpreter: the one place where the two meet.

`Engine(text).score(responses, ...)` reads the record of a score and gives what
tests/reference/README.md describes, and the engine's witnesses, which the reference checks and does
not compare:

    scales.ID.witnesses    {"lowest": form, "highest": form}; a bound that is null has none
    witnesses              {"low": form, "high": form}, of the ends of the range
    outcomes.ID.witnesses  the same
    classes.ID.witnesses   {class: form} of the possible ones

A form here is by input, {"gun": "yes", "choked": "yes", "choked.within": "no"}; what was answered
may be left out of it. Of `without_sensitive` and `published` a record has values and levels only,
and of faults that the published version finds only their codes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import vaern
import yaml

KINDS = {
    "E0198": "unknown_reason",
    "E0457": "same_date",
    "E0501": "unknown_item",
    "E0502": "outside_domain",
    "E0504": "not_applicable",
    "E0505": "no_completion",
    "E0506": "unknown_item",
    "E0512": "unknown_scale",
    "E0513": "not_earlier",
    "E0514": "no_date",
    "E0515": "outside_domain",
    "E0516": "no_norm",
    "E0517": "unknown_item",
    "E0518": "unknown_item",
    "E0519": "inconsistent",
}
BESIDE = {"E0506": ".within", "E0518": ".habitual"}  # of an item that does not ask for it


class Engine:
    """One instrument in the engine, from its YAML text; `others` are what it extends."""

    def __init__(self, text: str, *others: str):
        head = yaml.load(text, Loader=yaml.BaseLoader)
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for at, each in enumerate([text, *others]):
                paths.append(Path(folder) / f"{at}.yaml")
                paths[-1].write_text(each, encoding="utf-8")
            self.instrument = vaern.load(*paths)[f"{head['instrument']}@{head['version']}"]

    def score(
        self,
        responses: dict,
        judgement: dict | None = None,
        *,
        assessed: str | None = None,
        earlier: list[dict] | None = None,
        witnesses: bool = True,
    ) -> dict:
        earlier = None if earlier is None else [as_in_python(each) for each in earlier]
        try:
            score = self.instrument.score(
                responses, judgement=judgement, assessed=assessed, earlier=earlier
            )
        except vaern.DataError as error:
            return {"faults": in_order([fault_of(fault) for fault in error.faults])}
        # Numbers stay the text that they are.
        record = json.loads(score.record(), parse_int=str, parse_float=str)
        found = said(record, judged=judgement is not None)
        if not witnesses:
            return without_witnesses(found)
        for id, scale in found["scales"].items():
            scale["witnesses"] = by_end(score.scales[id].witnesses)
        return found


def as_in_python(assessment: dict) -> dict:
    """`none` of a response file is None."""
    scales = assessment["scales"].items()
    return assessment | {"scales": {id: None if x == "none" else x for id, x in scales}}


def in_order(faults: list[dict]) -> list[dict]:
    """Faults of one kind by their items; findings are sorted by their place."""
    return sorted(faults, key=lambda fault: (fault["kind"], fault["items"]))


def without_witnesses(found):
    if isinstance(found, dict):
        return {key: without_witnesses(each) for key, each in found.items() if key != "witnesses"}
    return found


def fault_of(fault: vaern.Diagnostic) -> dict:
    named = [fault.arguments.get(word) for word in ("items", "item", "table", "scale")]
    items = next((each for each in named if each), "") + BESIDE.get(fault.code, "")
    return {"kind": KINDS[fault.code], "items": items.split(", ") if items else []}


# --- The record in the words of the reference ---------------------------------------------


def said(record: dict, judged: bool) -> dict:
    result: dict = {
        "faults": [],
        "scales": {each["id"]: scale_of(each) for each in record["scales"]},
        "gates": record["gates"],
        "rules": record["rules"],
        "flags": record["flags"],
    }
    if record["earlier"]:
        values = record["earlier"]["values"]
        result["earlier"] = {id: each["value"] for id, each in values.items()}
    if record.get("level") is not None:
        result |= level_of(record["level"])
        result["decisive"] = items_of(record["decisive"])
        result["witnesses"] = ends_of(record["witnesses"])
        if judged:
            result |= judgement_of(record)
    if record.get("outcomes"):
        result["outcomes"] = {id: outcome_of(each) for id, each in record["outcomes"].items()}
    if record.get("classes"):
        result["classes"] = {id: classes_of(each) for id, each in record["classes"].items()}
    for side in ("without_sensitive", "published"):
        if record.get(side) is not None:
            result[side] = side_of(record[side])
    return result


def scale_of(scale: dict) -> dict:
    found = {key: scale[key] for key in ("value", "lowest", "highest")}
    found["attained"] = [scale["lowest_attained"], scale["highest_attained"]]
    return found


def level_of(level: dict) -> dict:
    return {key: level[key] for key in ("cut_off", "computed", "range", "possible", "certain")}


def items_of(decisive: list[dict]) -> list[str]:
    return [each["item"] for each in decisive]


def ends_of(witnesses: dict) -> dict:
    forms = by_end(witnesses)
    return {"low": forms["lowest"], "high": forms["highest"]}


def by_end(witnesses: Mapping) -> dict:
    """Forms by what they show; where a bound is null there is none."""
    return {key: None if form is None else form_of(form) for key, form in witnesses.items()}


def form_of(witness: Mapping) -> dict:
    """Codes by input. A record says `within` as a form would: the duration for yes."""
    codes = {}
    for name, code in witness.items():
        if name.endswith(".within"):
            code = "no" if code == "no" else "yes"
        codes[name] = number(code) if isinstance(code, (int, Fraction)) else code
    return codes


def number(value: int | Fraction) -> str:
    """Canonical text (S21.1) of an answer, which is a finite decimal."""
    value = Fraction(value)
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def judgement_of(record: dict) -> dict:
    found = {
        "in_force": record["in_force"],
        "possible_after_judgement": record["possible_after"],
    }
    opinions = record.get("opinions")
    return found | ({"opinions": opinions} if opinions else {})


def outcome_of(outcome: dict) -> dict:
    found = {"rules": outcome["rules"], **level_of(outcome)}
    found["decisive"] = items_of(outcome["decisive"])
    return found | {"witnesses": ends_of(outcome["witnesses"])}


def classes_of(classes: dict) -> dict:
    return {
        "possible": classes["possible"],
        "certain": classes["certain"],
        "decisive": items_of(classes["decisive"]),
        "witnesses": by_end(classes["witnesses"]),
    }


def side_of(side: dict) -> dict:
    if side.get("faults"):
        return {"faults": sorted({KINDS[code] for code in side["faults"]})}
    found = {"faults": [], "scales": side["scales"]}
    if side.get("level") is not None:
        found |= level_in_brief(side["level"])
    if side.get("outcomes"):
        found["outcomes"] = {id: level_in_brief(each) for id, each in side["outcomes"].items()}
    if side.get("classes"):
        found["classes"] = {id: each["possible"] for id, each in side["classes"].items()}
    return found


def level_in_brief(level: dict) -> dict:
    return {key: level[key] for key in ("computed", "range", "possible")}
