# SPDX-License-Identifier: Apache-2.0
"""Thousands of cut-offs of a scale in one pass, with what missing answers leave open.

`instrument.sweep(data, scale="total")` is `sweep(instrument, data, scale="total")`. The forms are
scored once; every cut-off is then read off a histogram.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> forms = vaern.synthetic(danger, rows=1000, seed=1, missing=0.05)
>>> swept = danger.sweep(forms, scale="total", cut_offs=[8, 14, 18])
>>> swept.table["surely"].tolist() <= swept.table["possibly"].tolist()
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vaern._core import Instrument
from vaern._runs import Runs, numbers_of
from vaern.layouts import LayoutFinding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Swept", "sweep"]

#: Cut-offs in all sets together; the table of both bounds has the square of it.
MOST_IN_SETS = 2000


@dataclass(frozen=True)
class Swept:
    """What each cut-off would do, in tables of the family that went in."""

    table: Any  #: A row a cut-off.
    sets: Any  #: A row a level of each set of cut-offs; None where no sets were given.
    forms: int  #: With bounds: those that are counted.
    rejected_rows: int  #: Without bounds, because the row has faults.
    no_value: int  #: Of `forms`, those without a reported value.
    no_outcome: int  #: Of `forms`, those whose outcome is empty: in no measure of the outcome.
    metadata: Mapping[str, Any]
    unplaced: Any = None  #: With `layout`, as of `score_table`.
    findings: tuple[LayoutFinding, ...] = ()


def sweep(
    instrument: Instrument,
    data: Any,
    *,
    scale: str,
    cut_offs: Sequence[float] | None = None,
    sets: Sequence[Sequence[float]] | None = None,
    outcome: str | None = None,
    **options: Any,
) -> Swept:
    """How many forms are at or above each cut-off, and how that fits an outcome.

    cut_offs: without it every value that a form of the table reports or may have.
    sets: several cut-offs at once: [(8, 14, 18), (7, 13, 17)] counts the forms in each of four
    levels, twice. Rules that raise a level take no part.
    outcome: a column of 0 and 1 (or truths): whether what the instrument looks for happened.
    options: those of `score_table`, such as `layout`, `columns`, `missing_codes`, `on_error`.
    """
    import numpy as np

    if scale not in instrument.scales:
        raise KeyError(f"{instrument.reference} has no scale '{scale}': {', '.join(instrument.scales)}")
    runs = Runs(data, options, [instrument], [outcome] if outcome else [])
    family = runs.family
    done = runs.run(instrument, outputs=[scale, f"{scale}_low", f"{scale}_high"])
    value, low, high = (numbers_of(each) for each in done.table)
    counted = ~np.isnan(low)
    happened = _outcome(runs.column(outcome), outcome, len(low)) if outcome else None
    if cut_offs is None:
        cuts = np.unique(np.concatenate([value[~np.isnan(value)], low[counted], high[counted]]))
    else:
        cuts = np.asarray(cut_offs, dtype="float64")
        if len(cuts) == 0 or np.isnan(cuts).any():
            raise ValueError("`cut_offs` are numbers, at least one")
    columns = _counts(value, low, high, counted, cuts)
    if happened is not None:
        columns |= _against(value, low, high, counted, happened, cuts)
    swept_sets = None
    if sets is not None:
        swept_sets = family.build(_sets(value[counted], low[counted], high[counted], sets), [], {})
    return Swept(
        family.build(columns, [], {"instrument": instrument.reference, "scale": scale}),
        swept_sets,
        int(counted.sum()),
        done.rejected_rows,
        int(np.isnan(value[counted]).sum()),
        0 if happened is None else int(np.isnan(happened[counted]).sum()),
        done.metadata,
        runs.unplaced,
        runs.findings,
    )


def _outcome(cells: Array, name: str, rows: int) -> Array:
    """1, 0 and NaN."""
    import numpy as np

    from vaern._cells import is_empty

    empty = is_empty(cells)
    made = np.full(rows, np.nan)
    try:
        made[~empty] = np.asarray(cells)[~empty].astype("float64")
    except (TypeError, ValueError):
        raise ValueError(f"the outcome '{name}' is a column of 0 and 1") from None
    if not np.isin(made[~empty], (0.0, 1.0)).all():
        raise ValueError(f"the outcome '{name}' is a column of 0 and 1, and has other numbers")
    return made


def at_or_above(values: Array, cuts: Array) -> Array:
    """How many values are at or above each cut-off; NaN is at none."""
    import numpy as np

    order = np.argsort(cuts, kind="stable")
    there = values[~np.isnan(values)]
    reached = np.bincount(np.searchsorted(cuts[order], there, side="right"), minlength=len(cuts) + 1)
    counts = np.empty(len(cuts), dtype=np.int64)
    counts[order] = np.cumsum(reached[::-1])[::-1][1:]
    return counts


def _counts(value: Array, low: Array, high: Array, counted: Array, cuts: Array) -> dict[str, Array]:
    return {
        "cut_off": cuts,
        "surely": at_or_above(low[counted], cuts),
        "possibly": at_or_above(high[counted], cuts),
        "reported": at_or_above(value[counted], cuts),
    }


def _share(part: Array, whole: Array) -> Array:
    import numpy as np

    made = np.full(np.broadcast(part, whole).shape, np.nan)
    np.divide(part, whole, out=made, where=np.asarray(whole) > 0)
    return made


def _measures(tp: Array, fp: Array, fn: Array, tn: Array) -> dict[str, Array]:
    return {
        "sensitivity": _share(tp, tp + fn),
        "specificity": _share(tn, tn + fp),
        "ppv": _share(tp, tp + fp),
        "npv": _share(tn, tn + fn),
    }


def _against(
    value: Array, low: Array, high: Array, counted: Array, happened: Array, cuts: Array
) -> dict[str, Array]:
    """Of reported values, and between the worst and the best that missing answers leave open."""
    import numpy as np

    yes, no = counted & (happened == 1), counted & (happened == 0)
    valued = ~np.isnan(value)
    tp, fp = at_or_above(value[yes], cuts), at_or_above(value[no], cuts)
    fn, tn = int((yes & valued).sum()) - tp, int((no & valued).sum()) - fp
    made = {"tp": tp, "fp": fp, "fn": fn, "tn": tn, **_measures(tp, fp, fn, tn)}
    with_it, without = int(yes.sum()), int(no.sum())
    tp_low, tp_high = at_or_above(low[yes], cuts), at_or_above(high[yes], cuts)
    fp_low, fp_high = at_or_above(low[no], cuts), at_or_above(high[no], cuts)
    worst = _measures(tp_low, fp_high, with_it - tp_low, without - fp_high)
    best = _measures(tp_high, fp_low, with_it - tp_high, without - fp_low)
    made |= {"tp_low": tp_low, "tp_high": tp_high, "fp_low": fp_low, "fp_high": fp_high}
    for name in worst:
        made |= {f"{name}_low": worst[name], f"{name}_high": best[name]}
    return made


def _sets(value: Array, low: Array, high: Array, sets: Sequence[Sequence[float]]) -> dict[str, Array]:
    """Forms in each level of each set: by reported value, surely, possibly."""
    import numpy as np

    given = [np.asarray(each, dtype="float64") for each in sets]
    if not given:
        raise ValueError("`sets` is empty")
    for number, each in enumerate(given):
        if len(each) == 0 or np.isnan(each).any() or (np.diff(each) <= 0).any():
            raise ValueError(f"the set {number} of cut-offs does not rise")
    cuts = np.unique(np.concatenate(given))
    if len(cuts) > MOST_IN_SETS:
        raise ValueError(f"the sets have {len(cuts)} different cut-offs; at most {MOST_IN_SETS}")
    size = len(cuts) + 1
    at_low, at_high = (np.searchsorted(cuts, each, side="right") for each in (low, high))
    both = np.bincount(at_low * size + at_high, minlength=size * size).reshape(size, size)
    summed = np.zeros((size + 1, size + 1), dtype=np.int64)  # forms below a cell in both
    summed[1:, 1:] = both.cumsum(axis=0).cumsum(axis=1)
    reported = np.concatenate(([0], np.cumsum(np.bincount(
        np.searchsorted(cuts, value[~np.isnan(value)], side="right"), minlength=size
    ))))
    of_set: list[Array] = []
    level: list[Array] = []
    begin: list[Array] = []
    counted: list[Array] = []
    for index, each in enumerate(given):
        ends = np.concatenate(([0], np.searchsorted(cuts, each) + 1, [size]))
        start, end = ends[:-1], ends[1:]
        surely = summed[end, end] - summed[start, end] - summed[end, start] + summed[start, start]
        possibly = summed[end, size] - summed[end, start]
        counted.append(np.stack([reported[end] - reported[start], surely, possibly]))
        of_set.append(np.full(len(each) + 1, index))
        level.append(np.arange(len(each) + 1))
        begin.append(np.concatenate(([np.nan], each)))
    counts = np.concatenate(counted, axis=1)
    return {
        "set": np.concatenate(of_set),
        "level": np.concatenate(level),
        "from": np.concatenate(begin),
        "reported": counts[0],
        "surely": counts[1],
        "possibly": counts[2],
    }
