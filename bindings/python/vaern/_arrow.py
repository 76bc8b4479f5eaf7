# SPDX-License-Identifier: Apache-2.0
"""Polars, pyarrow, and anything with `__arrow_c_stream__`; columns are read by the engine itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vaern._core import _ArrowColumns
from vaern._families import Output, Spec, library, objects_with_gaps

__all__ = ["ArrowFamily", "PolarsFamily", "arrow_spec"]


def arrow_spec(column: Any, name: str) -> Spec:
    """Of one column with `__arrow_c_stream__`."""
    return ("arrow", _ArrowColumns(column, name), 0)


# --- Polars -------------------------------------------------------------------------------


class PolarsFamily:
    """A DataFrame. Levels come out as enums, what is absent as null."""

    def __init__(self, data: Any):
        self.data = data

    def names(self) -> list[str]:
        return list(self.data.columns)

    def spec(self, name: str) -> Spec:
        return arrow_spec(self.data[name], name)

    def array(self, name: str) -> Any:
        pl = library("polars")

        series = self.data[name]
        if series.dtype.is_temporal():
            return series.cast(pl.Date).to_numpy().astype("datetime64[D]")
        if not series.dtype.is_numeric() and series.dtype != pl.Boolean:
            series = series.cast(pl.String)
            return series.to_numpy().astype(object)
        if not series.null_count():
            return series.to_numpy()
        return objects_with_gaps(series.to_numpy().astype(object), series.is_null().to_numpy())

    def scored(self, keys: Sequence[str], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        return self._with([self.data[name] for name in keys], outputs)

    def build(self, keys: Mapping[str, Any], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        pl = library("polars")

        return self._with([pl.Series(name, _polars_key(keys[name])) for name in keys], outputs)

    def _with(self, kept: list[Any], outputs: Sequence[Output]) -> Any:
        pl = library("polars")

        return pl.DataFrame([*kept, *(_polars_column(each) for each in outputs)])


def _polars_key(array: Any) -> Any:
    return array.tolist() if array.dtype == object else array


def _polars_column(each: Output) -> Any:
    import numpy as np
    pl = library("polars")

    def with_nulls(values: Any, absent: Any) -> Any:
        series = pl.Series(each.name, values)
        if absent is None or not absent.any():
            return series
        return series.to_frame().select(pl.when(pl.lit(pl.Series(~absent))).then(pl.col(each.name)))[
            each.name
        ]

    if each.kind in ("level", "class"):
        words = pl.Enum(list(each.labels))
        absent = each.values < 0
        numbers = with_nulls(np.where(absent, 0, each.values).astype("uint32"), absent)
        return numbers.cat.to(words) if hasattr(numbers.cat, "to") else numbers.cast(words)
    if each.kind == "truth":
        return with_nulls(each.values == 1, each.values < 0)
    if each.kind == "yes_no":
        return with_nulls(each.values.view(bool), each.absent)
    if each.values.dtype.kind == "f":
        return pl.Series(each.name, each.values, nan_to_null=True)
    return with_nulls(each.values, each.absent)


# --- pyarrow ------------------------------------------------------------------------------


class ArrowFamily:
    """A pyarrow Table, and what one can be made of. Levels come out as ordered dictionaries."""

    def __init__(self, data: Any):
        try:
            pa = library("pyarrow")
        except ImportError as error:
            raise ImportError("what comes of an Arrow stream is a pyarrow Table: install pyarrow") from error
        self.data = data if isinstance(data, pa.Table) else pa.table(data)

    def names(self) -> list[str]:
        return list(self.data.column_names)

    def spec(self, name: str) -> Spec:
        return arrow_spec(self.data[name], name)

    def array(self, name: str) -> Any:
        pa = library("pyarrow")

        column = self.data[name]
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if pa.types.is_temporal(column.type):
            return column.cast(pa.date32()).to_numpy().astype("datetime64[D]")
        is_plain = pa.types.is_integer(column.type) or pa.types.is_boolean(column.type)
        if (is_plain or pa.types.is_floating(column.type)) and not column.null_count:
            return column.to_numpy()
        objects = column.to_numpy(zero_copy_only=False).astype(object)
        return objects_with_gaps(objects, column.is_null().to_numpy(zero_copy_only=False))

    def scored(self, keys: Sequence[str], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        return self._with(self.data.select(list(keys)), outputs, about)

    def build(self, keys: Mapping[str, Any], outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        pa = library("pyarrow")

        return self._with(pa.table(dict(keys)), outputs, about)

    def _with(self, kept: Any, outputs: Sequence[Output], about: Mapping[str, str]) -> Any:
        pa = library("pyarrow")

        fields = [kept.schema.field(i) for i in range(kept.num_columns)]
        columns = list(kept.columns)
        for each in outputs:
            columns.append(_arrow_column(each))
            fields.append(pa.field(each.name, columns[-1].type))
        # What pandas wrote of its index speaks of columns that are not here.
        told = {k: v for k, v in (self.data.schema.metadata or {}).items() if k != b"pandas"}
        own = {f"vaern.{name}": word for name, word in about.items()}
        return pa.table(columns, schema=pa.schema(fields, metadata={**told, **own}))


def _arrow_column(each: Output) -> Any:
    pa = library("pyarrow")

    if each.kind in ("level", "class"):
        numbers = pa.array(each.values, mask=each.values < 0)
        return pa.DictionaryArray.from_arrays(
            numbers, pa.array(list(each.labels), pa.string()), ordered=each.kind == "level"
        )
    if each.kind == "truth":
        return pa.array(each.values == 1, mask=each.values < 0)
    if each.kind == "yes_no":
        return pa.array(each.values.view(bool), mask=each.absent)
    if each.values.dtype.kind == "f":
        return pa.array(each.values, from_pandas=True)
    return pa.array(each.values, mask=each.absent)
