# SPDX-License-Identifier: Apache-2.0
"""Copies of plans by the command: what belongs together, and files that a discreet copy may have."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import run_golden as golden  # noqa: E402

CASE = "examples/cases/complete.yaml"


@pytest.mark.parametrize(
    "words, fault",
    [
        (["--large"], "--large belongs to a copy"),
        (["--format", "html"], "--format html belongs to a copy"),
        (["--names", "n.yaml"], "--names belongs to a copy"),
        (["--copy", "recipient"], "needs who gets it"),
        (["--copy", "recipient", "--section", "home"], "needs who gets it"),
        (["--copy", "person", "--section", "home"], "belong to --copy recipient"),
        (["--copy", "discreet", "--names", "n.yaml"], "a discreet copy holds no names"),
        (["--copy", "person", "--names", "n.yaml", "--json"], "JSON holds no names"),
        (["--copy", "person", "--large"], "--large belongs to --format html"),
        (["--easy"], "--easy belongs to a copy"),
        (["--copy", "agency", "--easy"], "--easy belongs to --copy person and --copy discreet"),
        (["--copy", "card", "--easy"], "--easy belongs to --copy person and --copy discreet"),
        (["--copy", "agency", "--translation", "w.po"], "--translation belongs to"),
        (["--copy", "mine"], "--copy"),
        (["--copy", "recipient", "--recipient", "person", "--section", "home"], "not the person"),
    ],
)
def test_words_that_do_not_belong_together_are_wrong_use(words, fault):
    done = golden.vaern(["plan", CASE, *words])
    assert done.returncode == 2
    assert done.stdout == b""
    assert fault in done.stderr.decode()


def test_a_discreet_copy_is_written_where_its_name_could_be_anybodys(tmp_path_factory):
    # The path is looked at as it is given, and a folder with the name of this test would tell.
    folder = tmp_path_factory.mktemp("brev")
    (folder / "sikkerhedsplan").mkdir()
    names = {"husk.html": 0, "min-plan.html": 1, "k-0412.html": 1, "VÆRN.html": 1}
    for name, code in {**names, "sikkerhedsplan/husk.html": 1}.items():
        file = folder / name
        given = os.path.relpath(file, golden.ROOT)
        done = golden.vaern(["plan", CASE, "--copy", "discreet", "--format", "html", "-o", given])
        assert done.returncode == code
        assert file.exists() == (code == 0)
        assert (b"E1093" in done.stderr) == (code == 1)


@pytest.mark.parametrize("copy", ["person", "agency", "card"])
def test_a_copy_in_a_file_is_read_by_nobody_but_its_owner(tmp_path, copy):
    file = tmp_path / "brev.txt"
    file.write_text("before")
    file.chmod(0o644)
    assert golden.vaern(["plan", CASE, "--copy", copy, "-o", str(file)]).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() != "before"


def test_nothing_beside_a_discreet_copy_tells_of_the_case(tmp_path):
    text = (golden.ROOT / CASE).read_text(encoding="utf-8")
    ring = ["digital", "home", "children", "digital"]
    pairs = ", ".join(f"{{more: {a}, than: {b}, times: 9}}" for a, b in zip(ring, ring[1:], strict=False))
    priorities = f"priorities: {{pairs: [{pairs}]}}"
    quiet = tmp_path / "quiet.yaml"
    quiet.write_text(text.replace("    measures:\n", f"    {priorities}\n    measures:\n", 1), encoding="utf-8")
    person = golden.vaern(["plan", str(quiet), "--copy", "person"])
    assert b"E0870" in person.stderr
    discreet = golden.vaern(["plan", str(quiet), "--copy", "discreet"])
    assert discreet.returncode == 0
    assert discreet.stderr == b""
    assert discreet.stdout == golden.vaern(["plan", CASE, "--copy", "discreet"]).stdout


@pytest.mark.parametrize("language, words", [("en", "a table of names has"), ("da", "en navneliste har")])
def test_an_empty_table_of_names_is_not_taken_for_a_model(tmp_path, language, words):
    file = tmp_path / "names.yaml"
    file.write_text("")
    done = golden.vaern(["plan", CASE, "--copy", "person", "--names", str(file), "--language", language])
    assert done.returncode == 1
    assert "E0107" in done.stderr.decode()
    assert words in done.stderr.decode()
    assert "vaern: 1" not in done.stderr.decode()


def test_without_a_copy_the_plan_is_what_it_was():
    whole = golden.vaern(["plan", CASE, "--format", "json"])
    assert whole.stdout == golden.vaern(["plan", CASE, "--json"]).stdout
    assert whole.stdout.startswith(b'{"catalogue":"partner-violence@1"')


def test_a_translation_is_begun_filled_in_and_printed(tmp_path):
    po = tmp_path / "words.po"
    assert golden.vaern(["translate", "partner-violence", "-o", str(po)]).returncode == 0
    lines = po.read_text(encoding="utf-8").replace("Language: ", "Language: ar").splitlines()
    for at, line in enumerate(lines):
        if line == 'msgstr ""' and lines[at - 1] != 'msgid ""':
            lines[at] = 'msgstr "كلمة 112"'  # the danger line is one with the number
    po.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rest = golden.vaern(["translate", "partner-violence@1", "--lacks", str(po)]).stdout
    assert b"msgctxt" not in rest
    page = golden.vaern(["plan", CASE, "--copy", "person", "--translation", str(po), "--format", "html"])
    assert b'<html lang="ar" dir="rtl">' in page.stdout


def test_a_programme_that_is_not_there_is_named():
    done = golden.vaern(["translate", "partner-violense"])
    assert done.returncode == 1
    assert b"partner-violense" in done.stderr
