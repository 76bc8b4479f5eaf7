# SPDX-License-Identifier: Apache-2.0
"""R, in its own process: base R over a matrix, data.table for files. It measures itself."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from task import FOLDER, OUTPUTS, normal

NAME = "R"
HOW = "base R: rowSums over a matrix of integers with NA, cut-offs by findInterval"
THREADS = "1"
MOST_ROWS = 2_000_000
FILES_IN_CHILD = True
PROGRAM = FOLDER / "tools" / "r_base.R"


def absent():
    return None if shutil.which("Rscript") else "Rscript is not installed"


def rscript(*arguments):
    command = ["Rscript", "--vanilla", str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip()[-2000:])
    return done.stdout.split()


def version():
    return "R " + rscript("version")[0]


def measure(answers, repeats):
    """Seconds of every repeat, and the columns of the last."""
    rows = answers.shape[1]
    with tempfile.TemporaryDirectory() as folder:
        answers.tofile(Path(folder) / "answers.bin")
        seconds = [float(each) for each in rscript("table", folder, rows, repeats)]
        result = {name: np.fromfile(Path(folder) / f"{name}.bin", np.float64) for name in OUTPUTS}
    return seconds, normal(result)


def csv(source, target):
    rscript("csv", os.fspath(source), os.fspath(target))
