"""The history in the window of a booth with people: by keyboard alone, and by touch alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.pricing import price
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services.checkout import checkout
from pos_app.services.papers import receipts
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.printing import print_queue
from pos_app.services.till import Work
from resources.translations import Catalog
from tests.drivers.entries import kinds
from tests.drivers.hands.exchanging import history_of, opened
from tests.drivers.people import PINS
from tests.drivers.staffed_window import enter, is_asked, locked_window, tap_pin
from tests.drivers.till_driver import TillDriver
from tests.drivers.tills import cart_of

FIRST, SECOND, THIRD = "A12-K1-000001", "A12-K1-000002", "A12-K1-000003"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """Siti at the till; three sales were made, the second by QRIS."""
    with locked_window(qtbot, tmp_path) as driver:
        enter(driver)
        driver.wait_for_page("sell")
        driver.wait_for_products()
        by = driver.flow.presenters.guarded.by
        for names, tender in (
            (("Kopi", "Kopi"), Tender(Method.CASH, 36_000)),
            (("Kain",), Tender(Method.QRIS, 78_000, basis=Basis.NOTIFICATION)),
            (("Jamu",), Tender(Method.CASH, 8_000)),
        ):
            priced = price(cart_of(driver.counter.till, *names))
            driver.counter.till.write(checkout, priced, (tender,), by=by).result()
        yield driver


def listed(till: TillDriver) -> list[str]:
    model = history_of(till).list.model
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def to_history_by_key(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F9)
    till.wait_for_page("history")
    till.wait_for(lambda: opened(till) == THIRD)


def tab_to(till: TillDriver, name: str) -> None:
    """Press Tab until a button has the focus."""
    for _ in range(40):
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused.objectName() == name:
            return
        till.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def tap_row(till: TillDriver, number: str) -> None:
    table = history_of(till).list.table
    index = table.model().index(listed(till).index(number), 0)
    at = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    till.wait_for(lambda: opened(till) == number)


def to_history_by_touch(till: TillDriver) -> None:
    till.press("rail_history")
    till.wait_for_page("history")
    till.wait_for(lambda: len(listed(till)) == 3)


def bring_back(till: TillDriver, begin: str, much: str) -> None:
    """Begin a refund or exchange of the open sale by touch, until a supervisor is asked."""
    for name in (begin, much, "refund_reason_0", "confirm_refund_button"):
        till.press(name)
    till.wait_for(lambda: is_asked(till))


def count(till: TillDriver, kind: Kind) -> int:
    return kinds(till.counter.till).count(kind)


def copy_says(till: TillDriver) -> str:
    """What stands on the paper of the last copy that was asked for."""

    def read(work: Work) -> str:
        [job] = [one for one in print_queue.unfinished(work) if one.copy]
        document = receipts.document_of(work, job, Letterhead(Catalog("id")))
        return "\n".join(str(block) for block in document.blocks)

    return till.counter.till.read(read).result()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("000002", [SECOND]),
        ("78.000", [SECOND]),
        ("8000", [THIRD]),
        ("qris", [SECOND]),
        ("kopi", [FIRST]),
        ("kain batik", [SECOND]),
        ("09.00", [THIRD, SECOND, FIRST]),
        ("10.15", []),
    ],
)
def test_the_keyboard_alone_finds_by_number_amount_time_method_and_product(
    till: TillDriver, typed: str, found: list[str]
) -> None:
    to_history_by_key(till)
    till.type_text(typed)
    till.wait_for(lambda: listed(till) == found)
    till.key(Qt.Key.Key_Escape)
    till.wait_for(lambda: len(listed(till)) == 3)


def test_the_keyboard_alone_narrows_by_the_way_of_paying(till: TillDriver) -> None:
    to_history_by_key(till)
    till.key(Qt.Key.Key_Tab)
    till.key(Qt.Key.Key_Tab)
    assert till.find_button("history_method_chip_0").hasFocus()
    till.key(Qt.Key.Key_Right)
    till.key(Qt.Key.Key_Right)
    assert till.find_button("history_method_chip_2").hasFocus()
    till.key(Qt.Key.Key_Space)
    till.wait_for(lambda: listed(till) == [SECOND])


def test_the_keyboard_alone_voids_with_a_supervisor_s_word(till: TillDriver) -> None:
    to_history_by_key(till)
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Return)
    tab_to(till, "void_button")
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: till.has("confirm_void_button"))
    till.type_text("Salah ketik")
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: is_asked(till))
    assert count(till, Kind.SALE_VOIDED) == 0
    assert till.text_of("approval_title") == "Batalkan (void) transaksi · Rp8.000"
    assert till.text_of("approval_subject") == THIRD
    till.type_text(PINS["Bu Tini"] + "\r")
    till.wait_for(lambda: "dibatalkan" in till.said())
    for _ in range(3):  # a key that bounces
        till.key(Qt.Key.Key_Return)
    assert count(till, Kind.SALE_VOIDED) == 1


def test_the_keyboard_alone_refunds_a_part_and_prints_a_copy(till: TillDriver) -> None:
    to_history_by_key(till)
    till.type_text("kopi")
    till.wait_for(lambda: listed(till) == [FIRST])
    till.key(Qt.Key.Key_Down)
    till.wait_for(lambda: opened(till) == FIRST)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: till.has("confirm_refund_button"))
    till.type_text("+")
    till.key(Qt.Key.Key_Return)
    till.type_text("Rusak")
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: is_asked(till))
    till.type_text(PINS["Bu Tini"] + "\r")
    till.wait_for(lambda: "Rp18.000" in till.said())
    assert count(till, Kind.SALE_REFUNDED) == 1
    till.key(Qt.Key.Key_Return)
    tab_to(till, "reprint_button")
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: "Salinan" in till.said())
    assert "SALINAN" in copy_says(till)


def test_a_key_that_bounces_refunds_once(till: TillDriver) -> None:
    to_history_by_key(till)
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: till.has("confirm_refund_button"))
    till.type_text("+")
    till.key(Qt.Key.Key_Return)
    till.type_text("Rusak")
    for _ in range(3):
        till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: is_asked(till))
    till.type_text(PINS["Bu Tini"] + "\r")
    till.wait_for(lambda: "Rp8.000" in till.said())
    for _ in range(4):
        till.key(Qt.Key.Key_Return)
    assert count(till, Kind.SALE_REFUNDED) == 1


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform, for any dialog
def test_the_keyboard_alone_saves_a_pdf(till: TillDriver, tmp_path: Path) -> None:
    to_history_by_key(till)
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Return)
    tab_to(till, "save_pdf_button")
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    dialog = till.find(QFileDialog, "save_pdf_dialog")
    till.wait_for(dialog.isVisible)
    dialog.setDirectory(str(tmp_path))
    [field] = [one for one in dialog.findChildren(QLineEdit) if one.isVisible()]
    QTest.keyClicks(field, "struk.pdf")
    QTest.keyClick(field, Qt.Key.Key_Return)
    till.wait_for(lambda: "struk.pdf" in till.said())
    assert list(tmp_path.glob("struk.pdf"))


def test_touch_alone_narrows_opens_and_voids_once_with_a_supervisor_s_word(
    till: TillDriver,
) -> None:
    to_history_by_touch(till)
    till.press("history_method_chip_1")
    till.wait_for(lambda: listed(till) == [THIRD, FIRST])
    till.press("history_span_shift_button")
    till.wait_for(lambda: listed(till) == [THIRD, FIRST])
    tap_row(till, FIRST)
    till.press("void_button")
    till.press("void_reason_0")
    confirm = till.find_button("confirm_void_button")
    for _ in range(2):
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    till.wait_for(lambda: is_asked(till))
    tap_pin(till, "Pak Danu")
    till.wait_for(lambda: "dibatalkan" in till.said())
    assert count(till, Kind.SALE_VOIDED) == 1


def test_touch_alone_refunds_lines_and_prints_the_slip_again(till: TillDriver) -> None:
    to_history_by_touch(till)
    tap_row(till, FIRST)
    bring_back(till, "refund_button", "return_quantity_1_plus")
    tap_pin(till, "Pak Danu")
    till.wait_for(lambda: "Rp18.000" in till.said())
    till.wait_for(lambda: len(listed(till)) == 4)
    tap_row(till, "A12-K1-R000001")
    till.press("reprint_button")
    till.wait_for(lambda: "Salinan" in till.said())
    assert "SALINAN" in copy_says(till)


def test_an_exchange_is_approved_once_though_it_is_paid_later(till: TillDriver) -> None:
    to_history_by_touch(till)
    tap_row(till, FIRST)
    bring_back(till, "exchange_button", "return_quantity_1_plus")
    tap_pin(till, "Pak Danu")
    till.wait_for_page("sell")
    till.tap_product("Gantungan Kunci Wayang")
    till.wait_for_cart(1)
    till.press("pay_button")
    till.wait_for_page("pay")
    till.press("pay_accept_button")
    till.wait_for_page("done")
    assert till.text_of("done_change") == "Rp3.000"
    assert count(till, Kind.SALE_REFUNDED) == 1
    assert count(till, Kind.APPROVAL_USED) == 1


def test_the_approval_of_an_exchange_pays_nothing_out(till: TillDriver) -> None:
    to_history_by_touch(till)
    tap_row(till, FIRST)
    bring_back(till, "exchange_button", "return_quantity_1_plus")
    assert till.text_of("approval_title") == "Tukar barang · Rp18.000"
    assert till.text_of("approval_subject") == FIRST
    tap_pin(till, "Pak Danu")
    till.wait_for_page("sell")
    till.press("rail_history")
    till.wait_for_page("history")
    bring_back(till, "refund_button", "return_all_button")
    assert till.text_of("approval_title") == "Retur · Rp36.000"
    assert count(till, Kind.SALE_REFUNDED) == 0


def test_without_a_supervisor_s_word_nothing_is_exchanged(till: TillDriver) -> None:
    to_history_by_touch(till)
    tap_row(till, FIRST)
    bring_back(till, "exchange_button", "return_all_button")
    till.press("approval_cancel_button")
    till.wait_for(lambda: bool(till.text_of("refund_reason_error")))
    assert till.page == "history"
    assert till.cart.is_empty
