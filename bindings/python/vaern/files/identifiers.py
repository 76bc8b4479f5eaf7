# SPDX-License-Identifier: Apache-2.0
"""Direct identifiers of persons in a table: refused by column and number of rows, never shown.

CPR numbers and e-mail addresses. A number of eight digits is let through, as it may well be a key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vaern._core import _identifier_kinds
from vaern.files.packages import need

__all__ = ["find_persons", "refuse_persons"]

_KINDS = {"cpr_number": "CPR numbers", "email": "e-mail addresses"}
_LEAST = 101_000_000  # 0101000000 without its zero
_DAYS = (*range(1, 32), *range(61, 92))


def find_persons(texts: Iterable[str]) -> dict[str, str]:
    """By text what kind of identifier it holds; those that hold none are left out."""
    asked = list(dict.fromkeys(texts))
    return {
        text: _KINDS[kind]
        for text, kind in zip(asked, _identifier_kinds(asked), strict=True)
        if kind is not None
    }


def _rows_of_numbers(numbers: Any) -> int:
    """How many look like CPR numbers, where nearly all do; one in 15 of any ten digits does."""
    filled = numbers.dropna()
    if len(filled) == 0 or filled.max() < _LEAST:
        return 0
    filled = filled.astype("float64")
    day, month = filled // 1e8, filled // 1e6 % 100
    likely = (filled % 1 == 0) & day.isin(_DAYS) & month.between(1, 12)
    return int(likely.sum()) if len(filled) and likely.mean() >= 0.9 else 0


def refuse_persons(table: Any, what: str) -> None:
    """Raises ValueError where a column of a pandas DataFrame holds identifiers."""
    pd = need("pandas", what)
    said = []
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_bool_dtype(column.dtype):
            continue
        if pd.api.types.is_numeric_dtype(column.dtype):
            if rows := _rows_of_numbers(column):
                said.append(f"column '{name}': what looks like CPR numbers in {rows} rows")
            continue
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            continue
        kinds = find_persons(text for text in column.dropna().unique() if isinstance(text, str))
        for kind in sorted(set(kinds.values())):
            rows = column.isin([text for text, of in kinds.items() if of == kind])
            first = int(rows.to_numpy(dtype=bool).argmax())
            said.append(f"column '{name}': {kind} in {int(rows.sum())} rows, the first in row {first}")
    if said:
        raise ValueError(
            f"{what} refuses direct identifiers of persons: {'; '.join(said)}. "
            "Put keys of your own in their place, or leave the column out (`columns=`)"
        )
