# SPDX-License-Identifier: Apache-2.0
"""The tests take the locale of the environment, as a host application would.

tests/run.sh runs them a second time under a locale with a decimal comma. It has them run by several
workers (pytest-xdist), whose sums are added up here.
"""

from __future__ import annotations

import locale
from collections import Counter
from typing import Any

import pytest

try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:  # A locale that is not installed; tools/danish_locale.py tells when it must be.
    locale.setlocale(locale.LC_ALL, "C")

COMPARED = pytest.StashKey[Counter[str]]()
LEFT_OUT = pytest.StashKey[list[str]]()


@pytest.fixture
def compared(request: pytest.FixtureRequest) -> Counter[str]:
    """What was compared with the reference interpreter so far, by its name; printed at the end."""
    return request.config.stash.setdefault(COMPARED, Counter())


class Workers:
    """Takes over what the workers tell when they end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._told = False

    def pytest_testnodedown(self, node: Any) -> None:
        told = getattr(node, "workeroutput", {})
        self._config.stash.setdefault(COMPARED, Counter()).update(told.get("compared", {}))
        if not self._told and "left_out" in told:  # every worker leaves the same ones out
            self._told = True
            self._config.hook.pytest_deselected(items=told["left_out"])


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.hook, "pytest_testnodedown"):  # where pytest-xdist is
        config.pluginmanager.register(Workers(config))


def pytest_deselected(items: list[Any]) -> None:
    for item in items:
        if isinstance(item, pytest.Item):
            item.config.stash.setdefault(LEFT_OUT, []).append(item.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # this is a worker
        stash = session.config.stash
        session.config.workeroutput["compared"] = dict(stash.get(COMPARED, Counter()))
        session.config.workeroutput["left_out"] = stash.get(LEFT_OUT, [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counts = config.stash.get(COMPARED, Counter())
    if counts:
        terminalreporter.section("compared with the reference interpreter")
    for name, count in counts.items():
        terminalreporter.write_line(f"{count:>11,} {name}")
