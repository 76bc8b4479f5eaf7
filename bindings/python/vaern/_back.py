# SPDX-License-Identifier: Apache-2.0
"""Results of forms as a table again: one row a form, a column a wave, or one row a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from vaern._cells import Array, Rows, differ, numbered, taken, together
from vaern._families import Family, Output
from vaern._forms import Forms
from vaern._waves import grouped, ordered_waves
from vaern.layouts import Layout

Columns = dict[str, Array]


def plain(cells: Array) -> Array:
    """Without a mask: objects, None where a cell is empty."""
    if not isinstance(cells, np.ma.MaskedArray):
        return cells
    objects = cells.data.astype(object)
    objects[np.ma.getmaskarray(cells)] = None
    return objects


def named(forms: Forms, layout: Layout) -> dict[str, str]:
    """How the result calls the keys of its forms, by their meaning."""
    return {meaning: layout.keys.get(meaning, meaning) for meaning in forms.kept()}


def as_rows(forms: Forms, outputs: Sequence[Output], layout: Layout) -> tuple[Columns, list[Output]]:
    names = named(forms, layout)
    return {names[k]: plain(cells) for k, cells in forms.kept().items()}, list(outputs)


def as_long(forms: Forms, outputs: Sequence[Output], layout: Layout) -> tuple[Columns, list[Output]]:
    """Levels, classes and truths are numbers, with their word beside them."""
    count = len(forms.rows)
    form = np.repeat(np.arange(count), len(outputs))
    names = named(forms, layout)
    columns = {names[k]: plain(cells[form]) for k, cells in forms.kept().items()}
    values = np.full((count, len(outputs)), np.nan)
    labels = np.full((count, len(outputs)), None, dtype=object)
    for at, each in enumerate(outputs):
        cells = each.values.astype("float64")
        if each.kind in ("level", "class", "truth"):
            words = [*(each.labels or ("no", "yes")), "open" if each.kind == "truth" else None]
            labels[:, at] = np.array(words, dtype=object)[each.values.astype(np.int64)]
            cells[each.values.astype(np.int64) < 0] = np.nan
        if each.kind == "yes_no":
            labels[:, at] = np.array(["no", "yes"], dtype=object)[each.values.astype(np.int64)]
        if each.absent is not None:
            cells[each.absent] = np.nan
            labels[each.absent, at] = None
        values[:, at] = cells
    columns[layout.item] = np.tile(np.array([each.name for each in outputs], dtype=object), count)
    columns[layout.value] = values.ravel()
    columns["label"] = labels.ravel()
    return columns, []


def as_wide(
    forms: Forms, outputs: Sequence[Output], layout: Layout, rows: int, instrument: str
) -> tuple[Columns, list[Output]]:
    """One row a unit, and a column for each result and wave (and rater)."""
    names = named(forms, layout)
    within = [name for name in ("wave", "rater") if name in forms.keys]
    outer = [name for name in forms.keys if name not in (*within, "assessed")]
    if forms.slots is not None and layout.shape == "wide":
        unit, first = _input_rows(forms, rows)
        slots, slot = _declared_slots(forms, layout, instrument)
    else:
        unit, count = grouped(forms, outer)
        first = np.full(count, -1, dtype=np.int64)
        first[unit[::-1]] = np.arange(len(unit), dtype=np.int64)[::-1]
        slots, slot = _found_slots(forms, layout, within)
    columns: Columns = {}
    varying: Columns = {}
    for name, cells in forms.kept().items():
        if name in within:
            continue
        if name in outer or not differ(cells, taken(cells, first[unit])).any():
            columns[names[name]] = plain(taken(cells, first))
        else:
            varying[names[name]] = cells
    made: list[Output] = []
    for at, suffix in enumerate(slots):
        place = np.full(len(first), -1, dtype=np.int64)
        mine = np.flatnonzero(slot == at)
        if len(np.unique(unit[mine])) < len(mine):
            raise ValueError("two forms would share a cell: name what tells them apart in `keys`")
        place[unit[mine]] = mine
        for name, cells in varying.items():
            columns[suffix(name)] = plain(taken(cells, place))
        made += [_moved(each, place, suffix(each.name)) for each in outputs]
    return columns, made


def _moved(each: Output, place: Rows, name: str) -> Output:
    """An output in other rows; a row of -1 has none."""
    none = place < 0
    at = np.where(none, 0, place)
    if len(each.values) == 0:
        values, absent = np.zeros(len(place), each.values.dtype), none
    else:
        values, absent = each.values[at], none if each.absent is None else none | each.absent[at]
    if each.kind in ("level", "class", "truth"):
        values = np.where(none, -1, values).astype(values.dtype)
        # A truth that is not there is not open.
        is_marked = each.kind == "truth" and bool(absent is not None and absent.any())
        return Output(name, each.kind, each.labels, values, absent if is_marked else None)
    if values.dtype.kind == "f":
        values = np.where(none, np.nan, values)
        return Output(name, each.kind, each.labels, values, each.absent if each.absent is None else absent)
    keep = each.absent is not None or bool(none.any())
    return Output(name, each.kind, each.labels, values, absent if keep else None)


def _input_rows(forms: Forms, rows: int) -> tuple[Rows, Rows]:
    """Wide in, wide out: the rows of the table as they came, also those without a form."""
    first = np.full(rows, -1, dtype=np.int64)
    first[forms.rows[::-1]] = np.arange(len(forms.rows), dtype=np.int64)[::-1]
    return forms.rows, first


class _Suffix:
    """The name of a result in one wave and by one rater."""

    def __init__(self, pattern: str, wave: Any, rater: Any, instrument: str = ""):
        self.pattern = pattern
        self.named = {"wave": wave, "rater": rater, "instrument": instrument}

    def __call__(self, name: str) -> str:
        return self.pattern.format(item=name, **self.named)


def _declared_slots(forms: Forms, layout: Layout, instrument: str) -> tuple[list[_Suffix], Rows]:
    found = [
        _Suffix(layout.pattern, wave, rater, instrument)
        for wave in layout.waves or [None]
        for rater in layout.raters or [None]
    ]
    assert forms.slots is not None
    return found, forms.slots


def _found_slots(forms: Forms, layout: Layout, within: Sequence[str]) -> tuple[list[_Suffix], Rows]:
    """The waves and raters that there are, in order."""
    pattern = "_".join(["{item}", *(f"{{{name}}}" for name in within)])
    parts, orders, cells = [], [], {}
    for name in within:
        numbers, first = numbered(forms.keys[name])
        place = ordered_waves(forms.keys[name], layout) if name == "wave" else None
        if place is None:
            words = forms.keys[name][first]
            rank = np.empty(len(first), dtype=np.int64)
            rank[np.argsort(words.astype("U") if words.dtype.kind == "O" else words)] = np.arange(len(first))
            place = rank[numbers]
        parts.append((place, int(place.max(initial=0)) + 1))
        orders.append(place)
        cells[name] = forms.keys[name]
    slot, first = together(parts, len(forms.rows))
    order = np.lexsort([each[first] for each in reversed(orders)]) if orders else np.arange(len(first))
    place_of = np.empty(len(first), dtype=np.int64)
    place_of[order] = np.arange(len(first))
    picked = first[order]
    return [
        _Suffix(
            pattern,
            cells["wave"][at] if "wave" in cells else None,
            cells["rater"][at] if "rater" in cells else None,
        )
        for at in picked
    ], place_of[slot]


def unplaced_table(
    family: Family, found: Sequence[tuple[Rows, str, dict[str, Array]]], layout: Layout
) -> Any:
    """What has no place: its row, the reason, and its keys."""
    kept: list[str] = list(dict.fromkeys(name for _, _, keys in found for name in keys)) or list(layout.keys)
    columns: Columns = {
        "row": np.concatenate([rows for rows, _, _ in found] or [np.zeros(0, dtype=np.int64)]),
        "reason": np.concatenate(
            [np.full(len(rows), kind, dtype=object) for rows, kind, _ in found] or [np.zeros(0, dtype=object)]
        ),
    }
    for name in kept:
        cells = [
            plain(keys[name]).astype(object) if name in keys else np.full(len(rows), None, dtype=object)
            for rows, _, keys in found
        ]
        columns[layout.keys.get(name, name)] = np.concatenate(cells or [np.zeros(0, dtype=object)])
    order = np.argsort(columns["row"], kind="stable")
    return family.build({name: cells[order] for name, cells in columns.items()}, [], {})


def metadata_of(levels: Mapping[str, Sequence[str]], outputs: Sequence[Output]) -> dict[str, tuple[str, ...]]:
    """Of each column of levels or classes its labels; of a long table by result."""
    return {each.name: tuple(each.labels) for each in outputs if each.labels} or {
        name: tuple(labels) for name, labels in levels.items()
    }
