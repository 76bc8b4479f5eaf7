# SPDX-License-Identifier: Apache-2.0
"""Structured risk assessment and safety planning: score, schedule, plan.

>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> score = danger.score({"gun": "yes", "left": "yes", "choked": {"missing": "refused"}})
>>> score.certain
False
>>> score.range
('increased', 'extreme')
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from vaern._core import (
    AssessedEntry,
    Calendar,
    CalendarDay,
    Case,
    CaseAssessment,
    Classes,
    DecisiveItem,
    Diagnostic,
    Dyad,
    Expression,
    Instrument,
    Item,
    Library,
    Mismatch,
    Obligation,
    Outcome,
    PlanQuestion,
    PlannedMeasure,
    Programme,
    SafetyPlan,
    Scale,
    Score,
    Timeline,
    Verification,
    __version__,
    codes,
    load_case,
    load_paths,
    loads,
    read_case,
    synthetic,
    verify,
)
from vaern.archives import from_archive, open, save, to_archive
from vaern.errors import DataError, ExpressionError, ModelError, VaernError
from vaern.files import (
    LabelAnswers,
    ReadTable,
    WrittenTable,
    answers_from_labels,
    read_table,
    write_table,
)
from vaern.layouts import Layout, LayoutError
from vaern.tables import Rejection, ScoredTable

if TYPE_CHECKING:
    from vaern._layout_score import LaidOut, ScoredLayout

__all__ = [
    "AssessedEntry",
    "Calendar",
    "CalendarDay",
    "Case",
    "CaseAssessment",
    "Classes",
    "DataError",
    "DecisiveItem",
    "Diagnostic",
    "Dyad",
    "Expression",
    "ExpressionError",
    "Instrument",
    "Item",
    "LabelAnswers",
    "Layout",
    "LayoutError",
    "Library",
    "Mismatch",
    "ModelError",
    "Obligation",
    "Outcome",
    "PlanQuestion",
    "PlannedMeasure",
    "Programme",
    "ReadTable",
    "Rejection",
    "SafetyPlan",
    "Scale",
    "Score",
    "ScoredTable",
    "Timeline",
    "VaernError",
    "Verification",
    "WrittenTable",
    "__version__",
    "answers_from_labels",
    "codes",
    "from_archive",
    "lay_out",
    "library",
    "load",
    "load_case",
    "loads",
    "open",
    "read_case",
    "read_table",
    "save",
    "score_instruments",
    "synthetic",
    "to_archive",
    "verify",
    "write_table",
]


def library() -> Path:
    """The folder of the models that ship with vaern.

    >>> library().is_dir()
    True
    """
    return Path(str(resources.files(__name__))) / "instruments"


def load(*paths: str | os.PathLike[str], strict: bool = True) -> Library:
    """Every model of the folders and files; without any, the models that ship with vaern.

    Raises ModelError with all findings when a model has errors. With `strict=False` the good ones
    are kept, and `Library.findings` says what is wrong with the others.

    >>> load(library()).instrument("who-5")
    <Instrument who-5@1998>
    """
    return load_paths([Path(path) for path in paths] or [library()], strict=strict)


def score_instruments(
    instruments: Sequence[Instrument], data: Any, layout: Layout, **options: Any
) -> dict[str, ScoredLayout]:
    """Several instruments over one table, by their ids; `options` are those of `score_table`.

    Columns are told apart by a pattern such as "{instrument}_{item}_{wave}", rows of a long table
    by the column that `Layout.long(instrument=...)` names.
    """
    from vaern import _layout_score

    return _layout_score.score_instruments(instruments, data, layout, **options)


def lay_out(
    data: Any,
    layout: Layout,
    *instruments: Instrument,
    columns: Mapping[str, str] | None = None,
    on_error: Literal["raise", "collect"] = "raise",
) -> LaidOut:
    """A table of any layout as one row a form, checked as `score_table(layout=...)` checks it.

    For `sweep`, `scenarios`, `compare_versions` and programs of your own. The questions are those of
    the instruments, such as both versions that are compared; `missing_codes` go to what is called
    with the table.
    """
    from vaern import _layout_score

    return _layout_score.lay_out(data, layout, instruments, columns=columns, on_error=on_error)
