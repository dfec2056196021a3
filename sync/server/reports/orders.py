"""Every order: what it may come to, what was paid for it, and who placed it if that may be told."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from pos_app.domain.continuation import unwrapped
from pos_app.domain.journal import decode
from pos_app.domain.order import OrderStatus
from resources.translations import Catalog
from sync.server.reports.rollups import Span
from sync.server.reports.table import Column, Kind, Row, amount
from sync.server.store.rows import BoothRow, JournalRow, OrderPaymentRow, OrderStateRow


class _Buyer(msgspec.Struct, frozen=True):
    name: str = ""
    company: str = ""


class _Order(msgspec.Struct, frozen=True):
    buyer: _Buyer = _Buyer()
    text: str = ""
    note: str = ""


class _Told(msgspec.Struct, frozen=True):
    order: _Order


def order_columns(tr: Catalog, *, has_personal: bool) -> tuple[Column, ...]:
    """What is told of each order."""
    columns = (
        Column("order", tr("Order")),
        Column("code", tr("No.")),
        Column("booth", tr("Booth")),
        Column("day", tr("Day"), Kind.DAY),
        Column("due", tr("Due"), Kind.DAY),
        Column("status", tr("Status")),
        amount("value", tr("Value, no turnover")),
        amount("paid", tr("Paid so far")),
    )
    personal = (
        Column("buyer", tr("Buyer")),
        Column("company", tr("Company")),
        Column("wish", tr("What was ordered")),
        Column("note", tr("Note")),
    )
    return (*columns, *personal) if has_personal else columns


def order_rows(
    connection: Connection, expo_id: str, span: Span, tr: Catalog, *, has_personal: bool
) -> Iterator[Row]:
    """Orders by number; those of the span are by the day of their latest change."""
    words = {
        OrderStatus.PROMISED.value: tr("promised"),
        OrderStatus.CONFIRMED.value: tr("confirmed"),
        OrderStatus.DELIVERED.value: tr("delivered"),
        OrderStatus.CANCELLED.value: tr("cancelled"),
    }
    paid = _paid(connection, expo_id)
    for row in _orders(connection, expo_id, span):
        due = date.fromisoformat(row.due) if row.due else None
        told = (row.number, row.code, row.name, date.fromisoformat(row.business_date), due)
        value = None if row.status == OrderStatus.CANCELLED else row.value
        sums = (value, paid.get(row.order_id, 0))
        who = _who(connection, expo_id, row) if has_personal else ()
        yield (*told, words.get(row.status, row.status), *sums, *who)


def _orders(connection: Connection, expo_id: str, span: Span) -> Any:
    state = OrderStateRow
    return connection.execute(
        select(
            *(state.order_id, state.number, state.status, state.value, state.due),
            *(state.business_date, state.held_by, state.held_seq, BoothRow.code, BoothRow.name),
        )
        .join(
            BoothRow,
            (BoothRow.expo_id == state.expo_id) & (BoothRow.booth_id == state.booth_id),
        )
        .where(state.expo_id == expo_id, *span.within(state.business_date))
        .order_by(BoothRow.code, state.number, state.order_id)
    ).all()


def _paid(connection: Connection, expo_id: str) -> dict[str, int]:
    row = OrderPaymentRow
    sums = connection.execute(
        select(row.order_id, func.sum(row.amount))
        .where(row.expo_id == expo_id)
        .group_by(row.order_id)
    )
    return {order: int(total) for order, total in sums}


def _who(connection: Connection, expo_id: str, row: Any) -> tuple[str, ...]:
    data = connection.execute(
        select(JournalRow.entry).where(
            JournalRow.expo_id == expo_id,
            JournalRow.register_id == row.held_by,
            JournalRow.seq == row.held_seq,
        )
    ).scalar_one()
    order = msgspec.json.decode(unwrapped(decode(data)).body, type=_Told).order
    return (order.buyer.name, order.buyer.company, order.text, order.note)
