"""The code on a receipt, scanned wherever the till is: its sale is opened, and nothing is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.domain import receipt_code
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.tender import Method
from pos_app.services import returns, shifts
from tests.drivers.hands.exchanging import KOPI, code_of, opened, sold
from tests.drivers.till_driver import TillDriver, open_till_window

FOREIGN = Original(
    sale_id="01932f6e-8a00-7000-8000-000000000003",
    receipt_number="A12-K2-000123",
    business_date=date(2026, 11, 20),
    total=36_000,
    payments=(Payment(Method.CASH, 36_000),),
    lines=(BoughtLine(1, "Kopi Susu", "pcs", 2_000, 36_000),),
)


def settled(till: TillDriver) -> None:
    """All that was asked of the till so far is answered and shown."""
    for _ in range(3):
        till.counter.till.read(shifts.current_shift).result()
        till.qtbot.wait(20)


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        yield driver


def test_on_the_sell_page_it_opens_the_sale_and_the_cart_stays(till: TillDriver) -> None:
    sale = sold(till, "Kain")
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.scan(code_of(till, sale))
    till.wait_for_page("history")
    till.wait_for(lambda: opened(till) == "A12-K1-000001")
    assert till.said().startswith("Struk dipindai: pilih Retur atau Tukar. Keranjang tetap")
    assert till.find_button("refund_button").isEnabled()
    assert till.search_text() == ""
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    assert len(till.cart.lines) == 1


def test_the_first_scan_opens_its_own_sale_not_the_latest(till: TillDriver) -> None:
    sale = sold(till, "Kain")
    sold(till, "Kopi")
    sold(till, "Kopi")
    till.scan(code_of(till, sale))
    till.wait_for_page("history")
    history = till.flow.presenters.history
    till.wait_for(lambda: history.open is not None)
    till.qtbot.waitUntil(till.find_button("refund_button").isEnabled)
    settled(till)
    assert opened(till) == "A12-K1-000001"


def test_a_code_that_is_unknown_is_told_once_and_the_latest_sale_is_there(
    till: TillDriver,
) -> None:
    sold(till, "Kopi")
    till.key(Qt.Key.Key_F9)
    till.wait_for(lambda: opened(till) == "A12-K1-000001")
    till.scan("A12-K9-000077")
    till.wait_for(lambda: "A12-K9-000077" in till.said())
    till.key(Qt.Key.Key_Escape)
    till.window.messages.clear()
    till.key(Qt.Key.Key_F9)
    settled(till)
    assert till.said() == ""
    assert opened(till) == "A12-K1-000001"


def test_a_voided_sale_is_said_to_be_one(till: TillDriver) -> None:
    sale = sold(till, "Kain")
    till.counter.till.write(returns.void_sale, sale.sale.id, "salah").result()
    till.scan(code_of(till, sale))
    till.wait_for(lambda: till.said().startswith("A12-K1-000001"))
    assert "dibatalkan" in till.said()


def test_a_receipt_of_another_register_is_opened_too(till: TillDriver) -> None:
    till.wait_for_products()
    till.scan(receipt_code.encode(FOREIGN))
    till.wait_for_page("history")
    till.wait_for(lambda: opened(till) == "A12-K2-000123")
    assert till.find_button("exchange_button").isEnabled()


def test_its_goods_are_exchanged_and_not_a_second_time(till: TillDriver) -> None:
    till.wait_for_products()
    till.scan(receipt_code.encode(FOREIGN))
    till.wait_for(lambda: till.page == "history" and opened(till) == "A12-K2-000123")
    till.press("exchange_button")
    till.press("return_all_button")
    till.press("refund_reason_0")
    till.press("confirm_refund_button")
    till.wait_for_page("sell")
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.press("pay_button")
    till.wait_for_page("pay")
    till.press("pay_accept_button")
    till.wait_for_page("done")
    assert till.text_of("done_change") == "Rp18.000"
    till.scan(receipt_code.encode(FOREIGN))
    till.wait_for(lambda: till.page == "history" and opened(till) == "A12-K2-000123")
    till.wait_for(lambda: not till.find_button("exchange_button").isEnabled())


def test_of_a_receipt_that_tells_no_lines_an_amount_is_exchanged(till: TillDriver) -> None:
    till.wait_for_products()
    till.scan(receipt_code.encode(msgspec.structs.replace(FOREIGN, lines=())))
    till.wait_for(lambda: till.page == "history" and opened(till) == "A12-K2-000123")
    till.press("exchange_button")
    field = till.find(QLineEdit, "refund_amount_field")
    field.setFocus()
    field.selectAll()
    till.type_text("20000")
    till.press("refund_reason_0")
    till.press("confirm_refund_button")
    till.wait_for_page("sell")
    till.tap_product("Kain Batik per Meter")
    till.wait_for(lambda: till.text_of("total") == "Rp58.000")


def test_a_torn_code_says_so_and_adds_nothing(till: TillDriver) -> None:
    sale = sold(till)
    till.scan(code_of(till, sale)[:-3])
    till.wait_for(lambda: "tidak terbaca" in till.said())
    assert till.cart.is_empty


def test_two_codes_that_ran_together_are_asked_for_again(till: TillDriver) -> None:
    code = code_of(till, sold(till))
    for run in (code + code, KOPI + code):
        till.scan(run, end="")
        till.wait_for(lambda: "Dua kode terbaca sebagai satu" in till.said())
        assert till.cart.is_empty
        till.window.messages.clear()


def test_a_scanner_s_own_prefix_does_no_harm(till: TillDriver) -> None:
    till.scan("~QR" + code_of(till, sold(till)))
    till.wait_for(lambda: till.page == "history" and opened(till) == "A12-K1-000001")


def test_while_money_is_taken_it_waits(till: TillDriver) -> None:
    sale = sold(till)
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.press("pay_button")
    till.wait_for_page("pay")
    till.scan(code_of(till, sale))
    till.wait_for(lambda: "Itu struk." in till.said())
    assert till.page == "pay"


def test_from_a_page_where_something_may_be_begun_it_is_one_press_away(till: TillDriver) -> None:
    sale = sold(till)
    till.press("rail_products")
    till.wait_for_page("products")
    till.scan(code_of(till, sale))
    till.wait_for(lambda: "Struk dipindai." in till.said())
    assert till.page == "products"
    till.press("open_receipt_button")
    till.wait_for(lambda: till.page == "history" and opened(till) == "A12-K1-000001")


def test_in_a_training_nobody_comes_to_the_history(till: TillDriver) -> None:
    sale = sold(till)
    till.flow.menu.train(on=True)
    till.wait_for(lambda: till.flow.presenters.sell.training)
    till.scan(code_of(till, sale))
    till.wait_for(lambda: "Akhiri latihan" in till.said() or "latihan" in till.said().lower())
    assert till.page == "sell"
