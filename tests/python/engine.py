# SPDX-License-Identifier: Apache-2.0
"""The engine in the words of the reference interpreter: the one place where the two meet.

`Engine(text).score(responses, judgement)` gives what tests/reference/README.md describes, and
the engine's witnesses, which the reference checks and does not compare:

    scales.ID.witnesses   {"lowest": form, "highest": form}; a bound that is null has none
    witnesses             {"low": form, "high": form}, of the ends of the range

A form here is a complete one, by input: {"gun": "yes", "choked": "yes", "choked.within": "no"}.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import vaern

KINDS = {
    "E0198": "unknown_reason",
    "E0501": "unknown_item",
    "E0502": "outside_domain",
    "E0504": "not_applicable",
    "E0505": "no_completion",
}


class Engine:
    """One instrument in the engine, from its YAML text."""

    def __init__(self, text: str):
        self.instrument = vaern.loads(text)

    def score(
        self, responses: dict, judgement: dict | None = None, *, witnesses: bool = True
    ) -> dict:
        try:
            score = self.instrument.score(responses, judgement=judgement)
        except vaern.DataError as error:
            return {"faults": [fault_of(fault) for fault in error.faults]}
        scales = {id: scale_of(scale, witnesses) for id, scale in score.scales.items()}
        result = {
            "faults": [],
            "scales": scales,
            "gates": dict(score.gates),
            "rules": dict(score.rules),
            "flags": dict(score.flags),
        }
        if score.range is None:
            return result
        result |= {
            "cut_off": score.cut_off,
            "computed": score.computed,
            "range": list(score.range),
            "possible": list(score.possible),
            "certain": score.certain,
            "decisive": [each.item for each in score.decisive],
        }
        if witnesses:
            ends = score.witnesses
            result["witnesses"] = {"low": form(ends["lowest"]), "high": form(ends["highest"])}
        if judgement:
            result["in_force"] = score.in_force
            result["possible_after_judgement"] = list(score.possible_after)
        return result


def fault_of(fault: vaern.Diagnostic) -> dict:
    items = fault.arguments.get("items") or fault.item
    return {"kind": KINDS[fault.code], "items": (items or "").split(", ")}


def scale_of(scale: vaern.Scale, witnesses: bool) -> dict:
    said = {
        "value": number(scale.value),
        "lowest": number(scale.lowest),
        "highest": number(scale.highest),
        "attained": list(scale.attained),
    }
    if witnesses:
        ends = scale.witnesses
        said["witnesses"] = {end: form(ends[end]) for end in ("lowest", "highest")}
    return said


def form(witness: Mapping[str, object] | None) -> dict | None:
    if witness is None:
        return None
    return {
        name: number(code) if isinstance(code, (int, Fraction)) else code
        for name, code in witness.items()
    }


def number(value: int | Fraction | None) -> str | None:
    """Canonical text (S21.1): a finite decimal, else n/d in lowest terms."""
    if value is None:
        return None
    value = Fraction(value)
    for places in range(19):
        if (value * 10**places).denominator == 1:
            digits = f"{abs(value * 10**places).numerator:0{places + 1}d}"
            whole = digits[:-places] + "." + digits[-places:] if places else digits
            return ("-" if value < 0 else "") + whole
    return str(value)


def engine_score(text: str, responses: dict, judgement: dict | None = None) -> dict:
    """One form of one instrument."""
    return Engine(text).score(responses, judgement)
