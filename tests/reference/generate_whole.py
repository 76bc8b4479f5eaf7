# SPDX-License-Identifier: Apache-2.0
"""Random small instruments with what Author does not write: parameters, tables and norms,
earlier values, reversed, habitual and sensitive items, consistent forms, further outcomes, classes,
opinions; and local versions of instruments.

Of every seed `s`, the model has only the feature FEATURES[s % len(FEATURES)] where
s // len(FEATURES) is even, else some more. `everything` has them all.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import generate
from generate_plain import LEVELS, TEXT, write
from generate_tables import TableAuthor
from vaern_reference import completions, load

FEATURES = (
    "parameters",
    "lookup",
    "norms_by_date",
    "norms_by_item",
    "table_policy",
    "earlier",
    "reversed",
    "habit",
    "sensitive",
    "consistent",
    "outcomes",
    "classes",
    "opinions",
)
WORDS = ["half_up", "half_even", "down", "up", "floor", "ceiling"]
OUTCOME_LEVELS = [["blue", "green", "red"], ["small", "large"]]


class WholeAuthor(TableAuthor):
    def __init__(self, seed: int):
        super().__init__(seed)
        turn, at = divmod(seed, len(FEATURES))
        alone = {FEATURES[at]}
        self.features = alone if turn % 2 == 0 else alone | set(self.some(list(FEATURES), 4))
        self.parameters: dict[str, dict] = {}
        self.tables: dict[str, dict] = {}
        self.earlier: dict[str, dict] = {}
        self.consistent: dict[str, dict] = {}
        self.outcomes: dict[str, dict] = {}
        self.classes: dict[str, dict] = {}
        self.opinions: dict[str, dict] = {}
        self.choosers: set[str] = set()
        self.level_names: list[str] = []

    def has(self, feature: str) -> bool:
        return feature in self.features

    # What is drafted so far

    def sections(self) -> dict:
        types = {item["type"] for item in self.items.values()}
        types |= {opinion["levels"] for opinion in self.opinions.values()}
        sets = {id: codes for id, codes in self.sets.items() if id in types}
        if "often" in sets:
            sets["often"] = {"ordered": "yes", "options": sets["often"]}
        return {
            "parameters": self.parameters,
            "answers": sets,
            "items": self.items,
            "tables": self.tables,
            "earlier": self.earlier,
            "consistent": self.consistent,
            "scales": self.scales,
            "gates": self.gates,
            "outcomes": self.outcomes,
        }

    def draft(self):
        return load(write("t", self.sections()))

    def number_of_completions(self) -> int:
        model = self.draft()
        model.matters = set(model.inputs)
        return sum(1 for _ in islice(completions(model, {}), self.most_completions + 1))

    # Items

    def write_items(self) -> None:
        super().write_items()
        most_forms = 1500  # partial forms of the items; what else multiplies completions?
        for feature, times in (("earlier", 6), ("norms_by_date", 2), ("habit", 2), ("reversed", 2)):
            most_forms //= times if self.has(feature) else 1
        while len(self.items) > 2 and generate.number_of_forms(self.draft()) > most_forms:
            last = list(self.items)[-1]  # What is declared later is read by nothing earlier.
            del self.items[last]
        for item in self.items.values():
            if item["type"] == "yes_no" and self.has("habit") and self.chance(0.5):
                item["relative_to_habit"] = "yes"
            if item["type"] in ("often", "number") and self.has("reversed") and self.chance(0.7):
                item["reversed"] = "yes"
            if self.has("sensitive") and self.chance(0.3):
                item["sensitive"] = "yes"

    def ensure(self, feature: str, type: str, count: int = 1) -> None:
        """Some features need items of a kind."""
        if self.has(feature):
            for at in range(count):
                self.items[f"{feature}_{at}"] = {"type": type, "text": TEXT}

    def simple(self, name: str):
        if name in self.earlier:
            entry = self.earlier[name]
            at = self.random.randint(entry["from"], entry["to"])
            return {name: self.random.choice([{"from": at}, {"below": at + 1}, at])}
        item = self.items.get(name, {})
        if "relative_to_habit" in item and self.chance(0.5):
            return {name: {"habitual": self.random.choice(["yes", "no"])}}
        if item.get("type") == "often" and self.chance(0.5):
            code = self.random.choice(list(self.sets["often"]))
            return {name: {self.random.choice(["from", "to", "above", "below"]): code}}
        return super().simple(name)

    def condition(self, depth: int = 2, items_only: bool = False):
        if not items_only and self.earlier and self.chance(0.15):
            return self.simple(self.random.choice(list(self.earlier)))
        return super().condition(depth, items_only)

    def cel(self) -> str | None:
        scales = [s for s in self.scales if "sum" in self.scales[s]]
        if self.parameters and scales and self.chance(0.5):
            parameter, scale = self.random.choice(list(self.parameters)), self.random.choice(scales)
            return f"{scale} >= {parameter} + 1"
        if self.earlier and scales and self.chance(0.5):
            before, scale = self.random.choice(list(self.earlier)), self.random.choice(scales)
            return self.random.choice(
                [f"{scale} - {before} >= 1", f"max({scale}, {before}) / 2 >= 1.5"]
            )
        return super().cel()

    # Earlier values

    def write_earlier(self) -> None:
        """Of a scale that is there already; its domain is small and may not hold every value."""
        scale = list(self.scales)[0]
        for at in range(self.random.choice([1, 1, 1, 2])):
            take = self.random.choice(["last", "mean", "max", "count"])
            low = 0 if take == "count" else self.random.randint(-1, 1)
            entry = {"of": scale, "take": take, "from": low, "to": low + self.random.randint(2, 3)}
            if take == "mean":
                entry["round"] = self.random.choice(WORDS)
            if self.chance(0.4):
                entry["last"] = self.random.randint(1, 3)
            if self.chance(0.5):
                entry["within"] = self.random.choice(["P30D", "P1M", "P2W"])
            self.earlier[f"e{at}"] = entry | {"text": TEXT}

    # Scales

    def write_scales(self) -> None:
        super().write_scales()
        if not self.scales:
            self.scales["s0"] = {"sum": list(self.items), "missing": "bounds_only"}
        for scale in self.scales.values():
            self.without_habits_outside_sums(scale)
            if self.has("table_policy"):
                self.write_table_policy(scale)
            if self.has("parameters"):
                self.parameters_in(scale)
        if self.has("earlier"):
            self.write_earlier()
            self.write_scale_of_earlier()
        for feature in ("lookup", "norms_by_date", "norms_by_item"):
            if self.has(feature):
                self.write_lookup(feature)

    def without_habits_outside_sums(self, scale: dict) -> None:
        """`relative_to_habit` in a mean, max or count is a finding: the item loses it, but one
        stays and is left out of the scale."""
        if "sum" in scale:
            return
        [kind] = {"mean", "max", "count"} & set(scale)
        inputs = scale[kind]["of"] if kind == "count" else scale[kind]
        if "habit_0" in inputs and len(inputs) > 1:
            inputs.remove("habit_0")
            self.forget_in_missing(scale, "habit_0")
            if isinstance(scale["missing"], dict) and "at_most" in scale["missing"]:
                scale["missing"]["at_most"] = min(scale["missing"]["at_most"], len(inputs))
        for name in set(inputs) & set(self.items):
            self.items[name].pop("relative_to_habit", None)

    @staticmethod
    def forget_in_missing(scale: dict, name: str) -> None:
        limit = scale["missing"].get("at_least") if isinstance(scale["missing"], dict) else None
        if limit and name in limit["of"]:
            if len(limit["of"]) == 1:
                del scale["missing"]["at_least"]
            else:
                limit["of"] = [each for each in limit["of"] if each != name]
                limit["n"] = min(limit["n"], len(limit["of"]))

    # Parameters

    def parameters_in(self, scale: dict) -> None:
        count = scale.get("count")
        if count:
            count["at_or_above"] = self.parameter(count["at_or_above"])
        limits = scale["missing"].get("at_least") if isinstance(scale["missing"], dict) else None
        if limits:
            limits["n"] = self.parameter(limits["n"])

    def parameter(self, value) -> str:
        """A new parameter with this value."""
        name = f"p{len(self.parameters)}"
        entry = {"value": value, "text": TEXT}
        if self.chance(0.4):
            entry["allowed"] = sorted({Fraction(value), Fraction(value) + 1})
        self.parameters[name] = entry
        return name

    def with_parameter(self, levels: dict) -> dict:
        if self.has("parameters") and "cut_offs" in levels:
            level = self.random.choice(list(levels["cut_offs"])[1:])
            levels["cut_offs"][level] = self.parameter(levels["cut_offs"][level])
        return levels

    # Consistent forms

    def write_consistent(self) -> None:
        whole = self.number_of_completions()
        for at in range(self.random.choice([1, 1, 2])):
            for _ in range(8):
                must = self.condition(self.random.choice([1, 2]), items_only=True)
                if self.earlier and self.chance(0.4):
                    must = {"any": [must, self.simple(self.random.choice(list(self.earlier)))]}
                self.consistent[f"c{at}"] = {"must": must, "because": TEXT}
                left = self.number_of_completions()
                if whole / 8 < left < whole:
                    whole = left
                    break
                del self.consistent[f"c{at}"]

    # Outcomes

    def write_outcomes(self) -> None:
        for at in range(self.random.choice([1, 2, 2])):
            names = OUTCOME_LEVELS[at]
            levels = self.levels_named(names)
            rules = {f"o{at}_r{n}": self.rule(names) for n in range(self.random.randint(1, 2))}
            self.outcomes[f"o{at}"] = levels | {"text": TEXT, "rules": rules}

    def levels_named(self, names: list[str]) -> dict:
        """`from` and `cut_offs` where the scales allow it, else `order`."""
        texts = {names[0]: TEXT}
        scale = self.random.choice(list(self.scales))
        found = self.attainable(scale)
        if len(found) < len(names) or self.chance(0.2):
            return {"order": names, "texts": texts}
        falling = self.chance(0.25)
        within = found[:-1] if falling else found[1:]
        cuts = sorted(self.random.sample(within, len(names) - 1), reverse=falling)
        cut_offs = {names[0]: "lowest"} | dict(zip(names[1:], cuts))
        levels: dict = {"from": scale, "cut_offs": cut_offs, "texts": texts}
        return self.with_parameter(levels | ({"falling": "yes"} if falling else {}))

    def rule(self, levels: list[str]) -> dict:
        rule = super().rule(levels)
        if self.outcomes and self.chance(0.6):
            rule["when"] = self.escalation(rule["when"])
        return rule

    def escalation(self, condition):
        """Reads an outcome upward, under no negation (S8)."""
        id = self.random.choice(list(self.outcomes))
        names = list(self.outcomes[id].get("order", self.outcomes[id].get("cut_offs")))
        upward = {id: {"from": self.random.choice(names[1:])}}
        if self.chance(0.4):
            upward = {id: {"above": self.random.choice(names[:-1])}}
        return self.random.choice(
            [
                upward,
                {"all": [upward, condition]},
                {"any": [condition, upward]},
                {"at_least": {1: [upward, condition]}},
            ]
        )

    # Classes, opinions, flags

    def write_classes(self) -> None:
        one, two = self.condition(), self.condition(1)
        entry = lambda when: {"when": when, "label": TEXT}
        kinds = self.random.choice(
            [
                ("first_match", [one, two, "otherwise"]),
                ("first_match", [one, "otherwise"]),
                ("exactly_one", [one, {"not": one}]),
                (
                    "exactly_one",
                    [one, {"all": [{"not": one}, two]}, {"not": {"any": [one, two]}}],
                ),
            ]
        )
        kind, whens = kinds
        classes = {f"class_{at}": entry(when) for at, when in enumerate(whens)}
        self.classes["k"] = {"text": TEXT, kind: classes}

    def write_opinions(self) -> None:
        self.opinions["harm"] = {"levels": "often", "text": TEXT, "required": "yes"}
        if self.chance(0.5):
            self.opinions["soon"] = {"levels": "odd", "text": TEXT}

    def flag(self) -> dict:
        reads = []
        for id, outcome in self.outcomes.items():
            names = list(outcome.get("order", outcome.get("cut_offs")))
            reads += [{id: {"from": names[1]}}, {id: names[0]}, {"not": {id: {"below": names[-1]}}}]
        for id, classes in self.classes.items():
            names = list(classes.get("exactly_one", classes.get("first_match")))
            reads += [{id: names[0]}, {id: names[-1]}]
        reads += [{"unknown": name} for name in self.earlier]
        if reads and self.chance(0.6):
            return {"when": self.random.choice(reads), "because": TEXT}
        return super().flag()

    def scale_inputs(self, scale: dict) -> set[str]:
        if "lookup" in scale:
            return {scale["lookup"]["of"]}
        return super().scale_inputs(scale)

    # The whole

    def model(self) -> str:
        self.write_sets()
        self.write_items()
        self.ensure("habit", "yes_no")
        self.ensure("reversed", "often")
        if self.has("habit"):
            self.items["habit_0"]["relative_to_habit"] = "yes"
        if self.has("reversed"):
            self.items["reversed_0"]["reversed"] = "yes"
        if self.has("sensitive"):
            next(iter(self.items.values()))["sensitive"] = "yes"
        self.write_scales()
        for at in range(self.random.choice([0, 1])):
            self.gates[f"g{at}"] = self.condition()
        if self.has("consistent"):
            self.write_consistent()
        if self.has("outcomes"):
            self.write_outcomes()
        levels = self.levels_named(LEVELS[: self.random.randint(2, 4)])
        names = list(levels.get("order", levels.get("cut_offs")))
        self.level_names = names
        least = 1 if "order" in levels or self.outcomes else 0
        rules = {f"r{at}": self.rule(names) for at in range(self.random.randint(least, 2))}
        if self.has("classes"):
            self.write_classes()
        if self.has("opinions"):
            self.write_opinions()
        flags = {f"f{at}": self.flag() for at in range(self.random.randint(0, 2))}
        judgement = {"lower": self.random.choice(["never", "with_reason", "second_person"])}
        if "order" in levels and self.chance(0.3):
            judgement = {"decides": "yes"}
        used = set().union(*(self.scale_inputs(scale) for scale in self.scales.values()))
        for name in set(self.items) - used - self.choosers:
            if not {"reversed", "relative_to_habit"} & set(self.items[name]):
                self.items[name]["scored"] = "no"
        more = {"rules": rules, "levels": levels, "classes": self.classes, "flags": flags}
        more |= {"judgement": judgement, "opinions": self.opinions}
        return write(f"generated-{self.seed}", self.sections() | more)


def model_text(seed: int) -> str:
    return WholeAuthor(seed).model()


def everything(seed: int) -> str:
    author = WholeAuthor(seed)
    author.features = set(FEATURES)
    return author.model()
