# SPDX-License-Identifier: Apache-2.0
"""Random instruments about questions that are asked because of each other, with two or three
sensitive ones among them (E5.1): what is left of the answers without those is decided along chains.
"""

from __future__ import annotations

import random

from generate_plain import TEXT, write

NAMES = ["origin", "faith", "told", "detail", "more"]


class ChainAuthor:
    """Five yes/no questions, most of them asked because of earlier ones."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.seed = seed

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def model(self) -> str:
        items = {name: self.item(at) for at, name in enumerate(NAMES)}
        items["origin"]["sensitive"] = "yes"
        items[self.random.choice(NAMES[1:3])]["sensitive"] = "yes"
        declared = self.random.sample(NAMES, len(NAMES))  # A child may come before its parent.
        recent = {f"{name}_recent": {name: {"within": "P14D"}} for name in self.recent(items)}
        raises = {"raise_to": "high", "because": TEXT}
        rules = {id: {"when": when} | raises for id, when in recent.items()}
        cut_offs = {"low": "lowest", "some": 2, "high": 4}
        levels = {"from": "s", "cut_offs": cut_offs, "texts": {"low": TEXT}}
        scales = {"s": {"sum": NAMES, "missing": "bounds_only"}}
        sections = {"items": {name: items[name] for name in declared}, "scales": scales}
        return write(f"chain-{self.seed}", sections | {"rules": rules, "levels": levels})

    def item(self, at: int) -> dict:
        item: dict = {"type": "yes_no", "text": TEXT}
        if at > 0 and self.chance(0.8):
            item["asked_when"] = self.condition(NAMES[:at])
        if self.chance(0.15):
            item["ask_when_known"] = "P14D"
        if self.chance(0.1):
            item["sensitive"] = "yes"
        return item

    def condition(self, names: list[str]):
        if len(names) == 1 or self.chance(0.4):
            return self.simple(names)
        return {self.random.choice(["any", "all"]): [self.simple(names), self.simple(names)]}

    def simple(self, names: list[str]):
        name = self.random.choice(names)
        return name if self.chance(0.75) else {"not": name}

    @staticmethod
    def recent(items: dict) -> list[str]:
        return [name for name, item in items.items() if "ask_when_known" in item]


def model_text(seed: int) -> str:
    return ChainAuthor(seed).model()
