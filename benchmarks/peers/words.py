# SPDX-License-Identifier: Apache-2.0
"""How the report writes tables and numbers."""

from __future__ import annotations

Row = list[str]


def table(head: Row, rows: list[Row]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def spread(values: list[float]) -> str:
    """The least and the most."""
    return f"{number(min(values))}–{number(max(values))}" if len(values) > 1 else "one run"


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"


def met(is_met: bool | None) -> str:
    return {None: "–", True: "yes", False: "**no**"}[is_met]
