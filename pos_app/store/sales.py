"""Sales: questions, and what their entries change."""

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from pos_app.domain.moments import stamp
from pos_app.domain.returns import SaleState
from pos_app.domain.sale import Sale, paid_for
from pos_app.store import awaited, shift_sums, siblings, stock
from pos_app.store.sql import Statement, insert_into
from pos_app.store.tables.sales import SALE, SALE_LINE, SALE_TENDER
from pos_app.store.tables.siblings import SIBLING_SALE

if TYPE_CHECKING:
    from pos_app.store.written import Written


class StoredSale(msgspec.Struct, frozen=True):
    """Where a completed sale stands in the journal."""

    register: str
    seq: int


_SALE = Statement(
    lambda: select(SALE.c.register_id, SALE.c.seq).where(SALE.c.sale_id == bindparam("sale"))
)
_ELSEWHERE = Statement(
    lambda: select(SIBLING_SALE.c.register_id, SIBLING_SALE.c.seq).where(
        SIBLING_SALE.c.sale_id == bindparam("sale")
    )
)
_INSERT_ELSEWHERE = insert_into(SIBLING_SALE)
_INSERT_SALE = insert_into(SALE)
_INSERT_LINE = insert_into(SALE_LINE)
_INSERT_TENDER = insert_into(SALE_TENDER)


def stored_sale(db: Connection, sale_id: str) -> StoredSale | None:
    """The place of a sale's entry, if it was completed."""
    row = _SALE.first(db, sale=sale_id)
    return None if row is None else StoredSale(row.register_id, row.seq)


def completed(db: Connection, written: "Written", sale: Sale) -> None:
    """Write what `sale.completed` says."""
    _INSERT_SALE.run(
        db,
        number=None,
        sale_id=sale.id,
        register_id=written.register,
        seq=written.seq,
        receipt_number=sale.receipt_number,
        shift_id=sale.shift_id,
        cashier=sale.cashier,
        at=stamp(sale.at),
        business_date=sale.business_date.isoformat(),
        subtotal=sale.subtotal,
        discount=sale.discount,
        service=sale.service or 0,
        tax=sale.tax,
        tax_included=sale.tax_included,
        rounding=sale.rounding,
        total=sale.total,
        change=sale.change,
        state=SaleState.COMPLETED,
    )
    _INSERT_LINE.run_many(db, _line_rows(sale))
    _INSERT_TENDER.run_many(
        db,
        [
            {"sale_id": sale.id, "number": number, "method": tender.method, "amount": tender.amount}
            for number, tender in enumerate(sale.tenders, 1)
        ],
    )
    awaited.add(db, sale, sale.receipt_number)
    shift_sums.add_sale(db, sale)
    taken = [one for line in sale.lines for one in line.takes or ()]
    if taken:
        stock.take(db, taken)


def completed_elsewhere(db: Connection, written: "Written", sale: Sale) -> None:
    """Write what another register's `sale.completed` means here; a sale that is known, nothing.

    Where two registers tell of one, carried over by the second, the entry that is first by register
    and seq is its place, whichever came over first.
    """
    if stored_sale(db, sale.id) is not None:
        return
    if elsewhere(db, sale.id) is not None:
        siblings.name_first(db, SIBLING_SALE, SIBLING_SALE.c.sale_id == sale.id, written)
        return
    _INSERT_ELSEWHERE.run(
        db,
        sale_id=sale.id,
        receipt_number=sale.receipt_number,
        register_id=written.register,
        seq=written.seq,
    )
    stock.take(db, [one for line in sale.lines for one in line.takes or ()])


def elsewhere(db: Connection, sale_id: str) -> StoredSale | None:
    """The place of the entry of a sale that another register of the booth made."""
    row = _ELSEWHERE.first(db, sale=sale_id)
    return None if row is None else StoredSale(row.register_id, row.seq)


def elsewhere_by_number(db: Connection, receipt_number: str) -> StoredSale | None:
    """As `elsewhere`, by the receipt's number."""
    chosen = select(SIBLING_SALE.c.register_id, SIBLING_SALE.c.seq).where(
        SIBLING_SALE.c.receipt_number == receipt_number
    )
    row = db.execute(chosen.order_by(SIBLING_SALE.c.sale_id).limit(1)).first()
    return None if row is None else StoredSale(row.register_id, row.seq)


def _line_rows(sale: Sale) -> list[dict[str, Any]]:
    return [
        {
            "sale_id": sale.id,
            "number": number,
            "product_id": line.product_id,
            "name": line.name,
            "unit": line.unit,
            "qty_milli": line.qty_milli,
            "unit_price": line.unit_price,
            "gross": line.gross,
            "discount": line.discount,
            "total": line.total,
            "paid": paid_for(line),
            "category": line.category,
            "brand": line.brand,
        }
        for number, line in enumerate(sale.lines, 1)
    ]
