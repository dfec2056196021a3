"""Days and times in statements: every spelling gives the same moment, and no text breaks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.written_moments import WrittenMoment, is_month_first, read_moment

JAKARTA = ZoneInfo("Asia/Jakarta")
TODAY = date(2026, 11, 24)
EVENING = datetime(2026, 11, 22, 21, 5, 9, tzinfo=JAKARTA)


def read(text: str, clock: str = "", *, month_first: bool = False) -> WrittenMoment | None:
    return read_moment(text, clock, zone="Asia/Jakarta", today=TODAY, month_first=month_first)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22 21:05:09",
        "2026-11-22T21:05:09",
        "2026-11-22T21:05:09.123+07:00",
        "2026-11-22T14:05:09Z",
        "2026-11-22 14:05:09 +0000",
        "2026/11/22 21.05.09",
        "20261122 210509",
        "20261122210509",
        "22/11/2026 21:05:09",
        "22-11-2026, 21.05.09 WIB",
        "22.11.2026 21:05:09",
        "22/11/26 21:05:09",
        "22 Nov 2026 21:05:09 WIB",
        "22 Nov 2026 22:05:09 WITA",
        "22 Nov 2026 23:05:09 WIT",
        "22 Nop 2026, 21:05:09",
        "Minggu, 22 November 2026 21:05:09",
        "22-Nov-26 09:05:09 PM",
        "Nov 22, 2026 9:05:09 pm",
        "November 22, 2026 21:05:09 GMT+7",
        "46348.8785763889",
    ],
)
def test_every_spelling_is_the_same_moment(text: str) -> None:
    assert read(text) == WrittenMoment(EVENING.date(), EVENING)


@pytest.mark.parametrize(
    "clock", ["21:05:09", "21.05.09", "9:05:09 PM", "21:05:09 WIB", "14:05:09Z"]
)
def test_a_time_in_its_own_cell_belongs_to_the_day_beside_it(clock: str) -> None:
    assert read("22/11/2026", clock) == WrittenMoment(EVENING.date(), EVENING)
    assert read("2026-11-22 00:00:00", clock) == WrittenMoment(EVENING.date(), EVENING)


@pytest.mark.parametrize(
    "text", ["22/11/2026", "2026-11-22", "2026-11-22 00:00:00", "22 Nov 2026", "46348", "22/11"]
)
def test_a_day_alone_is_no_moment(text: str) -> None:
    assert read(text) == WrittenMoment(date(2026, 11, 22))


@pytest.mark.parametrize(("text", "day"), [("31/12", date(2025, 12, 31)), ("24-11", TODAY)])
def test_a_day_without_year_is_the_latest_one(text: str, day: date) -> None:
    assert read(text) == WrittenMoment(day)


@pytest.mark.parametrize(
    ("month", "number"),
    [("Mei", 5), ("May", 5), ("Agustus", 8), ("Agt", 8), ("Ags", 8), ("Okt", 10), ("Desember", 12)],
)
def test_months_are_known_in_both_languages(month: str, number: int) -> None:
    assert read(f"3 {month} 2026") == WrittenMoment(date(2026, number, 3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Total",
        "32/11/2026",
        "22/13/2026",
        "22 Nob 2026",
        "PEND",
        "2026",
        "99999",
        "-1",
        "29/02/2026",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read(text) is None


def test_american_dates_are_known_by_a_day_above_twelve() -> None:
    assert is_month_first(["11/03/2026", "11/22/2026 10:00"])
    assert not is_month_first(["11/03/2026", "22/11/2026"])
    assert not is_month_first(["11/03/2026", "2026-11-22"])
    assert read("11/22/2026 21:05:09", month_first=True) == read("22/11/2026 21:05:09")


FORMS = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H.%M.%S", "%d-%m-%y %H:%M:%S", "%d %b %Y %I:%M:%S %p")


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2068, 12, 31)),  # noqa: DTZ001 - zone below
    st.sampled_from(FORMS),
)
def test_what_is_written_is_read_back(naive: datetime, form: str) -> None:
    at = naive.replace(microsecond=0, tzinfo=JAKARTA)
    found = read(at.strftime(form))
    assert found is not None
    assert found.day == at.date()
    assert found.at in {at, None if at.time() == datetime.min.time() else at}


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_whatever_breaks_it(text: str, clock: str) -> None:
    found = read(text, clock)
    assert found is None or found.at is None or found.at.date() == found.day


@given(
    st.from_regex(r"[0-9]{1,6}[-/. T:][0-9]{1,4}[-/. :][0-9]{1,6}( [0-9]{1,2}[:.][0-9]{2})?.{0,6}")
)
def test_numbers_that_look_like_days_break_nothing(text: str) -> None:
    found = read(text)
    assert found is None or isinstance(found.day, date)


def test_times_of_other_zones_become_the_booths_own() -> None:
    found = read("2026-11-22T20:30:00Z")
    assert found is not None
    assert found.at == datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
    assert found.day == date(2026, 11, 22) + timedelta(days=1)
