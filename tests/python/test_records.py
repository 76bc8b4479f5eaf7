# SPDX-License-Identifier: Apache-2.0
"""The record of a form in Python is the one of the command, the service and C++: the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import vaern

GOLDEN = Path(__file__).parents[1] / "golden"
FORMS = sorted((GOLDEN / "forms").glob("*.json"))


@pytest.fixture(scope="module")
def library():
    return vaern.load(vaern.library(), GOLDEN / "models")


def test_there_are_forms():
    assert len(FORMS) == 11


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_record_is_the_kept_one(library, form):
    written = json.loads(form.read_text(encoding="utf-8"))
    score = library[written["responses"]].score(
        written["values"],
        judgement=written.get("judgement"),
        assessed=written.get("assessed"),
        earlier=written.get("earlier"),
    )
    assert score.record().encode() == (GOLDEN / "records" / form.name).read_bytes()
