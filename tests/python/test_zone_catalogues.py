# SPDX-License-Identifier: Apache-2.0
"""What the shipped plans of zones promise, read as plain YAML without the engine."""

import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "tools"))

import lix  # noqa: E402

PATHS = sorted((ROOT / "instruments").glob("*/zones.yaml"))
MODELS = {path.parent.name: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in PATHS}
EASY = 25
SAFE_ACTIONS = {"distance", "calm_place", "call_help", "medical"}


def own_texts(model, age, language="da"):
    """What the person or a child of that age reads, line by line."""
    for section in ("zones", "strains", "signs", "measures"):
        for id, each in model[section].items():
            texts = each[model["for_whom"]]
            yield id, (texts[age] if isinstance(texts, list) else texts)[language]


def readers():
    return [(name, age) for name, model in MODELS.items() for age in range(len(model.get("ages", [None])))]


def test_both_catalogues_are_there():
    assert sorted(MODELS) == ["placed-children", "residential-adults"]


@pytest.mark.parametrize(("name", "age"), readers())
def test_the_danish_of_the_person_and_of_every_age_is_easy_to_read(name, age):
    texts = [text for _, text in own_texts(MODELS[name], age)]
    lines = [text if text.endswith((".", "?", "!")) else text + "." for text in texts]
    assert lix.lix(" ".join(lines)) <= EASY
    # No line alone is a heavy sentence. One long word among five is 20 of the measure, so lines of six words and
    # more are asked alone, and with room for a word such as "personalet".
    assert [line for line in lines if len(lix.words(line)) >= 6 and lix.lix(line) > 30] == []
    assert [line for line in lines for part in lix.sentences(line) if len(lix.words(part)) > 15] == []


@pytest.mark.parametrize("name", MODELS)
def test_the_person_speaks_of_herself_and_is_not_told_what_to_do(name):
    model = MODELS[name]
    for age in range(len(model.get("ages", [None]))):
        texts = [text for _, text in own_texts(model, age)]
        assert [text for text in texts if re.search(r"\b(du|dig|din|må ikke)\b", text)] == []
    for id, measure in model["measures"].items():
        texts = measure[model["for_whom"]]
        if measure["part"] == "i_can":
            for text in texts if isinstance(texts, list) else [texts]:
                assert text["da"].startswith("Jeg kan ") and text["en"].startswith("I can "), id


@pytest.mark.parametrize("name", MODELS)
def test_what_staff_avoid_is_said_as_what_they_do_not_do(name):
    model = MODELS[name]
    for id, measure in model["measures"].items():
        if measure["part"] != "staff_avoid":
            continue
        assert measure["staff"]["da"].startswith("Undgå ") and measure["staff"]["en"].startswith("Avoid "), id
        texts = measure[model["for_whom"]]
        for text in texts if isinstance(texts, list) else [texts]:
            assert re.search(r"\b(ikke|ingen)\b", text["da"]), id


@pytest.mark.parametrize("name", MODELS)
def test_danger_names_112_and_says_that_no_holds_are_described(name):
    danger = [m for m in MODELS[name]["measures"].values() if m["zone"] == "red"]
    assert {m["action"] for m in danger if m["part"] != "staff_avoid"} <= SAFE_ACTIONS
    assert any("112" in m["staff"]["da"] for m in danger)
    assert any("beskriver ingen greb" in m["staff"]["da"] for m in danger)
