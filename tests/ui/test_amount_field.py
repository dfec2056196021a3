"""Amounts as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.money import MAX_AMOUNT, format_rupiah
from ui.theme import Look
from ui.widgets.amount_field import BACKSPACE, AmountField, typed_amount
from ui.widgets.keypad import Keypad


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("Rp", None),
        ("Rp12.500", 12_500),
        ("Rp12.5000", 125_000),
        ("Rp 12.500,00", 12_500),
        ("12.500,", 12_500),
        ("dua12", 12),
        ("0", 0),
    ],
)
def test_a_text_on_its_way_is_read(text: str, amount: int | None) -> None:
    assert typed_amount(text) == amount


@given(st.integers(0, MAX_AMOUNT))
def test_an_amount_that_is_shown_reads_back(amount: int) -> None:
    assert typed_amount(format_rupiah(amount)) == amount


@given(st.text(max_size=40))
def test_whatever_is_typed_stays_within_bounds(text: str) -> None:
    amount = typed_amount(text)
    assert amount is None or 0 <= amount <= MAX_AMOUNT


def test_digits_dots_and_nothing_else_count(qtbot: QtBot) -> None:
    field = AmountField()
    qtbot.addWidget(field)
    told: list[object] = []
    field.amount_changed.connect(told.append)
    QTest.keyClicks(field, "4x0.0")
    assert field.text() == "Rp400"
    assert told[-1] == 400


def test_the_keypad_has_every_key_and_backspace(qtbot: QtBot) -> None:
    pad = Keypad(Look())
    field = AmountField()
    for widget in (pad, field):
        qtbot.addWidget(widget)
    pad.pressed.connect(field.press)
    keys = [key for row in ["789", "456", "123"] for key in row]
    for key in [*keys, "0", "000", BACKSPACE]:
        pad._keys[key].click()
    assert field.amount() == 78_945_612_300
