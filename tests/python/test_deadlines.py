# SPDX-License-Identifier: Apache-2.0
"""Deadlines of columns: literal dates, and the calendar's own answer for each date alone."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import vaern

LIBRARY = vaern.load()
POLICY = LIBRARY.policy("partner-violence-review")
CALENDAR = LIBRARY.calendar("denmark-offices")
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def days(*texts: str) -> np.ndarray[Any, Any]:
    return np.array(texts, dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("interval", "statutory", "start", "end", "why"),
    [
        ("P7D", False, "2026-03-10", "2026-03-17", "a Tuesday"),
        ("P7D", False, "2026-03-27", "2026-04-01", "Good Friday; Maundy Thursday is closed too"),
        ("P7D", True, "2026-03-27", "2026-04-03", "a law's deadline does not move"),
        ("P1D", False, "2026-04-02", "2026-04-02", "never before the day from which it counts"),
        ("P1M", False, "2026-01-30", "2026-02-27", "February has 28 days, and the 28th is a Saturday"),
        ("P1M", False, "2028-01-30", "2028-02-29", "a leap year, and a Tuesday"),
        ("P1Y", True, "2028-02-29", "2029-02-28", "no 29 February in 2029"),
        ("P7D", False, "2025-12-24", "2025-12-30", "New Year's Eve is a day of closing"),
        ("P7D", False, "2023-04-28", "2023-05-04", "Store Bededag, 5 May 2023, the last one"),
        ("P7D", False, "2024-04-19", "2024-04-26", "the same Friday a year later is a working day"),
        ("hverdage 6", True, "2026-04-01", "2026-04-11", "Easter counts for nothing, Saturday the 11th does"),
        ("arbejdsdage 7", True, "2026-04-01", "2026-04-15", "and here it does not"),
        ("end_of month", True, "2028-02-01", "2028-02-29", "a leap year"),
    ],
)
def test_literal_dates(interval: str, statutory: bool, start: str, end: str, why: str) -> None:
    made = vaern.Deadlines(POLICY, interval, statutory=statutory)(days(start))
    assert made.dtype == np.dtype("datetime64[D]")
    assert made.astype(str).tolist() == [end], why


def test_every_day_of_three_centuries_has_the_answer_of_the_calendar() -> None:
    """`Calendar.roll_back` and `hverdag_after` for a date alone; one day in seven of each."""
    week, six = vaern.Deadlines(POLICY, "P7D"), vaern.Deadlines(POLICY, {"hverdage": 6})
    for first in range(7):
        column = np.arange("1900-01-01", "2199-12-01", dtype="datetime64[D]")[first :: 7 * 11]
        dates = column.tolist()
        assert week(column).tolist() == [
            CALENDAR.roll_back(date + dt.timedelta(days=7), date) for date in dates
        ]
        assert six(column).tolist() == [
            CALENDAR.roll_back(CALENDAR.hverdag_after(date, 6), date) for date in dates
        ]


def test_a_moment_is_due_when_the_last_day_ends_or_hours_have_passed() -> None:
    moments = np.array(
        ["2026-03-20T14:00:00", "2026-03-20T23:30:00", "2026-10-23T22:00:00", "NaT"], dtype="datetime64[us]"
    )
    week = vaern.Deadlines(POLICY, "P7D")(moments, naive="utc")
    assert week.astype("datetime64[s]").astype(str).tolist() == [
        "2026-03-27T23:00:00",  # the midnight that ends Friday 27 March, in winter time
        "2026-03-27T23:00:00",  # half past midnight of 21 March there: from Saturday back to Friday
        "2026-10-30T23:00:00",  # midnight of 24 October in summer time; Saturday back to Friday
        "NaT",
    ]
    hours = vaern.Deadlines(POLICY, "PT72H")(moments, naive="utc")
    # Clocks go forward on 29 March: 72 hours pass all the same, on whatever day they end.
    assert hours[:3].tolist() == [each + dt.timedelta(hours=72) for each in moments[:3].tolist()]
    local = np.array(["2026-03-20T15:00:00"], dtype="datetime64[us]")
    assert vaern.Deadlines(POLICY, "PT24H")(local, naive="local").tolist() == [dt.datetime(2026, 3, 21, 14)]


def test_moments_have_the_days_of_their_local_dates() -> None:
    rng = np.random.default_rng(1)
    seconds = rng.integers(0, 3 * 365 * 86_400, 3000)
    moments = np.datetime64("2024-01-01", "us") + seconds.astype("timedelta64[s]")
    for interval in ("P7D", "P1M", "arbejdsdage 7"):
        table = vaern.Deadlines(POLICY, interval)
        local = [each.replace(tzinfo=dt.UTC).astimezone(COPENHAGEN).date() for each in moments.tolist()]
        last = table(np.array(local, dtype="datetime64[D]")).tolist()
        ends = [dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), COPENHAGEN) for day in last]
        expected = [end.astimezone(dt.UTC).replace(tzinfo=None) for end in ends]
        assert table(moments, naive="utc").tolist() == expected, interval


def test_every_kind_of_column_comes_back_as_it_came() -> None:
    moments = pd.Series(
        pd.to_datetime(["2026-03-20T15:00+01:00", None, "2026-03-27T15:00+01:00"], utc=True),
        index=[7, 8, 9], name="assessed",
    ).dt.tz_convert("Europe/Copenhagen")  # fmt: skip
    expected = [pd.Timestamp("2026-03-27T23:00Z"), None, pd.Timestamp("2026-04-01T22:00Z")]
    week = vaern.Deadlines(POLICY, "P7D")
    made = week(moments)
    assert made.index.tolist() == [7, 8, 9]
    assert made.name == "assessed"
    assert [None if pd.isna(each) else each for each in made] == expected
    polars = week(pl.from_pandas(moments))
    assert (polars.name, polars.dtype) == ("assessed", pl.Datetime("us", "UTC"))
    assert polars.to_list() == expected
    for column in (pa.array(moments), pa.chunked_array([pa.array(moments)])):
        assert week(column).to_pylist() == expected
    starts = [dt.date(2026, 3, 20), None, dt.date(2026, 3, 27)]
    ends = [dt.date(2026, 3, 27), None, dt.date(2026, 4, 1)]
    assert week(pl.Series("assessed", starts)).to_list() == ends
    assert week(pa.array(starts)).to_pylist() == ends
    assert week(pd.Series(starts, dtype=pd.ArrowDtype(pa.date32()))).tolist() == [ends[0], pd.NA, ends[2]]


def test_out_is_written_and_comes_back() -> None:
    week = vaern.Deadlines(POLICY, "P7D")
    start = days("2026-03-10", "NaT")
    out = np.zeros(2, dtype="datetime64[D]")
    assert week(start, out=out) is out
    assert out.astype(str).tolist() == ["2026-03-17", "NaT"]
    frozen = np.zeros(2, dtype="datetime64[D]")
    frozen.flags.writeable = False
    others = np.zeros(3, "datetime64[D]"), np.zeros(2, "datetime64[us]"), np.zeros(4, "datetime64[D]")[::2]
    for bad in (start, frozen, *others):
        with pytest.raises(ValueError, match="`out`"):
            week(start, out=bad)


def test_a_date_without_a_deadline_is_an_error_or_nat_and_never_silent() -> None:
    week = vaern.Deadlines(POLICY, "P7D")
    column = days("2026-03-10", "NaT", "1899-12-31", "2199-12-30", "2026-03-11", "2199-12-24")
    with pytest.raises(vaern.DataError, match="2 rows have no deadline") as caught:
        week(column)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("E0792", "/dates/2"),  # the calendar begins in 1900
        ("E0797", "/dates/3"),  # and a week after it is 2200
    ]
    assert caught.value.row == 2
    assert week(column, on_error="nat").astype(str).tolist() == [
        "2026-03-17", "NaT", "NaT", "NaT", "2026-03-18", "2199-12-30",
    ]  # fmt: skip
    far = np.array([np.iinfo(np.int64).min + 1, np.iinfo(np.int64).max, 0])
    assert np.isnat(week(far.view("datetime64[D]"), on_error="nat")).tolist() == [True, True, False]
    moments = far.view("datetime64[us]")
    assert np.isnat(week(moments, naive="utc", on_error="nat")).tolist() == [True, True, False]
    # A second in the year 36 billion does not fit microseconds, and must not wrap into a likely one.
    for unit, number in (("s", 2**60), ("h", 2**60), ("ms", 2**62), ("Y", 2**55), ("M", -(2**60))):
        for naive in ("utc", "local"):
            made = week(np.array([number], f"datetime64[{unit}]"), naive=naive, on_error="nat")
            assert np.isnat(made).tolist() == [True], unit
    hours = vaern.Deadlines(POLICY, "PT72H")
    assert np.isnat(hours(moments, naive="utc", on_error="nat")).tolist() == [True, True, False]


def test_the_years_of_earlier_columns_change_no_answer() -> None:
    for interval in ("P7D", "P30D", "hverdage 20", "P2Y"):
        grown = vaern.Deadlines(POLICY, interval)
        for column in (days("2026-12-30"), days("2024-12-31", "2031-12-31"), days("1901-01-02")):
            assert grown(column).tolist() == vaern.Deadlines(POLICY, interval)(column).tolist()
        both = days("1901-01-02", "2026-12-30", "2031-12-31", "1990-06-01")
        assert grown(both).tolist() == vaern.Deadlines(POLICY, interval)(both).tolist()


def test_several_threads_may_ask_at_once() -> None:
    week = vaern.Deadlines(POLICY, "P7D")
    starts = [np.datetime64(f"{year}-01-01") for year in range(1950, 2110, 5)]
    columns = [np.arange(start, start + np.timedelta64(730, "D")) for start in starts]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(week, columns))
    for column, deadlines in zip(columns, made, strict=True):
        assert np.array_equal(deadlines, vaern.Deadlines(POLICY, "P7D")(column))


def test_what_is_no_column_of_dates_is_refused() -> None:
    week = vaern.Deadlines(POLICY, "P7D")
    with pytest.raises(ValueError, match="no time zone"):
        week(np.array(["2026-03-10T10:00"], dtype="datetime64[us]"))
    tables = pd.DataFrame({"a": [1]}), {"a": days("2026-03-10")}
    for bad in (np.array(["2026-03-10"]), np.array([20_000]), *tables):
        with pytest.raises(TypeError):
            week(bad)
    with pytest.raises(ValueError, match="one dimension"):
        week(days("2026-03-10", "2026-03-11").reshape(1, 2))
    with pytest.raises(ValueError, match="counts hours"):
        vaern.Deadlines(POLICY, "PT72H")(days("2026-03-10"))
    with pytest.raises(ValueError, match="on_error"):
        week(days("2026-03-10"), on_error="collect")  # type: ignore[arg-type]
    for interval in ("every shift", "7 days", "hverdage 0", "P1DT2H"):
        with pytest.raises(ValueError, match="no interval"):
            vaern.Deadlines(POLICY, interval)
    assert week(np.zeros(0, "datetime64[D]")).tolist() == []


def test_it_says_what_it_is() -> None:
    assert repr(vaern.Deadlines(POLICY, {"end_of": "month"}, statutory=True)) == (
        "<Deadlines end_of month by partner-violence-review@1, statutory=True>"
    )
