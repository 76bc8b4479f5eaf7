# SPDX-License-Identifier: Apache-2.0
"""Two versions of an instrument over the same forms: who moved, and where to.

`old.compare_versions(new, data)` is `compare_versions(old, new, data)`.

>>> import vaern
>>> library = vaern.load()
>>> old = library["viogen-process@2019"]
>>> forms = vaern.synthetic(old, rows=1000, seed=1)
>>> same = old.compare_versions(old, forms)
>>> same.raised, same.lowered, same.changed_forms
(0, 0, 0)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vaern._core import Instrument
from vaern._families import Output
from vaern._runs import Runs, numbers_of
from vaern.layouts import LayoutFinding
from vaern.tables import ScoredTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["ComparedVersions", "compare_versions"]

#: Ends of what is known of a level, by the suffix of their columns.
ENDS = {"": "certain", "_low": "lowest", "_high": "highest"}


@dataclass(frozen=True)
class ComparedVersions:
    """What becomes of the same forms; tables are of the family that went in."""

    crosstab: Any  #: outcome, what (certain, lowest, highest), before, after, forms.
    changed: Any  #: A row a form that moved: row, keys, `moved`, and both of what moved anywhere.
    forms: int  #: Scored by both.
    changed_forms: int
    raised: int  #: Forms whose highest level is higher, or as high and the lowest is higher.
    lowered: int
    incomparable: int  #: Forms at a level that the other version does not have, or in another order.
    rejected_rows: tuple[int, int]  #: By each.
    before: Mapping[str, Any]  #: Instrument, version and fingerprints.
    after: Mapping[str, Any]
    unplaced: Any = None  #: With `layout`, as of `score_table`.
    findings: tuple[LayoutFinding, ...] = ()


def compare_versions(
    instrument: Instrument,
    other: Instrument,
    data: Any,
    *,
    keys: Sequence[str] | None = None,
    other_options: Mapping[str, Any] | None = None,
    **options: Any,
) -> ComparedVersions:
    """`instrument` and `other` over every row of a table, and what differs.

    options: those of `score_table`; other_options: those that are others for `other`, such as
    `columns` where a question changed its name.
    """
    import numpy as np

    table = Runs(data, options, [instrument, other])
    kept = table.keys(keys)
    if table.laid is not None and "columns" in (other_options or {}):
        raise ValueError("with `layout` the questions of both versions have one name in the table")
    runs = table.run(instrument), table.run(other, **(other_options or {}))
    before, after = ({each.name: each for each in run.table} for run in runs)
    both = _scored(runs[0], before) & _scored(runs[1], after)
    pairs = [(before[name], after[name]) for name in before if name in after]
    moved = {a.name: both & _differ(a, b) for a, b in pairs}
    anywhere = [name for name, rows in moved.items() if rows.any()]
    rows = np.flatnonzero(np.logical_or.reduce([moved[name] for name in anywhere] or [~both & both]))

    columns = {"row": table.rows(rows)} | {name: cells[rows] for name, cells in kept.items()}
    columns["moved"] = _names(anywhere, np.stack([moved[n][rows] for n in anywhere]) if anywhere else None)
    results = [
        _picked(each, rows, f"{each.name}_{when}")
        for a, b in pairs
        if a.name in anywhere
        for each, when in ((a, "before"), (b, "after"))
    ]
    raised, lowered, incomparable = _direction(before, after, both)
    return ComparedVersions(
        table.family.build(_crosstab(before, after, both), [], {}),
        table.family.build(columns, results, {}),
        int(both.sum()),
        len(rows),
        raised,
        lowered,
        incomparable,
        (runs[0].rejected_rows, runs[1].rejected_rows),
        _about(runs[0]),
        _about(runs[1]),
        table.unplaced,
        table.findings,
    )


def _about(run: ScoredTable) -> dict[str, Any]:
    return {name: run.metadata[name] for name in ("instrument", "version", "meaning", "text")}


def _scored(run: ScoredTable, outputs: Mapping[str, Output]) -> Array:
    """The rows that are not rejected."""
    import numpy as np

    rows = len(next(iter(outputs.values())).values)
    scored = np.ones(rows, dtype=bool)
    scored[[each.row for each in run.rejected]] = False
    return scored


def _differ(a: Output, b: Output) -> Array:
    import numpy as np

    if a.labels or b.labels:  # by their ids: versions may count them otherwise
        shared = {label: number for number, label in enumerate(a.labels)}
        number = np.array([*(shared.get(label, -2) for label in b.labels), -1])
        return np.asarray(a.values != number[b.values.astype(np.int64)])
    one, two = numbers_of(a), numbers_of(b)
    return np.asarray((one != two) & ~(np.isnan(one) & np.isnan(two)))


def _picked(each: Output, rows: Array, name: str) -> Output:
    absent = None if each.absent is None else each.absent[rows]
    return Output(name, each.kind, each.labels, each.values[rows], absent)


def _names(names: Sequence[str], moved: Array | None) -> Array:
    """What moved in each form, as text; one text is made for each pattern that there is."""
    import numpy as np

    if moved is None:
        return np.zeros(0, dtype=object)
    patterns, which = np.unique(moved.T, axis=0, return_inverse=True)
    texts = [
        ", ".join(name for name, is_moved in zip(names, each, strict=True) if is_moved)
        for each in patterns
    ]
    return np.asarray(np.array(texts, dtype=object)[which.ravel()])


def _outcomes(before: Mapping[str, Output], after: Mapping[str, Output]) -> list[str]:
    """The outcomes that both have, by the name of their column."""
    return [
        name
        for name, each in before.items()
        if each.kind == "level" and f"{name}_low" in before and name in after and f"{name}_low" in after
    ]


def _crosstab(before: Mapping[str, Output], after: Mapping[str, Output], both: Array) -> dict[str, Array]:
    import numpy as np

    found: dict[str, list[Array]] = {name: [] for name in ("outcome", "what", "before", "after", "forms")}
    for outcome in _outcomes(before, after):
        for end, what in ENDS.items():
            a, b = before[outcome + end], after[outcome + end]
            size = len(b.labels) + 1
            cells = (a.values.astype(np.int64)[both] + 1) * size + b.values.astype(np.int64)[both] + 1
            counts = np.bincount(cells, minlength=(len(a.labels) + 1) * size)
            filled = np.flatnonzero(counts)
            found["outcome"].append(np.full(len(filled), outcome, dtype=object))
            found["what"].append(np.full(len(filled), what, dtype=object))
            found["before"].append(np.array([None, *a.labels], dtype=object)[filled // size])
            found["after"].append(np.array([None, *b.labels], dtype=object)[filled % size])
            found["forms"].append(counts[filled])
    return {
        name: np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64 if name == "forms" else object)
        for name, parts in found.items()
    }


def _direction(
    before: Mapping[str, Output], after: Mapping[str, Output], both: Array
) -> tuple[int, int, int]:
    """Of the levels of the instrument: raised, lowered, not to be said."""
    import numpy as np

    if "level_low" not in before or "level_low" not in after:
        return 0, 0, 0
    ranks = _shared_order(before["level_low"].labels, after["level_low"].labels)
    if ranks is None:
        return 0, 0, int(both.sum())
    ends = []
    for end in ("level_high", "level_low"):
        a, b = (
            np.array([*rank, -1])[outputs[end].values.astype(np.int64)]
            for rank, outputs in zip(ranks, (before, after), strict=True)
        )
        ends.append((a, b))
    (a_high, b_high), (a_low, b_low) = ends
    known = both & (a_high >= 0) & (b_high >= 0) & (a_low >= 0) & (b_low >= 0)
    raised = (b_high > a_high) | ((b_high == a_high) & (b_low > a_low))
    lowered = (b_high < a_high) | ((b_high == a_high) & (b_low < a_low))
    return int((raised & known).sum()), int((lowered & known).sum()), int((both & ~known).sum())


def _shared_order(a: Sequence[str], b: Sequence[str]) -> tuple[list[int], list[int]] | None:
    """The place of each level among those that both have; -1 where only one has it."""
    shared = [level for level in a if level in b]
    if shared != [level for level in b if level in a]:
        return None
    place = {level: number for number, level in enumerate(shared)}
    return [place.get(level, -1) for level in a], [place.get(level, -1) for level in b]
