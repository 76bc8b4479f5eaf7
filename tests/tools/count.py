# SPDX-License-Identifier: Apache-2.0
"""Counts the tests of a run: one line a suite, then the sum alone on the last line.

A suite NAME left NAME.status (the exit code of its command) and, where it counts cases, NAME.xml
(JUnit). A suite that failed without a failed case counts one failure: it ended before it could
count. The exit code is 0 when nothing failed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree


class Count(NamedTuple):
    passed: int
    failed: int
    skipped: int

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count_cases(junit: Path) -> Count:
    """The cases of a JUnit file, one by one; its own sums are not trusted."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(junit).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return Count(passed, failed, skipped)


def count_suite(status: Path) -> Count:
    succeeded = status.read_text().strip() == "0"
    junit = status.with_suffix(".xml")
    if not junit.exists():
        return Count(1, 0, 0) if succeeded else Count(0, 1, 0)
    try:
        count = count_cases(junit)
    except ElementTree.ParseError:
        return Count(0, 1, 0)
    if not succeeded and count.failed == 0:
        return count._replace(failed=1)
    return count


def main(folder: Path) -> int:
    suites = sorted(folder.glob("*.status"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    counts = [count_suite(path) for path in suites]
    width = max((len(path.stem) for path in suites), default=0)
    for path, count in zip(suites, counts, strict=True):
        print(f"{path.stem:<{width}}  {count}")
    if not counts:
        counts = [Count(0, 1, 0)]
    total = Count(*(sum(column) for column in zip(*counts, strict=True)))
    print(total)
    return 0 if total.failed == 0 and total.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
