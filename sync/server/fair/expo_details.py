"""What an organizer tells an expo's booths, and the revisions of it."""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, select, update

from pos_app.domain.expo_details import ExpoDetails
from sync.server.fair.expos import expo_by_id
from sync.server.store.database import insert_many
from sync.server.store.rows import ExpoNoticeRow, ExpoRow


class DetailsChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change of an expo's details; what is left out stays. None takes a day away."""

    name: str | UnsetType = UNSET
    zone: str | UnsetType = UNSET
    cutoff_minutes: int | UnsetType = UNSET
    first_day: date | UnsetType | None = UNSET
    last_day: date | UnsetType | None = UNSET
    header: tuple[str, ...] | UnsetType = UNSET
    announcement: str | UnsetType = UNSET


def details_of(connection: Connection, expo_id: str) -> ExpoDetails:
    """An expo's details, revision 0 until somebody changes them; raises `expo_unknown`."""
    expo = expo_by_id(connection, expo_id)
    row = connection.execute(
        select(ExpoNoticeRow.__table__).where(ExpoNoticeRow.expo_id == expo.id)
    ).one_or_none()
    bare = ExpoDetails(expo.id, 0, expo.name, expo.zone, expo.cutoff_minutes)
    if row is None:
        return bare
    return msgspec.structs.replace(
        bare,
        revision=row.revision,
        first_day=day_told(row.first_day),
        last_day=day_told(row.last_day),
        header=tuple(row.header.splitlines()),
        announcement=row.announcement,
    )


def ensure_notice(connection: Connection, expo_id: str) -> None:
    """Make the row that revisions are counted in, and lock it until the transaction's end.

    Raises LapakError `expo_unknown`.
    """
    expo = expo_by_id(connection, expo_id)
    columns = "expo_id, revision, first_day, last_day, header, announcement, offers_revision"
    row = (expo.id, 0, "", "", "", "", 0)
    insert_many(connection, f"expo_notice ({columns})", [row], conflict="(expo_id) DO NOTHING")
    mine = ExpoNoticeRow.expo_id == expo.id
    connection.execute(select(ExpoNoticeRow.revision).where(mine).with_for_update()).one()


def next_revision(before: int, now: datetime) -> int:
    """The revision after another: seconds since 1970, so that it rises after a restore too.

    A server that is restored from yesterday's backup would count numbers out a second time, and a
    till that has seen them would take today's change for an old one.
    """
    return max(before + 1, int(now.timestamp()))


def store_details(connection: Connection, details: ExpoDetails) -> None:
    """Write details with their revision, where `ensure_notice` has locked it."""
    connection.execute(
        update(ExpoRow)
        .where(ExpoRow.expo_id == details.expo)
        .values(name=details.name, zone=details.zone, cutoff_minutes=details.cutoff_minutes)
    )
    connection.execute(
        update(ExpoNoticeRow)
        .where(ExpoNoticeRow.expo_id == details.expo)
        .values(
            revision=details.revision,
            first_day=details.first_day.isoformat() if details.first_day else "",
            last_day=details.last_day.isoformat() if details.last_day else "",
            header="\n".join(details.header),
            announcement=details.announcement,
        )
    )


def day_told(text: str | None) -> date | None:
    """A day as it is stored; None where none is told."""
    return date.fromisoformat(text) if text else None
