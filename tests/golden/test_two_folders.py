# SPDX-License-Identifier: Apache-2.0
"""A folder of `--models` that holds models that are there already: one finding, however many."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import vaern

sys.path.insert(0, str(Path(__file__).parent))

import run_golden as golden  # noqa: E402

SHIPPED = golden.ROOT / "instruments"


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(SHIPPED, folder)
    return folder


def doc_of_who_5(folder: Path, *words: str) -> tuple[str, list[str]]:
    done = golden.vaern(["doc", "who-5", "--models", str(folder), *words])
    assert done.returncode == 0
    stderr = done.stderr.decode()
    return stderr, re.findall(r"\[(E\d{4})\]", stderr)


def test_a_copy_of_every_model_is_one_hint(checkout):
    stderr, codes = doc_of_who_5(checkout)
    assert codes == ["E0225"]
    models = len([path for path in SHIPPED.rglob("*.yaml")])
    said = int(re.search(r"(\d+) models of", stderr)[1])
    assert 30 < said <= models
    assert doc_of_who_5(checkout, "--language", "da")[0].count("bogstav for bogstav") == 1


def test_the_folder_of_the_shipped_models_itself_says_nothing():
    # Where the command that runs has them: a program in the checkout, or the package.
    of_command = SHIPPED if os.environ.get("VAERN_COMMAND") else Path(vaern.library())
    assert doc_of_who_5(of_command) == ("", [])


def test_what_differs_is_one_error_that_names_all_of_it(checkout):
    changed = sorted(checkout.rglob("policy.yaml"))
    assert len(changed) > 1
    for path in changed:
        path.write_text(path.read_text(encoding="utf-8") + "# local\n", encoding="utf-8")
    stderr, codes = doc_of_who_5(checkout)
    assert sorted(codes) == ["E0225", "E0226"]
    ids = [re.search(r"(?m)^policy: (\S+)", path.read_text(encoding="utf-8"))[1] for path in changed]
    message = next(line for line in stderr.splitlines() if "[E0226]" in line)
    assert all(f"policy {id}@" in message for id in ids)


def test_one_that_differs_names_both_places(checkout):
    path = next(checkout.rglob("policy.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "# local\n", encoding="utf-8")
    stderr, codes = doc_of_who_5(checkout)
    assert sorted(codes) == ["E0220", "E0225"]
    assert str(path) in stderr and "first written here" in stderr
