"""Products at the counter: variants, stock on tiles, unknown barcodes, free amounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_app.domain.cart import quantities
from pos_app.domain.product import Part, Product, ProductChange
from pos_app.domain.quantity import ONE
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.services import catalogue
from pos_app.services.product_editing import VariantRow, add_product, change_product, set_variants
from pos_app.services.stock import MoveRow, NewMove, move_stock
from pos_app.services.till import Till
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.models.shelf_words import ShelfWords
from ui.widgets import settling

KOPI = "8991002101234"
UNKNOWN = "4006381333931"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        stock_up(driver.counter.till)
        driver.flow.presenters.shelf.load()
        driver.wait_for(lambda: "Kaos" in driver.shown_products())
        yield driver


def stock_up(till: Till) -> None:
    """A shirt in three variants, coffee of which three are left, a parcel with coffee in it."""
    till.write(add_product, Product("kaos", "Kaos", 70_000, tracked=True)).result()
    rows = [
        VariantRow(("M", "Biru"), 75_000, "111"),
        VariantRow(("L", "Biru"), 75_000, "112"),
        VariantRow(("XL", "Merah"), 80_000, "113"),
    ]
    variants = till.write(set_variants, "kaos", rows).result()
    kopi = till.read(catalogue.find_by_barcode, KOPI).result()
    assert kopi is not None
    parts = (Part(kopi.id, 2 * ONE),)
    till.write(add_product, Product("parsel", "Parsel", 60_000, parts=parts)).result()
    counts = [(kopi.id, 3), (variants[0].id, 5), (variants[1].id, 0), (variants[2].id, 9)]
    moved = tuple(MoveRow(product, qty * ONE) for product, qty in counts)
    till.write(move_stock, NewMove(till.new_id(), MoveKind.OPENING, moved)).result()


def tile(till: TillDriver, name: str) -> OnShelf:
    """A product as its tile shows it, once the shelf is read."""
    till.wait_for(lambda: name in _tiles(till))
    return _tiles(till)[name]


def _tiles(till: TillDriver) -> dict[str, OnShelf]:
    grid = till.flow.presenters.shelf.grid
    shown = (grid.shown_at(place) for place in range(grid.count))
    return {one.name: one for one in shown if one is not None}


def told_on_tile(till: TillDriver, name: str) -> tuple[str, str]:
    words = ShelfWords(till.window.catalog)
    return words.price(tile(till, name)), words.stock(tile(till, name))


def lines(till: TillDriver) -> list[tuple[str, int, int]]:
    return [(line.product.name, line.qty_milli // ONE, line.unit_price) for line in till.cart.lines]


def variant_button(till: TillDriver, place: int) -> QPushButton:
    return till.find(QPushButton, f"variant_{place}_button")


def open_chooser(till: TillDriver) -> None:
    till.tap_product("Kaos")
    chooser_is_open(till)


def chooser_is_open(till: TillDriver) -> None:
    till.wait_for(lambda: till.sell.panels.chooser is not None and till.sell.panels.is_open)
    settled(till)


def settled(till: TillDriver) -> None:
    chooser = till.sell.panels.chooser
    assert chooser is not None
    chooser.settling._since = float("-inf")


def test_a_product_with_variants_is_one_tile_with_its_lowest_price(till: TillDriver) -> None:
    assert [name for name in till.shown_products() if name.startswith("Kaos")] == ["Kaos"]
    assert told_on_tile(till, "Kaos") == ("dari Rp75.000", "")


def test_tapping_it_asks_which_and_the_chosen_one_is_sold(till: TillDriver) -> None:
    open_chooser(till)
    assert variant_button(till, 1).accessibleName() == "L · Biru, Rp75.000, Habis"
    till.press("variant_2_button")
    assert lines(till) == [("Kaos · XL · Merah", 1, 80_000)]
    assert not till.sell.panels.is_open
    assert till.text_of("total") == "Rp80.000"


def test_arrows_and_enter_choose_and_escape_leaves_everything_as_it_was(till: TillDriver) -> None:
    till.type_text("kaos")
    till.wait_for(lambda: till.shown_products()[:1] == ["Kaos"])
    till.keyboard.stroke("\r")
    chooser_is_open(till)
    till.key(Qt.Key.Key_Right)
    till.key(Qt.Key.Key_Right)
    assert variant_button(till, 2).hasFocus()
    till.key(Qt.Key.Key_Escape)
    assert not till.sell.panels.is_open
    assert till.cart.lines == ()
    open_chooser(till)
    till.key(Qt.Key.Key_Right)
    till.key(Qt.Key.Key_Left)
    till.keyboard.stroke("\r")
    till.wait_for_cart(1)
    assert lines(till) == [("Kaos · M · Biru", 1, 75_000)]


def test_the_second_of_two_quick_taps_chooses_nothing(
    till: TillDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "SETTLE_S", 60.0)
    till.tap_product("Kaos")
    till.wait_for(lambda: till.sell.panels.chooser is not None and till.sell.panels.is_open)
    till.press("variant_0_button")
    assert till.cart.lines == ()
    assert till.sell.panels.is_open


def test_a_variants_barcode_adds_it_at_once_and_answers_what_was_asked(till: TillDriver) -> None:
    till.scan("113")
    till.wait_for_cart(1)
    assert lines(till) == [("Kaos · XL · Merah", 1, 80_000)]
    open_chooser(till)
    till.scan("111")
    till.wait_for_cart(2)
    assert not till.sell.panels.is_open


def test_the_tile_counts_all_its_variants_in_the_cart(till: TillDriver) -> None:
    for code in ("111", "113", "113"):
        till.scan(code)
    till.wait_for(lambda: quantities(till.cart).get("kaos") == 3 * ONE)


def test_search_finds_variants(till: TillDriver) -> None:
    till.type_text("merah")
    till.wait_for(lambda: till.shown_products() == ["Kaos · XL · Merah"])
    till.keyboard.stroke("\r")
    till.wait_for_cart(1)


def test_tiles_tell_what_is_low_and_sold_out_and_follow_each_sale(till: TillDriver) -> None:
    low = ProductChange(tile(till, "Kopi Susu Gula Aren").id, low_milli=3 * ONE)
    till.counter.till.write(change_product, low).result()
    till.flow.presenters.shelf.load()
    till.wait_for(lambda: told_on_tile(till, "Kopi Susu Gula Aren")[1] == "Sisa 3")
    assert told_on_tile(till, "Parsel") == ("Rp60.000", "")
    turn = till.flow.presenters.shelf.grid.turn
    sell_for_cash(till, KOPI, KOPI)
    till.wait_for(lambda: told_on_tile(till, "Kopi Susu Gula Aren")[1] == "Sisa 1")
    assert told_on_tile(till, "Parsel")[1] == "Habis"
    sell_for_cash(till, KOPI)
    till.wait_for(lambda: told_on_tile(till, "Kopi Susu Gula Aren")[1] == "Habis")
    assert till.flow.presenters.shelf.grid.turn == turn, "the grid was not read anew"


def sell_for_cash(till: TillDriver, *codes: str) -> None:
    till.flow.go("sell")
    for code in codes:
        till.scan(code)
    till.wait_for(lambda: sum(line.qty_milli for line in till.cart.lines) == len(codes) * ONE)
    pay_in_cash(till)


def pay_in_cash(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    QTest.keyClicks(till.find(QLineEdit, "received_field"), "100000")
    till.keyboard.stroke("\r")
    till.wait_for_page("done")


def set_rule(till: TillDriver, rule: str) -> None:
    till.counter.settings_file.change(below_zero=rule)


def test_selling_more_than_there_is_warns_and_sells(till: TillDriver) -> None:
    for _ in range(4):
        till.scan(KOPI)
    till.wait_for(lambda: "4 di keranjang" in till.said())
    assert till.said() == "Kopi Susu Gula Aren stok tinggal 3, 4 di keranjang."
    assert lines(till) == [("Kopi Susu Gula Aren", 4, 18_000)]


def test_what_lies_in_a_parcel_counts_too(till: TillDriver) -> None:
    till.tap_product("Parsel")
    till.scan(KOPI)
    till.wait_for_cart(2)
    assert "tinggal" not in till.said()
    till.type_text("+")
    till.wait_for(lambda: "4 di keranjang" in till.said())


def test_a_strict_booth_refuses_by_scan_step_and_keypad(till: TillDriver) -> None:
    set_rule(till, "refuse")
    for _ in range(4):
        till.scan(KOPI)
    till.wait_for(lambda: "tidak mencukupi" in till.said())
    assert lines(till) == [("Kopi Susu Gula Aren", 3, 18_000)]
    till.type_text("+")
    assert lines(till) == [("Kopi Susu Gula Aren", 3, 18_000)]
    assert not till.flow.presenters.sell.set_quantity(1, "100")
    assert till.flow.presenters.sell.set_quantity(1, "2")


def test_a_strict_booth_does_not_sell_from_a_held_cart_what_is_gone(till: TillDriver) -> None:
    set_rule(till, "refuse")
    presenters = till.flow.presenters
    for _ in range(3):
        till.scan(KOPI)
    till.wait_for(lambda: lines(till) == [("Kopi Susu Gula Aren", 3, 18_000)])
    waiting = till.cart.id
    presenters.held.hold("Bu Ani")
    till.wait_for(lambda: waiting in presenters.held.ids)
    till.scan(KOPI)
    till.wait_for_cart(1)
    pay_in_cash(till)
    presenters.held.resume(waiting)
    till.flow.go("sell")
    till.wait_for(lambda: till.cart.id == waiting)
    till.key(Qt.Key.Key_F12)
    till.wait_for(lambda: "stok tinggal 2, 3 di keranjang" in till.said())
    assert till.page == "sell"
    till.type_text("-")
    pay_in_cash(till)


def test_a_strict_booth_sells_the_last_ones(till: TillDriver) -> None:
    set_rule(till, "refuse")
    till.tap_product("Parsel")
    till.scan(KOPI)
    till.wait_for_cart(2)
    pay_in_cash(till)


def test_an_easy_booth_says_nothing(till: TillDriver) -> None:
    set_rule(till, "allow")
    for _ in range(4):
        till.scan(KOPI)
    till.wait_for(lambda: till.said().endswith("sekarang 4."))


def fill(till: TillDriver, **texts: str) -> None:
    for name, text in texts.items():
        field = till.find(QLineEdit, f"product_{name}_field")
        field.clear()
        type_into(till, field, text)


def type_into(till: TillDriver, field: QLineEdit, text: str) -> None:
    field.setFocus()
    till.type_text(text)


def add_unknown(till: TillDriver) -> None:
    till.scan(UNKNOWN)
    till.wait_for(lambda: till.has("add_product_button"))
    till.press("add_product_button")
    till.wait_for(lambda: till.sell.panels.is_open)


def test_an_unknown_barcode_becomes_a_product_in_the_cart(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    add_unknown(till)
    assert till.find(QLineEdit, "product_barcode_field").text() == UNKNOWN
    assert till.find(QLineEdit, "product_name_field").hasFocus()
    fill(till, name="Pulpen Expo", price="12.500", category="Alat Tulis")
    till.press("new_product_save_button")
    till.wait_for_cart(2)
    assert lines(till)[1] == ("Pulpen Expo", 1, 12_500)
    assert not till.sell.panels.is_open
    till.wait_for(lambda: "Pulpen Expo" in till.shown_products())
    till.scan(UNKNOWN)
    till.wait_for(lambda: lines(till)[1][1] == 2)


def test_escape_leaves_catalogue_and_cart_as_they_were(till: TillDriver) -> None:
    add_unknown(till)
    fill(till, name="Pulpen", price="1000")
    till.key(Qt.Key.Key_Escape)
    assert not till.sell.panels.is_open
    assert till.cart.lines == ()
    assert till.counter.till.read(catalogue.find_by_barcode, UNKNOWN).result() is None


@pytest.mark.parametrize(
    ("texts", "field", "told"),
    [
        ({"name": "", "price": "5000"}, "name", "nama"),
        ({"name": "Pulpen", "price": ""}, "price", "Harga"),
        ({"name": "Pulpen", "price": "12,5"}, "price", "dua jumlah"),
        ({"name": "Pulpen", "price": "1" * 16}, "price", "terlalu besar"),
        ({"name": "Pulpen", "price": "-5000"}, "price", "bukan jumlah"),
        ({"name": "Pulpen", "price": "5000", "barcode": KOPI}, "barcode", "Kopi Susu"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_stored(
    till: TillDriver, texts: dict[str, str], field: str, told: str
) -> None:
    add_unknown(till)
    fill(till, **texts)
    till.press("new_product_save_button")
    error = f"product_{field}_field_error"
    till.wait_for(lambda: told in till.find(QLabel, error).text())
    assert till.find(QLineEdit, f"product_{field}_field").hasFocus()
    assert till.sell.panels.is_open
    assert till.cart.lines == ()


def test_saving_twice_adds_one_product_once(till: TillDriver) -> None:
    add_unknown(till)
    fill(till, name="Pulpen Expo", price="12500")
    button = till.find(QPushButton, "new_product_save_button")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    till.wait_for_cart(1)
    till.wait_for(lambda: "Pulpen Expo" in till.shown_products())
    assert lines(till) == [("Pulpen Expo", 1, 12_500)]
    assert till.shown_products().count("Pulpen Expo") == 1


def test_tab_stays_in_the_panel(till: TillDriver) -> None:
    add_unknown(till)
    seen: set[str] = set()
    for _ in range(20):
        till.key(Qt.Key.Key_Tab)
        focused = till.window.focusWidget()
        assert isinstance(focused, QWidget)
        seen.add(focused.objectName())
    assert "search_field" not in seen
    assert {"product_name_field", "product_price_field", "new_product_save_button"} <= seen


def open_free(till: TillDriver) -> None:
    till.type_text("*")
    till.wait_for(lambda: till.sell.panels.is_open)


def test_a_free_amount_is_a_line_with_a_name(till: TillDriver) -> None:
    open_free(till)
    assert till.find(QLineEdit, "free_amount_field").hasFocus()
    till.type_text("25000")
    type_into(till, till.find(QLineEdit, "free_name_field"), "Bungkus kado")
    till.press("free_add_button")
    assert lines(till) == [("Bungkus kado", 1, 25_000)]
    assert till.cart.lines[0].product.id.startswith("free-")


def test_without_a_name_it_is_other_goods_and_enter_is_enough(till: TillDriver) -> None:
    till.press("free_amount_button")
    till.wait_for(lambda: till.sell.panels.is_open)
    till.press("keypad_5")
    till.press("keypad_000")
    till.keyboard.stroke("\r")
    till.wait_for_cart(1)
    assert lines(till) == [("Barang lain", 1, 5_000)]
    assert not till.sell.panels.is_open


def test_a_free_amount_of_nothing_is_refused_in_the_panel(till: TillDriver) -> None:
    open_free(till)
    till.keyboard.stroke("\r")
    till.wait_for(lambda: bool(till.find(QLabel, "free_amount_field_error").text()))
    assert till.sell.panels.is_open
    till.key(Qt.Key.Key_Escape)
    assert till.cart.lines == ()


def test_whose_goods_they_are_can_be_chosen_where_there_are_several(till: TillDriver) -> None:
    open_free(till)
    till.type_text("9000")
    brand = till.find(QLineEdit, "free_brand_field")
    assert brand.isVisible()
    type_into(till, brand, "Bu Tini")
    till.press("free_add_button")
    assert till.cart.lines[0].product.brand == "Bu Tini"


def test_free_amounts_of_one_name_are_one_product_in_totals(till: TillDriver) -> None:
    sell = till.flow.presenters.sell
    for amount, name in ((5_000, "Tas"), (9_000, " tas "), (9_000, "Topi")):
        assert sell.add_free(amount, name, "Barang lain", "")
    ids = [line.product.id for line in till.cart.lines]
    assert ids[0] == ids[1] != ids[2]


def test_a_panel_follows_language_and_look(till: TillDriver) -> None:
    open_free(till)
    till.counter.settings_file.change(language="en", theme="dark")
    till.flow.restyle()
    assert till.text_of("free_amount_title") == "Free amount"
