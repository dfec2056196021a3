"""Sums for a sales report: each question is one statement over what its span holds.

All of it is meant for a connection of its own (`Database.read_aside`): a till may hold a year.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, Table, cast, func, select

from pos_app.domain.awaited import PaymentState
from pos_app.domain.moments import moment
from pos_app.domain.order import OrderStatus
from pos_app.domain.report_sums import Goods, PaidBy, RungUp, Taken
from pos_app.domain.returns import ReturnKind
from pos_app.domain.sales_report import Ordered, Unreconciled
from pos_app.domain.tender import Method
from pos_app.store.report_span import Within
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.orders import ORDER_PAYMENT, PLACED_ORDER
from pos_app.store.tables.qris import AWAITED_PAYMENT
from pos_app.store.tables.returns import SALE_RETURN, SALE_RETURN_LINE, SALE_RETURN_PAYMENT
from pos_app.store.tables.sales import SALE, SALE_LINE, SALE_TENDER


class Whole(msgspec.Struct, frozen=True):
    """How many sales, less those voided, and what they came to."""

    sales: int
    turnover: int


def taken(db: Connection, within: Within) -> Taken:
    """All that a report of the span is made of."""
    voids, voided = _returned(db, within, ReturnKind.VOID)
    refunds, _ = _returned(db, within, ReturnKind.REFUND)
    return Taken(
        rung=[*_sold(db, within), *_voided(db, within), *_refunded(db, within)],
        goods=[*_goods_sold(db, within), *_goods_returned(db, within)],
        paid=[*_tendered(db, within), *_paid_back(db, within)],
        voids=voids,
        voided=voided,
        refunds=refunds,
        unreconciled=_unreconciled(db, within),
        ordered=_ordered(db, within),
    )


def whole(db: Connection, within: Within) -> Whole:
    """The two figures that stand beside every report."""
    sums = func.count(), func.coalesce(func.sum(SALE.c.total), 0)
    sales, turnover = db.execute(select(*sums).where(within.of(SALE))).one()
    voids, voided = _returned(db, within, ReturnKind.VOID)
    return Whole(sales - voids, turnover - voided)


def _quarter(table: Table) -> Any:
    """The quarter of an hour in UTC: every zone's hours begin with one."""
    quarter = cast(func.substr(table.c.at, 15, 2), Integer) // 15 * 15
    return func.substr(table.c.at, 1, 14).concat(func.printf("%02d", quarter)).label("quarter")


_SUMS = {
    "gross": SALE.c.subtotal,
    "discount": SALE.c.discount,
    "service": SALE.c.service,
    "tax": SALE.c.tax,
    "tax_included": SALE.c.tax_included,
    "rounding": SALE.c.rounding,
    "turnover": SALE.c.total,
}


def _headers(db: Connection, chosen: Any, sign: int) -> list[RungUp]:
    by = REGISTER.c.zone, _quarter(SALE), SALE.c.cashier
    named = [func.sum(column).label(name) for name, column in _SUMS.items()]
    asked = chosen.join(REGISTER, REGISTER.c.register_id == SALE.c.register_id).add_columns(
        *by, func.count().label("sales"), *named
    )
    return [
        RungUp(
            at=moment(f"{row.quarter}:00Z"),
            zone=row.zone,
            cashier=row.cashier,
            sales=sign * row.sales,
            **{name: sign * getattr(row, name) for name in _SUMS},
        )
        for row in db.execute(asked.group_by(*by))
    ]


def _sold(db: Connection, within: Within) -> list[RungUp]:
    return _headers(db, select().select_from(SALE).where(within.of(SALE)), 1)


def _voided(db: Connection, within: Within) -> list[RungUp]:
    """Taken off where the sale was made: at its hour, from its cashier."""
    sale = SALE.c.sale_id == SALE_RETURN.c.sale_id
    chosen = select().select_from(SALE_RETURN).join(SALE, sale)
    return _headers(db, chosen.where(*_kind(within, ReturnKind.VOID)), -1)


def _refunded(db: Connection, within: Within) -> list[RungUp]:
    by = REGISTER.c.zone, _quarter(SALE_RETURN), SALE_RETURN.c.cashier
    chosen = (
        select(
            *by,
            func.sum(SALE_RETURN.c.total).label("total"),
            func.sum(SALE_RETURN.c.tax).label("tax"),
        )
        .join(REGISTER, REGISTER.c.register_id == SALE_RETURN.c.register_id)
        .where(*_kind(within, ReturnKind.REFUND))
        .group_by(*by)
    )
    return [
        RungUp(
            moment(f"{row.quarter}:00Z"),
            row.zone,
            row.cashier,
            refunded=-row.total,
            tax_back=-row.tax,
        )
        for row in db.execute(chosen)
    ]


def _returned(db: Connection, within: Within, kind: ReturnKind) -> tuple[int, int]:
    """How many returns of a kind, and what they gave back, not negative."""
    sums = select(func.count(), func.coalesce(func.sum(SALE_RETURN.c.total), 0))
    count, total = db.execute(sums.where(*_kind(within, kind))).one()
    return count, -total


def _kind(within: Within, kind: ReturnKind) -> tuple[Any, ...]:
    return within.of(SALE_RETURN), SALE_RETURN.c.kind == kind


def _goods_sold(db: Connection, within: Within) -> list[Goods]:
    line = SALE_LINE.c
    by = line.product_id, line.name, line.unit, line.category, line.brand
    sums = (
        func.max(SALE.c.number).label("latest"),
        func.count().label("times"),
        func.sum(line.qty_milli).label("qty_milli"),
        func.sum(line.paid).label("turnover"),
    )
    joined = select(*by, *sums).join(SALE, SALE.c.sale_id == line.sale_id)
    found = db.execute(joined.where(within.of(SALE)).group_by(*by))
    return [Goods(*row) for row in found]


def _goods_returned(db: Connection, within: Within) -> list[Goods]:
    line = SALE_RETURN_LINE.c
    by = line.product_id, line.name, line.category, line.brand, SALE_RETURN.c.kind
    # A returned line does not say its unit; the product's own is the line's of the sale.
    unit = select(func.max(SALE_LINE.c.unit)).where(
        SALE_LINE.c.sale_id == line.sale_id, SALE_LINE.c.number == line.number
    )
    sums = (
        func.max(func.coalesce(unit.scalar_subquery(), "")).label("unit"),
        func.count().label("times"),
        func.sum(line.qty_milli).label("qty_milli"),
        func.sum(line.amount).label("amount"),
    )
    joined = select(*by, *sums).join(SALE_RETURN, SALE_RETURN.c.number == line.return_number)
    return [
        _returned_goods(row)
        for row in db.execute(joined.where(within.of(SALE_RETURN)).group_by(*by))
    ]


def _returned_goods(row: Any) -> Goods:
    void = row.kind == ReturnKind.VOID
    return Goods(
        product_id=row.product_id,
        name=row.name,
        unit=row.unit,
        category=row.category,
        brand=row.brand,
        latest=0,
        times=-row.times if void else 0,
        qty_milli=row.qty_milli,
        turnover=row.amount if void else 0,
        refunded=0 if void else -row.amount,
    )


def _tendered(db: Connection, within: Within) -> list[PaidBy]:
    """What was tendered for sales, the change taken off the cash; those voided less."""
    tender = SALE_TENDER.c
    sums = select(
        tender.method,
        func.count(tender.sale_id.distinct()).label("sales"),
        func.sum(tender.amount).label("amount"),
    ).group_by(tender.method)
    sold = sums.join(SALE, SALE.c.sale_id == tender.sale_id).where(within.of(SALE))
    change = db.scalar(select(func.sum(SALE.c.change)).where(within.of(SALE))) or 0
    back = sums.join(SALE_RETURN, SALE_RETURN.c.sale_id == tender.sale_id)
    voided = back.where(*_kind(within, ReturnKind.VOID))
    return [
        *(PaidBy(Method(row.method), row.sales, row.amount) for row in db.execute(sold)),
        *(PaidBy(Method(row.method), -row.sales) for row in db.execute(voided)),
        *([PaidBy(Method.CASH, turnover=-change)] if change else []),
    ]


def _paid_back(db: Connection, within: Within) -> list[PaidBy]:
    payment = SALE_RETURN_PAYMENT.c
    by = payment.method, SALE_RETURN.c.kind
    chosen = (
        select(*by, func.sum(payment.amount).label("amount"))
        .join(SALE_RETURN, SALE_RETURN.c.number == payment.return_number)
        .where(within.of(SALE_RETURN))
        .group_by(*by)
    )
    return [
        PaidBy(Method(row.method), turnover=row.amount)
        if row.kind == ReturnKind.VOID
        else PaidBy(Method(row.method), refunded=-row.amount)
        for row in db.execute(chosen)
    ]


def _unreconciled(db: Connection, within: Within) -> Unreconciled:
    """As shifts count it: also of a sale that was voided since, whose money came all the same."""
    of_sales = select(SALE.c.sale_id).where(within.of(SALE))
    of_orders = select(ORDER_PAYMENT.c.payment_id).where(within.of(ORDER_PAYMENT))
    awaited = AWAITED_PAYMENT.c
    count, amount = db.execute(
        select(func.count(), func.coalesce(func.sum(awaited.amount), 0)).where(
            awaited.method == Method.QRIS,
            awaited.state != PaymentState.RECONCILED,
            awaited.source_id.in_(of_sales.union_all(of_orders)),
        )
    ).one()
    return Unreconciled(count, amount)


def _ordered(db: Connection, within: Within) -> Ordered:
    order, payment = PLACED_ORDER.c, ORDER_PAYMENT.c
    cancelled = order.status == OrderStatus.CANCELLED
    placed = select(
        func.count().filter(~cancelled),
        func.coalesce(func.sum(order.value).filter(~cancelled), 0),
        func.count().filter(cancelled),
    ).where(within.of(PLACED_ORDER), order.register_id.in_(select(REGISTER.c.register_id)))
    received = select(payment.method, func.sum(payment.amount).label("amount"))
    found = db.execute(received.where(within.of(ORDER_PAYMENT)).group_by(payment.method)).all()
    count, value, dropped = db.execute(placed).one()
    return Ordered(count, value, dropped, _in_order(found))


def _in_order(rows: Sequence[Any]) -> tuple[tuple[Method, int], ...]:
    sums = {Method(row.method): row.amount for row in rows}
    return tuple((method, sums[method]) for method in Method if sums.get(method))
