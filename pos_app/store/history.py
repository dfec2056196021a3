"""Sales, voids and refunds in the order they were recorded.

Sales and returns are each numbered without gaps, and a return knows its place among both, so a page
is two look-ups by key however long the history is.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from pos_app.domain.moments import moment
from pos_app.domain.returns import ReturnKind, SaleState
from pos_app.domain.tender import Method
from pos_app.store.tables.returns import SALE_RETURN, SALE_RETURN_PAYMENT
from pos_app.store.tables.sales import SALE, SALE_TENDER

Key = int
"""A sale's number, or a return's below zero."""


class HistoryRow(msgspec.Struct, frozen=True):
    """A sale, or (with `kind`) a void or refund of one; `title` is its printed number.

    `id` is the sale's or the refund's; a void's is that of its sale. `total` is what it brought,
    `day` its business date.
    """

    key: Key
    id: str
    title: str
    sale_id: str
    receipt_number: str
    at: datetime
    day: date
    cashier: str
    total: int
    methods: tuple[Method, ...]
    kind: ReturnKind | None = None
    state: SaleState = SaleState.COMPLETED


def size(db: Connection) -> int:
    """How many sales, voids and refunds there are."""
    sales, returns = select(func.max(SALE.c.number)), select(func.max(SALE_RETURN.c.number))
    return (db.scalar(sales) or 0) + (db.scalar(returns) or 0)


def page(db: Connection, offset: int, count: int) -> tuple[HistoryRow, ...]:
    """At most `count` of them from `offset`, the newest first."""
    last = size(db) - offset
    first = max(last - count, 0) + 1
    returns = select(SALE_RETURN.c.number, SALE_RETURN.c.place).where(
        SALE_RETURN.c.place.between(first, last)
    )
    places = {row.place: -row.number for row in db.execute(returns)}
    earlier = select(func.max(SALE_RETURN.c.number)).where(SALE_RETURN.c.place < first)
    number = first - 1 - (db.scalar(earlier) or 0)
    keys = []
    for place in range(first, last + 1):
        number += place not in places
        keys.append(places.get(place, number))
    return rows(db, keys[::-1])


def rows(db: Connection, keys: Sequence[Key]) -> tuple[HistoryRow, ...]:
    """What stands under some keys, in their order."""
    found = {row.key: row for row in _sales(db, [key for key in keys if key > 0])}
    found |= {row.key: row for row in _returns(db, [-key for key in keys if key < 0])}
    return tuple(found[key] for key in keys if key in found)


def key_of_number(db: Connection, number: str) -> Key | None:
    """What was printed under a whole number, a receipt's or a refund's."""
    sale = _number(db, SALE.c.receipt_number == number)
    if sale is not None:
        return sale
    refund = select(SALE_RETURN.c.number).where(
        SALE_RETURN.c.title == number, SALE_RETURN.c.kind == ReturnKind.REFUND
    )
    found = db.scalar(refund)
    return None if found is None else -found


def key_of_sale(db: Connection, sale_id: str) -> Key | None:
    """The key of a sale of this till."""
    return _number(db, SALE.c.sale_id == sale_id)


def _number(db: Connection, which: ColumnElement[bool]) -> int | None:
    found = db.scalar(select(SALE.c.number).where(which))
    return None if found is None else int(found)


def _sales(db: Connection, numbers: Sequence[int]) -> Iterable[HistoryRow]:
    if not numbers:
        return ()
    found = db.execute(select(SALE).where(SALE.c.number.in_(numbers))).all()
    paid = select(SALE_TENDER.c.sale_id.label("of"), SALE_TENDER.c.method).where(
        SALE_TENDER.c.sale_id.in_([row.sale_id for row in found])
    )
    methods = _by_owner(db.execute(paid))
    return (
        HistoryRow(
            key=row.number,
            id=row.sale_id,
            title=row.receipt_number,
            sale_id=row.sale_id,
            receipt_number=row.receipt_number,
            at=moment(row.at),
            day=date.fromisoformat(row.business_date),
            cashier=row.cashier,
            total=row.total,
            methods=methods.get(row.sale_id, ()),
            state=SaleState(row.state),
        )
        for row in found
    )


def _returns(db: Connection, numbers: Sequence[int]) -> Iterable[HistoryRow]:
    if not numbers:
        return ()
    found = db.execute(select(SALE_RETURN).where(SALE_RETURN.c.number.in_(numbers))).all()
    paid = select(SALE_RETURN_PAYMENT.c.return_number.label("of"), SALE_RETURN_PAYMENT.c.method)
    methods = _by_owner(db.execute(paid.where(SALE_RETURN_PAYMENT.c.return_number.in_(numbers))))
    return (
        HistoryRow(
            key=-row.number,
            id=row.return_id,
            title=row.title,
            sale_id=row.sale_id,
            receipt_number=row.receipt_number,
            at=moment(row.at),
            day=date.fromisoformat(row.business_date),
            cashier=row.cashier,
            total=row.total,
            methods=methods.get(row.number, ()),
            kind=ReturnKind(row.kind),
        )
        for row in found
    )


def _by_owner(paid: Iterable[Any]) -> dict[Any, tuple[Method, ...]]:
    """Ways of paying by whose they are, each once, as they come."""
    found: dict[Any, dict[Method, None]] = {}
    for row in paid:
        found.setdefault(row.of, {})[Method(row.method)] = None
    return {owner: tuple(methods) for owner, methods in found.items()}
