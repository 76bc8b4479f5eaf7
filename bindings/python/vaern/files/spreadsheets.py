# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets (.xlsx), by openpyxl."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from vaern.files.missing import File, check_columns
from vaern.files.packages import need
from vaern.files.plain_files import check_names
from vaern.files.statistics import tidy

__all__ = ["read_xlsx"]



def _sheet(book: Any, wanted: str | None, path: Path) -> Any:
    if wanted is not None:
        if wanted not in book.sheetnames:
            raise ValueError(f"{path} has no sheet '{wanted}'; it has: {', '.join(book.sheetnames)}")
        return book[wanted]
    if book.sheetnames in (["data", "about"], ["data", "codebook", "about"]):  # vaern's own
        return book["data"]
    if len(book.sheetnames) > 1:
        raise ValueError(
            f"{path} has several sheets; say which: sheet='...'. It has: {', '.join(book.sheetnames)}"
        )
    return book.worksheets[0]


def _without_values(path: Path, sheet: str) -> list[str]:
    """Formulas that no program has computed yet: nothing is kept of their values."""
    openpyxl = need("openpyxl", "a spreadsheet")
    with zipfile.ZipFile(path) as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(mark in archive.read(name) for name in pages for mark in (b"<f>", b"<f ")):
            return []
    books = [openpyxl.load_workbook(path, read_only=True, data_only=only) for only in (False, True)]
    pairs = zip(*(book[sheet].iter_rows() for book in books), strict=True)
    found = [
        str(cell.coordinate)
        for row, known in pairs
        for cell, value in zip(row, known, strict=True)
        if cell.data_type == "f" and value.value is None
    ]
    for book in books:
        book.close()
    return found


def read_xlsx(path: Path, *, sheet: str | None, columns: list[str] | None) -> File:
    pd = need("pandas", "a table")
    openpyxl = need("openpyxl", "a spreadsheet")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise ValueError(f"{path} is not an .xlsx file; save it as one") from error
    try:
        page = _sheet(book, sheet, path)
        title = page.title
        rows = [list(row) for row in page.iter_rows(values_only=True)]
    finally:
        book.close()
    empty = _without_values(path, title)
    if empty:
        raise ValueError(
            f"{path}: {len(empty)} formulas have no value, the first in {empty[0]}; open and save "
            "it in a spreadsheet program, or put values in their place"
        )
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    file = File(None, notes=[f"sheet '{title}'"])
    if not rows:
        file.table = pd.DataFrame()
        return file
    width = max(i + 1 for row in rows for i, cell in enumerate(row) if cell is not None)
    names = ["" if cell is None else str(cell) for cell in (rows[0] + [None] * width)[:width]]
    check_names(names, path)
    hollow = sum(all(cell is None for cell in row) for row in rows[1:])
    if hollow:
        file.notes.append(f"{hollow} rows without a cell between the others: kept as they are")
    check_columns(names, columns, path)
    made = {}
    for at, name in enumerate(names):
        if columns is None or name in columns:
            cells = [row[at] if at < len(row) else None for row in rows[1:]]
            made[name] = tidy(pd.Series(cells, dtype=object).infer_objects())
    file.table = pd.DataFrame(made)
    return file
