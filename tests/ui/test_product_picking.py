"""Picking products for price tags: by finger, with Shift, by keys, all that are shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.pages.products.products_page import ProductsPage
from ui.presenters.products import ProductsPresenter
from ui.theme import Look

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def _page(desk: Desk, look: Look) -> ProductsPage:
    return ProductsPage(ProductsPresenter(desk.counter, desk.background), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[PageDriver[ProductsPage]]:
    with on_page(qtbot, tmp_path, _page, language="en") as shown:
        model = shown.page.model
        shown.wait_for(lambda: model.rowCount() == 5 and model.row_at(0) is not None)
        yield shown


def press(page: PageDriver[ProductsPage], row: int, keys: Qt.KeyboardModifier = NONE) -> None:
    table = page.page.table
    at = table.visualRect(page.page.model.index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, at)


def ticked(page: PageDriver[ProductsPage]) -> list[int]:
    model = page.page.model
    states = [model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(5)]
    return [row for row, state in enumerate(states) if state == Qt.CheckState.Checked]


def ids(page: PageDriver[ProductsPage], *rows: int) -> tuple[str, ...]:
    found = [page.page.model.row_at(row) for row in rows]
    return tuple(one.id for one in found if one is not None)


def test_rows_have_no_boxes_until_somebody_picks(page: PageDriver[ProductsPage]) -> None:
    first = page.page.model.index(0, 0)
    assert first.data(Qt.ItemDataRole.CheckStateRole) is None
    page.press("tags_button")
    assert ticked(page) == []
    assert page.text("picked_count") == "Tap the products whose price tags you need."


def test_a_press_ticks_a_row_and_another_takes_it_back(page: PageDriver[ProductsPage]) -> None:
    page.press("tags_button")
    press(page, 1)
    press(page, 3)
    assert ticked(page) == [1, 3]
    assert page.text("picked_count") == "2 products chosen"
    press(page, 1)
    assert ticked(page) == [3]
    assert page.page.panels.opened is None, "a row that is ticked is not edited"


def test_shift_ticks_all_rows_between(page: PageDriver[ProductsPage]) -> None:
    page.press("tags_button")
    press(page, 3)
    press(page, 1, SHIFT)
    page.wait_for(lambda: ticked(page) == [1, 2, 3])


def test_ctrl_on_a_row_begins_to_pick(page: PageDriver[ProductsPage]) -> None:
    press(page, 2, CTRL)
    press(page, 4, CTRL)
    assert ticked(page) == [2, 4]


def test_space_and_shift_space_tick_by_keys_alone(page: PageDriver[ProductsPage]) -> None:
    page.press("tags_button")
    table = page.page.table
    QTest.keyClick(table, Qt.Key.Key_Space)
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space, SHIFT)
    page.wait_for(lambda: ticked(page) == [0, 1, 2, 3])


def test_all_that_are_shown_are_ticked_at_once(page: PageDriver[ProductsPage]) -> None:
    page.press("tags_button")
    page.press("pick_all_button")
    page.wait_for(lambda: ticked(page) == [0, 1, 2, 3, 4])
    page.press("pick_none_button")
    assert ticked(page) == []


def test_what_is_ticked_stays_so_while_the_next_is_searched_for(
    page: PageDriver[ProductsPage],
) -> None:
    page.press("tags_button")
    press(page, 0)
    page.type_into("product_search_field", "kopi")
    page.wait_for(lambda: page.page.model.rowCount() == 1)
    page.press("pick_all_button")
    page.wait_for(lambda: page.text("picked_count") == "2 products chosen")
    page.key(Qt.Key.Key_Escape)
    page.wait_for(lambda: page.page.model.rowCount() == 5)
    page.wait_for(lambda: len(ticked(page)) == 2)


def test_a_scan_picks_while_somebody_picks(page: PageDriver[ProductsPage]) -> None:
    page.press("tags_button")
    page.page.scan("8991002101234")
    page.page.scan("0000000000000")
    page.wait_for(lambda: len(ticked(page)) == 1)
    assert page.page.search_field.text() == ""


def test_the_picked_products_go_to_the_page_of_price_tags(
    qtbot: QtBot, page: PageDriver[ProductsPage]
) -> None:
    page.press("tags_button")
    press(page, 3)
    press(page, 0)
    wanted = ids(page, 3, 0)
    with (
        qtbot.waitSignal(page.page.tags_asked) as asked,
        qtbot.waitSignal(page.page.page_asked) as went,
    ):
        page.press("pick_go_button")
    assert asked.args == [wanted]
    assert went.args == ["labels"]
    assert page.page.model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is None


def test_escape_ends_picking(page: PageDriver[ProductsPage]) -> None:
    page.press("tags_button")
    press(page, 3)
    page.key(Qt.Key.Key_Escape)
    assert not page.shows("pick_go_button")
    page.press("tags_button")
    assert ticked(page) == []


def test_the_model_keeps_its_promises_while_rows_are_ticked(
    qtmodeltester: ModelTester, page: PageDriver[ProductsPage]
) -> None:
    page.press("tags_button")
    press(page, 1)
    qtmodeltester.check(page.page.model)  # type: ignore[no-untyped-call]
