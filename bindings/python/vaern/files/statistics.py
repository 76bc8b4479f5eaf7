# SPDX-License-Identifier: Apache-2.0
"""Files of SPSS and Stata, with labels and codes for missing answers (by pyreadstat)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vaern.files.codebook import plain
from vaern.files.missing import File, check_columns, key_of
from vaern.files.packages import need

__all__ = ["read_spss", "read_stata", "tidy"]


def tidy(column: Any) -> Any:
    """Whole numbers as integers, also beside empty cells and texts; empty text as empty."""
    pd = need("pandas", "a table")
    kind = pd.api.types
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column
    if kind.is_float_dtype(column.dtype) and not kind.is_extension_array_dtype(column.dtype):
        filled = column.dropna()
        if len(filled) == 0 or not ((filled % 1 == 0) & (filled.abs() < 2**53)).all():
            return column
        return column.astype("int64" if len(filled) == len(column) else "Int64")
    if kind.is_object_dtype(column.dtype) or kind.is_string_dtype(column.dtype):
        cells = {
            cell: plain(cell) for cell in column.dropna().unique() if isinstance(cell, float)
        }
        text = column.astype(object)
        text = text.mask(text == "", None) if len(text) else text
        return text.map(lambda cell: cells.get(cell, cell)) if cells else text
    return column


def _labels(meta: Any, has_letters: bool) -> tuple[dict[str, dict[Any, str]], dict[str, str]]:
    values = {
        name: {key_of(code, has_letters): str(label) for code, label in labels.items()}
        for name, labels in meta.variable_value_labels.items()
    }
    variables = {
        name: str(label) for name, label in meta.column_names_to_labels.items() if label
    }
    return values, variables


def _about(file: File, meta: Any) -> File:
    if meta.file_label:
        file.notes.append(f'the file says of itself: "{meta.file_label}"')
    return file


def _read(read: Any, path: Path, kind: str, columns: list[str] | None) -> tuple[Any, Any]:
    pyreadstat = need("pyreadstat", f"a file of {kind}")
    need("pandas", "a table")
    try:
        reader = getattr(pyreadstat, read)
        if columns is not None:
            check_columns(reader(path, metadataonly=True)[1].column_names, columns, path)
        table, meta = reader(
            path, user_missing=True, dates_as_pandas_datetime=True, usecols=columns
        )
    except pyreadstat.ReadstatError as error:
        raise ValueError(f"{path} cannot be read as a file of {kind}: {error}") from error
    return table, meta


def read_spss(path: Path, columns: list[str] | None) -> File:
    table, meta = _read("read_sav", path, "SPSS", columns)
    values, variables = _labels(meta, has_letters=False)
    file = _about(File(table, values, variables), meta)
    for name in table.columns:
        table[name] = tidy(table[name])
        codes = [
            cell
            for cell in table[name].dropna().unique()
            if any(_is_within(cell, each) for each in meta.missing_ranges.get(name, []))
        ]
        if codes:
            file.declared[name] = [key_of(code) for code in codes]
    return file


def _is_within(cell: Any, declared: Any) -> bool:
    low, high = declared["lo"], declared["hi"]
    if isinstance(cell, str) or isinstance(low, str):
        return bool(str(cell) == str(low).rstrip())
    return bool(low <= cell <= high)


def read_stata(path: Path, columns: list[str] | None) -> File:
    table, meta = _read("read_dta", path, "Stata", columns)
    values, variables = _labels(meta, has_letters=True)
    file = _about(File(table, values, variables, has_letters=True), meta)
    for name in table.columns:
        letters = sorted(meta.missing_user_values.get(name, []))
        if letters:
            table[name] = table[name].replace({letter: "." + letter for letter in letters})
            present = set(table[name].dropna().unique())
            file.declared[name] = [f".{letter}" for letter in letters if f".{letter}" in present]
        table[name] = tidy(table[name])
    return file
