"""Tenders: what each method needs, and the notes that a buyer is likely to hand over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from pos_app.domain.errors import LapakError
from pos_app.domain.tender import QUICK_STEPS, Basis, Card, Method, Tender, checked, quick_cash
from tests.domain.strategies import amounts


@given(amounts)
def test_quick_cash_is_a_few_rising_sums_above_what_is_due(due: int) -> None:
    sums = quick_cash(due)
    assert 1 <= len(sums) <= 5
    assert list(sums) == sorted(set(sums))
    assert all(amount > due for amount in sums)
    assert all(any(amount % step == 0 for step in QUICK_STEPS) for amount in sums)


@given(amounts)
def test_the_smallest_sum_is_the_next_note_of_ten_thousand(due: int) -> None:
    assert quick_cash(due)[0] - due <= QUICK_STEPS[0]


@pytest.mark.parametrize(
    ("due", "sums"),
    [
        (0, (10_000, 20_000, 50_000, 100_000, 200_000)),
        (47_500, (50_000, 60_000, 100_000, 200_000)),
        (50_000, (60_000, 100_000, 200_000)),
        (99_999, (100_000, 200_000)),
        (123_000, (130_000, 140_000, 150_000, 200_000)),
    ],
)
def test_the_sums_are_the_ones_a_cashier_expects(due: int, sums: tuple[int, ...]) -> None:
    assert quick_cash(due) == sums


def card(reference: str, approval: str = "") -> Tender:
    return Tender(Method.CARD, 50_000, reference, approval, kind=Card.DEBIT)


def test_a_cards_last_digits_and_its_approval_code_are_put_in_order() -> None:
    paid = checked(card(" 7741 ", "a1 b2c3"))
    assert (paid.reference, paid.approval, paid.kind) == ("7741", "A1B2C3", "debit")
    assert checked(card("")).approval is UNSET


@pytest.mark.parametrize(
    ("tender", "code"),
    [
        (card("5412751234567741"), "card_digits_not_usable"),
        (card("77a1"), "card_digits_not_usable"),
        (card("", "1234567890123"), "approval_not_usable"),
        (card("", "12-34"), "approval_not_usable"),
        (Tender(Method.EWALLET, 1, "OVO"), "digits_not_usable"),
        (Tender(Method.QRIS, 1, "1" * 13, basis=Basis.STATEMENT), "digits_not_usable"),
        (Tender(Method.QRIS, 1, "7741"), "basis_missing"),
        (Tender(Method.VOUCHER, 1, "  "), "voucher_number_missing"),
        (Tender(Method.TRANSFER, 1, "x" * 41), "text_too_long"),
    ],
)
def test_what_a_method_cannot_be_without_or_must_not_hold_is_refused(
    tender: Tender, code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        checked(tender)


@pytest.mark.parametrize("method", [Method.CASH, Method.TRANSFER, Method.EWALLET])
def test_what_may_be_empty_may_be_empty(method: Method) -> None:
    assert checked(Tender(method, 1)) == Tender(method, 1)


@given(st.sampled_from(Method), st.text(max_size=60), st.text(max_size=20))
def test_what_is_checked_stays_as_it_is_and_holds_no_cards_number(
    method: Method, reference: str, approval: str
) -> None:
    tender = Tender(method, 1, reference, approval, Basis.STATEMENT)
    try:
        once = checked(tender)
    except LapakError:
        return
    assert checked(once) == once
    assert once.reference.isprintable()
    if method is Method.CARD:
        assert len(once.reference) <= 4
