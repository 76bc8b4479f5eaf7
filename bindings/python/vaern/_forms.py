# SPDX-License-Identifier: Apache-2.0
"""Forms of a table, what is found in them, and what has no place among them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from vaern._cells import Array, Mask, Rows, is_empty, numbered
from vaern._core import Instrument, _first_identifier, _mask_identifiers, _table_inputs
from vaern._families import Family
from vaern._layout_words import WORDS, LayoutError, LayoutFinding
from vaern.layouts import Layout

#: Meanings of columns that a form keeps where they are there.
MEANINGS = ("person", "dyad", "episode", "wave", "assessed", "rater", "site")

#: How many cases a finding shows.
SHOWN = 5


class Notes:
    """What was found, and what has no place."""

    def __init__(self) -> None:
        self.findings: list[LayoutFinding] = []
        #: Rows of the table, why, and their keys.
        self.unplaced: list[tuple[Rows, str, dict[str, Array]]] = []

    def add(
        self,
        kind: str,
        found: Sequence[int] | Rows = (),
        keys: Mapping[str, Array] | None = None,
        *,
        rows: Rows | None = None,
        count: int | None = None,
        places: bool = False,
        **arguments: str,
    ) -> None:
        """A finding. `found` counts cells of `keys`; `rows` says which row of the table each is,
        where that is another number. `places`: they have no place because of it."""
        at = np.asarray(found, dtype=np.int64)
        shown = at[:SHOWN]
        self.findings.append(
            LayoutFinding(
                kind,
                WORDS[kind].severity,
                len(at) if count is None else count,
                tuple(int(row) for row in (shown if rows is None else rows[shown])),
                tuple(described(keys or {}, int(each)) for each in shown),
                {name: str(_mask_identifiers(text)) for name, text in arguments.items()},
            )
        )
        if places:
            self.set_aside(kind, at, keys or {}, rows)

    def set_aside(
        self, kind: str, found: Rows, keys: Mapping[str, Array], rows: Rows | None = None
    ) -> None:
        """These have no place."""
        if len(found):
            own = {name: cells[found] for name, cells in keys.items()}
            self.unplaced.append((found if rows is None else rows[found], kind, own))


def described(keys: Mapping[str, Array], row: int) -> str:
    """The keys of a row in words: 'person 7, wave t1'; '?' is an empty cell."""
    cells = ((name, column[row : row + 1]) for name, column in keys.items())
    words = (f"{name} {'?' if is_empty(cell)[0] else cell[0]}" for name, cell in cells)
    return str(_mask_identifiers(", ".join(words)))


@dataclass
class Table:
    """The columns of a table by name, each looked at once."""

    family: Family
    known: frozenset[str] = frozenset()  #: Ids of the instruments that are scored.
    arrays: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = self.family.names()

    def __getitem__(self, name: str) -> Array:
        if name not in self.arrays:
            if name not in self.names:
                near = difflib.get_close_matches(name, self.names, 1)
                raise KeyError(
                    f"the table has no column '{name}'" + (f"; did you mean '{near[0]}'?" if near else "")
                )
            self.arrays[name] = self.family.array(name)
        return self.arrays[name]

    @property
    def rows(self) -> int:
        return len(self[self.names[0]]) if self.names else 0


@dataclass
class Forms:
    """One row a form."""

    keys: dict[str, Array]  #: What tells them apart, by meaning.
    carried: dict[str, Array]  #: What each has one of, by meaning.
    answers: dict[str, Array]  #: By name in the codebook.
    rows: Rows  #: The first row of each in the table.
    slots: Rows | None = None  #: Of wide tables: which wave and rater.

    def kept(self) -> dict[str, Array]:
        return {**self.keys, **{k: v for k, v in self.carried.items() if k not in self.keys}}

    def where(self, chosen: Mask) -> Forms:
        """Those alone."""
        if chosen.all():
            return self
        return Forms(
            {name: cells[chosen] for name, cells in self.keys.items()},
            {name: cells[chosen] for name, cells in self.carried.items()},
            {name: cells[chosen] for name, cells in self.answers.items()},
            self.rows[chosen],
            None if self.slots is None else self.slots[chosen],
        )


@dataclass(frozen=True)
class Asked:
    """What a table is read for: one instrument, or versions of it."""

    id: str
    reference: str
    questions: Mapping[str, str]  #: By what a table may call them their names in the codebook.

    def columns(self) -> list[str]:
        """Those names, each once."""
        return list(dict.fromkeys(self.questions.values()))


def asked_by(instruments: Sequence[Instrument], columns: Mapping[str, str]) -> Asked:
    """Questions are called "choked_within", "choked.within", or as `columns` says."""
    every = [
        each
        for instrument in instruments
        for each in _table_inputs(instrument)
        if each[0] != "assessed"
    ]
    own = dict(every) | {column: column for _, column in every}
    reference = " and ".join(each.reference for each in instruments)
    for item, name in columns.items():
        if item not in own:
            raise KeyError(f"{reference} does not ask '{item}', which `columns` names")
        own = {key: column for key, column in own.items() if column != own[item]} | {name: own[item]}
    return Asked(instruments[0].id, reference, own)


def carried_columns(layout: Layout, table: Table) -> dict[str, str]:
    """What forms keep beside their keys, by meaning."""
    names = {name: name for name in MEANINGS if name in table.names}
    if layout.windows:
        names.pop("wave", None)
    if layout.carry is not None:
        names = {name: name for name in layout.carry}
    if layout.anchor:
        names[layout.anchor] = layout.anchor
    taken_names = set(layout.keys.values())
    return {k: name for k, name in names.items() if name not in taken_names and k not in layout.keys}


def refuse_identifiers(layout: Layout, table: Table) -> None:
    """Text that is a CPR number or an address of mail is no key; `allow` does not let it be."""
    notes = Notes()
    for name in [*layout.keys.values(), *carried_columns(layout, table).values()]:
        cells = table[name]
        if cells.dtype.kind not in "OUS":
            continue
        _, first = numbered(cells)
        at = _first_identifier(cells[first].astype("U").tolist())
        if at is not None:
            notes.add("identifier", [int(first[at])], key=name)
    if notes.findings:
        raise LayoutError(tuple(notes.findings))


def complete(
    keys: Mapping[str, Array], rows: Mask, notes: Notes, table_rows: Rows | None = None
) -> Mask:
    """The rows whose keys are all there."""
    for name, cells in keys.items():
        empty = rows & is_empty(cells)
        if empty.any():
            others = {each: column for each, column in keys.items() if each != name}
            found = np.flatnonzero(empty)
            notes.add("missing_key", found, others, rows=table_rows, places=True, key=name)
            rows = rows & ~empty
    return rows
