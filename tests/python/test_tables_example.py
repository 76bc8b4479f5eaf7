# SPDX-License-Identifier: Apache-2.0
"""The example: a million rows of pandas with ja and nej, -9 codes and three cells that are wrong."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/score_table.py"


@pytest.mark.once
def test_a_million_rows_of_pandas_are_scored_and_three_are_rejected(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(EXAMPLE)])
    made = runpy.run_path(str(EXAMPLE))
    printed = capsys.readouterr()
    assert [(each.row, each.value) for each in made["scored"].rejected] == [
        (17, "måske"),
        (500_000, "7"),
        (999_999, "ja?"),
    ]
    for row in (17, 500_000, 999_999):
        assert f"row {row}, person {made['forms']['person'][row]}: '" in printed.out
    assert "1,000,000 rows in" in printed.err

    # Row for row what the codes say, and nothing where a cell was wrong.
    table, is_scored = made["scored"].table, np.ones(1_000_000, dtype=bool)
    is_scored[[17, 500_000, 999_999]] = False
    assert (table["rejected"].to_numpy() == ~is_scored).all()
    codes = {name: cells for name, cells in made["forms"].items() if name in made["danger"].items}
    right = made["danger"].score_table(codes).table
    for name in ("total_low", "total_high", "level_low", "level_high"):
        found = table[name].cat.codes if name.startswith("level") else table[name]
        assert (found.to_numpy()[is_scored] == right[name][is_scored]).all()
        assert table[name][~is_scored].isna().all()
