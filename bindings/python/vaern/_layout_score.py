# SPDX-License-Identifier: Apache-2.0
"""A table of any layout, scored and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from vaern._back import as_long, as_rows, as_wide, metadata_of, named, plain, unplaced_table
from vaern._core import Instrument
from vaern._families import Bare, Family, NumPyFamily, Output, family_of
from vaern._layout_words import LayoutError, LayoutFinding
from vaern._forms import Forms, Notes, Table, asked_by, refuse_identifiers
from vaern._from_columns import from_columns
from vaern._from_long import from_long
from vaern._waves import placed
from vaern.errors import DataError
from vaern.files.read import ReadTable
from vaern.layouts import Layout
from vaern.tables import ScoredTable, score_table

Back = Literal["rows", "long", "wide"]

#: How many rejected rows an error names.
NAMED = 100


@dataclass(frozen=True)
class ScoredLayout(ScoredTable):
    """A scored table that was laid out as declared."""

    unplaced: Any  #: A table: row, reason and keys of what is no form, or of a form left out.
    findings: tuple[LayoutFinding, ...]  #: Errors (with `on_error="collect"`) and notices.


def score_layout(
    instrument: Instrument,
    data: Any,
    layout: Layout,
    *,
    back: Back = "rows",
    columns: Mapping[str, str] | None = None,
    on_error: Literal["raise", "collect"] = "raise",
    known: frozenset[str] = frozenset(),
    **options: Any,
) -> ScoredLayout:
    """What `score_table` does with a layout."""
    if back not in ("rows", "long", "wide"):
        raise ValueError("`back` is 'rows', 'long' or 'wide'")
    if isinstance(data, ReadTable):
        options["missing_codes"] = data.codes_with(options.get("missing_codes"))
        data = data.table
    table = Table(family_of(data), known)
    forms, notes, findings = _forms_in(table, layout, [instrument], columns or {}, on_error)
    done = scored_forms(instrument, forms, on_error=on_error, **options)
    rejected = tuple(replace(each, row=int(forms.rows[each.row])) for each in done.rejected)
    outputs: list[Output] = done.table
    if back != "rows":
        outputs = _without_truths(outputs, [each.row for each in done.rejected])
    if back == "wide":
        cells, results = as_wide(forms, outputs, layout, table.rows, instrument.id)
    else:
        cells, results = {"rows": as_rows, "long": as_long}[back](forms, outputs, layout)
    _refuse_doubles(forms, layout, outputs, back)
    about = {name: done.metadata[name] for name in ("instrument", "version", "meaning", "text")}
    return ScoredLayout(
        table.family.build(cells, results, about),
        rejected,
        done.rejected_rows,
        {
            **done.metadata,
            "left_over": tuple(name for name in table.names if name not in table.arrays),
            "levels": metadata_of(done.metadata["levels"], results),
            "truths": tuple(each.name for each in results if each.kind == "truth") or done.metadata["truths"],
            "forms": len(forms.rows),
        },
        unplaced_table(table.family, notes.unplaced, layout),
        findings,
    )


def scored_forms(
    instrument: Instrument, forms: Forms, *, on_error: Literal["raise", "collect"], **options: Any
) -> ScoredTable:
    """Its table is a list of outputs, and its rows are forms; errors have the row of the table."""
    kept = forms.kept()
    clash = set(kept) & set(forms.answers)
    if clash:
        raise ValueError(f"'{sorted(clash)[0]}' is both a key and a question of {instrument.reference}")
    done = score_table(
        instrument,
        Bare(NumPyFamily({**kept, **forms.answers})),
        keys=list(kept),
        on_error="collect",
        **options,
    )
    if done.rejected and on_error == "raise":
        row = int(forms.rows[done.rejected[0].row])
        raise DataError([each.finding for each in done.rejected[:NAMED]], row=row)
    return done


def _without_truths(outputs: Sequence[Output], rows: Sequence[int]) -> list[Output]:
    """Forms that are rejected have no flags: they are absent there, and not open."""
    return [
        replace(each, absent=np.isin(np.arange(len(each.values)), rows))
        if each.kind == "truth" and rows
        else each
        for each in outputs
    ]


@dataclass(frozen=True)
class LaidForms:
    """The forms of a table, for whatever scores them more than once."""

    forms: Forms
    keys: Mapping[str, Any]  #: By the names that the layout has for them.
    unplaced: Any
    findings: tuple[LayoutFinding, ...]


def laid_forms(
    family: Family,
    layout: Layout,
    instruments: Sequence[Instrument],
    columns: Mapping[str, str] | None,
    on_error: Literal["raise", "collect"],
) -> LaidForms:
    """Those that have a place."""
    table = Table(family)
    forms, notes, findings = _forms_in(table, layout, instruments, columns or {}, on_error)
    keys, _ = as_rows(forms, [], layout)
    return LaidForms(forms, keys, unplaced_table(family, notes.unplaced, layout), findings)


@dataclass(frozen=True)
class LaidOut:
    """A table as one row a form, for whatever takes such a table."""

    table: Any  #: Keys, what a form has one of, and answers by their names in the codebook.
    unplaced: Any  #: As of `ScoredLayout`.
    findings: tuple[LayoutFinding, ...]


def lay_out(
    data: Any,
    layout: Layout,
    instruments: Sequence[Instrument],
    *,
    columns: Mapping[str, str] | None = None,
    on_error: Literal["raise", "collect"] = "raise",
) -> LaidOut:
    """What `vaern.lay_out` does."""
    if not instruments:
        raise ValueError("name at least one instrument: its questions are read")
    family = family_of(data.table if isinstance(data, ReadTable) else data)
    laid = laid_forms(family, layout, instruments, columns, on_error)
    answers = laid.forms.answers
    clash = set(laid.keys) & set(answers)
    if clash:
        raise ValueError(f"'{sorted(clash)[0]}' is both a key and a question")
    cells = {**laid.keys, **{name: plain(column) for name, column in answers.items()}}
    return LaidOut(family.build(cells, [], {}), laid.unplaced, laid.findings)


def _forms_in(
    table: Table,
    layout: Layout,
    instruments: Sequence[Instrument],
    columns: Mapping[str, str],
    on_error: Literal["raise", "collect"],
) -> tuple[Forms, Notes, tuple[LayoutFinding, ...]]:
    """The forms that have a place; with on_error="raise" every one of them, or LayoutError."""
    if on_error not in ("raise", "collect"):
        raise ValueError("`on_error` is 'raise' or 'collect'")
    refuse_identifiers(layout, table)
    notes = Notes()
    read = from_long if layout.shape == "long" else from_columns
    forms = placed(read(asked_by(instruments, columns), table, layout, notes), layout, notes)
    findings = tuple(sorted(notes.findings, key=lambda each: not layout.is_error(each)))
    errors = tuple(each for each in findings if layout.is_error(each))
    if errors and on_error == "raise":
        raise LayoutError(errors)
    return forms, notes, findings


def score_instruments(
    instruments: Sequence[Instrument], data: Any, layout: Layout, **options: Any
) -> dict[str, ScoredLayout]:
    """Several instruments over one table, by their ids; `options` are those of `score_table`.

    Columns are told apart by `pattern="{instrument}_{item}_{wave}"`, rows of a long table by the
    column that `Layout.long(instrument=...)` names.
    """
    by_id = {each.id: each for each in instruments}
    if len(by_id) < len(instruments):
        raise ValueError("two of the instruments have the same id: score each by itself")
    known = frozenset(by_id)
    return {
        name: score_layout(each, data, layout, known=known, **options)
        for name, each in by_id.items()
    }


def _refuse_doubles(forms: Forms, layout: Layout, outputs: Sequence[Output], back: Back) -> None:
    clash = {each.name for each in outputs} & set(named(forms, layout).values())
    if clash and back == "rows":
        raise ValueError(f"'{sorted(clash)[0]}' is a key and also a result: name others as `keys`")
