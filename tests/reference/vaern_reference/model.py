# SPDX-License-Identifier: Apache-2.0
"""An instrument as values: what language.md, section 3, lets an author write.

The reference reads only models that `vaern check` accepts; it does not look for faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import yaml

from .conditions import names, read_condition
from .numbers import canonical, number


@dataclass(frozen=True)
class Input:
    """An item, or the `ITEM.within` of an item. `points` is None where codes have none."""

    id: str
    kind: str  # "truth", "option" or "number"
    domain: tuple[str, ...]  # S1.1, in order
    points: dict[str, Fraction] | None
    asked_when: tuple | None = None
    within: str | None = None  # the duration of `ask_when_known`


@dataclass(frozen=True)
class Scale:
    id: str
    kind: str  # "sum", "mean", "max" or "count"
    weights: dict[str, Fraction]  # of items and earlier scales, in order
    at_or_above: Fraction | None
    steps: list[tuple[str, object]]
    missing: object  # "forbid", "bounds_only" or the map of limits and policy


@dataclass(frozen=True)
class Rule:
    when: tuple
    raise_to: str | None
    raise_by: int
    floor: str | None


@dataclass
class Model:
    id: str
    inputs: dict[str, Input] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    gates: dict[str, tuple] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    flags: dict[str, tuple] = field(default_factory=dict)
    levels: list[str] = field(default_factory=list)  # lowest concern first
    from_scale: str | None = None
    cut_offs: list[Fraction | None] = field(default_factory=list)
    falling: bool = False
    judgement: dict = field(default_factory=dict)
    place: dict[str, int] = field(default_factory=dict)  # of inputs, in declared order
    parents_first: list[str] = field(default_factory=list)
    matters: set[str] = field(default_factory=set)  # inputs that something but a flag reads
    seen: dict = field(default_factory=dict)  # complete form -> what it means (a cache)

    def kind(self, name: str) -> str:
        if name in self.inputs:
            return self.inputs[name].kind
        return "number" if name in self.scales or name == "level" else "truth"

    def points(self, name: str, code: str | None) -> Fraction | None:
        """What an answer is worth; nothing for no answer."""
        return None if code is None else self.inputs[name].points[code]


YES_NO = ("no", "yes")
YES_NO_POINTS = {"no": Fraction(0), "yes": Fraction(1)}


def load(text: str) -> Model:
    """A model from its YAML (or JSON) text. Every scalar is read as the text it is."""
    return build(yaml.load(text, Loader=yaml.BaseLoader))


def build(written: dict) -> Model:
    model = Model(written["instrument"])
    sets = {id: option_set(each) for id, each in written.get("answers", {}).items()}
    for id, item in written.get("items", {}).items():
        add_item(model, id, item, sets)
    factors = written.get("factors", {})
    for factor in factors.get("of", {}):
        for dimension, type in factors["rate"].items():
            item = type if isinstance(type, dict) else {"type": type}
            add_item(model, f"{factor}_{dimension}", item, sets)

    for id, scale in written.get("scales", {}).items():
        model.scales[id] = read_scale(id, scale)
    read_levels(model, written.get("levels", {}))
    condition = lambda tree: read_condition(tree, model.levels)
    model.gates = {id: condition(gate) for id, gate in written.get("gates", {}).items()}
    model.flags = {id: condition(flag["when"]) for id, flag in written.get("flags", {}).items()}
    for id, rule in written.get("rules", {}).items():
        model.rules[id] = Rule(
            condition(rule["when"]),
            rule.get("raise_to"),
            int(number(rule.get("raise_by", "0"))),
            rule.get("floor"),
        )
    model.judgement = written.get("judgement", {})
    model.place = {name: at for at, name in enumerate(model.inputs)}
    model.parents_first = parents_first(model)
    model.matters = what_matters(model)
    return model


def option_set(written):
    """The codes with their points, or with None (language: `answers`)."""
    if isinstance(written, list):
        return {code: None for code in written}
    options = written.get("options", written)
    points = {}
    for code, option in options.items():
        if isinstance(option, dict) and "value" not in option:
            option = option.get("points")
        points[code] = None if option is None else number(option)
    return points


def add_item(model: Model, id: str, item: dict, sets: dict) -> None:
    """S1.1: the item, and right after it the input that `ask_when_known` adds."""
    asked_when = read_condition(item["asked_when"]) if "asked_when" in item else None
    if item["type"] == "yes_no":
        kind, points = "truth", dict(YES_NO_POINTS)
    elif item["type"] == "number":
        kind, points = "number", {}
        at, step = number(item["from"]), number(item.get("step", "1"))
        while at <= number(item["to"]):
            points[canonical(at)] = at
            at += step
    else:
        kind, points = "option", sets[item["type"]]
    domain = tuple(points)
    if None in points.values():
        points = None
    within = item.get("ask_when_known")
    model.inputs[id] = Input(id, kind, domain, points, asked_when, within)
    if within is not None:
        hidden = id + ".within"
        model.inputs[hidden] = Input(hidden, "truth", YES_NO, YES_NO_POINTS, ("name", id))


def read_scale(id: str, written: dict) -> Scale:
    [kind] = {"sum", "mean", "max", "count"} & set(written)
    of, at_or_above = written[kind], None
    if kind == "count":
        of, at_or_above = of["of"], number(of["at_or_above"])
    weights = of if isinstance(of, dict) else dict.fromkeys(of, "1")
    steps = [step for entry in written.get("then", []) for step in entry.items()]
    return Scale(
        id,
        kind,
        {name: number(weight) for name, weight in weights.items()},
        at_or_above,
        steps,
        written.get("missing", "forbid"),
    )


def read_levels(model: Model, written: dict) -> None:
    model.levels = list(written.get("order", written.get("cut_offs", {})))
    model.from_scale = written.get("from")
    model.falling = written.get("falling") == "yes"
    for cut_off in written.get("cut_offs", {}).values():
        model.cut_offs.append(None if cut_off == "lowest" else number(cut_off))


def parents_first(model: Model) -> list[str]:
    """The inputs, each after those its `asked_when` reads (S2: they are acyclic)."""
    order: list[str] = []

    def visit(id: str) -> None:
        if id not in order:
            for parent in sorted(names(model.inputs[id].asked_when)):
                visit(parent)
            order.append(id)

    for id in model.inputs:
        visit(id)
    return order


def what_matters(model: Model) -> set[str]:
    """What a level or a bound can depend on. Other inputs need no enumeration."""
    trees = [*model.gates.values(), *(rule.when for rule in model.rules.values())]
    trees += [each.asked_when for each in model.inputs.values()]
    return names(trees).union(*(scale.weights for scale in model.scales.values()))
