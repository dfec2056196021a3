"""Quick cash: the notes that a buyer is likely to hand over."""

import pytest
from hypothesis import given

from pos_app.domain.tender import QUICK_STEPS, quick_cash
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
