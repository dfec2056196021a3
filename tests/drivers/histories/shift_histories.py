"""What happens to shifts in a random day: opened, closed, handed over, cash moved, mixed sales."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.cash import DENOMINATIONS, CashWay
from pos_app.domain.payment import settle
from pos_app.domain.pricing import price
from pos_app.domain.shift import Count
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import shifts
from pos_app.services.checkout import checkout
from pos_app.services.shifts import OpenCarts
from pos_app.services.terms import term_book
from pos_app.services.till import Till
from tests.drivers.tills import shelf

Step = Callable[[Till, Any], None]


def opens(cashier: str, float_amount: int) -> Step:
    """A shift begins, if none is open."""

    def step(till: Till, _clock: Any) -> None:
        if till.read(shifts.current_shift).result() is None:
            till.write(shifts.open_shift, cashier, float_amount).result()

    return step


def closes(counted: int, open_carts: OpenCarts) -> Step:
    """The open shift ends with some count or other."""

    def step(till: Till, _clock: Any) -> None:
        if till.read(shifts.current_shift).result() is not None:
            notes = tuple((value, counted // value) for value in DENOMINATIONS[:2])
            count = Count(counted, notes, counted // 2)
            till.write(shifts.close_shift, count, "kurang", open_carts).result()

    return step


def hands_over(cashier: str, counted: int | None) -> Step:
    """Another cashier goes on."""

    def step(till: Till, _clock: Any) -> None:
        shift = till.read(shifts.current_shift).result()
        if shift is not None and shift.cashier != cashier:
            till.write(shifts.hand_over, cashier, counted).result()

    return step


def moves_cash(way: CashWay, amount: int) -> Step:
    """Cash is put in or taken out."""

    def step(till: Till, _clock: Any) -> None:
        if till.read(shifts.current_shift).result() is not None:
            till.write(shifts.move_cash, way, amount, "Setoran").result()

    return step


def mixed_sales(place: int, share: int, over: int) -> Step:
    """A sale of which a share in percent is paid by QRIS, the rest in cash with some too much."""

    def step(till: Till, _clock: Any) -> None:
        known = [one for one in shelf(till) if not one.variants]
        if not known or till.read(shifts.current_shift).result() is None:
            return
        cart = carts.add(Cart(till.new_id()), known[place % len(known)])
        priced = price(cart, till.read(term_book).result().at(till.clock()))
        other = priced.total * share // 100
        tenders = [Tender(Method.QRIS, other, "1234", basis=Basis.NOTIFICATION)] if other else []
        due = settle(priced.total, tenders, priced.rules.cash_rounding).cash_due
        till.write(checkout, priced, (*tenders, Tender(Method.CASH, due + over))).result()

    return step


_names = st.sampled_from(("Siti", "Budi", "Wulan"))
_sums = st.integers(0, 2_000_000)

shift_steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(opens, _names, _sums),
    st.builds(closes, _sums, st.sampled_from(OpenCarts)),
    st.builds(hands_over, _names, st.none() | _sums),
    st.builds(moves_cash, st.sampled_from(CashWay), st.integers(1, 500_000)),
    st.builds(mixed_sales, st.integers(0, 20), st.integers(0, 99), st.integers(0, 100_000)),
)
