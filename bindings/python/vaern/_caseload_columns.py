# SPDX-License-Identifier: Apache-2.0
"""Tables of cases, assessments and events as the engine takes them. No row is looked at in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vaern._cells import numbered
from vaern._core import Policy, _local_moments
from vaern._families import Family, family_of, library

Array = NDArray[Any]
Naive = Literal["utc", "local"] | None
Moments = tuple[Array, bool] | None
FARTHEST = np.datetime64("-20000", "Y"), np.datetime64("20000", "Y")

CASES = ("case", "other_party", "opened", "closed", "team")
ASSESSMENTS = (
    "case", "other_party", "assessed", "recorded", "level", "possible", "completed", "judged", "instrument",
)  # fmt: skip
EVENTS = ("case", "other_party", "kind", "known", "recorded")


class Columns:
    """One table, and the names that its columns have in it."""

    def __init__(self, policy: Policy, data: Any, names: Mapping[str, str], naive: Naive, what: str):
        self.family: Family = family_of(data)
        self.policy = policy
        self.naive = naive
        self.what = what
        self._names = dict(names)
        self._there = set(self.family.names())
        for wanted, name in names.items():
            if name not in self._there:
                raise ValueError(f"the table of {what} has no column '{name}' for '{wanted}'")

    def name(self, wanted: str) -> str | None:
        """Of the column that holds it; None where there is none."""
        name = self._names.get(wanted, wanted)
        return name if name in self._there else None

    def required(self, wanted: str) -> str:
        name = self.name(wanted)
        if name is None:
            there = sorted(self._there)
            raise ValueError(f"the table of {self.what} has no column '{wanted}'; it has {there}")
        return name

    def raw(self, wanted: str) -> Any:
        name = self.name(wanted)
        data = self.family.data
        if name is None:
            return None
        return data[getattr(self.family, "labels", {name: name})[name]]

    def cells(self, wanted: str) -> Array:
        return np.asarray(self.family.array(self.required(wanted)))

    def words(self, wanted: str) -> tuple[Array, Array]:
        """A number for each cell, -1 where it is empty, and the words that have them: each once."""
        self.required(wanted)
        numbers, words = _words_of(self.raw(wanted)) or _numbered_words(self.cells(wanted))
        filled = words != ""
        if np.all(filled):
            return numbers, words
        places = np.append(np.where(filled, np.cumsum(filled) - 1, -1), -1)
        return places[numbers], words[filled]

    def is_text(self, wanted: str) -> bool:
        """Whether `words` reads it without making an object of each cell."""
        return _words_of(self.raw(wanted)[:0]) is not None

    def flags(self, wanted: str) -> Array | None:
        """Truths as bytes; None where there is no column. Empty cells are refused."""
        if self.name(wanted) is None:
            return None
        cells = self.cells(wanted)
        if cells.dtype.kind not in "biu":
            raise TypeError(f"the column '{wanted}' of the {self.what} holds true and false, none empty")
        return np.asarray(cells != 0).astype(np.uint8)

    def moments(self, wanted: str, *, is_required: bool = False) -> Moments:
        """Microseconds in UTC, or days."""
        if is_required:
            self.required(wanted)
        if self.name(wanted) is None:
            return None
        where = f"the column '{wanted}' of the {self.what}"
        return moments_of(self.raw(wanted), self.policy, self.naive, where)


def moments_of(column: Any, policy: Policy, naive: Naive, where: str) -> tuple[Array, bool]:
    """Microseconds in UTC, or days (then the second is True); as they lie in memory where they can be."""
    if naive not in (None, "utc", "local"):
        raise ValueError("`naive` is 'utc' or 'local'")
    cells, is_aware = _times(column)
    if cells.dtype.kind != "M":
        if all_empty(cells):
            return np.full(len(cells), np.iinfo(np.int64).min), False
        raise TypeError(f"{where} is no column of moments or days: it has the dtype {cells.dtype}")
    unit = np.datetime_data(cells.dtype)[0]
    if unit in ("D", "W", "M", "Y"):
        return _numbers(cells, "datetime64[D]"), True
    shown = _numbers(cells, "datetime64[us]")
    if is_aware or naive == "utc":
        return shown, False
    if naive == "local":
        return np.asarray(_local_moments(policy, shown)), False
    raise ValueError(
        f"{where} holds moments with no time zone: say naive='utc', or naive='local' for what clocks "
        "in the zone of the policy showed"
    )


def _numbers(cells: Array, dtype: str) -> Array:
    if np.datetime_data(cells.dtype)[0] in ("Y", "M", "W", "h", "m", "s", "ms"):
        # NumPy wraps what does not fit the finer unit; here it stays outside every calendar.
        cells = np.clip(cells, *(each.astype(cells.dtype) for each in FARTHEST))
    return np.ascontiguousarray(cells.astype(dtype, copy=False)).view(np.int64)


def all_empty(cells: Array) -> bool:
    return bool(len(cells) == 0 or (cells.dtype.kind == "O" and all(cell is None for cell in cells)))


def _numbered_words(cells: Array) -> tuple[Array, Array]:
    numbers, first = numbered(cells)
    return numbers, cells[first].astype(object)


def _words_of(column: Any) -> tuple[Array, Array] | None:
    """Text of pandas, Polars and Arrow by their own means; None for other columns."""
    module = type(column).__module__.split(".")[0]
    if module == "pandas" and column.dtype.kind not in "iufbM":
        codes, words = library("pandas").factorize(column)
        return codes, np.asarray(words, dtype=object)
    if module == "polars" and str(column.dtype).split("(")[0] in ("String", "Categorical", "Enum"):
        pl = library("polars")
        text = column.cast(pl.String)
        words = text.unique(maintain_order=True).drop_nulls()
        codes = text.replace_strict(words, pl.Series(np.arange(len(words))), return_dtype=pl.Int64)
        return codes.cast(pl.Int64).fill_null(-1).to_numpy(), np.array(words.to_list(), dtype=object)
    if module == "pyarrow":
        pa = library("pyarrow")
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            encoded = pa.chunked_array(column).dictionary_encode().combine_chunks()
            codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            return codes, np.array(encoded.dictionary.to_pylist(), dtype=object)
    return None


def _times(column: Any) -> tuple[Array, bool]:
    """As NumPy has it, in UTC where it has a time zone, and whether it has."""
    module = type(column).__module__.split(".")[0]
    if module == "pandas":
        dtype = str(column.dtype)
        if dtype.endswith("[pyarrow]"):
            return _times(column.array.__arrow_array__())
        if "tz=" in dtype or (dtype.startswith("datetime64[") and "," in dtype):
            if not dtype.startswith("datetime64["):
                column = column.astype("datetime64[us, UTC]")
            return column.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(), True
        if column.dtype.kind == "M":
            return column.to_numpy(dtype="datetime64[us]"), False
        return column.to_numpy(dtype=object), False
    if module == "polars":
        zone = getattr(column.dtype, "time_zone", None)
        if zone:
            return column.dt.convert_time_zone("UTC").dt.replace_time_zone(None).to_numpy(), True
        if str(column.dtype) == "Date":
            return column.to_numpy().astype("datetime64[D]"), False
        return column.to_numpy(), False
    if module == "pyarrow":
        pa = library("pyarrow")
        if pa.types.is_date(column.type):
            return column.cast(pa.date32()).to_numpy(zero_copy_only=False).astype("datetime64[D]"), False
        if pa.types.is_timestamp(column.type):
            zone = column.type.tz
            return column.to_numpy(zero_copy_only=False).astype("datetime64[us]"), zone is not None
        return column.to_numpy(zero_copy_only=False), False
    if isinstance(column, np.ma.MaskedArray):
        filled = np.array(column.data)
        if filled.dtype.kind == "M":
            filled[np.ma.getmaskarray(column)] = np.datetime64("NaT")
        return filled, False
    return np.asarray(column), False


# --- keys ---------------------------------------------------------------------------------


def _numbers_together(tables: Sequence[Columns], name: str) -> list[Array]:
    """Equal cells of all tables have one number, empty ones -1."""
    if all(table.is_text(name) for table in tables):
        told = [table.words(name) for table in tables]
        ends = np.cumsum([len(words) for _, words in told])[:-1]
        together = np.split(numbered(np.concatenate([words for _, words in told]))[0], ends)
        # The last is what -1 reads.
        return [np.append(own, -1)[cells] for own, (cells, _) in zip(together, told, strict=True)]
    columns = [table.cells(name) for table in tables]
    sizes = [len(column) for column in columns]
    if all(column.dtype.kind in "iu" for column in columns):
        filled = [column for column in columns if len(column)]
        low = min((int(column.min()) for column in filled), default=0)
        high = max((int(column.max()) for column in filled), default=0)
        if high - low <= 8 * sum(sizes) + 1024:
            return [column.astype(np.int64, copy=False) - low for column in columns]
    if len({column.dtype.kind in "iu" for column in columns if len(column)}) > 1:
        columns = [column.astype(object) for column in columns]
    numbers = numbered(np.concatenate(columns))[0]
    return list(np.split(numbers, np.cumsum(sizes)[:-1]))


@dataclass
class Placed:
    """Entries by their rows of the cases."""

    row: Array  #: int32; -1: of no case.
    source: Array | None  #: The entry's own row, where one stands for several; None: as it is.


class Keys:
    """Which row of the cases an entry belongs to."""

    def __init__(self, cases: Columns, *others: Columns):
        tables = [cases, *others]
        self._case = dict(
            zip(map(id, tables), _numbers_together(tables, "case"), strict=True)
        )
        with_party = [table for table in tables if table.name("other_party") is not None]
        self._party: dict[int, Array] = {}
        if cases.name("other_party") is not None:
            numbers = _numbers_together(with_party, "other_party")
            self._party = dict(zip(map(id, with_party), numbers, strict=True))
        self._cases = id(cases)
        own = self._case[self._cases]
        self.rows = len(own)
        self._size = 1 + max((int(n.max()) for n in self._case.values() if len(n)), default=0)
        self._order = np.argsort(own, kind="stable")
        counted = np.bincount(own[own >= 0], minlength=self._size)
        self._begin = np.concatenate([[0], np.cumsum(counted)]) + int(np.sum(own < 0))
        self._is_single = bool(len(counted) == 0 or counted.max() <= 1)
        self._check_twice(own)

    def _check_twice(self, own: Array) -> None:
        if self._is_single:
            return
        party = self._party.get(self._cases)
        if party is None:
            raise ValueError(
                "a case has several rows: give a column 'other_party' that tells them apart"
            )
        pairs = own * (int(party.max(initial=0)) + 2) + party + 1
        if len(np.unique(pairs)) < len(pairs):
            raise ValueError("two rows have the same case and the same other party")

    def place(self, table: Columns) -> Placed:
        number = self._case[id(table)]
        if self._is_single:
            row = np.full(self._size + 1, -1, dtype=np.int32)  # the last is what -1 reads
            own = self._case[self._cases]
            row[own] = np.arange(self.rows, dtype=np.int32)
            row[-1] = -1
            return Placed(row[number], None)
        count = np.where(number >= 0, self._begin[number + 1] - self._begin[np.maximum(number, 0)], 0)
        count[number < 0] = 0
        first = np.where(count > 0, self._begin[np.maximum(number, 0)], 0)
        # Each entry once for every row of its case, then only where it is about that party.
        times = np.maximum(count, 1)
        source = np.repeat(np.arange(len(number)), times)
        offset = np.arange(len(source)) - np.repeat(np.cumsum(times) - times, times)
        row = np.where(count[source] > 0, self._order[np.minimum(first[source] + offset, self.rows - 1)], -1)
        party = self._party.get(id(table))
        if party is not None:
            about = party[source]
            is_other = (about >= 0) & (row >= 0) & (self._party[self._cases][np.maximum(row, 0)] != about)
            # Of a party that has no row it belongs to no case.
            keeps = ~is_other
            left = np.bincount(source[keeps], minlength=len(number))
            first_of = np.concatenate([[0], np.cumsum(times)[:-1]]).astype(np.int64)
            lost = first_of[left == 0]
            row[lost] = -1
            keeps[lost] = True
            row, source = row[keeps], source[keeps]
        return Placed(row.astype(np.int32), source)


# --- levels -------------------------------------------------------------------------------


def possible_levels(table: Columns, levels: Sequence[str]) -> Array:
    """Sets of levels: bit i is level i."""
    if table.name("possible") is not None:
        return table.cells("possible").astype(np.uint64)
    if not table.is_text("level") and (cells := table.cells("level")).dtype.kind in "iu":
        bad = (cells < -1) | (cells >= len(levels))
        if bad.any():
            raise ValueError(f"the column 'level' holds {cells[bad][0]}, and there are {len(levels)} levels")
        safe = np.maximum(cells, 0).astype(np.uint64)
        return np.where(cells < 0, np.uint64(0), np.uint64(1) << safe).astype(np.uint64)
    numbers, words = table.words("level")
    known = {word: place for place, word in enumerate(levels)}
    bits = np.zeros(len(words) + 1, dtype=np.uint64)  # the last is of empty cells: no level
    for place, word in enumerate(map(str, words)):
        if word not in known and word:
            raise ValueError(f"the column 'level' holds '{word}', and the levels are {', '.join(levels)}")
        bits[place] = np.uint64(1) << np.uint64(known[word]) if word else np.uint64(0)
    return bits[numbers]


def kinds_of(table: Columns, known: Sequence[str]) -> Array:
    """Positions in `known`, -1 for another word."""
    numbers, words = table.words("kind")
    places = {word: place for place, word in enumerate(known)}
    return np.array([*(places.get(str(word), -1) for word in words), -1], dtype=np.int32)[numbers]
