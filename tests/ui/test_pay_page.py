"""Taking cash on the pay page, with real checkouts behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.cart import set_discount
from pos_app.domain.discount import Discount
from pos_app.domain.pricing import price
from pos_app.domain.tender import quick_cash
from pos_app.services import shifts
from pos_app.store.database import Work
from tests.drivers.pay_driver import DUE, PayDriver, open_pay
from tests.drivers.tills import cart_of
from ui.presenters.payment import is_doubtful


@pytest.fixture
def pay(qtbot: QtBot, tmp_path: Path) -> Iterator[PayDriver]:
    with open_pay(qtbot, tmp_path) as driver:
        yield driver


def test_change_follows_every_typed_digit(pay: PayDriver) -> None:
    pay.begin()
    assert pay.page.text("pay_total") == "Rp30.500"
    pay.type_amount("4")
    assert (pay.page.field("received_field").text(), pay.change) == ("Rp4", "Rp30.496")
    assert not pay.can_accept
    pay.type_amount("0.000")
    assert (pay.page.field("received_field").text(), pay.change) == ("Rp40.000", "Rp9.500")
    assert pay.can_accept


def test_too_little_says_in_words_how_much_is_missing(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("20000")
    assert pay.page.text("pay_change_name") == "Still missing"
    assert pay.change == "Rp10.500"
    pay.page.key(Qt.Key.Key_Return)
    assert pay.sales() == 0


def test_nothing_typed_cannot_be_accepted(pay: PayDriver) -> None:
    pay.begin()
    assert not pay.can_accept
    pay.page.key(Qt.Key.Key_Return)
    assert pay.sales() == 0


def test_enter_completes_the_sale_with_what_was_handed_over(pay: PayDriver) -> None:
    cart = pay.begin()
    pay.type_amount("50000")
    pay.page.key(Qt.Key.Key_Return)
    sale = pay.wait_paid().sale
    assert (sale.id, sale.total, sale.change) == (cart.id, DUE, 19_500)
    assert pay.page.desk.spooler.asked == [("wake", None)]
    assert pay.page.desk.organizer.woken == 1


def test_a_sum_far_too_large_is_doubted_once(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("500000000")
    pay.page.key(Qt.Key.Key_Return)
    assert pay.sales() == 0
    assert "Rp499.969.500" in pay.page.text("pay_trouble_text")
    pay.let_pass(0.5)
    pay.page.key(Qt.Key.Key_Return)
    assert pay.sales() == 0  # the second press of a double one; nobody has read the question
    pay.let_pass(0.2)
    pay.page.key(Qt.Key.Key_Return)
    assert pay.wait_paid().sale.change == 499_969_500


@pytest.mark.parametrize(("received", "doubted"), [("200000", False), ("200001", True)])
def test_one_note_above_the_round_sum_is_natural(
    pay: PayDriver, received: str, doubted: bool
) -> None:
    pay.begin()
    pay.type_amount(received)
    pay.page.key(Qt.Key.Key_Return)
    if doubted:
        assert pay.page.shows("pay_trouble")
    else:
        assert pay.wait_paid().sale.change == 200_000 - DUE


@given(st.integers(0, 100_000_000))
def test_no_sum_that_is_offered_is_doubted(due: int) -> None:
    for offered in (due, *quick_cash(due)):
        assert not is_doubtful(due, offered)


def test_what_is_typed_after_too_little_was_refused_replaces_it(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("5000")
    pay.page.key(Qt.Key.Key_Return)
    pay.type_amount("100000")
    assert pay.page.field("received_field").text() == "Rp100.000"


def test_the_clear_key_takes_the_sum_back(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("5000")
    pay.page.press("keypad_clear")
    assert (pay.page.field("received_field").text(), pay.change) == ("", "–")
    pay.page.press("keypad_7")
    assert pay.page.field("received_field").text() == "Rp7"


def test_digits_reach_the_sum_from_wherever_the_focus_is(pay: PayDriver) -> None:
    pay.begin()
    pay.page.button("cash_quick_1_button").setFocus()
    pay.page.type_text("605")
    pay.page.button("pay_back_button").setFocus()
    pay.page.key(Qt.Key.Key_Backspace)
    assert pay.page.field("received_field").text() == "Rp60"


def test_enter_presses_the_button_that_has_the_focus(pay: PayDriver) -> None:
    pay.begin()
    pay.page.button("cash_quick_1_button").setFocus()
    pay.page.key(Qt.Key.Key_Return)
    assert (pay.change, pay.sales()) == ("Rp9.500", 0)
    pay.page.key(Qt.Key.Key_Return)  # the sum has the focus again
    assert pay.wait_paid().sale.change == 9_500


def test_the_largest_sum_fits_its_field(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("999999999")
    field = pay.page.field("received_field")
    assert field.fontMetrics().horizontalAdvance(field.text()) <= field.width() - 24


def test_quick_sums_and_keys_stand_in_the_same_rows(pay: PayDriver) -> None:
    pay.begin()
    for left, right in (
        ("cash_exact_button", "keypad_7"),
        ("cash_quick_1_button", "keypad_4"),
        ("cash_quick_3_button", "keypad_000"),
    ):
        one, other = pay.page.button(left), pay.page.button(right)
        tops = {one.mapTo(pay.page.page, one.rect().topLeft()).y() for one in (one, other)}
        assert (len(tops), one.height()) == (1, other.height())


def test_what_is_typed_after_the_doubt_replaces_the_sum(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("500000000")
    pay.page.key(Qt.Key.Key_Return)
    pay.type_amount("50000")
    assert pay.change == "Rp19.500"
    assert not pay.page.shows("pay_trouble_text")


def test_more_digits_than_anybody_hands_over_are_not_taken(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("9999999999")
    assert pay.page.field("received_field").text() == "Rp999.999.999"


def test_pressing_many_times_pays_once(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("50000")
    button = pay.page.button("pay_accept_button")
    for _ in range(3):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        pay.page.key(Qt.Key.Key_Enter)
    assert not button.isEnabled()
    pay.wait_paid()
    pay.page.desk.till.read(shifts.current_shift).result()
    assert (len(pay.paid), pay.sales()) == (1, 1)


def test_the_exact_sum_is_one_press(pay: PayDriver) -> None:
    pay.begin()
    pay.page.press("cash_exact_button")
    assert (pay.change, pay.can_accept) == ("Rp0", True)
    pay.page.press("pay_accept_button")
    assert pay.wait_paid().sale.change == 0


def test_a_quick_sum_is_taken_and_typing_after_it_replaces_it(pay: PayDriver) -> None:
    pay.begin()
    assert pay.page.words("cash_quick_1_button") == "Rp40.000"
    pay.page.press("cash_quick_1_button")
    assert pay.change == "Rp9.500"
    pay.type_amount("60000")
    assert pay.change == "Rp29.500"


def test_the_keypad_types_and_takes_back(pay: PayDriver) -> None:
    pay.begin()
    for key in ("5", "0", "000"):
        pay.page.press(f"keypad_{key}")
    assert pay.change == "Rp19.500"
    pay.page.press("keypad_back")
    assert pay.page.field("received_field").text() == "Rp5.000"


def test_a_cart_that_costs_nothing_can_be_completed(pay: PayDriver) -> None:
    cart = cart_of(pay.page.desk.till, "Kopi")
    pay.begin(set_discount(cart, 1, Discount(18_000)))
    assert pay.can_accept
    pay.page.key(Qt.Key.Key_Return)
    sale = pay.wait_paid().sale
    assert (sale.total, sale.tenders, sale.change) == (0, (), 0)


def test_a_failed_checkout_says_so_and_can_be_tried_again(pay: PayDriver) -> None:
    till = pay.page.desk.till
    cart = pay.begin()
    till.write(shifts.close_shift, 300_000).result()
    pay.type_amount("50000")
    pay.page.press("pay_accept_button")
    pay.page.wait_for(lambda: pay.page.shows("pay_trouble"))
    assert pay.page.text("pay_trouble_text") == "Open the register before the first sale."
    assert pay.change == "Rp19.500"
    till.write(shifts.open_shift, "Siti", 0).result()
    pay.page.press("pay_accept_button")
    assert pay.wait_paid().sale.id == cart.id
    assert not pay.page.shows("pay_trouble")


def _only_read(work: Work, switch: int) -> None:
    work.db.exec_driver_sql(f"PRAGMA query_only = {switch}")


def test_a_data_file_that_cannot_be_written_is_said_and_nothing_is_lost(pay: PayDriver) -> None:
    till = pay.page.desk.till
    cart = pay.begin()
    pay.type_amount("50000")
    till.write(_only_read, 1).result()
    pay.page.press("pay_accept_button")
    pay.page.wait_for(lambda: pay.page.shows("pay_trouble"))
    assert "may not be written" in pay.page.text("pay_trouble_text")
    assert pay.sales() == 0
    till.read(_only_read, 0).result()
    pay.page.press("pay_accept_button")
    assert pay.wait_paid().sale.id == cart.id


def test_escape_goes_back_with_the_cart_as_it_was(pay: PayDriver) -> None:
    cart = pay.begin()
    pay.type_amount("50000")
    pay.page.key(Qt.Key.Key_Escape)
    assert pay.left == [True]
    assert pay.presenter.payment is not None
    assert pay.presenter.payment.priced.cart == cart
    assert pay.sales() == 0


def test_a_new_payment_starts_empty(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("50000")
    pay.page.key(Qt.Key.Key_Escape)
    pay.begin(cart_of(pay.page.desk.till, "Jamu"))
    assert pay.page.field("received_field").text() == ""
    assert pay.page.text("pay_total") == "Rp8.000"
    assert not pay.can_accept


def test_while_a_sale_is_being_saved_nothing_else_begins(pay: PayDriver) -> None:
    cart = pay.begin()
    pay.type_amount("50000")
    pay.page.key(Qt.Key.Key_Return)
    pay.page.key(Qt.Key.Key_Escape)
    pay.presenter.begin(price(cart_of(pay.page.desk.till, "Jamu")))
    assert pay.left == []
    assert pay.wait_paid().sale.id == cart.id
