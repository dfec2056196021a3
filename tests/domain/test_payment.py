"""Tenders meet what is due: only cash is rounded, only cash gives change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.payment import NO_ROUNDING, CashRounding, settle
from pos_app.domain.rounding import Rounding
from pos_app.domain.tender import Method, Tender

HUNDRED = CashRounding()


def cash(amount: int) -> Tender:
    return Tender(Method.CASH, amount)


def qris(amount: int) -> Tender:
    return Tender(Method.QRIS, amount)


@pytest.mark.parametrize(
    ("due", "total"), [(12_500, 12_500), (12_549, 12_500), (12_550, 12_500), (12_551, 12_600)]
)
def test_cash_is_rounded_to_the_nearest_hundred_and_half_down(due: int, total: int) -> None:
    paid = settle(due, [cash(20_000)], HUNDRED)
    assert (paid.total, paid.rounding, paid.change) == (total, total - due, 20_000 - total)


@pytest.mark.parametrize(
    ("rounding", "total"),
    [
        (CashRounding(50), 12_550),
        (CashRounding(500), 12_500),
        (CashRounding(100, Rounding.DOWN), 12_500),
        (NO_ROUNDING, 12_565),
    ],
)
def test_other_steps_and_directions_can_be_chosen(rounding: CashRounding, total: int) -> None:
    assert settle(12_565, [cash(20_000)], rounding).total == total


def test_a_qris_amount_is_never_rounded() -> None:
    paid = settle(12_565, [qris(12_565)], HUNDRED)
    assert (paid.total, paid.rounding, paid.missing, paid.change) == (12_565, 0, 0, 0)


def test_of_a_mixed_payment_only_the_cash_part_is_rounded() -> None:
    paid = settle(50_030, [qris(20_000), cash(50_000)], HUNDRED)
    assert (paid.cash_due, paid.rounding, paid.total, paid.change) == (30_000, -30, 50_000, 20_000)


def test_what_is_missing_is_said_before_any_cash_lies_there() -> None:
    paid = settle(12_565, [qris(2_000)], HUNDRED)
    assert (paid.missing, paid.cash_due) == (10_565, 10_600)


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.CASH])
def test_no_other_method_than_cash_may_exceed_what_is_due(method: Method) -> None:
    with pytest.raises(LapakError) as caught:
        settle(50_000, [Tender(method, 50_001)], HUNDRED)
    assert (caught.value.code, caught.value.details) == ("noncash_above_total", {"total": 50_000})
    assert settle(50_000, [Tender(method, 50_000)], HUNDRED).missing == 0


def test_what_costs_nothing_is_not_paid_with_one_tender_against_another() -> None:
    with pytest.raises(LapakError, match="tender_not_positive"):
        settle(0, [cash(5_000), qris(-5_000)])


@pytest.mark.parametrize("tender", [cash(0), cash(-5), qris(0), qris(-1)])
def test_nothing_and_less_is_no_tender(tender: Tender) -> None:
    with pytest.raises(LapakError, match="tender_not_positive"):
        settle(10_000, [tender], HUNDRED)


def test_a_few_rupiah_may_round_to_nothing() -> None:
    paid = settle(30, [cash(0)], HUNDRED)
    assert (paid.total, paid.missing, paid.change) == (0, 0, 0)


steps = st.sampled_from((1, 50, 100, 500))
modes = st.sampled_from(Rounding)


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(1, 10**6), max_size=3),
    st.lists(st.integers(1, 10**9), max_size=3),
    steps,
    modes,
)
def test_tenders_less_change_and_plus_what_is_missing_make_the_total(
    due: int, others: list[int], notes: list[int], step: int, mode: Rounding
) -> None:
    tenders = [*map(qris, others), *map(cash, notes)]
    if sum(others) > due:
        return
    paid = settle(due, tenders, CashRounding(step, mode))
    assert sum(tender.amount for tender in tenders) - paid.change + paid.missing == paid.total
    assert min(paid.missing, paid.change) == 0
    assert abs(paid.rounding) < step
    assert paid.change <= sum(notes)
    if not notes:
        assert paid.rounding == 0
