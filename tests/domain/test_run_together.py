"""Two barcodes that came as one scan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ean import has_gtin_check_digit
from pos_app.domain.run_together import behind_prefix, taken_apart

KOPI, OREO, BOOK = "8991002101234", "96385074", "036000291452"


def with_check(digits: str) -> str:
    return next(digits + last for last in "0123456789" if has_gtin_check_digit(digits + last))


barcodes = st.one_of(
    *(st.text("0123456789", min_size=n, max_size=n).map(with_check) for n in (7, 11, 12))
)


@pytest.mark.parametrize("code", ["", KOPI, OREO, "A12", "LPK1ABC", "1" * 26, f"{KOPI}1"])
def test_a_code_that_is_one_stays_one(code: str) -> None:
    assert taken_apart(code) == (code,)


@pytest.mark.parametrize("pair", [(OREO, BOOK), (BOOK, OREO), (OREO, OREO), (BOOK, BOOK)])
def test_two_codes_are_told_apart_by_their_check_digits(pair: tuple[str, str]) -> None:
    assert taken_apart("".join(pair)) == pair


@pytest.mark.parametrize("three", [(KOPI, KOPI, KOPI), (KOPI, OREO, BOOK), (OREO, KOPI, OREO)])
def test_three_codes_are_told_apart_too(three: tuple[str, ...]) -> None:
    assert taken_apart("".join(three)) == three


@pytest.mark.parametrize("prefix", ["~", "QQ", "]X9", "F1"])
def test_a_code_is_known_behind_what_its_scanner_sends_first(prefix: str) -> None:
    assert KOPI in behind_prefix(prefix + KOPI)


@pytest.mark.parametrize(
    "code", ["", "~", KOPI, f"1{KOPI}", f"ABCD{KOPI}", "QQ8991002101235", "QQA12"]
)
def test_a_code_without_a_prefix_or_with_a_wrong_check_digit_is_none(code: str) -> None:
    assert behind_prefix(code) == ()


@given(barcodes, barcodes)
def test_two_codes_are_told_apart_or_left_alone_but_never_guessed(first: str, second: str) -> None:
    assert taken_apart(first + second) in {(first, second), (first + second,)}


@given(st.text())
def test_nothing_of_a_scan_is_ever_lost(code: str) -> None:
    assert "".join(taken_apart(code)) == code
