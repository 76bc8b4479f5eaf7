# SPDX-License-Identifier: Apache-2.0
"""Everything that was measured in one run, as a page: python report.py FOLDER REPORT.

FOLDER holds peers.json (run.py), caseload.json (caseload.py) and the output of every Google
Benchmark program as bench_*.json. Times differ from machine to machine and from hour to hour, so
every claim is a ratio of two figures of the same run. Prints the page and writes it.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
from pathlib import Path
from statistics import median
from typing import Any

from caseload_page import caseload_requirements, caseload_table, caseload_told
from words import Row, met, number, spread, table

# What the C++ benchmarks are held to; names are in benchmarks/README.md.
REFERENCE_ROWS_A_SECOND = 300e6
REFERENCE_SHARE = 0.60
TWO_CORES = 1.7
SHIPPED_SHARE = 0.40
SETS = 1.20
MOST_BUSY = 0.10  # Of the cores, by others.


# The machine


def first_line(path: str, key: str) -> str:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        return "?"
    found = re.search(rf"^{key}\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else "?"


def caches() -> str:
    told = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((index / name).read_text().strip() for name in ("level", "type", "size"))
        if kind != "Instruction":
            told.append(f"L{level} {size}")
    return ", ".join(told) or "?"


def machine() -> str:
    kib = int(first_line("/proc/meminfo", "MemTotal").split()[0])
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "?")
    return (
        f"{first_line('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} cores in use; "
        f"caches as the system tells them: {caches()}; {kib / 2**20:.1f} GiB of memory; {system}, "
        f"Python {platform.python_version()}."
    )


# The C++ benchmarks


def benchmarks(folder: Path) -> list[dict[str, Any]]:
    """The medians, with the spread over repetitions where there are any."""
    found = []
    for file in sorted(folder.glob("bench_*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))["benchmarks"]
        runs: dict[str, list[dict[str, Any]]] = {}
        for each in told:
            if each.get("run_type", "iteration") == "iteration" and not each.get("error_occurred"):
                runs.setdefault(each["run_name"], []).append(each)
        for name, list_of in runs.items():
            one = dict(sorted(list_of, key=lambda each: each["real_time"])[len(list_of) // 2])
            one["times"] = [each["real_time"] for each in list_of]
            one["name"] = re.sub(r"/(real_time|manual_time|iterations:\d+|repeats:\d+)", "", name)
            one["program"] = file.stem.removeprefix("bench_").removesuffix("_benchmark")
            found.append(one)
    return found


class Turns:
    """What a benchmark measured in turns: the median, and the quartiles."""

    def __init__(self, one: dict[str, Any], name: str, factor: float = 1) -> None:
        self.middle, self.low, self.high = (one[name + part] * factor for part in ("", "_q1", "_q3"))

    @classmethod
    def of(cls, one: dict[str, Any], name: str, factor: float = 1) -> Turns | None:
        return cls(one, name, factor) if name in one else None

    def share(self) -> str:
        return f"{self.middle:.0%} ({self.low:.0%}–{self.high:.0%})"

    def more(self) -> str:
        return f"{self.middle - 1:.0%} more ({self.low - 1:.0%}–{self.high - 1:.0%})"


def threads_of(one: dict[str, Any]) -> int:
    named = re.search(r"threads?:(\d+)", one["name"])
    return int(named[1]) if named else int(one.get("threads", 1))


def bandwidths(found: list[dict[str, Any]]) -> dict[tuple[str, int], float]:
    return {
        (one["name"].split("/")[0], threads_of(one)): one["bytes_per_second"]
        for one in found
        if one["program"] == "bandwidth"
    }


def bandwidth_table(memory: dict[tuple[str, int], float]) -> str:
    names = {
        "Read": "reading", "Write": "writing", "Copy": "copying (read + written)",
        "ReferenceMix": "the mix of the reference task: 20 bytes read, 7 written a row",
        "FirstTouch": "first touch of fresh memory",
    }  # fmt: skip
    rows = [
        [text, *(f"{memory[name, n] / 1e9:.2f}" if (name, n) in memory else "?" for n in (1, 2))]
        for name, text in names.items()
    ]
    return table(["GB/s", "1 thread", "2 threads"], rows)


def share_of_memory(one: dict[str, Any], memory: dict[tuple[str, int], float]) -> str:
    """In turns with the loop over its own columns, else of what the memory gave before."""
    in_turns = Turns.of(one, "of_bandwidth")
    if in_turns:
        return in_turns.share()
    most = memory.get(("ReferenceMix", threads_of(one)))
    return f"{one['bytes_per_second'] / most:.0%}" if most and "bytes_per_second" in one else ""


def benchmark_table(found: list[dict[str, Any]], memory: dict[tuple[str, int], float]) -> str:
    units = {"s": 1, "ms": 1e3, "us": 1e6, "ns": 1e9}
    rows = []
    for one in found:
        if one["program"] == "bandwidth":
            continue
        unit = one["time_unit"]
        time, rate = one["real_time"], one.get("items_per_second")
        in_turns = Turns.of(one, "seconds", units[unit])
        if in_turns:
            rate = rate and rate * time / in_turns.middle
            time = in_turns.middle
        sets = Turns.of(one, "sets_cost")
        rows.append(
            [
                f"{one['program']}: {one['name']}",
                f"{number(time)} {unit}",
                spread([in_turns.low, in_turns.high] if in_turns else one["times"]),
                f"{rate / 1e6:,.1f} M/s" if rate else "",
                share_of_memory(one, memory),
                sets.more() if sets else "",
            ]
        )
    if not rows:
        return "No benchmark of a layer was built.\n"
    return table(["benchmark", "median", "spread", "items", "of the bandwidth", "exact sets"], rows)


def layer_requirements(found: list[dict[str, Any]]) -> list[Row]:
    reused = {
        threads_of(one): one for one in found
        if one["name"].startswith("reference_task/")
    }  # fmt: skip
    alone = ["reference task on one core, reused buffers",
             f"≥ {REFERENCE_ROWS_A_SECOND / 1e6:.0f} M rows/s"]  # fmt: skip
    if 1 not in reused:
        return [[*alone, "not built", "–"], *shipped_requirements(found)]
    one = reused[1]
    rows_a_second = one["items_per_second"] * one["real_time"] / 1e3
    seconds, share = Turns(one, "seconds"), Turns(one, "of_bandwidth")
    middle, low, high = (rows_a_second / each / 1e6 for each in (seconds.middle, seconds.high, seconds.low))
    rows = [[*alone, f"{middle:,.0f} M rows/s ({low:,.0f}–{high:,.0f})",
             met(middle * 1e6 >= REFERENCE_ROWS_A_SECOND)],
            ["the same, of the memory bandwidth", f"≥ {REFERENCE_SHARE * 100:.0f} %", share.share(),
             met(share.middle >= REFERENCE_SHARE)]]  # fmt: skip
    if 2 in reused:
        two = Turns(reused[2], "times_one_thread")
        rows.append(["the same on two cores", f"≥ {TWO_CORES} ×",
                     f"{two.middle:.2f} × ({two.low:.2f}–{two.high:.2f})",
                     met(two.middle >= TWO_CORES)])  # fmt: skip
    return rows + shipped_requirements(found)


def shipped_requirements(found: list[dict[str, Any]]) -> list[Row]:
    """Of the instrument that is worst at it."""
    shipped = {one["name"].split("/")[1]: one for one in found if one["name"].startswith("published/")}
    shares = {name: Turns(one, "of_bandwidth") for name, one in shipped.items()}
    costs = {name: Turns(one, "sets_cost") for name, one in shipped.items() if "sets_cost" in one}
    of_bandwidth = f"≥ {SHIPPED_SHARE * 100:.0f} % of the bandwidth"
    dearer = f"< {(SETS - 1) * 100:.0f} % more"
    if not shares or not costs:
        return [["every shipped instrument", of_bandwidth, "not built", "–"],
                ["exact sets on tables with 5 % missing", dearer, "not built", "–"]]  # fmt: skip
    slowest = min(shares, key=lambda name: shares[name].middle)
    dearest = max(costs, key=lambda name: costs[name].middle)
    return [[f"shipped instruments ({len(shares)}), the slowest: {slowest}", of_bandwidth,
             shares[slowest].share(), met(shares[slowest].middle >= SHIPPED_SHARE)],
            [f"exact sets on tables with 5 % missing, the dearest: {dearest}", dearer,
             costs[dearest].more(), met(costs[dearest].middle < SETS)]]  # fmt: skip


# The other tools


def rate(told: dict[str, Any], key: str, rows: int) -> float | None:
    return told.get("rows", rows) / median(told[key]) if told.get(key) else None


def state(told: dict[str, Any]) -> str:
    if "failed" in told:
        return f"failed: {told['failed']}"
    if told.get("differences"):
        return "wrong rows, not counted"
    return told.get("absent", "")


def ratio(base: float | None, other: float | None) -> str:
    return f"{number(base / other)} ×" if base and other else "–"


def peer_tables(peers: dict[str, Any], part: str) -> tuple[str, list[Row]]:
    """The table of one task, and what is required of it."""
    key, rows_of_part, wanted = {
        "memory": ("fresh", peers["rows"], "required"),
        "csv": ("csv", peers["csv_rows"], "required_csv"),
    }[part]
    tools = list(peers[part].values())
    base = next((rate(told, key, rows_of_part) for told in tools
                 if told.get("is_base") and told.get(key)), None)  # fmt: skip
    best = max((rate(told, key, rows_of_part) or 0 for told in tools), default=0)
    lines, needs = [], []
    for told in tools:
        name = told["name"] + (f" ({told['version']})" if "version" in told else "")
        own = rate(told, key, rows_of_part)
        if own is None:
            lines.append([name, state(told), "", "", "", told.get("threads", "")])
        else:
            reused = rate(told, "reused", rows_of_part)
            last = f"{told['peak_mib']} MiB" if part == "csv" else number(reused / 1e6) if reused else ""
            all_rates = [told.get("rows", rows_of_part) / each / 1e6 for each in told[key]]
            lines.append([name, number(own / 1e6), spread(all_rates), last,
                          ratio(base or best, own), str(told["threads"])])  # fmt: skip
        if told.get(wanted):
            times = base / own if base and own else None
            task = "fresh output" if part == "memory" else "CSV to scored CSV"
            needs.append([f"{told['name']}, {task}", f"≥ {told[wanted]:,} ×",
                          f"{number(times)} ×" if times else "not built" if own else state(told),
                          met(None if times is None else times >= told[wanted])])  # fmt: skip
    head = ["tool", "M rows/s, median", "spread", "peak memory" if part == "csv" else "reused buffers",
            "vaern is faster" if base else "the fastest here is faster", "threads"]  # fmt: skip
    return table(head, lines), needs


def how(peers: dict[str, Any]) -> str:
    return "".join(
        f"- **{told['name']}**: {told['how']}."
        + (f" {told['rows']:,} rows." if told.get("rows", peers["rows"]) != peers["rows"] else "")
        + "\n"
        for told in peers["memory"].values()
        if "how" in told
    )


def busy(peers: dict[str, Any]) -> str:
    if peers["busy"] <= MOST_BUSY:
        return ""
    return (
        f"\n**Not to be relied on.** Other work took {peers['busy']:.0%} of the cores while this was "
        "measured. Run it again on a machine that is left alone.\n"
    )


def page(folder: Path) -> str:
    peers = json.loads((folder / "peers.json").read_text(encoding="utf-8"))
    found = benchmarks(folder)
    memory = bandwidths(found)
    in_memory, needs = peer_tables(peers, "memory")
    files, file_needs = peer_tables(peers, "csv")
    cases = caseload_told(folder)
    shares = peers["missing"]
    needs = layer_requirements(found) + needs + file_needs + caseload_requirements(cases, found)
    return f"""# Benchmarks

Written by `bash benchmarks/run.sh`, which measures everything anew; nothing here is typed by hand. What is compared, and how to add a tool, is in [README.md](README.md).

**Machine.** {machine()}
{busy(peers)}
**Method.** Every figure is of one run on one machine, and every claim is a ratio of two of them. The data are made by `vaern.synthetic` (seed {peers["seed"]}; {shares["single"]:.0%} of single answers and {shares["block"]:.0%} of blocks of {shares["block_size"]} left open), the same for all, and given to each tool in the form it likes best before the clock starts. A tool runs in a process of its own, with the threads it takes by default.
What it gives back is first compared, every row and every column, with a plain reference in exact numbers; only then it is timed: once to warm up, then {len(next((t["fresh"] for t in peers["memory"].values() if t.get("fresh")), []))} times (fewer where that takes more than half a minute), the median with the fastest and slowest. *Fresh output* is made anew each time, by everybody; *reused buffers* are written again.
The bandwidth is what this machine gave to simple loops over arrays far beyond its caches, in the same run. What tables take is measured in turns, since a shared machine is now fast and now slow: each turn scores once, runs once a loop that only reads the same columns and writes as many bytes to the same places (compiled for the same processors, past the caches as the engine does), and scores once without sets, or on one thread. Told is the median of the ratios over the turns, with the quartiles; on one thread they are of processor time, in which the work of others does not count.

## Required and measured

{table(["what", "required", "measured", "met"], needs)}
## The reference task in memory, {peers["rows"]:,} rows

{in_memory}
{how(peers)}
## CSV to scored CSV, {peers["csv_rows"]:,} rows ({peers["csv_bytes"] / 2**20:.0f} MiB)

{files}
## Deadlines and caseloads

Seven days after each of the dates, back to the latest open day of a Danish office: both sides gave the same days before a time counted. What is required is of `numpy.busday_offset` alone, with the days added before the clock starts, and of buffers that both sides write again: fresh memory costs both the same, and more than all of the looking up. Times are of the processor, on one thread; the ratio is that of each turn, told as the median with the quartiles.

{caseload_table(cases)}
## The memory of this machine

{bandwidth_table(memory)}
## Layers

{benchmark_table(found, memory)}"""


def main(folder: str, report: str) -> None:
    text = page(Path(folder))
    print(text)
    Path(report).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
