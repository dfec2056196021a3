"""Who is calling: a register or a program by its bearer token."""

import msgspec
from sqlalchemy import Connection, bindparam, select

from pos_app.domain.errors import LapakError
from sync.server import tokens
from sync.server.rows import ApiTokenRow, ExpoRow, RegisterRow, RegisterTokenRow
from sync.server.statements import Statement


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
    )
    .join(
        RegisterRow,
        (RegisterRow.expo_id == RegisterTokenRow.expo_id)
        & (RegisterRow.register_id == RegisterTokenRow.register_id),
    )
    .join(ExpoRow, ExpoRow.expo_id == RegisterRow.expo_id)
    .where(
        RegisterTokenRow.expo_id == bindparam("expo"),
        RegisterTokenRow.token_hash == bindparam("token_hash"),
    )
)


def bearer(header: str | None) -> str:
    """The token of an `Authorization` header; raises LapakError `token_missing`."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise LapakError("token_missing")
    return token.strip()


def seat_of(connection: Connection, token: str, register_id: str) -> Seat:
    """The register of a token.

    Raises LapakError `token_unknown`, `token_revoked` or `token_of_another_register`.
    """
    row = _SEAT.run(
        connection, expo=tokens.expo_of(token) or "", token_hash=tokens.token_hash(token)
    ).one_or_none()
    if row is None:
        raise LapakError("token_unknown")
    if row.revoked_at is not None:
        raise LapakError("token_revoked")
    if row.register_id != register_id:
        raise LapakError("token_of_another_register")
    return Seat(row.expo_id, row.booth_id, row.register_id, row.public_key, row.zone)


def seat_of_register(connection: Connection, expo_id: str, register_id: str) -> Seat | None:
    """A register that joined, for whoever brings what it signed; None if there is none."""
    row = connection.execute(
        select(RegisterRow.booth_id, RegisterRow.public_key, ExpoRow.zone)
        .join(ExpoRow, ExpoRow.expo_id == RegisterRow.expo_id)
        .where(RegisterRow.expo_id == expo_id, RegisterRow.register_id == register_id)
    ).one_or_none()
    return row and Seat(expo_id, row.booth_id, register_id, row.public_key, row.zone)


def check_api_token(connection: Connection, token: str) -> str:
    """The name of a program that may use the organizer's API.

    Raises LapakError `token_unknown` or `token_revoked`.
    """
    row = connection.execute(
        select(ApiTokenRow.name, ApiTokenRow.revoked_at).where(
            ApiTokenRow.token_hash == tokens.token_hash(token)
        )
    ).one_or_none()
    if row is None:
        raise LapakError("token_unknown")
    if row.revoked_at is not None:
        raise LapakError("token_revoked")
    return str(row.name)
