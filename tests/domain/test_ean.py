"""Numbers under barcodes: check digits, and numbers that a booth gives its goods."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ean import IN_STORE, check_digit, in_store_numbers, is_ean
from pos_app.domain.product import normalise_barcode

ids = st.text(min_size=1, max_size=36)


@pytest.mark.parametrize("known", ["4006381333931", "8991002101104", "036000291452", "73513537"])
def test_the_check_digit_of_known_codes_is_found(known: str) -> None:
    assert check_digit(known[:-1]) == known[-1]


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("4006381333931", True),
        ("4006381333930", False),
        ("400638133393", False),
        ("", False),
        ("40063813339A1", False),
        ("٤006381333931", False),
    ],
)
def test_only_a_whole_number_with_its_check_digit_is_an_ean_13(code: str, *, whole: bool) -> None:
    assert is_ean(code) is whole


def test_eight_digits_are_an_ean_of_their_own() -> None:
    assert is_ean("73513537", 8)
    assert not is_ean("73513537")


@given(ids)
def test_a_number_of_the_booth_is_a_whole_ean_13_that_stays_as_it_is_stored(one: str) -> None:
    for number in islice(in_store_numbers(one), 3):
        assert is_ean(number)
        assert number.startswith(IN_STORE)
        assert normalise_barcode(number) == number


@given(ids)
def test_a_product_has_the_same_numbers_at_every_register(one: str) -> None:
    assert list(islice(in_store_numbers(one), 3)) == list(islice(in_store_numbers(one), 3))


def test_ten_thousand_products_of_two_registers_have_different_numbers() -> None:
    given = {next(in_store_numbers(f"{number:08d}")) for number in range(10_000)}
    assert len(given) == 10_000


def test_what_was_printed_once_stays_readable_by_later_versions() -> None:
    assert next(in_store_numbers("01939e3a-0000-7000-8000-000000000001")) == "2462059036757"
