"""Booth codes and names, and the receipt numbers made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.register import MAX_BOOTH_NAME, booth_code, booth_name, receipt_number


@given(st.from_regex(r"[A-Za-z0-9]{1,8}", fullmatch=True))
def test_a_booth_code_is_upper_case_and_stays_as_it_is(text: str) -> None:
    code = booth_code(f" {text} ")
    assert code == text.upper()
    assert booth_code(code) == code


@pytest.mark.parametrize("text", ["", "A-1", "ABCDEFGHI", "A 1", "É1", "١", "A\n1"])
def test_a_code_that_a_receipt_number_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(LapakError) as caught:
        booth_code(text)
    assert caught.value.code == "booth_code_not_usable"


def test_a_booth_name_has_single_spaces_and_an_end() -> None:
    assert booth_name("  Batik  Bu Tin ") == "Batik Bu Tin"
    for text in ("", "  ", "x" * (MAX_BOOTH_NAME + 1)):
        with pytest.raises(LapakError) as caught:
            booth_name(text)
        assert caught.value.code == "booth_name_not_usable"


def test_a_receipt_number_names_booth_and_register_and_sorts() -> None:
    assert receipt_number("A12", "K1", 123) == "A12-K1-000123"
    assert receipt_number("A12", "K1", 1_234_567) == "A12-K1-1234567"
