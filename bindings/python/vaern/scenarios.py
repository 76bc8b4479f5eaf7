# SPDX-License-Identifier: Apache-2.0
"""Every way to treat missing answers, side by side.

`instrument.scenarios(data)` is `scenarios(instrument, data)`.

>>> import vaern
>>> phq = vaern.load().instrument("phq-9")
>>> forms = vaern.synthetic(phq, rows=500, seed=1, missing=0.1)
>>> tried = phq.scenarios(forms, at_most=[1, 2])
>>> tried.names[:4]
('declared', 'complete', 'lowest', 'highest')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vaern._core import Instrument, _missing_policies, _with_missing
from vaern._families import Output
from vaern._runs import Runs, numbers_of
from vaern.errors import ModelError
from vaern.layouts import LayoutFinding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Scenarios", "scenarios"]

Policy = list[tuple[str, str]]

FORBID: Policy = [("", "forbid")]
BY_RANGE: Policy = [("prorate", "by_range")]
BY_COUNT: Policy = [("prorate", "by_count"), ("beyond", "clamp")]
#: What makes a value in spite of a missing answer.
WAYS = ("count_as", "prorate", "table")


@dataclass(frozen=True)
class Scenarios:
    """The same forms under each policy; tables are of the family that went in."""

    table: Any  #: A row a form: keys, then SCENARIO_SCALE and SCENARIO_level for each scenario.
    summary: Any  #: A row a scenario, result and level (none: no value): forms, and the mean.
    names: tuple[str, ...]  #: Of the scenarios, in order.
    #: By scenario the scales that keep what the model declares, and why.
    kept_as_declared: Mapping[str, Mapping[str, str]]
    meanings: Mapping[str, str]  #: The fingerprint of the model that each scenario ran.
    rejected_rows: int
    metadata: Mapping[str, Any]
    unplaced: Any = None  #: With `layout`, as of `score_table`.
    findings: tuple[LayoutFinding, ...] = ()


def scenarios(
    instrument: Instrument,
    data: Any,
    *,
    at_most: Sequence[int] | None = None,
    keys: Sequence[str] | None = None,
    **options: Any,
) -> Scenarios:
    """Scores the table once for each policy that the model's scales can have.

    `declared` is the model as it is; `complete` gives no value where an answer is missing; `lowest`
    and `highest` take every missing answer at what makes the result least and greatest; `by_count`
    and `by_range` prorate; `at_most_K` lets K answers be missing, in the way that the model
    declares, else by range. A policy that a scale cannot have is named with the reason, and that
    scale keeps what the model declares.

    at_most: the numbers K; without it every one from 0 to the most inputs that a scale has.
    options: those of `score_table`.
    """
    runs = Runs(data, options, [instrument])
    wanted = [*instrument.scales, *(f"{scale}{end}" for scale in instrument.scales for end in ("_low", "_high"))]
    if instrument.levels:
        wanted += ["level_computed", "level_low", "level_high"]
    done = runs.run(instrument, outputs=wanted)
    declared = {each.name: each for each in done.table}
    reported = [*instrument.scales, *(["level_computed"] if instrument.levels else [])]
    found = {"declared": {_short(name): declared[name] for name in reported}}
    meanings = {"declared": instrument.meaning}
    changed, notes = _models(instrument, at_most)
    for name in ("complete", "lowest", "highest", *(each for each in changed if each != "complete")):
        if name in ("lowest", "highest"):
            end = name.removesuffix("est")
            found[name] = {
                _short(each): declared[("level" if each == "level_computed" else each) + f"_{end}"]
                for each in reported
            }
            meanings[name] = instrument.meaning
        elif name in changed:
            run = runs.run(changed[name], outputs=reported)
            found[name] = {_short(each.name): each for each in run.table}
            meanings[name] = changed[name].meaning
    outputs = [
        replace(each, name=f"{scenario}_{result}")
        for scenario, results in found.items()
        for result, each in results.items()
    ]
    return Scenarios(
        runs.family.build(runs.keys(keys), outputs, {}),
        runs.family.build(_summary(found), [], {}),
        tuple(found),
        notes,
        meanings,
        done.rejected_rows,
        done.metadata,
        runs.unplaced,
        runs.findings,
    )


def _short(name: str) -> str:
    return "level" if name == "level_computed" else name


def _models(
    instrument: Instrument, at_most: Sequence[int] | None
) -> tuple[dict[str, Instrument], dict[str, dict[str, str]]]:
    """By scenario the changed model, and the scales that stayed as they are with the reason."""
    declared = {name: dict(policy) for name, policy, _ in _missing_policies(instrument)}
    inputs = {name: count for name, _, count in _missing_policies(instrument)}
    if at_most is None:
        at_most = range(max(inputs.values(), default=-1) + 1)
    wanted: dict[str, dict[str, Policy]] = {
        name: dict.fromkeys(declared, policy)
        for name, policy in (("complete", FORBID), ("by_count", BY_COUNT), ("by_range", BY_RANGE))
    }
    for most in at_most:
        limit = ("at_most", str(most))
        wanted[f"at_most_{most}"] = {
            scale: [limit] if any(way in policy for way in WAYS) else [*BY_RANGE, limit]
            for scale, policy in declared.items()
            if most <= inputs[scale]
        }
    models: dict[str, Instrument] = {}
    notes: dict[str, dict[str, str]] = {}
    for name, policies in wanted.items():
        keeps = name.startswith("at_most_")
        possible: list[tuple[str, Policy]] = []
        for scale, policy in policies.items():
            try:
                _with_missing(instrument, [(scale, policy)], keeps)
                possible.append((scale, policy))
            except ModelError as error:
                notes.setdefault(name, {})[scale] = error.diagnostics[0].message
        if possible:
            models[name] = _with_missing(instrument, possible, keeps)
    return models, notes


def _summary(found: Mapping[str, Mapping[str, Output]]) -> dict[str, Array]:
    """How many forms are at each level, and have a value, under each scenario."""
    import numpy as np

    rows: list[tuple[str, str, str | None, int, float]] = []
    for scenario, results in found.items():
        for result, each in results.items():
            if each.labels:
                counts = np.bincount(each.values.astype(np.int64) + 1, minlength=len(each.labels) + 1)
                for level, count in zip([None, *each.labels], counts.tolist(), strict=True):
                    rows.append((scenario, result, level, count, np.nan))
                continue
            values = numbers_of(each)
            there = values[~np.isnan(values)]
            rows.append((scenario, result, "with a value", len(there), float(there.mean()) if len(there) else np.nan))
            rows.append((scenario, result, None, len(values) - len(there), np.nan))
    columns: dict[str, Array] = {
        name: np.array([row[at] for row in rows], dtype=object)
        for at, name in enumerate(("scenario", "result", "level"))
    }
    columns["forms"] = np.array([row[3] for row in rows], dtype=np.int64)
    columns["mean"] = np.array([row[4] for row in rows], dtype="float64")
    return columns
