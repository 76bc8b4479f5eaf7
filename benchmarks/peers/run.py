# SPDX-License-Identifier: Apache-2.0
"""Every tool in turn on the same data: python run.py [--rows N] [--only TOOL ...].

Makes the data, scores it once by the plain reference, runs each tool in a process of its own and
writes what was measured to FOLDER/peers.json. `benchmarks/run.sh` calls it and writes the report.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import vaern

import task

SHARES = {"single": 0.05, "block": 0.03, "block_size": 5}
ORDER = ["vaern_table", "vaern_command", "vaern_rows", "numpy_expert", "numpy_plain", "polars_frame", "duckdb_sql"]


def busy_share(seconds: float = 2.0) -> float:
    """What others take of all cores while nothing is measured."""

    def ticks() -> list[int]:
        first = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0]
        return [int(each) for each in first.split()[1:9]]

    before = ticks()
    time.sleep(seconds)
    passed = [now - then for now, then in zip(ticks(), before)]
    idle = passed[3] + passed[4]
    return 1 - idle / max(sum(passed), 1)


def tools() -> list[str]:
    """Those that must come first or last, then the others by name."""
    found = sorted(
        path.stem for path in (task.FOLDER / "tools").glob("*.py") if path.stem != "__init__"
    )
    return [name for name in ORDER if name in found] + [name for name in found if name not in ORDER]


def make_data(folder: Path, rows: int, csv_rows: int, seed: int) -> None:
    instrument = vaern.loads(task.MODEL.read_text(encoding="utf-8"))
    made = vaern.synthetic(instrument, rows=rows, seed=seed, missing=SHARES, keys=False)
    answers = np.stack([made[item] for item in task.ITEMS])
    np.save(folder / "answers.npy", answers)
    np.savez(folder / "reference.npz", **task.reference(answers))
    few = answers[:, :csv_rows]
    np.savez(folder / "csv_reference.npz", **task.reference(few))
    columns = {"id": pa.array(np.arange(few.shape[1], dtype=np.int32))}
    for item, column in zip(task.ITEMS, few):
        columns[item] = pa.array(column, mask=column == task.MISSING)
    options = pyarrow.csv.WriteOptions(quoting_style="none")
    pyarrow.csv.write_csv(pa.table(columns), folder / "answers.csv", options)


def measured(name: str, folder: Path, repeats: int, *csv: str) -> dict[str, Any]:
    command = [sys.executable, str(task.FOLDER / "one.py"), name, str(folder), str(repeats), *csv]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {"name": name, "failed": (done.stderr.strip().splitlines() or ["no output"])[-1]}
    return json.loads(done.stdout.splitlines()[-1])


def tell(told: dict[str, Any], rows: int) -> str:
    if "failed" in told:
        return f"FAILED: {told['failed']}"
    if "absent" in told:
        return told["absent"]
    if told["differences"]:
        return "WRONG: " + "; ".join(told["differences"][:3])
    if "csv" in told:
        return f"{rows / median(told['csv']) / 1e6:8.3f} M rows/s, {told['peak_mib']} MiB at most"
    return f"{told['rows'] / median(told['fresh']) / 1e6:8.3f} M rows/s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--csv-rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"))
    parser.add_argument("--only", nargs="*", default=None, help="names of files in tools/")
    given = parser.parse_args()
    folder = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    csv_rows = min(given.csv_rows, given.rows)
    busy = busy_share()
    print(f"data: {given.rows:,} rows, scored by the plain reference", flush=True)
    make_data(folder, given.rows, csv_rows, given.seed)
    chosen = given.only or tools()
    result: dict[str, Any] = {
        "rows": given.rows, "csv_rows": csv_rows, "seed": given.seed, "missing": SHARES,
        "csv_bytes": (folder / "answers.csv").stat().st_size, "memory": {}, "csv": {},
    }  # fmt: skip
    csv = ["csv", str(folder / "answers.csv"), str(folder / "scored.csv")]
    for title, key, arguments, rows in (
        ("in memory", "memory", [], given.rows), ("CSV to scored CSV", "csv", csv, csv_rows),
    ):  # fmt: skip
        print(title, flush=True)
        for name in chosen:
            told = measured(name, folder, given.repeats, *arguments)
            if told.get("absent") == "not of this task":
                continue
            result[key][name] = told
            print(f"  {told['name']:<24} {tell(told, rows)}", flush=True)
    result["busy"] = max(busy, busy_share())
    (folder / "peers.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    for file in ("answers.npy", "answers.csv", "scored.csv"):
        (folder / file).unlink(missing_ok=True)
    bad = [
        told
        for part in ("memory", "csv")
        for told in result[part].values()
        if "failed" in told or told.get("differences")
    ]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
