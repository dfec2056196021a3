"""Taking money by QRIS: the code, what the cashier saw, and what happens without a code."""

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.devices.rendering.qr_matrix import qr_matrix
from pos_app.domain.cart import step_quantity
from pos_app.domain.qris import with_amount
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import document_of
from pos_app.services.papers.views import as_pdf
from pos_app.services.printing import print_queue
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog
from tests.drivers.pay_driver import CODE, DUE, PayDriver, open_pay
from tests.drivers.tills import cart_of
from ui.models.display import Due, ScanToPay
from ui.notices import Notice

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def pay(qtbot: QtBot, tmp_path: Path) -> Iterator[PayDriver]:
    with open_pay(qtbot, tmp_path) as driver:
        yield driver


@pytest.fixture
def without(qtbot: QtBot, tmp_path: Path) -> Iterator[PayDriver]:
    with open_pay(qtbot, tmp_path, known=False) as driver:
        yield driver


def asked(pay: PayDriver) -> PayDriver:
    """The code is on the screen, long enough to be answered."""
    pay.begin()
    pay.choose("qris")
    pay.wait_code()
    return pay


def queued(pay: PayDriver) -> list[PrintJob]:
    jobs = pay.page.desk.till.read(print_queue.unfinished).result()
    return [job for job in jobs if job.slip is Slip.QRIS]


def test_the_code_asks_for_exactly_the_amount(pay: PayDriver) -> None:
    asked(pay)
    shown = pay.page.page.qris.card.code
    assert shown.modules == qr_matrix(with_amount(CODE, DUE))
    assert shown.module_px >= 4
    assert pay.page.text("qris_amount") == "Rp30.500"
    assert pay.page.text("qris_merchant") == "KOPI GAYO BU SITI"
    assert pay.page.text("qris_nmid") == "NMID ID1020000000001"


def test_buyers_see_the_same_code_and_the_amount_due_when_it_is_gone(pay: PayDriver) -> None:
    asked(pay)
    modules = pay.page.page.qris.card.code.modules
    assert pay.shown() == ScanToPay(DUE, modules, CODE.merchant, CODE.nmid)
    pay.page.key(ESCAPE)
    assert pay.shown() == Due(DUE)


def test_a_payment_is_confirmed_by_keys_alone(pay: PayDriver) -> None:
    pay.begin()
    pay.page.key(Qt.Key.Key_F3)
    pay.wait_code()
    pay.let_pass(1.0)
    pay.page.key(Qt.Key.Key_Down)
    pay.page.key(Qt.Key.Key_Down)
    pay.page.type_text("7741")
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert sale.tenders == (Tender(Method.QRIS, DUE, "7741", basis=Basis.BUYER_SCREEN),)


def test_a_payment_is_confirmed_by_touch_alone(pay: PayDriver) -> None:
    asked(pay)
    pay.page.press("basis_notification_button")
    QTest.mouseClick(pay.page.field("qris_digits_field"), Qt.MouseButton.LeftButton)
    pay.press_keys("7", "7", "9", "back", "4", "1")
    pay.page.press("qris_show_code_button")
    assert pay.page.shows("qris_code")
    pay.page.press("qris_accept_button")
    sale = pay.wait_paid().sale
    assert sale.tenders == (Tender(Method.QRIS, DUE, "7741", basis=Basis.NOTIFICATION),)


def test_what_was_seen_has_to_be_chosen(pay: PayDriver) -> None:
    asked(pay)
    pay.page.key(ENTER)
    assert pay.trouble == "Choose what you saw of the payment first."
    assert (pay.sales(), pay.taken) == (0, ())


def test_enter_on_a_proof_chooses_it_and_confirms_nothing(pay: PayDriver) -> None:
    asked(pay)
    pay.page.button("basis_statement_button").setFocus()
    pay.page.key(ENTER)
    assert (pay.payment.typed.basis, pay.taken) == (Basis.STATEMENT, ())
    pay.page.key(ENTER)
    assert pay.wait_paid().sale.tenders[0].basis is Basis.STATEMENT


def test_digits_that_are_none_are_refused(pay: PayDriver) -> None:
    asked(pay)
    pay.page.press("basis_notification_button")
    pay.page.type_into("qris_digits_field", "77a1")
    pay.page.key(ENTER)
    assert pay.trouble == "Only digits, at most the last 12, or none."


def test_a_press_too_soon_or_too_often_confirms_once(pay: PayDriver) -> None:
    pay.begin()
    pay.page.press("method_qris_button")
    pay.wait_code()
    pay.presenter.at_hand.saw(Basis.NOTIFICATION)
    pay.page.press("qris_accept_button")
    assert pay.taken == ()
    pay.let_pass(1.0)
    for _ in range(3):
        pay.page.page.qris.accept_button.click()
        pay.presenter.confirm()
    pay.wait_paid()
    assert (len(pay.paid), pay.sales()) == (1, 1)


def test_the_code_without_an_amount_is_the_one_that_was_imported(pay: PayDriver) -> None:
    asked(pay)
    pay.page.press("qris_switch_button")
    pay.page.wait_for(lambda: pay.payment.prompt is not None and pay.payment.prompt.typed)
    assert pay.page.page.qris.card.code.modules == qr_matrix(CODE.payload)
    assert pay.page.text("qris_how") == "The buyer types this amount:"
    shown = pay.shown()
    assert isinstance(shown, ScanToPay)
    assert shown.typed
    pay.page.press("qris_switch_button")
    pay.page.wait_for(lambda: pay.payment.prompt is not None and not pay.payment.prompt.typed)
    assert pay.page.page.qris.card.code.modules == qr_matrix(with_amount(CODE, DUE))


def test_a_part_can_be_paid_by_qris_and_the_rest_in_cash(pay: PayDriver) -> None:
    asked(pay)
    pay.page.key(ESCAPE)
    assert pay.left == []
    pay.page.type_into("received_field", "20000")
    pay.page.press("pay_accept_button")
    pay.page.wait_for(lambda: pay.payment.prompt is not None)
    assert pay.page.page.qris.card.code.modules == qr_matrix(with_amount(CODE, 20_000))
    pay.let_pass(1.0)
    pay.page.press("basis_notification_button")
    pay.page.press("qris_accept_button")
    assert pay.page.text("pay_owed") == "Rp10.500"
    pay.type_amount("20000")
    pay.page.key(ENTER)
    sale = pay.wait_paid().sale
    assert (sale.tenders[0].amount, sale.change) == (20_000, 9_500)


def test_a_confirmed_payment_survives_the_way_back(pay: PayDriver) -> None:
    asked(pay)
    pay.page.key(ESCAPE)
    pay.page.type_into("received_field", "20000")
    pay.page.press("pay_accept_button")
    pay.let_pass(1.0)
    pay.page.press("basis_notification_button")
    pay.page.press("qris_accept_button")
    cart = pay.payment.priced.cart
    pay.page.key(ESCAPE)
    assert pay.left == [True]
    pay.begin(step_quantity(cart, 1, 1))
    assert pay.taken == (Tender(Method.QRIS, 20_000, basis=Basis.NOTIFICATION),)


def test_more_than_the_limit_is_refused_in_words(pay: PayDriver) -> None:
    cart = step_quantity(cart_of(pay.page.desk.till, "Kain"), 1, 200)
    pay.begin(cart)
    pay.choose("qris")
    assert "Rp10.000.000" in pay.trouble
    assert not pay.payment.asking


def test_without_a_code_the_sign_at_the_booth_is_used_and_the_proof_asked(
    without: PayDriver,
) -> None:
    pay = without
    pay.begin()
    pay.choose("qris")
    assert pay.page.text("qris_how").startswith("This till knows no QRIS code yet.")
    assert pay.page.text("qris_amount") == "Rp30.500"
    assert pay.shown() == Due(DUE)
    pay.page.key(ENTER)
    assert pay.trouble == "Choose what you saw of the payment first."
    pay.page.press("basis_notification_button")
    pay.page.press("qris_accept_button")
    assert pay.wait_paid().sale.tenders == (Tender(Method.QRIS, DUE, basis=Basis.NOTIFICATION),)


def test_the_page_to_import_a_code_is_one_press_away(without: PayDriver) -> None:
    asked_for: list[str] = []
    without.page.page.page_asked.connect(asked_for.append)
    without.begin()
    without.choose("qris")
    without.page.press("qris_import_button")
    assert asked_for == ["qris"]


def test_the_code_is_printed_if_asked(pay: PayDriver) -> None:
    notices: list[Notice] = []
    pay.page.page.told.connect(notices.append)
    asked(pay)
    for _ in range(3):
        pay.page.press("qris_print_button")
    pay.page.wait_for(lambda: bool(notices))
    assert notices[0].text == "The code goes to the printer."
    [job] = queued(pay)
    assert (job.title, job.subject) == ("QRIS Rp30.500", pay.payment.priced.cart.id)
    document = pay.page.desk.till.read(document_of, job, Letterhead(Catalog("id"))).result()
    said = "\n".join(str(block) for block in document.blocks)
    for wanted in (with_amount(CODE, DUE), "Rp30.500", "KOPI GAYO BU SITI", "ID1020000000001"):
        assert wanted in said
    assert io.BytesIO(as_pdf(document, 32)).read(4) == b"%PDF"
    pay.page.wait_for(lambda: ("wake", None) in pay.page.desk.spooler.asked)


def test_nothing_is_printed_where_there_is_no_printer(pay: PayDriver) -> None:
    pay.page.desk.spooler.state = PrinterState(Shown.NONE)
    asked(pay)
    assert not pay.page.button("qris_print_button").isVisible()


@pytest.mark.parametrize("ending", ["paid", "back"])
def test_a_code_that_waits_for_paper_is_not_printed_after_it_is_over(
    pay: PayDriver, ending: str
) -> None:
    asked(pay)
    pay.page.press("qris_print_button")
    pay.page.wait_for(lambda: bool(queued(pay)))
    if ending == "back":
        pay.page.key(ESCAPE)
    else:
        pay.page.press("basis_notification_button")
        pay.page.press("qris_accept_button")
        pay.wait_paid()
    pay.page.wait_for(lambda: queued(pay) == [])


def test_in_training_no_code_is_shown_and_nobody_pays(pay: PayDriver) -> None:
    cart = msgspec.structs.replace(cart_of(pay.page.desk.till, "Kopi"), training=True)
    pay.begin(cart)
    pay.choose("qris")
    assert pay.payment.prompt is None
    assert pay.page.text("qris_how").startswith("Training:")
    pay.page.press("basis_notification_button")
    pay.page.press("qris_accept_button")
    assert pay.wait_paid().training
