# SPDX-License-Identifier: Apache-2.0
"""Archives: models and results as files, and through processes.

>>> import pickle, tempfile, vaern
>>> score = vaern.load().instrument("who-5").score({})
>>> pickle.loads(pickle.dumps(score)).record() == score.record()
True
>>> with tempfile.TemporaryDirectory() as folder:
...     vaern.save(f"{folder}/score.vaern", score)
...     vaern.open(f"{folder}/score.vaern").record() == score.record()
True
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from vaern import _core
from vaern._core import (
    Calendar,
    CalendarDay,
    Case,
    CaseAssessment,
    Instrument,
    Library,
    Mismatch,
    Programme,
    SafetyPlan,
    Score,
    Timeline,
    Verification,
    from_archive,
    to_archive,
)
from vaern._write import write_whole

__all__ = ["from_archive", "open", "save", "to_archive"]

Saved = (
    Instrument | Programme | Calendar | Library | Case | Score | CaseAssessment | Timeline | SafetyPlan
)


def save(path: str | os.PathLike[str], value: Saved) -> None:
    """Writes a model, a case or a result to a file that `open` reads.

    A model is saved as the text it was written as, a result as what it was made of; a timeline, a
    plan or an assessment holds the whole case. Nobody but its owner may read a file of anything but
    models. Records, cases and models in YAML are the lasting forms; an archive is for this version of
    vaern and those after it.
    """
    data = to_archive(value)
    if isinstance(value, (Instrument, Programme, Calendar, Library)):
        Path(path).write_bytes(data)
    else:
        write_whole(Path(path), data)


def open(path: str | os.PathLike[str]) -> Any:
    """What `save` wrote. A model is checked again, a result made again and compared.

    Raises DataError for a file that is no archive, was cut or changed, is of a newer format, or
    holds what this version does not give.
    """
    return _core.open_archive(Path(path))


# What pickles call. A model that many tasks of a pool bring along is loaded once for the last
# few; nothing can change one.


@lru_cache(maxsize=8)
def _model(archive: bytes) -> Any:
    return from_archive(archive)


def _value(archive: bytes) -> Any:
    return from_archive(archive)


def _day(calendar: Calendar, year: int, index: int) -> CalendarDay:
    return calendar.days(year)[index]


def _library(models: bytes, findings: bytes) -> Library:
    return _core._library(models, findings)


def _score(instrument: Instrument, record: str, with_witnesses: bool, with_sides: bool) -> Score:
    return _core._score(instrument, record, with_witnesses, with_sides)


def _made(programme: Programme, what: str, case: Case, as_of: str, known_by: str) -> Any:
    return getattr(programme, what)(case, as_of=as_of or None, known_by=known_by or None)


def _between(before: Any, what: str, after: Any) -> Any:
    return getattr(before, what)(after)


def _part(owner: Any, attribute: str, key: Any) -> Any:
    return getattr(owner, attribute)[key]


def _finding(archive: bytes) -> Any:
    return from_archive(archive)[0]


def _mismatch(path: str, recorded: str, found: str) -> Mismatch:
    return _core._mismatch(path, recorded, found)


def _verification(*parts: Any) -> Verification:
    return _core._verification(*parts)
