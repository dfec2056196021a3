"""The registers of an expo as its organizer names them, and locking one out."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, exists, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.office import Office
from sync.server.rows import BoothRow, RegisterRow, RegisterTokenRow


class RegisterSeen(msgspec.Struct, frozen=True):
    """A register: `code` is its booth's and its own, as on its receipts (`A1-K1`)."""

    id: str
    code: str
    last_seen: datetime | None
    is_revoked: bool


def registers_of(connection: Connection, expo_id: str) -> tuple[RegisterSeen, ...]:
    """The registers of an expo by code."""
    works = exists().where(
        RegisterTokenRow.expo_id == RegisterRow.expo_id,
        RegisterTokenRow.register_id == RegisterRow.register_id,
        RegisterTokenRow.revoked_at.is_(None),
    )
    rows = connection.execute(
        select(
            RegisterRow.register_id,
            BoothRow.code.label("booth"),
            RegisterRow.code,
            RegisterRow.last_seen,
            works.label("works"),
        )
        .join(
            BoothRow,
            (BoothRow.expo_id == RegisterRow.expo_id) & (BoothRow.booth_id == RegisterRow.booth_id),
        )
        .where(RegisterRow.expo_id == expo_id)
        .order_by(BoothRow.code, RegisterRow.joined_at, RegisterRow.register_id)
    )
    return tuple(
        RegisterSeen(
            id=row.register_id,
            code=f"{row.booth}-{row.code}",
            last_seen=moment(row.last_seen) if row.last_seen else None,
            is_revoked=not row.works,
        )
        for row in rows
    )


def find_register(connection: Connection, expo_id: str, text: str) -> RegisterSeen:
    """A register by its id or code, as typed on a command line; raises `register_unknown`."""
    wanted = {text.strip(), text.strip().upper()}
    for register in registers_of(connection, expo_id):
        if wanted & {register.id, register.code}:
            return register
    raise LapakError("register_unknown", register=text)


def revoke_register(office: Office, expo_id: str, text: str) -> RegisterSeen:
    """Make all tokens of a register (by id or code) worthless; raises `register_unknown`."""
    with office.database.write() as connection:
        register = find_register(connection, expo_id, text)
        connection.execute(
            update(RegisterTokenRow)
            .where(
                RegisterTokenRow.expo_id == expo_id,
                RegisterTokenRow.register_id == register.id,
                RegisterTokenRow.revoked_at.is_(None),
            )
            .values(revoked_at=stamp(office.clock()))
        )
    return register
