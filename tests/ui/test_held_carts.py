"""Carts that wait: put aside, taken up, merged, thrown away, by keyboard alone and by touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.services import carts
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import make_till
from ui.pages.selling.held_panel import HeldPanel

KOPI, KERIPIK, JAMU = "8991002101234", "8991002105678", "8991002109999"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def products(till: TillDriver) -> list[str]:
    return [line.product.name.split()[0] for line in till.cart.lines]


def panel(till: TillDriver) -> HeldPanel:
    return till.find(HeldPanel, "held_panel")


def rows(till: TillDriver) -> list[tuple[str, ...]]:
    model = panel(till).model
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def scan(till: TillDriver, *codes: str) -> None:
    before = sum(line.qty_milli for line in till.cart.lines)
    for code in codes:
        till.scan(code)
    wanted = before + 1000 * len(codes)
    till.wait_for(lambda: sum(line.qty_milli for line in till.cart.lines) == wanted)


def hold(till: TillDriver, *codes: str, name: str = "") -> None:
    """Put a cart aside by keyboard."""
    scan(till, *codes)
    number = till.flow.presenters.held.number
    till.key(Qt.Key.Key_F5)
    till.wait_for(till.find(QLineEdit, "name_field").hasFocus)
    till.type_text(name)
    till.keyboard.stroke("\r")
    till.wait_for(lambda: till.flow.presenters.held.number == number + 1)


def open_list(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F6)
    till.wait_for(lambda: panel(till).isVisible())


def test_f5_and_enter_put_the_cart_aside_under_its_first_product(till: TillDriver) -> None:
    hold(till, KOPI, JAMU)
    assert till.cart.lines == ()
    assert till.said() == ("Kopi Susu Gula Aren ditahan; F6 menampilkan keranjang yang ditahan.")
    assert till.find(QLineEdit, "search_field").hasFocus()
    open_list(till)
    assert rows(till) == [("Kopi Susu Gula Aren", "09.00", "2", "26.000")]


def test_a_typed_name_takes_the_place_of_the_proposal(till: TillDriver) -> None:
    hold(till, KOPI, name="Bu Ani")
    hold(till, KOPI)
    hold(till, KOPI)
    open_list(till)
    assert [row[0] for row in rows(till)] == [
        "Bu Ani",
        "Kopi Susu Gula Aren",
        "Kopi Susu Gula Aren 2",
    ]


def test_a_cart_is_taken_up_by_keyboard_alone(till: TillDriver) -> None:
    hold(till, KOPI)
    hold(till, KERIPIK, JAMU)
    cart_ids = [one.id for one in till.flow.presenters.held._waiting]
    open_list(till)
    QTest.keyClick(panel(till).table, Qt.Key.Key_Down)
    QTest.keyClick(panel(till).table, Qt.Key.Key_Return)
    till.wait_for_cart(2)
    assert till.cart.id == cart_ids[1]
    assert products(till) == ["Keripik", "Jamu"]
    assert till.said() == "Keripik Singkong Balado dilanjutkan."
    assert not panel(till).isVisible()
    till.wait_for(lambda: till.flow.presenters.held.number == 1)


def test_a_cart_is_taken_up_by_touch_alone(till: TillDriver) -> None:
    till.tap_product("Gantungan Kunci Wayang")
    till.press("hold_button")
    till.press("name_apply_button")
    till.wait_for(lambda: till.has("held_button"))
    till.press("held_button")
    till.press("held_resume_button")
    till.wait_for_cart(1)
    assert products(till) == ["Gantungan"]
    till.wait_for(lambda: not till.has("held_button"))


def test_the_cart_at_hand_is_put_aside_for_the_one_that_is_taken_up(till: TillDriver) -> None:
    hold(till, KOPI, name="Bu Ani")
    scan(till, JAMU)
    open_list(till)
    till.press("held_resume_button")
    till.wait_for(lambda: products(till) == ["Kopi"])
    assert "Keranjang sebelumnya kini ditahan" in till.said()
    till.wait_for(
        lambda: [one.name for one in till.flow.presenters.held._waiting] == ["Jamu Beras Kencur"]
    )


def test_two_carts_become_one_and_a_lost_discount_is_told(till: TillDriver) -> None:
    scan(till, KOPI)
    till.flow.presenters.sell.set_cart_discount("5%")
    hold(till, name="Bu Ani")
    scan(till, JAMU)
    open_list(till)
    till.press("held_merge_button")
    till.wait_for_cart(2)
    assert products(till) == ["Jamu", "Kopi"]
    assert till.text_of("total") == "Rp26.000"
    assert till.said() == "Bu Ani digabungkan ke keranjang ini, tanpa diskon keseluruhannya (5%)."


def test_nothing_is_merged_into_an_empty_cart(till: TillDriver) -> None:
    hold(till, KOPI)
    open_list(till)
    assert not panel(till).merge_button.isEnabled()


def test_a_cart_gets_another_name(till: TillDriver) -> None:
    hold(till, KOPI)
    open_list(till)
    till.press("held_rename_button")
    till.wait_for(till.find(QLineEdit, "name_field").hasFocus)
    till.type_text("Pak Budi")
    till.keyboard.stroke("\r")
    till.wait_for(lambda: [row[0] for row in rows(till)] == ["Pak Budi"])
    assert panel(till).isVisible()
    assert panel(till).table.hasFocus()


def test_a_thrown_away_cart_comes_back(till: TillDriver) -> None:
    hold(till, KOPI, name="Bu Ani")
    open_list(till)
    QTest.keyClick(panel(till).table, Qt.Key.Key_Delete)
    till.wait_for(lambda: till.said() == "Bu Ani dibuang.")
    till.wait_for(lambda: till.flow.presenters.held.number == 0)
    assert not panel(till).isVisible()
    till.press("undo_button")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)


def test_escape_goes_one_step_back_and_changes_nothing(till: TillDriver) -> None:
    hold(till, KOPI)
    scan(till, JAMU)
    cart = till.cart
    till.key(Qt.Key.Key_F5)
    till.key(Qt.Key.Key_Escape)
    open_list(till)
    till.press("held_rename_button")
    till.key(Qt.Key.Key_Escape)
    assert panel(till).isVisible()
    till.key(Qt.Key.Key_Escape)
    assert not panel(till).isVisible()
    assert (till.cart, till.flow.presenters.held.number) == (cart, 1)
    assert till.find(QLineEdit, "search_field").hasFocus()


def test_an_empty_cart_is_not_put_aside_and_no_list_opens_without_carts(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F5)
    assert not till.sell._held.is_open
    till.key(Qt.Key.Key_F6)
    assert till.said() == "Belum ada keranjang yang ditahan. F5 menahan keranjang ini."
    assert not till.find_button("hold_button").isEnabled()


def test_a_second_press_does_it_once(till: TillDriver) -> None:
    hold(till, KOPI)
    hold(till, JAMU)
    open_list(till)
    resume = till.find_button("held_resume_button")
    for _ in range(3):
        resume.click()
    till.wait_for_cart(1)
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    assert products(till) == ["Kopi"]
    till.key(Qt.Key.Key_F5)
    apply = till.find_button("name_apply_button")
    for _ in range(3):
        apply.click()
    till.wait_for(lambda: till.flow.presenters.held.number == 2)


def test_what_is_scanned_while_a_cart_is_fetched_joins_it(till: TillDriver) -> None:
    hold(till, KOPI)
    held = till.flow.presenters.held
    first = till.flow.presenters.shelf.grid.first()
    assert first is not None
    held.resume(held._waiting[0].id)
    till.flow.presenters.sell.add(first)
    till.wait_for(lambda: len(till.cart.lines) == 2)
    assert products(till)[0] == "Kopi"


def test_a_scan_while_the_name_is_typed_lands_in_the_cart_that_is_put_aside(
    till: TillDriver,
) -> None:
    scan(till, KOPI)
    till.key(Qt.Key.Key_F5)
    scan(till, JAMU)
    assert till.find(QLineEdit, "name_field").text() == "Kopi Susu Gula Aren"
    till.keyboard.stroke("\r")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    assert len(till.flow.presenters.held._waiting[0].cart.lines) == 2


def test_the_badge_says_how_many_wait_also_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        hold(till, KOPI)
        hold(till, JAMU)
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: till.has("held_button"))
        assert till.find_button("held_button").accessibleName() == "2 keranjang ditahan"


def test_a_cart_that_was_taken_up_and_paid_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        hold(till, KOPI)
        open_list(till)
        till.press("held_resume_button")
        till.wait_for_cart(1)
        till.key(Qt.Key.Key_F12)
        till.wait_for_page("pay")
        till.type_text("20000")
        till.keyboard.stroke("\r")
        till.wait_for_page("done")
    again = make_till(tmp_path)
    try:
        assert again.read(carts.held).result() == ()
        assert again.read(carts.at_hand).result() is None
    finally:
        again.close()
