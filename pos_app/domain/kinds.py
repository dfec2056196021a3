"""What entries say: their kinds and the bodies that belong to them."""

from enum import StrEnum
from functools import cache
from typing import Any

import msgspec

from pos_app.domain.approval import ApprovalGiven, ApprovalUsed
from pos_app.domain.awaited import PaymentsSettled
from pos_app.domain.cash import CashMoved
from pos_app.domain.continuation import EntryCarried
from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import DaysChanged, ExpoDetails
from pos_app.domain.journal import UNREADABLE, VERSION, Entry
from pos_app.domain.offer import OffersAnswered
from pos_app.domain.order import OrderChanged, OrderPlaced
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.people import PersonChanged, PersonEntered, PinChanged, PinFailed
from pos_app.domain.permission import PermissionsChanged
from pos_app.domain.product import ProductChange
from pos_app.domain.promotion import PromotionChanged
from pos_app.domain.qris import QrisImported
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.register import CutoffChanged, RegisterOpened
from pos_app.domain.rules import RulesChanged
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftClosed, ShiftHandedOver, ShiftOpened
from pos_app.domain.slips import ReceiptReprinted
from pos_app.domain.stock import StockMoved
from pos_app.domain.void import SaleVoided


class Kind(StrEnum):
    """Kinds of entries that this version writes and projects."""

    REGISTER_OPENED = "register.opened"
    ENTRY_CARRIED = "entry.carried"
    CUTOFF_CHANGED = "cutoff.changed"
    EXPO_CHANGED = "expo.changed"
    DAYS_CHANGED = "days.changed"
    SHIFT_OPENED = "shift.opened"
    SHIFT_HANDED_OVER = "shift.handed_over"
    SHIFT_CLOSED = "shift.closed"
    CASH_MOVED = "cash.moved"
    SALE_COMPLETED = "sale.completed"
    TRAINING_COMPLETED = "training.completed"
    SALE_VOIDED = "sale.voided"
    SALE_REFUNDED = "sale.refunded"
    RECEIPT_REPRINTED = "receipt.reprinted"
    PRODUCT_CHANGED = "product.changed"
    OFFER_ANSWERED = "offer.answered"
    RULES_CHANGED = "rules.changed"
    PROMOTION_CHANGED = "promotion.changed"
    PERSON_CHANGED = "person.changed"
    PERSON_ENTERED = "person.entered"
    PERMISSIONS_CHANGED = "permissions.changed"
    PIN_CHANGED = "pin.changed"
    PIN_FAILED = "pin.failed"
    APPROVAL_GIVEN = "approval.given"
    APPROVAL_USED = "approval.used"
    DRAWER_OPENED = "drawer.opened"
    QRIS_IMPORTED = "qris.imported"
    PAYMENT_SETTLED = "payment.settled"
    STOCK_MOVED = "stock.moved"
    ORDER_PLACED = "order.placed"
    ORDER_CHANGED = "order.changed"
    ORDER_PAID = "order.paid"


SHARED = frozenset(
    {
        Kind.PRODUCT_CHANGED,
        Kind.RULES_CHANGED,
        Kind.PROMOTION_CHANGED,
        Kind.PERSON_CHANGED,
        Kind.PERMISSIONS_CHANGED,
        Kind.QRIS_IMPORTED,
        Kind.ORDER_PLACED,
        Kind.ORDER_CHANGED,
    }
)
"""Kinds that all registers of a booth write about the same things: the later one counts."""


class ProductsChanged(msgspec.Struct, frozen=True):
    """Body of `product.changed`: one or many products that were changed at once."""

    products: tuple[ProductChange, ...]


BODIES: dict[str, type[msgspec.Struct]] = {
    Kind.REGISTER_OPENED: RegisterOpened,
    Kind.ENTRY_CARRIED: EntryCarried,
    Kind.CUTOFF_CHANGED: CutoffChanged,
    Kind.EXPO_CHANGED: ExpoDetails,
    Kind.DAYS_CHANGED: DaysChanged,
    Kind.SHIFT_OPENED: ShiftOpened,
    Kind.SHIFT_HANDED_OVER: ShiftHandedOver,
    Kind.SHIFT_CLOSED: ShiftClosed,
    Kind.CASH_MOVED: CashMoved,
    Kind.SALE_COMPLETED: Sale,
    Kind.TRAINING_COMPLETED: Sale,
    Kind.SALE_VOIDED: SaleVoided,
    Kind.SALE_REFUNDED: SaleRefunded,
    Kind.RECEIPT_REPRINTED: ReceiptReprinted,
    Kind.PRODUCT_CHANGED: ProductsChanged,
    Kind.OFFER_ANSWERED: OffersAnswered,
    Kind.RULES_CHANGED: RulesChanged,
    Kind.PROMOTION_CHANGED: PromotionChanged,
    Kind.PERSON_CHANGED: PersonChanged,
    Kind.PERSON_ENTERED: PersonEntered,
    Kind.PERMISSIONS_CHANGED: PermissionsChanged,
    Kind.PIN_CHANGED: PinChanged,
    Kind.PIN_FAILED: PinFailed,
    Kind.APPROVAL_GIVEN: ApprovalGiven,
    Kind.APPROVAL_USED: ApprovalUsed,
    Kind.DRAWER_OPENED: DrawerOpened,
    Kind.QRIS_IMPORTED: QrisImported,
    Kind.PAYMENT_SETTLED: PaymentsSettled,
    Kind.STOCK_MOVED: StockMoved,
    Kind.ORDER_PLACED: OrderPlaced,
    Kind.ORDER_CHANGED: OrderChanged,
    Kind.ORDER_PAID: OrderPaid,
}


def body_of(entry: Entry) -> Any:
    """Read an entry's body as the type of its kind.

    Raises LapakError `entry_kind_unknown` or `entry_unreadable`.
    """
    body = BODIES.get(entry.kind)
    if body is None or entry.v != VERSION:
        raise LapakError("entry_kind_unknown", kind=entry.kind, version=entry.v)
    try:
        return _decoder(body).decode(entry.body)
    except UNREADABLE as error:
        raise LapakError("entry_unreadable", reason=str(error)) from error


@cache
def _decoder(body: type[msgspec.Struct]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(body)
