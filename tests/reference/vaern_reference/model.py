# SPDX-License-Identifier: Apache-2.0
"""An instrument as values: what language.md, section 3, lets an author write.

The reference reads only models that `vaern check` accepts; it does not look for faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from .earlier import Earlier
from .numbers import number
from .tables import Table

MAIN = "level"  # The outcome that `levels:` describes, by the name that flags read.


@dataclass(frozen=True)
class Input:
    """What a completion gives a code: an item, what `ask_when_known` or `relative_to_habit` adds
    to it, an earlier value (S1.5), or the norm of a table (S21.3)."""

    id: str
    kind: str  # "truth", "option" or "number"
    domain: tuple[str, ...]  # S1.1, in order
    points: dict[str, Fraction] | None  # None where codes have none
    asked_when: tuple | None = None
    within: str | None = None  # the duration of `ask_when_known`
    of: str | None = None  # the item that a `.within` or `.habitual` belongs to
    source: str = "answer"  # "answer", "earlier" or "norm"
    sensitive: bool = False


@dataclass(frozen=True)
class Scale:
    id: str
    kind: str  # "sum", "mean", "max", "count" or "lookup"
    weights: dict[str, Fraction]  # of items and earlier scales, in order
    at_or_above: Fraction | None
    steps: list[tuple[str, object]]
    missing: object  # "forbid", "bounds_only" or the map of limits and policy
    table: Table | None = None  # of a lookup
    chooser: str | None = None  # the input whose code is the norm


@dataclass(frozen=True)
class Rule:
    when: tuple
    raise_to: str | None
    raise_by: int
    floor: str | None


@dataclass(frozen=True)
class Outcome:
    """`levels:` or one of `outcomes:`."""

    id: str
    levels: list[str]  # lowest concern first
    from_scale: str | None
    cut_offs: list[Fraction | None]
    falling: bool
    rules: dict[str, Rule]


@dataclass(frozen=True)
class Opinion:
    levels: tuple[str, ...]
    required: bool


@dataclass
class Model:
    id: str
    parameters: dict[str, Fraction] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    earlier: dict[str, Earlier] = field(default_factory=dict)
    consistent: dict[str, tuple] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    gates: dict[str, tuple] = field(default_factory=dict)
    flags: dict[str, tuple] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # MAIN last: it may read the others
    classes: dict[str, dict[str, tuple]] = field(default_factory=dict)  # class -> when
    exactly_one: set[str] = field(default_factory=set)  # of the classes
    opinions: dict[str, Opinion] = field(default_factory=dict)
    judgement: dict = field(default_factory=dict)
    published: Model | None = None  # E4.1
    place: dict[str, int] = field(default_factory=dict)  # of inputs, in declared order
    parents_first: list[str] = field(default_factory=list)
    matters: set[str] = field(default_factory=set)  # inputs that something but a flag reads
    seen: dict = field(default_factory=dict)  # complete form -> what it means (a cache)

    @property
    def levels(self) -> list[str]:
        return self.outcomes[MAIN].levels if MAIN in self.outcomes else []

    @property
    def rules(self) -> dict[str, Rule]:
        return self.outcomes[MAIN].rules if MAIN in self.outcomes else {}

    def kind(self, name: str) -> str:
        if name in self.inputs:
            return self.inputs[name].kind
        if name in self.outcomes:
            return "level"
        if name in self.classes:
            return "option"
        return "number" if name in self.scales else "truth"

    def words(self, name: str) -> list[str] | None:
        """What the values of a name are called, in order; None for numbers."""
        if name in self.outcomes:
            return self.outcomes[name].levels
        return list(self.inputs[name].domain) if self.kind(name) == "option" else None

    def points(self, name: str, code: str | None) -> Fraction | None:
        """What an answer is worth; nothing for no answer."""
        return None if code is None else self.inputs[name].points[code]

    def constant(self, written) -> Fraction:
        """A number, or the parameter that stands in its place (S1.6)."""
        return self.parameters[written] if written in self.parameters else number(written)
