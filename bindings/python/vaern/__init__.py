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
from importlib import import_module, resources
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
    MeasureDifference,
    Mismatch,
    NetworkMember,
    Obligation,
    Outcome,
    PlanDifference,
    PlanQuestion,
    PlannedMeasure,
    Policy,
    Programme,
    SafetyPlan,
    Scale,
    Score,
    Timeline,
    Verification,
    ZonePlan,
    ZonePlanDifference,
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
from vaern.documents import plan_copy, translation_template, write_pdf
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
    from vaern._synthetic_caseload import synthetic_caseload
    from vaern.caseload import (
        CaseloadRejection,
        ScheduledTable,
        assessments_due,
        day_list,
        overdue_list,
        schedule_table,
    )
    from vaern.caseload_policies import Backtest, ComparedPolicies, backtest, compare_policies
    from vaern.deadlines import Deadlines
    from vaern._indicated import Indicated, indicated

__all__ = [
    "AssessedEntry",
    "Backtest",
    "Calendar",
    "CalendarDay",
    "Case",
    "CaseAssessment",
    "CaseloadRejection",
    "Classes",
    "ComparedPolicies",
    "DataError",
    "Deadlines",
    "DecisiveItem",
    "Diagnostic",
    "Dyad",
    "Expression",
    "ExpressionError",
    "Indicated",
    "Instrument",
    "Item",
    "LabelAnswers",
    "Layout",
    "LayoutError",
    "Library",
    "MeasureDifference",
    "Mismatch",
    "ModelError",
    "NetworkMember",
    "Obligation",
    "Outcome",
    "PlanDifference",
    "PlanQuestion",
    "PlannedMeasure",
    "Policy",
    "Programme",
    "ReadTable",
    "Rejection",
    "SafetyPlan",
    "Scale",
    "ScheduledTable",
    "Score",
    "ScoredTable",
    "Timeline",
    "VaernError",
    "Verification",
    "WrittenTable",
    "ZonePlan",
    "ZonePlanDifference",
    "__version__",
    "answers_from_labels",
    "assessments_due",
    "backtest",
    "codes",
    "compare_policies",
    "day_list",
    "from_archive",
    "indicated",
    "lay_out",
    "library",
    "load",
    "load_case",
    "loads",
    "open",
    "overdue_list",
    "plan_copy",
    "read_case",
    "read_table",
    "save",
    "schedule_table",
    "score_instruments",
    "synthetic",
    "synthetic_caseload",
    "to_archive",
    "translation_template",
    "verify",
    "write_pdf",
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


#: What stands on NumPy, which is imported when one of these is first asked for.
_WITH_NUMPY = {
    "Deadlines": "vaern.deadlines",
    "Indicated": "vaern._indicated",
    "indicated": "vaern._indicated",
    "synthetic_caseload": "vaern._synthetic_caseload",
    **dict.fromkeys(
        (
            "CaseloadRejection",
            "ScheduledTable",
            "assessments_due",
            "day_list",
            "overdue_list",
            "schedule_table",
        ),
        "vaern.caseload",
    ),
    **dict.fromkeys(
        ("Backtest", "ComparedPolicies", "backtest", "compare_policies"), "vaern.caseload_policies"
    ),
}


def __getattr__(name: str) -> Any:
    module = _WITH_NUMPY.get(name)
    if module is None:
        raise AttributeError(f"module 'vaern' has no attribute '{name}'")
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
