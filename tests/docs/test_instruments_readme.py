# SPDX-License-Identifier: Apache-2.0
"""instruments/README.md says what the models say."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import instruments_readme


def test_the_page_is_made_from_the_models() -> None:
    assert instruments_readme.PAGE.read_text(encoding="utf-8") == instruments_readme.page()


def test_every_model_is_on_the_page() -> None:
    page = instruments_readme.PAGE.read_text(encoding="utf-8")
    for _, model in instruments_readme.models():
        assert f"`{instruments_readme.reference_of(model)}`" in page


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_a_page_that_counts_the_instruments_counts_right(page: str) -> None:
    there = len(list((instruments_readme.FOLDER / "published").glob("*.yaml")))
    assert re.findall(r"\b(\d+) instruments\b", (instruments_readme.ROOT / page).read_text(encoding="utf-8")) == [str(there)]


def test_a_number_that_is_not_verified_is_named() -> None:
    facts = instruments_readme.facts_of({"scales": {"total": {"verified": "no"}}, "levels": {"verified": "yes"}})
    assert (facts.checked, facts.unchecked) == (["levels"], ["scales total"])
    assert instruments_readme.listed(["scales total", "scales other", "levels"]) == "scales total, other; levels"
