# SPDX-License-Identifier: Apache-2.0
"""The record of a form in Python is the one of the command, the service and C++: the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
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


def test_the_records_of_every_shipped_instrument_and_a_local_one_pass_the_published_schema():
    command = os.environ.get("VAERN_COMMAND")
    words = [*([command] if command else [sys.executable, "-m", "vaern"]), "schema", "record"]
    done = subprocess.run(words, capture_output=True, check=True)
    validator = jsonschema.Draft7Validator(json.loads(done.stdout))
    models = vaern.load(vaern.library(), GOLDEN / "models", GOLDEN / "local", strict=False)
    passed = 0
    for model in models.instruments:
        halves = {item.id: item.answers[-1] for item in list(model.items.values())[::2]}
        firsts = {item.id: item.answers[0] for item in model.items.values()}
        for answers in ({}, halves, firsts):
            try:
                score = model.score(answers)
            except vaern.DataError:  # answers that exclude each other
                continue
            record = json.loads(score.record())
            assert [error.message for error in validator.iter_errors(record)] == []
            assert ("published" in record) == (model.published is not None)
            passed += 1
    assert passed > 100
