# SPDX-License-Identifier: Apache-2.0
"""How a table is laid out, declared once: one row a form, one row an answer, or a column a wave.

>>> import numpy as np
>>> import vaern
>>> danger = vaern.load().instrument("danger-assessment")
>>> answers = {
...     "person": np.array([7, 7, 7, 8]),
...     "wave": np.array([0, 0, 1, 0]),
...     "item": np.array(["gun", "left", "gun", "gun"]),
...     "value": np.array(["yes", "no", "yes", "no"]),
... }
>>> layout = vaern.Layout.long(keys=["person", "wave"])
>>> scored = danger.score_table(answers, layout=layout)
>>> scored.table["person"].tolist(), scored.table["wave"].tolist()
([7, 7, 8], [0, 1, 0])
>>> scored.table["total_low"].tolist()
[2, 2, -3]
"""

from __future__ import annotations

import re
import string
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from vaern._layout_words import WORDS, LayoutError, LayoutFinding

__all__ = ["Layout", "LayoutError", "LayoutFinding"]

Keys = Sequence[str] | Mapping[str, str]
Windows = Mapping[Any, tuple[str, str]]

FIELDS = ("instrument", "item", "wave", "rater")
DURATION = re.compile(r"-?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True)
class Layout:
    """Where the answers of a form stand in a table. Made by `rows`, `long` or `wide`."""

    shape: Literal["rows", "long", "wide"]
    keys: Mapping[str, str]  #: What tells forms apart, by meaning: {"person": column}.
    pattern: str = "{item}"  #: Of the columns of answers; of rows and wide tables.
    item: str = "item"  #: Of long tables, as the next two.
    value: str = "value"
    instrument: str | None = None
    waves: Mapping[Any, Any] = field(default_factory=dict)  #: In order: as written, as reported.
    raters: Mapping[Any, Any] = field(default_factory=dict)
    carry: Sequence[str] | None = None
    windows: Windows = field(default_factory=dict)
    anchor: str | None = None
    take: Literal["first", "last"] | None = None
    duplicates: Literal["refuse", "first_if_equal"] = "refuse"
    empty: Literal["skip", "score"] = "skip"
    allow: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    @classmethod
    def rows(
        cls,
        keys: Keys = ("person", "wave", "rater"),
        *,
        pattern: str = "{item}",
        waves: Sequence[Any] | Mapping[Any, Any] = (),
        carry: Sequence[str] | None = None,
        windows: Windows | None = None,
        anchor: str | None = None,
        take: Literal["first", "last"] | None = None,
        empty: Literal["skip", "score"] = "score",
        allow: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> Layout:
        """One row a form; a column for each question, named by the codebook.

        keys: what tells forms apart, as the columns are called, or by meaning:
        {"person": "id_nr", "wave": "time"}. Meanings that are checked are person, dyad, episode,
        wave, assessed, rater and site.
        pattern: how columns of answers are called; "{instrument}_{item}" where several instruments
        share the table.
        waves: in their order, where they are words: ["before", "after"].
        carry: columns that a form keeps beside its keys; without it those of the meanings above
        that are there.
        windows: {"t0": ("P0D", "P14D"), "t1": ("P75D", "P105D")}: a form is of the wave in whose
        window its day `assessed` lies, counted from the first day of the person, or from the day
        in the column `anchor`. Both ends are inside. take: which form counts where two lie in one.
        empty: "skip" does not score forms without any answer.
        allow: kinds of findings that are no errors here; ignore: items or instruments that are
        passed over.
        """
        return cls(
            shape="rows",
            keys=_by_meaning(keys),
            pattern=_checked(pattern, {"instrument", "item"}),
            waves=_named(waves),
            carry=carry,
            windows=_windows(windows, waves),
            anchor=anchor,
            take=take,
            empty=empty,
            allow=_allowed(allow),
            ignore=frozenset(ignore),
        )

    @classmethod
    def long(
        cls,
        item: str = "item",
        value: str = "value",
        keys: Keys = ("person", "wave", "rater"),
        *,
        instrument: str | None = None,
        waves: Sequence[Any] | Mapping[Any, Any] = (),
        carry: Sequence[str] | None = None,
        windows: Windows | None = None,
        anchor: str | None = None,
        take: Literal["first", "last"] | None = None,
        duplicates: Literal["refuse", "first_if_equal"] = "refuse",
        empty: Literal["skip", "score"] = "score",
        allow: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> Layout:
        """One row an answer: a column says the question, another what was answered.

        instrument: the column that says of which instrument the question is (its id).
        duplicates: "first_if_equal" takes the first of answers that are there twice and equal.
        With `windows`, "assessed" is one of the keys. The rest is as in `Layout.rows`.
        """
        by_meaning = _by_meaning(keys)
        if windows and "assessed" not in by_meaning:
            raise ValueError("with `windows` the day tells forms apart: name 'assessed' in `keys`")
        return cls(
            shape="long",
            keys=by_meaning,
            item=item,
            value=value,
            instrument=instrument,
            waves=_named(waves),
            carry=carry,
            windows=_windows(windows, waves),
            anchor=anchor,
            take=take,
            duplicates=duplicates,
            empty=empty,
            allow=_allowed(allow),
            ignore=frozenset(ignore),
        )

    @classmethod
    def wide(
        cls,
        waves: Sequence[Any] | Mapping[Any, Any] = (),
        pattern: str = "{item}_{wave}",
        keys: Keys = ("person",),
        *,
        raters: Sequence[Any] | Mapping[Any, Any] = (),
        carry: Sequence[str] | None = None,
        windows: Windows | None = None,
        anchor: str | None = None,
        take: Literal["first", "last"] | None = None,
        empty: Literal["skip", "score"] = "skip",
        allow: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> Layout:
        """One row a person, with a column for each question and wave (and rater).

        waves: as they stand in the names of columns, in order; a mapping also says how the result
        calls them: {"t0": 0, "t3": 3}. raters: the same.
        pattern: of the names; also of columns like "assessed_t0", which belong to one form each.
        The rest is as in `Layout.rows`.
        """
        fields = {"item"} | ({"wave"} if waves else set()) | ({"rater"} if raters else set())
        named = _named(waves), _named(raters)
        by_meaning = _by_meaning(keys)
        for meaning in ("wave", "rater"):
            if meaning in fields and meaning in by_meaning:
                raise ValueError(f"'{meaning}' is in the names of columns: leave it out of `keys`")
        return cls(
            shape="wide",
            keys=by_meaning,
            pattern=_checked(pattern, fields | {"instrument"}, fields),
            waves=named[0],
            raters=named[1],
            carry=carry,
            windows=_windows(windows, waves),
            anchor=anchor,
            take=take,
            empty=empty,
            allow=_allowed(allow),
            ignore=frozenset(ignore),
        )

    def is_error(self, finding: LayoutFinding) -> bool:
        """Whether it is one here."""
        return finding.severity == "error" and finding.kind not in self.allow


def _by_meaning(keys: Keys) -> dict[str, str]:
    if isinstance(keys, str):
        raise TypeError("`keys` is a list of columns, or a dict {meaning: column}")
    named = dict(keys) if isinstance(keys, Mapping) else {key: key for key in keys}
    if not named:
        raise ValueError("`keys` is empty: at least one column says whose form it is")
    if len(set(named.values())) < len(named):
        raise ValueError("`keys` names a column twice")
    return named


def _named(values: Sequence[Any] | Mapping[Any, Any]) -> dict[Any, Any]:
    if isinstance(values, str):
        raise TypeError("give a list, not a single word")
    named = dict(values) if isinstance(values, Mapping) else {value: value for value in values}
    if not isinstance(values, Mapping) and len(named) < len(values):
        raise ValueError("a wave or rater is named twice")
    for value in named.values():
        if not isinstance(value, Hashable):
            raise TypeError(f"a wave or rater is reported as a word or a number, not {value!r}")
    if len(set(named.values())) < len(named):
        raise ValueError("two waves or two raters would be reported alike")
    return named


def _checked(pattern: str, known: set[str], needed: set[str] | None = None) -> str:
    found = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
    for name in found:
        if name not in known:
            raise ValueError(
                f"`pattern` has {{{name}}}, which is not there: it may have "
                + ", ".join(f"{{{each}}}" for each in FIELDS if each in known)
            )
    for name in sorted(needed or {"item"}):
        if found.count(name) != 1:
            raise ValueError(f"`pattern` needs {{{name}}} once: '{pattern}' does not have it so")
    return pattern


def _allowed(kinds: Sequence[str]) -> frozenset[str]:
    if isinstance(kinds, str):
        raise TypeError("`allow` is a list of kinds of findings")
    for kind in kinds:
        if kind not in WORDS:
            raise ValueError(f"'{kind}' is no kind of finding: {', '.join(WORDS)}")
    return frozenset(kinds)


def months_and_days(text: str) -> tuple[int, int]:
    """'P3M' is (3, 0), 'P2W' (0, 14), '-P7D' (0, -7)."""
    match = DURATION.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError(f"'{text}' is no length of time in days: write 'P14D', 'P2W', 'P3M' or '-P7D'")
    years, months, weeks, single = (int(each or 0) for each in match.groups())
    sign = -1 if text.startswith("-") else 1
    return sign * (12 * years + months), sign * (7 * weeks + single)


def _windows(windows: Windows | None, waves: Sequence[Any] | Mapping[Any, Any]) -> Windows:
    """Checked; in their order in time, whatever day they are counted from."""
    if not windows:
        return {}
    reported = list(_named(waves).values())
    previous: tuple[Any, int] | None = None
    for wave, ends in windows.items():
        if reported and wave not in reported:
            raise ValueError(f"the window '{wave}' is of no wave: {', '.join(map(str, reported))}")
        if isinstance(ends, str) or len(ends) != 2:
            raise ValueError(f"a window has two ends: '{wave}': ('P0D', 'P14D')")
        low, high = (months_and_days(end) for end in ends)
        if low != high and _most(low) > _least(high):
            raise ValueError(f"the window '{wave}' ends before it begins")
        if previous and previous[1] >= _least(low):
            raise ValueError(f"the windows '{previous[0]}' and '{wave}' overlap or are not in order")
        previous = wave, _most(high)
    return dict(windows)


def _least(length: tuple[int, int]) -> int:
    """Days that this many months and days have at least."""
    months, single = length
    return single + (months * 31 if months < 0 else months * 365 // 12 - 2 * bool(months))


def _most(length: tuple[int, int]) -> int:
    months, single = length
    return single + (months * 365 // 12 - 2 if months < 0 else -(-months * 366 // 12) + 2 * bool(months))
