"""Other goods for those brought back: from the history over the cart to the money."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.refund import Return
from pos_app.domain.tender import Method
from pos_app.services import returns
from pos_app.services.checkout import Completed
from pos_app.services.printing import print_queue
from pos_app.services.till import Work
from pos_app.store.tables.journal import JOURNAL
from resources.translations import Catalog
from tests.drivers.hands.exchanging import (
    JAMU,
    KOPI,
    bring_back,
    bring_back_by_keys,
    drawer,
    history_of,
    opened,
    sold,
)
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.models.display import Exchanged, Ringing, Thanks, cart_display
from ui.pages.sum_words import sums_of
from ui.presenters.payment import payment_display


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        yield driver


def entries(till: TillDriver, kind: Kind) -> int:
    def asked(work: Work) -> int:
        return len(work.db.execute(JOURNAL.select().where(JOURNAL.c.kind == kind)).all())

    return till.counter.till.read(asked).result()


def refund(till: TillDriver, sale: Completed) -> None:
    """Give the first line of a sale back for money, at another till page as it were."""
    original = till.counter.till.read(returns.original_sale, sale.sale.id).result()
    back = Return(till.counter.till.new_id(), {1: 1_000}, reason="rusak")
    till.counter.till.write(returns.refund_sale, original, back).result()


def exchanged(till: TillDriver) -> Completed:
    """The sale that is on the page of what was paid."""
    till.wait_for_page("done")
    sale = till.flow.presenters.done.sale
    assert sale is not None
    assert entries(till, Kind.SALE_REFUNDED) == 1
    return Completed(sale, 0, b"")


def test_dearer_goods_are_paid_by_touch_with_the_difference(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    assert till.said() == (
        "Rp18.000 dari A12-K1-000001 dipakai untuk barang lain. Pilih barangnya, lalu tekan Bayar."
    )
    assert till.text_of("credit_number") == "A12-K1-000001"
    assert till.text_of("credit_amount") == "-Rp18.000"
    till.tap_product("Kain Batik per Meter")
    till.wait_for_cart(1)
    assert (till.text_of("total_name"), till.text_of("total")) == ("HARUS DIBAYAR", "Rp60.000")
    assert till.sell.cart.pay_button.told() == "BAYAR Rp60.000"
    till.press("pay_button")
    till.wait_for_page("pay")
    assert till.text_of("pay_total") == "Rp78.000"
    assert till.text_of("pay_credit") == "-Rp18.000"
    assert till.text_of("pay_owed") == "Rp60.000"
    for digit in "100000":
        till.press(f"keypad_{digit}")
    assert till.text_of("pay_change") == "Rp40.000"
    till.press("pay_accept_button")
    done = exchanged(till)
    assert [one.method for one in done.sale.tenders] == [Method.EXCHANGE, Method.CASH]
    assert (till.text_of("done_change_name"), till.text_of("done_change")) == (
        "Kembalian",
        "Rp40.000",
    )
    assert drawer(till) == 78_000
    assert till.cart.is_empty
    slips = [job.slip for job in till.counter.till.read(print_queue.unfinished).result()]
    assert slips == ["sale", "refund", "sale"]


def test_for_cheaper_goods_the_keyboard_alone_hands_the_difference_back(till: TillDriver) -> None:
    sold(till, "Kain")
    bring_back_by_keys(till)
    till.scan(JAMU)
    till.wait_for_cart(1)
    assert (till.text_of("total_name"), till.text_of("total")) == ("KEMBALIKAN", "Rp70.000")
    assert till.sell.cart.pay_button.told() == "TUKAR"
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    assert till.text_of("pay_change_name") == "Kembalikan tunai"
    assert till.text_of("pay_change") == "Rp70.000"
    till.key(Qt.Key.Key_Return)
    done = exchanged(till)
    assert (done.sale.total, done.sale.change) == (8_000, 0)
    assert (till.text_of("done_change_name"), till.text_of("done_change")) == (
        "Kembalikan tunai",
        "Rp70.000",
    )
    assert drawer(till) == 8_000


def test_for_as_much_nothing_is_paid_and_nothing_handed_back(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi", "Kain"), lines=1)
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert (till.text_of("total_name"), till.text_of("total")) == ("HARUS DIBAYAR", "Rp0")
    till.press("pay_button")
    till.wait_for_page("pay")
    button = till.find_button("pay_accept_button")
    assert button.accessibleName() == "TUKAR BARANG"
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    done = exchanged(till)
    assert (done.sale.total, till.text_of("done_change")) == (18_000, "Rp0")
    assert drawer(till) == 96_000


def test_a_part_is_paid_by_another_way_than_cash(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.tap_product("Kain Batik per Meter")
    till.press("pay_button")
    till.wait_for_page("pay")
    till.press("method_transfer_button")
    till.wait_for(lambda: till.flow.presenters.pay._doubt.is_over)
    till.press("pay_accept_button")
    done = exchanged(till)
    paid = [(one.method, one.amount) for one in done.sale.tenders]
    assert paid == [(Method.EXCHANGE, 18_000), (Method.TRANSFER, 60_000)]


def test_cash_that_was_taken_before_goes_back_with_the_difference(till: TillDriver) -> None:
    sale = sold(till, "Kain")
    till.scan(KOPI)
    till.scan(KOPI)
    till.wait_for(lambda: till.text_of("total") == "Rp36.000")
    till.press("pay_button")
    till.wait_for_page("pay")
    till.type_text("10000+")
    till.wait_for(lambda: till.text_of("pay_owed") == "Rp26.000")
    till.press("pay_back_button")
    till.wait_for_page("sell")
    bring_back(till, sale)
    till.press("pay_button")
    till.wait_for_page("pay")
    assert till.text_of("pay_change") == "Rp52.000"
    till.press("pay_accept_button")
    exchanged(till)
    assert till.text_of("done_change") == "Rp52.000"
    assert drawer(till) == 36_000


def test_what_is_in_the_cart_already_is_what_the_buyer_chose(till: TillDriver) -> None:
    sale = sold(till, "Kopi")
    till.scan(JAMU)
    till.wait_for_cart(1)
    bring_back(till, sale)
    assert len(till.cart.lines) == 1
    assert till.text_of("total") == "Rp10.000"


def test_a_double_press_begins_one_exchange(till: TillDriver) -> None:
    sold(till, "Kopi")
    till.press("rail_history")
    till.wait_for(lambda: till.page == "history" and bool(opened(till)))
    till.press("exchange_button")
    till.press("return_all_button")
    till.press("refund_reason_0")
    wanted: list[object] = []
    till.flow.presenters.history.exchange_wanted.connect(wanted.append)
    confirm = till.find_button("confirm_refund_button")
    for _ in range(2):
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    till.wait_for_page("sell")
    assert len(wanted) == 1
    assert entries(till, Kind.SALE_REFUNDED) == 0


def test_an_exchange_is_dropped_and_brought_back(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.tap_product("Kain Batik per Meter")
    till.press("drop_credit_button")
    assert till.cart.credit is None
    assert till.text_of("total") == "Rp78.000"
    assert not till.find_button("drop_credit_button").isVisible()
    till.press("undo_button")
    assert till.text_of("total") == "Rp60.000"


def test_tab_reaches_the_button_that_drops_it(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.tap_product("Kain Batik per Meter")
    drop = till.find_button("drop_credit_button")
    for _ in range(12):
        if drop.hasFocus():
            break
        till.key(Qt.Key.Key_Tab)
    assert drop.hasFocus()
    till.key(Qt.Key.Key_Space)
    till.wait_for(lambda: till.cart.credit is None)


def test_without_other_goods_nothing_is_paid(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    assert not till.find_button("pay_button").isEnabled()
    till.key(Qt.Key.Key_F12)
    assert till.page == "sell"


def test_a_second_receipt_cannot_go_towards_the_same_cart(till: TillDriver) -> None:
    first, second = sold(till, "Kopi"), sold(till, "Kain")
    bring_back(till, first)
    till.press("rail_history")
    till.wait_for_page("history")
    till.wait_for(lambda: opened(till) == first.sale.receipt_number)
    history_of(till).list.table.selectRow(0)
    till.wait_for(lambda: opened(till) == second.sale.receipt_number)
    till.press("exchange_button")
    till.press("return_all_button")
    till.press("refund_reason_0")
    till.press("confirm_refund_button")
    till.wait_for(lambda: "sudah ditukar di keranjang ini" in till.said())
    assert till.cart.credit is not None
    assert till.cart.credit.number == first.sale.receipt_number


def test_goods_that_went_back_meanwhile_are_refused_and_the_cart_stays(till: TillDriver) -> None:
    sale = sold(till, "Kopi")
    bring_back(till, sale)
    till.tap_product("Kain Batik per Meter")
    refund(till, sale)
    till.press("pay_button")
    till.wait_for_page("pay")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    till.wait_for(lambda: "sudah diretur dengan cara lain" in till.text_of("pay_trouble_text"))
    assert entries(till, Kind.SALE_COMPLETED) == 1
    till.press("pay_back_button")
    till.wait_for_page("sell")
    assert len(till.cart.lines) == 1
    till.press("drop_credit_button")
    till.press("pay_button")
    till.wait_for_page("pay")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    till.wait_for_page("done")


def test_an_exchange_is_back_with_its_cart_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        bring_back(till, sold(till, "Kopi"))
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: till.cart.credit is not None)
        till.tap_product("Kain Batik per Meter")
        till.wait_for_cart(1)
        assert till.text_of("total") == "Rp60.000"
        till.press("pay_button")
        till.wait_for_page("pay")
        till.press("cash_exact_button")
        till.press("pay_accept_button")
        assert exchanged(till).sale.total == 78_000


def test_a_cart_with_an_exchange_is_held_and_taken_up_again(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.key(Qt.Key.Key_F5)
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    assert till.cart.is_empty
    assert not till.find_button("drop_credit_button").isVisible()
    [waiting] = till.flow.presenters.held._waiting
    assert waiting.name == "A12-K1-000001"
    till.flow.presenters.held.resume(waiting.id)
    till.wait_for(lambda: till.cart.credit is not None)


def test_it_cannot_be_ordered(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.tap_product("Kain Batik per Meter")
    till.key(Qt.Key.Key_F7)
    till.wait_for(lambda: "ada tukar barang" in till.said())
    assert till.page == "sell"
    assert till.cart.credit is not None


def test_a_training_does_not_see_it_and_its_end_brings_it_back(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.flow.menu.train(on=True)
    till.wait_for(lambda: till.flow.presenters.sell.training)
    assert till.cart.credit is None
    till.press("rail_history")
    assert till.page == "sell"
    till.flow.menu.train(on=False)
    assert till.cart.credit is not None


def test_the_buyer_sees_what_is_brought_back(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    till.tap_product("Kain Batik per Meter")
    till.wait_for_cart(1)
    display = cart_display(till.flow.presenters.sell.priced)
    assert isinstance(display, Ringing)
    assert (display.total, display.returned) == (60_000, 18_000)
    till.press("pay_button")
    till.wait_for_page("pay")
    payment = till.flow.presenters.pay.payment
    assert payment is not None
    assert payment_display(payment) == Exchanged(78_000, 18_000, 60_000, 0)


def test_an_empty_cart_has_no_subtotal_beside_what_is_brought_back(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kain"))
    assert sums_of(till.flow.presenters.sell.priced, Catalog("en")) == []
    till.scan(JAMU)
    till.wait_for_cart(1)
    assert [row.name for row in sums_of(till.flow.presenters.sell.priced, Catalog("en"))] == [
        "Subtotal"
    ]


def test_the_buyer_reads_what_they_get(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kain"))
    till.scan(JAMU)
    till.wait_for_cart(1)
    display = cart_display(till.flow.presenters.sell.priced)
    assert isinstance(display, Ringing)
    assert (display.total, display.returned, display.given_back) == (0, 78_000, 70_000)
    till.press("pay_button")
    till.wait_for_page("pay")
    assert till.find(QLabel, "pay_credit").text() == "-Rp78.000"
    payment = till.flow.presenters.pay.payment
    assert payment is not None
    assert payment_display(payment) == Exchanged(8_000, 78_000, 0, 70_000)
    till.press("pay_accept_button")
    till.wait_for_page("done")
    assert till.flow.customer._latest == Thanks(70_000)
