"""What a register writes besides sales: shifts that close, orders, payments found."""

from datetime import date, timedelta
from typing import Any

import msgspec

from pos_app.domain.awaited import PaymentSettled, PaymentsSettled, PaymentState, SettledBy
from pos_app.domain.continuation import wrapped
from pos_app.domain.kinds import Kind
from pos_app.domain.order import Buyer, Order, OrderChanged, OrderPlaced
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.tender import Method, Tender
from tests.drivers.journals import PaperTill

DAY = date(2026, 11, 21)


def close_shift(till: PaperTill, counted: int = 300_000, expected: int = 300_000) -> None:
    sums = (len(till.sales), till.total, expected, counted, counted - expected)
    till.append(Kind.SHIFT_CLOSED, ShiftClosed("shift-1", "Sri", *sums, reason="kurang", number=1))


def place_order(till: PaperTill, order_id: str = "order-1", value: int = 5_000_000) -> Order:
    order = Order(order_id, "A1-K1-P000001", Buyer("Bu Rahasia"), text="100 kotak", value=value)
    till.append(Kind.ORDER_PLACED, OrderPlaced(order, "shift-1", "Sri", "Asia/Jakarta", DAY))
    return order


def change_order(till: PaperTill, order: Order, **changes: Any) -> Order:
    after = msgspec.structs.replace(order, **changes)
    body = OrderChanged(after, order.status, order.value, "shift-1", "Sri", DAY)
    till.now += timedelta(minutes=1)
    till.append(Kind.ORDER_CHANGED, body)
    return after


def pay_order(till: PaperTill, order: Order, amount: int, method: Method = Method.QRIS) -> None:
    body = OrderPaid(
        id=till.new_id(),
        order_id=order.id,
        number=order.number,
        buyer=order.buyer,
        value=order.value,
        shift_id="shift-1",
        cashier="Sri",
        at=till.now,
        zone="Asia/Jakarta",
        business_date=DAY,
        amount=amount,
        rounding=0,
        tenders=(Tender(method, amount),),
        change=0,
        paid=amount,
    )
    till.append(Kind.ORDER_PAID, body)


def settle_payment(till: PaperTill, source: str, amount: int, state: PaymentState) -> None:
    one = PaymentSettled(
        source=source,
        number=1,
        title="A1-K1-000001",
        shift_id="shift-1",
        method=Method.QRIS,
        amount=amount,
        before=PaymentState.CONFIRMED,
        state=state,
    )
    till.now += timedelta(minutes=1)
    till.append(Kind.PAYMENT_SETTLED, PaymentsSettled((one,), SettledBy.HAND))


def carry(till: PaperTill, other: PaperTill, first: int = 1) -> None:
    """Write another register's entries once more, as a restored laptop does."""
    for seq in range(first, len(other.entries) + 1):
        body = wrapped(other.register, seq, other.hashes[seq], other.entries[seq - 1])
        till.append("entry.carried", body)
