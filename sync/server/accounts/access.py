"""The register that a request speaks for, by its token."""

import msgspec
from sqlalchemy import Connection, bindparam, select

from pos_app.domain.errors import LapakError
from sync.server.accounts import tokens
from sync.server.store.rows import (
    ExpoRow,
    RegisterRow,
    RegisterTokenRow,
    RevocationRow,
)
from sync.server.store.statements import Statement


class Seat(msgspec.Struct, frozen=True):
    """The register that a request speaks for, and where it stands; `public_key` is raw."""

    expo_id: str
    booth_id: str
    register_id: str
    public_key: bytes
    zone: str


_SEAT = Statement(
    select(
        RegisterTokenRow.revoked_at,
        RegisterRow.expo_id,
        RegisterRow.booth_id,
        RegisterRow.register_id,
        RegisterRow.public_key,
        ExpoRow.zone,
        RevocationRow.reason,
    )
    .join(
        RegisterRow,
        (RegisterRow.expo_id == RegisterTokenRow.expo_id)
        & (RegisterRow.register_id == RegisterTokenRow.register_id),
    )
    .join(ExpoRow, ExpoRow.expo_id == RegisterRow.expo_id)
    .outerjoin(
        RevocationRow,
        (RevocationRow.expo_id == RegisterRow.expo_id)
        & (RevocationRow.register_id == RegisterRow.register_id),
    )
    .where(
        RegisterTokenRow.expo_id == bindparam("expo"),
        RegisterTokenRow.token_hash == bindparam("token_hash"),
    )
)


def seat_of(connection: Connection, token: str, register_id: str) -> Seat:
    """The register of a token, or an earlier one of the same machine at the same booth.

    So a machine that was locked out and given a new join code hands over what it recorded in
    between: with the new token, whatever became of the old one, and signed by the same key.

    Raises LapakError `token_unknown`, `token_revoked` or `token_of_another_register`.
    """
    row = _SEAT.run(
        connection, expo=tokens.expo_of(token) or "", token_hash=tokens.token_hash(token)
    ).one_or_none()
    if row is None:
        raise LapakError("token_unknown")
    if row.revoked_at is not None:
        raise LapakError("token_revoked", reason=row.reason or "")
    seat = Seat(row.expo_id, row.booth_id, row.register_id, row.public_key, row.zone)
    return seat if row.register_id == register_id else _earlier(connection, seat, register_id)


def _earlier(connection: Connection, seat: Seat, register_id: str) -> Seat:
    found = connection.execute(
        select(RegisterRow.register_id).where(
            RegisterRow.expo_id == seat.expo_id,
            RegisterRow.register_id == register_id.replace("\0", ""),
            RegisterRow.booth_id == seat.booth_id,
            RegisterRow.public_key == seat.public_key,
        )
    ).one_or_none()
    if found is None:
        raise LapakError("token_of_another_register")
    return msgspec.structs.replace(seat, register_id=found.register_id)


def seat_of_register(connection: Connection, expo_id: str, register_id: str) -> Seat | None:
    """A register that joined, for whoever brings what it signed; None if there is none."""
    row = connection.execute(
        select(RegisterRow.booth_id, RegisterRow.public_key, ExpoRow.zone)
        .join(ExpoRow, ExpoRow.expo_id == RegisterRow.expo_id)
        .where(RegisterRow.expo_id == expo_id, RegisterRow.register_id == register_id)
    ).one_or_none()
    return row and Seat(expo_id, row.booth_id, register_id, row.public_key, row.zone)
