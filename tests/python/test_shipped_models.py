# SPDX-License-Identifier: Apache-2.0
"""What the shipped models promise about their own content, read as plain YAML without the engine."""

import json
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROGRAMME = ROOT / "instruments" / "partner-violence"
CASES = ROOT / "examples" / "cases"


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


PUBLISHED = {path.stem: read(path) for path in sorted((ROOT / "instruments/published").glob("*.yaml"))}
CATALOGUE = read(PROGRAMME / "safety-plan.yaml")
MEASURES = CATALOGUE["measures"]


def maps_in(tree):
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from maps_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from maps_in(value)


@pytest.mark.parametrize("path", sorted((ROOT / "instruments").rglob("*.yaml")), ids=lambda p: p.name)
def test_every_text_is_written_in_danish_and_in_english(path):
    texts = [each for each in maps_in(read(path)) if {"da", "en"} & set(each)]
    assert texts
    assert [each for each in texts if set(each) != {"da", "en"} or not all(each.values())] == []


WITH_LEVELS = {id: each for id, each in PUBLISHED.items() if "levels" in each}


@pytest.mark.parametrize("model", WITH_LEVELS.values(), ids=WITH_LEVELS)
def test_the_lowest_level_never_says_safe_alone(model):
    levels = model["levels"]
    lowest = next(iter(levels.get("cut_offs") or levels["order"]))
    assert "ikke det samme som sikker" in levels["texts"][lowest]["da"]
    assert "safe" in levels["texts"][lowest]["en"]


def test_every_measure_was_reviewed_for_what_it_reveals():
    assert [id for id, each in MEASURES.items() if not each.get("reveals_because") or not each.get("reveals")] == []


def test_only_measures_that_look_like_everyday_life_reveal_nothing():
    nothing = {id for id, each in MEASURES.items() if each["reveals"] == "none"}
    assert nothing == {"call_112", "charged_phone", "known_numbers", "exits"}


@pytest.mark.parametrize("section", ["shelter", "leaving"])
def test_every_measure_about_leaving_says_that_it_reveals_leaving(section):
    about = {id: each for id, each in MEASURES.items() if each["section"] == section}
    assert about
    assert [id for id, each in about.items() if "leaving" not in each["reveals"]] == []


def test_the_shelter_question_and_the_danger_line_stand_on_every_plan():
    for id in ("shelter_question", "call_112", "call_1888"):
        assert MEASURES[id]["urgency"] == "now"
        assert not {"when", "blocked_when"} & set(MEASURES[id])


def test_a_notification_waits_for_nothing_and_is_one_per_child():
    measure = MEASURES["child_notification"]
    assert measure["about"] == "child"
    assert not {"after", "when", "blocked_when"} & set(measure)


def test_every_block_has_a_question_and_an_alternative():
    blocked = {id: each for id, each in MEASURES.items() if "blocked_when" in each}
    assert blocked
    for id, each in blocked.items():
        assert each["question"] and MEASURES[each["instead"]], id


def test_lines_for_the_person_offer_and_never_order():
    for id, each in MEASURES.items():
        if each["who"] == "person":
            assert each["text"]["da"].startswith("Du kan "), id
            assert each["text"]["en"].startswith("You can "), id


def test_every_fact_has_a_question_and_the_catalogue_asks_it_in_the_same_words():
    facts = read(PROGRAMME / "programme.yaml")["facts"]
    assert [id for id, each in facts.items() if not each.get("question")] == []
    for id, each in MEASURES.items():
        condition = each.get("blocked_when", each.get("when"))
        if isinstance(condition, str) and condition in facts and "question" in each:
            assert each["question"] == facts[condition]["question"], id


def as_written(tree):
    """JSON as the YAML says it: every scalar as text."""
    if isinstance(tree, dict):
        return {key: as_written(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_written(value) for value in tree]
    if isinstance(tree, bool):
        return "yes" if tree else "no"
    return str(tree)


def test_the_case_in_json_is_the_case_in_yaml():
    text = (CASES / "complete.json").read_text(encoding="utf-8")
    assert as_written(json.loads(text)) == read(CASES / "complete.yaml")


def test_every_measure_and_fact_in_a_case_exists():
    facts = read(PROGRAMME / "programme.yaml")["facts"]
    for path in CASES.glob("*.yaml"):
        case = read(path)
        for plan in case.get("plans", []):
            assert set(plan["measures"]) <= set(MEASURES), path.name
        assert {each["fact"] for each in case.get("facts", [])} <= set(facts), path.name
