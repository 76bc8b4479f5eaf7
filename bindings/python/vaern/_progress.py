# SPDX-License-Identifier: Apache-2.0
"""How far long work is: a bar on a terminal, or what a caller does with it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Progress", "reporting"]

Progress = Callable[[int, int], object]

WIDTH = 30
SILENT = 1.0  # Seconds before a bar is shown.
BETWEEN = 0.1  # Seconds from one to the next.


@contextmanager
def reporting(wanted: bool | Progress | None) -> Iterator[Progress | None]:
    """What `progress` of a caller asks for: None is a bar where standard error is a terminal."""
    if callable(wanted):
        yield wanted
        return
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    if wanted is False or (wanted is None and not is_terminal):
        yield None
        return
    bar = Bar(0.0 if wanted else SILENT)
    try:
        yield bar
    finally:
        bar.close()


class Bar:
    """A line on standard error that is written over; `close` takes it away."""

    def __init__(self, silent: float):
        self.begin = time.monotonic()
        self.next = self.begin + silent
        self.is_shown = False

    def __call__(self, done: int, rows: int) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + BETWEEN
        self.is_shown = True
        share = done / rows if rows else 1.0
        filled = "#" * round(WIDTH * share)
        left = (now - self.begin) * (1 - share) / share if share else 0.0
        line = f"[{filled:<{WIDTH}}] {share:4.0%} of {rows:,} rows, {left:.0f} s left"
        sys.stderr.write(f"\r{line:<79}")
        sys.stderr.flush()

    def close(self) -> None:
        if self.is_shown:
            sys.stderr.write("\r" + " " * 79 + "\r")
            sys.stderr.flush()
