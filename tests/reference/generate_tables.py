# SPDX-License-Identifier: Apache-2.0
"""Tables in random instruments: lookups, norms by date and by item, tables for missing answers, and
scales of earlier values. A part of generate_whole.WholeAuthor.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

from generate_plain import Author, write
from vaern_reference import completions, load
from vaern_reference.numbers import canonical


class TableAuthor(Author):
    most_completions = 2000

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
        kept = ("parameters", "answers", "tables", "earlier", "scales")
        only = {key: sections[key] for key in kept}
        found = self.values(load(write("t", only | {"items": items})), scale)
        return found[0].__floor__()

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
