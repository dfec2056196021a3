"""Amounts as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT, format_rupiah
from pos_app.messages import is_known
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
        ("Rp 12.500,-", 12_500),
        ("12.500,", 12_500),
        ("12,500.00", 12_500),
        ("5Rp1", 51),
        ("000", 0),
    ],
)
def test_a_text_on_its_way_is_read(text: str, amount: int | None) -> None:
    assert typed_amount(text)[0] == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12,5", "amount_ambiguous"),
        ("Rp12,5", "amount_ambiguous"),
        ("12.5", "amount_ambiguous"),
        ("-5.000", "amount_not_understood"),
        ("-5000", "amount_negative"),
        ("-", "amount_negative"),
        ("Rp12.500-", "amount_not_understood"),
        ("dua12", "amount_not_understood"),
        ("1234567890123456", "amount_too_large"),
        ("9" * 5_000, "amount_too_large"),
        ("٣", "amount_not_understood"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        typed_amount(text)


@given(st.integers(0, MAX_AMOUNT))
def test_an_amount_that_is_shown_reads_back(amount: int) -> None:
    assert typed_amount(format_rupiah(amount)) == (amount, "")


@given(st.text(max_size=40) | st.text("0123456789.,-Rp ", max_size=40))
def test_whatever_is_typed_stays_within_bounds(text: str) -> None:
    try:
        amount, _ = typed_amount(text)
    except LapakError as error:
        amount, code = None, error.code
        assert is_known(code)
    assert amount is None or 0 <= amount <= MAX_AMOUNT


@pytest.mark.parametrize(
    ("typed", "shown", "amount", "said"),
    [
        ("12.500", "Rp12.500", 12_500, []),
        ("12500", "Rp12.500", 12_500, []),
        ("Rp 12.500,-", "Rp12.500,-", 12_500, []),
        ("12500,00", "Rp12.500,00", 12_500, []),
        ("12,5", "Rp12,", 12, ["amount_ambiguous"]),
        ("-5000", "Rp5.000", 5_000, ["amount_negative"]),
        ("4x", "Rp4", 4, ["amount_not_understood"]),
        ("1234567890123456", "Rp123.456.789.012", 123_456_789_012, ["amount_too_large"] * 4),
        ("", "", None, []),
    ],
)
def test_amounts_are_taken_as_people_write_them_and_told_where_they_are_none(
    qtbot: QtBot, typed: str, shown: str, amount: int | None, said: list[str]
) -> None:
    field = AmountField()
    qtbot.addWidget(field)
    told: list[str] = []
    field.refused.connect(lambda error: told.append(error.code))
    QTest.keyClicks(field, typed)
    assert (field.text(), field.amount(), told) == (shown, amount, said)


def test_a_pasted_amount_is_taken_whole_or_not_at_all(qtbot: QtBot) -> None:
    field = AmountField()
    qtbot.addWidget(field)
    for text, amount in (("Rp 12.500,00", 12_500), ("25.00", 12_500), ("7.500", 7_500)):
        QApplication.clipboard().setText(text)
        field.selectAll()
        field.paste()
        assert field.amount() == amount


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
    keys = [key for row in ["789", "456", "12"] for key in row]
    for key in [*keys, "0", "000", BACKSPACE, "3"]:
        pad._keys[key].click()
    assert field.amount() == 789_456_120_003
