"""Amounts as they are written and typed."""

import pytest
from hypothesis import given

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT, format_amount, format_rupiah, parse_rupiah
from tests.domain.strategies import amounts, texts


@given(amounts)
def test_every_amount_that_is_written_can_be_typed_again(amount: int) -> None:
    for written in (str(amount), format_amount(amount), format_rupiah(amount)):
        assert parse_rupiah(written) == amount


@given(texts)
def test_typed_text_is_an_amount_in_range_or_a_known_error(text: str) -> None:
    try:
        assert 0 <= parse_rupiah(text) <= MAX_AMOUNT
    except LapakError as error:
        assert error.code in {"amount_not_understood", "amount_too_large"}  # noqa: PT017 - either


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (12_500, "Rp12.500"),
        (1_234_567_890, "Rp1.234.567.890"),
        (-12_500, "-Rp12.500"),
    ],
)
def test_rupiah_are_written_with_dots_and_no_space(amount: int, written: str) -> None:
    assert format_rupiah(amount) == written
    assert format_amount(amount) == written.replace("Rp", "")


@pytest.mark.parametrize(
    "typed",
    [
        "12500",
        "12.500",
        "Rp12.500",
        "Rp 12.500",
        "rp. 12500",
        "RP12500",
        " 12.500 ",
        "12.500,00",
        "12.500,-",
        "12500,0",
        "0012500",
    ],
)
def test_the_ways_in_which_people_type_an_amount_are_read(typed: str) -> None:
    assert parse_rupiah(typed) == 12_500


@pytest.mark.parametrize(
    "junk",
    [
        "",
        " ",
        "Rp",
        "12.50",
        "1,5",
        "12,500",
        "1.2.3",
        "1.0000",
        ".500",
        "12.500,50",
        "-5",
        "+5",
        "1e3",
        "0x10",
        "12 500",
        "5_000",
        "١٢",
        "12\n500",
        "USD 5",
        "5 ribu",
        "NaN",
        "½",
    ],
)
def test_what_could_mean_another_amount_is_refused(junk: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_rupiah(junk)
    assert caught.value.code == "amount_not_understood"
    assert caught.value.details == {"text": junk}


@pytest.mark.parametrize("typed", [str(MAX_AMOUNT + 1), "1.000.000.000.000", "9" * 5_000])
def test_an_amount_beyond_all_sense_is_refused_as_too_large(typed: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_rupiah(typed)
    assert caught.value.code == "amount_too_large"
