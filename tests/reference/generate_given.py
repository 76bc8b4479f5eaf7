# SPDX-License-Identifier: Apache-2.0
"""Random dates and earlier assessments for forms, and random local versions of instruments."""

from __future__ import annotations

import random
from datetime import date, timedelta

import generate_whole
from generate_plain import TEXT, flow
from vaern_reference import Model
from vaern_reference.numbers import canonical

TODAY = date(2021, 3, 31)


def given(model: Model, draw: random.Random) -> dict:
    """`assessed` and `earlier` for a form, or one of them, or nothing; now and then a fault."""
    dated = any(table.chooser == "date" for table in model.tables.values())
    found: dict = {}
    if model.earlier and draw.random() < 0.75:
        found["assessed"] = TODAY.isoformat()
        found["earlier"] = earlier(model, draw, TODAY)
        if draw.random() < 0.02:
            del found["assessed"]
    elif dated and draw.random() < 0.75:
        found["assessed"] = a_day(model, draw).isoformat()
    return found


def a_day(model: Model, draw: random.Random) -> date:
    """At or near the ends of a norm, sometimes outside it."""
    norms = [norm for table in model.tables.values() for norm in table.norms.values()]
    norm = draw.choice([norm for norm in norms if norm.first is not None])
    edge = draw.choice([norm.first, norm.last or norm.first + timedelta(days=300)])
    return edge + timedelta(days=draw.choice([-1, 0, 0, 1, -20, 20]))


def earlier(model: Model, draw: random.Random, today: date) -> list[dict]:
    """Up to five assessments, in any order, on days at the edges of what `within` holds."""
    days = [1, 2, 14, 15, 28, 30, 31, 32, 45]
    chosen = draw.sample(days, draw.choice([0, 1, 2, 3, 5]))
    if chosen and draw.random() < 0.02:
        chosen.append(draw.choice([0, chosen[0], -1]))
    found = []
    for before in chosen:
        scales = {}
        for entry in model.earlier.values():
            kind = draw.random()
            if kind < 0.1:
                scales[entry.of] = "none"
            elif kind < 0.9:
                scales[entry.of] = value_for(model, draw, entry)
        found.append({"assessed": (today - timedelta(days=before)).isoformat(), "scales": scales})
    return found


def value_for(model: Model, draw: random.Random, entry) -> str:
    """Mostly in the domain; between its steps where the mean is rounded."""
    if draw.random() < 0.03:
        return "17.5"
    domain = model.inputs[entry.id].domain
    if entry.take == "count":
        return draw.choice(["0", "1.5"])
    value = model.inputs[entry.id].points[draw.choice(domain)]
    if entry.round and value + entry.step / 2 <= model.inputs[entry.id].points[domain[-1]]:
        value += draw.choice([0, 0, entry.step / 2])
    return canonical(value)


# --- Local versions -----------------------------------------------------------------------


class LocalAuthor(generate_whole.WholeAuthor):
    """Writes a local version of the instrument that it would have written itself."""

    def local(self) -> tuple[str, str]:
        """The published text and the local one that extends it."""
        published = self.model()
        changes = self.changes()
        chosen = self.random.sample(sorted(changes), min(len(changes), self.random.randint(1, 3)))
        lines = [
            "vaern: 1",
            f"instrument: local-{self.seed}",
            'version: "1"',
            "status: draft",
            f"title: {flow({'en': 'x', 'da': 'x'})}",
            f"extends: generated-{self.seed}@1",
        ]
        for section in chosen:
            lines.append(f"{section}:")
            for id, entry in changes[section].items():
                lines.append(f"  {id}: {flow(entry)}")
        return published, "\n".join(lines) + "\n"

    def changes(self) -> dict:
        """Of each section, something that leaves the model in order."""
        scale = self.random.choice(list(self.scales))
        rule = {"when": self.rule(self.level_names)["when"], "raise_to": self.level_names[-1]}
        change: dict = {
            "scales": {scale: {"missing": self.random.choice(["forbid", "bounds_only"])}},
            "items": {
                self.random.choice(list(self.items)): {"sensitive": "yes"},
                "new": {"type": "yes_no", "scored": "no", "text": TEXT},
            },
            "flags": {"local_flag": {"when": self.condition(), "because": TEXT}},
            "rules": {"local_rule": rule | {"because": TEXT}},
        }
        if any(item["type"] == "odd" for item in self.items.values()) and not self.choosers:
            worth = self.random.choice(list(self.sets["odd"].values()))
            change["answers"] = {"odd": {"extra": worth}}
        if self.gates:
            self.gates = {}  # A gate does not read itself.
            change["gates"] = {"g0": self.condition()}
        return change


def local_texts(seed: int) -> tuple[str, str]:
    return LocalAuthor(seed).local()


def local_of_local(seed: int) -> str:
    """What a clinic makes of the local version with this seed."""
    flag = flow({"when": "new", "because": TEXT})
    head = f'vaern: 1\ninstrument: clinic-{seed}\nversion: "1"\nstatus: draft\n'
    title = flow({"en": "x", "da": "x"})
    own = "items:\n  new: {type: yes_no, scored: no, text: {en: x, da: x}}\n"
    return f"{head}title: {title}\nextends: local-{seed}@1\n{own}flags:\n  own: {flag}\n"
