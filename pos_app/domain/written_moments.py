"""Days and times as banks, wallets and spreadsheets write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import msgspec

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan", "feb", "mar", "apr", "mei may", "jun", "jul"),
            *("agu agt ags aug", "sep", "okt oct", "nov nop", "des dec"),
        ),
        1,
    )
    for name in names.split()
}
"""Indonesian and English, by the letters that every spelling begins with."""

_HOURS = {"wib": 7, "wita": 8, "wit": 9, "z": 0}
_SHEET_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days have no zone
_SHEET_DAYS = range(36_526, 73_051)
"""The years 2000 to 2099 as spreadsheets count days."""

# Compiled at the first use: a till starts without. All years are of this century.
_SERIAL = r"(\d{5})(\.\d+)?"
_NUMBERS = r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>20\d\d|\d\d)(?!\d)"
_FORMS = (
    r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[ t]?(?P<clock>\d{6}))?(?!\d)",
    r"(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
    _NUMBERS,
    r"(?:[a-z]+, *)?(?P<d>\d{1,2})[-/. ]*(?P<m>[a-z]{3,9})[-/., ]*(?P<y>20\d\d|\d\d)(?!\d)",
    r"(?P<m>[a-z]{3,9})\.? *(?P<d>\d{1,2}), *(?P<y>20\d\d)(?!\d)",
    r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})(?![-/.\d])",
)
_CLOCK = r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?\s*([ap]\.?m\b)?"
_OFFSET = r"(?:gmt|utc)?\s*([+-]\d{1,2}):?(\d\d)?$|(?<![a-z])(wita?|wib|z)$"


class WrittenMoment(msgspec.Struct, frozen=True):
    """A day, and the moment itself where the time of day is told too."""

    day: date
    at: datetime | None = None


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether dates of numbers, taken together, can only be `month/day/year`."""
    found = (re.match(_NUMBERS, text.strip()) for text in texts)
    pairs = [(int(one["d"]), int(one["m"])) for one in found if one]
    return any(second > 12 for _, second in pairs) and all(first <= 12 for first, _ in pairs)


def read_moment(
    text: str, clock: str = "", *, zone: str, today: date, month_first: bool = False
) -> WrittenMoment | None:
    """Read a day with or without time, the time perhaps in a cell of its own; None if it is none.

    Without a zone of its own it is a time in `zone`, without a year the latest day up to `today`.
    Midnight to the second is how spreadsheets write a day without time.
    """
    written = " ".join(text.casefold().split())
    found = _day(written, today, month_first=month_first)
    if found is None:
        return None
    day, rest = found
    of_day = _clock(clock.casefold()) or _clock(rest)
    if of_day is None or (of_day == time() and not clock.strip()):
        return WrittenMoment(day)
    there = _offset(clock.casefold().strip()) or _offset(rest) or ZoneInfo(zone)
    at = datetime.combine(day, of_day, there).astimezone(ZoneInfo(zone))
    return WrittenMoment(at.date(), at)


def _day(text: str, today: date, *, month_first: bool) -> tuple[date, str] | None:
    """The day at the beginning of a text, and what follows it."""
    if serial := re.fullmatch(_SERIAL, text):
        return _serial(int(serial[1]), float(serial[2] or 0))
    form, found = next(
        ((form, found) for form in _FORMS if (found := re.match(form, text))), ("", None)
    )
    if found is None:
        return None
    parts = found.groupdict()
    if month_first and form == _NUMBERS:
        parts["d"], parts["m"] = parts["m"], parts["d"]
    try:
        day = _date(parts, today)
    except (ValueError, KeyError):
        return None
    clock = parts.get("clock") or ""
    return day, ":".join(re.findall("..", clock)) or text[found.end() :]


def _date(parts: dict[str, str], today: date) -> date:
    name, day = parts["m"], int(parts["d"])
    month = int(name) if name.isdigit() else _MONTHS[name[:3]]
    if "y" in parts:
        return date(int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today + timedelta(days=1) else date(today.year - 1, month, day)


def _serial(days: int, part: float) -> tuple[date, str] | None:
    if days not in _SHEET_DAYS:
        return None
    moment = _SHEET_EPOCH + timedelta(days=days, seconds=round(part * 86_400))
    return moment.date(), f"{moment:%H:%M:%S}"


def _clock(text: str) -> time | None:
    found = re.search(_CLOCK, text)
    if found is None:
        return None
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].startswith("p") else 0)
    if hour > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        return None
    return time(hour, int(found[2]), int(found[3] or 0))


def _offset(text: str) -> tzinfo | None:
    found = re.search(_OFFSET, text)
    if found is None:
        return None
    if found[3]:
        return timezone(timedelta(hours=_HOURS[found[3]]))
    minutes = int(found[1]) * 60 + (
        int(found[2] or 0) if found[1][0] == "+" else -int(found[2] or 0)
    )
    return timezone(timedelta(minutes=minutes)) if abs(minutes) <= 14 * 60 else None
