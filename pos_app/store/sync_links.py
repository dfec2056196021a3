"""How a register reaches its organizer, and what the server last acknowledged."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import moment, stamp
from pos_app.store.tables.machine import SYNC_LINK


class SyncLink(msgspec.Struct, frozen=True):
    """Address and token of the organizer's server; `acked_seq` is a hint, never the truth.

    `certificate` is the SHA-256 fingerprint by which its TLS is known, in hex; without one the
    address has no TLS, or a certificate that others vouch for. `addresses` is where the server said
    that it can be reached.

    `token` is empty for a register that continues another one and is not known there yet.
    """

    register: str
    address: str
    token: str
    server_id: str
    server_key: str
    certificate: str = ""
    addresses: tuple[str, ...] = ()
    acked_seq: int = 0
    acked_at: datetime | None = None


def of_next(link: SyncLink, register: str) -> SyncLink:
    """The way of a register that continues another one, and is not known there yet."""
    return msgspec.structs.replace(link, register=register, token="", acked_seq=0, acked_at=None)


def save(db: Connection, link: SyncLink) -> None:
    """Store a link, in place of the register's older one."""
    values = {
        "register_id": link.register,
        "address": link.address,
        "token": link.token,
        "server_id": link.server_id,
        "server_key": link.server_key,
        "certificate": link.certificate,
        "addresses": " ".join(link.addresses),
        "acked_seq": link.acked_seq,
        "acked_at": stamp(link.acked_at) if link.acked_at else None,
    }
    statement = upsert(SYNC_LINK).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=["register_id"], set_=values))


def find(db: Connection, register: str) -> SyncLink | None:
    """The link of a register."""
    chosen = select(*SYNC_LINK.c).where(SYNC_LINK.c.register_id == register)
    row = db.execute(chosen).one_or_none()
    if row is None:
        return None
    return SyncLink(
        register=row.register_id,
        address=row.address,
        token=row.token,
        server_id=row.server_id,
        server_key=row.server_key,
        certificate=row.certificate,
        addresses=tuple(row.addresses.split()),
        acked_seq=row.acked_seq,
        acked_at=moment(row.acked_at) if row.acked_at else None,
    )


def move(db: Connection, link: SyncLink) -> None:
    """Every register of a server reaches it as this link does from now on."""
    db.execute(
        update(SYNC_LINK)
        .where(SYNC_LINK.c.server_id == link.server_id, SYNC_LINK.c.server_key == link.server_key)
        .values(
            address=link.address,
            certificate=link.certificate,
            addresses=" ".join(link.addresses),
        )
    )


def give_token(db: Connection, register: str, token: str) -> None:
    """Store the token that the server gave a register."""
    db.execute(update(SYNC_LINK).where(SYNC_LINK.c.register_id == register).values(token=token))


def acknowledge(db: Connection, register: str, seq: int, at: datetime) -> None:
    """Remember what the server said it holds."""
    db.execute(
        update(SYNC_LINK)
        .where(SYNC_LINK.c.register_id == register)
        .values(acked_seq=seq, acked_at=stamp(at))
    )
