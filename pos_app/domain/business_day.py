"""Which day a moment belongs to, and how times are written."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its offset; decoding refuses one without, which could not be compared."""

INDONESIAN_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def business_date(at: datetime, zone: str, cutoff_minutes: int) -> date:
    """The trading day of a moment; before the cut-off (minutes after midnight) it is yesterday's.

    `at` is aware; a naive time raises ValueError.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return (at.astimezone(ZoneInfo(zone)) - timedelta(minutes=cutoff_minutes)).date()


def format_moment(at: datetime, zone: str, language: str) -> str:
    """A moment as receipts write it: `22 Nov 2026 21:05 WIB`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{format_date(local, language)} {local:%H:%M} {zone_name(at, zone)}"


def format_date(day: date, language: str) -> str:
    """A day as receipts write it: `22 Nov 2026`."""
    return f"{day.day:02d} {_MONTHS[language][day.month - 1]} {day.year}"


def format_clock(at: datetime, zone: str) -> str:
    """The time of day on chips and pages: `14.02`, as Indonesians write it."""
    return f"{at.astimezone(ZoneInfo(zone)):%H.%M}"


def zone_name(at: datetime, zone: str) -> str:
    """WIB, WITA or WIT; elsewhere what the zone database says."""
    return INDONESIAN_ZONES.get(zone) or at.astimezone(ZoneInfo(zone)).tzname() or zone
