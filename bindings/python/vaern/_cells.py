# SPDX-License-Identifier: Apache-2.0
"""Cells of columns as NumPy sees them: which are empty, which are equal. No loop per row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaern._core import _empty_objects, _number_objects
from vaern._families import HOLDS_CODES

Array = NDArray[Any]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: The code of a question that was not asked.
NOT_ASKED = 255

#: A product of sizes above this is made dense before it grows.
ROOM = 2**62


def is_empty(cells: Array) -> Mask:
    """None, NaN, NaT, empty text, and what is masked."""
    if isinstance(cells, np.ma.MaskedArray):
        return np.ma.getmaskarray(cells) | is_empty(cells.data)
    if holds_codes(cells):
        return np.asarray(cells == NOT_ASKED)
    kind = cells.dtype.kind
    if kind == "f":
        return np.asarray(np.isnan(cells))
    if kind in "mM":
        return np.asarray(np.isnat(cells))
    if kind in "US":
        return np.asarray(cells == cells.dtype.type())
    if kind == "O":
        return np.asarray(_empty_objects(cells))
    return np.zeros(len(cells), dtype=bool)


def _plain(cells: Array) -> Array:
    """Values that can be sorted; what is masked is any value."""
    if isinstance(cells, np.ma.MaskedArray):
        cells = cells.data
    if cells.dtype.kind in "mM":
        return cells.view("int64")
    return cells


def dense(ids: Rows, size: int) -> tuple[Rows, Rows]:
    """Ids (from 0, below `size`) numbered anew in order of first appearance, and the first row of each."""
    if size <= 8 * len(ids) + 1024:
        first = np.full(size, -1, dtype=np.int64)
        first[ids[::-1]] = np.arange(len(ids), dtype=np.int64)[::-1]
        found = np.flatnonzero(first >= 0)
        rows = first[found]
        number = np.empty(size, dtype=np.int64)
        order = np.argsort(rows, kind="stable")
        number[found[order]] = np.arange(len(found))
        return number[ids], rows[order]
    _, rows, inverse = np.unique(ids, return_index=True, return_inverse=True)
    order = np.argsort(rows, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[inverse], rows[order].astype(np.int64)


def numbered(cells: Array) -> tuple[Rows, Rows]:
    """Equal cells have one number, in order of first appearance, empty ones -1; and the first rows."""
    if cells.dtype.kind in "OUS" and not isinstance(cells, np.ma.MaskedArray):
        numbers, first = _number_objects(cells.astype(object, copy=False))
        return numbers, first
    empty = is_empty(cells)
    filled = np.flatnonzero(~empty)
    numbers = np.full(len(cells), -1, dtype=np.int64)
    if len(filled) == 0:
        return numbers, filled
    values = _plain(cells)[filled]
    if values.dtype.kind in "iub":
        low, high = int(values.min()), int(values.max())
        if high - low < 8 * len(values) + 1024:
            ids = values.astype(np.int64) - low
            numbers[filled], first = dense(ids, high - low + 1)
            return numbers, filled[first]
    _, inverse = np.unique(values, return_inverse=True)
    numbers[filled], first = dense(inverse.astype(np.int64), int(inverse.max()) + 1)
    return numbers, filled[first]


def together(parts: Sequence[tuple[Rows, int]], rows: int) -> tuple[Rows, Rows]:
    """One number for each combination of numbers, in order of first appearance, and first rows."""
    ids = np.zeros(rows, dtype=np.int64)
    size = 1
    for numbers, count in parts:
        if size > ROOM // max(count, 1):
            ids, first = dense(ids, size)
            size = len(first)
        ids = ids * max(count, 1) + numbers
        size *= max(count, 1)
    return dense(ids, size)


def differ(cells: Array, other: Array) -> Mask:
    """Where two columns of the same kind differ; two empty cells do not."""
    empty, others = is_empty(cells), is_empty(other)
    unequal = np.asarray(_plain(cells) != _plain(other), dtype=bool)
    return np.asarray((empty != others) | (~empty & ~others & unequal))


def taken(cells: Array, rows: Rows) -> Array:
    """Cells of these rows; a row of -1 has an empty one."""
    none = rows < 0
    found: Array = cells[np.where(none, 0, rows)] if len(cells) else np.zeros(len(rows), cells.dtype)
    return _emptied(found, none) if none.any() else found


def joined(columns: Sequence[Array | None], rows: int) -> Array:
    """Columns side by side, read row by row; None is a column of empty cells."""
    there = [column for column in columns if column is not None]
    if any(holds_codes(column) for column in there):
        dtype = next(column.dtype for column in there if holds_codes(column))
        if not all(holds_codes(column) for column in there):
            raise TypeError("columns of one question hold codes here and answers there")
    elif len({column.dtype.kind in "OUS" for column in there}) > 1 or len(
        {column.dtype.kind in "mM" for column in there}
    ) > 1:
        dtype = np.dtype(object)
    else:
        dtype = np.result_type(*(column.dtype for column in there))
    cells = np.zeros((rows, len(columns)), dtype=dtype)
    empty = np.zeros((rows, len(columns)), dtype=bool)
    for place, column in enumerate(columns):
        if column is None:
            empty[:, place] = True
        else:
            cells[:, place] = _data(column)
            empty[:, place] = is_empty(column)
    return _emptied(cells.ravel(), empty.ravel()) if empty.any() else cells.ravel()


def _emptied(cells: Array, empty: Mask) -> Array:
    """The cells, where they may be written over, with these made empty."""
    kind = cells.dtype.kind
    if isinstance(cells, np.ma.MaskedArray) or (kind in "iubUS" and not holds_codes(cells)):
        return np.ma.MaskedArray(_data(cells), mask=np.ma.getmaskarray(cells) | empty)
    if kind == "O":
        cells[empty] = None
    elif kind == "f":
        cells[empty] = np.nan
    elif kind in "mM":
        cells[empty] = np.array("NaT", dtype=cells.dtype)
    else:
        cells[empty] = NOT_ASKED
    return cells


def holds_codes(cells: Array) -> bool:
    """Whether the numbers are codes of answers, as `vaern.synthetic` makes them."""
    return bool(cells.dtype.metadata and cells.dtype.metadata.get(HOLDS_CODES))


def _data(column: Array) -> Array:
    return column.data if isinstance(column, np.ma.MaskedArray) else column


def days(cells: Array, name: str) -> Array:
    """Days of a column of dates, times of day cut off; empty cells are NaT."""
    empty = is_empty(cells)
    data = _data(cells)
    made = np.full(len(cells), np.datetime64("NaT"), dtype="datetime64[D]")
    if data.dtype.kind not in "MOU":
        raise TypeError(f"the column '{name}' holds {data.dtype} and no dates")
    try:
        made[~empty] = data[~empty].astype("datetime64[D]")
    except (ValueError, TypeError):
        raise TypeError(f"the column '{name}' holds a cell that is no date (2026-09-10)") from None
    return made
