"""The sales of a booth as its registers wrote them: a page of them, and one with what came of it.

They are read from the journal by (register, seq), which its key is, so no index is kept for them;
`sale_search` finds them by number.
"""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from pos_app.domain.continuation import KIND, unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, decode
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.sale import Sale
from pos_app.domain.void import SaleVoided
from sync.server.journals.verifying import Verified, verify_entry
from sync.server.store.rows import JournalRow, ReturnRow, SaleRow

PAGE = 50
_KINDS = (Kind.SALE_COMPLETED, Kind.SALE_VOIDED, Kind.SALE_REFUNDED, KIND)


class WrittenSale(msgspec.Struct, frozen=True):
    """A line of the list: a sale, void or refund, and where it is written."""

    seq: int
    kind: str
    at: datetime
    sale_id: str
    number: str
    total: int


class SalesPage(msgspec.Struct, frozen=True):
    """Entries of a register, the latest first; `older` is where the next page begins, 0 if none."""

    entries: tuple[WrittenSale, ...]
    older: int


class SaleEntry(msgspec.Struct, frozen=True):
    """An entry of a sale: its kind and body, whether it counts, and what recomputing it says."""

    kind: str
    at: datetime
    body: Any
    verified: Verified


class SaleStory(msgspec.Struct, frozen=True):
    """A sale, and the voids and refunds that followed, each with its entry."""

    sale: Sale
    entries: tuple[SaleEntry, ...]


def sales_page(
    connection: Connection, expo_id: str, register_id: str, before: int | None = None
) -> SalesPage:
    """Sales, voids and refunds of one register before a seq, or the latest."""
    asked = written_sales(expo_id, register_id, before).limit(PAGE + 1)
    rows = connection.execute(asked).all()
    entries = [_written(one.seq, bytes(one.entry)) for one in rows[:PAGE]]
    older = rows[PAGE - 1].seq if len(rows) > PAGE else 0
    return SalesPage(tuple(one for one in entries if one is not None), older)


def written_sales(expo_id: str, register_id: str, before: int | None = None) -> Select[int, bytes]:
    """Seq and entry of what may be a sale, void or refund, the latest first."""
    row = JournalRow
    chosen = select(row.seq, row.entry).where(
        row.expo_id == expo_id, row.register_id == register_id, row.kind.in_(_KINDS)
    )
    if before is not None:
        chosen = chosen.where(row.seq < before)
    return chosen.order_by(row.seq.desc())


def written_at(
    connection: Connection, expo_id: str, register_id: str, seq: int
) -> WrittenSale | None:
    """The sale, void or refund of one entry; None where there is none."""
    return _written(seq, _data(connection, expo_id, register_id, seq))


def sale_story(connection: Connection, expo_id: str, booth_id: str, sale_id: str) -> SaleStory:
    """A sale that is counted at a booth; raises LapakError `sale_not_held`."""
    held = connection.execute(
        select(SaleRow.register_id, SaleRow.seq).where(
            SaleRow.expo_id == expo_id, SaleRow.sale_id == sale_id, SaleRow.booth_id == booth_id
        )
    ).one_or_none()
    if held is None:
        raise LapakError("sale_not_held")
    sold = _entry(connection, expo_id, held.register_id, held.seq)
    returned = connection.execute(
        select(ReturnRow.register_id, ReturnRow.seq)
        .where(
            ReturnRow.expo_id == expo_id,
            ReturnRow.sale_id == sale_id,
            ReturnRow.booth_id == booth_id,
        )
        .order_by(ReturnRow.register_id, ReturnRow.seq)
    )
    back = [_entry(connection, expo_id, one.register_id, one.seq) for one in returned]
    return SaleStory(sold.body, (sold, *back))


def _entry(connection: Connection, expo_id: str, register_id: str, seq: int) -> SaleEntry:
    entry = unwrapped(decode(_data(connection, expo_id, register_id, seq)))
    verified = verify_entry(connection, expo_id, register_id, seq)
    return SaleEntry(entry.kind, entry.at, body_of(entry), verified)


def _data(connection: Connection, expo_id: str, register_id: str, seq: int) -> bytes:
    found = connection.execute(
        select(JournalRow.entry).where(
            JournalRow.expo_id == expo_id,
            JournalRow.register_id == register_id,
            JournalRow.seq == seq,
        )
    ).scalar_one()
    return bytes(found)


def _written(seq: int, data: bytes) -> WrittenSale | None:
    """A line of the list; None for what is carried and is no sale, or cannot be read."""
    try:
        entry: Entry = unwrapped(decode(data))
        body = body_of(entry) if entry.kind in _KINDS else None
    except LapakError:
        return None
    match body:
        case Sale():
            return WrittenSale(seq, entry.kind, body.at, body.id, body.receipt_number, body.total)
        case SaleRefunded():
            return WrittenSale(seq, entry.kind, body.at, body.sale_id, body.number, body.total)
        case SaleVoided():
            number = body.receipt_number
            return WrittenSale(seq, entry.kind, body.at, body.sale_id, number, body.total)
    return None
