# SPDX-License-Identifier: Apache-2.0
"""CSV, spreadsheets, Parquet and Feather: cells as they are, with what they mean beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vaern._core import Instrument, __version__
from vaern.files.cells import Source
from vaern.files.codebook import book_of
from vaern.files.packages import need

__all__ = ["write_arrow", "write_csv", "write_xlsx"]

Done = tuple[dict[str, str], list[str]]

_MOST_ROWS = 1_048_575
_EXACT = 10**15  # Spreadsheets keep 15 digits.


def _is_days(cells: Any) -> bool:
    filled = cells.dropna()
    return bool((filled == filled.dt.normalize()).all())


def _plain(table: Any) -> Any:
    """Truths as 1 and 0, categories as their words, days without a time of day."""
    pd = need("pandas", "a table")
    kind = pd.api.types
    made = {}
    for name in table.columns:
        cells = table[name]
        if isinstance(cells.dtype, pd.CategoricalDtype):
            cells = cells.astype(object).where(cells.notna(), None)
        elif kind.is_bool_dtype(cells.dtype):
            cells = cells.astype("Int64")
        elif kind.is_datetime64_any_dtype(cells.dtype) and _is_days(cells):
            cells = cells.dt.date.astype(object).where(cells.notna(), None)
        made[name] = cells
    return pd.DataFrame(made, index=table.index)


def write_csv(source: Source, path: Path, is_danish: bool) -> Done:
    _plain(source.table).to_csv(
        path,
        index=False,
        sep=";" if is_danish else ",",
        decimal="," if is_danish else ".",
        encoding="utf-8-sig" if is_danish else "utf-8",
        lineterminator="\r\n",
    )
    return {}, []


# Arrow


def _about(source: Source, instrument: Instrument | None, language: str) -> dict[str, Any]:
    labels = dict(source.variable_labels)
    if instrument is not None:
        columns = book_of(instrument).columns
        for name in source.table.columns:
            if name in columns:
                labels[name] = columns[name].labels[language]
    return {
        "vaern": __version__,
        "instrument": instrument.reference if instrument else source.metadata.get("instrument"),
        "meaning": instrument.meaning if instrument else source.metadata.get("meaning"),
        "text": instrument.text if instrument else source.metadata.get("text"),
        "labels": labels,
        "value_labels": {
            name: {str(code): label for code, label in of.items()}
            for name, of in source.value_labels.items()
        },
        "missing_codes": [[code, word] for code, word in source.missing_codes.items()],
    }


def write_arrow(
    source: Source, path: Path, instrument: Instrument | None, language: str, *, is_parquet: bool
) -> Done:
    arrow = need("pyarrow", "a Parquet or Feather file")
    table = source.table.copy(deep=False)
    notes = []
    for name in table.columns:
        if table[name].dtype == object:
            filled = table[name].dropna()
            kinds = {isinstance(cell, str) for cell in filled.unique()}
            if kinds == {True, False}:
                table[name] = table[name].map(lambda c: c if c is None or c != c else str(c))
                notes.append(f"'{name}' holds numbers and words: written as text")
    made = arrow.Table.from_pandas(table, preserve_index=False)
    about = json.dumps(_about(source, instrument, language), ensure_ascii=False)
    made = made.replace_schema_metadata({**(made.schema.metadata or {}), b"vaern": about.encode()})
    if is_parquet:
        need("pyarrow.parquet", "a Parquet file").write_table(made, path)
    else:
        need("pyarrow.feather", "a Feather file").write_feather(made, str(path))
    return {}, notes


# Spreadsheets


def _check_letters(table: Any) -> None:
    """Control characters; looked for first, for a workbook that fails leaves its pages behind."""
    illegal = need("openpyxl.cell.cell", "a spreadsheet").ILLEGAL_CHARACTERS_RE
    for name in table.columns:
        texts = (each for each in table[name].dropna().unique() if isinstance(each, str))
        if illegal.search(name) or any(illegal.search(text) for text in texts):
            raise ValueError(f"column '{name}' holds a character that a spreadsheet cannot hold")


def _cell(page: Any, value: Any) -> Any:
    """A cell that is never a formula."""
    pd = need("pandas", "a table")
    cell_of = need("openpyxl.cell", "a spreadsheet").WriteOnlyCell
    illegal = need("openpyxl.cell.cell", "a spreadsheet").ILLEGAL_CHARACTERS_RE
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    value = getattr(value, "item", lambda: value)()
    if isinstance(value, int) and abs(value) >= _EXACT:
        value = str(value)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        value = str(value)
    if not isinstance(value, str):
        return value
    cell = cell_of(page, illegal.sub("?", value))  # of what was rejected; the data have none
    cell.data_type = "s"
    return cell


def _put(page: Any, rows: Any) -> None:
    for row in rows:
        page.append([_cell(page, value) for value in row])


def _facts(source: Source, instrument: Instrument | None, language: Any) -> list[list[Any]]:
    about = source.metadata
    facts: list[list[Any]] = [["vaern", __version__]]
    if instrument is not None:
        facts += [["instrument", instrument.reference], ["title", instrument.title(language)]]
        facts += [["meaning", instrument.meaning], ["text", instrument.text]]
    else:
        facts += [[name, about[name]] for name in ("instrument", "meaning", "text") if name in about]
    facts += [["rows", len(source.table)]]
    facts += [[f"missing code {code}", word] for code, word in source.missing_codes.items()]
    for name in ("absent", "left_over"):
        if about.get(name):
            facts.append([name, ", ".join(map(str, about[name]))])
    if source.rejected or about:
        facts += [["rejected rows", len({each.row for each in source.rejected})]]
    return facts


def write_xlsx(source: Source, path: Path, instrument: Instrument | None, language: str) -> Done:
    openpyxl = need("openpyxl", "a spreadsheet")
    table = _plain(source.table)
    if len(table) > _MOST_ROWS:
        raise ValueError(f"a sheet holds {_MOST_ROWS} rows, and the table has {len(table)}: write .csv")
    if len(table.columns) > 16_384:
        raise ValueError(f"a sheet holds 16384 columns, and the table has {len(table.columns)}")
    _check_letters(table)
    book = openpyxl.Workbook(write_only=True)
    names = list(table.columns)
    page = book.create_sheet("data")
    if names:
        page.freeze_panes = "A2"
        _put(page, [names])
        _put(page, table.itertuples(index=False, name=None))
    if instrument is not None:
        page = book.create_sheet("codebook")
        _put(page, book_of(instrument).rows)
    page = book.create_sheet("about")
    _put(page, _facts(source, instrument, language))
    if source.rejected:
        _put(page, [["row", "item", "value", "reason"]])
        _put(page, ([e.row, e.item, e.value, e.finding.text(language)] for e in source.rejected))
    book.save(path)
    return {}, []
