# SPDX-License-Identifier: Apache-2.0
"""What is different between two plans, who is around the person, and the person's own words."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import vaern

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "tests/golden/plans"
LATE = "2026-10-22T09:00+02:00"
EARLY = "2026-09-15T09:00+02:00"


@pytest.fixture(scope="module")
def programme():
    return vaern.load(vaern.library(), PLANS / "models", ROOT / "tests/golden/models").programme("steps-programme")


@pytest.fixture(scope="module")
def case():
    return vaern.read_case(PLANS / "revised.yaml")


@pytest.fixture(scope="module")
def changed(programme, case):
    return programme.plan(case, as_of=EARLY).difference(programme.plan(case, as_of=LATE))


def command(*words):
    ran = subprocess.run(
        [sys.executable, "-m", "vaern", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


def test_a_difference_is_what_the_command_prints(changed):
    options = [
        "plan",
        "diff",
        str(PLANS / "revised.yaml"),
        *("--from", EARLY, "--to", LATE),
        *("--models", str(PLANS / "models"), "--models", str(ROOT / "tests/golden/models")),
    ]
    assert changed.to_json() == command(*options, "--json")
    for language in ("en", "da"):
        assert changed.explain(language) == command(*options, "--language", language)


def test_rows_say_what_is_other_and_what_decided(changed):
    rows = {row.id: row for row in changed.measures}
    check = rows["device_check"]
    assert "status" in check.changes
    assert (check.before.status, check.after.status) == ("agreed", "done")
    told = changed.to_dict()
    assert [row["id"] for row in told["measures"]] == list(rows)
    for row, said in zip(changed.measures, told["measures"], strict=True):
        assert list(row.changes) == said["changes"] != []
        assert [dict(why) for why in row.reasons] == said["reasons"]
        for side in ("before", "after"):
            measure = getattr(row, side)
            assert (measure is None) == (said[side] is None)
            if measure is not None:
                assert measure.id == row.id and measure.state == said[side]["state"]
    watched = [why for row in changed.measures for why in row.reasons if why["name"] == "device_monitored"]
    assert {(why["before"], why["after"]) for why in watched} == {("no", "yes")}


def test_the_rest_of_a_difference(changed):
    assert changed and ("plan", "s2") in changed.since and ("event", "e2") in changed.since
    (found,) = changed.found
    assert (found["event"], found["review"]) == ("e2", date(2026, 10, 21))
    assert changed.priorities == ((), ("people", "home"))
    (moved,) = [each for each in changed.network if each["party"] == "n5"]
    assert moved["before"] != moved["after"] == "not_safe"
    assert repr(changed) == f"<PlanDifference of k-0901: {len(changed.measures)} measures>"
    assert not changed.before.difference(changed.before)
    with pytest.raises(TypeError):
        changed.network[0]["party"] = "n1"


def test_later_knowledge_of_one_day_is_a_difference(programme, case):
    then = programme.plan(case, as_of=LATE, known_by=EARLY)
    now = programme.plan(case, as_of=LATE)
    assert then.difference(now) and not then.found and now.found
    options = ["--from", LATE, "--to", LATE, "--from-known-by", EARLY, "--models", str(PLANS / "models")]
    options += ["--models", str(ROOT / "tests/golden/models")]
    printed = command("plan", "diff", str(PLANS / "revised.yaml"), *options, "--json")
    # The command writes the later knowledge where it is given alone.
    assert then.difference(now).to_dict()["measures"] == json.loads(printed)["measures"]
    assert json.loads(printed)["before"]["known_by"] != json.loads(printed)["after"]["known_by"]


def test_plans_of_two_cases_are_not_compared(programme, case):
    text = (PLANS / "revised.yaml").read_text(encoding="utf-8").replace("k-0901", "k-0902")
    other = programme.plan(vaern.load_case(text), as_of=LATE)
    with pytest.raises(vaern.DataError, match="k-0902"):
        programme.plan(case, as_of=LATE).difference(other)


def test_a_difference_goes_through_processes(changed):
    again = pickle.loads(pickle.dumps(changed))
    assert again.to_json() == changed.to_json()
    row = pickle.loads(pickle.dumps(changed.measures[1]))
    assert (row.id, row.changes) == (changed.measures[1].id, changed.measures[1].changes)
    member = pickle.loads(pickle.dumps(changed.after.network[2]))
    assert (member.party, member.standing) == ("n3", changed.after.network[2].standing)


def test_the_network_says_whom_to_involve_and_why_not(programme, case):
    plan = programme.plan(case, as_of=LATE)
    members = {each.party: each for each in plan.network}
    assert list(members) == [f"n{i}" for i in range(1, 7)]
    first = members["n1"]
    assert (first.standing, first.safe, first.kind, first.is_support) == ("suggested", "yes", "person", True)
    assert (first.channels, first.other_parties) == (("in_person", "telephone"), ("o1",))
    assert members["n2"].standing == "ask_safe" and members["n2"].safe == "unknown"
    assert members["n3"].standing == "suggested" and members["n3"].through == ("n1",)
    assert (members["n4"].kind, members["n4"].standing) == ("organisation", "through_other_party_only")
    assert members["n5"].standing == "not_safe"
    # The same as the document of the plan says.
    said = {each["party"]: each for each in json.loads(plan.to_json())["network"]}
    for party, member in members.items():
        assert member.standing == said[party]["standing"]
        assert list(member.channels) == said[party]["channels"]
        assert list(member.through) == said[party]["through"]


def test_priorities_stand_in_the_plan(programme, case):
    assert programme.plan(case, as_of=EARLY).priorities == ()
    assert programme.plan(case, as_of=LATE).priorities == ("people", "home")


def test_own_words_are_given_when_they_are_asked_for_and_stand_nowhere_else(programme, case, changed):
    assert dict(case.own_words()) == {"lock": "He has never had a key."}
    before = case.own_words(as_of=EARLY, programme=programme)
    assert dict(before) == {"lock": "I want to sleep at night."}
    assert dict(case.own_words(as_of="2026-09-01T12:00+02:00")) == {}
    with pytest.raises(TypeError):
        before["lock"] = "mine"
    plan = changed.after
    for text in (plan.to_json(), plan.explain(), changed.to_json(), changed.explain(), repr(case)):
        assert "never had a key" not in text and "sleep at night" not in text


def test_own_words_begin_with_the_day_of_the_zone(programme):
    text = (PLANS / "revised.yaml").read_text(encoding="utf-8")
    case = vaern.load_case(text)
    # s1 was made on 2 September, which begins at 22.00 UTC the evening before.
    night = "2026-09-01T22:30+00:00"
    assert dict(case.own_words(as_of=night)) == {}
    assert set(case.own_words(as_of=night, programme=programme)) == {"lock"}
