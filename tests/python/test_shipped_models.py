# SPDX-License-Identifier: Apache-2.0
"""What the shipped models promise about their own content, read as plain YAML without the engine."""

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "tools"))

import lix  # noqa: E402
import reveals_page  # noqa: E402

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


@pytest.mark.parametrize("path", reveals_page.catalogues(), ids=lambda path: path.parent.name)
def test_what_each_measure_gives_away_is_what_somebody_has_read(path):
    assert reveals_page.page_of(path).read_text(encoding="utf-8") == reveals_page.page(path)


# What names a helper, an office, a weapon of the law or a place cannot lie about in a home.
TELLS = {
    "da": "1888|114|116 111|politi|advokat|kommune|krisecenter|plan|vold|fare for|forbud|MitID|konto|overvåg"
    "|hos os|hjælper|stoler på",
    "en": "1888|114|116 111|police|lawyer|municipality|shelter|plan|violen|order|MitID|account|watch"
    "|with us|helper|trust",
}


def test_only_lines_of_everyday_life_for_the_person_may_be_found():
    found = {id: each for id, each in MEASURES.items() if each["reveals"] == "none"}
    assert found
    for id, each in found.items():
        assert each["who"] == "person", id
        for language, words in TELLS.items():
            assert not re.search(words, each["text"][language]), id


@pytest.mark.parametrize("section", ["shelter", "leaving", "leaving_day"])
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
        others = each["instead"] if isinstance(each["instead"], list) else [each["instead"]]
        assert each["question"] and others and all(other in MEASURES for other in others), id


def test_an_unborn_child_and_the_children_of_a_family_are_decided_on_by_each_professional_too():
    for id in ("child_notification", "unborn_notification", "honour_siblings"):
        assert "Hver fagperson tager selv stilling" in MEASURES[id]["text"]["da"], id
        assert MEASURES[id]["who"] == "each_professional", id
        assert "after" not in MEASURES[id] and MEASURES[id]["urgency"] == "now", id


# What can raise the danger stands behind what guards it: how, what must be in place, what comes first.
GUARDS = {
    "police_order": ("served", {"legal_advice", "service_day"}, set()),
    "own_account": ("seen", {"device_check"}, {"own_device", "destination"}),
    "wages_moved": ("loses_access", {"own_account"}, set()),
    "new_codes": ("loses_access", {"device_check"}, {"own_device"}),
    "hidden_mail": ("seen", {"own_device"}, set()),
    "mitid_misuse": ("loses_access", {"device_check", "diary_with_us"}, {"own_device"}),
    "remove_monitoring": (
        "loses_access",
        {"diary_with_us", "tracker_found", "shared_location"},
        {"reassess_leaving"},
    ),
    "leaving_time": ("moved", {"reassess_leaving", "destination", "transport"}, set()),
    "without_saying": ("moved", {"reassess_leaving", "destination", "transport"}, set()),
    "new_number": ("loses_access", {"device_check", "diary_with_us"}, {"own_device"}),
    "school_pickup": ("loses_access seen", {"custody_advice"}, set()),
    "child_talks": ("seen", {"child_file"}, {"custody_advice"}),
    "residence_papers": ("seen", {"residence_advice"}, set()),
}


def test_what_can_raise_the_danger_is_declared_with_its_guard():
    declared = {
        id: (" ".join(each["raises_danger"]), set(each["guarded_by"]), set(each.get("after", [])))
        for id, each in MEASURES.items()
        if "raises_danger" in each
    }
    assert declared == GUARDS


def test_what_the_one_who_watches_would_notice_is_held_while_they_live_together():
    for id in ("new_codes", "mitid_misuse", "own_account"):
        assert MEASURES[id]["blocked_when"] == {"all": ["device_monitored", "living_together"]}, id
    for id in ("remove_monitoring", "wages_moved"):
        assert MEASURES[id]["blocked_when"] == "living_together", id
    assert MEASURES["evidence"]["blocked_when"] == {"any": ["device_monitored", "belongings_searched"]}
    assert MEASURES["evidence"]["instead"] == "diary_with_us"


def test_lines_for_the_person_offer_and_never_order():
    for id, each in MEASURES.items():
        if each["who"] in ("person", "child", "network"):
            assert each["text"]["da"].startswith("Du kan "), id
            assert each["text"]["en"].startswith("You can "), id
            assert not re.search(r"\b(du skal|du må|husk at|sørg for)\b", each["text"]["da"], re.I), id
            assert not re.search(r"\b(you must|you should|make sure)\b", each["text"]["en"], re.I), id


FOR_THE_PERSON = {
    id: [each["text"]["da"]] + [caution.get("text", caution)["da"] for caution in each.get("cautions", [])]
    for id, each in MEASURES.items()
    if each["who"] in ("person", "child", "network")
}


@pytest.mark.parametrize("id", FOR_THE_PERSON)
def test_danish_for_the_person_is_plain_sentence_by_sentence(id):
    parts = [part for text in FOR_THE_PERSON[id] for part in lix.sentences(text)]
    assert parts
    assert {part: lix.lix(part) for part in parts if lix.lix(part) > 35} == {}


def test_danish_for_the_person_is_easy_as_a_whole():
    lines = " ".join(text for texts in FOR_THE_PERSON.values() for text in texts)
    assert lix.lix(lines) <= 25


def test_lix_counts_as_it_was_defined():
    # 9 words in one sentence, none longer than six letters; then 4 words, of which one is.
    assert lix.lix("Du kan ringe 112, hvis nogen er i fare.") == 9
    assert lix.lix("Du har ikke ansvaret.") == 4 + 25
    assert lix.sentences("Ring 112. Gør det nu: Gå ud!") == ["Ring 112", "Gør det nu", "Gå ud"]


PHASES = (
    "living_together",
    "preparing_to_leave",
    "leaving",
    "after_separation",
    "contact_over_children",
    "known_address",
)


def test_every_phase_has_measures_and_danger_and_shelter_stand_in_all_of_them():
    assert tuple(CATALOGUE["phases"]) == PHASES
    assert {phase for each in MEASURES.values() for phase in each.get("phases", [])} == set(PHASES)
    for id, each in MEASURES.items():
        if each["section"] in ("danger", "shelter", "contact", "plan", "agencies", "staff"):
            assert "phases" not in each, id
    assert "phases" not in MEASURES["child_notification"]


def test_a_caution_for_the_person_is_reviewed_and_stands_at_a_line_for_the_person():
    for id, each in MEASURES.items():
        for caution in each.get("cautions", []):
            if caution.get("for") == "person":
                assert each["who"] == "person" and caution["reveals"], id
            else:
                assert set(caution) == {"en", "da"}, id


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
