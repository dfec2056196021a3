"""Ringing up a sale: scanning, tapping, typing, counting, taking back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import cart_of
from ui.models.display import CashTaken, Display, Due, Ringing, Thanks

KOPI, KERIPIK, JAMU = "8991002101234", "8991002105678", "8991002109999"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def names(till: TillDriver) -> list[str]:
    return [line.product.name for line in till.cart.lines]


def test_a_scan_adds_its_product_and_says_so(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert names(till) == ["Kopi Susu Gula Aren"]
    assert till.text_of("total") == "Rp18.000"
    assert till.said() == "Kopi Susu Gula Aren ditambahkan."
    assert till.search_text() == ""


def test_a_repeated_scan_counts_its_line_up(till: TillDriver) -> None:
    for code in (KOPI, KERIPIK, KOPI):
        till.scan(code)
    till.wait_for(lambda: till.flow.presenters.sell.priced.total == 2 * 18_000 + 12_500)
    assert names(till) == ["Kopi Susu Gula Aren", "Keripik Singkong Balado"]
    assert till.cart.touched == 1
    assert till.said() == "Kopi Susu Gula Aren ditambahkan, sekarang 2."


def test_no_scan_is_lost_while_others_are_looked_up(till: TillDriver) -> None:
    for _ in range(40):
        till.scan(KOPI)
        till.scan(JAMU)
    till.wait_for(lambda: till.flow.presenters.sell.priced.total == 40 * (18_000 + 8_000))


def test_an_unknown_barcode_is_told_and_changes_nothing(till: TillDriver) -> None:
    till.scan(KOPI)
    till.scan("0000000000000")
    till.wait_for(lambda: till.said().startswith("0000000000000"))
    assert "tidak ada di daftar" in till.said()
    assert names(till) == ["Kopi Susu Gula Aren"]
    till.press("search_button")
    assert till.find(QLineEdit, "search_field").hasFocus()


def test_a_tapped_tile_adds_its_product(till: TillDriver) -> None:
    till.tap_product("Gantungan Kunci Wayang")
    till.tap_product("Gantungan Kunci Wayang")
    assert [(line.product.name, line.qty_milli) for line in till.cart.lines] == [
        ("Gantungan Kunci Wayang", 2000)
    ]


def test_typing_anywhere_searches_and_enter_adds_the_first_hit(till: TillDriver) -> None:
    till.sell.products.setFocus()
    till.type_text("ker")
    till.wait_for(lambda: till.shown_products() == ["Keripik Singkong Balado"])
    till.keyboard.stroke("\r")
    till.wait_for_cart(1)
    assert names(till) == ["Keripik Singkong Balado"]
    assert till.search_text() == ""
    till.wait_for(lambda: len(till.shown_products()) == 5)


def test_enter_waits_for_the_answer_to_the_latest_text(till: TillDriver) -> None:
    field = till.find(QLineEdit, "search_field")
    field.setText("kopi")
    field.setText("jamu")
    till.keyboard.stroke("\r")
    till.wait_for_cart(1)
    assert names(till) == ["Jamu Beras Kencur"]


def test_a_search_without_a_hit_says_so_and_escape_shows_everything(till: TillDriver) -> None:
    till.type_text("xyzzy")
    till.wait_for(lambda: till.text_of("nothing_found_title").endswith("“xyzzy”"))
    till.keyboard.stroke("\r")
    till.wait_for(lambda: "xyzzy" in till.said())
    assert till.cart.lines == ()
    till.key(Qt.Key.Key_Escape)
    till.wait_for(lambda: len(till.shown_products()) == 5)


def test_a_category_shows_only_its_products(till: TillDriver) -> None:
    till.wait_for(lambda: till.has("category_chip_4"))
    till.press("category_chip_4")
    till.wait_for(lambda: till.shown_products() == ["Jamu Beras Kencur", "Kopi Susu Gula Aren"])
    till.press("category_chip_0")
    till.wait_for(lambda: len(till.shown_products()) == 5)


def test_plus_minus_and_delete_change_the_touched_line(till: TillDriver) -> None:
    till.scan(KOPI)
    till.scan(JAMU)
    till.wait_for_cart(2)
    till.type_text("+")
    till.type_text("+")
    assert till.cart.lines[1].qty_milli == 3000
    till.type_text("-")
    assert till.cart.lines[1].qty_milli == 2000
    till.key(Qt.Key.Key_Delete)
    assert names(till) == ["Kopi Susu Gula Aren"]
    till.press("undo_button")
    assert till.cart.lines[1].qty_milli == 2000


def test_the_buttons_of_a_line_count_it_and_take_it_out(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.tap_line(1, "more")
    assert till.cart.lines[0].qty_milli == 2000
    till.tap_line(1, "fewer")
    till.tap_line(1, "fewer")
    assert till.cart.lines == ()
    assert till.said() == "Kopi Susu Gula Aren dihapus."


def test_a_quantity_is_typed_with_f3(till: TillDriver) -> None:
    till.tap_product("Kain Batik per Meter")
    till.key(Qt.Key.Key_F3)
    till.wait_for(till.find(QLineEdit, "line_field").hasFocus)
    till.type_text("2,5")
    till.keyboard.stroke("\r")
    assert till.cart.lines[0].qty_milli == 2500
    assert till.text_of("total") == "Rp195.000"
    assert not till.sell._editor.is_open


def test_a_quantity_that_is_none_is_refused_and_can_be_typed_again(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F3)
    till.type_text("0")
    till.keyboard.stroke("\r")
    assert till.sell._editor.is_open
    assert till.text_of("line_error")
    till.key(Qt.Key.Key_Escape)
    assert not till.sell._editor.is_open
    assert till.cart.lines[0].qty_milli == 1000


def test_a_thousand_pieces_may_be_typed_with_their_dot(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F3)
    till.type_text("1,000")
    till.keyboard.stroke("\r")
    assert till.text_of("line_error") == "“1,000” bisa berarti dua jumlah. Tulis 1000 atau 1."
    till.find(QLineEdit, "line_field").clear()
    till.type_text("1.000")
    till.keyboard.stroke("\r")
    assert till.cart.lines[0].qty_milli == 1_000_000


def test_a_scan_while_a_quantity_is_typed_lands_in_the_cart_only(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F3)
    till.scan(JAMU)
    till.wait_for_cart(2)
    assert till.find(QLineEdit, "line_field").text() == "1"
    assert till.cart.lines[0].qty_milli == 1000


def test_an_emptied_cart_comes_back(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    before = till.cart
    till.press("empty_button")
    assert till.said() == "Keranjang dikosongkan."
    assert till.cart.lines == ()
    assert till.cart.id != before.id
    till.press("undo_button")
    assert till.cart == before


def test_a_new_scan_ends_the_chance_to_bring_a_cart_back(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.press("empty_button")
    till.scan(JAMU)
    till.wait_for_cart(1)
    assert not till.has("undo_button")
    till.flow.presenters.sell.at_hand.undo()
    assert names(till) == ["Jamu Beras Kencur"]


def test_nothing_can_be_paid_while_the_cart_is_empty(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F12)
    assert till.page == "sell"
    assert not till.sell.cart.pay_button.isEnabled()


def test_payment_waits_for_scans_that_are_still_looked_up(till: TillDriver) -> None:
    till.scan(KOPI)
    till.scan(KERIPIK)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    assert names(till) == ["Kopi Susu Gula Aren", "Keripik Singkong Balado"]


def test_two_barcodes_that_ran_together_are_both_added(till: TillDriver) -> None:
    till.scan(KOPI + KOPI, end="")
    till.wait_for(lambda: [line.qty_milli for line in till.cart.lines] == [2_000])
    till.scan(KOPI + "96385074", end="")
    till.wait_for(lambda: "96385074 " in till.said())
    assert [line.qty_milli for line in till.cart.lines] == [3_000]
    till.scan(KOPI * 3, end="")
    till.wait_for(lambda: [line.qty_milli for line in till.cart.lines] == [6_000])


@pytest.mark.parametrize("prefix", ["~", "QQ"])
def test_a_scanner_s_own_prefix_is_no_part_of_the_code(till: TillDriver, prefix: str) -> None:
    till.scan(prefix + KOPI)
    till.wait_for(lambda: names(till) == ["Kopi Susu Gula Aren"])


def test_what_ran_together_otherwise_adds_nothing_and_its_beginning_is_told(
    till: TillDriver,
) -> None:
    till.scan("ABC-1" * 12, end="")
    till.wait_for(lambda: "tidak ada di daftar barang" in till.said())
    assert till.text_of("message_strong") == "ABC-1" * 8 + "…"
    assert till.cart.lines == ()


def test_payment_does_not_open_over_a_scan_that_found_nothing(till: TillDriver) -> None:
    till.scan(KOPI)
    till.scan("0000000000000")
    till.key(Qt.Key.Key_F12)
    till.wait_for(lambda: till.said().startswith("0000000000000"))
    assert till.page == "sell"


def test_a_sale_is_made_with_scanner_and_keyboard_alone(till: TillDriver) -> None:
    till.scan(KOPI)
    till.scan(JAMU)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("50000")
    till.keyboard.stroke("\r")
    till.wait_for_page("done")
    till.scan(KERIPIK)
    till.wait_for_page("sell")
    till.wait_for_cart(1)
    assert names(till) == ["Keripik Singkong Balado"]


def test_escape_on_the_pay_page_keeps_the_cart(till: TillDriver) -> None:
    till.scan(KOPI)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    cart = till.cart
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    assert till.cart == cart


def test_a_cart_is_not_thrown_away_by_closing_the_window(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.window.close()
    assert till.window.isVisible()
    assert "Keranjang belum dibayar. Keranjang disimpan" in till.said()
    till.press("close_button")
    assert not till.window.isVisible()


def take_a_part(till: TillDriver) -> None:
    """Ten thousand in cash for a coffee, and the rest is owed."""
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("10000+")
    till.wait_for(lambda: till.flow.presenters.money.amount_of(till.cart.id) == 10_000)


def test_a_cart_that_was_taken_up_while_another_is_saved_stays(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    other = cart_of(till.counter.till, "Jamu")
    till.flow.presenters.sell.at_hand.take(other)  # the disk is slow, the cashier is not
    till.wait_for_page("done")
    assert till.cart == other


def test_money_that_was_taken_is_told_on_the_way_back_and_kept(till: TillDriver) -> None:
    take_a_part(till)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    assert till.said() == (
        "Rp10.000 sudah diterima untuk keranjang ini dan tetap tersimpan; lanjutkan bayar nanti."
    )
    till.press("go_on_paying_button")
    till.wait_for_page("pay")
    till.wait_for(lambda: till.text_of("pay_owed") == "Rp8.000")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    till.wait_for_page("done")


def test_money_that_was_taken_for_an_emptied_cart_is_told(till: TillDriver) -> None:
    take_a_part(till)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    till.flow.presenters.sell.empty()
    assert till.said().startswith("Rp10.000 sudah diterima untuk keranjang yang dikosongkan.")
    till.press("undo_button")
    till.wait_for_cart(1)
    assert till.flow.presenters.money.amount_of(till.cart.id) == 10_000


def test_money_that_was_taken_goes_with_a_cart_that_is_held_and_merged(till: TillDriver) -> None:
    take_a_part(till)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    held = till.cart.id
    till.flow.presenters.held.hold("Bu Ani")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    till.scan(KERIPIK)
    till.wait_for_cart(1)
    assert till.flow.presenters.money.amount_of(till.cart.id) == 0
    till.flow.presenters.held.merge(held)
    till.wait_for_cart(2)
    assert till.flow.presenters.money.amount_of(till.cart.id) == 10_000


def test_money_that_was_taken_for_a_held_cart_is_told_when_it_is_thrown_away(
    till: TillDriver,
) -> None:
    take_a_part(till)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    held = till.cart.id
    till.flow.presenters.held.hold("Bu Ani")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    till.flow.presenters.held.discard(held)
    till.wait_for(lambda: "Bu Ani, yang dibuang" in till.said())
    till.press("undo_button")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    till.window.close()
    assert till.window.isVisible()
    assert till.said().startswith("Rp10.000 sudah diterima dan belum dibukukan.")


def test_money_that_was_taken_is_told_before_the_window_closes(till: TillDriver) -> None:
    take_a_part(till)
    till.window.close()
    assert till.window.isVisible()
    assert till.said().startswith("Rp10.000 sudah diterima")


def test_buyers_see_the_way_of_a_sale(till: TillDriver) -> None:
    till.counter.settings_file.change(customer_display=True)
    till.flow.restyle()
    board = till.flow.customer.board
    assert board is not None

    def sees(shown: Display) -> bool:
        return board.display == shown

    till.scan(KOPI)
    till.wait_for_cart(1)
    assert isinstance(board.display, Ringing)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    assert sees(Due(18_000))
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    assert isinstance(board.display, Ringing)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("20000")
    assert sees(CashTaken(18_000, 20_000, 2_000))
    till.press("pay_accept_button")
    till.wait_for_page("done")
    assert sees(Thanks(2_000))


def test_a_voucher_is_scanned_on_the_pay_page_and_goods_are_not(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.scan(KERIPIK)
    till.wait_for(lambda: till.said().startswith(KERIPIK))
    assert len(till.cart.lines) == 1
    till.key(Qt.Key.Key_F7)
    till.scan("VCH00017")
    till.wait_for(lambda: till.find(QLineEdit, "reference_field").text() == "VCH00017")
