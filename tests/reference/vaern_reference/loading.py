# SPDX-License-Identifier: Apache-2.0
"""From a model's YAML (or JSON) text to values. Every scalar is read as the text it is."""

from __future__ import annotations

from fractions import Fraction

import yaml

from .classes import read_classes
from .conditions import names, read_condition, replaced
from .earlier import read_earlier
from .extends import chain, joined
from .levels import escalated
from .model import MAIN, Input, Model, Opinion, Outcome, Rule, Scale
from .numbers import canonical, number
from .tables import read_rows, read_table

YES_NO = ("no", "yes")
YES_NO_POINTS = {"no": Fraction(0), "yes": Fraction(1)}


def read_yaml(text: str) -> dict:
    return yaml.load(text, Loader=yaml.BaseLoader)


def load(text: str, library=None) -> Model:
    """A model. `library` gives the text of the model that another `extends`, by its reference."""
    versions = chain(read_yaml(text), lambda reference: read_yaml(library(reference)))
    model = build(joined(versions))
    if len(versions) > 1:
        model.published = build(versions[0])
    return model


def build(written: dict) -> Model:
    model = Model(written["instrument"])
    each = lambda section: written.get(section, {}).items()
    model.parameters = {id: number(parameter["value"]) for id, parameter in each("parameters")}
    add_inputs(model, written)
    model.scales = {id: read_scale(model, id, scale) for id, scale in each("scales")}

    condition = lambda tree: with_parameters(model, read_condition(tree))
    model.consistent = {id: condition(entry["must"]) for id, entry in each("consistent")}
    model.gates = {id: condition(gate) for id, gate in each("gates")}
    for id, outcome in each("outcomes"):
        model.outcomes[id] = read_outcome(model, id, outcome, outcome.get("rules", {}))
    if "levels" in written:  # Last, because its rules may read every other outcome.
        outcome = read_outcome(model, MAIN, written["levels"], written.get("rules", {}))
        model.outcomes[MAIN] = outcome
    read_classes(model, written.get("classes", {}), condition)
    model.flags = {id: condition(flag["when"]) for id, flag in each("flags")}
    sets = {id: option_set(entry) for id, entry in each("answers")}
    for id, opinion in each("opinions"):
        required = opinion.get("required") == "yes"
        model.opinions[id] = Opinion(tuple(sets[opinion["levels"]]), required)
    model.judgement = written.get("judgement", {})

    model.place = {name: at for at, name in enumerate(model.inputs)}
    model.parents_first = parents_first(model)
    model.matters = what_matters(model)
    return model


def with_parameters(model: Model, tree):
    """S1.6: a parameter is a constant."""

    def change(part):
        if part[0] == "name" and part[1] in model.parameters:
            return ("number", model.parameters[part[1]])
        return None

    return replaced(tree, change)


# --- Inputs -------------------------------------------------------------------------------


def add_inputs(model: Model, written: dict) -> None:
    sets = {id: option_set(each) for id, each in written.get("answers", {}).items()}
    for id, item in written.get("items", {}).items():
        add_item(model, id, item, sets)
    factors = written.get("factors", {})
    for factor, described in factors.get("of", {}).items():
        for dimension, type in factors["rate"].items():
            item = dict(type) if isinstance(type, dict) else {"type": type}
            if isinstance(described, dict) and "sensitive" in described:
                item["sensitive"] = described["sensitive"]
            add_item(model, f"{factor}_{dimension}", item, sets)
    for id, earlier in written.get("earlier", {}).items():  # S1.5
        points = number_points(earlier)
        model.inputs[id] = Input(id, "number", tuple(points), points, source="earlier")
        model.earlier[id] = read_earlier(id, earlier)
    for id, table in written.get("tables", {}).items():
        model.tables[id] = read_table(id, table)
        if model.tables[id].chooser == "date":  # S21.3
            norms = tuple(model.tables[id].norms)
            hidden = model.tables[id].input
            model.inputs[hidden] = Input(hidden, "option", norms, None, source="norm")


def option_set(written):
    """The codes with their points, or with None (language: `answers`)."""
    if isinstance(written, dict):
        written = written.get("options", written)
    if isinstance(written, list):
        return {code: None for code in written}
    points = {}
    for code, option in written.items():
        if isinstance(option, dict) and "value" not in option:
            option = option.get("points")
        points[code] = None if option is None else number(option)
    return points


def number_points(written: dict) -> dict[str, Fraction]:
    """S1.1: `from`, `from + step`, … up to `to`."""
    points, at = {}, number(written["from"])
    while at <= number(written["to"]):
        points[canonical(at)] = at
        at += number(written.get("step", "1"))
    return points


def add_item(model: Model, id: str, item: dict, sets: dict) -> None:
    """S1.1, S2.6: the item, and right after it the inputs that come with it."""
    asked_when = read_condition(item["asked_when"]) if "asked_when" in item else None
    if asked_when is not None:
        asked_when = with_parameters(model, asked_when)
    if item["type"] == "yes_no":
        kind, points = "truth", dict(YES_NO_POINTS)
    elif item["type"] == "number":
        kind, points = "number", number_points(item)
    else:
        kind, points = "option", sets[item["type"]]
    domain = tuple(points)
    if None in points.values():
        points = None
    if item.get("reversed") == "yes":  # language: least + greatest - points
        ends = min(points.values()) + max(points.values())
        points = {code: ends - each for code, each in points.items()}
    within, sensitive = item.get("ask_when_known"), item.get("sensitive") == "yes"
    model.inputs[id] = Input(
        id, kind, domain, points, asked_when, within=within, sensitive=sensitive
    )
    comes_with = ["within"] if within is not None else []
    comes_with += ["habitual"] if item.get("relative_to_habit") == "yes" else []
    for word in comes_with:
        hidden = f"{id}.{word}"
        model.inputs[hidden] = Input(hidden, "truth", YES_NO, YES_NO_POINTS, ("name", id), of=id)


# --- Scales, outcomes ---------------------------------------------------------------------


def read_scale(model: Model, id: str, written: dict) -> Scale:
    [kind] = {"sum", "mean", "max", "count", "lookup"} & set(written)
    of, at_or_above, table = written[kind], None, None
    if kind == "count":
        of, at_or_above = of["of"], model.constant(of["at_or_above"])
    if kind == "lookup":  # S5.10: its inputs are the scale and what chooses the norm
        table = model.tables[of["in"]]
        of = [of["of"]] + ([table.input] if table.input else [])
    weights = of if isinstance(of, dict) else dict.fromkeys(of, "1")
    steps = [step for entry in written.get("then", []) for step in entry.items()]
    weights = {name: number(weight) for name, weight in weights.items()}
    return Scale(
        id,
        kind,
        with_habits(model, weights) if kind == "sum" else weights,
        at_or_above,
        steps,
        read_missing(model, written.get("missing", "forbid")),
        table,
        table.input if table else None,
    )


def with_habits(model: Model, weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """S2.6: an item that is relative to the habit is two terms."""
    terms: dict[str, Fraction] = {}
    for name, weight in weights.items():
        terms[name] = weight
        if name + ".habitual" in model.inputs:
            terms[name + ".habitual"] = -weight
    return terms


def read_missing(model: Model, written):
    """The word, or the map with its numbers: several limits `at_least` in a list."""
    if isinstance(written, str):
        return written
    policy = dict(written)
    if "at_most" in policy:
        policy["at_most"] = number(policy["at_most"])
    limits = policy.get("at_least", [])
    policy["at_least"] = [
        {"n": model.constant(limit["n"]), "of": limit.get("of")}
        for limit in (limits if isinstance(limits, list) else [limits])
    ]
    if "table" in policy:  # S5.9
        policy["table"] = {int(m): read_rows(rows) for m, rows in policy["table"].items()}
    return policy


def read_outcome(model: Model, id: str, written: dict, rules: dict) -> Outcome:
    """`levels` or one of `outcomes`; its rules may read the outcomes before it."""
    cut_offs = written.get("cut_offs", {})
    return Outcome(
        id,
        list(written.get("order", cut_offs)),
        written.get("from"),
        [None if each == "lowest" else model.constant(each) for each in cut_offs.values()],
        written.get("falling") == "yes",
        {
            rule: Rule(
                escalated(with_parameters(model, read_condition(each["when"])), model.outcomes),
                each.get("raise_to"),
                int(number(each.get("raise_by", "0"))),
                each.get("floor"),
            )
            for rule, each in rules.items()
        },
    )


# --- What depends on what -----------------------------------------------------------------


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
    """What a level, a class or a bound can depend on. Other inputs need no enumeration."""
    trees = [*model.gates.values(), *model.consistent.values(), *ways(model)]
    trees += [each.asked_when for each in model.inputs.values()]
    return names(trees).union(*(scale.weights for scale in model.scales.values()))


def ways(model: Model) -> list[tuple]:
    """The conditions of rules and classes."""
    rules = [rule.when for outcome in model.outcomes.values() for rule in outcome.rules.values()]
    return rules + [when for classes in model.classes.values() for when in classes.values()]
