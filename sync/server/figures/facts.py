"""What entries tell besides sales: shifts, orders, and payments that a bank showed or did not.

Each fact counts once, whatever registers carry its entry and in whatever order they come: of what
was written once the entry of the smallest (register, seq) holds it, of what changes the latest.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.awaited import PaymentsSettled
from pos_app.domain.continuation import KIND, carried_by
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, decode
from pos_app.domain.moments import stamp
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.order import OrderChanged, OrderPlaced
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.shift import ShiftClosed, ShiftOpened
from sync.server.accounts.access import Seat
from sync.server.journals.moments import milliseconds
from sync.server.store.database import Values, insert_many, storable
from sync.server.store.rows import MomentRow

SHIFT_CLOSED = "shift.closed"
"""What is noted of a closed shift for programs that are told; its key comes from the journal."""

_MOST = 1000 * MAX_AMOUNT
"""What a shift may come to; far below what a column holds."""


class _Ledger(msgspec.Struct, frozen=True):
    """A table of facts: the columns of its key, those that decide, and the rest.

    `latest` says that the larger of what decides holds, else the smaller.
    """

    table: str
    key: tuple[str, ...]
    deciding: tuple[str, ...]
    rest: tuple[str, ...]
    latest: bool

    def put(self, connection: Connection, rows: list[Values]) -> None:
        """Keep rows; of several with one key the one that decides."""
        columns = (*self.key, *self.deciding, *self.rest)
        changed = ", ".join(f"{name} = excluded.{name}" for name in columns[len(self.key) :])
        ours = ", ".join(f"{self.table}.{name}" for name in self.deciding)
        theirs = ", ".join(f"excluded.{name}" for name in self.deciding)
        insert_many(
            connection,
            f"{self.table} ({', '.join(columns)})",
            self._each_once(rows),
            conflict=f"({', '.join(self.key)}) DO UPDATE SET {changed}"
            f" WHERE ({theirs}) {'>' if self.latest else '<'} ({ours})",
        )

    def _each_once(self, rows: list[Values]) -> list[Values]:
        # PostgreSQL refuses to change a row twice in one statement.
        end = len(self.key) + len(self.deciding)
        ordered = sorted(rows, key=lambda row: row[:end], reverse=not self.latest)
        return list({row[: len(self.key)]: row for row in ordered}.values())


_WRITTEN = ("expo_id", "register_id", "seq", "digest")
_HOLDER = ("held_by", "held_seq")
_OPENED = ("booth_id", "shift_id", "at", "business_date", "cashier", "float_amount")
_CLOSED = (
    *("booth_id", "shift_id", "at", "number", "cashier", "sales", "turnover"),
    *("expected", "counted", "difference", "reason"),
)
OPENINGS = _Ledger("shift_opening", _WRITTEN, _HOLDER, _OPENED, latest=False)
CLOSINGS = _Ledger("shift_closing", _WRITTEN, _HOLDER, _CLOSED, latest=False)
ORDERS = _Ledger(
    "order_state",
    ("expo_id", "order_id"),
    ("at_ms", *_HOLDER),
    ("booth_id", "number", "status", "value", "due", "business_date"),
    latest=True,
)
ORDER_PAYMENTS = _Ledger(
    "order_payment",
    ("expo_id", "payment_id", "method"),
    _HOLDER,
    ("booth_id", "order_id", "business_date", "amount"),
    latest=False,
)
SETTLED = _Ledger(
    "settled_payment",
    ("expo_id", "source_id", "number"),
    ("at_ms", *_HOLDER),
    ("booth_id", "method", "state", "amount"),
    latest=True,
)


class Facts:
    """Facts of a run of entries, kept in memory until they are written."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Values]] = {}
        self.orders: list[Values] = []

    def add(self, seat: Seat, stored: Entry, body: Any) -> None:
        """Keep what an entry tells, if it tells any; raises LapakError `entry_unreadable`."""
        holder = (seat.register_id, stored.seq)
        match body:
            case ShiftOpened():
                self._keep(OPENINGS, [_opening(seat, stored, body)])
            case ShiftClosed():
                self._keep(CLOSINGS, [_closing(seat, stored, body)])
            case OrderPlaced() | OrderChanged():
                self.orders.append(_order(seat, stored, body))
            case OrderPaid():
                place = (seat.expo_id, storable(body.id))
                rest = (seat.booth_id, storable(body.order_id), body.business_date.isoformat())
                came = _by_method(body)
                paid = ((*place, name, *holder, *rest, amount) for name, amount in came.items())
                self._keep(ORDER_PAYMENTS, paid)
            case PaymentsSettled():
                self._keep(SETTLED, _settled(seat, stored, body))

    def _keep(self, ledger: _Ledger, rows: Iterable[Values]) -> None:
        self.rows.setdefault(ledger.table, []).extend(rows)


def put(connection: Connection, seat: Seat, facts: Facts) -> None:
    """Write what entries of one register told."""
    for ledger in (OPENINGS, CLOSINGS, ORDER_PAYMENTS, SETTLED):
        if rows := facts.rows.get(ledger.table):
            ledger.put(connection, rows)
    _note_closed(connection, facts.rows.get(CLOSINGS.table, []))
    if facts.orders:
        ORDERS.put(connection, _at_their_moments(connection, seat, facts.orders))


def _note_closed(connection: Connection, rows: list[Values]) -> None:
    """Note that shifts were closed, for programs to be told; what was noted once stays so."""
    noted = {(expo, "/".join(map(str, written))) for expo, *written in (row[:4] for row in rows)}
    insert_many(
        connection,
        "happening (expo_id, kind, subject, spread, body)",
        [(expo, SHIFT_CLOSED, subject, 0, b"") for expo, subject in sorted(noted)],
        conflict="(expo_id, kind, subject) DO NOTHING",
    )


def _opening(seat: Seat, stored: Entry, body: ShiftOpened) -> Values:
    return (
        *_written(seat, stored),
        storable(body.shift_id),
        stamp(_said(stored).at),
        body.business_date.isoformat(),
        storable(body.cashier),
        _amount(body.float_amount),
    )


def _closing(seat: Seat, stored: Entry, body: ShiftClosed) -> Values:
    return (
        *_written(seat, stored),
        storable(body.shift_id),
        stamp(_said(stored).at),
        _amount(body.number or 0),
        storable(body.cashier),
        _amount(body.sales),
        _amount(body.turnover),
        _amount(body.expected),
        _amount(body.counted),
        _amount(body.difference),
        storable(body.reason),
    )


def _order(seat: Seat, stored: Entry, body: OrderPlaced | OrderChanged) -> Values:
    order = body.order
    return (
        seat.expo_id,
        storable(order.id),
        milliseconds(_said(stored).at),
        seat.register_id,
        stored.seq,
        seat.booth_id,
        storable(order.number),
        order.status.value,
        _amount(order.value),
        order.due.isoformat() if order.due else "",
        body.business_date.isoformat(),
    )


def _settled(seat: Seat, stored: Entry, body: PaymentsSettled) -> list[Values]:
    holder = (milliseconds(_said(stored).at), seat.register_id, stored.seq, seat.booth_id)
    return [
        (
            *(seat.expo_id, storable(one.source), _amount(one.number)),
            *(*holder, one.method.value, one.state.value, _amount(one.amount)),
        )
        for one in body.payments
    ]


def _by_method(body: OrderPaid) -> dict[str, int]:
    came: dict[str, int] = {}
    for payment in body.payments:
        name = payment.method.value
        came[name] = _amount(came.get(name, 0) + payment.amount)
    return came


def _at_their_moments(connection: Connection, seat: Seat, orders: list[Values]) -> list[Values]:
    """Orders with the moments that were settled for their entries, which every till gets."""
    seqs = [row[4] for row in orders]
    found = connection.execute(
        select(MomentRow.seq, MomentRow.at_ms).where(
            MomentRow.expo_id == seat.expo_id,
            MomentRow.register_id == seat.register_id,
            MomentRow.seq.in_(seqs),
        )
    )
    moments = {row.seq: row.at_ms for row in found}
    return [(*row[:2], moments.get(row[4], row[2]), *row[3:]) for row in orders]


def _written(seat: Seat, stored: Entry) -> Values:
    """Where an entry was written first, what holds it here, and at which booth."""
    said = _said(stored)
    told = f"{said.kind}\n{stamp(said.at)}\n".encode() + bytes(said.body)
    place = (storable(said.register), _amount(said.seq), hashlib.sha256(told).hexdigest()[:32])
    return (seat.expo_id, *place, seat.register_id, stored.seq, seat.booth_id)


def _said(stored: Entry) -> Entry:
    """The entry as it was written first, at its first place."""
    if stored.kind != KIND:
        return stored
    return decode(bytes(carried_by(stored).entry))


def _amount(value: int) -> int:
    if not -_MOST <= value <= _MOST:
        raise LapakError("entry_unreadable", reason="amount out of range")
    return value
