# SPDX-License-Identifier: Apache-2.0
"""Which measures of a programme's catalogue apply to how many of many cases.

A row is a case, or a child of it with what is known of the child. No row is looked at in Python.

>>> import numpy as np, vaern
>>> programme = vaern.load().programme("partner-violence")
>>> counted = vaern.indicated(programme, {"pets": np.array(["yes", "no", None, "yes"], dtype=object)})
>>> counted.cases, counted.unknown["pets"]
(4, 1)
>>> counted.table["measure"][0], int(counted.table["included"][0])
('call_112', 4)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral
from typing import TYPE_CHECKING, Any

from vaern import _core
from vaern._core import Programme
from vaern._families import Family, NumPyFamily, Output, family_of
from vaern._given import quoted, shown, texts_of
from vaern._read_only import ReadOnly

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Indicated", "indicated"]

#: What is written of a fact. Nothing else is one: 2 or "x" is refused and never taken as unknown.
TRUTHS = {"yes": 1, "no": 0, "unknown": 2, "ja": 1, "nej": 0, "ukendt": 2, True: 1, False: 0}

OLDEST = 150

#: States, and of the included those whose condition is unknown.
COUNTS = ("included", "held", "blocked", "not_applicable", "open")


@dataclass(frozen=True)
class Indicated:
    """How many cases each measure applies to."""

    #: A row a measure, in the catalogue's order: measure, section, who; how many cases it is
    #: included, held, blocked and not_applicable in, which add up to `cases`; and open: of the
    #: included those where a question is to be answered before it surely applies.
    table: Any
    cases: int
    #: In how many cases each name that was given is not known.
    unknown: Mapping[str, int]
    #: Names that conditions may read and the table has no column of: unknown in every case.
    not_given: tuple[str, ...]
    #: programme, catalogue, vaern.
    metadata: Mapping[str, str]


def indicated(
    programme: Programme,
    data: Any,
    *,
    columns: Mapping[str, str] | None = None,
    keys: Sequence[str] = (),
    threads: int | None = None,
) -> Indicated:
    """Counts the states of every measure over a table of cases.

    data: a DataFrame of pandas or Polars, a pyarrow Table or a dict of NumPy arrays; the result is
    a table of the same kind. A column is named as conditions name what they read: a fact, holding
    yes and no (or truths, or 1 and 0); "level", or "level_low" and "level_high" as tables of scores
    have them, holding ids of the programme's levels; "relation", "sex"; "age", "child.age". Empty
    is unknown, and so is a name without a column.

    columns: where the table has other names, {"pets": "has_dog_or_cat"}.
    keys: columns that are none of these. Any other column is a KeyError, and a cell that is no
    answer a ValueError: nothing is dropped or taken for unknown.
    threads: None is as many as there are. The counts are the same.

    Measures for each child or each professional are counted once a row: give a row for each child
    to count children, with what says that there is one (such as has_children). Where a row says that
    there is none, they are not applicable; where it does not say, they are included and open.

    A CPR number, an e-mail address or a telephone number in a column that is read or named in `keys`
    is a DataError (E1219) that does not repeat it.
    """
    if not isinstance(programme, Programme):
        raise TypeError(f"programme is a vaern.Programme and not a {type(programme).__name__}")
    if columns is not None and not isinstance(columns, Mapping):
        raise TypeError('columns is a dict: {"pets": "has_dog_or_cat"}')
    if threads is not None and (isinstance(threads, bool) or not isinstance(threads, Integral)):
        raise TypeError(f"threads is a whole number or None, and not a {type(threads).__name__}")
    if threads is not None and threads < 0:
        raise ValueError(f"threads is 1 or more, or None: all there are; not {threads}")
    reader = _Reader(programme, family_of(data), dict(columns or {}), set(texts_of(keys, "keys")))
    counts = _core._count_states(
        programme, reader.rows, reader.truths, reader.sets, reader.numbers, threads or 0
    )
    import numpy as np

    measures = _core._measures_of(programme)
    labels = {
        name: np.array([each[place] for each in measures], dtype=object)
        for place, name in enumerate(("measure", "section", "who"))
    }
    outputs = [Output(name, "number", (), counts[:, at].copy(), None) for at, name in enumerate(COUNTS)]
    about = {
        "programme": programme.reference,
        "catalogue": programme.catalogue,
        "vaern": _core.__version__,
    }
    table = reader.family.build(labels, outputs, about)
    return Indicated(table, reader.rows, ReadOnly(reader.unknown), reader.not_given, ReadOnly(about))


class _Reader:
    """Columns of a table as the engine takes them."""

    def __init__(
        self, programme: Programme, family: Family, columns: dict[str, str], keys: set[str]
    ):
        self.family = family
        self.truths: dict[str, Array] = {}
        self.sets: dict[str, Array] = {}
        self.numbers: dict[str, Array] = {}
        self.unknown: dict[str, int] = {}
        names = _core._names_of(programme)
        given = self._names_of_columns(programme, names, columns, keys)
        self.rows = self._count([*given.values(), *sorted(keys)])
        for column in sorted(keys):
            _refuse_identifiers(family, column, True)
        for column in given.values():
            _refuse_identifiers(family, column, False)
        ends = {}
        for name, column in given.items():
            cells = family.array(column)
            if name in ("level_low", "level_high"):
                ends[name] = _coded(cells, column, {code: at for at, code in enumerate(names["level"])})
            elif names[name] is None:
                self.truths[name] = _coded(cells, column, TRUTHS, missing=2).astype("uint8")
                self.unknown[name] = int((self.truths[name] == 2).sum())
            elif names[name] == "number":
                self.numbers[name] = _ages(cells, column)
                self.unknown[name] = int((self.numbers[name] < 0).sum())
            else:
                bits = {code: 1 << at for at, code in enumerate(names[name])}
                self.sets[name] = _coded(cells, column, bits, missing=0).astype("uint64")
                self.unknown[name] = int((self.sets[name] == 0).sum())
        if ends:
            self.sets["level"] = _between(ends, len(names["level"]), given)
            low, high = ends["level_low"], ends["level_high"]
            self.unknown["level"] = int(((low != high) | (low < 0)).sum())
        read = {*self.truths, *self.sets, *self.numbers}
        self.not_given = tuple(name for name in names if name not in read)

    def _names_of_columns(
        self, programme: Programme, names: Mapping[str, Any], columns: dict[str, str], keys: set[str]
    ) -> dict[str, str]:
        there = self.family.names()
        ranges = {"level_low", "level_high"} if "level" in names else set()
        for name, column in columns.items():
            if name not in names and name not in ranges:
                raise KeyError(f"no condition of {programme.reference} may read {quoted(name)}")
            if column not in there:
                raise KeyError(f"the table has no column {quoted(column)}, which `columns` names")
        for column in keys - set(there):
            raise KeyError(f"the table has no column {quoted(column)}, which `keys` names")
        given = dict(columns)
        for column in there:
            if column in keys and column not in columns and (column in names or column in ranges):
                raise ValueError(
                    f"conditions of {programme.reference} read '{column}', and as one of `keys` it would be "
                    "unknown in every case: leave it out of `keys`, or give the column another name"
                )
            if column in keys and column in columns.values():
                raise ValueError(f"the column '{column}' is named in `keys` and in `columns`")
            if column in keys or column in columns.values():
                continue
            if column not in names and column not in ranges:
                raise KeyError(
                    f"the column {quoted(column)} is nothing that conditions of {programme.reference} read; "
                    "name it in `keys`, or say in `columns` what it holds"
                )
            if column in given:
                raise ValueError(f"'{column}' is a column, and `columns` gives it another")
            given[column] = column
        both = ranges & set(given)
        if len(both) == 1:
            raise ValueError("level_low and level_high are given together")
        if both and "level" in given:
            raise ValueError("give level, or level_low and level_high")
        return given

    def _count(self, columns: Sequence[str]) -> int:
        if not self.family.names():
            raise ValueError("a table without a column has no cases")
        is_even = not isinstance(self.family, NumPyFamily)  # Any other table has one length.
        rows = None
        for column in columns[:1] if is_even else columns:
            shape = self.family.array(column).shape
            if len(shape) != 1:
                raise ValueError(f"the column '{column}' has {len(shape)} dimensions and not one")
            found = int(shape[0])
            rows = found if rows is None else rows
            if found != rows:
                raise ValueError(f"the column '{column}' has {found} cells and not {rows}")
        return rows or 0


def _refuse_identifiers(family: Family, column: str, is_key: bool) -> None:
    try:
        spec = family.spec(column)
    except TypeError:
        return  # Neither text nor numbers.
    _core._refuse_identifiers(column, spec, is_key)


def _coded(cells: Array, column: str, codes: Mapping[Any, int], missing: int = -1) -> Array:
    """The code of each cell; each value of the column is looked at once."""
    import numpy as np

    from vaern._cells import numbered

    numbers, first = numbered(cells)
    table = np.full(len(first) + 1, missing, dtype=np.int64)  # the last is read by -1: empty
    for at, row in enumerate(first.tolist()):
        value = cells[row]
        value = value.item() if isinstance(value, np.generic) else value
        if not isinstance(value, (str, bool, int, float)) or value not in codes:
            known = ", ".join(str(code) for code in codes)
            raise ValueError(f"the column '{column}' has {shown(value)} in row {row}: {known}, or empty")
        table[at] = codes[value]
    return table[numbers]


def _ages(cells: Array, column: str) -> Array:
    import numpy as np

    from vaern._cells import numbered

    numbers, first = numbered(cells)
    table = np.full(len(first) + 1, -1, dtype=np.int32)
    for at, row in enumerate(first.tolist()):
        value = cells[row]
        value = value.item() if isinstance(value, np.generic) else value
        is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
        if not is_number or not 0 <= value <= OLDEST or value != int(value):
            raise ValueError(
                f"the column '{column}' has {shown(value)} in row {row}: "
                f"whole years from 0 to {OLDEST}, or empty"
            )
        table[at] = int(value)
    return table[numbers]


def _between(ends: Mapping[str, Array], levels: int, given: Mapping[str, str]) -> Array:
    """Every level from the lowest to the highest that is possible, as bits."""
    import numpy as np

    low, high = ends["level_low"], ends["level_high"]
    wrong = np.flatnonzero((low > high) | ((low < 0) != (high < 0)))
    if len(wrong):
        columns = f"'{given['level_low']}' and '{given['level_high']}'"
        raise ValueError(f"the columns {columns} are no range in row {wrong[0]}")
    table = np.zeros((levels + 1, levels + 1), dtype=np.uint64)
    for first in range(levels):
        for last in range(first, levels):
            table[first, last] = sum(1 << at for at in range(first, last + 1))
    return table[low, high]
