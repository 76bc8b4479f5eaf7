# SPDX-License-Identifier: Apache-2.0
"""The command `vaern score MODEL table.csv -o scored.csv`: files, in a process of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

import vaern

from task import ITEMS, MODEL

NAME = "vaern, the command"
HOW = "vaern score MODEL table.csv -o scored.csv"
THREADS = "all"
IS_BASE = True
FILES_IN_CHILD = True


def score(source, target):
    command = [sys.executable, "-m", "vaern", "score", str(MODEL), str(source), "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip()[-2000:]


def absent():
    """It is there when it can score a file of one row."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "one.csv", Path(folder) / "scored.csv"
        source.write_text(",".join(["id", *ITEMS]) + "\n0" + ",1" * len(ITEMS) + "\n")
        return None if not score(source, target) and target.is_file() else "not built"


def version():
    return f"vaern {vaern.__version__}"


def csv(source, target):
    problem = score(source, target)
    if problem:
        raise RuntimeError(problem)
