# SPDX-License-Identifier: Apache-2.0
"""The code blocks of the documentation, and how a test finds out what each promises.

A comment on the line before a block says what is special about it:

    <!-- not run: REASON -->      nothing is done with it; the reason is printed
    <!-- file: PATH -->           it is this file of the project, or a run of whole lines of it
    <!-- save: NAME -->           later blocks of the page find it as this file
    <!-- change: NAME -->         a `diff` block: what is changed in a file that the page saved
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

OPENING = re.compile(r"^```(?P<language>\w*)\s*$")
REMARK = re.compile(r"^<!-- (?P<word>not run|file|save|change): (?P<text>.*) -->$")


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    text: str
    remark: str = ""  # one of the words above, or empty
    remark_text: str = ""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """Every fenced block of a page, in order."""
    blocks: list[Block] = []
    lines = page.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        opening = OPENING.match(lines[at])
        if opening is None:
            at += 1
            continue
        end = lines.index("```", at + 1)
        remark = REMARK.match(lines[at - 1]) if at > 0 else None
        blocks.append(
            Block(
                page,
                at + 1,
                opening["language"],
                "".join(line + "\n" for line in lines[at + 1 : end]),
                remark["word"] if remark else "",
                remark["text"] if remark else "",
            )
        )
        at = end + 1
    return blocks


def is_whole_document(block: Block) -> bool:
    return block.language == "yaml" and block.text.startswith(("vaern:", "responses:"))


def commands_of(block: Block) -> list[tuple[str, list[str]]]:
    """The commands of a `console` block ("$ ...") with the lines they print."""
    commands: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            commands[-1][1].append(line)
    return commands


def changed(text: str, block: Block) -> str:
    """The text with the change of a `diff` block; what it takes away or keeps stands there once."""
    lines = block.text.splitlines()
    assert all(line[:1] in tuple(" -+") for line in lines), f"{block}: a line begins with ' ', '-' or '+'"
    before = [line[1:] for line in lines if line[0] != "+"]
    after = [line[1:] for line in lines if line[0] != "-"]
    found = text.splitlines()
    at = [i for i in range(len(found)) if found[i : i + len(before)] == before]
    assert len(at) == 1, f"{block}: stands there {len(at)} times:\n" + "\n".join(before)
    return "".join(line + "\n" for line in [*found[: at[0]], *after, *found[at[0] + len(before) :]])


def matches(expected: list[str], found: list[str]) -> bool:
    """Whether the lines are these; a line "..." stands for any number of lines."""
    if not expected:
        return not found
    if expected[0] == "...":
        return any(matches(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and expected[0] == found[0].rstrip() and matches(expected[1:], found[1:])
