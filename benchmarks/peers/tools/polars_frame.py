# SPDX-License-Identifier: Apache-2.0
"""Polars as a good user writes it: one lazy query of expressions over nullable bytes."""

from functools import reduce
from operator import add

import polars as pl

from task import CUT_OFFS, GATE, ITEMS, MISSING, MOST_MISSING, NONE, OUTPUTS, RAISED_TO, codes, normal

NAME = "Polars"
HOW = "one lazy query over nullable UInt8, sums as chains of +"
THREADS = f"all ({pl.thread_pool_size()})"
REQUIRED = 40  # Times as fast vaern is to be at least.


def version():
    return f"Polars {pl.__version__}"


def prepare(answers):
    frame = pl.DataFrame(codes(answers))
    return frame.with_columns(pl.col(item).replace(MISSING, None) for item in ITEMS)


def level_of(number):
    return sum(((number >= cut_off).cast(pl.Int8) for cut_off in CUT_OFFS), pl.lit(0, pl.Int8))


def raised(levels, gate):
    return pl.max_horizontal(levels, gate.cast(pl.Int8) * RAISED_TO)


def total(of_missing):
    """A chain of + is several times as fast as sum_horizontal."""
    return reduce(add, (pl.col(item).fill_null(of_missing) for item in ITEMS)).cast(pl.Int16)


def query(frame):
    gate = pl.any_horizontal(pl.col(item) == 1 for item in GATE)
    value, lowest, highest = pl.col("value"), pl.col("lowest"), pl.col("highest")
    low, high, missing = pl.col("low"), pl.col("high"), pl.col("missing")
    prorated = (lowest * len(ITEMS) / (len(ITEMS) - missing) + 0.5).floor().cast(pl.Float32)
    return (
        frame.lazy()
        .with_columns(
            lowest=total(0),
            highest=total(1),
            raised=gate.fill_null(False),
            may_be_raised=gate.fill_null(True),
        )
        .with_columns(missing=highest - lowest)
        .with_columns(value=pl.when(missing <= MOST_MISSING).then(prorated))
        .with_columns(
            low=raised(level_of(lowest), pl.col("raised")),
            high=raised(level_of(highest), pl.col("may_be_raised")),
        )
        .with_columns(
            certain=low == high,
            level=pl.when(value.is_not_null())
            .then(raised(level_of(value), pl.col("raised")))
            .otherwise(pl.when(low == high).then(low)),
        )
    )


def run(frame):
    return query(frame).select(OUTPUTS).collect()


def columns(result):
    filled = result.with_columns(pl.col(name).fill_null(none) for name, none in NONE.items())
    return normal({name: filled[name].to_numpy() for name in OUTPUTS})


def csv(source, target):
    answers = pl.scan_csv(source, schema={"id": pl.Int32} | dict.fromkeys(ITEMS, pl.UInt8))
    whole = query(answers).with_columns(pl.col("value").cast(pl.Int8))
    whole.select("id", *OUTPUTS).sink_csv(target)
