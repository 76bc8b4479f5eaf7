# SPDX-License-Identifier: Apache-2.0
"""Instruments over whole tables: pandas, Polars, Arrow, or a dict of NumPy arrays.

`instrument.score_table(data)` is `score_table(instrument, data)`. No row is looked at in Python.

>>> import numpy as np
>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> scored = danger.score_table({"person": np.array([7, 8]), "gun": np.array(["ja", "nej"])})
>>> scored.table["person"].tolist(), scored.table["level_high"].tolist()
([7, 8], [3, 3])
>>> scored.metadata["instrument"]
'danger-assessment@2009'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from vaern._core import Diagnostic, Instrument, _score_columns, _table_inputs
from vaern.errors import DataError

__all__ = ["Rejection", "ScoredTable", "score_table"]

#: Columns that name a row. Those that are there are kept, unless `keys` says otherwise.
KEYS = ("person", "dyad", "episode", "wave", "assessed", "rater", "site")


@dataclass(frozen=True)
class Rejection:
    """Why a row has no result; a row may have several."""

    row: int  #: From 0.
    item: str | None  #: None where several answers stand against each other.
    value: str | None  #: As written; direct identifiers are masked.
    finding: Diagnostic

    @property
    def code(self) -> str:
        """'E0502'."""
        return self.finding.code

    @property
    def reason(self) -> str:
        """In English; `finding.message("da")` is Danish."""
        return self.finding.message()


@dataclass(frozen=True)
class ScoredTable:
    """A scored table, of the family that went in."""

    table: Any  #: A pandas or Polars DataFrame, a pyarrow Table, or a dict of NumPy arrays.
    rejected: tuple[Rejection, ...]
    rejected_rows: int
    #: instrument, meaning, text (fingerprints), absent (questions without a column), left_over
    #: (columns that are neither question nor key), levels (of each column of levels or classes).
    metadata: Mapping[str, Any]


Spec = tuple[str, Any, Any]


class Family(Protocol):
    """What a kind of table does for us."""

    def names(self) -> list[str]: ...
    def spec(self, name: str) -> Spec: ...
    def build(self, keys: Sequence[str], columns: Sequence[Output]) -> Any: ...


@dataclass(frozen=True)
class Output:
    name: str
    kind: str  #: number, level, class, truth or yes_no.
    labels: list[str]
    values: Any
    absent: Any  #: A mask, or None where no cell can be absent.


# --- NumPy --------------------------------------------------------------------------------


def _array_spec(array: Any) -> Spec:
    import numpy as np

    if isinstance(array, np.ma.MaskedArray):
        return ("values", array.data, np.ma.getmaskarray(array))
    array = np.asarray(array)
    if array.dtype.kind == "M":
        days = array.astype("datetime64[D]")
        return ("days", days.astype("int64").astype("int32"), np.isnat(days))
    return ("values", array, None)


class NumPyFamily:
    def __init__(self, data: Mapping[str, Any]):
        self.data = data

    def names(self) -> list[str]:
        return [str(name) for name in self.data]

    def spec(self, name: str) -> Spec:
        return _array_spec(self.data[name])

    def build(self, keys: Sequence[str], columns: Sequence[Output]) -> dict[str, Any]:
        import numpy as np

        table: dict[str, Any] = {name: self.data[name] for name in keys}
        for column in columns:
            values = column.values
            if column.absent is not None:
                values = np.where(column.absent, np.nan, values)
            table[column.name] = values.astype(bool) if column.kind == "yes_no" else values
        return table


# --- pandas -------------------------------------------------------------------------------


class PandasFamily:
    def __init__(self, data: Any):
        self.data = data

    def names(self) -> list[str]:
        return [str(name) for name in self.data.columns]

    def spec(self, name: str) -> Spec:
        import pandas as pd

        series = self.data[name]
        dtype = series.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            return ("indices", series.cat.codes.to_numpy(), dtype.categories.to_numpy(dtype=object))
        if pd.api.types.is_datetime64_any_dtype(dtype):
            if getattr(dtype, "tz", None) is not None:
                raise TypeError(f"the column '{name}' has a time zone; give days")
            return _array_spec(series.to_numpy(dtype="datetime64[ns]"))
        if pd.api.types.is_bool_dtype(dtype) or pd.api.types.is_numeric_dtype(dtype):
            if pd.api.types.is_extension_array_dtype(dtype):
                plain = getattr(dtype, "numpy_dtype", None) or "float64"
                return (
                    "values",
                    series.to_numpy(dtype=plain, na_value=plain.type(0)),
                    series.isna().to_numpy(dtype=bool),
                )
            return ("values", series.to_numpy(), None)
        return ("values", series.to_numpy(dtype=object), None)

    def build(self, keys: Sequence[str], columns: Sequence[Output]) -> Any:
        import pandas as pd

        made: dict[str, Any] = {}
        for column in columns:
            values = column.values
            if column.labels:
                made[column.name] = pd.Categorical.from_codes(
                    values, categories=column.labels, ordered=column.kind == "level"
                )
            elif column.kind == "truth":
                made[column.name] = pd.arrays.BooleanArray(values == 1, values < 0)
            elif column.kind == "yes_no":
                made[column.name] = values.astype(bool)
            elif column.absent is not None:
                made[column.name] = pd.arrays.IntegerArray(values, column.absent)
            else:
                made[column.name] = values
        results = pd.DataFrame(made, index=self.data.index)
        return pd.concat([self.data[list(keys)], results], axis=1)


# --- The work -----------------------------------------------------------------------------


def _family(data: Any) -> Family:
    if isinstance(data, Mapping):
        return NumPyFamily(data)
    if type(data).__module__.split(".")[0] == "pandas":
        return PandasFamily(data)
    raise TypeError(
        f"a table is a pandas DataFrame or a dict of NumPy arrays, and not {type(data).__name__}"
    )


def _choose_columns(
    instrument: Instrument, names: Sequence[str], columns: Mapping[str, str] | None
) -> dict[str, str]:
    """By input of the instrument the column that answers it."""
    inputs: dict[str, str] = dict(_table_inputs(instrument))  # input: name in a table
    by_name = {table: name for name, table in inputs.items()} | {name: name for name in inputs}
    if columns is None:
        return {by_name[name]: name for name in names if name in by_name}
    chosen = {}
    for item, name in columns.items():
        if name not in names:
            raise KeyError(f"the table has no column '{name}', which `columns` names for '{item}'")
        chosen[by_name.get(item, item)] = name
    return chosen


def score_table(
    instrument: Instrument,
    data: Any,
    *,
    columns: Mapping[str, str] | None = None,
    missing_codes: Mapping[Any, str] | None = None,
    answers: Mapping[str, Mapping[Any, str]] | None = None,
    keys: Sequence[str] | None = None,
    outputs: Sequence[str] | None = None,
    on_error: Literal["raise", "collect"] = "raise",
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> ScoredTable:
    """The instrument over every row of a table, on all cores.

    columns: {item: name of its column}; without it columns are found by the names of the codebook.
    missing_codes: {-9: "unknown", "vil ikke svare": "refused"}; empty cells are not_asked.
    answers: {item: {cell: answer}} where a column has codes of its own: {"side": {1: "left"}}.
    keys: columns that are kept beside the results; without it those of person, dyad, episode,
    wave, assessed, rater and site that are there.
    outputs: the names of the results wanted; without it all but sets of possible levels.
    on_error: "raise" raises DataError with the first faults; "collect" scores the other rows and
    says of each rejected one why.
    progress: called with rows done and rows in all; False ends the work.
    """
    if on_error not in ("raise", "collect"):
        raise ValueError("`on_error` is 'raise' or 'collect'")
    family = _family(data)
    names = family.names()
    chosen = _choose_columns(instrument, names, columns)
    kept = [name for name in KEYS if name in names] if keys is None else list(keys)
    done = _score_columns(
        instrument,
        [(name, family.spec(column), _codes(instrument, name, answers)) for name, column in chosen.items()],
        dict(missing_codes or {}),
        None if outputs is None else list(outputs),
        on_error == "collect",
        threads,
        progress,
        True,
    )
    rejected = tuple(
        Rejection(row, item or None, value or None, finding)
        for row, item, value, finding in done["rejected"]
    )
    if rejected and on_error == "raise":
        raise DataError([each.finding for each in rejected], row=rejected[0].row)
    made = [Output(*each) for each in done["outputs"]]
    metadata = {
        "instrument": instrument.reference,
        "meaning": instrument.meaning,
        "text": instrument.text_fingerprint,
        "absent": tuple(done["absent"]),
        "left_over": tuple(
            name for name in names if name not in chosen.values() and name not in kept
        ),
        "levels": {each.name: tuple(each.labels) for each in made if each.labels},
    }
    table = family.build(kept, made)
    return ScoredTable(table, rejected, done["rejected_rows"], metadata)


def _codes(
    instrument: Instrument, name: str, answers: Mapping[str, Mapping[Any, str]] | None
) -> dict[Any, int]:
    given = (answers or {}).get(name)
    if given is None:
        return {}
    allowed = list(instrument.items[name].answers)
    codes = {}
    for cell, answer in given.items():
        if answer not in allowed:
            raise ValueError(f"'{answer}' is no answer to '{name}': {', '.join(map(str, allowed))}")
        codes[cell] = allowed.index(answer)
    return codes
