# SPDX-License-Identifier: Apache-2.0
"""Cases, timelines, plans and reports in Python."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vaern

CASES = Path(__file__).parents[2] / "examples" / "cases"
AS_OF = "2026-11-21T09:00+01:00"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

EMPTY = """
vaern: 1
case: k-1
programme: partner-violence@1
subject: p1
parties:
  - {id: p1, role: subject, sex: woman, born: 1989}
  - {id: o1, role: other_party, sex: man, relation: former_partner}
  - {id: w1, role: assessor, competences: [risk_assessment]}
episodes: [{no: 1, opened: 2026-03-02T09:00+01:00}]
"""

EVENT = """
events:
  - {id: e1, kind: new_violence, about: o1, occurred: 2026-03-03, known: 2026-03-03T08:00+01:00,
     recorded: 2026-03-03T08:00+01:00, by: w1}
"""


@pytest.fixture(scope="module")
def programme():
    return vaern.load().programme("partner-violence")


def example(name):
    return vaern.read_case(CASES / f"{name}.yaml")


# --- Reading ------------------------------------------------------------------------------


def test_a_case_is_read_from_a_file_and_from_its_text():
    path = CASES / "half-answered.yaml"
    from_file, from_str = vaern.read_case(path), vaern.read_case(str(path))
    from_text = vaern.load_case(path.read_text(encoding="utf-8"), name="mine.yaml")
    assert {each.id for each in (from_file, from_str, from_text)} == {"k-0417"}
    assert from_file.assessments == ("a1", "a2")
    assert repr(from_file) == "<Case k-0417 of partner-violence@1>"


def test_every_fault_of_a_case_comes_at_once_with_its_place():
    wrong = EMPTY.replace("sex: woman", "sex: womn").replace("role: assessor", "roll: assessor")
    with pytest.raises(vaern.DataError) as caught:
        vaern.load_case(wrong, name="mine.yaml")
    faults = caught.value.faults
    assert len(faults) >= 2 and {fault.file for fault in faults} == {"mine.yaml"}
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    assert "mine.yaml:7:" in str(caught.value)


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(vaern.DataError, match="nothing-here.yaml"):
        vaern.read_case(tmp_path / "nothing-here.yaml")


def test_a_direct_identifier_is_refused_and_not_repeated():
    number = "".join(["0101", "80", "-", "1234"])
    with pytest.raises(vaern.DataError) as caught:
        vaern.load_case(EMPTY.replace("route: x", "") + f"# {number}\n")
    said = str(caught.value) + "".join(map(repr, caught.value.faults))
    assert number not in said and "*" in said


def test_a_programme_checks_a_case_before_it_works_on_it(programme):
    wrong = vaern.load_case(EMPTY + EVENT.replace("new_violence", "old_violence"))
    assert [finding.code for finding in programme.check(wrong)] == ["E0933"]
    for work in (programme.assess, programme.timeline, programme.plan, programme.report):
        with pytest.raises(vaern.DataError) as caught:
            work(wrong)
        assert [fault.code for fault in caught.value.faults] == ["E0933"]


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_the_programme_has_nothing_to_say_against_an_example(programme, path):
    assert programme.check(vaern.read_case(path)) == ()


# --- Moments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_of",
    [
        AS_OF,
        "2026-11-21T08:00Z",
        datetime(2026, 11, 21, 9, tzinfo=COPENHAGEN),
        datetime(2026, 11, 21, 8, tzinfo=timezone.utc),
        datetime(2026, 11, 21, 22, tzinfo=ZoneInfo("Pacific/Auckland")) - timedelta(hours=1),
    ],
)
def test_a_moment_is_a_moment_however_it_is_written(programme, as_of):
    timeline = programme.timeline(example("half-answered"), as_of=as_of)
    assert timeline.as_of == datetime(2026, 11, 21, 8, tzinfo=timezone.utc)
    assert timeline.to_json() == programme.timeline(example("half-answered"), as_of=AS_OF).to_json()


def test_a_moment_without_a_zone_is_refused_with_help(programme):
    with pytest.raises(ValueError, match="ZoneInfo"):
        programme.timeline(example("complete"), as_of=datetime(2026, 11, 21, 9))
    with pytest.raises(ValueError, match="2026-11-21T09:00\\+01:00"):
        programme.timeline(example("complete"), as_of="2026-11-21T09:00")


@pytest.mark.parametrize("as_of", [date(2026, 11, 21), 1_790_000_000, b"2026"])
def test_what_is_no_moment_is_refused(programme, as_of):
    with pytest.raises(TypeError, match="as_of"):
        programme.timeline(example("complete"), as_of=as_of)


def test_what_was_not_known_yet_does_not_count(programme):
    case = vaern.load_case(EMPTY + EVENT)
    before = programme.timeline(case, as_of="2026-03-05T09:00+01:00", known_by="2026-03-02T10:00+01:00")
    after = programme.timeline(case, as_of="2026-03-05T09:00+01:00")
    assert not any("e1" in each.id for each in before.obligations)
    assert any("e1" in each.id for each in after.obligations)
    assert before.known_by == datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
    opened = after.difference(before)["opened"]
    assert opened == ("risk_assessment:o1:e1",)


# --- Levels -------------------------------------------------------------------------------


def test_an_empty_form_is_due_like_the_highest_level(programme):
    case = example("empty-form")
    assessment = programme.assess(case, as_of=AS_OF)
    assert assessment.possible == ("medium", "high", "acute")
    assert repr(assessment) == "<CaseAssessment medium to acute; k-0421>"
    due = programme.timeline(case, as_of=AS_OF).next(clock="risk_assessment")
    assert due.due - due.cause["at"] <= timedelta(hours=72)


def test_the_highest_of_two_other_parties_is_the_level_of_the_case(programme):
    assessment = programme.assess(example("two-other-parties"), as_of=AS_OF)
    assert {dyad.about: dyad.possible for dyad in assessment.dyads} == {
        "o1": ("medium",),
        "o2": ("high",),
    }
    assert assessment.possible == ("high",)


def test_an_assessment_of_a_case_has_the_score_of_its_answers(programme):
    entry = programme.assess(example("half-answered"), as_of=AS_OF).assessments["a2"]
    assert entry.instrument == "danger-assessment@2009" and entry.counts
    assert not entry.score.certain and entry.score.missing > 0
    assert entry.possible == ("medium", "high", "acute")
    assert vaern.verify(entry.score.record(), vaern.load())


def test_a_case_without_a_level_says_why(programme):
    assessment = programme.assess(vaern.load_case(EMPTY), as_of=AS_OF)
    [dyad] = assessment.dyads
    assert assessment.possible == dyad.possible == ()
    assert dyad.use == ("danger-assessment@2009",)
    assert repr(assessment) == "<CaseAssessment no level; k-1>"


# --- Due dates ----------------------------------------------------------------------------


def test_an_obligation_says_when_and_why(programme):
    timeline = programme.timeline(example("half-answered"), as_of=AS_OF)
    due = timeline.next(clock="risk_assessment")
    assert due.due == datetime(2026, 11, 22, 14, 15, tzinfo=COPENHAGEN)
    assert due.due.utcoffset() == timedelta(hours=1)
    assert due.due_text == "2026-11-22T14:15:00+01:00"
    assert (due.status, due.about, due.holds, due.is_civil) == ("due", "o1", True, False)
    assert due.possible == ("medium", "high", "acute")
    assert "unanswered" in due.explain("en") and "ubesvarede" in due.explain("da")
    keys = [key for key, arguments in due.reasons]
    assert "unanswered" in " ".join(keys) or "several_levels" in keys or "missing" in keys
    assert due.clause.startswith("clocks.risk_assessment.")
    assert due.closed is None


def test_a_deadline_in_days_ends_at_midnight(programme):
    timeline = programme.timeline(example("judged-against-low-score"), as_of=AS_OF)
    due = timeline.next()
    assert due.is_civil and due.last_day == date(2026, 11, 24)
    assert due.due == datetime(2026, 11, 25, tzinfo=COPENHAGEN)


def test_overdue_is_judged_only_with_a_moment(programme):
    case = example("overdue-after-late-event")
    judged, not_judged = programme.timeline(case, as_of=AS_OF), programme.timeline(case)
    assert [each.id for each in judged.overdue] == ["risk_assessment:o1:e3"]
    assert judged.overdue[0].tell and judged.overdue[0].is_overdue
    assert not_judged.overdue == () and not_judged.as_of is None
    assert {each.status for each in not_judged.open} == {"not_judged"}
    assert repr(not_judged).endswith("open, overdue not judged>")
    assert [each.due for each in not_judged.open if each.id == judged.overdue[0].id] == [
        judged.overdue[0].due
    ]


def test_what_was_met_is_kept_with_what_met_it(programme):
    timeline = programme.timeline(example("complete"), as_of=AS_OF)
    met = [each for each in timeline.obligations if each.status == "met"]
    assert met and not any(each.is_open for each in met)
    assert {"id", "at", "late", "reason"} == set(met[0].closed)
    assert len(timeline.obligations) == len(met) + len(timeline.open)


def test_a_timeline_speaks_and_has_lasting_bytes(programme):
    timeline = programme.timeline(example("half-answered"), as_of=AS_OF)
    assert json.loads(timeline.to_json())["as_of"] == "2026-11-21T08:00:00Z"
    assert timeline.explain("da") != timeline.explain("en")
    assert timeline.policy.startswith("partner-violence") and timeline.zone == "Europe/Copenhagen"


# --- Plans --------------------------------------------------------------------------------


def test_every_measure_is_in_one_state(programme):
    plan = programme.plan(example("empty-form"), as_of=AS_OF)
    assert sum(plan.counts.values()) == len(plan.measures)
    listed = [each.id for each in (*plan.now, *plan.ask_first, *plan.later)]
    assert len(listed) == len(set(listed))
    assert {each.id for each in plan.measures if each.list != "none"} == set(listed)
    assert {each.list for each in plan.measures if each.state in ("blocked", "not_applicable")} == {
        "none"
    }


def test_a_measure_says_why_it_stands_where_it_does(programme):
    plan = programme.plan(example("empty-form"), as_of=AS_OF)
    held = [each for each in plan.measures if each.state == "held"]
    assert held
    for measure in held:
        assert measure.reason["kind"] == "block_unknown" and measure.reason["open"]
        assert measure not in plan.person_copy()
        assert measure.instead
    asked = {question.name for question in plan.questions}
    assert {name for measure in held for name in measure.reason["open"]} <= asked
    assert all(question.text("da") for question in plan.questions)


def test_the_copies_hold_no_more_than_they_may(programme):
    plan = programme.plan(example("half-answered"), as_of=AS_OF)
    person = [each.id for each in plan.person_copy()]
    discreet = [each.id for each in plan.discreet_copy()]
    assert person and len(person) <= 12 and set(discreet) < set(person)
    measures = {each.id: each for each in plan.measures}
    assert all(measures[id].reveals == () for id in discreet)
    assert all(measures[id].status in ("agreed", "already_does") for id in person)


def test_a_plan_outlives_what_it_came_from():
    plan = vaern.load().programme("partner-violence").plan(vaern.load_case(EMPTY))
    gc.collect()
    assert "112" in {each.id: each for each in plan.now}["call_112"].text("da")
    assert json.loads(plan.to_json())


# --- Reports ------------------------------------------------------------------------------


@pytest.mark.parametrize("language, words", [("da", "ubesvarede"), ("en", "unanswered")])
def test_a_report_speaks_the_language_asked_for(programme, language, words):
    case = example("half-answered")
    text = programme.report(case, as_of=AS_OF, language=language)
    page = programme.report(case, as_of=AS_OF, language=language, format="html")
    assert words in text and words in page
    assert page.startswith("<!DOCTYPE html>") and f'lang="{language}"' in page


def test_a_report_in_json_is_in_no_language(programme):
    case = example("half-answered")
    pages = {programme.report(case, as_of=AS_OF, language=each, format="json") for each in ("da", "en")}
    [page] = pages
    assert json.loads(page)["possible"] == ["medium", "high", "acute"]


def test_a_report_without_a_moment_says_that_overdue_was_not_judged(programme):
    with_moment = programme.report(example("complete"), as_of=AS_OF, language="en")
    without = programme.report(example("complete"), language="en")
    assert without.splitlines()[0] not in with_moment


@pytest.mark.parametrize("wrong", [{"format": "pdf"}, {"language": "fr"}])
def test_a_report_that_does_not_exist_is_a_value_error(programme, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        programme.report(example("complete"), as_of=AS_OF, **wrong)


def test_a_case_of_another_programme_is_refused(programme):
    other = vaern.load_case(EMPTY.replace("partner-violence@1", "partner-violence@2"))
    assert [finding.code for finding in programme.check(other)] == ["E0930"]


# --- Timelines ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("form", ["text", "html", "svg", "ics", "json"])
def test_a_timeline_is_shown_as_the_command_prints_it(programme, form, language):
    path = CASES / "struck-event.yaml"
    timeline = programme.timeline(vaern.read_case(path), as_of=AS_OF)
    words = ["timeline", str(path), "--as-of", AS_OF, "--format", form, "--language", language]
    done = subprocess.run([sys.executable, "-m", "vaern", *words], capture_output=True, check=True)
    assert timeline.show(form, language=language).encode() == done.stdout


def test_a_struck_entry_is_among_what_has_changed(programme):
    case = example("struck-event")
    before = programme.timeline(case, as_of=AS_OF, known_by="2026-11-16T12:00+01:00")
    after = programme.timeline(case, as_of=AS_OF)
    made = json.loads(after.changes(before, format="json"))
    assert [each["id"] for each in made["gone"]] == list(after.difference(before)["gone"])
    assert "by w7" in after.changes(before)
    assert "STATUS:CANCELLED" in after.changes(before, format="ics")


def test_another_format_of_a_timeline_is_a_value_error(programme):
    timeline = programme.timeline(vaern.load_case(EMPTY))
    with pytest.raises(ValueError, match="'pdf' is not a format of a timeline"):
        timeline.show("pdf")
    with pytest.raises(ValueError, match="'html' is not a format of what has changed"):
        timeline.changes(timeline, format="html")
