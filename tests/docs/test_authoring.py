# SPDX-License-Identifier: Apache-2.0
"""docs/authoring.md keeps its promise: ten questions that are added need little YAML and no formulas."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from blocks import ROOT, Block, blocks_of, changed
from test_pages import run_vaern

MODEL = "our-models/first-talk.yaml"
CEL = re.compile(r"&&|\|\||[=!<>]=|[<>!?]|\bin \[|\w\(")


def finished() -> str:
    """The model at the end of the page, as its blocks make it."""
    text = ""
    for block in blocks_of(ROOT / "docs/authoring.md"):
        if block.remark_text == MODEL:
            text = changed(text, block) if block.remark == "change" else block.text
    return text


def written_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def conditions(value: Any) -> list[str]:
    """Every text of a model that stands where a condition may stand."""
    if isinstance(value, list):
        return [text for one in value for text in conditions(one)]
    if not isinstance(value, dict):
        return []
    here = [str(value[key]) for key in ("when", "asked_when", "must", "population") if isinstance(value.get(key), str)]
    return here + [text for one in value.values() for text in conditions(one)]


def test_ten_items_that_are_added_need_under_forty_lines_and_no_formula() -> None:
    text = finished()
    model = yaml.safe_load(text)
    instrument, _, examples = text.partition("\nexamples:\n")
    assert len(model["items"]) == 10
    assert model["scales"]["total"]["sum"] == list(model["items"])
    assert len(written_lines(instrument)) < 40
    assert len(written_lines(examples)) == len(model["examples"])
    assert [condition for condition in conditions(model) if CEL.search(condition)] == []


def test_a_formula_would_be_found() -> None:
    found = conditions({"rules": {"r": {"when": "gun && total >= 8"}, "s": {"when": {"all": ["gun", "left"]}}}})
    assert found == ["gun && total >= 8"] and CEL.search(found[0])
    assert not CEL.search("gun")


def test_its_examples_try_everything_and_notice_every_mistake(tmp_path: Path) -> None:
    path = tmp_path / "first-talk.yaml"
    path.write_text(finished(), encoding="utf-8")
    tested = run_vaern(["test", str(path), "--coverage", "--require", "100", "--mutate"], tmp_path)
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_a_change_must_find_what_it_takes_away() -> None:
    def block(text: str) -> Block:
        return Block(ROOT / "docs/authoring.md", 1, "diff", text, "change", "a.yaml")

    assert changed("a\nb\nc\n", block(" a\n-b\n+d\n")) == "a\nd\nc\n"
    with pytest.raises(AssertionError):
        changed("a\nb\n", block("-c\n+d\n"))
    with pytest.raises(AssertionError):
        changed("b\nb\n", block("-b\n+d\n"))
