"""A payment as a value: whatever is taken and taken out again, it comes out even."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.payment import CashRounding, settle
from pos_app.domain.pricing import Terms, price
from pos_app.domain.product import Product
from pos_app.domain.rounding import Rounding
from pos_app.domain.rules import ROUNDING_STEPS, Rules
from pos_app.domain.tender import Basis, Method, Tender
from ui.models.display import CashTaken, Due
from ui.presenters.payment import Payment, Typed, payment_display
from ui.presenters.payment_steps import check_qris, choose, give_back, take, tender_in_hand

HUNDRED = CashRounding()


def owing(due: int, rule: CashRounding = HUNDRED) -> Payment:
    cart = carts.add(Cart("sale"), Product(id="p", name="Kain", price=due))
    return Payment(price(cart, Terms(Rules(cash_rounding=rule))))


def typing(payment: Payment, amount: int | None, reference: str = "77") -> Payment:
    typed = Typed(amount, reference, basis=Basis.NOTIFICATION)
    return msgspec.structs.replace(payment, typed=typed)


def by(payment: Payment, method: Method, amount: int) -> Payment:
    return take(typing(choose(payment, method), amount))


steps = st.tuples(st.sampled_from(Method), st.integers(0, 60_000))
roundings = st.builds(CashRounding, st.sampled_from(ROUNDING_STEPS), st.sampled_from(Rounding))


@given(st.integers(0, 200_000), st.lists(steps, max_size=6), roundings, st.sampled_from(Method))
def test_what_is_owed_always_pays_the_rest(
    due: int, tried: list[tuple[Method, int]], rule: CashRounding, last: Method
) -> None:
    payment = owing(due, rule)
    for method, amount in tried:
        if payment.is_covered:
            break
        try:
            payment = by(payment, method, amount)
        except LapakError:
            payment = choose(payment, method)
        assert payment.fits
    payment = choose(payment, last)
    if payment.owed:
        payment = by(payment, last, payment.owed)
    payment = choose(payment, Method.CASH)
    assert payment.is_covered
    settled = settle(due, payment.completing, rule)
    assert (settled.missing, settled.rounding) == (0, payment.rounding)


@given(st.integers(1, 200_000), st.lists(steps, min_size=1, max_size=4))
def test_what_is_taken_out_again_was_never_taken(due: int, tried: list[tuple[Method, int]]) -> None:
    payment = owing(due)
    for method, amount in tried:
        try:
            after = by(payment, method, amount)
        except LapakError:
            continue
        assert give_back(after, len(after.taken) - 1).taken == payment.taken
        payment = after


def test_only_the_part_in_cash_is_rounded_and_shown_as_soon_as_cash_is_at_hand() -> None:
    payment = by(owing(50_030), Method.QRIS, 20_000)
    assert (payment.owed, payment.rounding) == (30_000, -30)
    assert choose(payment, Method.CARD).owed == 30_030
    assert choose(payment, Method.CARD).rounding == 0


def test_a_part_in_cash_leaves_a_rest_that_any_method_pays_exactly() -> None:
    payment = by(owing(50_030), Method.CASH, 20_000)
    card = choose(payment, Method.CARD)
    assert (card.owed, card.rounding) == (30_030, 0)
    assert by(payment, Method.CARD, 30_030).is_covered


def test_a_part_that_coins_cannot_pay_is_refused() -> None:
    with pytest.raises(LapakError) as caught:
        by(owing(50_030), Method.CASH, 19_990)
    assert (caught.value.code, caught.value.details) == ("cash_part_uneven", {"step": 100})


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.CASH])
def test_without_cash_what_is_owed_stands_there_and_no_more_is_taken(method: Method) -> None:
    payment = choose(owing(30_500), method)
    assert payment.typed.amount == 30_500
    payment = typing(payment, 30_501)
    if method is Method.VOUCHER:
        assert (payment.in_hand, payment.forfeited) == (30_500, 1)
        assert tender_in_hand(payment).amount == 30_500
        return
    assert not payment.can_confirm
    with pytest.raises(LapakError, match="noncash_above_total"):
        tender_in_hand(payment)


@pytest.mark.parametrize("amount", [None, 0])
def test_nothing_is_no_tender(amount: int | None) -> None:
    with pytest.raises(LapakError, match="tender_not_positive"):
        tender_in_hand(typing(choose(owing(30_500), Method.TRANSFER), amount))


def test_a_few_rupiah_are_paid_in_cash_by_nothing() -> None:
    payment = owing(30)
    assert (payment.owed, payment.is_covered) == (0, True)
    assert payment.completing == (Tender(Method.CASH, 0),)
    assert not choose(payment, Method.QRIS).is_covered


def test_what_was_taken_for_a_larger_cart_does_not_fit_and_nothing_more_is_taken() -> None:
    payment = by(owing(50_000), Method.QRIS, 50_000)
    smaller = msgspec.structs.replace(payment, priced=owing(40_000).priced)
    assert (smaller.fits, smaller.owed, smaller.can_confirm) == (False, 0, False)


def test_cash_taken_for_a_larger_cart_goes_back_as_change() -> None:
    payment = by(owing(50_000), Method.CASH, 20_000)
    smaller = msgspec.structs.replace(payment, priced=owing(15_000).priced)
    assert (smaller.is_covered, smaller.over) == (True, 5_000)


def test_qris_asks_for_no_more_than_its_limit() -> None:
    check_qris(choose(owing(10_000_000), Method.QRIS))
    with pytest.raises(LapakError) as caught:
        check_qris(choose(owing(10_000_001), Method.QRIS))
    assert (caught.value.code, caught.value.details) == (
        "qris_amount_too_large",
        {"most": 10_000_000},
    )


def test_buyers_see_what_is_due_and_then_their_change() -> None:
    payment = by(owing(50_030), Method.QRIS, 20_000)
    assert payment_display(payment) == Due(50_000, 20_000)
    assert payment_display(typing(payment, 20_000)) == Due(50_000, 20_000)
    assert payment_display(typing(payment, 50_000)) == CashTaken(30_000, 50_000, 20_000)
