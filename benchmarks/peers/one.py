# SPDX-License-Identifier: Apache-2.0
"""One tool in a process of its own: python one.py TOOL DATA REPEATS [csv SOURCE TARGET].

Prints one line of JSON. What a tool does counts only after every row it gave back was right.
"""

from __future__ import annotations

import gc
import importlib
import json
import resource
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

import task

LEVELS = {level: number for number, level in enumerate(task.LEVELS)}
LONGEST = 30.0  # Seconds after which no further repeat of one measurement begins.


def repeated(run: Any, repeats: int) -> list[float]:
    """Seconds of each repeat; what the one before made is given back first."""
    seconds: list[float] = []
    made = None
    while len(seconds) < repeats and sum(seconds) < LONGEST:
        made = None
        gc.collect()
        begin = time.perf_counter()
        made = run()
        seconds.append(time.perf_counter() - begin)
    del made
    return seconds


def in_memory(tool: ModuleType, answers: NDArray[np.uint8], right: task.Columns, repeats: int) -> dict[str, Any]:
    answers = np.ascontiguousarray(answers[:, : getattr(tool, "MOST_ROWS", None)])
    told: dict[str, Any] = {"rows": answers.shape[1]}
    if hasattr(tool, "measure"):
        told["fresh"], found = tool.measure(answers, repeats)
        return told | {"differences": task.differences(found, right)}
    prepared = tool.prepare(answers)
    told["differences"] = task.differences(tool.columns(tool.run(prepared)), right)
    if told["differences"]:
        return told
    told["fresh"] = repeated(lambda: tool.run(prepared), repeats)
    if hasattr(tool, "run_into"):
        out = tool.make_out(prepared)
        found = tool.columns(tool.run_into(prepared, out))
        told["differences"] = task.differences(found, right)
        told["reused"] = repeated(lambda: tool.run_into(prepared, out), repeats)
    return told


def files(tool: ModuleType, source: Path, target: Path, right: task.Columns, repeats: int) -> dict[str, Any]:
    target.unlink(missing_ok=True)
    tool.csv(source, target)
    who = resource.RUSAGE_CHILDREN if hasattr(tool, "FILES_IN_CHILD") else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss // 1024
    names = getattr(tool, "RESULTS", {})
    told: dict[str, Any] = {"differences": differences_of_file(target, right, names), "peak_mib": peak}
    if not told["differences"]:
        told["csv"] = repeated(lambda: tool.csv(source, target), repeats)
    return told


def differences_of_file(file: Path, right: task.Columns, names: dict[str, str]) -> list[str]:
    """`names`: what a tool calls the columns of the task, where that is another name."""
    import pyarrow
    import pyarrow.csv

    table = pyarrow.csv.read_csv(file)
    rows = len(right["value"])
    if table.column("id").to_pylist() != list(range(rows)):
        return [f"the column id is not 0 to {rows - 1}"]
    found = {}
    for name in task.OUTPUTS:
        column = table.column(names.get(name, name))
        if pyarrow.types.is_string(column.type):
            words = {"": None, "no": False, "yes": True} if name == "certain" else {"": None} | LEVELS
            column = pyarrow.chunked_array([pyarrow.array([words[word] for word in column.to_pylist()])])
        if name in task.NONE:
            column = column.cast("float64").fill_null(task.NONE[name])
        found[name] = column.to_numpy()
    return task.differences(task.normal(found), right)


def main(name: str, data: str, repeats: str, *csv: str) -> dict[str, Any]:
    try:
        tool = importlib.import_module(f"tools.{name}")
    except ImportError as error:
        return {"name": name, "absent": str(error)}
    told = {
        "name": tool.NAME,
        "how": tool.HOW,
        "threads": tool.THREADS,
        "required": getattr(tool, "REQUIRED", None),
        "required_csv": getattr(tool, "REQUIRED_CSV", None),
        "is_base": getattr(tool, "IS_BASE", False),
    }
    if not any(hasattr(tool, name) for name in (["csv"] if csv else ["prepare", "measure"])):
        return told | {"absent": "not of this task"}
    why = tool.absent() if hasattr(tool, "absent") else None
    if why:
        return told | {"absent": why}
    told["version"] = tool.version()
    right = dict(np.load(Path(data) / ("csv_reference.npz" if csv else "reference.npz")))
    if csv:
        return told | files(tool, Path(csv[1]), Path(csv[2]), right, int(repeats))
    return told | in_memory(tool, np.load(Path(data) / "answers.npy"), right, int(repeats))


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
