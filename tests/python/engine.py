# SPDX-License-Identifier: Apache-2.0
"""The engine in the words of the reference interpreter: the one place where the two meet.

`Engine(text).score(responses, ...)` asks the JSON service and gives what tests/reference/README.md
describes, and the engine's witnesses, which the reference checks and does not compare:

    scales.ID.witnesses    {"lowest": form, "highest": form}; a bound that is null has none
    witnesses              {"low": form, "high": form}, of the ends of the range
    outcomes.ID.witnesses  the same
    classes.ID.witnesses   {class: form} of the possible ones

A form here is a complete one, by input: {"gun": "yes", "choked": "yes", "choked.within": "no"}.
Of `without_sensitive` and `published` a record has values and levels only, and of faults that the
published version finds only their codes.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import vaern
import yaml

KINDS = {
    "E0198": "unknown_reason",
    "E0501": "unknown_item",
    "E0502": "outside_domain",
    "E0504": "not_applicable",
    "E0505": "no_completion",
    "E0513": "not_earlier",
    "E0514": "no_date",
    "E0515": "outside_domain",
    "E0516": "no_norm",
    "E0517": "unknown_item",
    "E0518": "unknown_item",
    "E0519": "inconsistent",
}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class Engine:
    """One instrument in the engine, from its YAML text; `others` are what it extends."""

    def __init__(self, text: str, *others: str):
        head = yaml.load(text, Loader=yaml.BaseLoader)
        self.reference = f"{head['instrument']}@{head['version']}"
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for at, each in enumerate([text, *others]):
                paths.append(Path(folder) / f"{at}.yaml")
                paths[-1].write_text(each, encoding="utf-8")
            self.library = vaern.load(*paths)

    def score(
        self,
        responses: dict,
        judgement: dict | None = None,
        *,
        assessed: str | None = None,
        earlier: list[dict] | None = None,
        witnesses: bool = True,
    ) -> dict:
        request = {"command": "score", "instrument": self.reference, "responses": responses}
        more = {"judgement": judgement, "assessed": assessed, "earlier": earlier}
        request |= {key: value for key, value in more.items() if value is not None}
        # Numbers stay the text that they are.
        answer = json.loads(
            self.library.request(json.dumps(as_json(request))), parse_int=str, parse_float=str
        )
        if "error" in answer:
            return {"faults": [fault_of(fault) for fault in answer["error"]["faults"]]}
        return said(answer["result"], witnesses, judged=judgement is not None)


def as_json(value):
    """YAML scalars as JSON: what reads as a number is one, but not a date."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


def fault_of(fault: dict) -> dict:
    items = fault.get("items") or ([fault["item"]] if "item" in fault else [])
    return {"kind": KINDS[fault["code"]], "items": items}


# --- The record in the words of the reference ---------------------------------------------


def said(record: dict, witnesses: bool, judged: bool) -> dict:
    result: dict = {
        "faults": [],
        "scales": {each["id"]: scale_of(each, witnesses) for each in record["scales"]},
        "gates": record["gates"],
        "rules": record["rules"],
        "flags": record["flags"],
    }
    if record["earlier"]:
        values = record["earlier"]["values"]
        result["earlier"] = {id: each["value"] for id, each in values.items()}
    if record["level"] is not None:
        result |= level_of(record["level"])
        result["decisive"] = items_of(record["decisive"])
        if witnesses:
            result["witnesses"] = ends_of(record["witnesses"])
        if judged:
            result |= judgement_of(record)
    if record["outcomes"]:
        result["outcomes"] = {
            id: outcome_of(each, witnesses) for id, each in record["outcomes"].items()
        }
    if record["classes"]:
        result["classes"] = {
            id: classes_of(each, witnesses) for id, each in record["classes"].items()
        }
    for side in ("without_sensitive", "published"):
        if record[side] is not None:
            result[side] = side_of(record[side])
    return result


def scale_of(scale: dict, witnesses: bool) -> dict:
    found = {key: scale[key] for key in ("value", "lowest", "highest")}
    found["attained"] = [scale["lowest_attained"], scale["highest_attained"]]
    if witnesses:
        found["witnesses"] = scale["witnesses"]
    return found


def level_of(level: dict) -> dict:
    return {key: level[key] for key in ("cut_off", "computed", "range", "possible", "certain")}


def items_of(decisive: list[dict]) -> list[str]:
    return [each["item"] for each in decisive]


def ends_of(witnesses: dict) -> dict:
    return {"low": witnesses["lowest"], "high": witnesses["highest"]}


def judgement_of(record: dict) -> dict:
    found = {
        "in_force": record["in_force"],
        "possible_after_judgement": record["possible_after"],
    }
    opinions = record["judgement"].get("opinions")
    return found | ({"opinions": opinions} if opinions else {})


def outcome_of(outcome: dict, witnesses: bool) -> dict:
    found = {"rules": outcome["rules"], **level_of(outcome)}
    found["decisive"] = items_of(outcome["decisive"])
    return found | ({"witnesses": ends_of(outcome["witnesses"])} if witnesses else {})


def classes_of(classes: dict, witnesses: bool) -> dict:
    found = {
        "possible": classes["possible"],
        "certain": classes["certain"],
        "decisive": items_of(classes["decisive"]),
    }
    return found | ({"witnesses": classes["witnesses"]} if witnesses else {})


def side_of(side: dict) -> dict:
    if side.get("faults"):
        return {"faults": [KINDS[code] for code in side["faults"]]}
    found = {"faults": [], "scales": side["scales"]}
    if side.get("level") is not None:
        found |= level_in_brief(side["level"])
    if side.get("outcomes"):
        found["outcomes"] = {id: level_in_brief(each) for id, each in side["outcomes"].items()}
    if side.get("classes"):
        found["classes"] = side["classes"]
    return found


def level_in_brief(level: dict) -> dict:
    return {key: level[key] for key in ("computed", "range", "possible")}
