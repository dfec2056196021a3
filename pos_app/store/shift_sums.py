"""What a shift took, added up while it happens: each projection adds what its entry changes.

Cash that must be in the drawer is the float, what was tendered and received in cash less change
and what was handed back in cash, and the cash moves. All of it counts in the shift that its money
went in or out of: a refund in today's, though its sale was yesterday's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.returns import ReturnedLine, ReturnKind
from pos_app.domain.sale import Sale, paid_for
from pos_app.domain.shift_totals import BrandTotal, CashierTotal, ShiftTotals, Taken
from pos_app.domain.tender import Method
from pos_app.store.sql import Statement
from pos_app.store.tables.shifts import SHIFT_BRAND, SHIFT_CASHIER, SHIFT_TAKEN


class Payment(Protocol):
    """Money by one method; a `Tender` is one."""

    @property
    def method(self) -> Method:
        """How it was paid."""

    @property
    def amount(self) -> int:
        """How much, above zero."""


def _adding_to(table: Table) -> Statement:
    """An upsert that adds every sum of a row to what stands there."""
    keys = {column.name for column in table.primary_key}

    def build() -> Insert:
        added = upsert(table)
        sums = {
            column.name: column + added.excluded[column.name]
            for column in table.c
            if column.name not in keys
        }
        return added.on_conflict_do_update(index_elements=sorted(keys), set_=sums)

    return Statement(build)


_CASHIER_NOTHING = {c.name: 0 for c in SHIFT_CASHIER.c if not c.primary_key}
_TAKEN_NOTHING = {c.name: 0 for c in SHIFT_TAKEN.c if not c.primary_key}
_ADD_TO_CASHIER = _adding_to(SHIFT_CASHIER)
_ADD_TAKEN = _adding_to(SHIFT_TAKEN)
_ADD_TO_BRAND = _adding_to(SHIFT_BRAND)
_SUMS = tuple(
    column.name
    for column in SHIFT_CASHIER.c
    if not column.primary_key and column.name in ShiftTotals.__struct_fields__
)
_METHODS = tuple(Method)


def shift_totals(db: Connection, shift_id: str) -> ShiftTotals:
    """What a shift took, from sums that cost the same after ten sales and ten thousand."""
    by_cashier = select(SHIFT_CASHIER).where(SHIFT_CASHIER.c.shift_id == shift_id)
    rows = db.execute(by_cashier.order_by(SHIFT_CASHIER.c.cashier)).all()
    sums = {name: sum(getattr(row, name) for row in rows) for name in _SUMS}
    return ShiftTotals(
        **sums,
        taken=_taken(db, shift_id, sum(row.change for row in rows)),
        cashiers=tuple(
            CashierTotal(row.cashier, row.sales, row.turnover) for row in rows if row.sales
        ),
        brands=_brands(db, shift_id, sums["turnover"] - sums["rounding"]),
    )


def _brands(db: Connection, shift_id: str, paid: int) -> tuple[BrandTotal, ...]:
    """Totals by brand; what was `paid` for no brand stands last, and alone it is not told."""
    chosen = select(SHIFT_BRAND).where(SHIFT_BRAND.c.shift_id == shift_id)
    rows = db.execute(chosen.order_by(SHIFT_BRAND.c.brand)).all()
    named = tuple(BrandTotal(row.brand, row.sold, row.returned) for row in rows if row.brand)
    if not named:
        return ()
    returned = sum(row.returned for row in rows if not row.brand)
    rest = BrandTotal("", paid - sum(one.sold for one in named), returned)
    return (*named, rest) if rest.sold or rest.returned else named


def _taken(db: Connection, shift_id: str, change: int) -> tuple[Taken, ...]:
    chosen = select(SHIFT_TAKEN).where(SHIFT_TAKEN.c.shift_id == shift_id)
    rows = sorted(db.execute(chosen), key=lambda row: _METHODS.index(Method(row.method)))
    return tuple(
        Taken(
            method=Method(row.method),
            tendered=row.tendered,
            change=change if row.method == Method.CASH else 0,
            received=row.received,
            refunded=row.refunded,
            reconciled=row.reconciled,
        )
        for row in rows
    )


def add_sale(db: Connection, sale: Sale) -> None:
    """Add a completed sale, in the shift that it names, however late it comes."""
    _add_to_cashier(
        db,
        sale.shift_id,
        sale.cashier,
        {
            "sales": 1,
            "gross": sale.subtotal,
            "discount": sale.discount,
            "service": sale.service or 0,
            "tax": sale.tax,
            "tax_included": sale.tax_included,
            "rounding": sale.rounding,
            "turnover": sale.total,
            "change": sale.change,
        },
    )
    _add_taken(db, sale.shift_id, sale.tenders, "tendered")
    branded = [(line.brand, paid_for(line)) for line in sale.lines if line.brand]
    if branded:
        _add_to_brands(db, sale.shift_id, branded, "sold")


def add_payments(
    db: Connection, shift_id: str, payments: Iterable[Payment], *, sign: int = 1
) -> None:
    """Add money that changed hands without a sale: +1 came in (a down payment), -1 went out.

    Amounts are above zero, change already taken off. In cash they change the drawer at once:
    expected cash needs nothing more. A void or refund calls `add_return` instead.
    """
    _add_taken(db, shift_id, payments, "received" if sign > 0 else "refunded")


def add_return(
    db: Connection,
    shift_id: str,
    cashier: str,
    kind: ReturnKind,
    total: int,
    payments: Iterable[Payment],
    lines: Iterable[ReturnedLine],
) -> None:
    """Add a void or refund worth `total`, and what was handed back for it by each method.

    Both are above zero; of a sale in cash the payments are what it left in the drawer. The sale
    itself stays in its shift's sales and turnover: what was taken back stands beside them.
    """
    lines = tuple(lines)
    sums = {
        f"{kind}s": 1,
        "voided" if kind is ReturnKind.VOID else "refunded": total,
        "tax_returned": -sum((line.tax or 0) + (line.tax_included or 0) for line in lines),
    }
    _add_to_cashier(db, shift_id, cashier, sums)
    _add_taken(db, shift_id, payments, "refunded")
    _add_to_brands(db, shift_id, [(line.brand, -line.amount) for line in lines], "returned")


def add_reconciled(db: Connection, shift_id: str, payments: Iterable[Payment]) -> None:
    """Note payments of a shift that were found at the bank; it changes no cash."""
    _add_taken(db, shift_id, payments, "reconciled")


def _add_to_cashier(db: Connection, shift: str, cashier: str, sums: Mapping[str, int]) -> None:
    _ADD_TO_CASHIER.run(db, shift_id=shift, cashier=cashier, **{**_CASHIER_NOTHING, **sums})


def _add_taken(db: Connection, shift: str, payments: Iterable[Payment], column: str) -> None:
    _ADD_TAKEN.run_many(
        db,
        [
            {
                **_TAKEN_NOTHING,
                "shift_id": shift,
                "method": payment.method,
                column: payment.amount,
            }
            for payment in payments
        ],
    )


def _add_to_brands(
    db: Connection, shift: str, amounts: Iterable[tuple[str, int]], column: str
) -> None:
    sums: dict[str, int] = defaultdict(int)
    for brand, amount in amounts:
        sums[brand] += amount
    _ADD_TO_BRAND.run_many(
        db,
        [
            {"shift_id": shift, "brand": brand, "sold": 0, "returned": 0, column: amount}
            for brand, amount in sums.items()
        ],
    )
