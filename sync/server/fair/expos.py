"""Expos and their booths, as the organizer sets them up."""

from sqlalchemy import Connection, Row, func, insert, or_, select

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Exhibitor, exhibitor_key
from pos_app.domain.expo_details import MAX_NAME, known_zone
from pos_app.domain.expo_plan import ExpoStatus
from pos_app.domain.moments import stamp
from pos_app.domain.register import Booth, Expo, booth_code, booth_name
from sync.server.accounts import audit
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import BoothRow, ExpoRow, RelayedExpoRow

EXPO = (ExpoRow.expo_id, ExpoRow.name, ExpoRow.zone, ExpoRow.cutoff_minutes, ExpoRow.currency)


def create_expo(
    office: Office, name: str, zone: str = "Asia/Jakarta", cutoff_minutes: int = 0
) -> Expo:
    """Set an expo up.

    Raises LapakError `expo_name_not_usable`, `zone_unknown` or `cutoff_out_of_range`.
    """
    expo = Expo(office.new_id(), expo_name(name), known_zone(zone), cutoff_minutes)
    if not 0 <= cutoff_minutes < 24 * 60:
        raise LapakError("cutoff_out_of_range")
    with office.database.write() as connection:
        connection.execute(
            insert(ExpoRow).values(
                expo_id=expo.id,
                name=expo.name,
                zone=expo.zone,
                cutoff_minutes=expo.cutoff_minutes,
                currency=expo.currency,
                created_at=stamp(office.clock()),
            )
        )
        audit.note(connection, office, "expo.added", expo.id, name=expo.name)
    return expo


def create_booth(office: Office, expo_id: str, code: str, name: str) -> Booth:
    """Add a booth to an expo.

    Raises LapakError `expo_unknown`, `booth_code_taken`, `booth_code_not_usable` or
    `booth_name_not_usable`.
    """
    booth = Booth(office.new_id(), booth_code(code), booth_name(_printable(name)))
    key = exhibitor_key(Exhibitor(), booth.name)
    with office.database.write() as connection:
        expo_by_id(connection, expo_id)
        added = insert_many(
            connection,
            "booth (expo_id, booth_id, code, name, registers, created_at, exhibitor)",
            [(expo_id, booth.id, booth.code, booth.name, 0, stamp(office.clock()), key)],
            conflict="(expo_id, code) DO NOTHING",
        )
        if not added:
            raise LapakError("booth_code_taken", booth=booth.code)
        audit.note(connection, office, "booth.added", expo_id, booth=booth.code, name=booth.name)
    return booth


def all_expos(connection: Connection) -> tuple[Expo, ...]:
    """Every expo, the newest first."""
    rows = connection.execute(select(*EXPO).order_by(ExpoRow.created_at.desc(), ExpoRow.expo_id))
    return tuple(_expo(row) for row in rows)


def expo_by_id(connection: Connection, expo_id: str) -> Expo:
    """An expo; raises LapakError `expo_unknown`."""
    row = connection.execute(
        select(*EXPO).where(ExpoRow.expo_id == _printable(expo_id))
    ).one_or_none()
    if row is None:
        raise LapakError("expo_unknown", expo=expo_id)
    return _expo(row)


def lock_expo(connection: Connection, expo_id: str) -> None:
    """Keep others from changing an expo's set-up until this transaction ends.

    Raises LapakError `expo_unknown`.
    """
    expo = expo_by_id(connection, expo_id)
    mine = select(ExpoRow.expo_id).where(ExpoRow.expo_id == expo.id)
    connection.execute(mine.with_for_update()).one()


def find_expo(connection: Connection, text: str) -> Expo:
    """An expo by its id or its name, as typed on a command line.

    Raises LapakError `expo_unknown` or `expo_ambiguous`.
    """
    wanted = _printable(text)
    same_name = func.lower(ExpoRow.name) == wanted.lower()
    rows = connection.execute(select(*EXPO).where(or_(ExpoRow.expo_id == wanted, same_name))).all()
    if not rows:
        raise LapakError("expo_unknown", expo=text)
    if len(rows) > 1:
        raise LapakError("expo_ambiguous", expo=text)
    return _expo(rows[0])


def find_booth(connection: Connection, expo_id: str, text: str) -> Booth:
    """A booth of an expo by its id or code; raises LapakError `booth_unknown`."""
    wanted = _printable(text)
    row = connection.execute(
        select(BoothRow.booth_id, BoothRow.code, BoothRow.name).where(
            BoothRow.expo_id == expo_id,
            or_(BoothRow.booth_id == wanted, BoothRow.code == wanted.upper()),
        )
    ).one_or_none()
    if row is None:
        raise LapakError("booth_unknown", booth=text)
    return Booth(row.booth_id, row.code, row.name)


def booths_of(connection: Connection, expo_id: str) -> tuple[Booth, ...]:
    """The booths of an expo by code."""
    rows = connection.execute(
        select(BoothRow.booth_id, BoothRow.code, BoothRow.name).where(BoothRow.expo_id == expo_id)
    )
    booths = (Booth(row.booth_id, row.code, row.name) for row in rows)
    return tuple(sorted(booths, key=lambda booth: booth.code))


def relay_of(connection: Connection, expo_id: str) -> str:
    """The name of the server that passes an expo on to this one; empty if tills join here."""
    chosen = select(RelayedExpoRow.relay).where(RelayedExpoRow.expo_id == expo_id)
    return connection.execute(chosen).scalar_one_or_none() or ""


def is_draft(connection: Connection, expo_id: str) -> bool:
    """Whether an expo is still being set up, so that no till may join."""
    chosen = select(ExpoRow.status).where(ExpoRow.expo_id == expo_id)
    return connection.execute(chosen).scalar_one() == ExpoStatus.DRAFT


def expo_name(text: str) -> str:
    """An expo's name with single spaces; raises LapakError `expo_name_not_usable`."""
    name = " ".join(_printable(text).split())
    if not name or len(name) > MAX_NAME:
        raise LapakError("expo_name_not_usable", limit=MAX_NAME)
    return name


def _printable(text: str) -> str:
    # PostgreSQL's text has no NUL, and control characters have no place in a name.
    return "".join(char if char.isprintable() else " " for char in text)


def _expo(row: Row[str, str, str, int, str]) -> Expo:
    return Expo(*row)
