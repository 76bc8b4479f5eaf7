# SPDX-License-Identifier: Apache-2.0
"""Tables as evaluators have them, read without guessing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Any, Literal

from vaern._core import Instrument
from vaern.files.codebook import book_of, reasons
from vaern.files.identifiers import refuse_persons
from vaern.files.missing import LETTER, File, Missing, key_of, settle
from vaern.files.plain_files import read_arrow, read_csv
from vaern.files.spreadsheets import read_xlsx
from vaern.files.statistics import read_spss, read_stata

__all__ = ["LabelAnswers", "ReadTable", "answers_from_labels", "read_table"]


@dataclass(frozen=True)
class ReadTable:
    """A table that was read, and what its file said of it.

    `instrument.score_table(read.table, missing_codes=read.missing_codes)`.
    """

    table: Any  #: A pandas DataFrame.
    #: What codes for missing answers mean; a code means one thing in the whole table.
    missing_codes: Mapping[Any, str] = field(default_factory=dict)
    #: By column what its codes are called, those of missing answers too.
    value_labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    variable_labels: Mapping[str, str] = field(default_factory=dict)
    #: By column the missing codes without a meaning, with the number of cells. They stand in the
    #: table as "user-missing -8", which is no answer.
    unmapped: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  #: What was found and decided, to be read.

    def codes_with(self, further: Mapping[Any, str] | None) -> dict[Any, str]:
        """`missing_codes` and further ones; a code has one meaning."""
        codes = dict(self.missing_codes)
        for code, word in (further or {}).items():
            if codes.setdefault(key_of(code, self.has_letters), word) != word:
                raise ValueError(
                    f"{code} means '{codes[key_of(code, self.has_letters)]}' in what was read, and "
                    f"cannot mean '{word}' too"
                )
        return codes

    @property
    def has_letters(self) -> bool:
        """Whether there are missing values of Stata in it, ".a" to ".z"."""
        every = (self.missing_codes, *self.unmapped.values())
        return any(isinstance(c, str) and LETTER.fullmatch(c) for codes in every for c in codes)


def _codebook_missing() -> dict[Any, str]:
    every = reasons().values()
    return {each.number: each.word for each in every} | {each.word: each.word for each in every}


def read_table(
    path: str | os.PathLike[str],
    *,
    instrument: Instrument | None = None,
    missing: Missing | Literal["codebook"] | None = None,
    columns: Sequence[str] | None = None,
    sheet: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    encoding: str = "utf-8",
    dates: Mapping[str, str] | None = None,
) -> ReadTable:
    """A table from a file: .sav, .zsav, .dta, .csv, .xlsx, .parquet or .feather.

    instrument: whose codebook's short names (Stata's 32 letters) become its columns' names again.
    missing: what missing codes mean: {-8: "refused", "a": "unknown"}, where "a" is Stata's .a; or
    of one column, {"left": {-8: "not_asked"}}; or "codebook": the numbers and words of vaern's
    codebook. Codes that a file declares as missing and that have no meaning are listed, and are
    no answers.
    columns: those that are read; for leaving out what holds direct identifiers.
    sheet: of a spreadsheet with several.
    delimiter, decimal, encoding: of a CSV file. Without them the separator and the decimal mark
    must be plain to see; `notes` says what was found.
    dates: of a CSV file how days are written: {"assessed": "%d-%m-%Y"}. 2026-01-31 is known.

    Raises ValueError for a file that cannot be read so, or that holds direct identifiers.

    >>> import pathlib, tempfile, vaern
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "forms.csv")
    ...     _ = path.write_text("person;gun;weight\\n7;ja;70,5\\n8;-8;\\n")
    ...     read = vaern.read_table(path, missing={-8: "refused"})
    >>> read.table["gun"].tolist(), read.table["weight"].tolist(), read.missing_codes
    (['ja', '-8'], [70.5, nan], {-8: 'refused'})
    >>> read.notes
    ('utf-8, semicolon between cells', 'decimal comma in: weight')
    """
    where = Path(path)
    if isinstance(columns, str):
        raise TypeError("`columns` is a list of names")
    chosen = None if columns is None else list(columns)
    if instrument is not None and not isinstance(instrument, Instrument):
        raise TypeError("`instrument` is a model, such as vaern.load().instrument('hits')")
    if not isinstance(missing, (Mapping, str, NoneType)):
        raise TypeError("`missing` says what codes mean, as in {-9: 'unknown'}, or is 'codebook'")
    if isinstance(missing, str):
        if missing != "codebook":
            raise ValueError("`missing` says what codes mean, or is 'codebook'")
        missing = _codebook_missing()
    readers: dict[str, Callable[[], File]] = {
        ".sav": lambda: read_spss(where, chosen),
        ".zsav": lambda: read_spss(where, chosen),
        ".dta": lambda: read_stata(where, chosen),
        ".csv": lambda: read_csv(
            where,
            columns=chosen,
            delimiter=delimiter,
            decimal=decimal,
            encoding=encoding,
            dates=dates or {},
        ),
        ".xlsx": lambda: read_xlsx(where, sheet=sheet, columns=chosen),
        ".parquet": lambda: read_arrow(where, chosen),
        ".feather": lambda: read_arrow(where, chosen),
    }
    kind = where.suffix.lower()
    if kind == ".por":
        raise ValueError(
            f"{where}: of a .por file nobody can tell codes for missing answers from empty cells; "
            "save it as .sav in SPSS"
        )
    if kind not in readers:
        raise ValueError(f"{where}: a table is one of {', '.join(readers)}")
    if not where.is_file():
        raise FileNotFoundError(f"{where} is not there")
    file = readers[kind]()
    refuse_persons(file.table, "read_table")
    if instrument is not None:
        _give_names_back(file, instrument)
    unmapped = settle(file, missing or {})
    return ReadTable(
        file.table,
        file.missing_codes,
        file.value_labels,
        file.variable_labels,
        unmapped,
        tuple(file.notes),
    )


def _give_names_back(file: File, instrument: Instrument) -> None:
    names = {
        column.short: column.name
        for column in book_of(instrument).columns.values()
        if column.short != column.name
        and column.short in file.table.columns
        and column.name not in file.table.columns
    }
    if not names:
        return
    file.table = file.table.rename(columns=names)
    every: tuple[dict[str, Any], ...] = (file.value_labels, file.variable_labels, file.declared)
    for held in every:
        for short in names.keys() & held.keys():
            held[names[short]] = held.pop(short)
    file.notes.append(f"names of the codebook: {', '.join(f'{s} is {n}' for s, n in names.items())}")


@dataclass(frozen=True)
class LabelAnswers:
    """What labels propose; look at it before you use it."""

    #: {item: {cell: answer}}, as `score_table(answers=...)` takes it.
    answers: dict[str, dict[Any, Any]]
    #: {item: {cell: label}}: where a label is no answer's, or a cell has none. Nothing is proposed.
    rest: dict[str, dict[Any, str | None]]


def answers_from_labels(
    instrument: Instrument, read: ReadTable, *, columns: Mapping[str, str] | None = None
) -> LabelAnswers:
    """Answers by value labels that are letter for letter an answer's label (da or en) or code.

    Proposed only where every label of a column is one, no two are the same answer, and no cell is
    without a label; everything else is listed in `rest`. Codes for missing answers are passed over.
    columns: {item: name of its column} where they are not the same.
    """
    proposed = LabelAnswers({}, {})
    for column in book_of(instrument).columns.values():
        name = (columns or {}).get(column.name, column.name)
        if not column.is_input or not column.values or name not in read.table.columns:
            continue
        meant: dict[str, set[str]] = {}
        for value in column.values:
            for word in (value.code, *value.labels.values()):
                meant.setdefault(word, set()).add(value.code)
        known = {word: min(codes) for word, codes in meant.items() if len(codes) == 1}
        labels = dict(read.value_labels.get(name, {}))
        if not labels:
            continue
        cells: dict[Any, str | None] = {
            cell: labels.get(cell) for cell in read.table[name].dropna().unique()
        }
        cells = {
            cell: label
            for cell, label in (labels | cells).items()
            if cell not in read.missing_codes
            and cell not in read.unmapped.get(name, {})
            and not str(cell).startswith("user-missing ")
        }
        answers = {cell: known.get(label or "") for cell, label in cells.items()}
        if None in answers.values() or len(set(answers.values())) < len(answers):
            taken = [answer for answer in answers.values()]
            proposed.rest[column.name] = {
                cell: cells[cell]
                for cell, answer in answers.items()
                if answer is None or taken.count(answer) > 1
            }
        else:
            proposed.answers[column.name] = dict(answers)
    return proposed
