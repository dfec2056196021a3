"""What buyers promise at a booth: what they want, by when, and how far it has come.

An order is no sale: its value is what may become turnover elsewhere, and is counted apart from it.
The buyer's phone is no part of it: a journal cannot be changed, and a phone must be purgeable.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain import quantity
from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.permission import By
from pos_app.domain.pricing import PricedCart
from pos_app.domain.words import one_line

MAX_BUYER = 60
MAX_TEXT = 400
MAX_LINES = 200


class OrderStatus(StrEnum):
    """How far an order has come."""

    PROMISED = "promised"
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


NEXT: Mapping[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.PROMISED: (OrderStatus.CONFIRMED, OrderStatus.CANCELLED),
    OrderStatus.CONFIRMED: (OrderStatus.DELIVERED, OrderStatus.CANCELLED),
    OrderStatus.DELIVERED: (),
    OrderStatus.CANCELLED: (),
}
"""Which status may follow which."""


class Buyer(msgspec.Struct, frozen=True):
    """Who promised: a person, perhaps for a company or cooperative."""

    name: str
    company: str = ""


class OrderLine(msgspec.Struct, frozen=True):
    """A product as it was when it was ordered, and what it comes to after discounts."""

    product_id: str
    name: str
    unit: str
    qty_milli: int
    unit_price: int
    total: int
    note: str = ""


class Order(msgspec.Struct, frozen=True):
    """What was agreed, whole. `text` says in words what no line does; `value` may be an estimate.

    `number` is its own and has no gaps, like `A12-K1-P000012`; "" until it is placed.
    """

    id: str
    number: str
    buyer: Buyer
    lines: tuple[OrderLine, ...] = ()
    text: str = ""
    value: int = 0
    due: date | None = None
    note: str = ""
    status: OrderStatus = OrderStatus.PROMISED

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of it."""
        return bool(NEXT[self.status])


class OrderPlaced(msgspec.Struct, frozen=True):
    """Body of `order.placed`. `shift_id` and `cashier` are empty while no shift is open."""

    order: Order
    shift_id: str
    cashier: str
    zone: str
    business_date: date
    by: By | UnsetType = UNSET


class OrderChanged(msgspec.Struct, frozen=True):
    """Body of `order.changed`: the order whole as it is now, and its status and value `before`."""

    order: Order
    status_before: OrderStatus
    value_before: int
    shift_id: str
    cashier: str
    business_date: date
    reason: str = ""
    by: By | UnsetType = UNSET


class OrderState(msgspec.Struct, frozen=True):
    """An order and what was paid for it, net of what was given back."""

    order: Order
    placed_at: Moment
    paid: int = 0

    @property
    def left(self) -> int:
        """What is still to be paid of its value; nothing of a cancelled one."""
        if self.order.status is OrderStatus.CANCELLED:
            return 0
        return max(self.order.value - self.paid, 0)

    @property
    def too_much(self) -> int:
        """What registers that did not meet took too much of it, or gave back too much of it."""
        if self.order.status is OrderStatus.CANCELLED:
            return max(-self.paid, 0)
        return max(self.paid - self.order.value, 0)


def lines_of(priced: PricedCart) -> tuple[OrderLine, ...]:
    """A cart's lines as they are ordered, with what they come to in it."""
    return tuple(
        OrderLine(
            product_id=line.product.id,
            name=line.product.name,
            unit=line.product.unit,
            qty_milli=line.line.qty_milli,
            unit_price=line.line.unit_price,
            total=line.total,
            note=line.line.note,
        )
        for line in priced.lines
    )


def checked(order: Order) -> Order:
    """An order with its words in order.

    Raises LapakError `buyer_missing`, `order_empty`, `order_value_missing`, `order_too_long`,
    `text_too_long`, `amount_too_large` or `quantity_out_of_range`.
    """
    buyer = Buyer(_worded(order.buyer.name, MAX_BUYER), _worded(order.buyer.company, MAX_BUYER))
    text = _worded(order.text, MAX_TEXT)
    if not buyer.name:
        raise LapakError("buyer_missing")
    if not order.lines and not text:
        raise LapakError("order_empty")
    if len(order.lines) > MAX_LINES:
        raise LapakError("order_too_long", limit=MAX_LINES)
    for line in order.lines:
        quantity.checked(line.qty_milli, line.unit)
    if order.value < 1:
        raise LapakError("order_value_missing")
    if order.value > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=str(order.value))
    note = _worded(order.note, MAX_TEXT)
    return msgspec.structs.replace(order, buyer=buyer, text=text, note=note)


def moved(order: Order, status: OrderStatus) -> Order:
    """An order that has come further; raises LapakError `order_step_not_allowed`."""
    if status not in NEXT[order.status]:
        raise LapakError("order_step_not_allowed", number=order.number)
    return msgspec.structs.replace(order, status=status)


def edited(before: OrderState, after: Order) -> Order:
    """An order with other content; number, id and status stay.

    Raises LapakError `order_closed`, `order_value_below_paid`, or as `checked` does.
    """
    if not before.order.is_open:
        raise LapakError("order_closed", number=before.order.number)
    same = {"id": before.order.id, "number": before.order.number, "status": before.order.status}
    order = checked(msgspec.structs.replace(after, **same))
    if order.value < before.paid:
        raise LapakError("order_value_below_paid", paid=before.paid)
    return order


def _worded(text: str, most: int) -> str:
    words = one_line(text)
    if len(words) > most:
        raise LapakError("text_too_long", limit=most)
    return words
