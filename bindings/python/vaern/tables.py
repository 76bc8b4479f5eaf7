# SPDX-License-Identifier: Apache-2.0
"""Instruments over whole tables: pandas, Polars, Arrow, or a dict of NumPy arrays.

`instrument.score_table(data)` is `score_table(instrument, data)`. No row is looked at in Python.

>>> import numpy as np
>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> scored = danger.score_table({"person": np.array([7, 8]), "gun": np.array(["ja", "nej"])})
>>> scored.table["person"].tolist(), scored.table["level_low"].tolist()
([7, 8], [0, 0])
>>> scored.metadata["instrument"], scored.metadata["levels"]["level"]
('danger-assessment@2009', ('variable', 'increased', 'severe', 'extreme'))
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from vaern._core import (
    Diagnostic,
    Instrument,
    _refuse_identifiers,
    _score_columns,
    _table_inputs,
)
from vaern._families import Family, Output, Spec, family_of
from vaern._progress import Progress, reporting
from vaern.errors import DataError
from vaern.files.read import ReadTable
from vaern.layouts import Layout

__all__ = ["Rejection", "ScoredTable", "score_table"]

#: Columns that say whose form a row is. Those that are there are kept, unless `keys` says otherwise.
KEYS = ("person", "dyad", "episode", "wave", "assessed", "rater", "site")


@dataclass(frozen=True)
class Rejection:
    """Why a row has no result; a row may have several."""

    row: int  #: From 0.
    keys: Mapping[str, Any]  #: What the row has in the columns that are kept.
    item: str | None  #: None where several answers stand against each other.
    value: str | None  #: As written; direct identifiers are masked.
    finding: Diagnostic

    @property
    def code(self) -> str:
        """'E0502'."""
        return self.finding.code

    @property
    def reason(self) -> str:
        """In English; `finding.text("da")` is Danish."""
        return self.finding.message


@dataclass(frozen=True)
class ScoredTable:
    """A scored table, of the family that went in."""

    table: Any  #: A DataFrame of pandas or Polars, a pyarrow Table or a dict of NumPy arrays.
    rejected: tuple[Rejection, ...]  #: In order of rows.
    rejected_rows: int
    #: instrument, version, meaning and text (fingerprints), absent (questions without a column),
    #: left_over (columns that are neither question nor key), truths (columns that may be open),
    #: levels (of each column of levels or classes, by number).
    metadata: Mapping[str, Any]


def score_table(
    instrument: Instrument,
    data: Any,
    *,
    layout: Layout | None = None,
    back: Literal["rows", "long", "wide"] = "rows",
    columns: Mapping[str, str] | None = None,
    missing_codes: Mapping[Any, str] | None = None,
    answers: Mapping[str, Mapping[Any, str]] | None = None,
    keys: Sequence[str] | None = None,
    outputs: Sequence[str] | None = None,
    out: Mapping[str, Any] | None = None,
    on_error: Literal["raise", "collect"] = "raise",
    codes: bool = False,
    threads: int | None = None,
    progress: bool | Progress | None = None,
) -> ScoredTable:
    """The instrument over every row of a table, on all cores.

    data: also what `read_table` gives, whose `missing_codes` then count as given.
    layout: how the table is laid out where it is not one row a form (`vaern.Layout`); the result
    then also has `unplaced` and `findings`. back: how the result is laid out.
    columns: {item: name of its column}; without it columns are found by the names of the codebook.
    missing_codes: {-9: "unknown", "vil ikke svare": "refused"}; empty cells are not_asked.
    answers: {item: {cell: answer}} where a column has codes of its own: {"side": {1: "left"}}.
    keys: columns that are kept beside the results; without it those of person, dyad, episode,
    wave, assessed, rater and site that are there.
    outputs: the names of the results wanted; "possible", "contributions" and "witnesses" are all
    those of a kind. Without it those of `out`, or else all but these three kinds.
    out: {result: a NumPy array that is written to}; a result that is absent is -1 in levels, classes
    and truths, NaN in doubles, and masked elsewhere: there a masked array with a full mask is given.
    on_error: "raise" raises DataError with the first faults; "collect" scores the other rows and
    says of each rejected one why.
    codes: columns of bytes hold codes, as those of `vaern.synthetic` (whose own arrays are known
    without it): code i is the answer `instrument.items[ID].answers[i]`, 250 to 255 are missing.
    threads: all cores where it is not given; the result is the same for any number.
    progress: called with rows done and rows in all, and False from it ends the work with
    KeyboardInterrupt. Without it long work shows a bar where there is a terminal; True shows it
    always, False never.
    """
    if on_error not in ("raise", "collect"):
        raise ValueError("`on_error` is 'raise' or 'collect'")
    if isinstance(data, ReadTable):
        missing_codes = data.codes_with(missing_codes)
        data = data.table
    if layout is not None:
        from vaern._layout_score import score_layout

        if keys is not None or out is not None:
            raise ValueError("with `layout` the keys are those of the layout, and `out` is not used")
        return score_layout(
            instrument,
            data,
            layout,
            back=back,
            columns=columns,
            on_error=on_error,
            missing_codes=missing_codes,
            answers=answers,
            outputs=outputs,
            codes=codes,
            threads=threads,
            progress=progress,
        )
    if back != "rows":
        raise ValueError("`back` goes with `layout`, which says what the table is now")
    family = family_of(data)
    names = family.names()
    if outputs is None and out is not None:
        outputs = list(out)
    for name in out or {}:
        if name not in (outputs or ()):
            raise ValueError(f"`out` has an array for '{name}', which is not among `outputs`")
    chosen = _chosen(instrument, names, columns)
    own_codes = _own_codes(instrument, answers or {})
    kept = _kept(names, keys)
    for name in kept:
        _refuse_key(family, name)
    specs = {name: _spec(family, at, codes) for name, at in chosen.items()}
    with reporting(progress) as report:
        done = _score_columns(
            instrument,
            [(name, spec, own_codes.get(name, {})) for name, spec in specs.items()],
            dict(missing_codes or {}),
            None if outputs is None else list(outputs),
            on_error == "collect",
            threads,
            report,
            dict(out or {}),
        )
    if done["is_cancelled"]:
        raise KeyboardInterrupt("`progress` ended the work")
    for _, item, value, _ in done["rejected"]:
        if "*" in value:
            _refuse_identifiers(chosen[item], specs[item], False)
    rejected = _rejections(family, kept, done["rejected"])
    help = _lost_codes(instrument, family, chosen, specs, done["rejected"])
    if rejected and on_error == "raise":
        raise DataError([each.finding for each in rejected], row=rejected[0].row, help=help)
    if help:
        warnings.warn(help, stacklevel=2)
    made = [Output(*each) for each in done["outputs"]]
    about = {
        "instrument": instrument.reference,
        "version": instrument.version,
        "meaning": instrument.meaning,
        "text": instrument.text,
    }
    used = {*chosen.values(), *kept}
    left_over = tuple(name for name in names if name not in used)
    _warn_of_slips(left_over, done["absent"])
    metadata = {
        **about,
        "absent": tuple(done["absent"]),
        "left_over": left_over,
        "levels": {each.name: tuple(each.labels) for each in made if each.labels},
        "truths": tuple(each.name for each in made if each.kind == "truth"),
    }
    clash = sorted({each.name for each in made} & set(kept))
    if clash:
        raise ValueError(f"'{clash[0]}' is a column to keep and also a result: name others as `keys`")
    return ScoredTable(family.scored(kept, made, about), rejected, done["rejected_rows"], metadata)


def _chosen(
    instrument: Instrument, names: Sequence[str], columns: Mapping[str, str] | None
) -> dict[str, str]:
    """By what the instrument asks the column that answers it."""
    inputs = _table_inputs(instrument)  # what it asks, and its name in a table
    by_name = {table: name for name, table in inputs} | {name: name for name, _ in inputs}
    chosen = {}
    if columns is None:
        chosen = {by_name[name]: name for name in names if name in by_name}
    for item, name in (columns or {}).items():
        if name not in names:
            raise KeyError(f"the table has no column '{name}', which `columns` names for '{item}'")
        chosen[by_name.get(item, item)] = name
    if not chosen:
        asked = ", ".join(name for _, name in inputs[:20]) + (", ..." if len(inputs) > 20 else "")
        raise ValueError(
            f"no column of the table is a question of {instrument.reference}: name them with "
            f"`columns`, or call them {asked}"
        )
    return chosen


def _warn_of_slips(left_over: Sequence[str], absent: Sequence[str]) -> None:
    """A question without a column is missing in every row: that is seldom meant."""
    by_letters = {name.lower(): name for name in absent}
    for name in left_over:
        near = get_close_matches(name.lower(), by_letters, n=1, cutoff=0.85)
        if near:
            words = f"the column '{name}' is not scored: did you mean '{by_letters[near[0]]}'?"
            warnings.warn(words, stacklevel=3)


def _lost_codes(
    instrument: Instrument,
    family: Family,
    chosen: Mapping[str, str],
    specs: Mapping[str, Spec],
    rejected: Sequence[tuple[int, str, str, Diagnostic]],
) -> str | None:
    """Bytes that are refused and would be codes of answers: joined and saved arrays lose their mark."""
    for asked, value in dict.fromkeys((item, value) for _, item, value, _ in rejected):
        if asked not in specs or specs[asked][0] not in ("values", "arrow") or not value.isdigit():
            continue
        item = instrument.items.get(asked)
        answers = len(item.answers) if item is not None else 2
        if int(value) < answers and family.array(chosen[asked]).dtype == "uint8":
            return (
                f"the column '{chosen[asked]}' holds bytes, as arrays of codes do that were joined or "
                "saved: if it comes from vaern.synthetic, say codes=True"
            )
    return None


def _refuse_key(family: Family, name: str) -> None:
    if name == "assessed":
        return  # Days.
    try:
        spec = family.spec(name)
    except TypeError:
        return  # Not of text or numbers: kept as it is.
    _refuse_identifiers(name, spec, True)


def _spec(family: Family, name: str, codes: bool) -> Spec:
    spec = family.spec(name)
    if not codes or spec[0] in ("codes", "days"):
        return spec
    if spec[0] == "arrow":
        return ("arrow codes", *spec[1:])
    if spec[0] == "values" and spec[1].dtype == "uint8":
        return ("codes", *spec[1:])
    raise TypeError(f"the column '{name}' holds no bytes (uint8), and `codes` says that it holds codes")


def _kept(names: Sequence[str], keys: Sequence[str] | None) -> list[str]:
    if keys is None:
        return [name for name in KEYS if name in names]
    if isinstance(keys, str):
        keys = [keys]
    for name in keys:
        if name not in names:
            raise KeyError(f"the table has no column '{name}', which `keys` names")
    return list(keys)


def _own_codes(
    instrument: Instrument, answers: Mapping[str, Mapping[Any, str]]
) -> dict[str, dict[Any, int]]:
    """By what the instrument asks, what the caller's own cells mean."""
    by_name = {name: asked for asked, table in _table_inputs(instrument) for name in (asked, table)}
    found: dict[str, dict[Any, int]] = {}
    for name, given in answers.items():
        asked = by_name.get(name)
        if asked is None:
            raise KeyError(f"`answers` names '{name}', which {instrument.reference} does not ask")
        if not isinstance(given, Mapping):
            raise TypeError(f"`answers` of '{name}' are given as a dict: {{cell: answer}}")
        item = instrument.items.get(asked)
        allowed = list(item.answers) if item is not None else ["no", "yes"]  # a second question
        wrong = [answer for answer in given.values() if answer not in allowed]
        if wrong:
            words = ", ".join(map(str, allowed))
            raise ValueError(f"'{wrong[0]}' is no answer to '{name}': {words}")
        found[asked] = {cell: allowed.index(answer) for cell, answer in given.items()}
    return found


def _rejections(
    family: Family, keys: Sequence[str], found: Sequence[tuple[int, str, str, Diagnostic]]
) -> tuple[Rejection, ...]:
    if not found:
        return ()
    arrays = {name: family.array(name) for name in keys}
    return tuple(
        Rejection(
            row,
            {name: _plain(array[row]) for name, array in arrays.items()},
            item or None,
            value or None,
            finding,
        )
        for row, item, value, finding in found
    )


def _plain(cell: Any) -> Any:
    """A value of Python's own in place of NumPy's."""
    return cell.item() if hasattr(cell, "dtype") else cell
