# SPDX-License-Identifier: Apache-2.0
"""A scored table says of every row what `score` says of its form, for random models and tables.

Models come from tests/reference/generate*.py. Cells are drawn at random, so that some rows are
faulty; a table is given as codes and as text, in every family, in another order of rows, and with
several numbers of threads.
"""

from __future__ import annotations

import random

import generate
import generate_whole
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

from table_rows import REASONS, expected, form_of, rows_of

GROUPS = 20  # Of models of each kind; each is a test.
MODELS_A_GROUP = 25
ROWS = 14
THREADS = (1, 2, 5)
WORDS = {f"m{number}": reason for number, reason in enumerate(REASONS)}


def drawn(instrument: vaern.Instrument, draw: random.Random, rows: int) -> dict[str, np.ndarray]:
    """Codes by what is asked; a second question is answered only beside a yes."""
    made = vaern.synthetic(instrument, rows=rows, seed=draw.randrange(2**32), missing=0.25, keys=False)
    codes = {}
    for name, cells in made.items():
        item = name.rpartition(".")[0] or name
        size = len(instrument.items[item].answers) if item == name else 2
        cells = cells.astype(np.uint8)
        for row in range(rows):
            if draw.random() < 0.1:
                cells[row] = draw.choice([*range(size), *range(255 - len(REASONS) + 1, 256)])
        codes[name] = cells
    for name, cells in codes.items():
        if "." in name:
            cells[codes[name.rpartition(".")[0]] != 1] = 255
    return codes


def said_row_by_row(instrument: vaern.Instrument, codes: dict[str, np.ndarray], rows: int) -> list:
    """What a table must say: a row, or the codes of its faults."""
    said: list = []
    for row in range(rows):
        form = form_of(instrument, {name: int(cells[row]) for name, cells in codes.items()})
        try:
            said.append(expected(instrument.score(form)))
        except vaern.DataError as error:
            said.append(sorted(fault.code for fault in error.faults))
    return said


def check(scored: vaern.ScoredTable, said: list, place: object) -> None:
    rejected: dict[int, list[str]] = {}
    for each in scored.rejected:
        rejected.setdefault(each.row, []).append(each.code)
    assert scored.rejected_rows == len(rejected)
    for row, (found, right) in enumerate(zip(rows_of(scored), said, strict=True)):
        if isinstance(right, list):
            assert sorted(rejected[row]) == right, (place, row)
            assert found["rejected"] is True
            told = [name for name in found if name != "rejected" and found[name] is not None]
            assert told == [], (place, row)
        else:
            assert row not in rejected, (place, row)
            assert {name: found[name] for name in right} == right, (place, row)


def as_text(instrument: vaern.Instrument, codes: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    table = {}
    for name, cells in codes.items():
        item = instrument.items[name.rpartition(".")[0] or name]
        answers = [str(each) for each in item.answers] if item.id == name else ["no", "yes"]
        words = [*answers, *[""] * (256 - len(answers))]
        words[250:] = [*WORDS][::-1]
        table[name] = np.array([words[code] for code in cells], dtype=object)
    return table


FAMILIES = {
    "objects": lambda table: table,
    "fixed text": lambda table: {name: cells.astype("U") for name, cells in table.items()},
    "pandas": pd.DataFrame,
    "pandas categories": lambda table: pd.DataFrame(table).astype("category"),
    "polars": lambda table: pl.DataFrame({name: cells.tolist() for name, cells in table.items()}),
    "pyarrow": lambda table: pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()}),
    "pieces": lambda table: pa.concat_tables(
        [pa.table({name: pa.array(cells[part], pa.string()).dictionary_encode() for name, cells in table.items()})
         for part in (slice(0, 5), slice(5, 6), slice(6, None))]
    ),
}


def compare(text: str, seed: int, counts) -> None:
    instrument, draw = vaern.loads(text), random.Random(seed)
    codes = drawn(instrument, draw, ROWS)
    said = said_row_by_row(instrument, codes, ROWS)
    collect = {"on_error": "collect", "threads": draw.choice(THREADS)}
    check(instrument.score_table(codes, codes=True, **collect), said, seed)

    order = draw.sample(range(ROWS), ROWS)
    shuffled = {name: cells[order] for name, cells in codes.items()}
    check(instrument.score_table(shuffled, codes=True, **collect), [said[row] for row in order], (seed, "order"))

    table = as_text(instrument, codes)
    family = draw.choice([*FAMILIES])
    made = FAMILIES[family](table)
    check(instrument.score_table(made, missing_codes=WORDS, **collect), said, (seed, family))
    counts["models scored as tables"] += 1
    counts["rows of tables"] += 3 * ROWS


@pytest.mark.once
@pytest.mark.parametrize("group", range(GROUPS))
def test_rows_of_random_models_are_scored_as_one_by_one(group, compared):
    for seed in range(5000 + group * MODELS_A_GROUP, 5000 + (group + 1) * MODELS_A_GROUP):
        compare(generate.model_text(seed), seed, compared)


@pytest.mark.once
@pytest.mark.parametrize("group", range(GROUPS))
def test_rows_of_models_of_the_whole_language_are_scored_as_one_by_one(group, compared):
    for seed in range(7000 + group * MODELS_A_GROUP, 7000 + (group + 1) * MODELS_A_GROUP):
        compare(generate_whole.model_text(seed), seed, compared)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_says_what_the_codes_say(family, compared):
    for seed in range(9000, 9004):
        instrument = vaern.loads(generate_whole.model_text(seed))
        codes = drawn(instrument, random.Random(seed), ROWS)
        made = FAMILIES[family](as_text(instrument, codes))
        scored = instrument.score_table(made, missing_codes=WORDS, on_error="collect")
        check(scored, said_row_by_row(instrument, codes, ROWS), (seed, family))
        compared["models scored as tables"] += 1


def test_threads_change_nothing_in_a_table_of_many_blocks():
    instrument = vaern.load().instrument("danger-assessment")
    codes = vaern.synthetic(instrument, rows=60_000, seed=5, missing=0.02)
    codes["gun"] = np.where(np.arange(60_000) % 9001 == 77, 9, codes["gun"]).astype(codes["gun"].dtype)
    one = instrument.score_table(codes, codes=True, on_error="collect", threads=1)
    assert [each.row for each in one.rejected] == [*range(77, 60_000, 9001)]
    for threads in (2, 5):
        more = instrument.score_table(codes, codes=True, on_error="collect", threads=threads)
        assert [(each.row, each.code) for each in more.rejected] == [(each.row, each.code) for each in one.rejected]
        for name, cells in one.table.items():
            assert np.ma.getmaskarray(more.table[name]).tolist() == np.ma.getmaskarray(cells).tolist()
            assert np.ma.getdata(more.table[name]).tobytes() == np.ma.getdata(cells).tobytes()
