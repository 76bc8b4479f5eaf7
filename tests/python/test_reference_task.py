# SPDX-License-Identifier: Apache-2.0
"""The task of the benchmarks: its model, its plain reference, and the report on what was measured."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import vaern

PEERS = Path(__file__).resolve().parents[2] / "benchmarks" / "peers"
sys.path.append(str(PEERS))  # where the report finds its parts


def module(name):
    spec = importlib.util.spec_from_file_location(f"peers_{name}", PEERS / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


task = module("task")
report = module("report")


def test_the_plain_reference_says_what_the_model_says():
    model = vaern.loads(task.MODEL.read_text(encoding="utf-8"))
    missing = {"single": 0.1, "block": 0.2}
    made = vaern.synthetic(model, rows=1500, seed=5, missing=missing, keys=False)
    answers = np.stack([made[item] for item in task.ITEMS])
    answers[:, 0], answers[:, 1], answers[:, 2] = 255, 0, 1
    found = task.reference(answers)
    rank = {None: -1} | {level: i for i, level in enumerate(task.LEVELS)}
    seen = set()
    for row, form in enumerate(answers.T.tolist()):
        given = {item: "no yes".split()[code] for item, code in zip(task.ITEMS, form) if code < 2}
        score = model.score(given)
        total = score.scales["total"]
        right = [
            total.value, total.lowest, total.highest, rank[score.computed],
            *(rank[level] for level in score.range), score.certain,
        ]  # fmt: skip
        mine = [found[name][row].item() for name in task.OUTPUTS]
        assert (None if np.isnan(mine[0]) else mine[0]) == right[0], given
        assert mine[1:] == right[1:], given
        seen.add((right[0] is None, right[3], score.certain))
    assert len(seen) >= 10, "values and none, all levels, certain and not"


@pytest.mark.parametrize("name", task.OUTPUTS)
def test_one_wrong_cell_is_found(name):
    right = task.reference(np.array([[1, 0, 255]] * len(task.ITEMS), np.uint8))
    wrong = {each: column.copy() for each, column in right.items()}
    assert task.differences(wrong, right) == []
    wrong[name][1] = not wrong[name][1]
    assert [text.split(":")[0] for text in task.differences(wrong, right)] == ["row 1"]


def test_a_value_where_there_is_none_is_found():
    right = task.reference(np.full((len(task.ITEMS), 1), 255, np.uint8))
    wrong = right | {"value": np.zeros(1, np.float32)}
    assert len(task.differences(wrong, right)) == 1


def told(name, seconds, **more):
    return {"name": name, "how": "somehow", "threads": "1", "version": name, "rows": 1000,
            "differences": [], "fresh": [seconds] * 3, "required": None, **more}  # fmt: skip


@pytest.fixture
def measured(tmp_path):
    def write(memory, layers=(), busy=0.0):
        peers = {"busy": busy, "rows": 1000, "csv_rows": 100, "seed": 1, "csv_bytes": 5, "csv": {},
                 "missing": {"single": 0.1, "block": 0.1, "block_size": 5},
                 "memory": {each["name"]: each for each in memory}}  # fmt: skip
        (tmp_path / "peers.json").write_text(json.dumps(peers), encoding="utf-8")
        for program, name, bytes_a_second, rows_a_second, *turns in layers:
            file = tmp_path / f"bench_{program}_benchmark.json"
            one = {"run_name": name, "name": name, "time_unit": "ms",
                   "bytes_per_second": bytes_a_second, "items_per_second": rows_a_second}
            one["real_time"] = 1e6 / rows_a_second  # fmt: skip
            for counter, middle in (turns[0] if turns else {}).items():
                one |= {counter: middle, counter + "_q1": 0.9 * middle, counter + "_q3": 1.1 * middle}
            before = json.loads(file.read_text())["benchmarks"] if file.exists() else []
            file.write_text(json.dumps({"benchmarks": [*before, one]}), encoding="utf-8")
        return report.page(tmp_path)

    return write


def test_the_report_holds_ratios_to_what_is_required(measured):
    page = measured(
        [told("vaern", 0.001, is_base=True), told("slow", 0.1, required=100),
         told("quick", 0.05, required=60)]
    )  # fmt: skip
    assert "| slow, fresh output | ≥ 100 × | 100 × | yes |" in page
    assert "| quick, fresh output | ≥ 60 × | 50 × | **no** |" in page


def test_the_report_does_not_pretend(measured):
    page = measured(
        [{"name": "vaern", "is_base": True, "absent": "not built"}, told("slow", 0.1, required=9),
         told("liar", 0.1, differences=["row 0"], fresh=None, required=2),
         {"name": "broken", "failed": "it fell"}]
    )  # fmt: skip
    assert "| slow, fresh output | ≥ 9 × | not built | – |" in page
    assert "| liar, fresh output | ≥ 2 × | wrong rows, not counted | – |" in page
    assert "| broken | failed: it fell |" in page
    assert "| every shipped instrument | ≥ 40 % of the bandwidth | not built | – |" in page
    assert "| exact sets on tables with 5 % missing | < 20 % more | not built | – |" in page
    assert "| deadlines of 1,000,000 dates, times numpy.busday_offset, reused buffers | ≥ 20 × | not measured | – |" in page
    assert "| next date of 1 M cases with 5 events each, one core, C++ | < 0.1 s | not built | – |" in page


@pytest.mark.parametrize(("busday", "next_due"), [(0.05, 95), (0.03, 104)])
def test_caseloads_are_held_to_numpy_and_to_a_tenth_of_a_second(measured, tmp_path, busday, next_due):
    times = {"numpy_out": [busday] * 3, "out": [0.002] * 3, "numpy_fresh": [busday] * 3, "fresh": [0.01] * 3}
    told_of = {"cases": 1000, "events": 5000, "deadlines": {"1000000": times}, "schedule": {"tables": [0.5]}}
    (tmp_path / "caseload.json").write_text(json.dumps(told_of), encoding="utf-8")
    layers = [("caseload", "next_due/sorted:1/threads:1/real_time", 1, 1e6 / next_due)]
    page = measured([told("vaern", 0.001, is_base=True)], layers)
    is_met = "yes" if busday == 0.05 else "**no**"
    times = f"{busday / 0.002:.3g} × ({busday / 0.002:.3g}–{busday / 0.002:.3g})"
    assert f"times numpy.busday_offset, reused buffers | ≥ 20 × | {times} | {is_met} |" in page
    assert f"times numpy.busday_offset, fresh output |  | {busday * 100:.3g} × " in page
    assert f"one core, C++ | < 0.1 s | {next_due / 1e3:.3f} s | {is_met} |" in page
    assert "| tables: 1,000 cases, 5,000 events | 500 | one run | 0.002 |" in page


def test_the_report_says_when_the_machine_was_busy(measured):
    assert "relied on" not in measured([told("vaern", 0.001, is_base=True)], busy=0.02)
    page = measured([told("vaern", 0.001, is_base=True)], busy=0.6)
    assert "**Not to be relied on.** Other work took 60% of the cores" in page


def test_tables_are_held_to_what_was_measured_in_turns(measured):
    page = measured(
        [told("vaern", 0.001, is_base=True)],
        [
            ("bandwidth", "ReferenceMix/real_time/threads:1", 10e9, 1),
            ("bandwidth", "ReferenceMix/real_time/threads:2", 16e9, 1),
            ("csv", "Cut/real_time/threads:2", 8e9, 500e6),
            ("table", "reference_task/threads:1/iterations:25/repeats:1/manual_time", 7e9, 200e6,
             {"of_bandwidth": 0.7, "seconds": 1e-3 / 155}),
            ("table", "reference_task/threads:2/iterations:25/repeats:1/manual_time", 7e9, 500e6,
             {"of_bandwidth": 0.5, "seconds": 2e-6, "times_one_thread": 1.61}),
            ("table", "published/a/manual_time", 9e9, 80,
             {"of_bandwidth": 0.5, "seconds": 12.5, "sets_cost": 1.25}),
            ("table", "published/b/manual_time", 9e9, 90,
             {"of_bandwidth": 0.3, "seconds": 11.1, "sets_cost": 1.0}),
            ("table", "published/c/manual_time", 9e9, 90, {"of_bandwidth": 0.6, "seconds": 11.1}),
        ],
    )  # fmt: skip
    needs = [line for line in page.splitlines() if line.endswith(("| yes |", "**no** |"))]
    assert needs == [
        "| reference task on one core, reused buffers | ≥ 300 M rows/s | 155 M rows/s (141–172) | **no** |",
        "| the same, of the memory bandwidth | ≥ 60 % | 70% (63%–77%) | yes |",
        "| the same on two cores | ≥ 1.7 × | 1.61 × (1.45–1.77) | **no** |",
        "| shipped instruments (3), the slowest: b | ≥ 40 % of the bandwidth | 30% (27%–33%) | **no** |",
        "| exact sets on tables with 5 % missing, the dearest: a | < 20 % more | 25% more (12%–38%) | **no** |",
    ]
    assert "| csv: Cut/threads:2 | 0.002 ms | one run | 500.0 M/s | 50% |  |" in page
    assert "| table: published/a | 12,500 ms | 11,250–13,750 | 0.0 M/s | 50% (45%–55%) | 25% more (12%–38%) |" in page
