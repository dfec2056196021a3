"""Money for an order: a down payment, the rest, or all of it given back."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.order import Buyer, Order, OrderState, OrderStatus
from pos_app.domain.original import Payment
from pos_app.domain.payment import NO_ROUNDING, CashRounding, settle
from pos_app.domain.permission import By
from pos_app.domain.sale import Occasion
from pos_app.domain.tender import Method, Tender
from pos_app.domain.words import stated_reason


class OrderPaid(msgspec.Struct, frozen=True):
    """Body of `order.paid`; of money given back `amount` and every tender are below zero.

    `amount` counts towards the order's `value`; with `rounding` it is what the tenders come to
    less `change`. `paid` is what the order has then been paid in all.
    """

    id: str
    order_id: str
    number: str
    buyer: Buyer
    value: int
    shift_id: str
    cashier: str
    at: Moment
    zone: str
    business_date: date
    amount: int
    rounding: int
    tenders: tuple[Tender, ...]
    change: int
    paid: int
    reason: str | UnsetType = UNSET
    by: By | UnsetType = UNSET

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What came in by each tender, change taken off the cash; below zero it went out."""
        left, kept = self.change, []
        for tender in self.tenders:
            off = min(left, tender.amount) if left and tender.method is Method.CASH else 0
            left -= off
            kept.append(Payment(tender.method, tender.amount - off))
        return tuple(kept)


def check_amount(state: OrderState, amount: int) -> None:
    """Refuse what cannot be paid for an order.

    Raises LapakError `order_cancelled`, `order_paid_too_much` (with the `most`) or
    `amount_not_positive`.
    """
    if state.order.status is OrderStatus.CANCELLED:
        raise LapakError("order_cancelled", number=state.order.number)
    if amount < 1:
        raise LapakError("amount_not_positive")
    if amount > state.left:
        raise LapakError("order_paid_too_much", most=state.left)


def pay(
    state: OrderState,
    payment_id: str,
    amount: int,
    tenders: Sequence[Tender],
    occasion: Occasion,
    cash_rounding: CashRounding = NO_ROUNDING,
    by: By | UnsetType = UNSET,
) -> OrderPaid:
    """Take so much of what an order comes to.

    Raises LapakError `paid_too_little` (with `missing`), or what `check_amount` and `settle`
    raise.
    """
    check_amount(state, amount)
    settled = settle(amount, tenders, cash_rounding)
    if settled.missing:
        raise LapakError("paid_too_little", missing=settled.missing)
    return _paid(
        state.order,
        payment_id,
        occasion,
        amount=amount,
        rounding=settled.rounding,
        tenders=tuple(tenders),
        change=settled.change,
        paid=state.paid + amount,
        by=by,
    )


def give_back(
    state: OrderState,
    payment_id: str,
    taken: Mapping[Method, int],
    occasion: Occasion,
    reason: str,
    *,
    in_cash: bool = False,
    by: By | UnsetType = UNSET,
) -> OrderPaid:
    """Give all back that was paid for a cancelled order: by the methods it came by, or in cash.

    `taken` is what came in by each method. Raises LapakError `order_not_cancelled`,
    `nothing_returned`, `reason_missing` or `text_too_long`.
    """
    if state.order.status is not OrderStatus.CANCELLED:
        raise LapakError("order_not_cancelled", number=state.order.number)
    back = sum(taken.values())
    if state.paid <= 0:
        raise LapakError("nothing_returned")
    ways = {Method.CASH: back} if in_cash else taken
    given = tuple(Tender(method, -amount) for method, amount in ways.items() if amount)
    return _paid(
        state.order,
        payment_id,
        occasion,
        amount=-state.paid,
        rounding=state.paid - back,
        tenders=given or (Tender(Method.CASH, 0),),  # what came in was less than a coin
        change=0,
        paid=0,
        reason=stated_reason(reason),
        by=by,
    )


def _paid(
    order: Order,
    payment_id: str,
    occasion: Occasion,
    *,
    amount: int,
    rounding: int,
    tenders: tuple[Tender, ...],
    change: int,
    paid: int,
    reason: str | UnsetType = UNSET,
    by: By | UnsetType = UNSET,
) -> OrderPaid:
    return OrderPaid(
        id=payment_id,
        order_id=order.id,
        number=order.number,
        buyer=order.buyer,
        value=order.value,
        shift_id=occasion.shift_id,
        cashier=occasion.cashier,
        at=occasion.at,
        zone=occasion.zone,
        business_date=occasion.business_date,
        amount=amount,
        rounding=rounding,
        tenders=tenders,
        change=change,
        paid=paid,
        reason=reason,
        by=by,
    )
