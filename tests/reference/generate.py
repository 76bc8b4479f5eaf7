# SPDX-License-Identifier: Apache-2.0
"""Random small instruments and random forms for property tests, from fixed seeds.

    python tests/reference/generate.py 17

prints the model of seed 17; generate_whole.py writes models of the whole language, and
generate_given.py dates, earlier assessments and local versions. Every model is one that `vaern check` accepts without errors.
Half of what an instrument may hold is in a model at a time, so that every pair of features
meets somewhere: option sets with negative and unequal points, numbers with steps, chains of
`asked_when`, `ask_when_known`, weights, steps, every missing policy, scales of scales, rising
and falling cut-offs, levels by rules alone, raises, gates, flags, structured judgement.
"""

from __future__ import annotations

import json
import random
import re
import sys
from fractions import Fraction
from itertools import islice, product
from math import prod
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from vaern_reference import Model, completions, load
from vaern_reference.conditions import evaluate
from vaern_reference.forms import Completion, Form
from vaern_reference.numbers import canonical
from vaern_reference.responses import is_item

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


# --- Forms --------------------------------------------------------------------------------

REASONS = ["not_asked", "refused", "unknown", "omitted"]


def answers_of(model: Model, name: str) -> list:
    """All that may be answered to an item, as it is written; None is no answer."""
    asked = model.inputs[name]
    beside = [{}]
    if asked.within is not None:
        beside += [{"within": asked.within}, {"within": "no"}]
    if name + ".habitual" in model.inputs:
        beside += [each | {"habitual": code} for each in beside for code in ("yes", "no")]
    return [None, *asked.domain, *({"value": "yes", **each} for each in beside[1:])]


def items_of(model: Model) -> list[str]:
    return [name for name, asked in model.inputs.items() if is_item(asked)]


def number_of_forms(model: Model) -> int:
    return prod(len(answers_of(model, name)) for name in items_of(model))


def as_form(names: list[str], answers) -> dict:
    return {name: answer for name, answer in zip(names, answers) if answer is not None}


def all_forms(model: Model):
    """Every partial form, faulty ones included. The reason for a gap is not a difference."""
    names = items_of(model)
    for answers in product(*(answers_of(model, name) for name in names)):
        yield as_form(names, answers)


def some_forms(model: Model, seed: int, count: int):
    """Random forms, from nearly empty to nearly complete; now and then a reason or a fault."""
    draw = random.Random(seed)
    names = items_of(model)
    for _ in range(count):
        gaps = draw.choice([0.1, 0.3, 0.6, 0.9])
        form: dict = {}
        for name in names:
            answer = draw.choice(answers_of(model, name)[1:])
            if draw.random() >= gaps:
                form[name] = answer
            elif draw.random() < 0.5:
                form[name] = {"missing": draw.choice(REASONS)}
        if draw.random() < 0.03:
            form[draw.choice([*names, "nothing_like_it"])] = draw.choice(["maybe", "99", "yes"])
        yield form


def random_completion(
    model: Model, draw: random.Random, answers: dict | None = None
) -> dict | None:
    """A complete form that agrees with the answers, question by question: codes by input. None
    where a question that was answered does not arise, and where a condition of `consistent:` does
    not hold."""
    codes: dict = {}
    answers = answers or {}
    for name in model.parents_first:
        asked_when = model.inputs[name].asked_when
        applies = asked_when is None or evaluate(asked_when, Completion(model, codes))
        if applies:
            codes[name] = answers.get(name) or draw.choice(model.inputs[name].domain)
        elif answers.get(name, "no") != "no":
            return None
        else:
            codes[name] = None
    if not Completion(model, codes).is_consistent():
        return None
    return {name: code for name, code in codes.items() if code is not None}


def some_completion(model: Model, draw: random.Random) -> dict:
    """A random complete form; most random forms are consistent."""
    while (found := random_completion(model, draw)) is None:
        pass
    return found


def nearly_complete_forms(model: Model, seed: int, count: int, most_gaps: int = 7):
    """Random complete forms with a few answers taken out again: for instruments too large to
    enumerate from the empty form."""
    draw = random.Random(seed)
    for _ in range(count):
        form = some_completion(model, draw)
        for name in draw.sample(sorted(form), min(len(form), draw.randint(0, most_gaps))):
            del form[name]
        yield as_responses(model, form)


def forms_within(model: Model, seed: int, most: int, in_all: int):
    """Partial forms with at most `most` completions each and about `in_all` together, at most 60:
    first the emptiest that there may be, then others between it and the fullest."""
    draw = random.Random(seed)
    for at in range(60):
        form = some_completion(model, draw)
        names = draw.sample(items_of(model), len(items_of(model)))
        for gap in names if at == 0 else names[: draw.randint(0, len(names))]:
            fewer = {name: code for name, code in form.items() if not belongs(name, gap)}
            if open_codes(model, fewer) <= most:
                form = fewer
        in_all -= open_codes(model, form)
        yield as_responses(model, form)
        if in_all < 0:
            return


def belongs(name: str, item: str) -> bool:
    return name == item or name.startswith(item + ".")


def open_codes(model: Model, answers: dict[str, str]) -> int:
    """At most so many completions has a form with these answers."""
    form = Form(model, answers, {})
    open_inputs = (
        asked
        for name, asked in model.inputs.items()
        if name in model.matters and name not in answers and form.applicable(name) is not False
    )
    return prod(len(asked.domain) for asked in open_inputs)


def as_responses(model: Model, flat: dict) -> dict:
    """Codes by input as responses by item: `within` and `habitual` go beside the answer they
    belong to."""
    responses: dict = {}
    for name in items_of(model):
        code, beside = flat.get(name), {}
        if flat.get(name + ".within") is not None:
            ago = model.inputs[name].within if flat[name + ".within"] == "yes" else "no"
            beside["within"] = ago
        if flat.get(name + ".habitual") is not None:
            beside["habitual"] = flat[name + ".habitual"]
        if code is not None:
            responses[name] = {"value": code, **beside} if beside else code
    return responses


def forms(model: Model, seed: int, most: int):
    """Every partial form where there are at most `most`, else that many random ones."""
    if number_of_forms(model) <= min(most, MOST_PARTIAL_FORMS):
        return all_forms(model)
    return some_forms(model, seed, most)


if __name__ == "__main__":
    print(model_text(int(sys.argv[1]) if len(sys.argv) > 1 else 0), end="")
