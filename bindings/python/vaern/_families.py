# SPDX-License-Identifier: Apache-2.0
"""Kinds of tables: how columns come out of them, and how a table of the same kind is made.

A family reads columns for the engine (`spec`) and for Python (`array`), and makes tables: with the
rows that came in (`scored`), or with rows of its own (`build`). No row is looked at in Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, Protocol, cast

__all__ = ["Bare", "Family", "NumPyFamily", "Output", "PandasFamily", "family_of"]

#: ("values" | "codes" | "days", array, mask of empty cells or None), ("indices", array, categories)
#: or ("arrow" | "arrow codes", vaern._core._ArrowColumns, position); what vaern._core reads.
Spec = tuple[str, Any, Any]

#: In the dtype of an array: its numbers are codes of answers, as `vaern.synthetic` makes them.
HOLDS_CODES = "vaern.codes"


@dataclass(frozen=True)
class Output:
    """A column of a result, before it is a column of some family."""

    name: str
    kind: Literal["number", "level", "class", "truth", "yes_no"]
    labels: Sequence[str]  #: Of levels and classes, by their number.
    values: Any  #: Integers, or doubles with NaN; -1 is absent in levels, classes and truths.
    absent: Any  #: A mask, or None where no cell can be absent.


def library(name: str) -> Any:
    """pandas, Polars or pyarrow: one that the caller has already, without types of its own here."""
    return import_module(name)


class Family(Protocol):
    """A table of a caller, and what can be made like it."""

    data: Any

    def names(self) -> list[str]:
        """Of its columns, in their order."""

    def spec(self, name: str) -> Spec:
        """A column for the engine, as it lies in memory where that can be read."""

    def array(self, name: str) -> Any:
        """A column as a NumPy array: objects where it is text, None where a cell is empty, and
        datetime64[D] where it holds days."""

    def scored(self, keys: Sequence[str], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        """Those columns as they are, and results beside them; `about` goes into the metadata."""

    def build(self, keys: Mapping[str, Any], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        """A table of the same kind of arrays as `array` gives them, of any number of rows."""


class Bare:
    """A table whose results stay as they are made, for whoever goes on with them."""

    def __init__(self, family: Family):
        self.family = family

    def __getattr__(self, name: str) -> Any:
        return getattr(self.family, name)

    def scored(
        self, keys: Sequence[str], outputs: Sequence[Output], about: Mapping[str, str]
    ) -> list[Output]:
        return list(outputs)


def family_of(data: Any) -> Family:
    """What kind of table it is; TypeError where it is none."""
    if isinstance(data, Bare):
        return cast(Family, data)
    module = type(data).__module__.split(".")[0]
    if module == "pandas" and hasattr(data, "columns"):
        return PandasFamily(data)
    if isinstance(data, Mapping):
        return NumPyFamily(data)
    if module == "polars" and hasattr(data, "collect"):
        raise TypeError("a LazyFrame has no rows yet: give table.collect()")
    if module in ("pandas", "polars") and hasattr(data, "to_frame"):
        raise TypeError("one column is no table: give series.to_frame()")
    if hasattr(data, "__arrow_c_stream__"):
        from vaern import _arrow

        is_polars = module == "polars" and hasattr(data, "columns")
        return _arrow.PolarsFamily(data) if is_polars else _arrow.ArrowFamily(data)
    raise TypeError(
        "a table is a DataFrame of pandas or Polars, a pyarrow Table, an object with "
        "__arrow_c_stream__ or a dict of NumPy arrays, "
        f"and not a {type(data).__module__}.{type(data).__qualname__}"
    )


# --- NumPy --------------------------------------------------------------------------------


def array_spec(array: Any) -> Spec:
    """Of a NumPy array, or of what one can be made of."""
    import numpy as np

    empty = None
    if isinstance(array, np.ma.MaskedArray):
        empty = np.ma.getmaskarray(array)
        array = array.data
    array = np.asarray(array)
    if array.dtype.kind == "M":
        days = array.astype("datetime64[D]")
        empty = np.isnat(days) if empty is None else empty | np.isnat(days)
        return ("days", np.where(empty, 0, days.astype("int64")).astype("int32"), empty)
    if array.dtype.metadata and array.dtype.metadata.get(HOLDS_CODES):
        return ("codes", array, empty)
    return ("values", array, empty)


def objects_with_gaps(array: Any, empty: Any) -> Any:
    """As objects, and None where a cell is empty."""
    objects = array.astype(object)
    objects[empty] = None
    return objects


class NumPyFamily:
    """A dict of arrays. Numbers that can be absent come out as masked arrays."""

    def __init__(self, data: Mapping[str, Any]):
        self.data = data

    def names(self) -> list[str]:
        return [str(name) for name in self.data]

    def spec(self, name: str) -> Spec:
        return array_spec(self.data[name])

    def array(self, name: str) -> Any:
        import numpy as np

        array = self.data[name]
        if isinstance(array, np.ma.MaskedArray):
            return objects_with_gaps(array.data, np.ma.getmaskarray(array))
        array = np.asarray(array)
        if array.dtype.kind == "M":
            return array.astype("datetime64[D]")
        return array.astype(object) if array.dtype.kind in "UST" else array

    def scored(
        self, keys: Sequence[str], outputs: Sequence[Output], about: Mapping[str, str]
    ) -> dict[str, Any]:
        return self.build({name: self.data[name] for name in keys}, outputs, about)

    def build(
        self, keys: Mapping[str, Any], outputs: Sequence[Output], about: Mapping[str, str]
    ) -> dict[str, Any]:
        import numpy as np

        table = dict(keys)
        for each in outputs:
            values = each.values.view(bool) if each.kind == "yes_no" else each.values
            is_marked = each.kind in ("number", "yes_no", "truth") and each.absent is not None
            table[each.name] = np.ma.MaskedArray(values, mask=each.absent) if is_marked else values
        return table


# --- pandas -------------------------------------------------------------------------------


class PandasFamily:
    """A DataFrame. The index stays; levels come out as ordered categoricals."""

    def __init__(self, data: Any):
        self.data = data
        self.labels = {str(label): label for label in data.columns}
        if len(self.labels) < len(data.columns):
            raise ValueError(f"two columns have the same name: {_first_double(data.columns)!r}")

    def names(self) -> list[str]:
        return list(self.labels)

    def spec(self, name: str) -> Spec:
        pd = library("pandas")

        series = self.data[self.labels[name]]
        dtype = series.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            words = dtype.categories
            if words.dtype.kind not in "iufb":
                words = words.astype(object)
            return ("indices", series.cat.codes.to_numpy(), words.to_numpy())
        if _is_arrow(series):
            from vaern._arrow import arrow_spec

            return arrow_spec(series, name)
        if isinstance(dtype, pd.DatetimeTZDtype):
            raise TypeError(f"the column '{name}' holds moments with a time zone; give it as days")
        if dtype.kind == "M":
            return array_spec(series.to_numpy())
        if pd.api.types.is_extension_array_dtype(dtype) and dtype.kind in "iufb":
            return (
                "values",
                series.to_numpy(dtype=_plain(dtype), na_value=_plain(dtype).type(0)),
                series.isna().to_numpy(dtype=bool),
            )
        if dtype.kind in "iufb":
            return array_spec(series.to_numpy())
        return ("values", series.to_numpy(dtype=object), None)

    def array(self, name: str) -> Any:
        series = self.data[self.labels[name]]
        dtype = series.dtype
        if dtype.kind == "M" or "date32" in str(dtype):
            return series.to_numpy(dtype="datetime64[ns]").astype("datetime64[D]")
        if dtype.kind in "iufb" and not series.hasnans:
            return series.to_numpy(dtype=_plain(dtype))
        return objects_with_gaps(series.to_numpy(dtype=object), series.isna().to_numpy(dtype=bool))

    def scored(self, keys: Sequence[str], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        kept = self.data[[self.labels[name] for name in keys]]
        return self._with(kept, outputs, about)

    def build(self, keys: Mapping[str, Any], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        pd = library("pandas")

        return self._with(pd.DataFrame(dict(keys)), outputs, about)

    def _with(self, kept: Any, outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        pd = library("pandas")

        index = kept.index if len(kept.columns) or not outputs else None
        if index is None:
            index = self.data.index if len(self.data) == len(outputs[0].values) else None
        results = pd.DataFrame({each.name: _pandas_column(each) for each in outputs}, index=index)
        table = pd.concat([kept, results], axis=1) if len(kept.columns) else results
        table.attrs = {**self.data.attrs, "vaern": dict(about)}
        return table


def _first_double(labels: Any) -> Any:
    seen = set()
    for label in labels:
        if str(label) in seen:
            return label
        seen.add(str(label))
    return None


def _is_arrow(series: Any) -> bool:
    """Its values lie in Arrow's memory: text, or a dtype of pyarrow."""
    pd = library("pandas")

    is_arrow = isinstance(series.dtype, pd.ArrowDtype) or (
        isinstance(series.dtype, pd.StringDtype) and series.dtype.storage == "pyarrow"
    )
    return is_arrow and hasattr(series, "__arrow_c_stream__")


def _plain(dtype: Any) -> Any:
    """The NumPy dtype of numbers of pandas' own kinds."""
    import numpy as np

    return np.dtype(getattr(dtype, "numpy_dtype", dtype))


def _pandas_column(each: Output) -> Any:
    pd = library("pandas")

    if each.kind in ("level", "class"):
        return pd.Categorical.from_codes(
            each.values, categories=list(each.labels), ordered=each.kind == "level"
        )
    if each.kind == "truth":
        return pd.arrays.BooleanArray(each.values == 1, each.values < 0)
    if each.kind == "yes_no":
        truths = each.values.view(bool)
        return truths if each.absent is None else pd.arrays.BooleanArray(truths, each.absent)
    if each.absent is None:
        return each.values
    return pd.arrays.IntegerArray(each.values, each.absent)
