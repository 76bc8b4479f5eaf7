# SPDX-License-Identifier: Apache-2.0
"""What the codes for missing answers in a file mean: only what somebody said, and one thing each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vaern.files.codebook import plain, reasons
from vaern.files.packages import need

__all__ = ["LETTER", "File", "Missing", "check_columns", "key_of", "settle"]

#: {-8: "refused", "a": "unknown", "left": {-8: "not_asked"}}: of the whole file, or of a column.
Missing = Mapping[Any, Any]

LETTER = re.compile(r"\.[a-z]")


@dataclass
class File:
    """What a file held."""

    table: Any
    value_labels: dict[str, dict[Any, str]] = field(default_factory=dict)
    variable_labels: dict[str, str] = field(default_factory=dict)
    #: By column the codes that the file declares as missing and that occur.
    declared: dict[str, list[Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    missing_codes: dict[Any, str] = field(default_factory=dict)
    has_letters: bool = False  #: Stata's .a to .z.


def check_columns(found: list[str], wanted: list[str] | None, path: Path) -> None:
    """Raises ValueError for columns to be read that are not there."""
    absent = [str(name) for name in wanted or [] if name not in found]
    if absent:
        raise ValueError(
            f"{path} has no column {', '.join(absent)}; it has: {', '.join(map(str, found))}"
        )


def key_of(code: Any, has_letters: bool = False) -> Any:
    """As a cell has it: -8 and not -8.0, ".a" and not "a" in a file of Stata."""
    if isinstance(code, str):
        return "." + code if has_letters and LETTER.fullmatch("." + code) else code
    code = getattr(code, "item", lambda: code)()
    return plain(code) if isinstance(code, (int, float)) and code == code else code


def _reason(word: Any) -> str:
    if word not in reasons():
        raise ValueError(
            f"'{word}' is no reason why an answer is missing; there are: {', '.join(reasons())}"
        )
    return str(word)


def _given(missing: Missing, file: File) -> tuple[dict[Any, str], dict[str, dict[Any, str]]]:
    whole: dict[Any, str] = {}
    by_column: dict[str, dict[Any, str]] = {}
    for code, word in missing.items():
        if not isinstance(word, Mapping):
            whole[key_of(code, file.has_letters)] = _reason(word)
            continue
        if code not in file.table.columns:
            raise ValueError(f"`missing` names the column '{code}', which is not in the file")
        by_column[code] = {key_of(c, file.has_letters): _reason(w) for c, w in word.items()}
    return whole, by_column


def _own_reason(code: Any, label: str | None) -> str | None:
    """Of a code of vaern's codebook with the codebook's label: what it means."""
    for reason in reasons().values():
        if code in (reason.number, reason.letter) and label in reason.labels.values():
            return reason.word
    return None


def _check_labels(file: File, whole: dict[Any, str], by_column: Mapping[str, Any]) -> None:
    """A code for which labels say different things has no one meaning."""
    for code, word in whole.items():
        said: dict[str, str] = {}  # by label the first column
        for name in file.table.columns:
            label = file.value_labels.get(name, {}).get(code)
            if label is not None and code not in by_column.get(name, {}):
                said.setdefault(label.strip().rstrip(".").casefold(), name)
        if len(said) > 1:
            labels = "; ".join(f"in '{n}' \"{file.value_labels[n][code]}\"" for n in said.values())
            raise ValueError(
                f"{code} cannot mean '{word}' everywhere, for its labels differ: {labels}. Say "
                f"what it means in each column: missing={{'{[*said.values()][0]}': {{{code!r}: ...}}}}"
            )


def _put(column: Any, code: Any, text: str) -> Any:
    """The column with a text where the code stood."""
    column = column.astype(object)
    return column.mask(column == code, text)


def settle(file: File, missing: Missing) -> dict[str, dict[Any, int]]:
    """Gives codes their reasons: `missing_codes` of the file, and words in columns that differ.

    Codes that nobody gave a meaning become the text "user-missing -8", so that no number of
    theirs is ever taken for an answer; returned by column with their counts.
    """
    whole, by_column = _given(missing, file)
    _check_labels(file, whole, by_column)
    file.missing_codes.update(whole)
    for name, meant in by_column.items():
        for code, word in meant.items():
            file.table[name] = _put(file.table[name], code, word)
            file.missing_codes[word] = word
    unmapped: dict[str, dict[Any, int]] = {}
    own: set[Any] = set()
    for name, codes in file.declared.items():
        for code in codes:
            if code in whole or code in by_column.get(name, {}):
                continue
            label = file.value_labels.get(name, {}).get(code)
            own_word = _own_reason(code, label)
            if own_word is not None:
                file.missing_codes[code] = own_word
                own.add(code)
                continue
            count = int((file.table[name] == code).sum())
            unmapped.setdefault(name, {})[code] = count
            file.notes.append(
                f"'{name}': {count} cells with the missing code {code}"
                + (f' ("{label}")' if label else "")
                + ", which has no meaning yet: `missing=` gives it one"
            )
            file.table[name] = _put(file.table[name], code, f"user-missing {code}")
    if own:
        file.notes.append(f"missing codes of vaern's codebook: {', '.join(map(str, sorted(own, key=str)))}")
    if file.declared:
        _note_undeclared(file, {*whole, *own})
    return unmapped


def _note_undeclared(file: File, codes: set[Any]) -> None:
    numeric = need("pandas", "a table").api.types.is_numeric_dtype
    for code in sorted((c for c in codes if not isinstance(c, str)), key=str):
        names = [
            name
            for name in file.table.columns
            if code not in file.declared.get(name, [])
            and numeric(file.table[name].dtype)
            and bool((file.table[name] == code).any())
        ]
        if names:
            file.notes.append(
                f"{code} is missing in the whole table; the file does not declare it as missing in "
                + ", ".join(names)
            )
