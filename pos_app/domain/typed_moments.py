"""Days and times of day as people type them."""

import re
from datetime import date

from pos_app.domain.errors import LapakError

_DAY = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{4}|\d{2}))?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)
DAY_MINUTES = 24 * 60


def parse_day(text: str, today: date) -> date:
    """Read `21/11/2026`, `21-11-26` or `21/11`, which is the nearest to today of all years.

    So `1/1` typed in December is the new year's: a tax that holds from then on, an order due then.
    Raises LapakError `day_not_understood`.
    """
    found = _DAY.fullmatch(text.strip())
    days = []
    if found is not None:
        year = found[3]
        century = 2000 if year and len(year) == 2 else 0
        years = [century + int(year)] if year else [today.year + step for step in (0, 1, -1)]
        days = [day for one in years if (day := _day(one, int(found[2]), int(found[1])))]
    if not days:
        raise LapakError("day_not_understood", text=text)
    return min(days, key=lambda day: abs(day - today))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def format_day(day: date) -> str:
    """Write a day as `parse_day` reads it: `21/11/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def parse_time(text: str) -> int:
    """Read `14.00`, `14:00` or `14` as minutes of the day; `24.00` is its end.

    Raises LapakError `time_not_understood`.
    """
    found = _TIME.fullmatch(text.strip())
    if found is not None:
        minutes = int(found[1]) * 60 + int(found[2] or 0)
        if minutes <= DAY_MINUTES and int(found[2] or 0) < 60:
            return minutes
    raise LapakError("time_not_understood", text=text)


def format_time(minutes: int) -> str:
    """Write minutes of the day as Indonesians do: `14.00`."""
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
