"""Setting an expo up: its plan, its days, where it stands, and what it takes from the last one."""

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import Connection, Row, exists, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails, checked
from pos_app.domain.expo_plan import MAX_TARGET, ExpoPlan, ExpoStatus, checked_plan
from pos_app.domain.moments import stamp
from pos_app.domain.register import Expo
from pos_app.domain.words import one_line
from sync.server.accounts import audit
from sync.server.fair.exhibitors import copy_booths
from sync.server.fair.expo_details import day_told, ensure_notice, next_revision, store_details
from sync.server.fair.expos import EXPO, expo_by_id, expo_name, find_expo, lock_expo
from sync.server.fair.seen import check_seen
from sync.server.office import Office
from sync.server.store.rows import ExpoNoticeRow, ExpoRow, RegisterRow

Target = Annotated[int, Meta(ge=0, le=MAX_TARGET)]


class PlannedExpo(msgspec.Struct, frozen=True):
    """An expo as its organizer has set it up."""

    expo: Expo
    plan: ExpoPlan
    status: ExpoStatus
    first_day: date | None = None
    last_day: date | None = None


class PlanChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change of an expo's plan; what is left out stays."""

    edition: str | UnsetType = UNSET
    city: str | UnsetType = UNSET
    venue: str | UnsetType = UNSET
    target: Target | UnsetType = UNSET


class SetUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An expo to set up; `copy_of` is an earlier one (by id) whose booths come along.

    A day ends `cutoff_minutes` after midnight in `zone`. While it is a draft no till can join.
    """

    name: str
    zone: str = "Asia/Jakarta"
    cutoff_minutes: int = 0
    edition: str = ""
    city: str = ""
    venue: str = ""
    target: Target = 0
    first_day: date | None = None
    last_day: date | None = None
    is_draft: bool = False
    copy_of: str = ""


def planned(connection: Connection, expo_id: str) -> PlannedExpo:
    """An expo with its plan; raises LapakError `expo_unknown`."""
    mine = ExpoRow.expo_id == expo_by_id(connection, expo_id).id
    return _planned(connection.execute(_question().where(mine)).one())


def all_planned(connection: Connection) -> tuple[PlannedExpo, ...]:
    """Every expo with its plan, the newest first."""
    ordered = _question().order_by(ExpoRow.created_at.desc(), ExpoRow.expo_id)
    return tuple(_planned(row) for row in connection.execute(ordered))


def _question() -> Any:
    days = (ExpoNoticeRow.first_day, ExpoNoticeRow.last_day)
    plan = (ExpoRow.edition, ExpoRow.city, ExpoRow.venue, ExpoRow.target, ExpoRow.status)
    told = ExpoNoticeRow.expo_id == ExpoRow.expo_id
    return select(*EXPO, *plan, *days).join(ExpoNoticeRow, told, isouter=True)


def _planned(row: Row[Any]) -> PlannedExpo:
    return PlannedExpo(
        Expo(row.expo_id, row.name, row.zone, row.cutoff_minutes, row.currency),
        ExpoPlan(row.edition, row.city, row.venue, row.target),
        ExpoStatus(row.status),
        day_told(row.first_day),
        day_told(row.last_day),
    )


def set_up(office: Office, asked: SetUp) -> PlannedExpo:
    """Make an expo, with the booths of an earlier one if that is asked; all of it or nothing.

    Raises LapakError as `checked_plan` and `expo_details.checked` do, and `expo_unknown` for an
    earlier one that is not there.
    """
    expo_id = office.new_id()
    details = _checked_days(asked, expo_id)
    plan = checked_plan(ExpoPlan(asked.edition, asked.city, asked.venue, asked.target))
    with office.database.write() as connection:
        connection.execute(insert(ExpoRow).values(_row(office, details, plan, asked)))
        if details.first_day or details.last_day:
            ensure_notice(connection, expo_id)
            revision = next_revision(0, office.clock())
            store_details(connection, msgspec.structs.replace(details, revision=revision))
        if asked.copy_of:
            source = find_expo(connection, asked.copy_of).id
            copy_booths(connection, office, source, expo_id)
        audit.note(connection, office, "expo.added", expo_id, name=details.name)
        return planned(connection, expo_id)


def change_plan(office: Office, expo_id: str, change: PlanChange, seen: str = "") -> PlannedExpo:
    """Change what is set; `seen` marks the plan that was shown, if one was.

    Raises LapakError `expo_unknown`, `changed_meanwhile` and what `checked_plan` raises.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        check_seen(seen, planned(connection, expo_id).plan)
        store_plan(connection, expo_id, change)
        told = msgspec.structs.asdict(change)
        changed = {name: value for name, value in told.items() if value is not UNSET}
        audit.note(connection, office, "expo.changed", expo_id, **changed)
        return planned(connection, expo_id)


def store_plan(connection: Connection, expo_id: str, change: PlanChange) -> None:
    """The same in a transaction of the caller's."""
    before = planned(connection, expo_id)
    told = {
        name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET
    }
    after = checked_plan(msgspec.structs.replace(before.plan, **told))
    mine = update(ExpoRow).where(ExpoRow.expo_id == before.expo.id)
    connection.execute(mine.values(msgspec.structs.asdict(after)))


def change_status(office: Office, expo_id: str, status: ExpoStatus) -> PlannedExpo:
    """Let tills join, or take that back while none has.

    Raises LapakError `expo_unknown`, `expo_has_tills`, or `expo_status_fixed` where it is closed
    or is to be closed, which `close_expo` does.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        before = planned(connection, expo_id)
        if ExpoStatus.CLOSED in {before.status, status}:
            raise LapakError("expo_status_fixed")
        if status is ExpoStatus.DRAFT and _has_tills(connection, expo_id):
            raise LapakError("expo_has_tills")
        mine = update(ExpoRow).where(ExpoRow.expo_id == before.expo.id)
        connection.execute(mine.values(status=status))
        audit.note(connection, office, "expo.changed", expo_id, status=status.value)
        return planned(connection, expo_id)


def _checked_days(asked: SetUp, expo_id: str) -> ExpoDetails:
    return checked(
        ExpoDetails(
            expo_id,
            0,
            expo_name(one_line(asked.name)),
            asked.zone,
            asked.cutoff_minutes,
            asked.first_day,
            asked.last_day,
        )
    )


def _row(office: Office, details: ExpoDetails, plan: ExpoPlan, asked: SetUp) -> dict[str, Any]:
    return {
        "expo_id": details.expo,
        "name": details.name,
        "zone": details.zone,
        "cutoff_minutes": details.cutoff_minutes,
        "currency": "IDR",
        "created_at": stamp(office.clock()),
        "status": ExpoStatus.DRAFT if asked.is_draft else ExpoStatus.OPEN,
        **msgspec.structs.asdict(plan),
    }


def _has_tills(connection: Connection, expo_id: str) -> bool:
    joined = exists().where(RegisterRow.expo_id == expo_id)
    return bool(connection.execute(select(joined)).scalar_one())
