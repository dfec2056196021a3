"""From the products to their price tags and back to the counter, in the till's window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.ean import is_ean
from pos_app.services import catalogue
from tests.drivers.staffed_window import enter, is_asked, locked_window, tap_pin
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.products.products_page import ProductsPage


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def _to_tags(till: TillDriver, search: str) -> None:
    till.press("rail_products")
    till.wait_for_page("products")
    page = till.window.page("products")
    assert isinstance(page, ProductsPage)
    page.search_field.setText(search)
    till.wait_for(lambda: page._presenter.text == search and page.model.rowCount() == 1)
    till.press("tags_button")
    till.press("pick_all_button")
    till.wait_for(page.picking.bar.go_button.isEnabled)
    till.press("pick_go_button")
    till.wait_for_page("labels")


def _code(till: TillDriver, search: str) -> str:
    [found] = till.counter.till.read(catalogue.search, search).result()
    return found.barcodes[0] if found.barcodes else ""


def test_a_product_that_was_given_a_number_is_sold_by_a_scan(till: TillDriver) -> None:
    _to_tags(till, "Gantungan")
    till.press("give_numbers_button")
    till.wait_for(lambda: is_ean(_code(till, "Gantungan")))
    code = _code(till, "Gantungan")
    till.press("rail_sell")
    till.wait_for_page("sell")
    till.scan(code)
    till.wait_for_cart(1)
    assert till.counter.till.read(catalogue.find_by_barcode, code).result() is not None


def test_escape_goes_back_to_the_products(till: TillDriver) -> None:
    _to_tags(till, "Gantungan")
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("products")


def test_a_cashier_gives_numbers_with_a_supervisors_word(qtbot: QtBot, tmp_path: Path) -> None:
    with locked_window(qtbot, tmp_path) as till:
        enter(till)
        till.wait_for_page("sell")
        _to_tags(till, "Gantungan")
        till.press("give_numbers_button")
        till.wait_for(lambda: is_asked(till))
        tap_pin(till, "Pak Danu")
        till.wait_for(lambda: is_ean(_code(till, "Gantungan")))
