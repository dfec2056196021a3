"""Every line of a span's sales, voids and refunds, one after the other however many there are."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, literal, select

from pos_app.domain.moments import moment
from pos_app.store.report_span import Within
from pos_app.store.tables.returns import SALE_RETURN, SALE_RETURN_LINE
from pos_app.store.tables.sales import SALE, SALE_LINE, SALE_TENDER

_AT_ONCE = 1000


class ReportLine(msgspec.Struct, frozen=True):
    """A line; of a void or refund it is below zero and has no prices. `kind` is "" of a sale.

    `paid` of all lines and all `roundings` add up to the net turnover.
    """

    at: datetime
    number: str
    kind: str
    cashier: str
    methods: str
    name: str
    category: str
    brand: str
    unit: str
    qty_milli: int
    unit_price: int
    gross: int
    discount: int
    paid: int


def lines(db: Connection, within: Within) -> Iterator[ReportLine]:
    """Lines of sales, then of voids and refunds, then roundings, which have no name."""
    for chosen in (_sold(within), _returned(within), _rounded(within), _rounded_back(within)):
        for row in db.execute(chosen.execution_options(yield_per=_AT_ONCE)):
            yield ReportLine(moment(row[0]), *row[1:])


def _sold(within: Within) -> Any:
    line = SALE_LINE.c
    return (
        select(
            SALE.c.at,
            SALE.c.receipt_number,
            literal(""),
            SALE.c.cashier,
            _methods(),
            line.name,
            line.category,
            line.brand,
            line.unit,
            line.qty_milli,
            line.unit_price,
            line.gross,
            line.discount,
            line.paid,
        )
        .join(SALE, SALE.c.sale_id == line.sale_id)
        .where(within.of(SALE))
        .order_by(SALE.c.number, line.number)
    )


def _returned(within: Within) -> Any:
    line = SALE_RETURN_LINE.c
    nothing = literal(0)
    return (
        select(
            SALE_RETURN.c.at,
            SALE_RETURN.c.title,
            SALE_RETURN.c.kind,
            SALE_RETURN.c.cashier,
            literal(""),
            line.name,
            line.category,
            line.brand,
            literal(""),
            line.qty_milli,
            nothing,
            nothing,
            nothing,
            line.amount,
        )
        .join(SALE_RETURN, SALE_RETURN.c.number == line.return_number)
        .where(within.of(SALE_RETURN))
        .order_by(SALE_RETURN.c.number, line.number)
    )


def _rounded(within: Within) -> Any:
    columns = SALE.c.at, SALE.c.receipt_number, literal(""), SALE.c.cashier
    chosen = select(*columns, *_NO_GOODS, SALE.c.rounding)
    return chosen.where(within.of(SALE), SALE.c.rounding != 0).order_by(SALE.c.number)


def _rounded_back(within: Within) -> Any:
    back = SALE_RETURN.c
    goods = select(func.coalesce(func.sum(SALE_RETURN_LINE.c.amount), 0)).where(
        SALE_RETURN_LINE.c.sale_id == back.sale_id, SALE_RETURN_LINE.c.return_number == back.number
    )
    rounding = back.total - goods.scalar_subquery()
    chosen = select(back.at, back.title, back.kind, back.cashier, *_NO_GOODS, rounding)
    return chosen.where(within.of(SALE_RETURN), rounding != 0).order_by(back.number)


def _methods() -> Any:
    """The ways a sale was paid, with spaces between."""
    paid = select(func.group_concat(SALE_TENDER.c.method, " ")).where(
        SALE_TENDER.c.sale_id == SALE.c.sale_id
    )
    return func.coalesce(paid.scalar_subquery(), "")


_NO_GOODS: tuple[Any, ...] = (*(literal("") for _ in range(5)), *(literal(0) for _ in range(4)))
"""Methods, name, category, brand, unit; quantity, price, gross, discount."""
