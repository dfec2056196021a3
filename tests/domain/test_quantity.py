"""Quantities in thousandths: written, typed and priced."""

import pytest
from hypothesis import given

from pos_app.domain.errors import LapakError
from pos_app.domain.quantity import (
    MAX_QUANTITY,
    ONE,
    checked,
    format_quantity,
    is_divisible,
    parse_count,
    parse_quantity,
    price_of,
)
from tests.domain.strategies import amounts, quantities, texts

REFUSED = {"quantity_ambiguous", "quantity_not_understood", "quantity_out_of_range"}


@given(quantities)
def test_every_quantity_that_is_written_can_be_typed_again(qty_milli: int) -> None:
    written = format_quantity(qty_milli)
    assert parse_quantity(written) == qty_milli
    assert parse_quantity(written, "kg") == qty_milli


@pytest.mark.parametrize(
    ("typed", "unit", "qty_milli"),
    [
        ("1.000", "pcs", 1_000_000),
        ("12.500", "pak", 12_500_000),
        ("1.5", "kg", 1_500),
        ("1.25", "m", 1_250),
        ("0.125", "kg", 125),
        ("1,000", "kg", 1_000),
        ("1,125", None, 1_125),
        ("1.5", None, 1_500),
    ],
)
def test_three_digits_after_a_dot_are_thousands_of_what_is_counted(
    typed: str, unit: str | None, qty_milli: int
) -> None:
    assert parse_quantity(typed, unit) == parse_count(typed, unit) == qty_milli


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("1,000", "pcs"), ("1.500", "kg"), ("1.000", None), ("1,000", None), ("1.125", None)],
)
def test_what_may_be_one_or_a_thousand_is_refused_with_both(typed: str, unit: str | None) -> None:
    with pytest.raises(LapakError) as caught:
        parse_quantity(typed, unit)
    assert caught.value.code == "quantity_ambiguous"
    more, less = caught.value.details["more"], caught.value.details["less"]
    assert parse_quantity(str(more), unit) == 1_000 * parse_quantity(str(less), "kg")


def test_a_hundred_thousand_pieces_are_never_a_hundred() -> None:
    for typed, code in (("100.000", "quantity_out_of_range"), ("100,000", "quantity_ambiguous")):
        with pytest.raises(LapakError, match=code):
            parse_quantity(typed, "pcs")


@given(texts)
def test_typed_text_is_a_quantity_in_range_or_a_known_error(text: str) -> None:
    try:
        assert 0 < parse_quantity(text) <= MAX_QUANTITY
    except LapakError as error:
        assert error.code in REFUSED  # noqa: PT017 - either


@pytest.mark.parametrize(
    ("qty_milli", "written"),
    [(3000, "3"), (2500, "2,5"), (125, "0,125"), (10, "0,01"), (-2500, "-2,5"), (0, "0")],
)
def test_quantities_are_written_without_idle_zeros(qty_milli: int, written: str) -> None:
    assert format_quantity(qty_milli) == written


@pytest.mark.parametrize("junk", ["", "a", "1,2345", "1.2.3", "-1", "1e3", ",5", "5,", "١", "1 2"])
def test_junk_is_no_quantity(junk: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_quantity(junk)
    assert caught.value.code == "quantity_not_understood"


@pytest.mark.parametrize("typed", ["0", "0,000", "99999,001", "100000", "999999999"])
def test_nothing_and_too_much_are_out_of_range(typed: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_quantity(typed)
    assert caught.value.code == "quantity_out_of_range"


def test_the_bounds_themselves_can_be_sold() -> None:
    assert checked(1, "kg") == 1
    assert checked(MAX_QUANTITY, "pcs") == MAX_QUANTITY


@pytest.mark.parametrize(
    "unit", ["kg", "Kg.", " KG ", "g", "gram", "gr", "ons", "m", "Meter", "cm", "L", "liter", "ml"]
)
def test_what_is_weighed_or_measured_can_be_divided(unit: str) -> None:
    assert is_divisible(unit)
    assert checked(2_500, unit) == 2_500


@pytest.mark.parametrize("unit", ["pcs", "", "pak", "botol", "lusin", "bungkus 500 g", "gelas"])
def test_what_is_counted_is_sold_whole(unit: str) -> None:
    assert not is_divisible(unit)
    assert checked(2_000, unit) == 2_000
    with pytest.raises(LapakError) as caught:
        checked(2_500, unit)
    assert caught.value.code == "quantity_not_whole"
    assert caught.value.details == {"quantity": "2,5", "unit": unit}


@given(amounts, quantities)
def test_a_price_is_at_most_half_a_rupiah_from_the_exact_one(price: int, qty_milli: int) -> None:
    assert abs(price_of(price, qty_milli) * ONE - price * qty_milli) * 2 <= ONE


def test_half_a_rupiah_is_rounded_up() -> None:
    assert price_of(1, 500) == 1
    assert price_of(1, 499) == 0
    assert price_of(25_000, 2_500) == 62_500


@given(amounts, quantities)
def test_the_price_of_what_comes_back_mirrors_what_was_sold(price: int, qty_milli: int) -> None:
    assert price_of(price, -qty_milli) == -price_of(price, qty_milli)
