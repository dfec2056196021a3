"""What each kind of entry changes in the tables that screens and reports read.

The same code runs when an entry is written and when everything is rebuilt from the journal; it
stands beside the questions about its subject.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from sqlalchemy import Connection, delete, text

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry
from pos_app.domain.kinds import Kind, ProductsChanged, body_of
from pos_app.domain.register import RegisterOpened
from pos_app.store import (
    approvals,
    awaited,
    carried,
    offers,
    orders,
    people,
    products,
    qris,
    registers,
    returns,
    sales,
    shifts,
    stock,
    terms,
    training,
)
from pos_app.store.tables import PROJECTIONS
from pos_app.store.tables.products import SEARCH_TABLES

if TYPE_CHECKING:
    from pos_app.store.written import Written


def apply(db: Connection, written: "Written", kind: str, body: Any) -> None:
    """Project one entry that was just written or is being replayed."""
    project = _BY_KIND.get(kind)
    if project is not None:
        project(db, written, body)
    registers.move_head(db, written, receipt=kind in _NUMBERED)


def replay(db: Connection, written: "Written", entry: Entry) -> None:
    """Project a stored entry; kinds that a newer version wrote only move the head."""
    try:
        body = body_of(entry)
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


def _products_changed(db: Connection, _written: "Written", body: ProductsChanged) -> None:
    products.change(db, body.products)


def _register_opened(db: Connection, written: "Written", body: RegisterOpened) -> None:
    registers.opened(db, written, body)
    if body.because is not UNSET and body.continues is not None:
        shifts.continued(db, written, body.continues)


_NUMBERED = frozenset({Kind.SALE_COMPLETED})
"""Kinds that take a receipt number."""

_BY_KIND: dict[str, Callable[[Connection, "Written", Any], None]] = {
    Kind.REGISTER_OPENED: _register_opened,
    Kind.ENTRY_CARRIED: carried.was_carried,
    Kind.CUTOFF_CHANGED: registers.cutoff_changed,
    Kind.EXPO_CHANGED: registers.expo_changed,
    Kind.DAYS_CHANGED: registers.days_changed,
    Kind.OFFER_ANSWERED: offers.answered,
    Kind.SHIFT_OPENED: shifts.opened,
    Kind.SHIFT_HANDED_OVER: shifts.handed_over,
    Kind.SHIFT_CLOSED: shifts.closed,
    Kind.CASH_MOVED: shifts.cash_moved,
    Kind.SALE_COMPLETED: sales.completed,
    Kind.TRAINING_COMPLETED: training.completed,
    Kind.SALE_VOIDED: returns.voided,
    Kind.SALE_REFUNDED: returns.refunded,
    Kind.PRODUCT_CHANGED: _products_changed,
    Kind.RULES_CHANGED: terms.rules_changed,
    Kind.PROMOTION_CHANGED: terms.promotion_changed,
    Kind.PERSON_CHANGED: people.person_changed,
    Kind.PERMISSIONS_CHANGED: people.permissions_changed,
    Kind.APPROVAL_GIVEN: approvals.given,
    Kind.APPROVAL_USED: approvals.used,
    Kind.QRIS_IMPORTED: qris.imported,
    Kind.PAYMENT_SETTLED: awaited.settled,
    Kind.STOCK_MOVED: stock.moved,
    Kind.ORDER_PLACED: orders.was_placed,
    Kind.ORDER_CHANGED: orders.was_changed,
    Kind.ORDER_PAID: orders.was_paid,
}
