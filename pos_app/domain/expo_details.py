"""What an organizer tells the booths of an expo: its name, its days, papers' header, a notice.

The same check stands at the server, where it is typed, and at the till, which believes no server.
"""

from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.register import checked_cutoff
from pos_app.domain.words import one_line

MAX_NAME = 80
MAX_HEADER = 4
MAX_HEADER_LINE = 48
"""As long as the widest roll is."""

MAX_ANNOUNCEMENT = 240
MAX_REVISION = 2**53


class ExpoDetails(msgspec.Struct, frozen=True):
    """An expo as its organizer has set it up; the highest `revision` is the one that holds.

    `expo` is its id. `header` are lines for the top of receipts, `announcement` one for everybody
    at the tills; both may be empty. A day ends `cutoff_minutes` after midnight in `zone`.
    """

    expo: str
    revision: int
    name: str
    zone: str
    cutoff_minutes: int
    first_day: date | None = None
    last_day: date | None = None
    header: tuple[str, ...] = ()
    announcement: str = ""


class DaysChanged(msgspec.Struct, frozen=True):
    """Body of `days.changed`: from here on a register's days are counted so, between two shifts."""

    zone: str
    cutoff_minutes: int


def checked(details: ExpoDetails) -> ExpoDetails:
    """Return details that a till can work with.

    Raises LapakError `expo_name_not_usable`, `zone_unknown`, `cutoff_out_of_range`,
    `expo_days_turned`, `receipt_header_too_long`, `announcement_too_long`, or
    `expo_details_not_usable` for what nobody can have typed.
    """
    words = (details.name, *details.header, details.announcement)
    if not 0 <= details.revision <= MAX_REVISION or any(one_line(text) != text for text in words):
        raise LapakError("expo_details_not_usable")
    if not 0 < len(details.name) <= MAX_NAME:
        raise LapakError("expo_name_not_usable", limit=MAX_NAME)
    known_zone(details.zone)
    checked_cutoff(details.cutoff_minutes)
    if details.first_day and details.last_day and details.first_day > details.last_day:
        raise LapakError("expo_days_turned")
    too_long = any(not 0 < len(line) <= MAX_HEADER_LINE for line in details.header)
    if too_long or len(details.header) > MAX_HEADER:
        raise LapakError("receipt_header_too_long", lines=MAX_HEADER, limit=MAX_HEADER_LINE)
    if len(details.announcement) > MAX_ANNOUNCEMENT:
        raise LapakError("announcement_too_long", limit=MAX_ANNOUNCEMENT)
    return details


def known_zone(text: str) -> str:
    """A zone of the time zone database; raises LapakError `zone_unknown`."""
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, LookupError) as error:
        raise LapakError("zone_unknown", zone=text[:60]) from error
