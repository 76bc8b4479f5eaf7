# SPDX-License-Identifier: Apache-2.0
"""Deadlines of one interval for whole columns, by the calendar and the zone of a policy.

>>> import numpy as np
>>> import vaern
>>> policy = vaern.load().policy("partner-violence-review")
>>> week = vaern.Deadlines(policy, "P7D")
>>> assessed = np.array(["2026-03-10", "2026-03-27", "NaT"], dtype="datetime64[D]")
>>> week(assessed).astype(str).tolist()  # 3 April is Good Friday, and Maundy Thursday is closed too
['2026-03-17', '2026-04-01', 'NaT']
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vaern._caseload_columns import Naive, moments_of
from vaern._core import Policy, _DeadlineTable
from vaern._families import library
from vaern.errors import DataError

__all__ = ["Deadlines"]

Array = NDArray[Any]
#: Faults that an error holds; it says how many rows there are.
MOST_FAULTS = 1000


class Deadlines:
    """The deadline `interval` after each date of a column, as a timeline computes it (T2, T3).

    interval: as policies write it, "P7D", "P1M", "PT72H"; counted days are "hverdage 6" or
    {"hverdage": 6}, "arbejdsdage 7", and "end_of month".
    statutory: a deadline of a law, which no closed day moves.

    The tables behind it cover the years of the data that it has seen, so keep it for the next column.
    It can be used from several threads.
    """

    def __init__(
        self,
        policy: Policy,
        interval: str | Mapping[str, int | str],
        *,
        statutory: bool = False,
    ):
        self.policy = policy
        self.statutory = statutory
        self._table = _DeadlineTable(policy, _text_of(interval), statutory)

    @property
    def interval(self) -> str:
        """'P7D', 'hverdage 6'."""
        return self._table.interval

    def __repr__(self) -> str:
        by_law = ", statutory=True" if self.statutory else ""
        return f"<Deadlines {self.interval} by {self.policy.reference}{by_law}>"

    def __call__(
        self,
        dates: Any,
        *,
        naive: Naive = None,
        out: Array | None = None,
        on_error: Literal["raise", "nat"] = "raise",
    ) -> Any:
        """Of days the last day in time, of moments the moment in UTC from which on it is too late.

        dates: a NumPy array (datetime64), a Series of pandas or Polars, or a column of pyarrow; the
        result is of the same kind. Days as NumPy has them (datetime64[D]) are read as they lie.
        naive: moments without a time zone are refused, unless this says that they are 'utc', or
        'local': what clocks in the policy's zone showed. Those of pandas are moments, at midnight too.
        out: a NumPy array to write into: datetime64[D] of days, datetime64[us] of moments. It is
        what comes back.
        on_error: a date that has no deadline, outside the years of the calendar, raises DataError
        with its row; with "nat" its cell is NaT. An empty cell (NaT) has an empty one.
        """
        if on_error not in ("raise", "nat"):
            raise ValueError("`on_error` is 'raise' or 'nat'")
        if hasattr(dates, "columns") or isinstance(dates, Mapping):
            raise TypeError(f"dates are one column, and not a table ({type(dates).__qualname__})")
        cells, is_days = moments_of(dates, self.policy, naive, "the column of dates")
        if cells.ndim != 1:
            raise ValueError(f"a column has one dimension, and this array has {cells.ndim}")
        if is_days and self._table.counts_hours:
            raise ValueError(f"{self.interval} counts hours from a moment, and this is a column of days")
        dtype = np.dtype("datetime64[D]" if is_days else "datetime64[us]")
        made = np.empty(len(cells), dtype) if out is None else _checked(out, dtype, cells)
        due = made.view(np.int64)
        lost = self._table.run(cells, due, is_days)
        if lost and on_error == "raise":
            self._raise(cells, due, is_days, lost)
        return made if out is not None else _like(dates, made, is_days)

    def _raise(self, cells: Array, due: Array, is_days: bool, lost: int) -> None:
        found = self._table.faults(cells, due, is_days, MOST_FAULTS)
        help = f"{lost:,} rows have no deadline; on_error='nat' leaves their cells empty"
        raise DataError([finding for _, finding in found], row=found[0][0], help=help)


def _text_of(interval: str | Mapping[str, int | str]) -> str:
    if isinstance(interval, str):
        return interval
    if len(interval) != 1:
        raise ValueError(f"an interval is one of its kind, such as {{'hverdage': 6}}, not {dict(interval)}")
    return " ".join(f"{unit} {count}" for unit, count in interval.items())


def _checked(out: Any, dtype: np.dtype[Any], cells: Array) -> Array:
    if not isinstance(out, np.ndarray) or out.dtype != dtype or out.shape != cells.shape:
        raise ValueError(f"`out` is a NumPy array of {len(cells)} cells of {dtype}")
    if not out.flags.c_contiguous or not out.flags.writeable:
        raise ValueError("`out` lies in one piece and may be written")
    if np.may_share_memory(out, cells):
        raise ValueError("`out` is other memory than the dates")
    return out


def _like(dates: Any, made: Array, is_days: bool) -> Any:
    """A column of the kind of the dates."""
    module = type(dates).__module__.split(".")[0]
    if module == "pandas":
        pd = library("pandas")
        if is_days:
            cells = pd.arrays.ArrowExtensionArray(library("pyarrow").array(made))
            return pd.Series(cells, index=dates.index, name=dates.name)
        return pd.Series(made, index=dates.index, name=dates.name).dt.tz_localize("UTC")
    if module == "polars":
        pl = library("polars")
        series = pl.Series(dates.name, made)
        return series if is_days else series.dt.replace_time_zone("UTC")
    if module == "pyarrow":
        pa = library("pyarrow")
        column = pa.array(made)
        return column if is_days else column.cast(pa.timestamp("us", tz="UTC"))
    return made
