"""Every line of every sale, void and refund that counts, one after the other.

Only where the entries lie is held in memory: two hundred thousand sales take a few megabytes.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.business_day import Moment
from pos_app.domain.continuation import unwrapped
from pos_app.domain.journal import Entry, decode
from pos_app.domain.kinds import Kind as Said
from resources.translations import Catalog
from sync.server.fair.expos import expo_by_id
from sync.server.fair.words import method_word
from sync.server.reports.rollups import Span
from sync.server.reports.table import Column, Kind, Row, amount
from sync.server.store.rows import BoothRow, JournalRow, RegisterRow, ReturnRow, SaleRow

_AT_ONCE = 500


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A line of a sale (`total`, taxes and service on top) or of a return (`amount`).

    What the totals do not need may be of any kind: an entry that counts is told whatever else it
    says.
    """

    name: str
    qty_milli: int
    total: int = 0
    tax: int = 0
    service: int = 0
    amount: int | None = None
    unit: Any = ""
    unit_price: Any = None
    gross: Any = None
    discount: Any = None
    category: Any = ""
    brand: Any = ""
    note: Any = ""

    @property
    def paid(self) -> int:
        return self.total + self.tax + self.service if self.amount is None else self.amount


class _Paid(msgspec.Struct, frozen=True, gc=False):
    method: str
    reference: Any = ""


class _Told(msgspec.Struct, frozen=True, gc=False):
    """A sale (`tenders`), or a void or refund (`payments`); only a refund has its own `number`."""

    receipt_number: str
    at: Moment
    business_date: date
    lines: list[_Line]
    rounding: int
    tenders: list[_Paid] = []
    payments: list[_Paid] = []
    number: str = ""


class _Seat(msgspec.Struct, frozen=True):
    register: str
    code: str
    booth: str
    name: str


_told = msgspec.json.Decoder(_Told)


def line_columns(tr: Catalog, *, has_personal: bool) -> tuple[Column, ...]:
    """What is told of each line; notes and references may say who bought."""
    columns = (
        Column("day", tr("Day"), Kind.DAY),
        Column("at", tr("Time"), Kind.MOMENT),
        Column("code", tr("No.")),
        Column("booth", tr("Booth")),
        Column("till", tr("Till")),
        Column("receipt", tr("Receipt No.")),
        Column("kind", tr("Kind")),
        Column("product", tr("Product")),
        Column("category", tr("Category")),
        Column("brand", tr("Brand")),
        Column("quantity", tr("Quantity"), Kind.QUANTITY),
        Column("unit", tr("Unit")),
        Column("price", tr("Unit price"), Kind.AMOUNT),
        Column("gross", tr("Gross"), Kind.AMOUNT),
        Column("discount", tr("Discount"), Kind.AMOUNT),
        Column("on_top", tr("Service and tax"), Kind.AMOUNT),
        amount("turnover", tr("Turnover")),
        Column("methods", tr("Method")),
    )
    personal = (Column("note", tr("Note")), Column("reference", tr("Payment reference")))
    return (*columns, *personal) if has_personal else columns


def sale_lines(
    connection: Connection, expo_id: str, span: Span, tr: Catalog, *, has_personal: bool
) -> Iterator[Row]:
    """The lines by booth, till and entry; together they are the turnover of the span.

    The connection's transaction must be one snapshot. Raises LapakError `expo_unknown`.
    """
    zone = ZoneInfo(expo_by_id(connection, expo_id).zone)
    lines = _Lines(zone, tr, has_personal)
    places = _places(connection, expo_id, span)
    for seat in _seats(connection, expo_id):
        seqs = sorted(places.pop(seat.register, ()))
        for start in range(0, len(seqs), _AT_ONCE):
            some = seqs[start : start + _AT_ONCE]
            for entry in _entries(connection, expo_id, seat.register, some):
                yield from lines.of(seat, entry)


class _Lines:
    """Entries as rows, in a language."""

    def __init__(self, zone: ZoneInfo, tr: Catalog, has_personal: bool) -> None:  # noqa: FBT001
        self._zone, self._tr, self._has_personal = zone, tr, has_personal
        self._methods: dict[str, str] = {}
        self._kinds: Mapping[str, str] = {
            Said.SALE_COMPLETED: tr("Sale"),
            Said.SALE_VOIDED: tr("Voided"),
            Said.SALE_REFUNDED: tr("Refund"),
        }
        self._rounding = tr("Rounding")

    def of(self, seat: _Seat, entry: Entry) -> Iterator[Row]:
        """A row for each line, and one for what was rounded."""
        told = _told.decode(entry.body)
        paid = told.tenders or told.payments
        start = (
            told.business_date,
            told.at.astimezone(self._zone).replace(tzinfo=None),
            *(seat.booth, seat.name, seat.code, told.number or told.receipt_number),
            self._kinds[entry.kind],
        )
        methods = ", ".join(dict.fromkeys(self._method(one.method) for one in paid))
        references = ", ".join(filter(None, (_text(one.reference) for one in paid)))
        for line in told.lines:
            said = (_text(line.note), references) if self._has_personal else ()
            yield (*start, *_cells(line), methods, *said)
        if told.rounding:
            nothing = ("", "", None, "", None, None, None, None)
            said = ("", references) if self._has_personal else ()
            yield (*start, self._rounding, *nothing, told.rounding, methods, *said)

    def _method(self, method: str) -> str:
        if method not in self._methods:
            self._methods[method] = method_word(method, self._tr)
        return self._methods[method]


def _cells(line: _Line) -> tuple[str | int | None, ...]:
    is_sold = line.amount is None
    discount = _number(line.discount)
    return (
        *(line.name, _text(line.category), _text(line.brand)),
        *(line.qty_milli, _text(line.unit)),
        *(_number(line.unit_price), _number(line.gross)),
        None if discount is None else -discount,
        line.tax + line.service if is_sold else None,
        line.paid,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _places(connection: Connection, expo_id: str, span: Span) -> dict[str, "array[int]"]:
    """Where the entries stand that count, by register."""
    found: dict[str, array[int]] = defaultdict(lambda: array("q"))
    for row in (SaleRow, ReturnRow):
        rows = connection.execution_options(yield_per=10_000).execute(
            select(row.register_id, row.seq).where(
                row.expo_id == expo_id, *span.within(row.business_date)
            )
        )
        for register, seq in rows:
            found[register].append(seq)
    return found


def _seats(connection: Connection, expo_id: str) -> list[_Seat]:
    rows = connection.execute(
        select(RegisterRow.register_id, RegisterRow.code, BoothRow.code, BoothRow.name)
        .join(
            BoothRow,
            (BoothRow.expo_id == RegisterRow.expo_id) & (BoothRow.booth_id == RegisterRow.booth_id),
        )
        .where(RegisterRow.expo_id == expo_id)
        .order_by(BoothRow.code, RegisterRow.code)
    )
    return [_Seat(*row) for row in rows]


def _entries(
    connection: Connection, expo_id: str, register: str, seqs: Sequence[int]
) -> Iterator[Entry]:
    rows = connection.execute(
        select(JournalRow.entry)
        .where(
            JournalRow.expo_id == expo_id,
            JournalRow.register_id == register,
            JournalRow.seq.in_(seqs),
        )
        .order_by(JournalRow.seq)
    ).scalars()
    return (unwrapped(decode(data)) for data in rows)
