# SPDX-License-Identifier: Apache-2.0
"""Plans of zones, and what is different between two of them: as the command prints it."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import vaern

ROOT = Path(__file__).parents[2]
CASE = "tests/golden/plans/resident.yaml"
EARLY = "2026-10-20T09:00+02:00"
LATE = "2026-11-21T09:00+01:00"


@pytest.fixture(scope="module")
def programme():
    return vaern.load().programme("residential-adults")


@pytest.fixture(scope="module")
def case():
    return vaern.read_case(ROOT / CASE)


@pytest.fixture(scope="module")
def changed(programme, case):
    return programme.zone_plan(case, as_of=EARLY).difference(programme.zone_plan(case, as_of=LATE))


def command(*words):
    ran = subprocess.run(
        [sys.executable, "-m", "vaern", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return ran.stdout


def test_a_plan_is_what_the_command_prints(programme, case):
    plan = programme.zone_plan(case, as_of=LATE)
    assert plan.explain("da") == command("plan", CASE, "--as-of", LATE, "--language", "da")
    for reader in ("person", "card"):
        printed = command("plan", CASE, "--as-of", LATE, "--copy", reader, "--language", "en")
        assert plan.copy(reader) == printed
    assert plan.to_dict() == json.loads(plan.to_json())
    assert sum(plan.counts.values()) == len(plan.to_dict()["measures"])
    assert (plan.signs["louder"], plan.strains["sleep"], plan.catalogue) == (
        "yes",
        "yes",
        "residential-adults@1",
    )
    with pytest.raises(vaern.DataError):
        plan.copy("recipient")


def test_a_difference_is_what_the_command_prints(changed):
    moments = ("--from", EARLY, "--to", LATE)
    for language in ("da", "en"):
        assert changed.explain(language) == command("plan", "diff", CASE, *moments, "--language", language)
    assert changed.to_json() == command("plan", "diff", CASE, *moments, "--json")
    assert changed.to_dict() == json.loads(changed.to_json())
    assert ("event", "e1") in changed.since
    assert changed
    assert "Når jeg ikke har sovet" not in changed.to_json() + changed.explain("da")


def test_a_plan_differs_in_nothing_from_itself(programme, case):
    plan = programme.zone_plan(case, as_of=LATE)
    assert not plan.difference(plan)


def test_plans_and_differences_are_copied_and_pickled(changed):
    for value in (changed, changed.before):
        assert copy.deepcopy(value) is value
        assert pickle.loads(pickle.dumps(value)).to_json() == value.to_json()


def test_what_cannot_be_is_refused(programme, case, changed):
    with pytest.raises(ValueError, match="has no plan of zones"):
        vaern.load().programme("partner-violence").zone_plan(case)
    with pytest.raises(vaern.DataError) as refused:
        programme.plan(case)
    assert refused.value.faults[0].code == "E0995"
    other = vaern.load_case((ROOT / CASE).read_text().replace("k-0903", "k-0999"))
    with pytest.raises(vaern.DataError) as refused:
        changed.before.difference(programme.zone_plan(other, as_of=LATE))
    assert refused.value.faults[0].code == "E0872"
