# SPDX-License-Identifier: Apache-2.0
"""One table run more than once: what `versions`, `scenarios` and `sweep` do alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vaern._core import Instrument
from vaern._families import Bare, Family, Output, family_of
from vaern.files.read import ReadTable
from vaern.layouts import Layout, LayoutFinding
from vaern.tables import KEYS, ScoredTable, score_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vaern._layout_score import LaidForms

    Array = NDArray[Any]


class Runs:
    """A table, and the options of `score_table` that are the same for every run."""

    def __init__(
        self,
        data: Any,
        options: Mapping[str, Any],
        instruments: Sequence[Instrument],
        carry: Sequence[str] = (),
    ):
        """carry: columns that are looked at beside the answers."""
        self.options = dict(options)
        if isinstance(data, ReadTable):
            self.options["missing_codes"] = data.codes_with(self.options.get("missing_codes"))
            data = data.table
        self.family: Family = family_of(data)
        self.laid: LaidForms | None = None
        layout: Layout | None = self.options.pop("layout", None)
        if layout is None:
            return
        from vaern._layout_score import laid_forms

        if carry:
            there = layout.carry if layout.carry is not None else KEYS
            names = [name for name in there if layout.carry is not None or name in self.family.names()]
            layout = replace(layout, carry=[*dict.fromkeys([*names, *carry])])
        columns = self.options.pop("columns", None)
        on_error = self.options.setdefault("on_error", "raise")
        self.laid = laid_forms(self.family, layout, instruments, columns, on_error)

    def run(self, instrument: Instrument, **options: Any) -> ScoredTable:
        """One of them; its table is a list of outputs."""
        given = {**self.options, **options}
        if self.laid is None:
            return score_table(instrument, Bare(self.family), keys=[], **given)
        from vaern._layout_score import scored_forms

        return scored_forms(instrument, self.laid.forms, **given)

    def column(self, name: str) -> Array:
        """One that is looked at beside the answers."""
        cells: Array = self.family.array(name) if self.laid is None else self.laid.keys[name]
        return cells

    def rows(self, scored: Array) -> Array:
        """Of these rows of a run those of the table, where each begins."""
        return scored if self.laid is None else self.laid.forms.rows[scored]

    def keys(self, keys: Sequence[str] | None) -> Mapping[str, Array]:
        """The columns that say whose form a row is, or those that were asked for."""
        if self.laid is not None:
            if keys is not None:
                raise ValueError("with `layout` the keys are those of the layout")
            return self.laid.keys
        names = self.family.names()
        kept = [name for name in KEYS if name in names] if keys is None else keys
        for name in kept:
            if name not in names:
                raise KeyError(f"the table has no column '{name}', which `keys` names")
        return {name: self.family.array(name) for name in kept}

    @property
    def unplaced(self) -> Any:
        """With a layout: what is in no form, as of `score_table`."""
        return None if self.laid is None else self.laid.unplaced

    @property
    def findings(self) -> tuple[LayoutFinding, ...]:
        """With a layout."""
        return () if self.laid is None else self.laid.findings


def numbers_of(each: Output) -> Array:
    """The cells of an output as doubles, NaN where absent."""
    import numpy as np

    values: Array = each.values.astype("float64")
    if each.absent is not None:
        values[each.absent] = np.nan
    return values
