"""What a shift took, added up while it happens: each projection adds what its entry changes.

Cash that must be in the drawer is the float, what was tendered and received in cash less change
and what was handed back in cash, and the cash moves. All of it counts in the shift that its money
went in or out of: a refund in today's, though its sale was yesterday's.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.returns import ReturnKind
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method
from pos_app.store.sql import Statement
from pos_app.store.tables.shifts import SHIFT_CASHIER, SHIFT_TAKEN


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
            "rounding": sale.rounding,
            "turnover": sale.total,
            "change": sale.change,
        },
    )
    _add_taken(db, sale.shift_id, sale.tenders, "tendered")


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
) -> None:
    """Add a void or refund worth `total`, and what was handed back for it by each method.

    Both are above zero; of a sale in cash the payments are what it left in the drawer. The sale
    itself stays in its shift's sales and turnover: what was taken back stands beside them.
    """
    sums = {f"{kind}s": 1, "voided" if kind is ReturnKind.VOID else "refunded": total}
    _add_to_cashier(db, shift_id, cashier, sums)
    _add_taken(db, shift_id, payments, "refunded")


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
