# SPDX-License-Identifier: Apache-2.0
"""What can go wrong. Each exception holds everything that is wrong, not the first of it.

VaernError
├── ModelError(.diagnostics)                      the author's YAML is wrong
├── DataError(.faults, .row, .item, .value)       the caller's data are wrong
├── LayoutError(.findings)                        a table is not laid out as declared
└── ExpressionError(.diagnostics)                 an expression is wrong, or failed when it ran

A wrong argument (a moment without time zone, a language that is not there) is Python's own
ValueError or TypeError.
"""

from __future__ import annotations

from collections.abc import Sequence

from vaern._core import Diagnostic

__all__ = ["DataError", "ExpressionError", "ModelError", "VaernError"]


class VaernError(Exception):
    """Whatever vaern says of models, data and expressions."""


def _words(findings: Sequence[Diagnostic]) -> str:
    errors = [finding for finding in findings if finding.severity == "error"]
    first = "\n".join(finding.render() for finding in errors[:20])
    more = len(errors) - 20
    return first + (f"\nand {more} more" if more > 0 else "")


class ModelError(VaernError):
    """A model has errors: all of them, ordered by place.

    >>> import vaern
    >>> try:
    ...     vaern.loads("vaern: 1")
    ... except vaern.ModelError as error:
    ...     [finding.code for finding in error.diagnostics]
    ['E0203']
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]):
        super().__init__(_words(diagnostics))
        #: Errors and warnings.
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.diagnostics,)


class DataError(VaernError):
    """Answers, a judgement or a case are wrong: all faults at once.

    >>> import vaern
    >>> danger = vaern.load().instrument("danger-assessment")
    >>> try:
    ...     danger.score({"gun": 3, "wepon": "yes"})
    ... except vaern.DataError as error:
    ...     for fault in error.faults:
    ...         fault.code, fault.item, fault.value, fault.allowed
    ('E0502', 'gun', '3', ('no', 'yes'))
    ('E0501', 'wepon', None, ())
    """

    def __init__(self, faults: Sequence[Diagnostic], row: int | None = None, help: str | None = None):
        super().__init__(_words(faults) + (f"\n{help}" if help else ""))
        self.faults: tuple[Diagnostic, ...] = tuple(faults)
        #: What all of them may come from.
        self.help = help
        #: The row of a table, from 0; None for a single form.
        self.row = row
        first = next((fault for fault in faults if fault.severity == "error"), None)
        #: Of the first fault.
        self.item: str | None = first.item if first else None
        self.value: str | None = first.value if first else None

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.faults, self.row, self.help)


class ExpressionError(VaernError):
    """An expression cannot be read, or failed when it ran (then `diagnostics` is empty)."""

    def __init__(self, what: Sequence[Diagnostic] | str):
        super().__init__(what if isinstance(what, str) else _words(what))
        self.diagnostics: tuple[Diagnostic, ...] = () if isinstance(what, str) else tuple(what)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.diagnostics or str(self),)
