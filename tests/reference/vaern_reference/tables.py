# SPDX-License-Identifier: Apache-2.0
"""Tables, and which norm of a table holds (S21, S21.2, S21.3; language: `tables`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .numbers import number

Rows = list[tuple[Fraction, Fraction]]  # from, value; rising


@dataclass(frozen=True)
class Norm:
    rows: Rows
    first: date | None  # the first and the last day that it holds
    last: date | None


@dataclass(frozen=True)
class Table:
    id: str
    chooser: str | None  # "date", an item, or nothing where there is one norm
    norms: dict[str, Norm]

    @property
    def input(self) -> str | None:
        """The input whose code is the norm."""
        return f"{self.id}.norm" if self.chooser == "date" else self.chooser


ONLY = ""  # the one norm of a table without `choose`


def read_rows(written: dict) -> Rows:
    return [(number(start), number(value)) for start, value in written.items()]


def read_table(id: str, written: dict) -> Table:
    day = lambda text: None if text is None else date.fromisoformat(text)
    norms = written.get("norms", {ONLY: written})
    return Table(
        id,
        written.get("choose"),
        {
            code: Norm(read_rows(norm["rows"]), day(norm.get("from")), day(norm.get("until")))
            for code, norm in norms.items()
        },
    )


def row_of(rows: Rows, x: Fraction) -> Fraction | None:
    """S21: half-open, from each number up to the next; the last row has no end. Below the first
    row there is none, which only a score without sensitive items can come to (E5.1)."""
    return [None, *(value for start, value in rows if start <= x)][-1]


def norm_of(table: Table, day: date) -> str | None:
    """S21.3; None before the first norm, after the last, and in a gap."""
    for code, norm in table.norms.items():
        if norm.first <= day and (norm.last is None or day <= norm.last):
            return code
    return None
