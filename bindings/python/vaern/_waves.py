# SPDX-License-Identifier: Apache-2.0
"""Whether forms stand where they should: keys, windows and order of waves, nesting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from vaern._cells import Array, Mask, Rows, days, is_empty, numbered, together
from vaern._forms import Forms, Notes, complete
from vaern.layouts import Layout, months_and_days

#: What belongs to one of what: a person has one site, a dyad one person.
NESTED = (("person", "site"), ("dyad", "person"), ("episode", "person"), ("episode", "dyad"))


def placed(forms: Forms, layout: Layout, notes: Notes) -> Forms:
    """The forms that have a place, and what is to be said of the others and of their order."""
    if layout.shape != "long":
        before = len(notes.unplaced)
        whole = complete(forms.keys, np.ones(len(forms.rows), dtype=bool), notes, forms.rows)
        forms = forms.where(whole) if len(notes.unplaced) > before else forms
    if layout.shape != "wide":
        forms = _declared(forms, layout, notes)
    if layout.windows:
        forms = _in_windows(forms, layout, notes)
    elif layout.shape != "long":
        forms = _single(forms, layout, notes)
    _check_order(forms, layout, notes)
    _check_nesting(forms, notes)
    return forms


def grouped(forms: Forms, names: Sequence[str]) -> tuple[Rows, int]:
    """A number for each combination of these, as far as they are there, and how many there are."""
    kept = forms.kept()
    parts = []
    for name in names:
        if name in kept:
            numbers, first = numbered(kept[name])
            parts.append((numbers + 1, len(first) + 1))  # an empty cell is a value of its own
    numbers, first = together(parts, len(forms.rows))
    return numbers, len(first)


def _declared(forms: Forms, layout: Layout, notes: Notes) -> Forms:
    """Waves and raters as the layout reports them."""
    for meaning, declared in (("wave", layout.waves), ("rater", layout.raters)):
        if not declared or meaning not in forms.keys:
            continue
        cells = forms.keys[meaning]
        number, first = numbered(cells)
        written = cells[first].tolist()
        known = np.array([each in declared for each in written] or [False])
        for at in np.flatnonzero(~known[: len(first)]):
            found = np.flatnonzero(number == at)
            notes.add(
                "unknown_wave", found, forms.keys, rows=forms.rows, places=True, wave=str(written[at])
            )
        if not known[number].all():
            forms = forms.where(known[number])
        if any(name != value for name, value in declared.items()):
            reported = _reported([declared[each] for each in written if each in declared])
            place = np.cumsum(known[: len(first)]) - 1
            forms.keys[meaning] = reported[place[number[known[number]]]]
    return forms


def _single(forms: Forms, layout: Layout, notes: Notes) -> Forms:
    """The forms that nothing else is the form of; a second one makes both unsure."""
    again, group = _repeated(forms, list(forms.keys))
    if not again.any():
        return forms
    keys = ", ".join(layout.keys.get(name, name) for name in forms.keys)
    notes.add("duplicate_form", np.flatnonzero(again), forms.keys, rows=forms.rows, which=keys)
    alone = np.bincount(group)[group] == 1
    notes.set_aside("duplicate_form", np.flatnonzero(~alone), forms.keys, forms.rows)
    return forms.where(alone)


def _repeated(forms: Forms, names: Sequence[str]) -> tuple[Mask, Rows]:
    group, count = grouped(forms, names)
    first = np.full(count, -1, dtype=np.int64)
    first[group[::-1]] = np.arange(len(group), dtype=np.int64)[::-1]
    return first[group] != np.arange(len(group)), group


# --- Windows ------------------------------------------------------------------------------


def later(day: Array, length: str) -> Array:
    """Days so long after; months end on their last day where they are too short."""
    months, single = months_and_days(length)
    if months:
        month = day.astype("datetime64[M]")
        at = day - month.astype("datetime64[D]")
        moved = month + np.timedelta64(months, "M")
        most = (moved + np.timedelta64(1, "M")).astype("datetime64[D]") - moved.astype("datetime64[D]")
        day = moved.astype("datetime64[D]") + np.minimum(at, most - np.timedelta64(1, "D"))
    moved_day: Array = day + np.timedelta64(single, "D")
    return moved_day


def _anchors(forms: Forms, layout: Layout, assessed: Array) -> Array:
    """The day that windows are counted from, of each form."""
    if layout.anchor:
        return days(forms.kept()[layout.anchor], layout.anchor)
    unit, count = grouped(forms, ("person", "dyad", "episode"))
    first = np.full(count, np.iinfo(np.int64).max)
    there = ~np.isnat(assessed)
    np.minimum.at(first, unit[there], assessed[there].astype("int64"))
    return first[unit].astype("datetime64[D]")


def _in_windows(forms: Forms, layout: Layout, notes: Notes) -> Forms:
    kept = forms.kept()
    if "assessed" not in kept:
        raise KeyError("windows of waves need the day of each form, in a column 'assessed'")
    assessed = days(kept["assessed"], "assessed")
    undated = np.isnat(assessed)
    if layout.anchor and not undated.all():
        anchor = days(kept[layout.anchor], layout.anchor)
        _set_aside(undated, "no_date", forms, notes, key=layout.keys.get("assessed", "assessed"))
        _set_aside(np.isnat(anchor) & ~undated, "no_date", forms, notes, key=layout.anchor)
        undated |= np.isnat(anchor)
    else:
        _set_aside(undated, "no_date", forms, notes, key=layout.keys.get("assessed", "assessed"))
    forms, assessed = forms.where(~undated), assessed[~undated]
    anchor = _anchors(forms, layout, assessed)

    wave = np.full(len(assessed), -1, dtype=np.int64)
    for number, (low, high) in enumerate(layout.windows.values()):
        wave[(assessed >= later(anchor, low)) & (assessed <= later(anchor, high))] = number
    outside = wave < 0
    _set_aside(outside, "outside_windows", forms, notes)
    forms, wave, assessed = forms.where(~outside), wave[~outside], assessed[~outside]

    reported = _reported(list(layout.windows))[wave] if len(wave) else wave
    if "wave" in forms.keys:
        other = np.asarray(forms.keys["wave"] != reported, dtype=bool)
        _set_aside(other, "other_wave", forms, notes)
        forms, reported, assessed = forms.where(~other), reported[~other], assessed[~other]
    forms.keys["wave"] = reported
    return _one_a_window(forms, assessed, layout, notes)


def _one_a_window(forms: Forms, assessed: Array, layout: Layout, notes: Notes) -> Forms:
    names = [name for name in forms.keys if name != "assessed"]
    unit, count = grouped(forms, names)
    alone = np.bincount(unit, minlength=count)[unit] == 1
    if alone.all():
        return forms
    if layout.take is None:
        shared = ", ".join(layout.keys.get(name, name) for name in names)
        _set_aside(~alone, "two_in_window", forms, notes, which=shared)
        return forms.where(alone)
    order = np.lexsort((assessed.astype("int64"), unit))
    ends = np.flatnonzero(np.diff(unit[order], append=-1) != 0)
    starts = np.concatenate(([0], ends[:-1] + 1))
    chosen = np.zeros(len(unit), dtype=bool)
    chosen[order[starts if layout.take == "first" else ends]] = True
    _set_aside(~chosen, "not_taken", forms, notes)
    return forms.where(chosen)


def _set_aside(
    found: Mask, kind: str, forms: Forms, notes: Notes, key: str = "", which: str = ""
) -> None:
    if found.any():
        at = np.flatnonzero(found)
        notes.add(kind, at, forms.keys, rows=forms.rows, places=True, key=key, which=which)


def _reported(waves: Sequence[Any]) -> Array:
    cells = np.array(waves)
    return cells.astype(object) if cells.dtype.kind in "US" else cells


# --- Order and nesting --------------------------------------------------------------------


def ordered_waves(cells: Array, layout: Layout) -> Rows | None:
    """The place of each form's wave in time; None where nobody said so."""
    number, first = numbered(cells)
    values = cells[first].tolist()
    declared = list(layout.windows) or list(layout.waves.values())
    if declared:
        place = [declared.index(value) for value in values]
    elif all(isinstance(value, (int, float)) for value in values) or cells.dtype.kind == "M":
        place = np.argsort(np.argsort(cells[first].astype("float64" if cells.dtype.kind == "O" else cells.dtype))).tolist()
    else:
        return None
    return np.array(place or [0], dtype=np.int64)[number]


def _check_order(forms: Forms, layout: Layout, notes: Notes) -> None:
    if "wave" not in forms.keys or not len(forms.rows):
        return
    wave = ordered_waves(forms.keys["wave"], layout)
    if wave is None:
        notes.add("no_order", count=1)
        return
    unit, _ = grouped(forms, ("person", "dyad", "episode", "rater"))
    order = np.lexsort((wave, unit))
    same = unit[order][1:] == unit[order][:-1]
    step = np.diff(wave[order])
    gap = order[1:][same & (step > 1)]
    if len(gap):
        notes.add("gap", np.sort(gap), forms.keys, rows=forms.rows)
    kept = forms.kept()
    if "assessed" not in kept or is_empty(kept["assessed"]).all():
        return
    assessed = days(kept["assessed"], layout.keys.get("assessed", "assessed"))
    dated = order[~np.isnat(assessed[order])]
    same = (unit[dated][1:] == unit[dated][:-1]) & (np.diff(wave[dated]) > 0)
    back = dated[1:][same & (np.diff(assessed[dated]).astype("int64") < 0)]
    if len(back):
        notes.add("backward", np.sort(back), forms.keys, rows=forms.rows)


def _check_nesting(forms: Forms, notes: Notes) -> None:
    kept = forms.kept()
    for child, parent in NESTED:
        if child not in kept or parent not in kept:
            continue
        named = np.flatnonzero(~is_empty(kept[child]) & ~is_empty(kept[parent]))
        group, first = numbered(kept[child][named])
        of_parent, _ = numbered(kept[parent][named])
        other = of_parent != of_parent[first][group]
        if other.any():
            shown = {name: kept[name] for name in (child, parent)}
            notes.add("two_parents", named[other], shown, rows=forms.rows, child=child, parent=parent)
