"""A cashier sets a product up with a supervisor's word for it, or does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.services import catalogue
from tests.drivers.entries import kinds
from tests.drivers.staffed_window import enter, is_asked, locked_window, tap_pin
from tests.drivers.till_driver import TillDriver


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """Siti on the products page, a product with a stock typed."""
    with locked_window(qtbot, tmp_path) as driver:
        enter(driver)
        driver.wait_for_page("sell")
        driver.press("rail_products")
        driver.wait_for_page("products")
        driver.press("add_product_button")
        _type(driver, "product_name_field", "Wingko Babat")
        _type(driver, "product_price_field", "40000")
        box = driver.window.findChild(QCheckBox, "product_tracked_box")
        assert isinstance(box, QCheckBox)
        box.click()
        _type(driver, "product_stock_field", "12")
        driver.press("product_save_button")
        driver.wait_for(lambda: is_asked(driver))
        yield driver


def _type(till: TillDriver, name: str, text: str) -> None:
    field = till.window.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def _added(till: TillDriver) -> list[int | None]:
    found = till.counter.till.read(catalogue.search, "wingko").result()
    return [one.left_milli for one in found]


def test_product_and_stock_are_each_approved_and_stored_once(till: TillDriver) -> None:
    first = till.text_of("approval_title")
    tap_pin(till, "Pak Danu")
    till.wait_for(lambda: is_asked(till) and till.text_of("approval_title") != first)
    tap_pin(till, "Pak Danu")
    till.wait_for(lambda: _added(till) == [12_000])
    assert kinds(till.counter.till).count(Kind.APPROVAL_USED) == 2


def test_without_a_word_for_it_nothing_is_stored_and_the_fields_stay(till: TillDriver) -> None:
    till.press("approval_cancel_button")
    till.wait_for(lambda: bool(till.text_of("product_editor_error")))
    assert _added(till) == []
    till.press("product_save_button")
    till.wait_for(lambda: is_asked(till))
