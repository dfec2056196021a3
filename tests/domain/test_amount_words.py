"""Amounts in words, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.amount_words import in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (1, "satu rupiah"),
        (10, "sepuluh rupiah"),
        (11, "sebelas rupiah"),
        (12, "dua belas rupiah"),
        (19, "sembilan belas rupiah"),
        (20, "dua puluh rupiah"),
        (100, "seratus rupiah"),
        (111, "seratus sebelas rupiah"),
        (1_000, "seribu rupiah"),
        (1_100, "seribu seratus rupiah"),
        (2_000, "dua ribu rupiah"),
        (11_000, "sebelas ribu rupiah"),
        (100_000, "seratus ribu rupiah"),
        (101_000, "seratus satu ribu rupiah"),
        (125_500, "seratus dua puluh lima ribu lima ratus rupiah"),
        (1_000_000, "satu juta rupiah"),
        (1_001_000, "satu juta seribu rupiah"),
        (1_000_000_000, "satu miliar rupiah"),
        (
            21_514_017_200,
            "dua puluh satu miliar lima ratus empat belas juta tujuh belas ribu dua ratus rupiah",
        ),
        (3_000_000_000_001, "tiga triliun satu rupiah"),
        (-500, "minus lima ratus rupiah"),
    ],
)
def test_indonesian(amount: int, words: str) -> None:
    assert in_words(amount, "id") == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "zero rupiah"),
        (13, "thirteen rupiah"),
        (21, "twenty-one rupiah"),
        (80, "eighty rupiah"),
        (1_000, "one thousand rupiah"),
        (125_500, "one hundred twenty-five thousand five hundred rupiah"),
        (1_000_000_000, "one billion rupiah"),
        (-1, "minus one rupiah"),
    ],
)
def test_english(amount: int, words: str) -> None:
    assert in_words(amount, "en") == words


_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()  # noqa: SIM905 shorter
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def read(words: str) -> int:
    """Words back to the number, the way one hears them."""
    total = part = last = 0
    for word in words.removesuffix(" rupiah").split():
        match word:
            case "sepuluh" | "sebelas":
                part, last = part + last + (10 if word == "sepuluh" else 11), 0
            case "seratus":
                part += 100
            case "seribu":
                total += 1000
            case "belas":
                part, last = part + last + 10, 0
            case "puluh":
                part, last = part + last * 10, 0
            case "ratus":
                part, last = part + last * 100, 0
            case _ if word in _SCALES:
                total, part, last = total + (part + last) * _SCALES[word], 0, 0
            case _:
                last = _UNITS.index(word)
    return total + part + last


@given(st.integers(0, 10**18 - 1))
def test_whoever_hears_the_words_knows_the_amount(amount: int) -> None:
    assert read(in_words(amount, "id")) == amount


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_amounts_have_different_words(one: int, other: int) -> None:
    for language in ("id", "en"):
        assert (in_words(one, language) == in_words(other, language)) == (one == other)


def test_there_are_no_words_for_more_than_there_is_money() -> None:
    with pytest.raises(ValueError, match="no words"):
        in_words(10**18, "id")
