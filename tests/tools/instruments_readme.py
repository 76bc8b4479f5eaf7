# SPDX-License-Identifier: Apache-2.0
"""Writes instruments/README.md from the models: what is there, what is verified, what is not.

    python tests/tools/instruments_readme.py             prints what differs
    python tests/tools/instruments_readme.py --update    writes it

The words around the tables stand in instruments/README.head.md and instruments/README.tail.md.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "instruments"
PAGE = FOLDER / "README.md"

KINDS = ("instrument", "programme", "policy", "catalogue", "calendar")


class Reader(yaml.SafeLoader):
    """Every scalar is the text that was written: a version 2009 is no number."""


Reader.yaml_implicit_resolvers = {}


@dataclass
class Facts:
    """What stands under `verified:` in one file, by the key path of its place."""

    checked: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def facts_of(model: object) -> Facts:
    facts = Facts()

    def visit(node: object, path: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            if "verified" in node:
                place = " ".join(path[-2:] if len(path) > 1 else path) or "model"
                (facts.checked if node["verified"] == "yes" else facts.unchecked).append(place)
            for key, value in node.items():
                visit(value, (*path, str(key)))
        elif isinstance(node, list):
            for value in node:
                visit(value, path)

    visit(model, ())
    return facts


def listed(places: list[str]) -> str:
    """Places by their first word: "scales total, group; levels"."""
    groups: dict[str, list[str]] = {}
    for place in places:
        first, _, rest = place.partition(" ")
        names = groups.setdefault(first, [])
        if rest and rest not in names:
            names.append(rest)
    return "; ".join(f"{first} {', '.join(names)}".strip() for first, names in groups.items())


def kind_of(model: dict[str, object]) -> str:
    return next(kind for kind in KINDS if kind in model)


def reference_of(model: dict[str, object]) -> str:
    return f"{model[kind_of(model)]}@{model['version']}"


def english(text: object) -> str:
    if isinstance(text, dict):
        text = text.get("en") or next(iter(text.values()))
    return " ".join(str(text).split())


def licence_of(model: dict[str, object]) -> str:
    licence = model.get("licence")
    return f"{licence['class']}, {licence['wording']}" if isinstance(licence, dict) else ""


def models() -> list[tuple[Path, dict[str, object]]]:
    return [(path, yaml.load(path.read_text(encoding="utf-8"), Reader)) for path in sorted(FOLDER.rglob("*.yaml"))]


def page() -> str:
    instruments = [(path, model) for path, model in models() if "instrument" in model]
    others = [(path, model) for path, model in models() if "instrument" not in model]
    lines = [(FOLDER / "README.head.md").read_text(encoding="utf-8").rstrip(), ""]
    lines += ["## Instruments", "", "| instrument | title | status | licence, wording | checked against its source | not yet checked |", "|---|---|---|---|---|---|"]
    for path, model in instruments:
        facts = facts_of(model)
        link = f"[`{reference_of(model)}`]({path.relative_to(FOLDER)})"
        lines.append(f"| {link} | {english(model['title'])} | {model['status']} | {licence_of(model)} | {listed(facts.checked)} | {listed(facts.unchecked)} |")
    lines += ["", "## Programmes, policies, catalogues, calendars", "", "| model | kind | title | status | checked | not yet checked |", "|---|---|---|---|---|---|"]
    for path, model in others:
        facts = facts_of(model)
        link = f"[`{reference_of(model)}`]({path.relative_to(FOLDER)})"
        lines.append(f"| {link} | {kind_of(model)} | {english(model['title'])} | {model['status']} | {len(facts.checked)} | {len(facts.unchecked)} |")
    lines += ["", (FOLDER / "README.tail.md").read_text(encoding="utf-8").rstrip(), ""]
    return "\n".join(lines)


def main() -> int:
    made = page()
    if "--update" in sys.argv[1:]:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == made:
        return 0
    print("instruments/README.md is not what the models say; run python tests/tools/instruments_readme.py --update")
    return 1


if __name__ == "__main__":
    sys.exit(main())
