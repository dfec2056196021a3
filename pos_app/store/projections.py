"""What each kind of entry changes in the tables that screens and reports read.

The same code runs when an entry is written and when everything is rebuilt from the journal.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain import journal as chain
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Kind, ProductsChanged
from pos_app.domain.moments import stamp
from pos_app.domain.register import RegisterOpened
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftClosed, ShiftOpened
from pos_app.store import products
from pos_app.store.sql import Statement, insert_into
from pos_app.store.tables import PROJECTIONS
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.products import SEARCH_TABLES
from pos_app.store.tables.sales import SALE, SALE_LINE, SALE_TENDER
from pos_app.store.tables.shifts import SHIFT, SHIFT_TENDER

if TYPE_CHECKING:
    from pos_app.store.journal import Written

_INSERT_SALE = insert_into(SALE)
_INSERT_LINE = insert_into(SALE_LINE)
_INSERT_TENDER = insert_into(SALE_TENDER)
_MOVE_HEAD = Statement(
    lambda: (
        update(REGISTER)
        .where(REGISTER.c.register_id == bindparam("of"))
        .values(
            seq=bindparam("at_seq"),
            hash=bindparam("at_hash"),
            receipts=REGISTER.c.receipts + bindparam("taken"),
        )
    )
)
_ADD_TO_SHIFT = Statement(
    lambda: (
        update(SHIFT)
        .where(SHIFT.c.shift_id == bindparam("of"))
        .values(
            sales=SHIFT.c.sales + 1,
            turnover=SHIFT.c.turnover + bindparam("sold"),
            change=SHIFT.c.change + bindparam("returned"),
        )
    )
)
_ADD_TENDER = Statement(
    lambda: (added := upsert(SHIFT_TENDER)).on_conflict_do_update(
        index_elements=["shift_id", "method"],
        set_={"amount": SHIFT_TENDER.c.amount + added.excluded.amount},
    )
)


def apply(db: Connection, written: "Written", kind: str, body: Any) -> None:
    """Project one entry that was just written or is being replayed."""
    project = _BY_KIND.get(kind)
    if project is not None:
        project(db, written, body)
    _MOVE_HEAD.run(
        db,
        of=written.register,
        at_seq=written.seq,
        at_hash=written.hash,
        taken=int(kind == Kind.SALE_COMPLETED),
    )


def replay(db: Connection, written: "Written", entry: chain.Entry) -> None:
    """Project a stored entry; kinds that a newer version wrote only move the head."""
    try:
        body = chain.body_of(entry)
    except LapakError as error:
        if error.code != "entry_kind_unknown":
            raise
        body = None
    apply(db, written, entry.kind if body is not None else "", body)


def clear(db: Connection) -> None:
    """Empty every projection; the journal and this machine's own tables stay."""
    for table in PROJECTIONS:
        db.execute(delete(table))
    for name in SEARCH_TABLES:
        db.execute(text(f"INSERT INTO {name}({name}) VALUES ('delete-all')"))  # noqa: S608 constant


def _register_opened(db: Connection, written: "Written", body: RegisterOpened) -> None:
    number = db.scalar(select(func.coalesce(func.max(REGISTER.c.number), 0))) or 0
    # A register that bears the codes of an earlier one counts on: no number is printed twice.
    taken = select(func.max(REGISTER.c.receipts)).where(
        REGISTER.c.booth_code == body.booth.code, REGISTER.c.code == body.code
    )
    db.execute(
        insert(REGISTER).values(
            register_id=written.register,
            number=number + 1,
            code=body.code,
            booth_id=body.booth.id,
            booth_code=body.booth.code,
            booth_name=body.booth.name,
            expo_id=body.expo.id if body.expo else None,
            expo_name=body.expo.name if body.expo else None,
            zone=body.zone,
            cutoff_minutes=body.cutoff_minutes,
            public_key=body.public_key,
            opened_at=stamp(written.at),
            seq=written.seq,
            hash=written.hash,
            receipts=db.scalar(taken) or 0,
        )
    )


def _shift_opened(db: Connection, written: "Written", body: ShiftOpened) -> None:
    db.execute(
        insert(SHIFT).values(
            shift_id=body.shift_id,
            register_id=written.register,
            cashier=body.cashier,
            opened_at=stamp(written.at),
            business_date=body.business_date.isoformat(),
            float_amount=body.float_amount,
            sales=0,
            turnover=0,
            change=0,
        )
    )


def _shift_closed(db: Connection, written: "Written", body: ShiftClosed) -> None:
    db.execute(
        update(SHIFT)
        .where(SHIFT.c.shift_id == body.shift_id)
        .values(
            closed_at=stamp(written.at),
            expected=body.expected,
            counted=body.counted,
            reason=body.reason,
        )
    )


def _sale_completed(db: Connection, written: "Written", sale: Sale) -> None:
    _INSERT_SALE.run(
        db,
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
        tax=sale.tax,
        rounding=sale.rounding,
        total=sale.total,
        change=sale.change,
    )
    _INSERT_LINE.run_many(db, _line_rows(sale))
    _INSERT_TENDER.run_many(
        db,
        [
            {"sale_id": sale.id, "number": number, "method": tender.method, "amount": tender.amount}
            for number, tender in enumerate(sale.tenders, 1)
        ],
    )
    _ADD_TO_SHIFT.run(db, of=sale.shift_id, sold=sale.total, returned=sale.change)
    _ADD_TENDER.run_many(
        db,
        [
            {"shift_id": sale.shift_id, "method": tender.method, "amount": tender.amount}
            for tender in sale.tenders
        ],
    )


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
        }
        for number, line in enumerate(sale.lines, 1)
    ]


def _products_changed(db: Connection, _written: "Written", body: ProductsChanged) -> None:
    products.change(db, body.products)


_BY_KIND: dict[str, Callable[[Connection, "Written", Any], None]] = {
    Kind.REGISTER_OPENED: _register_opened,
    Kind.SHIFT_OPENED: _shift_opened,
    Kind.SHIFT_CLOSED: _shift_closed,
    Kind.SALE_COMPLETED: _sale_completed,
    Kind.PRODUCT_CHANGED: _products_changed,
}
