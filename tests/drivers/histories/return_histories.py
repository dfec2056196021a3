"""What is taken back in a random day of a till: voids, refunds, and goods changed for others."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original
from pos_app.domain.pricing import price
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.refund import Return
from pos_app.domain.tender import Method, Tender
from pos_app.services import exchange, returns, shifts
from pos_app.services.till import Till, Work
from pos_app.store.tables.sales import SALE
from tests.drivers.tills import shelf

Step = Callable[[Till, Any], None]


def takes_back(place: int, eighths: int, *, whole: bool, exchanged: bool) -> Step:
    """Somebody brings some sale back: it is voided, refunded in part, or changed for other goods.

    What cannot be taken back any more is refused.
    """

    def step(till: Till, _clock: Any) -> None:
        known = till.read(_sale_ids).result()
        if not known or till.read(shifts.current_shift).result() is None:
            return
        sale_id = known[place % len(known)]
        with suppress(LapakError):
            if whole:
                till.write(returns.void_sale, sale_id, "salah ketik").result()
                return
            original = till.read(returns.original_sale, sale_id).result()
            back = Return(till.new_id(), _part(original, eighths), reason="rusak")
            if not exchanged:
                till.write(returns.refund_sale, original, back).result()
                return
            credit = till.read(exchange.credit, original, back).result()
            cart = carts.add(Cart(till.new_id()), shelf(till)[0])
            priced = price(carts.set_credit(cart, credit))
            rest = (Tender(Method.CASH, 250_000),) if priced.to_pay else ()
            done = till.write(exchange.complete, priced, rest).result()
            assert done.handed_back == priced.handed_back  # as the screen said

    return step


def _part(original: Original, eighths: int) -> dict[int, int]:
    """Some eighths of each line, in units that its goods can be divided into."""
    parts = {}
    for line in original.lines:
        part = line.qty_milli * eighths // 8
        parts[line.number] = part if is_divisible(line.unit) else -(-part // ONE) * ONE
    return {number: part for number, part in parts.items() if part}


def _sale_ids(work: Work) -> list[str]:
    return list(work.db.scalars(select(SALE.c.sale_id).order_by(SALE.c.number)))


return_steps: st.SearchStrategy[Step] = st.builds(
    takes_back,
    st.integers(0, 20),
    st.integers(1, 8),
    whole=st.booleans(),
    exchanged=st.booleans(),
)
