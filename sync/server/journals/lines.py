"""A register's line: the journals of those that it continues, one after the other."""

from sqlalchemy import Connection, select

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import decode
from pos_app.domain.kinds import body_of
from pos_app.domain.register import RegisterOpened
from sync.server.store.rows import JournalRow, RegisterRow
from sync.wire import MovedRegister

_MOST = 64
"""Registers of one line; of a till that was restored more often the first ones stay away."""


def journals(connection: Connection, expo_id: str, register_id: str) -> tuple[MovedRegister, ...]:
    """The journals that are held of a register and of those that it continues, the first first."""
    line: list[MovedRegister] = []
    earlier: str | None = register_id
    while earlier is not None and len(line) < _MOST:
        of = JournalRow.expo_id == expo_id, JournalRow.register_id == earlier
        first = connection.execute(select(JournalRow.entry).where(*of, JournalRow.seq == 1))
        data = first.scalar_one_or_none()
        if data is None or earlier in {one.register for one in line}:
            break
        held = select(RegisterRow.acked_seq).where(
            RegisterRow.expo_id == expo_id, RegisterRow.register_id == earlier
        )
        line.insert(0, MovedRegister(earlier, connection.execute(held).scalar_one()))
        earlier = _continued(bytes(data))
    return tuple(line)


def _continued(data: bytes) -> str | None:
    try:
        body = body_of(decode(data))
    except LapakError:
        return None
    return body.continues if isinstance(body, RegisterOpened) else None
