# SPDX-License-Identifier: Apache-2.0
"""Forms of a table with one row an answer."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

import numpy as np

from vaern._cells import Array, Mask, Rows, differ, numbered, taken, together
from vaern._forms import Asked, Forms, Notes, Table, carried_columns, complete
from vaern.layouts import Layout


def one_value_each(
    carried: Mapping[str, Array], form: Rows, first: Rows, rows: Rows, keys: Mapping[str, Array], notes: Notes
) -> Mask:
    """The forms whose rows agree in what a form has one of."""
    agreed = np.ones(len(first), dtype=bool)
    for name, cells in carried.items():
        other = differ(cells[rows], cells[first][form])
        if other.any():
            notes.add("conflicting_value", rows[other], keys, key=name)
            agreed[form[other]] = False
    wrong = ~agreed[form]
    if wrong.any():
        notes.set_aside("conflicting_value", rows[wrong], keys)
    return agreed


def from_long(asked: Asked, table: Table, layout: Layout, notes: Notes) -> Forms:
    """Of a table with one row an answer."""
    keys = {meaning: table[name] for meaning, name in layout.keys.items()}
    carried = {meaning: table[name] for meaning, name in carried_columns(layout, table).items()}
    items, values = table[layout.item], table[layout.value]
    if layout.instrument:
        mine = _of_instrument(asked, table, keys, layout, notes)
    else:
        mine = np.ones(len(items), dtype=bool)
    rows = complete({**keys, "item": items}, mine, notes)

    every = asked.columns()
    number, first = numbered(items)
    names = [str(name) for name in items[first].tolist()]
    place = np.array([every.index(asked.questions[n]) if n in asked.questions else -1 for n in names] or [-1])
    asks = np.where(number < 0, -1, place[number])
    _name_unknown(asked, names, place, number, rows, keys, layout, notes)
    chosen = np.flatnonzero(rows & (asks >= 0))

    parts = []
    for cells in keys.values():
        numbers, found = numbered(cells[chosen])
        parts.append((numbers, len(found)))
    form, where = together(parts, len(chosen))
    first_rows = chosen[where]
    whole = one_value_each(carried, form, first_rows, chosen, keys, notes)

    table_rows = np.full(len(every) * len(where), -1, dtype=np.int64)
    cell = asks[chosen] * len(where) + form
    table_rows[cell[::-1]] = chosen[::-1]
    again = table_rows[cell] != chosen
    if again.any():
        whole &= _no_second_answer(chosen, again, table_rows[cell], values, form, keys, items, layout, notes)
    answers = {
        name: taken(values, table_rows[i * len(where) : (i + 1) * len(where)])
        for i, name in enumerate(every)
        if (place == i).any()
    }
    forms = Forms(
        {name: cells[first_rows] for name, cells in keys.items()},
        {name: cells[first_rows] for name, cells in carried.items()},
        answers,
        first_rows,
    )
    return forms.where(whole)


def _of_instrument(
    asked: Asked, table: Table, keys: Mapping[str, Array], layout: Layout, notes: Notes
) -> Mask:
    """The rows of this instrument; those of one that nobody scores are named."""
    cells = table[layout.instrument or ""]
    there = complete({"instrument": cells}, np.ones(len(cells), dtype=bool), notes)
    number, first = numbered(cells)
    words = [str(word) for word in cells[first].tolist()]
    for at, word in enumerate(words):
        if word in {asked.id, *table.known}:
            continue
        found = np.flatnonzero(number == at)
        if word in layout.ignore:
            notes.set_aside("ignored", found, keys)
        else:
            notes.add("unknown_instrument", found, keys, places=True, instrument=word)
    mine = np.array([word == asked.id for word in words] or [False])
    return np.asarray(there & mine[number])


def _name_unknown(
    asked: Asked,
    names: Sequence[str],
    place: Rows,
    number: Rows,
    rows: Mask,
    keys: Mapping[str, Array],
    layout: Layout,
    notes: Notes,
) -> None:
    """Questions that the instrument does not ask, each with its rows; those to ignore are left out."""
    for at in np.flatnonzero(place[: len(names)] < 0).tolist():
        found = np.flatnonzero(rows & (number == at))
        if len(found) == 0 or names[at] in layout.ignore:
            if len(found):
                notes.set_aside("ignored", found, keys)
            continue
        near = difflib.get_close_matches(names[at], list(asked.questions), 1)
        notes.add(
            "unknown_item",
            found,
            keys,
            places=True,
            item=names[at],
            instrument=asked.reference,
            suggestion=near[0] if near else "",
        )


def _no_second_answer(
    chosen: Rows,
    again: Mask,
    first: Rows,
    values: Array,
    form: Rows,
    keys: Mapping[str, Array],
    items: Array,
    layout: Layout,
    notes: Notes,
) -> Mask:
    """The forms without a question that is answered twice."""
    equal = again & ~differ(values[chosen], values[first])
    refused = again if layout.duplicates == "refuse" else again & ~equal
    shown = {**keys, "item": items}
    if layout.duplicates != "refuse" and equal.any():
        notes.add("repeated_answer", chosen[equal], shown)
    single = np.ones(int(form.max()) + 1, dtype=bool)
    if refused.any():
        notes.add("duplicate_answer", chosen[refused], shown)
        single[form[refused]] = False
        notes.set_aside("duplicate_answer", chosen[~single[form]], keys)
    return single
