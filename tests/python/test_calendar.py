# SPDX-License-Identifier: Apache-2.0
"""Calendars in Python."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest

import vaern


@pytest.fixture(scope="module")
def calendar() -> vaern.Calendar:
    return vaern.load().calendar("denmark-offices")


def test_a_library_has_its_calendars_by_id_and_version(calendar: vaern.Calendar) -> None:
    library = vaern.load()
    assert "denmark-offices@2024" in [each.reference for each in library.calendars]
    assert library.calendar("denmark-offices", "2024").id == calendar.id == "denmark-offices"
    assert calendar.years == (1900, 2199)
    assert calendar.title("da") == "Danske kontorer, fra 2024"
    with pytest.raises(KeyError, match="denmark-offices@2024"):
        library.calendar("denmark-offices", "1999")


def test_the_named_days_of_a_year_say_what_they_are(calendar: vaern.Calendar) -> None:
    days = calendar.days(2026)
    assert len(days) == 13
    assert [day.date for day in days] == sorted(day.date for day in days)
    maundy = days[1]
    assert (maundy.date, maundy.id, maundy.kind) == (date(2026, 4, 2), "maundy_thursday", "statutory")
    assert maundy.text() == "Maundy Thursday"
    assert maundy.text("da") == "Skærtorsdag"
    assert maundy.verified is False
    closed = [day.id for day in days if day.kind == "office"]
    assert closed == ["grundlovsdag", "christmas_eve", "new_years_eve"]


def test_hverdag_and_arbejdsdag_are_told_apart(calendar: vaern.Calendar) -> None:
    saturday, christmas_eve, christmas = "2026-09-12", date(2026, 12, 24), date(2026, 12, 25)
    assert calendar.is_hverdag(saturday)
    assert not calendar.is_arbejdsdag(saturday)
    assert calendar.is_closed(saturday)
    assert calendar.is_arbejdsdag(christmas_eve)
    assert calendar.is_closed(christmas_eve)
    assert calendar.is_public_holiday(christmas)
    assert not calendar.is_hverdag(christmas)
    assert calendar.hverdag_after("2026-09-10", 6) == date(2026, 9, 17)
    assert calendar.arbejdsdag_after("2026-09-10", 7) == date(2026, 9, 21)
    assert calendar.roll_back("2026-04-06", "2026-01-05") == date(2026, 4, 1)


def test_a_day_outside_its_years_is_an_error_and_no_guess(calendar: vaern.Calendar) -> None:
    for ask in (calendar.is_hverdag, calendar.is_arbejdsdag, calendar.is_closed):
        with pytest.raises(vaern.DataError, match="2200-01-01"):
            ask("2200-01-01")
    with pytest.raises(vaern.DataError):
        calendar.days(1899)
    with pytest.raises(vaern.DataError):
        calendar.hverdag_after("2199-12-30", 2)
    with pytest.raises(ValueError, match="count"):
        calendar.hverdag_after("2026-09-10", -1)
    with pytest.raises(TypeError):
        calendar.is_hverdag(None)  # type: ignore[arg-type]


def test_calendars_and_their_days_are_pickled_and_archived(calendar: vaern.Calendar) -> None:
    again = pickle.loads(pickle.dumps(calendar))
    assert again.reference == calendar.reference
    assert copy.deepcopy(calendar) is calendar
    day = calendar.days(2026)[3]
    assert pickle.loads(pickle.dumps(day)).id == day.id
    assert vaern.from_archive(vaern.to_archive(calendar)).reference == calendar.reference
