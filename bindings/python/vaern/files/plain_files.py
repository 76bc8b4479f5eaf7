# SPDX-License-Identifier: Apache-2.0
"""CSV, Parquet and Feather. What is found is said; what may be two things is asked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vaern.files.missing import File, check_columns
from vaern.files.packages import need

__all__ = ["check_names", "frame_of", "read_arrow", "read_csv"]

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_MOST_HEAD = 4_000_000  # letters of the first line
_WHOLE = r"^-?(0|[1-9][0-9]{0,17})$"
_BROKEN = r"^-?(0|[1-9][0-9]{{0,17}})({0}[0-9]{{1,17}})?([eE][+-]?[0-9]{{1,3}})?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def check_names(names: list[str], path: Path) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{path}: columns with one name: {', '.join(twice)}")
    if "" in names:
        raise ValueError(f"{path}: column {names.index('') + 1} has no name")


def _text_of(path: Path, encoding: str) -> tuple[str, bool]:
    data = path.read_bytes()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path}: line {line} is not {encoding}; save it as UTF-8, or say what it is: "
            "encoding='cp1252' is what Windows writes in Denmark"
        ) from error
    return text.removeprefix("\ufeff"), text.startswith("\ufeff")


def _heads(text: str) -> dict[str, list[str]]:
    """The first record, cut by each separator."""
    return {
        mark: next(csv.reader(io.StringIO(text[:_MOST_HEAD], newline=""), delimiter=mark), [])
        for mark in _SEPARATORS
    }


def _separator(text: str, given: str | None, path: Path) -> str:
    if given is not None:
        if given not in _SEPARATORS:
            raise ValueError("`delimiter` is ',', ';' or '\\t'")
        return given
    heads = _heads(text)
    several = [mark for mark, head in heads.items() if len(head) > 1]
    if len(several) > 1:
        raise ValueError(
            f"{path}: the first line may be cut at more than one of "
            f"{', '.join(_SEPARATORS[mark] for mark in several)}; say which: delimiter=';'"
        )
    return several[0] if several else ","


def _is_all(column: Any, pattern: str) -> bool:
    compute = need("pyarrow.compute", "a CSV file")
    return bool(compute.all(compute.match_substring_regex(column, pattern), min_count=0).as_py())


def _without_cells(message: str) -> str:
    """What a reader says, up to where it quotes the file: there may be persons in it."""
    return message.split(": ", 2)[1] if message.count(": ") > 1 else message


def read_csv(
    path: Path,
    *,
    columns: list[str] | None,
    delimiter: str | None,
    decimal: str | None,
    encoding: str,
    dates: Mapping[str, str],
) -> File:
    arrow = need("pyarrow", "a CSV file")
    reader = need("pyarrow.csv", "a CSV file")
    if decimal not in (None, ".", ","):
        raise ValueError("`decimal` is '.' or ','")
    text, has_mark = _text_of(path, encoding)
    if text.startswith("sep=") and text[4:5] in _SEPARATORS and text[5:6] in ("\r", "\n"):
        delimiter = delimiter or text[4]  # a line of Excel's
        text = text[5:].lstrip("\r\n")
    mark = _separator(text, delimiter, path)
    names = _heads(text)[mark]
    if not names:
        raise ValueError(f"{path} is empty: the first line names the columns")
    check_names(names, path)
    check_columns(names, columns, path)
    if text.count('"') % 2 == 1:
        raise ValueError(f"{path}: a quotation mark is not closed, or stands alone in a cell")
    if len(names) == 1:
        text = text.rstrip("\r\n") + "\n"  # in one column an empty line is an empty cell
    uneven: list[Any] = []

    def leave(row: Any) -> str:
        uneven.append(row)
        return "skip"

    try:
        table = reader.read_csv(
            io.BytesIO(text.encode()),
            read_options=reader.ReadOptions(use_threads=False),  # rows are counted so
            parse_options=reader.ParseOptions(
                delimiter=mark,
                newlines_in_values=True,
                ignore_empty_lines=len(names) > 1,
                invalid_row_handler=leave,
            ),
            convert_options=reader.ConvertOptions(
                column_types=dict.fromkeys(names, arrow.string()),
                null_values=[""],
                strings_can_be_null=True,
                include_columns=columns or [],
            ),
        )
    except arrow.ArrowInvalid as error:
        raise ValueError(f"{path} cannot be read: {_without_cells(str(error))}") from None
    if uneven:
        raise ValueError(
            f"{path}: {len(uneven)} rows have more or fewer cells than the first line, which has "
            f"{len(names)}; the first is row {uneven[0].number - 2}, with {uneven[0].actual_columns}"
        )
    file = File(None)
    bom = " with byte order mark" if has_mark else ""
    between = f"{_SEPARATORS[mark]} between cells" if len(names) > 1 else "one column"
    file.notes.append(f"{encoding}{bom}, {between}")
    file.table = _typed(table, file, decimal, dates, path)
    return file


def _typed(table: Any, file: File, decimal: str | None, dates: Mapping[str, str], path: Path) -> Any:
    """Numbers and days where every cell of a column is one; else the column stays text."""
    pd = need("pandas", "a table")
    arrow = need("pyarrow", "a CSV file")
    compute = need("pyarrow.compute", "a CSV file")
    kinds: dict[str, list[str]] = {"comma": [], "point": [], "days": []}
    made: dict[str, Any] = {}
    for name in table.column_names:
        column = table[name]
        if column.null_count == len(column):
            made[name] = pd.Series([None] * len(column), dtype=object)
        elif name in dates:
            made[name] = _days(column.to_pandas(), dates[name], name, path)
        elif _is_all(column, _WHOLE):
            whole = {arrow.int64(): pd.Int64Dtype()} if column.null_count else {}
            made[name] = column.cast("int64").to_pandas(types_mapper=whole.get)
        elif decimal != "," and _is_all(column, _BROKEN.format("[.]")):
            kinds["point"].append(name)
            made[name] = column.cast("float64").to_pandas()
        elif decimal != "." and _is_all(column, _BROKEN.format(",")):
            kinds["comma"].append(name)
            made[name] = compute.replace_substring(column, ",", ".").cast("float64").to_pandas()
        elif _is_all(column, _DAY):
            kinds["days"].append(name)
            made[name] = _days(column.to_pandas(), "%Y-%m-%d", name, path)
        else:
            breaks = compute.sum(compute.match_substring(column, "\n")).as_py()
            if breaks:
                file.notes.append(f"'{name}': {breaks} cells of several lines")
            made[name] = column.to_pandas().astype(object)
            made[name] = made[name].where(made[name].notna(), None)
    if kinds["comma"] and kinds["point"]:
        raise ValueError(
            f"{path}: '{kinds['comma'][0]}' has decimal commas and '{kinds['point'][0]}' decimal "
            "points; say which numbers are written with: decimal=','"
        )
    for kind, words in (("comma", "decimal comma"), ("point", "decimal point"), ("days", "days")):
        if kinds[kind]:
            file.notes.append(f"{words} in: {', '.join(kinds[kind])}")
    return pd.DataFrame(made)


def _days(column: Any, form: str, name: str, path: Path) -> Any:
    pd = need("pandas", "a table")
    days = pd.to_datetime(column, format=form, errors="coerce")
    wrong = days.isna() & column.notna()
    if wrong.any():
        raise ValueError(
            f"{path}: '{name}' holds {int(wrong.sum())} cells that are no day written as {form}, "
            f"the first in row {int(wrong.to_numpy().argmax())}"
        )
    return days


def frame_of(table: Any) -> Any:
    """Of a pyarrow Table; whole numbers and truths stay what they are beside empty cells."""
    arrow = need("pyarrow", "an Arrow table")
    pd = need("pandas", "a table")
    whole = {
        getattr(arrow, f"{sign.lower()}int{bits}")(): getattr(pd, f"{sign}Int{bits}Dtype")()
        for sign in ("", "U")
        for bits in (8, 16, 32, 64)
    }
    whole[arrow.bool_()] = pd.BooleanDtype()
    nullable = {f.type for f in table.schema if table[f.name].null_count}
    return table.to_pandas(
        types_mapper=lambda kind: whole.get(kind) if kind in nullable else None,
        ignore_metadata=True,
        date_as_object=False,
    )


def read_arrow(path: Path, columns: list[str] | None) -> File:
    arrow = need("pyarrow", "a Parquet or Feather file")
    need("pandas", "a table")
    try:
        if path.suffix.lower() == ".parquet":
            parquet = need("pyarrow.parquet", "a Parquet file")
            check_columns(parquet.read_schema(path).names, columns, path)
            table = parquet.read_table(path, columns=columns)
        else:
            table = need("pyarrow.feather", "a Feather file").read_table(path)
            check_columns(table.schema.names, columns, path)
            table = table if columns is None else table.select(columns)
    except arrow.ArrowInvalid as error:
        raise ValueError(f"{path}: {error}") from error
    file = File(None)
    said = (table.schema.metadata or {}).get(b"vaern")
    if said is not None:
        about = json.loads(said)
        file.variable_labels = dict(about.get("labels", {}))
        file.value_labels = {
            name: {(int(c) if c.lstrip("-").isdigit() else c): label for c, label in of.items()}
            for name, of in about.get("value_labels", {}).items()
        }
        file.missing_codes = {code: word for code, word in about.get("missing_codes", [])}
        if about.get("instrument"):
            file.notes.append(f"written by vaern with {about['instrument']}")
    file.table = frame_of(table)
    return file
