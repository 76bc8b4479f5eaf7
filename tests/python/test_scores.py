# SPDX-License-Identifier: Apache-2.0
"""Instruments and scores in Python: what goes in, what comes out, what is refused."""

from __future__ import annotations

import json
import math
import threading
from collections import OrderedDict
from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import vaern

HALVES = """
vaern: 1
instrument: halves
version: "1"
status: draft
title: {en: Halves, da: Halve}
answers:
  often: {never: 0, rarely: 0.5, often: 2}
items:
  sleep: {type: often, text: {en: Sleeps badly, da: Sover dårligt}}
  hours: {type: number, from: 0, to: 2, step: 0.5, text: {en: Hours, da: Timer}}
  tenth: {type: number, from: 0, to: 1, step: 0.1, scored: no, text: {en: Tenths, da: Tiendedele}}
  choked: {type: yes_no, ask_when_known: P14D, scored: no, text: {en: Choked, da: Kvælertag}}
scales:
  total: {sum: [sleep, hours], then: [{divide: 3}], missing: bounds_only}
levels:
  from: total
  cut_offs: {low: lowest, high: 1}
  texts: {low: {en: Low is not safe., da: Lav er ikke det samme som sikker.}}
judgement: {lower: second_person}
"""


@pytest.fixture(scope="module")
def library():
    return vaern.load()


@pytest.fixture(scope="module")
def danger(library):
    return library["danger-assessment@2009"]


@pytest.fixture(scope="module")
def halves():
    return vaern.loads(HALVES)


def answered(halves, **answers):
    return halves.score(answers)


# --- What goes in -------------------------------------------------------------------------


@pytest.mark.parametrize("yes", ["yes", True])
def test_yes_is_the_word_or_true(danger, yes):
    assert danger.score({"gun": yes}).responses["gun"] == "yes"


@pytest.mark.parametrize("half", [0.5, "0.5", Decimal("0.5"), Fraction(1, 2)])
def test_a_number_is_what_it_is_in_every_type(halves, half):
    assert answered(halves, hours=half).responses["hours"] == Fraction(1, 2)


@pytest.mark.parametrize("tenth", ["0.1", Decimal("0.1"), Fraction(1, 10)])
def test_a_tenth_is_a_tenth(halves, tenth):
    assert answered(halves, tenth=tenth).responses["tenth"] == Fraction(1, 10)


@pytest.mark.parametrize(
    "wrong", [0.1, 0.3, math.nan, math.inf, 1e300, 10**30, Decimal("NaN"), Fraction(1, 3), -1, True]
)
def test_a_number_that_is_not_exactly_declared_is_refused_with_what_is_allowed(halves, wrong):
    with pytest.raises(vaern.DataError) as caught:
        answered(halves, tenth=wrong)
    [fault] = caught.value.faults
    assert (fault.code, fault.item, fault.path) == ("E0502", "tenth", "/responses/tenth")
    assert fault.allowed == ("0", "0.1", "…", "1")


def test_one_is_not_yes(danger):
    with pytest.raises(vaern.DataError) as caught:
        danger.score({"gun": 1})
    assert caught.value.faults[0].allowed == ("no", "yes")


def test_none_and_absence_are_not_asked_and_other_reasons_are_written(danger):
    score = danger.score({"gun": None, "left": {"missing": "refused"}})
    assert score.responses["gun"] == score.responses["weapon"] == {"missing": "not_asked"}
    assert score.responses["left"] == {"missing": "refused"}


def test_a_reason_changes_no_range(danger):
    reasons = ["not_asked", "not_safe_to_ask", "unknown", "refused", "withdrawn", "omitted"]
    ranges = {danger.score({"gun": {"missing": reason}}).possible for reason in reasons}
    assert len(ranges) == 1


@pytest.mark.parametrize("within", ["P14D", "P2W", "no", False, None, {"missing": "unknown"}])
def test_the_second_question_is_answered_beside_the_first(halves, within):
    said = answered(halves, choked={"value": "yes", "within": within}).responses["choked"]
    expected = {"P14D": "P14D", "P2W": "P14D", "no": "no", False: "no", None: None}
    if isinstance(within, dict):
        assert said["within"] == within
    elif within is None:
        assert said["within"] == {"missing": "not_asked"}
    else:
        assert said["within"] == expected[within]


@pytest.mark.parametrize(
    "answer, code",
    [
        ("oftn", "E0502"),
        ("refused", "E0281"),
        ({"missing": "asleep"}, "E0198"),
        ({"value": "often", "missing": "refused"}, "E0282"),
        ({}, "E0284"),
        ({"value": "often", "because": "x"}, "E0138"),
        ({"value": "often", "within": "P14D"}, "E0283"),
        ([], "E0280"),
        (object(), "E0280"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(halves, answer, code):
    with pytest.raises(vaern.DataError) as caught:
        answered(halves, sleep=answer)
    [fault] = caught.value.faults
    assert (fault.code, fault.item) == (code, "sleep")


@pytest.mark.parametrize(
    "within, code", [("P7D", "E0507"), ("soon", "E0175"), ({"missing": "asleep"}, "E0198")]
)
def test_another_time_is_refused(halves, within, code):
    with pytest.raises(vaern.DataError) as caught:
        answered(halves, choked={"value": "yes", "within": within})
    assert [fault.code for fault in caught.value.faults] == [code]


def test_every_fault_of_a_form_comes_at_once_in_the_order_of_its_items(danger):
    form = {
        "wepon": "yes",
        "choked": {"value": "yes", "within": "P15D"},
        "gun": 0.5,
        "never_lived_together": "yes",
        "left": "yes",
    }
    with pytest.raises(vaern.DataError) as caught:
        danger.score(form, judgement={"level": "worst", "reason": ""})
    found = [(fault.code, fault.item) for fault in caught.value.faults]
    assert found == [
        ("E0502", "gun"),
        ("E0504", "never_lived_together"),
        ("E0507", "choked"),
        ("E0501", "wepon"),
        ("E0508", None),
        ("E0509", None),
    ]
    assert "did you mean 'weapon'?" in str(caught.value)
    assert caught.value.item == caught.value.faults[0].item


def test_a_fault_speaks_danish(danger):
    with pytest.raises(vaern.DataError) as caught:
        danger.score({"gun": "maybe"})
    assert caught.value.faults[0].text("da") == "'maybe' er ikke et svar på 'gun'"


def test_a_fault_never_repeats_a_direct_identifier(danger):
    number = "".join(["0101", "80", "-", "1234"])
    with pytest.raises(vaern.DataError) as caught:
        danger.score({"gun": number})
    [fault] = caught.value.faults
    assert fault.value == "***********"
    said = [str(caught.value), repr(fault), str(fault), *fault.arguments.values()]
    assert not any(number in text for text in said)


@pytest.mark.parametrize("responses", [None, 5, "gun", ["gun"]])
def test_responses_must_be_a_mapping(danger, responses):
    with pytest.raises(TypeError):
        danger.score(responses)


def test_any_mapping_will_do(danger):
    assert danger.score(OrderedDict(gun="yes")).record() == danger.score({"gun": "yes"}).record()


def test_keys_are_item_ids(danger):
    with pytest.raises(TypeError):
        danger.score({1: "yes"})


def test_a_date_is_a_date_or_its_text(halves):
    assert halves.score({}, assessed="2026-09-10").assessed == date(2026, 9, 10)
    assert halves.score({}, assessed=date(2026, 9, 10)).assessed == date(2026, 9, 10)
    with pytest.raises(ValueError, match="2026-11-21"):
        halves.score({}, assessed="10.9.2026")
    with pytest.raises(TypeError):
        halves.score({}, assessed=datetime(2026, 9, 10, tzinfo=timezone.utc))


# --- What comes out -----------------------------------------------------------------------


def test_numbers_are_exact(halves):
    scale = answered(halves, sleep="rarely", hours=2).scales["total"]
    assert (scale.value, scale.lowest, scale.highest) == (Fraction(5, 6),) * 3
    assert isinstance(scale.value, Fraction)
    assert isinstance(answered(halves, sleep="never", hours=0).scales["total"].value, int)


def test_an_empty_form_may_be_anything_and_has_no_level(danger):
    score = danger.score({})
    assert (score.range, score.level, score.certain) == (("variable", "extreme"), None, False)
    assert score.possible == danger.levels
    assert score.decisive


def test_a_complete_form_has_one_level(danger):
    score = danger.score({id: "no" for id in danger.items})
    assert (score.level, score.range, score.certain) == ("variable", ("variable", "variable"), True)
    assert (score.decisive, score.missing) == ((), 0)


def test_nothing_shows_the_computed_level_alone(danger):
    score = danger.score({"gun": "yes"})
    assert score.computed == "variable" and not score.certain
    assert repr(score).startswith("<Score variable to extreme, not certain; ")
    assert repr(score.scales["total"]).startswith("<Scale total ")
    assert " to " in repr(score.scales["total"])
    assert score.explain("en").splitlines()[0].startswith(("At least", "Danger Assessment"))


def test_witnesses_score_to_the_ends_of_the_range(danger):
    score = danger.score({"gun": "yes", "left": "no"})
    for end, level in zip(("lowest", "highest"), score.range):
        form = dict(score.witnesses[end])
        within = form.pop("choked.within", None)
        if within is not None:
            form["choked"] = {"value": "yes", "within": "P14D" if within == "yes" else "no"}
        again = danger.score(form)
        assert again.certain and again.level == level
    total = score.scales["total"]
    assert danger.score(
        {name: code for name, code in total.witnesses["highest"].items() if "." not in name}
    ).scales["total"].value == total.highest


def test_each_answer_of_a_decisive_item_gives_the_levels_that_scoring_it_gives(danger):
    form = {id: "no" for id in list(danger.items)[3:]}
    score = danger.score(form)
    for decisive in score.decisive:
        for answer, levels in decisive.by_answer.items():
            assert danger.score(form | {decisive.item: answer}).possible == levels


def test_a_judgement_stands_beside_the_answers(danger):
    judgement = {"level": "extreme", "reason": "known history", "by": "w1"}
    score = danger.score({id: "no" for id in danger.items}, judgement=judgement)
    assert (score.level, score.judged, score.in_force) == ("variable", "extreme", "extreme")
    assert score.possible_after == ("extreme",)
    assert repr(score).startswith("<Score variable, certain; judged extreme, in force extreme; ")


def test_a_second_person_may_lower_where_the_model_says_so(halves):
    form = {"sleep": "often", "hours": 2}
    alone = {"level": "low", "reason": "x", "by": "w1"}
    assert halves.score(form, judgement=alone).in_force == "high"
    assert halves.score(form, judgement=alone | {"second": "w2"}).in_force == "low"


@pytest.mark.parametrize("judgement", ["extreme", {"level": 3, "reason": "x"}])
def test_a_judgement_of_another_type_is_refused(danger, judgement):
    with pytest.raises(TypeError):
        danger.score({}, judgement=judgement)


def test_a_judgement_with_an_unknown_key_is_a_fault(danger):
    with pytest.raises(vaern.DataError) as caught:
        danger.score({}, judgement={"level": "extreme", "reason": "x", "who": "w1"})
    assert [fault.path for fault in caught.value.faults] == ["/judgement/who"]


def test_the_explanation_adds_up(danger):
    score = danger.score({"gun": "yes", "left": "yes"})

    def nodes(tree):
        yield tree
        for child in tree["children"]:
            yield from nodes(child)

    scales = [node for node in nodes(score.explanation) if node["key"] == "scale"]
    assert scales
    for scale in scales:
        lines = [each["value"] for each in scale["children"] if "value" in each]
        assert sum(lines) == scale["value"]


def test_results_cannot_be_changed(danger):
    score = danger.score({})
    for owner, name in [(score, "level"), (danger, "levels"), (score.scales["total"], "value")]:
        with pytest.raises(AttributeError):
            setattr(owner, name, None)
    with pytest.raises(TypeError):
        score.scales["total"] = None
    with pytest.raises(AttributeError):
        score.note = "mine"


def test_a_score_outlives_what_it_came_from():
    scale = vaern.loads(HALVES).score({"sleep": "often", "hours": 2}).scales["total"]
    assert scale.value == Fraction(4, 3)


def test_many_threads_may_score_with_one_instrument(danger):
    forms = [{id: "yes" for id in list(danger.items)[:n] if id != "never_lived_together"}
             for n in range(18)]
    expected = [danger.score(form).record() for form in forms]
    wrong = []

    def work():
        for form, record in zip(forms, expected, strict=True):
            if danger.score(form).record() != record:
                wrong.append(form)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# --- Records ------------------------------------------------------------------------------


def test_a_record_replays(library, danger):
    record = danger.score({"gun": "yes"}, assessed="2026-09-10").record()
    assert record.endswith("\n") and json.loads(record)["assessed"] == "2026-09-10"
    found = vaern.verify(record, library)
    assert found and found.state == "verified"
    assert (found.digest_holds, found.meaning_holds, found.text_holds) == (True, True, True)


def test_a_changed_answer_is_found(library, danger):
    record = danger.score({"gun": "yes"}).record()
    found = vaern.verify(record.replace('"gun":"yes"', '"gun":"no"', 1), library)
    assert not found and found.state == "differs" and not found.digest_holds
    assert any(mismatch.path.startswith("/scales") for mismatch in found.mismatches)


def test_an_absent_model_and_another_file_are_said(library):
    record = vaern.loads(HALVES).score({}).record()
    assert vaern.verify(record, library).state == "model_absent"
    assert vaern.verify("{}", library).state == "unreadable"


def test_the_same_record_from_the_service(library, danger):
    record = danger.score({"gun": "yes"}).record()
    request = {
        "command": "score",
        "instrument": "danger-assessment@2009",
        "responses": {"gun": "yes"},
    }
    answer = library.request(json.dumps(request))
    assert answer == '{"command":"score","result":' + record.rstrip("\n") + "}\n"


ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"


@pytest.mark.parametrize("path", sorted((GOLDEN / "forms").glob("*.json")), ids=lambda p: p.stem)
def test_the_same_record_as_from_the_command_line(path):
    library = vaern.load(vaern.library(), GOLDEN / "models")
    form = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    score = library[form["responses"]].score(
        form["values"],
        judgement=form.get("judgement"),
        assessed=form.get("assessed"),
        earlier=form.get("earlier"),
    )
    assert score.record().encode() == (GOLDEN / "records" / path.name).read_bytes()


def test_every_mechanism_shows_in_properties_of_its_own():
    model = vaern.load(vaern.library(), GOLDEN / "models")["every-mechanism"]
    assert model.outcomes == ("urgency", "lethality", "wellbeing")
    assert model.classes["pattern"] == ("no_threats", "recent", "past")
    assert model.parameters["high_from"] == 6
    assert model.published is None
    score = model.score(
        {"sleep": "often", "threats": True, "shouts": {"value": True, "habitual": False}},
        judgement={"level": "high", "reason": "Seen.", "opinions": {"serious_harm": "grave"}},
        assessed="2026-09-10",
        earlier=[{"assessed": "2026-09-01", "scales": {"total": 3}}],
    )
    assert score.outcomes["urgency"].level == "now"
    assert score.outcomes["lethality"].range == ("clear", "grave")
    assert score.outcomes["lethality"].rules == {"urgent": "unknown"}
    assert [each.item for each in score.outcomes["wellbeing"].decisive] == ["calm"]
    pattern = score.classes["pattern"]
    assert pattern.possible == ("recent", "past") and not pattern.certain
    assert pattern.decisive[0].by_answer["yes"] == ("recent",)
    assert set(pattern.witnesses) == {"recent", "past"}
    assert score.opinions == {"serious_harm": "grave", "imminence": None}
    assert score.earlier["before"] == 3 and score.earlier["peak"] is None
    assert score.without_sensitive["level"]["range"] == ("high", "high")
    assert score.published is None and score.notices == ()
    assert "habitual" in score.responses["shouts"]
    assert score.explain() != score.reasons()


# --- Libraries ----------------------------------------------------------------------------


def test_models_are_found_by_id_and_by_reference(library):
    assert library["who-5"] is library["who-5@1998"] is library.instrument("who-5", "1998")
    assert "who-5@1998" in library and "who-5@3" not in library and "who" not in library
    assert library["partner-violence"].levels == ("low", "medium", "high", "acute")


def test_what_is_not_there_is_a_key_error_that_names_what_is(library):
    with pytest.raises(KeyError, match="who-5@1998"):
        library.instrument("who-6")
    with pytest.raises(KeyError, match="danger-assessment@2009"):
        library["danger-assessment@1988"]


def test_several_folders_and_single_files_are_read_together(tmp_path):
    mine = tmp_path / "halves.yaml"
    mine.write_text(HALVES, encoding="utf-8")
    assert "halves" in vaern.load(mine)
    assert "halves" in vaern.load(vaern.library(), tmp_path)
    assert "who-5" in vaern.load(str(vaern.library()), mine)


def test_a_broken_model_is_an_error_with_all_findings_unless_it_may_be_left_out(tmp_path):
    (tmp_path / "good.yaml").write_text(HALVES, encoding="utf-8")
    broken = HALVES.replace("halves", "broken").replace("sum: [sleep", "sum: [slep")
    broken = broken.replace("high: 1}", "high: one}")
    (tmp_path / "broken.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(vaern.ModelError) as caught:
        vaern.load(tmp_path)
    places = [(each.code, each.line, each.severity) for each in caught.value.diagnostics]
    assert len(places) >= 2 and {place[2] for place in places} == {"error"}
    assert "broken.yaml" in str(caught.value)
    kept = vaern.load(tmp_path, strict=False)
    assert [model.id for model in kept.instruments] == ["halves"]
    assert [each.code for each in kept.findings] == [place[0] for place in places]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(vaern.ModelError, match="nowhere"):
        vaern.load(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["", "vaern: 1\n", "a: [", "vaern: 1\ncalendar: days\nversion: '1'\n"])
def test_a_text_that_is_no_instrument_is_an_error(text):
    with pytest.raises(vaern.ModelError) as caught:
        vaern.loads(text, name="mine.yaml")
    assert all(each.file == "mine.yaml" for each in caught.value.diagnostics)


def test_a_case_is_not_a_model():
    with pytest.raises(ValueError, match="load_case"):
        vaern.loads("vaern: 1\ncase: k-1\nprogramme: p@1\nsubject: p1\n")


def test_every_shipped_instrument_loads_without_findings_and_meets_its_examples(library):
    assert library.findings == ()
    assert len(library.instruments) == len(list((ROOT / "instruments" / "published").glob("*.yaml")))
    for instrument in library.instruments:
        assert [each for each in instrument.run_examples() if each[1]] == []
        assert instrument.run_examples()


def test_an_example_that_is_not_met_says_what_was_found():
    wrong = HALVES + (
        "examples:\n  - {name: x, responses: {sleep: never, hours: 0}, expect: {level: high}}\n"
    )
    assert vaern.loads(wrong).run_examples() == (("x", (("level", "high", "low"),)),)


@pytest.mark.parametrize("language", ["fr", "", "EN"])
def test_a_language_that_is_not_spoken_is_a_value_error(danger, language):
    with pytest.raises(ValueError, match="en, da"):
        danger.score({}).explain(language)
