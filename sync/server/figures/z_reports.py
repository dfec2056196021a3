"""What registers declare on the codes of their Z reports, before and after their entries come in.

A code is signed by the register over figures and head together. Until the entries are here it says
what should come; from then on the two are compared.
"""

from enum import StrEnum
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, select

from pos_app.domain import journal, z_code
from pos_app.domain.continuation import unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import body_of
from pos_app.domain.moments import stamp
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.z_code import ZCode
from sync.server.fair.registers import registers_of
from sync.server.journals import carried
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import JournalRow, RegisterRow, ZReportRow

_MOST = 2**53
_PAPER = (
    ZReportRow.register_id,
    ZReportRow.seq,
    ZReportRow.hash,
    ZReportRow.number,
    ZReportRow.sales,
    ZReportRow.turnover,
    ZReportRow.expected,
    ZReportRow.counted,
)


class Standing(StrEnum):
    """How a declared Z report stands to what was received."""

    AWAITED = "awaited"
    AGREES = "agrees"
    DIFFERS = "differs"
    OTHER_HISTORY = "other_history"


class Declared(msgspec.Struct, frozen=True):
    """A Z report by its code; `register` is as on receipts (`A1-K1`), amounts are minor units.

    `sales_off` and `turnover_off` are received less declared, once they can be compared.
    """

    register: str
    register_id: str
    booth_id: str
    number: int
    seq: int
    hash: str
    sales: int
    turnover: int
    expected: int
    counted: int
    standing: Standing
    sales_off: int = 0
    turnover_off: int = 0


class Entered(msgspec.Struct, frozen=True):
    """A code that was entered just now, and the expo it belongs to."""

    expo_id: str
    declared: Declared


def enter(office: Office, text: str) -> Entered:
    """Keep a scanned or typed code; the same again changes nothing.

    Raises LapakError `z_code_unreadable`, `z_code_of_unknown_register` or `z_code_not_genuine`.
    """
    with office.database.write() as connection:
        expo_id, code = keep(connection, office, text)
        return Entered(expo_id, _same(declared(connection, expo_id), code))


def keep(
    connection: Connection, office: Office, text: str, expo_id: str | None = None
) -> tuple[str, ZCode]:
    """Keep a code, of one expo only if it is named; returns the expo and what the code says.

    Raises LapakError as `enter` does.
    """
    code, signature = z_code.read("".join(text.split()))
    if not (0 < code.seq <= _MOST and 0 < code.number <= _MOST and 0 <= code.sales <= _MOST):
        raise LapakError("z_code_unreadable")
    signers = _expo_of_signer(connection, code, signature)
    if signers != (expo_id or signers):
        raise LapakError("z_code_of_unknown_register")
    values = (code.seq, code.hash, code.number, code.sales, code.turnover, code.expected)
    insert_many(
        connection,
        "z_report (expo_id, register_id, seq, hash, number, sales, turnover, expected, "
        "counted, signature, entered_at)",
        [(signers, code.register, *values, code.counted, signature, stamp(office.clock()))],
        conflict="(expo_id, register_id, seq, hash) DO NOTHING",
    )
    return signers, code


def codes_of(connection: Connection, expo_id: str) -> tuple[str, ...]:
    """The codes that were entered of an expo, as they stand on paper."""
    rows = connection.execute(
        select(*_PAPER, ZReportRow.signature).where(ZReportRow.expo_id == expo_id)
    )
    return tuple(sorted(_as_printed(row) for row in rows))


def _as_printed(row: Row[*tuple[Any, ...]]) -> str:
    code = ZCode(
        register=row.register_id,
        hash=row.hash,
        seq=row.seq,
        number=row.number,
        sales=row.sales,
        turnover=row.turnover,
        expected=row.expected,
        counted=row.counted,
    )
    return z_code.write(code, row.signature)


def declared(connection: Connection, expo_id: str) -> tuple[Declared, ...]:
    """All Z reports of an expo whose codes were entered, by register and place."""
    rows = connection.execute(
        select(
            *_PAPER,
            RegisterRow.booth_id,
            JournalRow.entry,
            JournalRow.hash.label("held_hash"),
        )
        .join(
            RegisterRow,
            (RegisterRow.expo_id == ZReportRow.expo_id)
            & (RegisterRow.register_id == ZReportRow.register_id),
        )
        .outerjoin(
            JournalRow,
            (JournalRow.expo_id == ZReportRow.expo_id)
            & (JournalRow.register_id == ZReportRow.register_id)
            & (JournalRow.seq == ZReportRow.seq),
        )
        .where(ZReportRow.expo_id == expo_id)
    ).all()
    if not rows:
        return ()
    named = {one.id: one.code for one in registers_of(connection, expo_id)}
    came = carried.papers(connection, expo_id)
    found = [_declared(row, named, came.get((row.register_id, row.seq, row.hash))) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.register, one.seq)))


def _declared(
    row: Row[*tuple[Any, ...]], named: dict[str, str], came_carried: bytes | None
) -> Declared:
    standing, sales_off, turnover_off = _compared(row, came_carried)
    return Declared(
        register=named[row.register_id],
        register_id=row.register_id,
        booth_id=row.booth_id,
        number=row.number,
        seq=row.seq,
        hash=row.hash,
        sales=row.sales,
        turnover=row.turnover,
        expected=row.expected,
        counted=row.counted,
        standing=standing,
        sales_off=sales_off,
        turnover_off=turnover_off,
    )


def _compared(row: Row[*tuple[Any, ...]], came_carried: bytes | None) -> tuple[Standing, int, int]:
    own = row.entry if row.entry is not None and row.held_hash.hex() == row.hash else None
    received = own or came_carried
    if row.entry is None and received is None:
        return Standing.AWAITED, 0, 0
    closed = _closed(received) if received is not None else None
    if closed is None:
        return Standing.OTHER_HISTORY, 0, 0
    figures = (closed.sales, closed.turnover, closed.expected, closed.counted)
    same = figures == (row.sales, row.turnover, row.expected, row.counted)
    standing = Standing.AGREES if same else Standing.DIFFERS
    return standing, closed.sales - row.sales, closed.turnover - row.turnover


def _closed(entry: bytes) -> ShiftClosed | None:
    try:
        body = body_of(unwrapped(journal.decode(entry)))
    except LapakError:
        return None
    return body if isinstance(body, ShiftClosed) else None


def _expo_of_signer(connection: Connection, code: ZCode, signature: str) -> str:
    """The expo of the register that signed a code."""
    rows = connection.execute(
        select(RegisterRow.expo_id, RegisterRow.public_key).where(
            RegisterRow.register_id == code.register
        )
    ).all()
    if not rows:
        raise LapakError("z_code_of_unknown_register")
    for row in rows:
        if _is_signed(row.public_key, z_code.message(code), signature):
            return str(row.expo_id)
    raise LapakError("z_code_not_genuine")


def _is_signed(public_key: bytes, message: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def _same(found: tuple[Declared, ...], code: ZCode) -> Declared:
    wanted = (code.register, code.seq, code.turnover)
    return next(one for one in found if (one.register_id, one.seq, one.turnover) == wanted)
