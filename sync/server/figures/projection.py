"""From stored entries to totals: apart from storage, and able to start over at any time.

The same code projects one new entry and a whole journal. It runs under the expo's row as a lock,
so that two registers never count the same sale id at the same time.
"""

import logging
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, func, or_, select

from pos_app.domain.continuation import KIND, EntryCarried, carried_by, unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, decode
from pos_app.domain.kinds import body_of
from pos_app.domain.register import RegisterOpened
from sync.server.accounts.access import Seat
from sync.server.figures import counting
from sync.server.figures.counted import count, is_return, is_sale
from sync.server.figures.counting import Candidate, Flaw
from sync.server.figures.facts import Facts, put
from sync.server.figures.tally import Tally
from sync.server.journals import carried
from sync.server.store.database import Database, insert_many, run_many, storable
from sync.server.store.rows import (
    PROJECTIONS,
    ExpoRow,
    JournalRow,
    ProjectionMarkRow,
    QuarantineRow,
    RegisterRow,
)
from sync.server.store.statements import Statement

CHUNK = 1000
_log = logging.getLogger(__name__)
_LOCK = Statement(
    select(ExpoRow.expo_id)
    .where(ExpoRow.expo_id == bindparam("expo"))
    .with_for_update(key_share=True)
)
_MARK = Statement(
    select(ProjectionMarkRow.seq).where(
        ProjectionMarkRow.expo_id == bindparam("expo"),
        ProjectionMarkRow.register_id == bindparam("register"),
    )
)


class Reading(msgspec.Struct):
    """Entries of a register as the totals need them, from seq `first` to `last`."""

    first: int
    last: int
    tally: Tally
    candidates: list[Candidate] = []
    continued: list[tuple[str, str]] = []
    carried: list[tuple[int, EntryCarried]] = []
    facts: Facts = msgspec.field(default_factory=Facts)
    flaws: list[Flaw] = []


def project(database: Database, seat: Seat, reading: Reading | None = None) -> bool:
    """Project what a register's journal holds beyond its mark; True if some was quarantined.

    `reading` is of entries that are stored by now; it saves reading them back.
    """
    with database.rebuild() as connection:
        lock(connection, seat.expo_id)
        mark = _mark(connection, seat)
        if reading is not None and reading.first == mark + 1:
            return _apply(connection, seat, reading)
        return _apply_rest(connection, seat, mark)


def read(seat: Seat, entries: Sequence[Entry]) -> Reading:
    """Read entries that follow one another; needs no database, so nothing waits for it."""
    zone = ZoneInfo(seat.zone)
    first, last = (entries[0].seq, entries[-1].seq) if entries else (0, 0)
    reading = Reading(first, last, Tally())
    for stored in entries:
        entry = stored
        try:
            entry = unwrapped(stored)
            if stored.kind == KIND:
                reading.carried.append((stored.seq, carried_by(stored)))
            if is_sale(entry) or is_return(entry):
                counted = count(entry, zone)
                reading.tally.add(seat.booth_id, counted)
                reading.candidates.append(Candidate(seat, entry, counted))
                continue
            body = body_of(entry)
            if isinstance(body, RegisterOpened) and body.continues is not None:
                reading.continued.append((body.continues, str(body.because or "")))
            reading.facts.add(seat, stored, body)
        except LapakError as error:
            reading.flaws.append(Flaw(seat, entry, error.code, str(error)))
        except Exception as error:  # noqa: BLE001 (a bug with one entry must not hold up others)
            _log.exception("entry %s of register %s", entry.seq, seat.register_id)
            reading.flaws.append(Flaw(seat, entry, "projection_failed", type(error).__name__))
    return reading


def catch_up(database: Database, expo_id: str | None = None) -> None:
    """Project what is stored but not projected, and try again what was quarantined.

    Of one expo or of all. Run at start: after a crash between storing and projecting, and after
    an upgrade that knows more kinds of entries; and before figures are kept.
    """
    with database.read() as connection:
        seats = _seats(connection, expo_id, _IS_OPEN)
    for seat in seats:
        project(database, seat)
        with database.rebuild() as connection:
            lock(connection, seat.expo_id)
            _retry_quarantined(connection, seat)


def reproject(database: Database, expo_id: str) -> None:
    """Forget an expo's totals and make them again from its journals, in one transaction."""
    with database.rebuild() as connection:
        lock(connection, expo_id)
        for table in PROJECTIONS:
            connection.execute(
                delete(table).where(table.__table__.c.expo_id == bindparam("expo")),
                {"expo": expo_id},
            )
        for seat in _seats(connection, expo_id):
            _apply_rest(connection, seat, 0)


def lock(connection: Connection, expo_id: str) -> None:
    """Hold an expo's totals still until the transaction ends."""
    _LOCK.run(connection, expo=expo_id)


def _apply_rest(connection: Connection, seat: Seat, mark: int) -> bool:
    flawed = False
    for entries in _chunks(connection, seat, mark):
        flawed = _apply(connection, seat, read(seat, entries)) or flawed
    return flawed


def _apply(connection: Connection, seat: Seat, reading: Reading) -> bool:
    flaws = reading.flaws + counting.count(connection, reading.candidates, reading.tally)
    _note_continuations(connection, seat, reading.continued)
    carried.note(connection, seat, reading.carried)
    put(connection, seat, reading.facts)
    _quarantine(connection, flaws)
    insert_many(
        connection,
        "projection_mark (expo_id, register_id, seq)",
        [(seat.expo_id, seat.register_id, reading.last)],
        conflict="(expo_id, register_id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > "
        "projection_mark.seq",
    )
    return bool(flaws)


def _quarantine(connection: Connection, flaws: Sequence[Flaw]) -> None:
    insert_many(
        connection,
        "quarantine (expo_id, register_id, seq, kind, reason, detail)",
        [
            (
                flaw.seat.expo_id,
                flaw.seat.register_id,
                flaw.entry.seq,
                storable(flaw.entry.kind),
                flaw.reason,
                storable(flaw.detail),
            )
            for flaw in flaws
        ],
        conflict="(expo_id, register_id, seq) DO UPDATE SET reason = excluded.reason, detail = "
        "excluded.detail",
    )


def _retry_quarantined(connection: Connection, seat: Seat) -> None:
    rows = connection.execute(
        select(JournalRow.entry)
        .join(
            QuarantineRow,
            (QuarantineRow.expo_id == JournalRow.expo_id)
            & (QuarantineRow.register_id == JournalRow.register_id)
            & (QuarantineRow.seq == JournalRow.seq),
        )
        .where(
            QuarantineRow.expo_id == seat.expo_id,
            QuarantineRow.register_id == seat.register_id,
            QuarantineRow.reason != counting.REUSED,
        )
        .order_by(JournalRow.seq)
    ).scalars()
    entries = [decode(data) for data in rows]
    if not entries:
        return
    run_many(
        connection,
        "DELETE FROM quarantine WHERE expo_id = ? AND register_id = ? AND seq = ?",
        [(seat.expo_id, seat.register_id, entry.seq) for entry in entries],
    )
    counted = counting.counted_seqs(connection, seat)
    uncounted = [entry for entry in entries if entry.seq not in counted]
    if uncounted:
        _apply(connection, seat, read(seat, uncounted))


def _note_continuations(
    connection: Connection, seat: Seat, continued: Sequence[tuple[str, str]]
) -> None:
    insert_many(
        connection,
        "continuation (expo_id, register_id, continued_by, because)",
        [
            (seat.expo_id, storable(earlier), seat.register_id, because)
            for earlier, because in continued
        ],
        conflict="(expo_id, register_id, continued_by) DO NOTHING",
    )


def _chunks(connection: Connection, seat: Seat, mark: int) -> Iterator[list[Entry]]:
    while True:
        rows = connection.execute(
            select(JournalRow.entry)
            .where(
                JournalRow.expo_id == seat.expo_id,
                JournalRow.register_id == seat.register_id,
                JournalRow.seq > mark,
            )
            .order_by(JournalRow.seq)
            .limit(CHUNK)
        ).scalars()
        entries = [decode(data) for data in rows]
        if not entries:
            return
        yield entries
        mark = entries[-1].seq


def _mark(connection: Connection, seat: Seat) -> int:
    found = _MARK.run(connection, expo=seat.expo_id, register=seat.register_id)
    return found.scalar_one_or_none() or 0


_IS_OPEN = or_(
    RegisterRow.acked_seq
    > func.coalesce(
        select(ProjectionMarkRow.seq)
        .where(
            ProjectionMarkRow.expo_id == RegisterRow.expo_id,
            ProjectionMarkRow.register_id == RegisterRow.register_id,
        )
        .scalar_subquery(),
        0,
    ),
    exists().where(
        QuarantineRow.expo_id == RegisterRow.expo_id,
        QuarantineRow.register_id == RegisterRow.register_id,
    ),
)
"""Registers of which something is not counted: a start looks at no others, however many sold."""


def _seats(
    connection: Connection, expo_id: str | None = None, only: ColumnElement[bool] | None = None
) -> list[Seat]:
    question = select(
        RegisterRow.expo_id,
        RegisterRow.booth_id,
        RegisterRow.register_id,
        RegisterRow.public_key,
        ExpoRow.zone,
    ).join(ExpoRow, ExpoRow.expo_id == RegisterRow.expo_id)
    if expo_id is not None:
        question = question.where(RegisterRow.expo_id == expo_id)
    if only is not None:
        question = question.where(only)
    rows = connection.execute(question.order_by(RegisterRow.expo_id, RegisterRow.register_id))
    return [Seat(*row) for row in rows]
