# SPDX-License-Identifier: Apache-2.0
"""Forms of a table with columns of answers: one row a form, or one row a person."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from vaern._cells import is_empty, joined
from vaern._forms import MEANINGS, Asked, Forms, Notes, Table, carried_columns
from vaern.layouts import Layout


def from_columns(asked: Asked, table: Table, layout: Layout, notes: Notes) -> Forms:
    """One row a form, or a column for each wave and rater."""
    slots = list(itertools.product(layout.waves or [None], layout.raters or [None]))
    if layout.shape == "rows":
        slots = [(None, None)]

    def column(item: str, slot: tuple[Any, Any]) -> str:
        named = {"item": item, "wave": slot[0], "rater": slot[1], "instrument": asked.id}
        return layout.pattern.format(**named)

    grid = _grid(asked.questions, slots, column, table)
    if not grid:
        raise ValueError(
            f"no column of the table is a question of {asked.reference} by the pattern "
            f"'{layout.pattern}'"
        )
    _name_columns(asked, grid, slots, column, table, layout, notes)
    several = len(slots) > 1
    rows = table.rows
    own = {name: [column(name, slot) for slot in slots] for name in (*MEANINGS, layout.anchor) if name}
    of_slots = {
        name: joined([table[each] if each in table.names else None for each in written], rows)
        for name, written in own.items()
        if layout.shape == "wide" and any(each in table.names and each != name for each in written)
    }
    plain = {meaning: table[name] for meaning, name in layout.keys.items() if meaning not in of_slots}
    keys = {name: np.repeat(cells, len(slots)) if several else cells for name, cells in plain.items()}
    keys |= {name: of_slots.pop(name) for name in layout.keys if name in of_slots}
    for at, (meaning, declared) in enumerate((("wave", layout.waves), ("rater", layout.raters))):
        if layout.shape == "wide" and declared:
            reported = np.array([declared[slot[at]] for slot in slots])
            keys[meaning] = np.tile(reported.astype(object) if reported.dtype.kind in "US" else reported, rows)
    carried = {
        name: np.repeat(table[at], len(slots)) if several else table[at]
        for name, at in carried_columns(layout, table).items()
        if name not in of_slots
    } | of_slots
    answers = {
        name: joined([None if each is None else table[each] for each in written], rows)
        if several
        else table[next(each for each in written if each is not None)]
        for name, written in grid.items()
    }
    forms = Forms(
        keys,
        {name: cells for name, cells in carried.items() if name not in keys},
        answers,
        np.repeat(np.arange(rows, dtype=np.int64), len(slots)),
        np.tile(np.arange(len(slots), dtype=np.int64), rows),
    )
    return _without_empty(forms, layout, notes)


def _without_empty(forms: Forms, layout: Layout, notes: Notes) -> Forms:
    if layout.empty == "score":
        return forms
    answered = np.zeros(len(forms.rows), dtype=bool)
    for cells in forms.answers.values():
        answered |= ~is_empty(cells)
    if not answered.all():
        notes.add("empty_form", count=int((~answered).sum()))
    return forms.where(answered)


def _grid(
    asked: Mapping[str, str],
    slots: Sequence[tuple[Any, Any]],
    column: Callable[[str, tuple[Any, Any]], str],
    table: Table,
) -> dict[str, list[str | None]]:
    """By question and slot the column with its answers."""
    there = set(table.names)
    grid: dict[str, list[str | None]] = {}
    owner: dict[str, tuple[str, int]] = {}
    for name, question in asked.items():
        for at, slot in enumerate(slots):
            written = column(name, slot)
            if written not in there:
                continue
            if owner.setdefault(written, (question, at)) != (question, at):
                raise ValueError(f"the column '{written}' can be read in two ways by the pattern")
            cells = grid.setdefault(question, [None] * len(slots))
            if cells[at] is not None and cells[at] != written:
                raise ValueError(f"the columns '{cells[at]}' and '{written}' answer the same question")
            cells[at] = written
    return grid


def _name_columns(
    asked: Asked,
    grid: Mapping[str, Sequence[str | None]],
    slots: Sequence[tuple[Any, Any]],
    column: Callable[[str, tuple[Any, Any]], str],
    table: Table,
    layout: Layout,
    notes: Notes,
) -> None:
    """Questions without a column in some wave, and columns that look like questions."""
    every = asked.columns()
    for at, slot in enumerate(slots):
        absent = [name for name in every if name not in grid or grid[name][at] is None]
        if absent and layout.shape == "wide":
            where = ", ".join(str(each) for each in slot if each is not None)
            notes.add(
                "absent_item",
                count=len(absent),
                instrument=asked.reference,
                where=where,
                items=", ".join(absent[:10]) + (" …" if len(absent) > 10 else ""),
            )
    if layout.shape != "wide":
        return
    used = {each for columns in grid.values() for each in columns if each} | set(layout.keys.values())
    known = [*asked.questions, *MEANINGS, *layout.ignore, *([layout.anchor] if layout.anchor else [])]
    for slot in slots:
        marked = column("\0", slot)
        before, after = marked.split("\0")
        shape = re.compile(re.escape(before) + "(.+)" + re.escape(after))
        for name in table.names:
            match = shape.fullmatch(name)
            if match and name not in used and match[1] not in known:
                near = difflib.get_close_matches(match[1], list(asked.questions), 1)
                notes.add(
                    "unknown_column",
                    count=1,
                    column=name,
                    instrument=asked.reference,
                    suggestion=column(near[0], slot) if near else "",
                )
