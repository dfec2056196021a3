"""Programs that may use the API: tokens with what each is good for, and keys of other servers."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit, tokens
from sync.server.accounts.people import account_name
from sync.server.accounts.rights import SCOPES, Right, of_scopes
from sync.server.office import Office
from sync.server.store.database import run_many
from sync.server.store.rows import ApiTokenRow

PROGRAM = "program"
RELAY = "relay"
"""The role of a hall's server that passes on what it holds, and may nothing else."""


class Program(msgspec.Struct, frozen=True):
    """A program with a token, and what it may do with it."""

    name: str
    rights: frozenset[Right]
    created_at: datetime | None = None


def create_api_token(
    office: Office, name: str, role: str = PROGRAM, scopes: tuple[Right, ...] = SCOPES
) -> str:
    """Make a token for a program, or for a server that passes on; returned once, kept as a hash.

    Raises LapakError `account_name_not_usable`.
    """
    text = tokens.token_text(office.new_secret())
    words = "" if role == RELAY else " ".join(scopes)
    with office.database.write() as connection:
        connection.execute(
            insert(ApiTokenRow).values(
                token_hash=tokens.token_hash(text),
                name=account_name(name),
                role=role,
                scopes=words,
                created_at=stamp(office.clock()),
            )
        )
        audit.note(connection, office, "token.made", token=account_name(name), scopes=words or role)
    return text


def program_of(connection: Connection, token: str, role: str = PROGRAM) -> Program:
    """Who a token stands for; raises LapakError `token_unknown` or `token_revoked`."""
    row = connection.execute(
        select(ApiTokenRow.__table__).where(
            ApiTokenRow.token_hash == tokens.token_hash(token), ApiTokenRow.role == role
        )
    ).one_or_none()
    if row is None:
        raise LapakError("token_unknown")
    if row.revoked_at is not None:
        raise LapakError("token_revoked")
    return Program(row.name, of_scopes(row.scopes))


def programs(connection: Connection) -> tuple[Program, ...]:
    """Programs and servers whose tokens are good, the newest last."""
    rows = connection.execute(
        select(ApiTokenRow.name, ApiTokenRow.scopes, ApiTokenRow.created_at)
        .where(ApiTokenRow.revoked_at.is_(None))
        .order_by(ApiTokenRow.created_at, ApiTokenRow.name)
    )
    return tuple(Program(row.name, of_scopes(row.scopes), moment(row.created_at)) for row in rows)


def revoke_api_token(office: Office, name: str) -> None:
    """Make every API token of that name worthless; raises LapakError `api_token_unknown`."""
    wanted = " ".join(name.split()).lower()
    with office.database.write() as connection:
        revoked = run_many(
            connection,
            "UPDATE api_token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL",
            [(stamp(office.clock()), wanted)],
        )
        if not revoked:
            raise LapakError("api_token_unknown", name=name)
        audit.note(connection, office, "token.revoked", token=wanted)
