"""The registers of an expo as its organizer names them, and locking one out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, exists, func, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from pos_app.domain.words import MAX_REASON, one_line
from sync.relay_wire import LockedOut
from sync.server.accounts import audit
from sync.server.fair.exhibitors import PAGE, BoothSearch, booths_fitting
from sync.server.fair.expos import expo_by_id
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import BoothRow, RegisterRow, RegisterTokenRow, RevocationRow

_ITS_BOOTH = (BoothRow.expo_id == RegisterRow.expo_id) & (BoothRow.booth_id == RegisterRow.booth_id)


class RegisterSeen(msgspec.Struct, frozen=True):
    """A register: `code` is its booth's and its own, as on its receipts (`A1-K1`).

    `reason` is why it was locked out, if somebody said so; `booth_name` whose it is. `version` is
    of the program on it. `clock_off_ms` is how far its clock was ahead of the server's when it sent
    last, null where nobody knows.
    """

    id: str
    code: str
    last_seen: datetime | None
    is_revoked: bool
    reason: str = ""
    booth_name: str = ""
    version: str = ""
    clock_off_ms: int | None = None
    joined_at: datetime | None = None


class RegisterList(msgspec.Struct, frozen=True):
    """One page of the registers found, by code; `found` is how many there are on all `pages`."""

    registers: tuple[RegisterSeen, ...]
    found: int
    page: int
    pages: int


def registers_of(connection: Connection, expo_id: str) -> tuple[RegisterSeen, ...]:
    """The registers of an expo by code."""
    rows = connection.execute(_question().where(RegisterRow.expo_id == expo_id))
    return tuple(_seen(row) for row in rows)


def find_registers(
    connection: Connection, expo_id: str, text: str = "", page: int = 1
) -> RegisterList:
    """The registers of booths that fit a search, such as `A1-K1`; a page past the end is the last.

    Raises LapakError `expo_unknown`.
    """
    expo_by_id(connection, expo_id)
    fits = booths_fitting(expo_id, BoothSearch(text.partition("-")[0]))
    counted = select(func.count()).select_from(RegisterRow).join(BoothRow, _ITS_BOOTH).where(*fits)
    found = connection.execute(counted).scalar_one()
    pages = max(1, -(-found // PAGE))
    place = min(max(1, page), pages)
    question = _question().where(*fits).limit(PAGE).offset((place - 1) * PAGE)
    rows = connection.execute(question)
    return RegisterList(tuple(_seen(row) for row in rows), found, place, pages)


def _question() -> Any:
    its = (
        RegisterTokenRow.expo_id == RegisterRow.expo_id,
        RegisterTokenRow.register_id == RegisterRow.register_id,
    )
    works = exists().where(*its, RegisterTokenRow.revoked_at.is_(None))
    joined_here = exists().where(*its)
    return (
        select(
            RegisterRow.register_id,
            BoothRow.code.label("booth"),
            RegisterRow.code,
            RegisterRow.last_seen,
            *(RegisterRow.version, RegisterRow.clock_off_ms, RegisterRow.joined_at),
            BoothRow.name.label("booth_name"),
            RevocationRow.reason,
            # One that is passed on has its tokens at another server.
            (works | (~joined_here & RevocationRow.at.is_(None))).label("works"),
        )
        .join(BoothRow, _ITS_BOOTH)
        .outerjoin(
            RevocationRow,
            (RevocationRow.expo_id == RegisterRow.expo_id)
            & (RevocationRow.register_id == RegisterRow.register_id),
        )
        .order_by(BoothRow.code, RegisterRow.joined_at, RegisterRow.register_id)
    )


def _seen(row: Row[Any]) -> RegisterSeen:
    return RegisterSeen(
        id=row.register_id,
        code=f"{row.booth}-{row.code}",
        last_seen=moment(row.last_seen) if row.last_seen else None,
        is_revoked=not row.works,
        reason=(row.reason or "") if not row.works else "",
        booth_name=row.booth_name,
        version=row.version,
        clock_off_ms=row.clock_off_ms,
        joined_at=moment(row.joined_at),
    )


def register_codes(connection: Connection, expo_id: str, ids: Collection[str]) -> dict[str, str]:
    """The codes of registers (`A1-K1`) by id."""
    mine = RegisterRow.expo_id == expo_id, RegisterRow.register_id.in_(ids)
    rows = connection.execute(
        select(RegisterRow.register_id, BoothRow.code.label("booth"), RegisterRow.code)
        .join(BoothRow, _ITS_BOOTH)
        .where(*mine)
    )
    return {row.register_id: f"{row.booth}-{row.code}" for row in rows}


def find_register(connection: Connection, expo_id: str, text: str) -> RegisterSeen:
    """A register by its id or code, as typed on a command line; raises `register_unknown`."""
    wanted = {text.strip(), text.strip().upper()}
    for register in registers_of(connection, expo_id):
        if wanted & {register.id, register.code}:
            return register
    raise LapakError("register_unknown", register=text)


def revoke_register(office: Office, expo_id: str, text: str, reason: str = "") -> RegisterSeen:
    """Make a register's tokens (by id or code) worthless, and let its booth read why.

    So are those of other registers that its machine has used. What it sends from now on is
    refused; a new join code lets the machine in again. Raises LapakError `register_unknown` or
    `text_too_long`.
    """
    told, now = one_line(reason), stamp(office.clock())
    if len(told) > MAX_REASON:
        raise LapakError("text_too_long", limit=MAX_REASON)
    with office.database.write() as connection:
        register = find_register(connection, expo_id, text)
        lock_out(connection, expo_id, LockedOut(register.id, now, told))
        named = {"register": register.code, "reason": told}
        audit.note(connection, office, "register.revoked", expo_id, **named)
    return register


def locked_out(connection: Connection, expo_id: str) -> tuple[LockedOut, ...]:
    """Who was locked out of an expo, when last, and why."""
    rows = connection.execute(
        select(RevocationRow.register_id, RevocationRow.at, RevocationRow.reason)
        .where(RevocationRow.expo_id == expo_id)
        .order_by(RevocationRow.register_id)
    )
    return tuple(LockedOut(*row) for row in rows)


def lock_out(connection: Connection, expo_id: str, out: LockedOut) -> None:
    """Make the tokens of a register worthless, and of all others that its machine has used."""
    same = _of_same_machine(connection, expo_id, out.register)
    connection.execute(
        update(RegisterTokenRow)
        .where(
            RegisterTokenRow.expo_id == expo_id,
            RegisterTokenRow.register_id.in_(same),
            RegisterTokenRow.revoked_at.is_(None),
        )
        .values(revoked_at=out.at)
    )
    insert_many(
        connection,
        "revocation (expo_id, register_id, at, reason)",
        [(expo_id, each, out.at, out.reason) for each in same],
        conflict="(expo_id, register_id) DO UPDATE SET at = excluded.at, reason = excluded.reason",
    )


def _of_same_machine(connection: Connection, expo_id: str, register_id: str) -> list[str]:
    """Registers with one key: who has stolen one machine has the tokens of all of them."""
    key = select(RegisterRow.public_key).where(
        RegisterRow.expo_id == expo_id, RegisterRow.register_id == register_id
    )
    same = select(RegisterRow.register_id).where(
        RegisterRow.expo_id == expo_id, RegisterRow.public_key == key.scalar_subquery()
    )
    return list(connection.execute(same).scalars())
