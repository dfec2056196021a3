"""Which day a sale belongs to, and how its time is written."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.business_day import (
    INDONESIAN_ZONES,
    business_date,
    format_clock,
    format_moment,
    zone_name,
)
from tests.domain.strategies import moments

JAKARTA = "Asia/Jakarta"
zones = st.sampled_from(sorted(INDONESIAN_ZONES))
cutoffs = st.integers(min_value=0, max_value=12 * 60)


@pytest.mark.parametrize(
    ("utc", "cutoff_minutes", "day"),
    [
        ("2026-11-21T16:59:59", 0, date(2026, 11, 21)),
        ("2026-11-21T17:00:00", 0, date(2026, 11, 22)),
        ("2026-11-21T19:59:59", 180, date(2026, 11, 21)),
        ("2026-11-21T20:00:00", 180, date(2026, 11, 22)),
        ("2026-12-31T18:30:00", 120, date(2026, 12, 31)),
    ],
)
def test_before_the_cutoff_it_is_still_yesterday(utc: str, cutoff_minutes: int, day: date) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert business_date(at, JAKARTA, cutoff_minutes) == day


def test_the_same_moment_may_be_another_day_in_another_zone() -> None:
    at = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    days = [business_date(at, zone, 0).day for zone in INDONESIAN_ZONES]
    assert days == [21, 21, 22]


@given(moments, zones, cutoffs)
def test_the_offset_in_which_a_moment_is_told_does_not_matter(
    at: datetime, zone: str, cutoff_minutes: int
) -> None:
    told = at.astimezone(ZoneInfo("Asia/Jayapura"))
    assert business_date(told, zone, cutoff_minutes) == business_date(at, zone, cutoff_minutes)


@given(moments, zones, cutoffs, st.integers(min_value=0, max_value=10**7))
def test_days_never_run_backwards(
    at: datetime, zone: str, cutoff_minutes: int, later_s: int
) -> None:
    later = at + timedelta(seconds=later_s)
    assert business_date(at, zone, cutoff_minutes) <= business_date(later, zone, cutoff_minutes)


def test_a_time_without_its_offset_is_a_bug() -> None:
    naive = datetime(2026, 11, 22, 8)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(ValueError, match="offset"):
        business_date(naive, JAKARTA, 0)


def test_a_cutoff_on_the_night_the_clocks_change_counts_from_midnight_by_the_wall() -> None:
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert business_date(at, "Europe/Berlin", 180) == date(2026, 3, 29)


@pytest.mark.parametrize(
    ("zone", "language", "written"),
    [
        (JAKARTA, "id", "22 Mei 2026 21:05 WIB"),
        (JAKARTA, "en", "22 May 2026 21:05 WIB"),
        ("Asia/Makassar", "id", "22 Mei 2026 22:05 WITA"),
        ("Asia/Jayapura", "id", "22 Mei 2026 23:05 WIT"),
        ("UTC", "en", "22 May 2026 14:05 UTC"),
    ],
)
def test_a_receipt_tells_local_time_and_its_zone(zone: str, language: str, written: str) -> None:
    assert format_moment(datetime(2026, 5, 22, 14, 5, tzinfo=UTC), zone, language) == written


def test_a_chip_tells_the_time_of_day_with_a_dot() -> None:
    assert format_clock(datetime(2026, 5, 22, 7, 2, tzinfo=UTC), JAKARTA) == "14.02"


def test_a_zone_without_an_indonesian_name_says_its_own() -> None:
    assert zone_name(datetime(2026, 7, 1, tzinfo=UTC), "Europe/Berlin") == "CEST"
