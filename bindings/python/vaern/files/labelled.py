# SPDX-License-Identifier: Apache-2.0
"""Files of Stata and SPSS, with the labels and missing values of a codebook (by pyreadstat)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from vaern._core import Instrument
from vaern.files.cells import Source, numbers_of
from vaern.files.codebook import Book, Column, book_of, reasons
from vaern.files.packages import need

__all__ = ["write_labelled"]

_LETTER = r"\.[a-z]\Z"
_STATA_WORDS = re.compile(r"(byte|double|float|if|in|int|long|using|with|strl|str[0-9]+)\Z")
_SPSS_WORDS = re.compile(r"(all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with)\Z", re.IGNORECASE)
_MOST = {"Stata": 32, "SPSS": 64}  # letters; bytes
_LABEL = {"Stata": 80, "SPSS": 255}
_VALUE_LABEL = {"Stata": 8000, "SPSS": 120}
_MOST_TEXT = 32_000
_MOST_LABELLED = 31  # The writer names the labels of a variable by one letter more.


def _cut(text: str, most: int, program: str) -> str:
    """At most so many letters for Stata, bytes for SPSS."""
    if program == "Stata":
        return text[:most]
    return text.encode()[:most].decode(errors="ignore")


def _names(table: Any, book: Book | None, program: str) -> dict[str, str]:
    """The codebook's rule: cut, with _2, _3, ... where that is taken."""
    words = _STATA_WORDS if program == "Stata" else _SPSS_WORDS
    made: dict[str, str] = {}
    for name in table.columns:
        known = book.columns.get(name) if book else None
        wish = known.short if known and program == "Stata" else name
        wish += "_" if words.match(wish) else ""
        if not re.match(r"[^\W\d_]\w*\Z" if program == "SPSS" else r"[^\W\d]\w*\Z", wish):
            raise ValueError(
                f"column '{name}' cannot be a variable of {program}: a name has letters, digits "
                "and _, and begins with a letter; rename it"
            )
        free = _cut(wish, _MOST[program], program)
        taken = {each.lower() for each in made.values()} if program == "SPSS" else {*made.values()}
        number = 1
        while (free.lower() if program == "SPSS" else free) in taken:
            number += 1
            free = _cut(wish, _MOST[program] - len(f"_{number}"), program) + f"_{number}"
        made[name] = free
    return made


class _Variable:
    """A column as pyreadstat wants it."""

    def __init__(self, cells: Any, label: str = "", labels: dict[Any, str] | None = None):
        self.cells = cells
        self.label = label
        self.labels = labels or {}
        self.has_letters = False  #: Numbers with ".a" to ".z" among them.
        self.format = ""


def _of_codebook(source: Source, column: Column, instrument: Instrument, language: str) -> _Variable:
    made = _Variable(numbers_of(source, column, instrument), column.labels[language])
    made.has_letters = True
    made.labels = {
        value.number: value.labels[language] for value in column.values if value.number is not None
    }
    if column.has_reasons:
        made.labels |= {each.letter: each.labels[language] for each in reasons().values()}
    return made


def _of_table(source: Source, name: str) -> _Variable:
    """By what the cells are: days, numbers (also with .a), categories, text."""
    pd = need("pandas", "a table")
    kind = pd.api.types
    cells = source.table[name]
    made = _Variable(cells, source.variable_labels.get(name, ""))
    labels = source.value_labels.get(name, {})
    if kind.is_datetime64_any_dtype(cells.dtype):
        if getattr(cells.dtype, "tz", None) is not None:
            raise ValueError(f"column '{name}' has a time zone, which such a file cannot hold")
        if (cells.dropna() == cells.dropna().dt.normalize()).all():
            made.cells = cells.dt.date.astype(object).where(cells.notna(), None)
            made.format = "day"
        return made
    if isinstance(cells.dtype, pd.CategoricalDtype):
        words = [str(each) for each in cells.cat.categories]
        made.cells = cells.cat.codes.astype("float64").where(cells.notna())
        made.labels = dict(enumerate(words))
        return made
    if kind.is_bool_dtype(cells.dtype) or kind.is_numeric_dtype(cells.dtype):
        made.cells = pd.Series(cells.astype("Float64").to_numpy("float64", na_value=float("nan")))
        made.labels = dict(labels)
        return made
    filled = list(cells.dropna().unique())
    texts = [cell for cell in filled if isinstance(cell, str)]
    if len(texts) < len(filled) and all(re.match(_LETTER, text) for text in texts):
        made.cells = cells.astype(object)
        made.labels = dict(labels)
        made.has_letters = True
        return made
    made.cells = cells.astype(object).map(lambda cell: "" if cell is None or cell != cell else str(cell))
    return made


def write_labelled(
    source: Source,
    path: Path,
    program: str,
    instrument: Instrument | None,
    language: str,
    is_compressed: bool = False,
) -> tuple[dict[str, str], list[str]]:
    pd = need("pandas", f"a file of {program}")
    pyreadstat = need("pyreadstat", f"a file of {program}")
    if len(source.table.columns) == 0:
        raise ValueError(f"a table without columns cannot be a file of {program}")
    book = book_of(instrument) if instrument is not None else None
    names = _names(source.table, book, program)
    notes: list[str] = []
    variables: dict[str, _Variable] = {}
    for name, short in names.items():
        column = book.columns.get(name) if book else None
        if book is None or instrument is None or column is None or column.type in ("text", "date"):
            made = _of_table(source, name)
            made.label = column.labels[language] if column else made.label
        else:
            made = _of_codebook(source, column, instrument, language)
        variables[short] = made
        _fit(made, short, program, notes)
    frame = pd.DataFrame({short: made.cells for short, made in variables.items()})
    options: dict[str, Any] = {
        "file_label": _cut(_file_label(source, instrument), 64 if program == "SPSS" else 80, program),
        "column_labels": {
            short: _cut(made.label, _LABEL[program], program) for short, made in variables.items()
        },
    }
    for short, made in variables.items():
        made.labels = {
            code: _cut(label, _VALUE_LABEL[program], program) for code, label in made.labels.items()
        }
    if program == "Stata":
        options |= _for_stata(frame, variables)
        write = pyreadstat.write_dta
    else:
        options |= _for_spss(frame, variables)
        options["compress"] = is_compressed
        options["note"] = _spss_notes(source, instrument) or None
        write = pyreadstat.write_sav
    try:
        write(frame, path, **options)
    except pyreadstat.ReadstatError as error:
        raise ValueError(f"the table cannot be written as a file of {program}: {error}") from error
    return {name: short for name, short in names.items() if name != short}, notes


def _fit(made: _Variable, name: str, program: str, notes: list[str]) -> None:
    if program == "Stata" and made.labels and len(name.encode()) > _MOST_LABELLED:
        made.labels = {}
        notes.append(
            f"'{name}' has no value labels: its name leaves no room for theirs; the do-file of "
            "`vaern codebook --format stata` gives them"
        )
    broken = [
        code for code in made.labels if not isinstance(code, str) and not float(code).is_integer()
    ]
    if broken and program == "Stata":
        notes.append(f"'{name}': Stata labels whole numbers only; not labelled: {broken}")
        made.labels = {code: label for code, label in made.labels.items() if code not in broken}
    texts = (cell for cell in made.cells.unique() if isinstance(cell, str))
    if any(len(text.encode()) > _MOST_TEXT for text in texts):
        raise ValueError(f"column '{name}' holds text longer than {program} takes")


def _file_label(source: Source, instrument: Instrument | None) -> str:
    if instrument is not None:
        return f"{instrument.reference} {instrument.meaning[:16]}"
    about = source.metadata
    return f"{about['instrument']} {str(about.get('meaning', ''))[:16]}" if "instrument" in about else ""


def _spss_notes(source: Source, instrument: Instrument | None) -> list[str]:
    about = source.metadata
    meaning = instrument.meaning if instrument else about.get("meaning", "")
    reference = instrument.reference if instrument else about.get("instrument", "")
    return [_cut(f"vaern: {reference}", 80, "SPSS"), f"meaning {meaning}"] if reference else []


def _letters(cells: Any) -> set[str]:
    return {cell for cell in cells.unique() if isinstance(cell, str)}


def _for_stata(frame: Any, variables: dict[str, _Variable]) -> dict[str, Any]:
    labels, missing, formats = {}, {}, {}
    for short, made in variables.items():
        if made.has_letters:
            present = _letters(frame[short])
            bare: dict[Any, Any] = {letter: letter[1] for letter in present}
            numbers = {
                cell: float(cell)
                for cell in frame[short].dropna().unique()
                if not isinstance(cell, str)
            }
            frame[short] = frame[short].map(bare | numbers)
            if not present:
                frame[short] = frame[short].astype("float64")
            marked = {code[1] for code in {*made.labels, *present} if isinstance(code, str)}
            if marked:
                missing[short] = sorted(marked)
        if made.labels:
            labels[short] = {
                (code[1] if isinstance(code, str) else int(code)): label
                for code, label in made.labels.items()
            }
        if made.format == "day":
            formats[short] = "%td"
    return {
        "variable_value_labels": labels,
        "missing_user_values": missing,
        "variable_format": formats,
    }


def _for_spss(frame: Any, variables: dict[str, _Variable]) -> dict[str, Any]:
    labels, missing, formats = {}, {}, {}
    numbers = {each.letter: each.number for each in reasons().values()}
    for short, made in variables.items():
        if made.has_letters:
            present = _letters(frame[short])
            other = sorted(present - set(numbers))
            if other:
                raise ValueError(f"'{short}': SPSS has nothing for {', '.join(other)} of Stata")
            cells = frame[short].dropna().unique()
            frame[short] = frame[short].map({c: float(numbers.get(c, c)) for c in cells})
            frame[short] = frame[short].astype("float64")
            if present or any(isinstance(code, str) for code in made.labels):
                missing[short] = [{"lo": min(numbers.values()), "hi": max(numbers.values())}]
        kept = {
            float(numbers.get(code, code)): label
            for code, label in made.labels.items()
            if not isinstance(code, str) or code in numbers
        }
        if kept:
            labels[short] = kept
        if made.format == "day":
            formats[short] = "SDATE10"
    return {"variable_value_labels": labels, "missing_ranges": missing, "variable_format": formats}
