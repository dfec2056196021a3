"""What buyers promise in a random day: paid in part, moved on, perhaps cancelled and given back."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from pos_app.domain.order import NEXT, Buyer, Order, OrderStatus
from pos_app.domain.tender import Method, Tender
from pos_app.services import order_payments, orders, shifts
from pos_app.services.till import Till

Step = Callable[[Till, Any], None]

WAYS_OF_PAYING = tuple(method for method in Method if method is not Method.EXCHANGE)


def orders_of(value: int, paid: int, steps: list[OrderStatus], method: Method) -> Step:
    """A buyer promises something and perhaps pays a part; it goes as far as it may."""

    def step(till: Till, _clock: Any) -> None:
        wanted = Order(till.new_id(), "", Buyer("Bu Ani"), text="Parsel", value=value)
        till.write(orders.place, wanted, "0812345678").result()
        if till.read(shifts.current_shift).result() is not None:
            tender = Tender(method, paid + (100_000 if method is Method.CASH else 0))
            till.write(order_payments.pay, wanted.id, till.new_id(), paid, (tender,)).result()
        for status in steps:
            state = till.read(orders.order, wanted.id).result()
            if status in NEXT[state.order.status]:
                till.write(orders.move, wanted.id, status, "batal").result()
        state = till.read(orders.order, wanted.id).result()
        if state.order.status is OrderStatus.CANCELLED and state.paid:
            till.write(
                order_payments.give_back, wanted.id, till.new_id(), "batal", in_cash=value % 2 == 0
            ).result()

    return step


order_steps: st.SearchStrategy[Step] = st.builds(
    orders_of,
    st.integers(200_000, 900_000),
    st.integers(1, 200_000),
    st.lists(st.sampled_from(OrderStatus), max_size=3),
    st.sampled_from(WAYS_OF_PAYING),
)
