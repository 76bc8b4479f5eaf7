# SPDX-License-Identifier: Apache-2.0
"""Puts the reference interpreter on the path, and says how much was compared with it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))

COMPARED = pytest.StashKey[Counter[str]]()


@pytest.fixture
def compared(request: pytest.FixtureRequest) -> Counter[str]:
    """What was compared so far, by its name; printed at the end of the run."""
    return request.config.stash.setdefault(COMPARED, Counter())


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counts = config.stash.get(COMPARED, Counter())
    if counts:
        terminalreporter.section("compared with the reference interpreter")
    for name, count in counts.items():
        terminalreporter.write_line(f"{count:>11,} {name}")
