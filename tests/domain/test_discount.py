"""Discounts as cashiers type them, and what they take off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.discount import (
    NONE,
    WHOLE,
    Discount,
    format_percent,
    parse_discount,
    parse_percent,
)
from pos_app.domain.errors import LapakError
from tests.domain.strategies import amounts, discounts


@pytest.mark.parametrize(
    ("typed", "discount"),
    [
        ("", NONE),
        ("10%", Discount(basis_points=1_000)),
        (" 12,5 % ", Discount(basis_points=1_250)),
        ("0.25%", Discount(basis_points=25)),
        ("100%", Discount(basis_points=WHOLE)),
        ("5000", Discount(5_000)),
        ("Rp 5.000,-", Discount(5_000)),
    ],
)
def test_a_discount_is_an_amount_or_a_percentage(typed: str, discount: Discount) -> None:
    assert parse_discount(typed) == discount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("101%", "percent_out_of_range"),
        ("100,01%", "percent_out_of_range"),
        ("-5%", "amount_not_understood"),
        ("%", "amount_not_understood"),
        ("1,234%", "amount_not_understood"),
        ("lima", "amount_not_understood"),
        ("12.5", "amount_ambiguous"),
        ("9" * 16, "amount_too_large"),
    ],
)
def test_what_is_no_discount_says_why(typed: str, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        parse_discount(typed)


@given(amounts, st.data())
def test_no_discount_takes_more_than_the_price(price: int, data: st.DataObject) -> None:
    assert 0 <= data.draw(discounts(price)).of(price) <= price
    assert Discount(price + 1).of(price) == price


@given(st.integers(min_value=0, max_value=WHOLE))
def test_a_percentage_reads_back_as_it_was_written(basis_points: int) -> None:
    assert parse_discount(format_percent(basis_points)) == Discount(basis_points=basis_points)


@pytest.mark.parametrize(("typed", "points"), [("11", 1_100), ("11%", 1_100), ("12,5 %", 1_250)])
def test_a_rate_needs_no_sign(typed: str, points: int) -> None:
    assert parse_percent(typed) == points


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "percent_not_understood"), ("-5", "percent_not_understood"), ("101", "percent_out")],
)
def test_what_is_no_rate_is_refused(typed: str, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        parse_percent(typed)
