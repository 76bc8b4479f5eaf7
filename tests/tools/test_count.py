# SPDX-License-Identifier: Apache-2.0
"""The sum on the last line of tests/run.sh can be trusted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from count import main  # noqa: E402

CASES = {
    "passed": '<testcase name="a" status="run"/>',
    "failed": '<testcase name="b" status="fail"><failure message=""/></testcase>',
    "broken": '<testcase name="c"><error message=""/></testcase>',
    "skipped": '<testcase name="d"><skipped/></testcase>',
}


def write_suite(folder: Path, name: str, status: int, cases: list[str] | None) -> None:
    (folder / f"{name}.status").write_text(f"{status}\n")
    if cases is not None:
        body = "".join(CASES[case] for case in cases)
        junit = f"<testsuites><testsuite>{body}</testsuite></testsuites>"
        (folder / f"{name}.xml").write_text(junit)


def counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = main(folder)
    return code, [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_the_last_line_is_the_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_suite(tmp_path, "one", 0, ["passed", "passed", "skipped"])
    write_suite(tmp_path, "two", 0, None)
    code, lines = counted(tmp_path, capsys)
    assert code == 0
    assert sorted(lines) == [
        "3 passed, 0 failed, 1 skipped",
        "one 2 passed, 0 failed, 1 skipped",
        "two 1 passed, 0 failed, 0 skipped",
    ]
    assert lines[-1] == "3 passed, 0 failed, 1 skipped"


def test_failures_and_errors_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_suite(tmp_path, "one", 1, ["passed", "failed", "broken"])
    assert counted(tmp_path, capsys)[0] == 1
    write_suite(tmp_path, "one", 0, ["passed", "failed"])
    one = "1 passed, 1 failed, 0 skipped"
    assert counted(tmp_path, capsys) == (1, [f"one {one}", one])


def test_a_suite_that_died_counts_as_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_suite(tmp_path, "one", 139, ["passed"])
    one = "1 passed, 1 failed, 0 skipped"
    assert counted(tmp_path, capsys) == (1, [f"one {one}", one])
    (tmp_path / "one.xml").write_text("<testsuites><testsui")
    assert counted(tmp_path, capsys)[0] == 1


def test_nothing_counted_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert counted(tmp_path, capsys) == (1, ["0 passed, 1 failed, 0 skipped"])
