"""What every request works with: the database, who this server is, the clock, and fresh ids."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from sync.server.store.database import CONNECTIONS, Database, connect, insert_many
from sync.server.store.generation import notice
from sync.server.store.rows import IdentityRow
from sync.server.store.upgrade import upgrade

COMMAND_LINE = "command line"
"""Whom the audit names for what nobody who is logged in has done."""


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def random_id() -> str:
    """A fresh id for an expo or a booth."""
    return str(uuid.uuid4())


def random_secret() -> bytes:
    """256 random bits for tokens, sessions, keys and codes."""
    return secrets.token_bytes(32)


class Identity(msgspec.Struct, frozen=True):
    """Who signs receipts here; `public_key` is Ed25519 in hex."""

    server_id: str
    private_key: Ed25519PrivateKey
    public_key: str

    def sign(self, message: bytes) -> str:
        """Vouch for bytes; hex."""
        return self.private_key.sign(message).hex()

    def has_signed(self, message: bytes, signature: str) -> bool:
        """Whether a signature in hex is this server's own."""
        try:
            self.private_key.public_key().verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def derived_key(self, purpose: str) -> bytes:
        """A secret key for one purpose, the same in every process on this database."""
        seed = self.private_key.private_bytes_raw()
        return hmac.new(seed, purpose.encode(), hashlib.sha256).digest()


class Office(msgspec.Struct, frozen=True):
    """The parts that requests share; nothing in it changes while it is open.

    `by` is whom the audit names for what is changed with it.
    """

    database: Database
    identity: Identity
    clock: Callable[[], datetime] = system_clock
    new_id: Callable[[], str] = random_id
    new_secret: Callable[[], bytes] = random_secret
    by: str = COMMAND_LINE

    def used_by(self, name: str) -> Self:
        """The same office with somebody else's name on what is changed."""
        return msgspec.structs.replace(self, by=name)


def open_office(
    database_url: str,
    *,
    clock: Callable[[], datetime] = system_clock,
    new_id: Callable[[], str] = random_id,
    new_secret: Callable[[], bytes] = random_secret,
    connections: int = CONNECTIONS,
) -> Office:
    """Open and migrate a database, and make this server's identity if it is new.

    A database that was put back from a backup begins a new generation where its mark shows that.

    Raises LapakError `database_newer`, `database_foreign`, `database_not_opened` and others that
    `upgrade` and `connect` name.
    """
    database = connect(database_url, connections)
    try:
        upgrade(database)
        with database.write() as connection:
            identity = _identity(connection, new_id(), new_secret())
        notice(database, clock())
    except BaseException:
        database.close()
        raise
    return Office(database, identity, clock, new_id, new_secret)


def _identity(connection: Connection, fresh_id: str, fresh_key: bytes) -> Identity:
    insert_many(
        connection,
        "identity (one, server_id, generation, private_key)",
        [(1, fresh_id, 1, fresh_key)],
        conflict="(one) DO NOTHING",
    )
    row = connection.execute(select(IdentityRow.server_id, IdentityRow.private_key)).one()
    key = Ed25519PrivateKey.from_private_bytes(row.private_key)
    public = key.public_key().public_bytes_raw().hex()
    return Identity(row.server_id, key, public)
