# SPDX-License-Identifier: Apache-2.0
"""The command `vaern score MODEL table.csv -o scored.csv`: files, in a process of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

import vaern

from task import ITEMS, MODEL

NAME = "vaern, the command"
# The columns of the task, by the names that the result gives them.
RESULTS = {
    "value": "total",
    "lowest": "total_low",
    "highest": "total_high",
    "level": "level_computed",
    "low": "level_low",
    "high": "level_high",
    "certain": "level_certain",
}
OPTIONS = ["--key", "id", *(word for name in RESULTS.values() for word in ("--result", name))]
HOW = f"vaern score reference.yaml table.csv {' '.join(OPTIONS)} -o scored.csv"
THREADS = "all"
IS_BASE = True
FILES_IN_CHILD = True


def score(source, target):
    vaern_score = [sys.executable, "-m", "vaern", "score", str(MODEL), str(source)]
    command = [*vaern_score, *OPTIONS, "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip()[-2000:]


def absent():
    """It is there when it can score a file of one row."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "one.csv", Path(folder) / "scored.csv"
        source.write_text(",".join(["id", *ITEMS]) + "\n0" + ",1" * len(ITEMS) + "\n")
        return score(source, target) or (None if target.is_file() else "not built")


def version():
    return f"vaern {vaern.__version__}"


def csv(source, target):
    problem = score(source, target)
    if problem:
        raise RuntimeError(problem)
