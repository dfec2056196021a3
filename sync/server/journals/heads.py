"""What the server holds of a register: its heads, read under a lock, and the signed receipt."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, func, literal_column, select, update
from sqlalchemy.orm import aliased

from pos_app.domain.journal import Head
from pos_app.domain.moments import stamp
from sync.server.accounts.access import Seat
from sync.server.journals.forks import SignedHead
from sync.server.office import Identity
from sync.server.store.rows import (
    ContinuationRow,
    ExpoNoticeRow,
    IdentityRow,
    ProjectionMarkRow,
    QuarantineRow,
    RegisterRow,
)
from sync.server.store.statements import Statement
from sync.wire import Watermark, receipt_message

_PLACE = (
    RegisterRow.expo_id == bindparam("expo"),
    RegisterRow.register_id == bindparam("register"),
)
_LOCK = Statement(
    select(
        RegisterRow.acked_seq,
        RegisterRow.acked_hash,
        RegisterRow.acked_at,
        RegisterRow.declared_seq,
        RegisterRow.declared_hash,
        RegisterRow.declared_signature,
        RegisterRow.forked_at,
        RegisterRow.clock_ahead_seq,
        RegisterRow.clock_back_seq,
        RegisterRow.clock_off_ms,
        RegisterRow.version,
    )
    .where(*_PLACE)
    .with_for_update()
)
_UPDATE = Statement(
    update(RegisterRow)
    .where(*_PLACE)
    .values(
        acked_seq=bindparam("new_acked_seq"),
        acked_hash=bindparam("new_acked_hash"),
        acked_at=bindparam("new_acked_at"),
        declared_seq=bindparam("new_declared_seq"),
        declared_hash=bindparam("new_declared_hash"),
        declared_signature=bindparam("new_declared_signature"),
        last_seen=bindparam("new_last_seen"),
        forked_at=func.coalesce(RegisterRow.forked_at, bindparam("new_forked_at")),
        clock_ahead_seq=bindparam("new_clock_ahead_seq"),
        clock_back_seq=bindparam("new_clock_back_seq"),
        clock_off_ms=bindparam("new_clock_off_ms"),
        version=bindparam("new_version"),
    )
)
_UNCOUNTED = Statement(
    select(RegisterRow.acked_seq)
    .outerjoin(
        ProjectionMarkRow,
        (ProjectionMarkRow.expo_id == RegisterRow.expo_id)
        & (ProjectionMarkRow.register_id == RegisterRow.register_id),
    )
    .where(
        *_PLACE,
        RegisterRow.acked_seq > literal_column("0"),
        ProjectionMarkRow.seq.is_(None) | (ProjectionMarkRow.seq < RegisterRow.acked_seq),
    )
)
_COUNT = select(func.count()).where(
    QuarantineRow.expo_id == bindparam("expo"),
    QuarantineRow.register_id == bindparam("register"),
)
_QUARANTINED = Statement(_COUNT)
_NEXT = aliased(RegisterRow)
_MOVED_TO = (
    select(func.max(_NEXT.code))
    .join(
        ContinuationRow,
        (ContinuationRow.expo_id == _NEXT.expo_id)
        & (ContinuationRow.continued_by == _NEXT.register_id),
    )
    .where(
        ContinuationRow.expo_id == bindparam("expo"),
        ContinuationRow.register_id == bindparam("register"),
        ContinuationRow.because == literal_column("'moved'"),
    )
    .scalar_subquery()
)
_ACKED = Statement(
    select(
        RegisterRow.acked_seq,
        RegisterRow.acked_hash,
        _COUNT.scalar_subquery().label("quarantined"),
        ExpoNoticeRow.revision,
        ExpoNoticeRow.offers_revision,
        # Not kept by a process: one that runs beside this one may have counted it up.
        select(IdentityRow.generation).scalar_subquery().label("generation"),
        _MOVED_TO.label("moved_to"),
    )
    .outerjoin(ExpoNoticeRow, ExpoNoticeRow.expo_id == RegisterRow.expo_id)
    .where(*_PLACE)
)


_SIBLINGS = Statement(
    select(func.sum(RegisterRow.acked_seq)).where(
        RegisterRow.expo_id == bindparam("expo"),
        RegisterRow.booth_id == bindparam("booth"),
        RegisterRow.register_id != bindparam("register"),
    )
)


class Held(msgspec.Struct, frozen=True):
    """A register's row as ingest reads and writes it."""

    acked: Head
    acked_at: str
    declared: SignedHead
    forked: bool
    clock_ahead_seq: int | None
    clock_back_seq: int | None
    clock_off_ms: int | None = None
    version: str = ""


def lock(connection: Connection, seat: Seat) -> Held:
    """The register's heads, locked: two pushes at once are taken one after the other."""
    row = _LOCK.run(connection, **_here(seat)).one()
    declared = Head(seat.register_id, row.declared_seq, row.declared_hash)
    return Held(
        acked=Head(seat.register_id, row.acked_seq, row.acked_hash),
        acked_at=row.acked_at,
        declared=SignedHead(declared, row.declared_signature),
        forked=row.forked_at is not None,
        clock_ahead_seq=row.clock_ahead_seq,
        clock_back_seq=row.clock_back_seq,
        clock_off_ms=row.clock_off_ms,
        version=row.version,
    )


def write(connection: Connection, seat: Seat, held: Held, now: datetime) -> None:
    """Set a register's row to what is held now; the time heard is the server's."""
    _UPDATE.run(
        connection,
        **_here(seat),
        new_acked_seq=held.acked.seq,
        new_acked_hash=held.acked.hash,
        new_acked_at=held.acked_at,
        new_declared_seq=held.declared.head.seq,
        new_declared_hash=held.declared.head.hash,
        new_declared_signature=held.declared.signature,
        new_last_seen=stamp(now),
        new_forked_at=stamp(now) if held.forked else None,
        new_clock_ahead_seq=held.clock_ahead_seq,
        new_clock_back_seq=held.clock_back_seq,
        new_clock_off_ms=held.clock_off_ms,
        new_version=held.version,
    )


def watermark(connection: Connection, identity: Identity, seat: Seat) -> Watermark:
    """What is held of a register, with a signed receipt."""
    row = _ACKED.run(connection, **_here(seat)).one()
    mark = Watermark(
        server_id=identity.server_id,
        generation=row.generation,
        acked_seq=row.acked_seq,
        acked_hash=row.acked_hash.hex(),
        receipt="",
        server_key=identity.public_key,
        quarantined=row.quarantined,
        siblings=int(
            _SIBLINGS.run(connection, booth=seat.booth_id, **_here(seat)).scalar_one() or 0
        ),
        expo_revision=row.revision or 0,
        offers_revision=row.offers_revision or 0,
        moved_to=row.moved_to or "",
    )
    receipt = identity.sign(receipt_message(mark, seat.register_id))
    return msgspec.structs.replace(mark, receipt=receipt)


def is_counted(connection: Connection, seat: Seat) -> bool:
    """Whether the projection has reached the end of what is stored."""
    return _UNCOUNTED.run(connection, **_here(seat)).one_or_none() is None


def quarantined(connection: Connection, seat: Seat) -> int:
    """How many of a register's entries could not be projected."""
    return int(_QUARANTINED.run(connection, **_here(seat)).scalar_one())


def _here(seat: Seat) -> dict[str, str]:
    return {"expo": seat.expo_id, "register": seat.register_id}
