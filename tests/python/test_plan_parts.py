# SPDX-License-Identifier: Apache-2.0
"""Parts of a plan: where a status comes from, what was found, when the plan is of; copied, pickled."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
import vaern

ROOT = Path(__file__).parents[2]
EARLY, LATE = "2026-11-18T09:00+01:00", "2026-11-21T09:00+01:00"


@pytest.fixture(scope="module")
def programme():
    return vaern.load().programme("partner-violence")


@pytest.fixture(scope="module")
def case():
    return vaern.read_case(ROOT / "examples/situations/plan-found.yaml")


@pytest.fixture(scope="module")
def plan(programme, case):
    return programme.plan(case, as_of=LATE)


def test_a_measure_says_which_plan_gave_it_its_status(plan):
    written = {each["id"]: each for each in json.loads(plan.to_json())["measures"]}
    named = [each for each in plan.measures if each.history is not None]
    assert named and {each.id for each in named} == {id for id, each in written.items() if "history" in each}
    for each in named:
        said = written[each.id]["history"]
        assert each.history["status"] == each.status
        assert each.history["plan"] == said["plan"] and list(each.history["by"]) == said["by"]
        assert each.history["at"] == said.get("at") and each.history["reason"] == said.get("reason", "")
        assert each.exposed_by == said.get("exposed_by", "")
    assert {each.exposed_by for each in plan.measures} == {"", "e2"}
    assert {each.id for each in plan.measures if each.exposed_by} <= set(plan.found[0]["measures"])


def test_nothing_is_exposed_before_a_plan_was_found(programme, case):
    plan = programme.plan(case, as_of=EARLY)
    assert not plan.found and {each.exposed_by for each in plan.measures} == {""}


def test_a_plan_says_whose_it_is_and_of_when(programme, case):
    plan = programme.plan(case, as_of=LATE, known_by=EARLY)
    assert plan.case == case.id
    assert plan.as_of == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert plan.known_by == datetime(2026, 11, 18, 8, tzinfo=UTC)
    assert programme.plan(case, as_of=LATE).known_by == plan.as_of
    without = programme.plan(case)
    assert (without.as_of, without.known_by) == (None, None)


def test_a_change_is_never_told_backwards(programme, case, plan):
    early = programme.plan(case, as_of=EARLY)
    assert early.difference(plan)
    with pytest.raises(ValueError, match=r"say earlier\.difference\(later\)"):
        plan.difference(early)
    known = programme.plan(case, as_of=LATE, known_by=EARLY)
    assert known.difference(plan)
    with pytest.raises(ValueError, match="earlier knowledge"):
        plan.difference(known)
    assert not plan.difference(plan)
    whole = programme.plan(case)
    assert whole.difference(plan) is not None and plan.difference(whole) is not None


@pytest.mark.parametrize("as_of", ["9999-12-31T23:59Z", "9999-12-31T00:00+01:00"])
def test_a_moment_from_which_nothing_can_be_counted_is_named(programme, case, as_of):
    with pytest.raises(ValueError, match="as_of is too near the year 1 or 9999"):
        programme.plan(case, as_of=as_of)


def parts(plan):
    reason = next(each.reason for each in plan.measures if each.reason["readings"])
    due = next(each.due for each in plan.measures if each.due is not None)
    history = next(each.history for each in plan.measures if each.history is not None)
    return [plan.found, plan.found[0], plan.counts, plan.phases, reason, reason["readings"], due, history]


def test_every_part_can_be_copied_and_pickled_and_none_changed(plan):
    for part in parts(plan):
        assert pickle.loads(pickle.dumps(part)) == part
        assert copy.copy(part) == copy.deepcopy(part) == part
        if not isinstance(part, tuple):
            assert dict(part) == part and repr(dict(part)) in repr(part)
            with pytest.raises(TypeError):
                part["pets"] = "yes"
            with pytest.raises(TypeError):
                del part[next(iter(part))]
            for attribute in ("_held", "another"):
                with pytest.raises(AttributeError, match="results never change"):
                    setattr(part, attribute, {})
