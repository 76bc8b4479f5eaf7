# SPDX-License-Identifier: Apache-2.0
"""One table run more than once: what `versions`, `scenarios` and `sweep` do alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vaern._families import Bare, Family, Output, family_of
from vaern.files.read import ReadTable
from vaern.tables import KEYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


class Runs:
    """A table, and the options of `score_table` that are the same for every run."""

    def __init__(self, data: Any, options: Mapping[str, Any]):
        self.options = dict(options)
        if isinstance(data, ReadTable):
            self.options["missing_codes"] = data.codes_with(self.options.get("missing_codes"))
            data = data.table
        self.family: Family = family_of(data)
        self.bare = Bare(self.family)

    def keys(self, keys: Sequence[str] | None) -> dict[str, Array]:
        """The columns that say whose form a row is, or those that were asked for."""
        names = self.family.names()
        kept = [name for name in KEYS if name in names] if keys is None else keys
        for name in kept:
            if name not in names:
                raise KeyError(f"the table has no column '{name}', which `keys` names")
        return {name: self.family.array(name) for name in kept}


def numbers_of(each: Output) -> Array:
    """The cells of an output as doubles, NaN where absent."""
    import numpy as np

    values: Array = each.values.astype("float64")
    if each.absent is not None:
        values[each.absent] = np.nan
    return values
