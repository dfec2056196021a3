"""What became of an expo's join codes: who used which and when, which expired or were replaced."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from pos_app.domain.moments import moment, stamp
from sync.server.store.rows import BoothRow, JoinCodeRow, MoveCodeRow, RegisterRow


class CodeState(StrEnum):
    """How a code stands; a used one stays used."""

    GOOD = "good"
    USED = "used"
    REPLACED = "replaced"
    EXPIRED = "expired"


class SeenCode(msgspec.Struct, frozen=True):
    """A code without its letters. `register` is the one that used it, as on its receipts."""

    booth_id: str
    booth: str
    state: CodeState
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    register: str = ""


def seen_codes(
    connection: Connection, expo_id: str, now: datetime, booth_id: str = ""
) -> tuple[SeenCode, ...]:
    """The codes of an expo (or of one of its booths), the latest first; none that move a till."""
    moving = select(MoveCodeRow.code_hash).where(MoveCodeRow.expo_id == expo_id)
    chosen = [JoinCodeRow.expo_id == expo_id, JoinCodeRow.code_hash.not_in(moving)]
    if booth_id:
        chosen.append(JoinCodeRow.booth_id == booth_id)
    rows: Iterable[Row[Any]] = connection.execute(
        select(
            *(JoinCodeRow.booth_id, BoothRow.code.label("booth")),
            *(JoinCodeRow.created_at, JoinCodeRow.expires_at, JoinCodeRow.ended_at),
            *(JoinCodeRow.used_at, JoinCodeRow.used_by, RegisterRow.code.label("register")),
        )
        .join(
            BoothRow,
            (BoothRow.expo_id == JoinCodeRow.expo_id) & (BoothRow.booth_id == JoinCodeRow.booth_id),
        )
        .outerjoin(
            RegisterRow,
            (RegisterRow.expo_id == JoinCodeRow.expo_id)
            & (RegisterRow.register_id == JoinCodeRow.used_by),
        )
        .where(*chosen)
        .order_by(JoinCodeRow.created_at.desc(), JoinCodeRow.code_hash)
    )
    return tuple(_seen(row, stamp(now)) for row in rows)


def latest_codes(
    connection: Connection, expo_id: str, now: datetime, booth_id: str = ""
) -> dict[str, SeenCode]:
    """The code of each booth that counts: the one that is good, else the one made last."""
    found: dict[str, SeenCode] = {}
    for each in seen_codes(connection, expo_id, now, booth_id):
        known = found.setdefault(each.booth_id, each)
        if each.state is CodeState.GOOD and known.state is not CodeState.GOOD:
            found[each.booth_id] = each
    return found


def _seen(row: Row[Any], now: str) -> SeenCode:
    return SeenCode(
        row.booth_id,
        row.booth,
        _state(row, now),
        moment(row.created_at),
        moment(row.expires_at),
        moment(row.used_at) if row.used_at else None,
        f"{row.booth}-{row.register}" if row.register else "",
    )


def _state(row: Row[Any], now: str) -> CodeState:
    if row.used_by is not None:
        return CodeState.USED
    if row.ended_at is not None:
        return CodeState.REPLACED
    return CodeState.GOOD if row.expires_at > now else CodeState.EXPIRED
