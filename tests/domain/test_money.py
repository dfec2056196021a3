"""Amounts as they are written and typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT, format_amount, format_rupiah, parse_rupiah
from tests.domain.strategies import amounts, texts


@given(amounts)
def test_every_amount_that_is_written_can_be_typed_again(amount: int) -> None:
    for written in (str(amount), format_amount(amount), format_rupiah(amount)):
        assert parse_rupiah(written) == amount


SPELLINGS = (
    "{plain}",
    "{dots}",
    "{commas}",
    "{dots},00",
    "{dots},0",
    "{dots},-",
    "{plain},00",
    "{plain}.00",
    "{plain}.0",
    "{commas}.00",
    "{commas}.0",
    "00{plain}",
    "{dots}.00",
    "{commas},00",
    "{dots},50",
    "{commas}.50",
)
"""Ways to write an amount in Indonesia and in English programs; the last four are slips."""


@given(amounts, st.sampled_from(SPELLINGS), st.sampled_from(["", "Rp", "Rp ", "rp. ", "IDR "]))
def test_an_amount_in_any_spelling_is_read_as_itself_or_refused(
    amount: int, spelling: str, currency: str
) -> None:
    commas = f"{amount:,}"
    dots = commas.replace(",", ".")
    written = currency + spelling.format(plain=amount, dots=dots, commas=commas)
    try:
        assert parse_rupiah(written) == amount
    except LapakError as error:
        assert error.code == "amount_ambiguous"  # noqa: PT017 - either
        assert spelling in SPELLINGS[-4:] or (amount < 1000 and ".0" in spelling)


@given(amounts, st.integers(1, 99))
def test_a_part_of_a_rupiah_is_never_dropped(amount: int, sen: int) -> None:
    for written in (f"{amount},{sen:02d}", f"{amount:,}.{sen:02d}", f"{amount}.{sen:02d}"):
        with pytest.raises(LapakError) as caught:
            parse_rupiah(written)
        assert caught.value.code == "amount_ambiguous"


@given(st.text("0123456789.,", max_size=16))
def test_whatever_marks_stand_in_an_amount_its_digits_are_kept_but_for_idle_decimals(
    text: str,
) -> None:
    digits = "".join(char for char in text if char.isdigit())
    try:
        amount = parse_rupiah(text)
    except LapakError:
        return
    meant = {digits} | {digits[:-idle] for idle in (1, 2) if digits.endswith("0" * idle)}
    assert str(amount) in {whole.lstrip("0") or "0" for whole in meant}


@given(texts)
def test_typed_text_is_an_amount_in_range_or_a_known_error(text: str) -> None:
    known = {"amount_not_understood", "amount_ambiguous", "amount_too_large"}
    outcome = _read(text)
    assert outcome in known if isinstance(outcome, str) else 0 <= outcome <= MAX_AMOUNT


def _read(text: str) -> int | str:
    try:
        return parse_rupiah(text)
    except LapakError as error:
        return error.code


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
        "12,500",
        "12500.00",
        "12500.0",
        "12,500.00",
        "IDR 12,500.00",
        "IDR12500",
        "Rp 12.500,00",
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
def test_what_is_no_amount_is_refused(junk: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_rupiah(junk)
    assert caught.value.code == "amount_not_understood"
    assert caught.value.details == {"text": junk}


@pytest.mark.parametrize(
    "typed",
    [
        "12.5",
        "12.50",
        "12.00",
        "1.0",
        "12,5",
        "12,50",
        "0.500",
        "0,500",
        "1.2.3",
        "1.0000",
        ".500",
        "1.500,000",
        "1,500.000",
        "12.500,50",
        "12500.50",
        "12.500.00",
        "Rp 12.5",
        ",",
    ],
)
def test_what_could_mean_another_amount_is_refused(typed: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_rupiah(typed)
    assert caught.value.code == "amount_ambiguous"
    assert caught.value.details == {"text": typed}


@pytest.mark.parametrize("typed", [str(MAX_AMOUNT + 1), "1.000.000.000.000", "9" * 5_000])
def test_an_amount_beyond_all_sense_is_refused_as_too_large(typed: str) -> None:
    with pytest.raises(LapakError) as caught:
        parse_rupiah(typed)
    assert caught.value.code == "amount_too_large"
