"""Products from the organizer on the products page: looked at, taken at a price, declined."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.services import catalogue, offers
from tests.drivers.desk import Desk
from tests.drivers.expos import join_expo, offer
from tests.drivers.page_driver import PageDriver, on_page
from ui.models.offer_table import PRICE, STATE, OfferTable
from ui.pages.products.products_page import ProductsPage
from ui.presenters.products import ProductsPresenter
from ui.theme import Look

Page = PageDriver[ProductsPage]


def _page(desk: Desk, look: Look) -> ProductsPage:
    join_expo(desk.till)
    offer(desk.till)
    return ProductsPage(ProductsPresenter(desk.counter, desk.background), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    with on_page(qtbot, tmp_path, _page, language="en") as shown:
        shown.wait_for(shown.page.offers.isVisible)
        yield shown


def opened(page: Page) -> OfferTable:
    page.press("offers_look_button")
    panel = page.page.offers.panel
    assert panel is not None
    return panel.model


def waiting(page: Page) -> int:
    return len(page.desk.till.read(offers.waiting).result())


def price_of(page: Page, name: str) -> int:
    [found] = page.desk.till.read(catalogue.search, name, 5).result()
    return found.price


def test_the_page_says_how_many_are_offered_and_what_becomes_of_each(page: Page) -> None:
    assert page.text("offers_strip_text") == "3 products from the organizer"
    model = opened(page)
    assert [model.index(row, STATE).data() for row in range(3)] == ["new", "new", "you have it"]
    ticks = [model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(3)]
    assert ticks == [Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert model.index(2, PRICE).data() == "12.500"


def test_some_are_taken_one_at_a_price_of_the_booths_own(page: Page) -> None:
    opened(page)
    field = page.field("offers_price_field")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "20000")
    assert page.words("offers_take_button") == "Take 2 products"
    page.press("offers_take_button")
    page.wait_for(lambda: waiting(page) == 1)
    page.wait_for(lambda: page.text("products_notice_text") == "2 products are in.")
    assert price_of(page, "Tas kain expo 2026") == 20_000
    assert price_of(page, "Gelas enamel") == 35_000
    assert price_of(page, "Keripik") == 12_500


def test_suggested_prices_are_taken_for_all_with_one_press(page: Page) -> None:
    opened(page)
    page.press("offers_all_button")
    page.press("offers_suggest_button")
    page.press("offers_take_button")
    page.wait_for(lambda: waiting(page) == 0)
    page.wait_for(lambda: not page.page.offers.isVisible())
    assert price_of(page, "Keripik Singkong Balado 100 g") == 13_000


def test_what_is_not_needed_goes_away(page: Page) -> None:
    opened(page)
    page.press("offers_none_button")
    assert not page.button("offers_decline_button").isEnabled()
    page.press("offers_all_button")
    page.press("offers_decline_button")
    page.wait_for(lambda: waiting(page) == 0)
    page.wait_for(lambda: not page.page.offers.isVisible())
    assert page.text("products_notice_text") == "3 offers are declined."


def test_escape_decides_nothing(page: Page) -> None:
    opened(page)
    panel = page.page.offers.panel
    assert panel is not None
    QTest.keyClick(panel.table, Qt.Key.Key_Escape)
    assert not panel.is_open
    assert waiting(page) == 3
