"""Rounding: nothing is lost by splitting, and refunds mirror sales."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.rounding import Rounding, divide, split
from tests.domain.strategies import signed_amounts

modes = st.sampled_from(Rounding)
steps = st.integers(min_value=1, max_value=100_000)
weights = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40)


@given(signed_amounts, weights)
def test_a_split_conserves_every_rupiah(amount: int, shares: list[int]) -> None:
    parts = split(amount, shares)
    assert sum(parts) == amount
    assert len(parts) == len(shares)


@given(signed_amounts, weights)
def test_each_part_of_a_split_is_less_than_one_rupiah_from_its_exact_share(
    amount: int, shares: list[int]
) -> None:
    whole = sum(shares)
    exact = [
        Fraction(amount * share, whole) if whole else Fraction(amount, len(shares))
        for share in shares
    ]
    assert all(
        abs(part - share) < 1 for part, share in zip(split(amount, shares), exact, strict=True)
    )


@given(signed_amounts, weights)
def test_the_split_of_a_refund_mirrors_the_split_of_its_sale(
    amount: int, shares: list[int]
) -> None:
    assert split(-amount, shares) == tuple(-part for part in split(amount, shares))


@given(signed_amounts, st.lists(st.integers(min_value=1, max_value=10**6), min_size=1))
def test_a_weight_of_zero_gets_nothing_while_others_weigh(amount: int, shares: list[int]) -> None:
    assert split(amount, [*shares, 0])[-1] == 0


def test_earlier_parts_win_ties() -> None:
    assert split(100, [1, 1, 1]) == (34, 33, 33)
    assert split(200, [1, 1, 1]) == (67, 67, 66)


def test_weights_that_are_all_zero_spread_evenly() -> None:
    assert split(10, [0, 0, 0]) == (4, 3, 3)


@pytest.mark.parametrize("shares", [[], [1, -1], [-5]])
def test_a_split_without_weights_or_with_a_negative_one_is_a_bug(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, shares)


@given(signed_amounts, steps, modes)
def test_dividing_a_negative_amount_mirrors_dividing_the_positive_one(
    amount: int, step: int, mode: Rounding
) -> None:
    assert divide(-amount, step, mode) == -divide(amount, step, mode)


@given(signed_amounts, steps, modes)
def test_a_quotient_is_less_than_one_from_the_exact_one(
    amount: int, step: int, mode: Rounding
) -> None:
    off = divide(amount, step, mode) - Fraction(amount, step)
    assert abs(off) < 1
    if mode in {Rounding.HALF_UP, Rounding.HALF_DOWN}:
        assert abs(off) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "mode", "rounded"),
    [
        (12_350, Rounding.HALF_UP, 12_400),
        (12_350, Rounding.HALF_DOWN, 12_300),
        (12_349, Rounding.HALF_UP, 12_300),
        (12_351, Rounding.HALF_DOWN, 12_400),
        (12_301, Rounding.UP, 12_400),
        (12_399, Rounding.DOWN, 12_300),
        (-12_350, Rounding.HALF_UP, -12_400),
        (-12_301, Rounding.UP, -12_400),
        (-12_399, Rounding.DOWN, -12_300),
        (12_300, Rounding.UP, 12_300),
        (0, Rounding.UP, 0),
    ],
)
def test_coins_of_a_hundred_round_as_their_mode_says(
    amount: int, mode: Rounding, rounded: int
) -> None:
    assert divide(amount, 100, mode) * 100 == rounded


@pytest.mark.parametrize("denominator", [0, -1])
def test_a_denominator_that_is_not_positive_is_a_bug(denominator: int) -> None:
    with pytest.raises(ValueError, match="denominator"):
        divide(1, denominator, Rounding.HALF_UP)
