"""The editions of a fair that came before an expo, and whether the same exhibitors were there."""

from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from sync.server.fair.expos import expo_by_id
from sync.server.store.rows import BoothRow, ExpoNoticeRow, ExpoRow


class Edition(msgspec.Struct, frozen=True, order=True):
    """An expo by the day on which it began (or was set up); `again` exhibitors came once more."""

    began: date
    created_at: str
    id: str
    name: str
    edition: str
    again: int = 0

    @property
    def told(self) -> str:
        """What it is called: its name, and which edition where that is known."""
        return " · ".join(part for part in (self.name, self.edition) if part)


def earlier_editions(connection: Connection, expo_id: str) -> tuple[Edition, ...]:
    """Every expo that began before this one, the latest first; raises `expo_unknown`."""
    this = expo_by_id(connection, expo_id)
    again = _came_again(connection, this.id)
    row, notice = ExpoRow, ExpoNoticeRow
    rows = connection.execute(
        select(row.expo_id, row.name, row.edition, row.created_at, notice.first_day).outerjoin(
            notice, notice.expo_id == row.expo_id
        )
    )
    every = [
        Edition(
            date.fromisoformat(one.first_day or one.created_at[:10]),
            one.created_at,
            one.expo_id,
            one.name,
            one.edition,
            again.get(one.expo_id, 0),
        )
        for one in rows
    ]
    own = next(one for one in every if one.id == this.id)
    return tuple(sorted((one for one in every if one < own), reverse=True))


def last_edition(editions: tuple[Edition, ...]) -> Edition | None:
    """The one to compare with unless told otherwise: the latest at which some were before."""
    return next((one for one in editions if one.again), None)


def _came_again(connection: Connection, expo_id: str) -> dict[str, int]:
    """How many of an expo's exhibitors were at each other expo."""
    own = select(BoothRow.exhibitor).where(BoothRow.expo_id == expo_id, BoothRow.exhibitor != "")
    rows = connection.execute(
        select(BoothRow.expo_id, func.count(BoothRow.exhibitor.distinct()))
        .where(BoothRow.expo_id != expo_id, BoothRow.exhibitor.in_(own))
        .group_by(BoothRow.expo_id)
    )
    return {row[0]: row[1] for row in rows}
