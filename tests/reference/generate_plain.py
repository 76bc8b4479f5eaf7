# SPDX-License-Identifier: Apache-2.0
"""Writes random small instruments: option sets with negative and unequal points, numbers with
steps, chains of `asked_when`, `ask_when_known`, weights, steps, every missing policy, scales of
scales, rising and falling cut-offs, levels by rules alone, raises, gates, flags, structured
judgement. Half of it is in a model at a time, so that every pair of features meets somewhere.
"""

from __future__ import annotations

import json
import random
import re
from fractions import Fraction
from itertools import islice

from vaern_reference import completions, load
from vaern_reference.numbers import canonical

MOST_PARTIAL_FORMS = 60_000  # Beyond this, forms are sampled.
TEXT = {"en": "x", "da": "x"}
LEVELS = ["calm", "some", "much", "most"]


def flow(value) -> str:
    """A value on one line of YAML, with plain scalars wherever they are plain."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = canonical(value) if isinstance(value, Fraction) else str(value)
    return text if re.fullmatch(r"[A-Za-z0-9_.-]+", text) else json.dumps(text)


def write(name: str, body: dict) -> str:
    """The model's text: one line for each entry of each section."""
    lines = ["vaern: 1", f"instrument: {name}", 'version: "1"', "status: draft"]
    lines.append(f"title: {flow({'en': name, 'da': name})}")
    for section, entries in body.items():
        if section == "judgement":
            lines.append(f"judgement: {flow(entries)}")
        elif entries:
            lines.append(f"{section}:")
            lines += [f"  {key}: {flow(value)}" for key, value in entries.items()]
    return "\n".join(lines) + "\n"


class Author:
    """Writes one random instrument."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.seed = seed
        self.sets: dict[str, dict[str, Fraction]] = {}
        self.items: dict[str, dict] = {}
        self.scales: dict[str, dict] = {}
        self.gates: dict[str, object] = {}
        self.many_conditional = self.chance(0.4)  # Most questions depend on others.

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def some(self, of: list, least: int = 1) -> list:
        """At least `least` of them, in their order."""
        count = self.random.randint(least, len(of))
        chosen = set(self.random.sample(range(len(of)), count))
        return [each for at, each in enumerate(of) if at in chosen]

    def points(self) -> Fraction:
        numerator = self.random.choice([-3, -2, -1, 0, 0, 1, 1, 2, 3, 4, 5])
        return Fraction(numerator, self.random.choice([1, 1, 1, 2]))

    # Items

    def write_sets(self) -> None:
        self.sets["often"] = {"never": Fraction(0), "rarely": Fraction(1), "often": Fraction(2)}
        codes = ["absent", "partial", "present", "severe"][: self.random.randint(2, 4)]
        self.sets["odd"] = {code: self.points() for code in codes}

    def write_items(self) -> None:
        forms, names = 1, list("abcdefghj")[: self.random.randint(3, 8)]
        for name in names:
            type = self.random.choice(["yes_no"] * 5 + ["often", "odd", "number"])
            item: dict = {"type": type}
            size = 2
            if type == "number":
                low, step = self.random.randint(-1, 2), self.random.choice([1, 1, 2])
                steps = self.random.randint(1, 3)
                item |= {"from": low, "to": low + step * steps}
                item |= {"step": step} if step != 1 else {}
                size = steps + 1
            elif type != "yes_no":
                size = len(self.sets[type])
            elif self.chance(0.15):
                item["ask_when_known"], size = "P14D", 4
            if forms * (size + 1) > MOST_PARTIAL_FORMS / 4 and self.chance(0.9):
                break
            forms *= size + 1
            if self.items and self.chance(0.7 if self.many_conditional else 0.2):
                item["asked_when"] = self.asked_when()
            item["text"] = TEXT
            self.items[name] = item

    def asked_when(self):
        """Now and then "exactly one of two": an answer below it ties the two together (S13.2)."""
        yes_no = self.yes_no_items()
        if len(yes_no) >= 2 and self.chance(0.4):
            a, b = self.random.sample(yes_no, 2)
            return {"any": [{"all": [a, {"not": b}]}, {"all": [b, {"not": a}]}]}
        return self.condition(depth=1, items_only=True)

    def yes_no_items(self) -> list[str]:
        return [name for name, item in self.items.items() if item["type"] == "yes_no"]

    # Conditions

    def condition(self, depth: int = 2, items_only: bool = False):
        if depth and self.chance(0.5):
            parts = lambda: [
                self.condition(depth - 1, items_only) for _ in range(self.random.randint(2, 3))
            ]
            word = self.random.choice(["all", "any", "not", "at_least"])
            if word == "not":
                return {"not": self.condition(depth - 1, items_only)}
            if word == "at_least":
                listed = parts()
                return {"at_least": {self.random.randint(1, len(listed)): listed}}
            return {word: parts()}
        if not items_only and self.chance(0.25) and (text := self.cel()):
            return text
        names = list(self.items)
        if not items_only:
            names += list(self.scales) * 2 + list(self.gates)
        return self.simple(self.random.choice(names))

    def simple(self, name: str):
        """A plain form about one name."""
        if name in self.gates:
            return name
        if name in self.scales:
            at = self.random.randint(-2, 8)
            return self.random.choice(
                [
                    {name: {"from": at}},
                    {name: {"above": at}},
                    {name: {"below": at}},
                    {name: {"from": at, "to": at + 2}},
                    {name: at},
                    {name: [at, at + 1]},
                ]
            )
        item = self.items[name]
        if item["type"] == "yes_no":
            if "ask_when_known" in item and self.chance(0.6):
                return {name: {"within": item["ask_when_known"]}}
            return name if self.chance(0.8) else {name: self.random.choice(["yes", "no"])}
        if item["type"] == "number":
            at = self.random.randint(item["from"], item["to"])
            return {name: self.random.choice([{"from": at}, {"to": at}, {"above": at}, at])}
        codes = list(self.sets[item["type"]])
        return {name: self.random.choice([self.random.choice(codes), self.some(codes)])}

    def cel(self) -> str | None:
        """CEL text over what always has a value."""
        yes_no, scales = self.yes_no_items(), [s for s in self.scales if "sum" in self.scales[s]]
        if len(yes_no) < 2:
            return None
        a, b = self.random.sample(yes_no, 2)
        texts = [
            f"{a} && !{b}",
            f"{a} ? {b} : !{b}",
            f"count([{', '.join(yes_no)}]) >= 2",
            f"{a} || !{b}",
            f"{a} ? {b} : ({b} || !{a})",
        ]
        if scales:
            s = self.random.choice(scales)
            texts += [
                f"{s} + count([{a}, {b}]) > 3",
                f"{a} && {s} >= 2",
                f"({a} ? {s} : {s} + 2) >= 4",
            ]
        return self.random.choice(texts)

    # Scales

    def write_scales(self) -> None:
        for at in range(self.random.choice([0, 1, 1, 1, 2, 3])):
            kind = self.random.choice(["sum", "sum", "sum", "mean", "max", "count"])
            inputs = self.some(list(self.items), min(2, len(self.items)))
            conditional = [name for name in self.items if "asked_when" in self.items[name]]
            if conditional and self.many_conditional and self.chance(0.5):  # S5.6
                kind, inputs = self.random.choice(["mean", "max"]), self.some(conditional)
            if self.scales and self.chance(0.5):
                inputs.append(self.random.choice(list(self.scales)))
            weights = {name: Fraction(1) for name in inputs}
            scale: dict = {kind: inputs}
            if kind == "sum" and self.chance(0.5):
                weights = {name: self.points() or Fraction(1) for name in inputs}
                scale = {"sum": weights}
            elif kind == "count":
                number = min(self.random.choice([1, 1, 2]), self.most_points(inputs))
                scale = {"count": {"of": inputs, "at_or_above": number}}
            if self.chance(0.3):
                scale["then"] = self.steps()
            scale["missing"] = self.missing(kind, inputs, weights)
            self.scales[f"s{at}"] = scale

    def most_points(self, inputs: list[str]) -> Fraction:
        """The greatest points of an item: a count that no input can reach is a finding."""
        items = [name for name in inputs if name in self.items]
        return max(points for name in items for points in self.points_of(name))

    def points_of(self, name: str) -> list[Fraction]:
        item = self.items[name]
        if item["type"] in self.sets:
            return list(self.sets[item["type"]].values())
        return [Fraction(n) for n in ([0, 1] if item["type"] == "yes_no" else self.codes(name))]

    def steps(self) -> list[dict]:
        if self.chance(0.3):  # Halves above and below nought.
            mode = self.random.choice(["half_up", "half_even", "down", "up", "floor", "ceiling"])
            return [{"times": -1}, {"divide": 2}, {"round": mode}]
        steps = [
            {"times": self.random.choice([2, 4, -1, "0.5"])},
            {"plus": self.random.choice([1, -2])},
            {"divide": self.random.choice([2, 3])},
            {
                "round": self.random.choice(
                    ["half_up", "half_even", "down", "up", "floor", "ceiling"]
                )
            },
            {"clamp": {"from": 0, "to": self.random.randint(3, 6)}},
        ]
        return self.some(steps)

    def missing(self, kind: str, inputs: list[str], weights: dict):
        """A policy that the rules allow for these inputs (S5.4-7)."""
        items = [name for name in inputs if name in self.items]
        policy = self.random.choice(
            ["forbid", "bounds_only", "count_as", "count_as", "by_range", "by_count"]
        )
        limits: dict = {}
        if self.chance(0.3):
            limits["at_most"] = self.random.randint(1, len(inputs))
        if self.chance(0.2):
            of = self.some(inputs)
            limits["at_least"] = {"n": self.random.randint(1, len(of)), "of": of}
        if policy == "count_as" and items == inputs:
            shared = set.intersection(*(set(self.codes(name)) for name in items))
            if shared:
                return limits | {"count_as": self.random.choice(sorted(shared))}
        if policy == "by_range" and kind != "max" and items == inputs:
            return limits | {"prorate": "by_range"}
        if policy == "by_count" and kind != "max":
            return limits | {"prorate": "by_count", "beyond": "clamp"}
        return "forbid" if policy == "forbid" else "bounds_only"

    def codes(self, name: str) -> list[str]:
        item = self.items[name]
        if item["type"] == "yes_no":
            return ["no", "yes"]
        if item["type"] == "number":
            return [str(n) for n in range(item["from"], item["to"] + 1, item.get("step", 1))]
        return list(self.sets[item["type"]])

    # Levels and what raises them

    def write_levels(self) -> dict:
        count = self.random.randint(2, 4)
        names = LEVELS[:count]
        texts = {names[0]: TEXT}
        if self.scales and self.chance(0.8):
            scale = self.random.choice(list(self.scales))
            found = self.attainable(scale)
            if len(found) > 1:
                count = min(count, len(found))
                falling = self.chance(0.25)
                within = found[:-1] if falling else found[1:]
                cuts = sorted(self.random.sample(within, count - 1), reverse=falling)
                cut_offs = {"calm": "lowest"} | dict(zip(names[1:], cuts))
                return (
                    {"from": scale, "cut_offs": cut_offs}
                    | ({"falling": "yes"} if falling else {})
                    | {"texts": texts}
                )
        return {"order": names, "texts": texts}

    def attainable(self, scale: str) -> list[Fraction]:
        """Cut-offs to choose from: the values a scale can take that are finite decimals."""
        model = load(write("t", {"answers": self.sets, "items": self.items, "scales": self.scales}))
        model.matters = set(model.inputs)
        values = {c.value(scale) for c in islice(completions(model, {}), 5000)}
        return sorted(v for v in values if v is not None and "/" not in canonical(v))

    def rule(self, levels: list[str]) -> dict:
        rule: dict = {"when": self.condition()}
        if self.chance(0.6):
            rule["raise_to"] = self.random.choice(levels[1:])
        else:
            rule["raise_by"] = min(self.random.randint(1, 2), len(levels) - 1)
            rule |= {"floor": self.random.choice(levels[1:])} if self.chance(0.4) else {}
        return rule | {"because": TEXT}

    def flag(self) -> dict:
        name = self.random.choice(list(self.items))
        condition = self.random.choice(
            [
                self.condition(),
                self.condition(),
                {"unknown": name},
                {"missing": name, "reason": "refused"},
                {"missing": name},
            ]
        )
        return {"when": condition, "because": TEXT}

    def model(self) -> str:
        self.write_sets()
        self.write_items()
        if self.chance(0.2):  # A child may be declared before its parent.
            names = list(self.items)
            self.random.shuffle(names)
            self.items = {name: self.items[name] for name in names}
        self.write_scales()
        for at in range(self.random.choice([0, 0, 1, 2])):
            self.gates[f"g{at}"] = self.condition()
        levels = self.write_levels()
        names = list(levels.get("order", levels.get("cut_offs")))
        least = 1 if "order" in levels else 0
        rules = {f"r{at}": self.rule(names) for at in range(self.random.randint(least, 3))}
        flags = {f"f{at}": self.flag() for at in range(self.random.randint(0, 2))}
        judgement = {"lower": self.random.choice(["never", "with_reason", "second_person"])}
        if "order" in levels and self.chance(0.2):
            judgement = {"decides": "yes"}
        used = set().union(*(self.scale_inputs(scale) for scale in self.scales.values()))
        for name in set(self.items) - used:
            self.items[name]["scored"] = "no"
        types = {item["type"] for item in self.items.values()}
        return write(
            f"generated-{self.seed}",
            {
                "answers": {id: codes for id, codes in self.sets.items() if id in types},
                "items": self.items,
                "scales": self.scales,
                "gates": self.gates,
                "rules": rules,
                "levels": levels,
                "flags": flags,
                "judgement": judgement,
            },
        )

    def scale_inputs(self, scale: dict) -> set[str]:
        [of] = [scale[kind] for kind in ("sum", "mean", "max", "count") if kind in scale]
        return set(of["of"] if "of" in of and "at_or_above" in of else of)


def model_text(seed: int) -> str:
    """The YAML of the instrument with this seed."""
    return Author(seed).model()
