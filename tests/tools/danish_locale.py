# SPDX-License-Identifier: Apache-2.0
"""Whether the second run of the tests is what it says: run by its name, by tests/run.sh alone.

Without this the whole run could pass in the C locale and prove nothing.
"""

from __future__ import annotations

import ctypes
import locale
import time


def test_the_decimal_point_is_a_comma() -> None:
    assert locale.setlocale(locale.LC_NUMERIC) == "da_DK.UTF-8"
    assert locale.localeconv()["decimal_point"] == ","


def test_the_c_library_prints_a_comma() -> None:
    buffer = ctypes.create_string_buffer(16)
    ctypes.CDLL(None).snprintf(buffer, ctypes.c_size_t(16), b"%.1f", ctypes.c_double(0.5))
    assert buffer.value == b"0,5"


def test_the_clock_is_in_auckland() -> None:
    july = time.localtime(1783036800)  # 2026-07-03 00:00 UTC
    assert (july.tm_mday, july.tm_hour) == (3, 12)
