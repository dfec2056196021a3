"""What programs are told: closed shifts, finished booths; small, and nothing about persons.

A happening's id comes from what happened, so the same one has the same id after a reprojection,
and after a restored backup too: receivers that keep the ids take it for what it is.
"""

import hashlib
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, bindparam, select

from sync.server.figures.facts import SHIFT_CLOSED
from sync.server.store.database import insert_many
from sync.server.store.rows import BoothRow, RegisterRow, ShiftClosingRow, ShiftOpeningRow


class Happening(StrEnum):
    """Kinds of what a program can be told; `TEST` comes by asking for it alone."""

    SHIFT_CLOSED = SHIFT_CLOSED
    BOOTH_FINISHED = "booth.finished"
    TEST = "webhook.test"


KINDS = (Happening.SHIFT_CLOSED, Happening.BOOTH_FINISHED)


class ShiftTold(msgspec.Struct, frozen=True):
    """A closed shift, amounts in minor units; `number` is that of the Z report, 0 without one.

    `turnover` is what it sold less what came back. `difference` is counted less expected cash.
    """

    expo: str
    booth: str
    booth_code: str
    register: str
    register_code: str
    shift: str
    number: int
    business_date: str
    sales: int
    turnover: int
    expected: int
    counted: int
    difference: int


class BoothTold(msgspec.Struct, frozen=True):
    """A booth whose shifts are all closed and have all arrived, on the expo's last day.

    `sales` and `turnover` (minor units) are those of the whole expo. It is told again, with more
    `shifts`, if the booth opens once more.
    """

    expo: str
    booth: str
    booth_code: str
    shifts: int
    last_day: str
    sales: int
    turnover: int


class TestTold(msgspec.Struct, frozen=True):
    """A trial."""

    __test__ = False  # pytest takes it for tests otherwise
    expo: str


class Told(msgspec.Struct, frozen=True):
    """What is sent: what kind of thing happened, when (RFC 3339, UTC), and the thing itself."""

    type: Happening
    timestamp: str
    data: ShiftTold | BoothTold | TestTold


_OPENED, _CLOSED = ShiftOpeningRow, ShiftClosingRow
_SHIFT = (
    select(
        *(_CLOSED.booth_id, BoothRow.code.label("booth_code"), _CLOSED.register_id),
        RegisterRow.code.label("register_code"),
        *(_CLOSED.shift_id, _CLOSED.number, _CLOSED.at, _CLOSED.sales, _CLOSED.turnover),
        *(_CLOSED.expected, _CLOSED.counted, _CLOSED.difference),
    )
    .join(
        BoothRow,
        (BoothRow.expo_id == _CLOSED.expo_id) & (BoothRow.booth_id == _CLOSED.booth_id),
    )
    .outerjoin(
        RegisterRow,
        (RegisterRow.expo_id == _CLOSED.expo_id) & (RegisterRow.register_id == _CLOSED.register_id),
    )
    .where(
        _CLOSED.expo_id == bindparam("expo"),
        _CLOSED.register_id == bindparam("register"),
        _CLOSED.seq == bindparam("seq"),
        _CLOSED.digest == bindparam("digest"),
    )
)


def event_id(expo_id: str, kind: str, subject: str) -> str:
    """A happening's `webhook-id`: letters and digits, for a full stop would end it when signed."""
    told = f"lapak/w1\n{expo_id}\n{kind}\n{subject}"
    return f"evt_{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def body_of_shift(connection: Connection, expo_id: str, subject: str) -> bytes | None:
    """What is sent of a closed shift; None while its projection is being made again."""
    register, seq, digest = subject.rsplit("/", 2)
    key = {"expo": expo_id, "register": register, "seq": int(seq), "digest": digest}
    row = connection.execute(_SHIFT, key).one_or_none()
    if row is None:
        return None
    told = ShiftTold(
        expo=expo_id,
        booth=row.booth_id,
        booth_code=row.booth_code,
        register=row.register_id,
        register_code=row.register_code or "",
        shift=row.shift_id,
        number=row.number,
        business_date=_day_of(connection, expo_id, row.booth_id, row.shift_id),
        **{
            name: getattr(row, name)
            for name in ("sales", "turnover", "expected", "counted", "difference")
        },
    )
    return body(Happening.SHIFT_CLOSED, row.at, told)


def body(kind: Happening, at: str, data: ShiftTold | BoothTold | TestTold) -> bytes:
    """The bytes that are signed and sent."""
    return msgspec.json.encode(Told(kind, at, data))


def note(
    connection: Connection,
    expo_id: str,
    kind: Happening,
    subject: str,
    told: bytes,
    *,
    is_spread: bool = False,
) -> None:
    """Note that something happened, to be spread unless it is; what was noted before stays so."""
    row = (expo_id, kind.value, subject, int(is_spread), told)
    columns = "happening (expo_id, kind, subject, spread, body)"
    insert_many(connection, columns, [row], conflict="(expo_id, kind, subject) DO NOTHING")


def _day_of(connection: Connection, expo_id: str, booth_id: str, shift_id: str) -> str:
    days = select(_OPENED.business_date).where(
        _OPENED.expo_id == expo_id, _OPENED.booth_id == booth_id, _OPENED.shift_id == shift_id
    )
    return connection.execute(days.limit(1)).scalar_one_or_none() or ""
