# SPDX-License-Identifier: Apache-2.0
"""Exact numbers: reading, rounding (S20), writing (S21), and intervals (S3)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from math import ceil, floor, trunc
from operator import add, mul as multiply, sub as subtract, truediv as divide
from typing import NamedTuple

DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def number(written) -> Fraction:
    """A decimal as written, or `{value: …, source: …, verified: …}` (language, section 1)."""
    if isinstance(written, Fraction):
        return written
    return decimal(str(written["value"] if isinstance(written, dict) else written))


def rational(text: str) -> Fraction:
    """A number as records write it (S21.1): a decimal, or n/d."""
    whole, _, below = text.partition("/")
    return number(whole) / number(below) if below else number(text)


@cache
def decimal(text: str) -> Fraction:
    if not DECIMAL.fullmatch(text):
        raise ValueError(f"not a decimal: {text!r}")
    return Fraction(text)


def canonical(x: Fraction | None) -> str | None:
    """S21.1: a finite decimal, or n/d in lowest terms."""
    if x is None:
        return None
    twos_and_fives = x.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    if twos_and_fives != 1:
        return f"{x.numerator}/{x.denominator}"
    digits = 0
    while (x * 10**digits).denominator != 1:
        digits += 1
    whole = str(abs(x.numerator) * 10**digits // x.denominator).rjust(digits + 1, "0")
    sign = "-" if x < 0 else ""
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole)


def half_up(x: Fraction) -> int:
    """S20.1: ties go away from zero."""
    size = floor(abs(x) + Fraction(1, 2))
    return size if x >= 0 else -size


def away(x: Fraction) -> int:
    return ceil(x) if x >= 0 else floor(x)


ROUNDINGS = {  # S20. Python's round() of a Fraction takes the even neighbour at a tie.
    "half_up": half_up,
    "half_even": round,
    "down": trunc,
    "up": away,
    "floor": floor,
    "ceiling": ceil,
}


class Interval(NamedTuple):
    """A number that lies between two ends, or perhaps is not there at all (S3.3).

    `low` is None where there is certainly no value.
    """

    low: Fraction | None
    high: Fraction | None
    maybe_absent: bool = False


NO_VALUE = Interval(None, None, True)


def point(x: Fraction | None) -> Interval:
    return NO_VALUE if x is None else Interval(x, x)


def less(a: Interval, b: Interval, or_equal: bool) -> bool | None:
    """S3, S3.3: decided when all pairs agree; a value that is not there compares as false."""
    if a.low is None or b.low is None:
        return False
    if not (a.low <= b.high if or_equal else a.low < b.high):
        return False
    all_pairs = a.high <= b.low if or_equal else a.high < b.low
    return True if all_pairs and not (a.maybe_absent or b.maybe_absent) else None


def equal(a: Interval, b: Interval) -> bool | None:
    if a.low is None or b.low is None or a.high < b.low or b.high < a.low:
        return False
    all_pairs = a.low == a.high == b.low == b.high
    return True if all_pairs and not (a.maybe_absent or b.maybe_absent) else None


OPERATIONS = {"+": add, "-": subtract, "*": multiply, "/": divide}


def arithmetic(operator: str, a: Interval, b: Interval) -> Interval:
    """Of intervals: the hull of the four corners. A divisor is a number written out."""
    if a.low is None or b.low is None:
        return NO_VALUE
    apply = OPERATIONS[operator]
    corners = [apply(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return Interval(min(corners), max(corners), a.maybe_absent or b.maybe_absent)


def outermost(word: str, of: list[Interval]) -> Interval:
    """CEL `min` and `max`: an interval from the least to the greatest that it can be."""
    if any(x.low is None for x in of):
        return NO_VALUE
    choose = min if word == "min" else max
    ends = (choose(x.low for x in of), choose(x.high for x in of))
    return Interval(*ends, any(x.maybe_absent for x in of))


def hull(a: Interval, b: Interval) -> Interval:
    """S3: `c ? a : b` with c unknown."""
    ends = [x for x in (a, b) if x.low is not None]
    if not ends:
        return NO_VALUE
    absent = a.maybe_absent or b.maybe_absent
    return Interval(min(x.low for x in ends), max(x.high for x in ends), absent)
