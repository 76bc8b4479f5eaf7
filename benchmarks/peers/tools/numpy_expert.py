# SPDX-License-Identifier: Apache-2.0
"""NumPy as an expert writes it: blocks that stay in the cache, bytes, every buffer made once.

1 is yes, 0 is no, 255 is missing: `x & 1` is 1 for yes and missing, so its sum is the highest
score; a sum of bytes is yes - missing, because 255 is -1; from the two everything follows.
"""

import numpy as np

from task import CUT_OFFS, ITEMS, MOST_MISSING, RAISED_TO, normal

NAME = "NumPy, expert"
HOW = "blocks of 16,384 rows, arithmetic in bytes, scratch made once"
THREADS = "1"
REQUIRED = 3  # Times as fast vaern is to be at least.
BLOCK = 16_384
TYPES = {
    "value": np.float32, "lowest": np.uint8, "highest": np.uint8, "level": np.int8,
    "low": np.int8, "high": np.int8, "certain": np.bool_,
}  # fmt: skip


def version():
    return f"NumPy {np.__version__}"


def prepare(answers):
    return answers


def make_out(answers):
    return {name: np.empty(answers.shape[1], dtype) for name, dtype in TYPES.items()}


def run(answers):
    return run_into(answers, make_out(answers))


def run_into(answers, out):
    rows = answers.shape[1]
    bits = np.empty((len(ITEMS), BLOCK), np.uint8)
    byte = np.empty(BLOCK, np.uint8)
    missing = np.empty(BLOCK, np.uint8)
    certain_gate = np.empty(BLOCK, np.int8)
    possible_gate = np.empty(BLOCK, np.int8)
    truth = np.empty(BLOCK, np.bool_)
    answered = np.empty(BLOCK, np.float32)
    for start in range(0, rows, BLOCK):
        stop = min(start + BLOCK, rows)
        n = stop - start
        b, m, g, p, t, a = (
            x[:n] for x in (byte, missing, certain_gate, possible_gate, truth, answered)
        )
        value, lowest, highest, level, low, high, certain = (out[name][start:stop] for name in TYPES)
        block = answers[:, start:stop]

        np.bitwise_and(block, 1, out=bits[:, :n])
        np.add.reduce(bits[:, :n], axis=0, dtype=np.uint8, out=highest)
        np.add.reduce(block, axis=0, dtype=np.uint8, out=b)
        np.subtract(highest, b, out=m)
        np.right_shift(m, 1, out=m)
        np.subtract(highest, m, out=lowest)

        np.bitwise_or(bits[0, :n], bits[1, :n], out=p.view(np.uint8))  # Yes or missing.
        np.equal(block[0], 1, out=g.view(np.bool_))
        np.equal(block[1], 1, out=t)
        np.bitwise_or(g, t.view(np.int8), out=g)
        np.multiply(p, RAISED_TO, out=p)
        np.multiply(g, RAISED_TO, out=g)

        np.subtract(len(ITEMS), m, out=b)
        np.copyto(a, b)
        np.multiply(lowest, np.float32(len(ITEMS)), out=value)
        np.maximum(a, 1, out=a)
        np.divide(value, a, out=value)
        np.add(value, np.float32(0.5), out=value)
        np.floor(value, out=value)

        np.copyto(b, value, casting="unsafe")
        for number, levels, gate in ((lowest, low, g), (highest, high, p), (b, level, g)):
            np.greater_equal(number, CUT_OFFS[0], out=levels.view(np.bool_))
            for cut_off in CUT_OFFS[1:]:
                np.greater_equal(number, cut_off, out=t)
                np.add(levels, t.view(np.int8), out=levels)
            np.maximum(levels, gate, out=levels)
        np.equal(low, high, out=certain)

        np.greater(m, MOST_MISSING, out=t)
        if t.any():
            np.copyto(value, np.nan, where=t)
            np.copyto(level, low, where=t)
            np.logical_and(t, low != high, out=t)
            np.copyto(level, -1, where=t)
    return out


def columns(result):
    return normal(result)
