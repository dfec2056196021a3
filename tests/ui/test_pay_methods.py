"""Every way of paying on the pay page, several in one sale, by keys alone and by touch alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import UNSET
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.cart import set_discount, step_quantity
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import shifts
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import receipt_preview
from resources.translations import Catalog
from tests.drivers.pay_driver import DUE, PayDriver, open_pay
from tests.drivers.tills import cart_of
from ui.models.display import CashTaken, Due
from ui.pages.paying.pay_words import METHODS

F2, F3, F4, F5, F6, F7 = (Qt.Key(Qt.Key.Key_F2 + place) for place in range(6))
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def pay(qtbot: QtBot, tmp_path: Path) -> Iterator[PayDriver]:
    with open_pay(qtbot, tmp_path) as driver:
        yield driver


def test_a_card_by_keys_alone(pay: PayDriver) -> None:
    pay.begin()
    pay.page.key(F4)
    pay.page.type_text("7741")
    pay.page.key(TAB)
    pay.page.type_text("a1b2c3")
    pay.let_pass(1.0)
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert sale.tenders == (Tender(Method.CARD, DUE, "7741", "A1B2C3", kind="debit"),)
    assert (sale.change, sale.rounding) == (0, 0)


def test_an_ewallet_by_touch_alone(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("ewallet")
    pay.page.press("pay_kind_chip_1")
    pay.press_keys("1", "2", "9", "back", "3", "4")
    pay.page.press("pay_accept_button")
    assert pay.wait_paid().sale.tenders == (Tender(Method.EWALLET, DUE, "1234", kind="GoPay"),)


def test_a_transfer_names_its_bank_and_sender(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("transfer")
    pay.page.press("pay_kind_chip_1")
    pay.page.type_into("reference_field", "  Budi   Santoso ")
    pay.page.key(ENTER)
    [tender] = pay.wait_paid().sale.tenders
    assert (tender.reference, tender.kind) == ("Budi Santoso", "BRI")


def test_a_mixed_sale_by_keys_alone(pay: PayDriver) -> None:
    pay.begin()
    pay.page.key(F5)
    pay.let_pass(1.0)
    pay.page.page.received.setFocus(Qt.FocusReason.BacktabFocusReason)
    pay.page.type_text("10000")
    assert pay.page.words("pay_accept_button") == "TAKE Rp10.000 FIRST"
    pay.page.key(ENTER)
    assert pay.page.text("pay_owed") == "Rp20.500"
    pay.page.type_text("5000+")
    assert pay.page.text("pay_owed") == "Rp15.500"
    pay.page.key(F7)
    pay.page.type_text("V-17")
    pay.let_pass(1.0)
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert [(one.method, one.amount) for one in sale.tenders] == [
        (Method.TRANSFER, 10_000),
        (Method.CASH, 5_000),
        (Method.VOUCHER, 15_500),
    ]


def test_a_mixed_sale_by_touch_alone(pay: PayDriver) -> None:
    pay.begin()
    pay.press_keys("2", "0", "000")
    pay.page.press("pay_part_button")
    pay.choose("card")
    QTest.mouseClick(pay.page.page.received, Qt.MouseButton.LeftButton)
    pay.press_keys("5", "000")
    pay.page.press("pay_accept_button")
    assert pay.page.text("pay_owed") == "Rp5.500"
    pay.page.press("cash_exact_button")
    pay.page.press("pay_accept_button")
    sale = pay.wait_paid().sale
    assert [(one.method, one.amount) for one in sale.tenders] == [
        (Method.CASH, 20_000),
        (Method.CARD, 5_000),
        (Method.CASH, 5_500),
    ]
    assert sale.change == 0


def test_no_other_method_takes_more_than_is_owed(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("card")
    pay.page.type_into("received_field", "30501")
    assert (pay.page.text("pay_change_name"), pay.change) == ("Too much", "Rp1")
    assert not pay.can_accept
    pay.page.key(ENTER)
    assert pay.trouble.startswith("Only Rp30.500 is owed.")
    assert (pay.sales(), pay.taken) == (0, ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5000", "The amount cannot be below zero."),
        ("12,5", "“Rp12,5” may be two amounts. Write it without decimals, such as 12.500."),
        ("12x", "“Rp12x” is no amount. Write digits, such as 12.500."),
        ("1234567890123456", "The amount is too large."),
    ],
)
@pytest.mark.parametrize("method", ["cash", "card", "voucher"])
def test_what_is_no_amount_is_said_and_not_taken(
    pay: PayDriver, method: str, typed: str, said: str
) -> None:
    pay.begin()
    pay.choose(method)
    field = pay.page.page.received
    field.setFocus()
    field.clear()
    for char in typed:
        QTest.keyClicks(field, char)
        if pay.trouble:
            break
    assert pay.trouble == said
    pay.page.press("keypad_clear")
    assert (field.text(), pay.trouble) == ("", "")


@pytest.mark.parametrize("typed", ["30.500", "30500", "Rp 30.500,-", "30500,00"])
def test_an_amount_is_taken_as_people_write_it(pay: PayDriver, typed: str) -> None:
    pay.begin()
    pay.type_amount(typed)
    assert (pay.change, pay.trouble) == ("Rp0", "")


def test_an_empty_amount_is_asked_for(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("card")
    pay.page.press("keypad_clear")
    pay.page.type_into("received_field", "\b")
    pay.page.key(ENTER)
    assert pay.trouble == "Write the money that was received."


def test_a_whole_card_number_is_refused_and_never_stored_or_printed(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("card")
    pay.page.type_into("reference_field", "5412751234567741")
    pay.page.key(ENTER)
    assert pay.trouble.startswith("Only the last 4 digits of the card")
    pay.page.type_text("7741")  # it replaces what was refused
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert sale.tenders[0].reference == "7741"
    till = pay.page.desk.till
    rows = till.read(receipt_preview, sale.id, 32, Letterhead(Catalog("en"))).result()
    assert "Debit card ****7741       30.500" in [row.text for row in rows]


def test_a_voucher_needs_its_number_which_may_be_scanned(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("voucher")
    pay.page.key(ENTER)
    assert pay.trouble == "Type or scan the voucher's number."
    assert pay.page.page.scan("VCH-0017")
    pay.page.key(ENTER)
    assert pay.wait_paid().sale.tenders == (Tender(Method.VOUCHER, DUE, "VCH-0017"),)


def test_other_methods_take_no_scan(pay: PayDriver) -> None:
    pay.begin()
    assert not pay.page.page.scan("8991002101234")


def test_of_a_voucher_no_more_counts_than_is_owed_and_that_is_said(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("voucher")
    pay.page.type_into("received_field", "50000")
    assert (pay.page.text("pay_change_name"), pay.change) == ("Not given back", "Rp19.500")
    pay.page.type_into("reference_field", "V-1")
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert (sale.tenders[0].amount, sale.change) == (DUE, 0)


def test_cash_is_rounded_and_the_rounding_has_a_row(pay: PayDriver) -> None:
    cart = cart_of(pay.page.desk.till, "Kopi", "Keripik")
    pay.begin(set_discount(cart, 1, Discount(30)))
    assert (pay.page.text("pay_total"), pay.page.text("pay_rounding")) == ("Rp30.470", "Rp30")
    assert pay.page.text("pay_owed") == "Rp30.500"
    pay.page.press("cash_exact_button")
    pay.page.press("pay_accept_button")
    sale = pay.wait_paid().sale
    assert (sale.total, sale.rounding, sale.tenders[0].amount) == (30_500, 30, 30_500)


def test_without_cash_nothing_is_rounded(pay: PayDriver) -> None:
    cart = cart_of(pay.page.desk.till, "Kopi", "Keripik")
    pay.begin(set_discount(cart, 1, Discount(30)))
    pay.choose("transfer")
    assert not pay.page.shows("pay_rounding_name")
    pay.page.press("pay_accept_button")
    sale = pay.wait_paid().sale
    assert (sale.total, sale.rounding) == (30_470, 0)


def test_of_a_mixed_sale_only_the_cash_is_rounded(pay: PayDriver) -> None:
    cart = cart_of(pay.page.desk.till, "Kopi", "Keripik")
    pay.begin(set_discount(cart, 1, Discount(30)))
    pay.choose("card")
    pay.page.type_into("received_field", "20033")
    pay.page.key(ENTER)
    assert (pay.page.text("pay_rounding"), pay.page.text("pay_owed")) == ("-Rp37", "Rp10.400")
    pay.type_amount("20000")
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert (sale.total, sale.rounding, sale.change) == (30_433, -37, 9_600)


def test_the_press_that_chose_a_method_by_key_does_not_also_take_the_money(pay: PayDriver) -> None:
    pay.begin()
    pay.page.key(F4)
    pay.page.key(ENTER)
    assert (pay.sales(), pay.taken, pay.trouble) == (0, (), "")
    pay.let_pass(0.7)
    pay.page.key(ENTER)
    assert pay.wait_paid().sale.total == DUE


def test_taking_a_part_many_times_takes_it_once(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("20000")
    button = pay.page.button("pay_part_button")
    for _ in range(3):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        pay.page.type_text("+")
    assert pay.taken == (Tender(Method.CASH, 20_000),)


def test_pressing_many_times_takes_a_card_once(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("card")
    for _ in range(3):
        pay.presenter.confirm()
        pay.page.key(ENTER)
    pay.wait_paid()
    pay.page.desk.till.read(shifts.current_shift).result()
    assert (len(pay.paid), pay.sales()) == (1, 1)


def test_what_was_taken_survives_the_way_back_to_the_cart(pay: PayDriver) -> None:
    cart = pay.begin()
    pay.choose("transfer")
    pay.page.type_into("received_field", "10000")
    pay.page.key(ENTER)
    pay.page.key(Qt.Key.Key_Escape)
    assert (pay.left, pay.presenter.money.amount_of(cart.id)) == ([True], 10_000)
    pay.begin(cart_of(pay.page.desk.till, "Jamu"))
    assert list(pay.taken) == []
    pay.begin(cart)
    assert pay.taken == (Tender(Method.TRANSFER, 10_000),)
    assert pay.page.text("taken_0_name") == "Transfer"


def test_what_no_longer_fits_a_changed_cart_is_said_and_can_be_taken_out(pay: PayDriver) -> None:
    cart = pay.begin()
    pay.choose("transfer")
    pay.page.type_into("received_field", "20000")
    pay.page.key(ENTER)
    smaller = step_quantity(cart, 1, -1)
    pay.begin(smaller)
    assert pay.trouble.startswith("Rp20.000 was taken already, but the cart is only Rp12.500 now.")
    pay.page.key(ENTER)
    assert (pay.sales(), pay.can_accept) == (0, False)
    pay.page.press("taken_0_remove_button")
    assert pay.trouble.startswith("Rp20.000 was received already. Give it back")
    pay.page.press("taken_0_remove_button")
    assert pay.taken  # the second press of a double one; nobody has read the question
    pay.let_pass(1.0)
    pay.page.press("taken_0_remove_button")
    assert (pay.taken, pay.presenter.money.amount_of(cart.id)) == ((), 0)
    pay.page.press("cash_exact_button")
    pay.page.press("pay_accept_button")
    assert pay.wait_paid().sale.total == 12_500


def test_cash_is_taken_out_again_at_once(pay: PayDriver) -> None:
    pay.begin()
    pay.type_amount("20000+")
    pay.page.press("taken_0_remove_button")
    assert (pay.taken, pay.trouble) == ((), "")
    assert not pay.page.shows("pay_taken")


def test_a_sale_that_cannot_be_saved_keeps_what_was_taken(pay: PayDriver) -> None:
    till = pay.page.desk.till
    cart = pay.begin()
    till.write(shifts.close_shift, 300_000).result()
    pay.choose("card")
    pay.page.press("pay_accept_button")
    pay.page.wait_for(lambda: bool(pay.trouble))
    assert pay.trouble == "Open the register before the first sale."
    assert [tender.method for tender in pay.taken] == [Method.CARD]
    pay.presenter.begin(price(cart))  # somebody looked at the cart in between
    till.write(shifts.open_shift, "Siti", 0).result()
    pay.page.press("pay_accept_button")
    sale = pay.wait_paid().sale
    assert [(one.method, one.amount) for one in sale.tenders] == [(Method.CARD, DUE)]


def test_buyers_see_what_is_due_and_their_change(pay: PayDriver) -> None:
    pay.begin()
    assert pay.shown() == Due(DUE)
    pay.type_amount("50000")
    assert pay.shown() == CashTaken(DUE, 50_000, 19_500)
    pay.choose("card")
    assert pay.shown() == Due(DUE)


def test_a_cart_of_a_few_rupiah_costs_nothing_in_cash(pay: PayDriver) -> None:
    cart = cart_of(pay.page.desk.till, "Kopi")
    pay.begin(set_discount(cart, 1, Discount(17_970)))
    assert (pay.page.text("pay_owed"), pay.can_accept) == ("Rp0", True)
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert (sale.total, sale.rounding, sale.tenders) == (0, -30, (Tender(Method.CASH, 0),))


def test_every_key_is_shown_on_its_button(pay: PayDriver) -> None:
    pay.begin()
    for place, method in enumerate(METHODS):
        assert pay.page.text(f"method_{method}_button_key") == f"F{place + 2}"
        pay.page.key(Qt.Key(Qt.Key.Key_F2 + place))
        assert pay.payment.method is method
        if pay.payment.asking:
            pay.page.key(Qt.Key.Key_Escape)


def test_what_was_refused_raises_no_doubt_later(pay: PayDriver) -> None:
    pay.begin()
    pay.presenter.at_hand.doubt(LapakError("amount_negative"))
    pay.type_amount("50000")
    assert not pay.trouble


def test_of_no_basis_nothing_is_written(pay: PayDriver) -> None:
    pay.begin()
    pay.choose("ewallet")
    pay.page.press("pay_accept_button")
    [tender] = pay.wait_paid().sale.tenders
    assert (tender.basis, tender.kind, tender.approval) == (UNSET, UNSET, UNSET)
    assert tender.basis is not Basis.NOTIFICATION
