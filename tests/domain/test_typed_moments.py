"""Days and times as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.typed_moments import format_day, format_time, parse_day, parse_time

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text", ["22/11/2026", "22-11-2026", "22.11.26", " 22/11 ", "22 11 2026", "22/11/26"]
)
def test_a_day_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert parse_day(text, TODAY) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1/1", date(2026, 12, 28), date(2027, 1, 1)),
        ("30/12", date(2027, 1, 2), date(2026, 12, 30)),
        ("29/2", date(2027, 12, 1), date(2028, 2, 29)),
        ("21/11", TODAY, TODAY),
        ("1/1/2026", date(2026, 12, 28), date(2026, 1, 1)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, today: date, day: date) -> None:
    assert parse_day(text, today) == day


@pytest.mark.parametrize("text", ["", "31/2/2026", "22", "kemarin", "2026-11-22", "0/11", "22/13"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(LapakError, match="day_not_understood"):
        parse_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "minutes"), [("14.00", 840), ("14:30", 870), ("9", 540), ("00.00", 0), ("24.00", 1440)]
)
def test_a_time_of_day_is_read_in_the_ways_people_write_it(text: str, minutes: int) -> None:
    assert parse_time(text) == minutes


@pytest.mark.parametrize("text", ["", "25", "24.01", "14.60", "14.5", "-1", "siang"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(LapakError, match="time_not_understood"):
        parse_time(text)


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 1440))
def test_what_is_written_is_read_again(day: date, minutes: int) -> None:
    assert parse_day(format_day(day), TODAY) == day
    assert parse_time(format_time(minutes)) == minutes
