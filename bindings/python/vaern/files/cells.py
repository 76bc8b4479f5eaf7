# SPDX-License-Identifier: Apache-2.0
"""Whatever a caller has as a pandas DataFrame, and its cells as the numbers of a codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vaern._core import Instrument, _table_inputs
from vaern._families import HOLDS_CODES
from vaern.files.codebook import Column, Number, plain, reasons
from vaern.files.packages import need
from vaern.files.plain_files import frame_of
from vaern.files.read import ReadTable

__all__ = ["Source", "numbers_of", "source_of"]

_TRUTHS = {"no": 0, "nej": 0, "false": 0, "yes": 1, "ja": 1, "true": 1}


@dataclass
class Source:
    """A table to be written, with what is known of it."""

    table: Any  #: A pandas DataFrame.
    missing_codes: dict[Any, str] = field(default_factory=dict)
    value_labels: dict[str, dict[Any, str]] = field(default_factory=dict)
    variable_labels: dict[str, str] = field(default_factory=dict)
    #: Of a scored table: instrument, meaning, text and more.
    metadata: dict[str, Any] = field(default_factory=dict)
    rejected: tuple[Any, ...] = ()


def _words_of_codes(data: Mapping[str, Any], instrument: Instrument | None) -> dict[str, Any]:
    """Columns of codes, as `vaern.synthetic` makes them, as answers and reasons."""
    made = dict(data)
    for name, array in data.items():
        marks = getattr(getattr(array, "dtype", None), "metadata", None)
        if not marks or not marks.get(HOLDS_CODES):
            continue
        if instrument is None:
            raise ValueError(f"column '{name}' holds codes of answers: say of what, instrument=")
        item = instrument.items.get(name)
        answers = [*item.answers] if item is not None else ["no", "yes"]
        words = {
            code: answer if isinstance(answer, str) else plain(float(answer))
            for code, answer in enumerate(answers)
        }
        words |= {255 - at: word for at, word in enumerate(reasons())}
        made[name] = need("pandas", "a table").Series(array.astype(object)).map(words)
    return made


def _column(array: Any) -> Any:
    """What is masked is empty; pandas would take what lies below the mask."""
    pd = need("pandas", "a table")
    if not hasattr(array, "filled"):
        return array
    empty = need("numpy.ma", "a masked array").getmaskarray(array)
    is_number = array.dtype.kind in "biu"
    return pd.Series(pd.array(array.data) if is_number else array.data).mask(empty)


def _results(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Of a scored dict of arrays: levels by their numbers, truths where -1 is open."""
    pd = need("pandas", "a table")
    made = dict(data)
    for name, array in data.items():
        labels = metadata.get("levels", {}).get(name)
        if labels is not None and str(getattr(array, "dtype", "")) == "int8":
            made[name] = pd.Categorical.from_codes(array, categories=list(labels), ordered=True)
        elif name in metadata.get("truths", ()):
            cells = need("numpy.ma", "a masked array").getdata(array)  # -1 below the mask too
            made[name] = pd.arrays.BooleanArray(cells == 1, cells < 0)
    return made


def _frame(data: Any, instrument: Instrument | None = None) -> Any:
    pd = need("pandas", "a table")
    family = type(data).__module__.split(".")[0]
    if isinstance(data, Mapping):
        words = _words_of_codes(data, instrument)
        return pd.DataFrame({name: _column(array) for name, array in words.items()})
    if family == "pandas":
        return data.copy(deep=False)
    if family == "polars" and hasattr(data, "to_arrow"):
        return frame_of(data.to_arrow())
    if family == "pyarrow" and hasattr(data, "to_pandas"):
        return frame_of(data)
    raise TypeError(
        "a table is a scored table, a ReadTable, a DataFrame of pandas or Polars, a table of "
        f"pyarrow, or a dict of NumPy arrays, and not {type(data).__name__}"
    )


def source_of(
    data: Any, missing_codes: Mapping[Any, str] | None, instrument: Instrument | None
) -> Source:
    if isinstance(data, ReadTable):
        made = Source(
            _frame(data.table),
            dict(data.missing_codes),
            {name: dict(labels) for name, labels in data.value_labels.items()},
            dict(data.variable_labels),
        )
    elif hasattr(data, "table") and hasattr(data, "metadata") and hasattr(data, "rejected"):
        table = data.table
        if isinstance(table, Mapping):
            table = _results(table, data.metadata)
        made = Source(_frame(table), metadata=dict(data.metadata), rejected=tuple(data.rejected))
    else:
        made = Source(_frame(data, instrument))
    names = [str(name) for name in made.table.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"columns with one name: {', '.join(twice)}")
    made.table.columns = names
    made.table = made.table.reset_index(drop=True)
    if instrument is not None:  # "choked.within" is the column choked_within
        made.table = made.table.rename(columns=dict(_table_inputs(instrument)))
    for code, word in (missing_codes or {}).items():
        if word not in reasons():
            raise ValueError(
                f"'{word}' is no reason why an answer is missing; there are: {', '.join(reasons())}"
            )
        made.missing_codes[code] = word
    return made


def _number_of(cell: Any, column: Column, source: Source) -> Number | str | None:
    """What stands for a cell: a number, ".a" of a reason; None: it is no answer."""
    if isinstance(cell, bool):
        cell = int(cell)
    if column.has_reasons:
        word = source.missing_codes.get(cell, cell)
        for reason in reasons().values():
            if word in (reason.word, reason.letter) or cell == reason.number:
                return reason.letter
    text = str(cell).strip()
    by_code = {value.code: value.number for value in column.values}
    if text in by_code and not isinstance(cell, (int, float)):
        return by_code[text] if by_code[text] is not None else ""
    if {"yes", "no"} <= set(by_code) and text.lower() in _TRUTHS:
        return _TRUTHS[text.lower()]
    try:
        number = plain(float(text.replace(",", ".", 1)))
    except ValueError:
        return None
    if column.values and not column.is_input and number == -1:
        return ""  # absent, in an array of codes
    if column.values and number not in [value.number for value in column.values]:
        return None
    return number


def numbers_of(source: Source, column: Column, instrument: Instrument) -> Any:
    """The column as numbers, ".a" to ".f" where an answer is missing, NaN where a cell is empty."""
    pd = need("pandas", "a table")
    cells = source.table[column.name]
    if column.is_input and cells.dtype == "uint8" and len(cells) and int(cells.max()) >= 250:
        words = [each.letter for each in reasons().values()]
        cells = cells.astype(object).map(lambda code: words[255 - code] if code >= 250 else code)
    known: dict[Any, Any] = {}
    wrong = []
    for cell in cells.dropna().unique():
        if cell == "":
            known[cell] = float("nan")
            continue
        number = _number_of(getattr(cell, "item", lambda c=cell: c)(), column, source)
        if number is None:
            wrong.append(cell)
        known[cell] = float("nan") if number == "" else number
    if wrong:
        rows = cells.isin(wrong).to_numpy(dtype=bool)
        raise ValueError(
            f"column '{column.name}' holds {int(rows.sum())} cells that are no answer of "
            f"{instrument.reference}, the first in row {int(rows.argmax())}: '{wrong[0]}'"
        )
    return pd.Series(cells.astype(object).map(known), dtype=object)
