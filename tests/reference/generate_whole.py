# SPDX-License-Identifier: Apache-2.0
"""Random small instruments with what generate.Author does not write: parameters, tables and norms,
earlier values, reversed, habitual and sensitive items, consistent forms, further outcomes, classes,
opinions; and local versions of instruments.

Of every seed `s`, the model has only the feature FEATURES[s % len(FEATURES)] where s // len(FEATURES)
is even, else a random half of them all.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

import generate
from generate import TEXT
from vaern_reference import completions, load
from vaern_reference.numbers import canonical

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


class WholeAuthor(generate.Author):
    most_completions = 2000

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
        return load(generate.write("t", self.sections()))

    def attainable(self, scale: str) -> list[Fraction]:
        """Those that can be written as cut-offs."""
        return [v for v in self.values(self.draft(), scale) if "/" not in canonical(v)]

    def values(self, model, scale: str) -> list[Fraction]:
        model.matters = set(model.inputs)
        forms = islice(completions(model, {}), 10 * self.most_completions)
        values = {form.value(scale) for form in forms}
        return sorted(v for v in values if v is not None)

    def least_of_any(self, scale: str) -> int:
        """At or below all that the scale could be, were every question asked or not for itself:
        so wide is a range that is proved without looking at what excludes what."""
        sections = self.sections()
        items = {}
        for name, item in sections["items"].items():
            if "asked_when" in item:
                items[f"free_{name}"] = {"type": "yes_no"}
                item = item | {"asked_when": f"free_{name}"}
            items[name] = item
        only = {key: sections[key] for key in ("parameters", "answers", "tables", "earlier", "scales")}
        found = self.values(load(generate.write("t", only | {"items": items})), scale)
        return found[0].__floor__()

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
        """`relative_to_habit` in a mean, max or count is a finding: the item loses it."""
        if "sum" not in scale:
            for name in self.scale_inputs(scale) & set(self.items):
                self.items[name].pop("relative_to_habit", None)

    def write_table_policy(self, scale: dict) -> None:
        inputs = list(self.scale_inputs(scale))
        summed = "sum" in scale or "count" in scale
        if not summed or not set(inputs) <= set(self.items) or len(inputs) < 2:
            return
        most = self.random.randint(1, len(inputs) - 1)
        weights = scale.get("sum")
        weight = lambda name: weights[name] if isinstance(weights, dict) else Fraction(1)
        worth = lambda name: [weight(name) * points for points in self.points_of(name)]
        least = 0 if "count" in scale else sum(min(0, *worth(name)) for name in inputs)
        for name in inputs if "sum" in scale else ():
            if "relative_to_habit" in self.items[name]:
                least -= abs(weight(name))
        first = int(least) - 1
        scale["missing"] = {
            "at_most": most,
            "table": {missing: self.rows(first, first + 8) for missing in range(1, most + 1)},
        }

    def rows(self, first, last: int) -> dict:
        """Rising rows from `first` on; their values need not rise."""
        starts = [first] + sorted(self.random.sample(range(int(first) + 1, last + 1), 2))
        return {canonical(Fraction(start)): self.points() for start in starts}

    def write_scale_of_earlier(self) -> None:
        before = list(self.earlier)
        scale = list(self.scales)[0]
        inputs = {scale: 1} | {name: self.random.choice([-1, 1]) for name in before}
        policy = self.random.choice(
            ["forbid", "bounds_only", {"at_most": 1, "prorate": "by_count", "beyond": "clamp"}]
        )
        self.scales["change"] = {"sum": inputs, "missing": policy}

    def write_lookup(self, feature: str) -> None:
        of_items = lambda scale: self.scale_inputs(scale) <= set(self.items) | set(self.earlier)
        choices = [id for id, scale in self.scales.items() if of_items(scale)]
        if not choices:
            return
        of = self.random.choice(choices)
        if not self.attainable(of):
            return
        least = self.least_of_any(of)
        rows = lambda: self.rows(least, least + 6)
        table, choosers = {"rows": rows()}, []
        if feature == "norms_by_date":
            table = {"choose": "date", "norms": self.dated_norms(rows)}
        if feature == "norms_by_item":
            choosers = [name for name in self.items if self.items[name]["type"] != "number"]
            if not choosers:
                return
            item = self.random.choice(choosers)
            self.choosers.add(item)
            table = {"choose": item, "norms": {code: {"rows": rows()} for code in self.codes(item)}}
        name = {"lookup": "t", "norms_by_date": "d", "norms_by_item": "i"}[feature]
        self.tables[f"{name}_table"] = table
        scale = {"lookup": {"of": of, "in": f"{name}_table"}}
        if self.chance(0.3):
            scale["then"] = [{"times": 2}, {"plus": 1}]
        scale["missing"] = self.random.choice(["forbid", "bounds_only"])
        self.scales[f"{name}_row"] = scale
        if self.chance(0.3):
            weights = {f"{name}_row": Fraction(1), of: self.points() or Fraction(1)}
            self.scales[f"{name}_sum"] = {"sum": weights, "missing": "bounds_only"}

    def dated_norms(self, rows) -> dict:
        """Two or three; the last may have an end, and there may be a gap."""
        norms, day = {}, date(2020, 1, 1)
        count = self.random.randint(2, 3)
        for at in range(count):
            until = day + timedelta(days=400)
            norms[f"n{at}"] = {"rows": rows(), "from": day.isoformat()}
            if at < count - 1 or self.chance(0.3):
                norms[f"n{at}"]["until"] = until.isoformat()
            day = until + timedelta(days=self.random.choice([1, 1, 31]))
        return norms

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
        levels: dict = {"from": scale, "cut_offs": {names[0]: "lowest"} | dict(zip(names[1:], cuts))}
        return self.with_parameter(levels | ({"falling": "yes"} if falling else {}) | {"texts": texts})

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
        self.write_scales()
        for at in range(self.random.choice([0, 1])):
            self.gates[f"g{at}"] = self.condition()
        if self.has("consistent"):
            self.write_consistent()
        if self.has("outcomes"):
            self.write_outcomes()
        levels = self.levels_named(generate.LEVELS[: self.random.randint(2, 4)])
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
        return generate.write(f"generated-{self.seed}", self.sections() | more)


def model_text(seed: int) -> str:
    return WholeAuthor(seed).model()
