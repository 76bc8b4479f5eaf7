# SPDX-License-Identifier: Apache-2.0
"""Every code block of the documentation does what it says, and every link leads somewhere."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from blocks import PAGES, ROOT, Block, blocks_of, changed, commands_of, is_whole_document, matches

BLOCKS = [block for page in PAGES for block in blocks_of(page)]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)(?P<path>[^)#\s]+)")


def run_vaern(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    named = os.environ.get("VAERN_COMMAND")  # else that of the Python package
    return subprocess.run(
        [*([named] if named else [sys.executable, "-m", "vaern"]), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
        timeout=120,
        check=False,
    )


def named(blocks: list[Block]) -> list[object]:
    return [pytest.param(block, id=str(block)) for block in blocks]


def test_every_block_is_of_a_kind_that_is_tested_or_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    unexplained = []
    for block in BLOCKS:
        tested = block.language in ("python", "console", "bash") or is_whole_document(block)
        if block.remark == "not run":
            with capsys.disabled():
                print(f"\n{block}: not run: {block.remark_text}", end="")
        elif not tested and block.remark not in ("file", "save", "change") and block.language not in ("", "text"):
            unexplained.append(str(block))
    assert unexplained == []


@pytest.mark.parametrize("block", named([b for b in BLOCKS if b.remark == "file"]))
def test_a_block_that_shows_a_file_shows_it_as_it_is(block: Block) -> None:
    assert block.text in (ROOT / block.remark_text).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES])
def test_the_whole_documents_of_a_page_are_without_findings_together(page: Path, tmp_path: Path) -> None:
    documents = [b for b in blocks_of(page) if is_whole_document(b) and b.remark != "not run"]
    for number, block in enumerate(documents):
        (tmp_path / f"block_{number:02}_line_{block.line}.yaml").write_text(block.text, encoding="utf-8")
    if not documents:
        return
    checked = run_vaern(["check", str(tmp_path)], tmp_path)
    assert "[E" not in checked.stdout + checked.stderr, checked.stdout + checked.stderr
    assert re.search(r": 0 errors, 0 warnings(, \d+ hints? \(shown with --hints\))?\n\Z", checked.stderr)
    assert checked.returncode == 0


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES])
def test_the_examples_in_the_instruments_of_a_page_hold(page: Path, tmp_path: Path) -> None:
    instruments = [
        b for b in blocks_of(page) if is_whole_document(b) and "\ninstrument:" in b.text and "\nexamples:" in b.text
    ]
    for number, block in enumerate(instruments):
        path = tmp_path / f"instrument_{number}.yaml"
        path.write_text(block.text, encoding="utf-8")
        tested = run_vaern(["test", str(path)], tmp_path)
        assert tested.returncode == 0, tested.stdout + tested.stderr


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES])
def test_the_commands_and_programs_of_a_page_do_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("instruments", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "page"}
    for block in blocks_of(page):
        if block.remark == "not run":
            continue
        if block.remark in ("save", "change"):
            path = tmp_path / block.remark_text
            path.parent.mkdir(exist_ok=True)
            is_new = block.remark == "save"
            text = block.text if is_new else changed(path.read_text(encoding="utf-8"), block)
            path.write_text(text, encoding="utf-8")
        if block.language == "python":
            run_python(block, names)
        if block.language == "console":
            for command, expected in commands_of(block):
                words = shlex.split(command)
                assert words[0] == "vaern", f"{block}: {command}"
                ran = run_vaern(words[1:], tmp_path)
                printed = (ran.stdout + ran.stderr).splitlines()
                assert matches(expected, printed), f"{block}: {command}\n{ran.stdout}{ran.stderr}"


def run_python(block: Block, names: dict[str, object]) -> None:
    """Runs a program; what it prints is in comments behind or below the calls of print."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.text, str(block), "exec"), names)
    promised = re.findall(r"#> ?(.*)", block.text)
    assert matches([line.rstrip() for line in promised], printed.getvalue().splitlines()), (
        f"{block}:\n{printed.getvalue()}"
    )


@pytest.mark.parametrize("block", named([b for b in BLOCKS if b.language == "bash"]))
def test_the_scripts_that_a_page_names_are_there(block: Block) -> None:
    for line in block.text.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["bash"]:
            assert subprocess.run(["bash", "-n", ROOT / words[1]], check=False).returncode == 0


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "instruments/README.md"]])
def test_every_link_leads_to_a_file_of_the_project(page: Path) -> None:
    broken = [
        found["path"]
        for found in LINK.finditer(page.read_text(encoding="utf-8"))
        if not (page.parent / found["path"]).exists()
    ]
    assert broken == []


def test_the_readme_names_every_command(tmp_path: Path) -> None:
    listed = run_vaern(["--help"], tmp_path).stdout.partition("Subcommands:\n")[2]
    commands = re.findall(r"^  (\w+) ", listed, re.M)
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("| commands | for |\n")[2].partition("\n\n")[0]
    assert len(commands) >= 12
    assert sorted(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", table, re.M)))) == sorted(commands)


def test_no_model_that_ships_is_too_large_to_show_both_ends(tmp_path: Path) -> None:
    """As the README says; class E2 would give bounds without the forms that show them."""
    checked = json.loads(run_vaern(["check", "--json", str(ROOT / "instruments/published")], tmp_path).stdout)
    assert len(checked["files"]) == len(list((ROOT / "instruments/published").glob("*.yaml")))
    assert {file["exactness"] for file in checked["files"]} <= {"E0", "E1"}


def test_every_room_has_a_page_and_every_decision_is_listed() -> None:
    rooms = {folder.name for folder in (ROOT / "include/vaern").iterdir() if folder.is_dir()}
    for folder, pages in (("rooms", {f"{room}.md" for room in rooms}), ("decisions", None)):
        written = {page.name for page in (ROOT / "docs" / folder).glob("*.md")} - {"README.md"}
        listed = re.findall(r"\]\(([^)/]+\.md)\)", (ROOT / "docs" / folder / "README.md").read_text(encoding="utf-8"))
        assert sorted(listed) == sorted(written)
        assert pages is None or written == pages
