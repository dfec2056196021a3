"""What is typed into the history's one field, and what it is read as."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.history import Sought, sought
from pos_app.domain.tender import Method

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Sought()),
        ("123", Sought(number=("123",), amount=123)),
        ("000123", Sought(number=("000123",), amount=123)),
        ("A12-K1-000123", Sought(number=("A12", "K1", "000123"))),
        ("k1-123", Sought(number=("K1", "123"))),
        ("A12-K1-R000003", Sought(number=("A12", "K1", "R000003"))),
        ("R3", Sought(number=("R3",))),
        ("12.500", Sought(amount=12_500)),
        ("Rp12.500", Sought(amount=12_500)),
        ("rp 12.500,-", Sought(amount=12_500)),
        ("12500", Sought(number=("12500",), amount=12_500)),
        ("14.30", Sought(clock=870)),
        ("9:05", Sought(clock=545)),
        ("kemarin", Sought(day=date(2026, 11, 21))),
        ("hari ini 14.30", Sought(day=TODAY, clock=870)),
        ("Yesterday kopi", Sought(day=date(2026, 11, 21), words=("kopi",))),
        ("21/11", Sought(day=date(2026, 11, 21))),
        ("24/12", Sought(day=date(2025, 12, 24))),
        ("5/1/26", Sought(day=date(2026, 1, 5))),
        ("31/2", Sought(words=("31/2",))),
        ("qris 50.000", Sought(method=Method.QRIS, amount=50_000)),
        ("Tunai", Sought(method=Method.CASH)),
        ("Kopi  Susu", Sought(words=("kopi", "susu"))),
        ("t-shirt", Sought(words=("t-shirt",))),
        ("-5000", Sought(words=("-5000",))),
        ("99999999999999999999", Sought(words=("99999999999999999999",))),
    ],
)
def test_one_field_takes_a_number_an_amount_a_time_a_day_or_a_product(
    typed: str, read: Sought
) -> None:
    assert sought(typed, TODAY) == read


@given(st.text(), st.dates())
def test_whatever_is_typed_is_looked_for(typed: str, today: date) -> None:
    assert sought(typed, today).everything is (not typed.split())
