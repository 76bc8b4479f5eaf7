# SPDX-License-Identifier: Apache-2.0
"""What the Python module shows to the loader: how to start it, and no name of the engine."""

from __future__ import annotations

import subprocess

import vaern._core


def test_no_symbol_of_the_engine_is_visible() -> None:
    shown = subprocess.run(
        ["nm", "--dynamic", "--demangle", "--defined-only", vaern._core.__file__],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert " PyInit__core" in shown
    assert [line for line in shown.splitlines() if "vaern::" in line] == []
