# SPDX-License-Identifier: Apache-2.0
"""What `vaern score MODEL table.csv` leaves behind: a whole result, or what was there before."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import vaern

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "tests/golden/models"
NAMED = os.environ.get("VAERN_COMMAND")
COMMAND = [NAMED] if NAMED else [sys.executable, "-m", "vaern"]
HEAD = "person,sleep,fear\n"
ROW = "p1,often,yes\n"


def command(*words: str) -> list[str]:
    return [*COMMAND, "score", "example-scale", *words, "--models", str(MODELS)]


def score(folder: Path, *words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command(*words), cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False, **more
    )


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_result_replaces_what_was_there_and_says_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(HEAD + ROW)
    (tmp_path / "s.csv").write_text("before")
    done = score(tmp_path, "t.csv", "-o", "s.csv", "--result", "level", "--missing", "vil ikke svare=refused")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path) == ["s.csv", "s.csv-metadata.json", "t.csv"]
    assert (tmp_path / "s.csv").read_text() == "person,level\np1,high\n"
    about = json.loads((tmp_path / "s.csv-metadata.json").read_text())
    assert about["url"] == "s.csv"
    assert about["notes"][0]["instrument"] == "example-scale@1"
    assert about["notes"][0]["missing"] == {"vil ikke svare": "refused"}


def test_a_scored_table_may_lie_among_the_models(tmp_path: Path) -> None:
    shutil.copy(MODELS / "example-scale.yaml", tmp_path)
    (tmp_path / "t.csv").write_text(HEAD + ROW)
    assert score(tmp_path, "t.csv", "-o", "scored.csv").returncode == 0
    assert "scored.csv-metadata.json" in files(tmp_path)
    library = vaern.load(tmp_path)
    assert not library.findings
    assert library.instrument("example-scale").version == "1"


def test_a_table_at_fault_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(HEAD + ROW * 100_000 + "p,maybe,\n")
    (tmp_path / "s.csv").write_text("before")
    done = score(tmp_path, "t.csv", "-o", "s.csv", "--language", "da")
    assert done.returncode == 1
    assert "t.csv:100002: fejl[E0502]" in done.stderr
    assert "der er ikke skrevet noget" in done.stderr
    assert files(tmp_path) == ["s.csv", "t.csv"]
    assert (tmp_path / "s.csv").read_text() == "before"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_nothing_half_done(tmp_path: Path, sent: signal.Signals) -> None:
    with subprocess.Popen(command("-", "--table", "-o", "s.csv"), cwd=tmp_path, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        running.stdin.write((HEAD + ROW * 200_000).encode())
        running.stdin.flush()
        for _ in range(6000):
            if files(tmp_path):
                break
            time.sleep(0.01)
        assert [name for name in files(tmp_path) if ".part-" in name]
        running.send_signal(sent)
        running.stdin.close()
        assert running.wait(timeout=60) == -sent
    assert files(tmp_path) == []


def test_standard_input_and_output_are_files_too(tmp_path: Path) -> None:
    done = score(tmp_path, "-", "--table", "--result", "level", "--about", "about.json", input=HEAD + ROW)
    assert done.stdout == "person,level\np1,high\n"
    assert files(tmp_path) == ["about.json"]
    stopped = score(tmp_path, "-", "--table", "-o", "-", input="sleep,fear\nnever,maybe\n")
    assert (stopped.returncode, stopped.stdout) == (1, "")


def test_the_layout_can_be_named(tmp_path: Path) -> None:
    text = "a;person|sleep|fear\nx;y|often|yes\n"
    done = score(tmp_path, "-", "--table", "--delimiter", "|", "--key", "a;person", "--result", "level", input=text)
    assert done.stdout == "a;person|level\nx;y|high\n", done.stderr
    tabs = score(tmp_path, "-", "--table", "--delimiter", "tab", "--result", "level", input="sleep\tfear\noften\tyes\n")
    assert tabs.stdout == "level\nhigh\n", tabs.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["t.csv", "--json"], "--json belongs to a form"),
        (["t.yaml", "--key", "person"], "--key belongs to a table"),
        (["t.csv", "--missing", "-9"], "--missing -9: write"),
        (["t.csv", "--missing", "-9=perhaps"], "the reasons are not_asked, "),
        (["t.csv", "--missing", "-9=unknown", "--missing", "-9=refused"], "names '-9' twice"),
        (["t.csv", "--column", "gun"], "--column gun: write"),
        (["t.csv", "--keep", "all", "--key", "person"], "--keep all and --key exclude"),
        (["t.csv", "--rejected", "r.csv"], "--rejected needs --on-error collect"),
        (["t.csv", "--delimiter", "ab"], "--delimiter ab: one sign"),
        (["t.csv", "-o", "nowhere/s.csv"], "there is no folder nowhere"),
    ],
)
def test_wrong_use_is_said(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "t.csv").write_text(HEAD + ROW)
    done = score(tmp_path, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert files(tmp_path) == ["t.csv"]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("nowhere.csv", "folder.csv"):
        done = score(tmp_path, name, "-o", "s.csv")
        assert done.returncode == 1
        assert f"{name}: error[E0106]" in done.stderr


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    with (tmp_path / "t.csv").open("w") as file:
        file.write("person,sleep,fear,note\n")
        for _ in range(26):
            file.write(("p1,often,yes," + "x" * 1000 + "\n") * 10_000)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (200 << 20, 200 << 20))

    done = score(tmp_path, "t.csv", "-o", "s.csv", "--result", "level", "--threads", "2", preexec_fn=small)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "t.csv").stat().st_size > 200 << 20
    assert (tmp_path / "s.csv").stat().st_size == len("person,level\n") + 260_000 * len("p1,high\n")
