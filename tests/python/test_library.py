# SPDX-License-Identifier: Apache-2.0
"""The examples of every shipped instrument try everything it says, and would notice a slip of the pen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODELS = sorted((ROOT / "instruments" / "published").glob("*.yaml"))


def vaern(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vaern", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def tested() -> dict[str, dict]:
    ran = vaern("test", "instruments", "--coverage", "--require", "100", "--mutate", "--json")
    assert ran.returncode == 0, ran.stderr
    return {each["instrument"]: each for each in json.loads(ran.stdout)["models"]}


def test_every_shipped_instrument_is_tested(tested: dict[str, dict]) -> None:
    assert len(tested) == len(MODELS) >= 34


def test_the_examples_cover_every_point(tested: dict[str, dict]) -> None:
    for name, model in tested.items():
        assert model["examples"], name
        assert all(each["passed"] for each in model["examples"]), name
        assert model["coverage"]["covered"] == model["coverage"]["of"] > 0, name


def test_no_slip_of_the_pen_goes_unnoticed(tested: dict[str, dict]) -> None:
    sums = {name: model["mutation"] for name, model in tested.items()}
    assert {name: each for name, each in sums.items() if each["alive"]} == {}
    assert sum(each["killed"] for each in sums.values()) > 1000


def test_nothing_is_wrong_with_what_ships() -> None:
    ran = vaern("check", "instruments")
    assert (ran.returncode, "0 errors, 0 warnings" in ran.stdout + ran.stderr) == (0, True), ran.stderr
