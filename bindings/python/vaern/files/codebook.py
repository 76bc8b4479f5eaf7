# SPDX-License-Identifier: Apache-2.0
"""An instrument's codebook as values: what its columns are called, and what numbers stand for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from vaern._core import Instrument, loads

__all__ = ["Book", "Column", "Number", "Reason", "Value", "book_of", "plain", "reasons"]

Number = int | float


@dataclass(frozen=True)
class Value:
    code: str
    number: Number | None
    labels: dict[str, str]  #: By language.


@dataclass(frozen=True)
class Reason:
    """Why an answer is missing."""

    word: str
    number: int
    letter: str  #: Of Stata: ".a".
    labels: dict[str, str]


@dataclass(frozen=True)
class Column:
    name: str
    short: str  #: What Stata calls it.
    is_input: bool
    type: str
    labels: dict[str, str]
    values: list[Value] = field(default_factory=list)
    has_reasons: bool = False


@dataclass(frozen=True)
class Book:
    columns: dict[str, Column]
    rows: list[list[str]]  #: The codebook itself, with its head.


def plain(number: float) -> Number:
    """3 and not 3.0."""
    return int(number) if float(number).is_integer() else float(number)


def _labels(row: dict[str, str]) -> dict[str, str]:
    return {"en": row["label_en"], "da": row["label_da"]}


def _entries(instrument: Instrument) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(instrument.codebook(), newline="")))


@lru_cache(maxsize=16)
def _book(meaning: str, text: str, codebook: str) -> Book:
    columns: dict[str, Column] = {}
    for row in csv.DictReader(io.StringIO(codebook, newline="")):
        if row["entry"] == "column":
            columns[row["column"]] = Column(
                row["column"],
                row["stata"],
                row["direction"] == "in",
                row["type"],
                _labels(row),
                has_reasons=row["missing"] != "",
            )
        elif row["entry"] == "value":
            number = plain(float(Fraction(row["number"]))) if row["number"] else None
            columns[row["column"]].values.append(Value(row["code"], number, _labels(row)))
    return Book(columns, list(csv.reader(io.StringIO(codebook, newline=""))))


def book_of(instrument: Instrument) -> Book:
    return _book(instrument.meaning, instrument.text, instrument.codebook())


@lru_cache(maxsize=1)
def tiny_model() -> Instrument:
    """Any instrument; for what is the same in all of them."""
    return loads(_TINY, name="<tiny>")


@lru_cache(maxsize=1)
def reasons() -> dict[str, Reason]:
    """The six reasons by their words, in order."""
    return {
        row["code"]: Reason(row["code"], int(row["number"]), row["stata"], _labels(row))
        for row in _entries(tiny_model())
        if row["entry"] == "missing"
    }


_TINY = """\
vaern: 1
instrument: tiny
version: "1"
status: draft
title: {en: Tiny, da: Lille}
items:
  one: {type: yes_no, text: {en: One, da: En}}
scales:
  total: {sum: [one], missing: bounds_only}
"""
