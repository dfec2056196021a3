"""Everything that is used has a name, everything that is painted has words, Tab goes its way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.drivers.accessible import guessing, nameless, silent_rows
from tests.drivers.scenes.scenes_exchange import EXCHANGE_SCENES
from tests.drivers.screens import OWN_SCENES, Stage, counter_in
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.app import Program

KOPI = "8991002101234"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def test_a_screen_reader_can_name_everything_and_no_name_is_read_as_markup(
    qtbot: QtBot, tmp_path: Path
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    counter = counter_in(tmp_path, "id", "light")
    program = Program(app, lambda: counter, counter.settings_file)
    program.show()
    program.scanner.stop(app)  # scenes type faster than any person
    stage = Stage(program, counter)
    try:
        stage.wait(lambda: program.flow is not None and stage.window.current == "sell")
        found = {}
        for name, scene in (*OWN_SCENES, *EXCHANGE_SCENES):
            scene(stage)
            stage.settle()
            found[name] = nameless(stage.window) + silent_rows(stage.window)
            found[name] += guessing(stage.window)
        assert {name: missing for name, missing in found.items() if missing} == {}
    finally:
        program.close()
        program.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def tabbed(till: TillDriver, number: int) -> list[str]:
    """Where the focus is, and where so many presses of Tab take it."""
    seen = []
    for _ in range(number + 1):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
        till.key(Qt.Key.Key_Tab)
    return seen


def test_on_the_sell_page_tab_goes_from_the_search_to_payment(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert tabbed(till, 8) == [
        "search_field",
        "category_chip_0",
        "product_grid",
        "cart_list",
        "quantity_button",
        "discount_button",
        "order_button",
        "empty_button",
        "pay_button",
    ]


@pytest.mark.parametrize(
    ("page", "order"),
    [
        (
            "products",
            ["product_search_field", "products_sold_button", "tags_button", "product_table"],
        ),
        (
            "settings",
            [
                "language_id_button",
                "theme_light_button",
                "text_size_100_button",
                "sounds_on_button",
                "customer_display_off_button",
                "settings_printers_button",
            ],
        ),
        ("shift", ["count_cash_button", "cashier_chip"]),
    ],
)
def test_on_other_pages_tab_goes_as_one_reads(
    till: TillDriver, page: str, order: list[str]
) -> None:
    till.press(f"rail_{page}")
    till.wait_for_page(page)
    till.wait_for(lambda: focused() == order[0])
    assert tabbed(till, len(order) - 1) == order


def focused() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def test_a_line_of_the_cart_is_told_with_everything_that_is_painted_of_it(
    till: TillDriver,
) -> None:
    till.scan(KOPI)
    till.scan(KOPI)
    till.wait_for(lambda: bool(till.cart.lines) and till.cart.lines[0].qty_milli == 2000)
    sells = till.flow.presenters.sell
    sells.set_price(1, "17000", "Cacat")
    sells.set_discount(1, "10%")
    sells.set_note(1, "Tanpa es")
    spoken = till.sell.cart.lines.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == ("Kopi Susu Gula Aren, 2 pcs × Rp17.000, Cacat, -Rp3.400, Tanpa es, Rp30.600")


def test_a_tile_is_told_with_its_price_and_how_many_are_in_the_cart(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    grid = till.flow.presenters.shelf.grid
    spoken = [
        grid.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(grid.rowCount())
        for column in range(grid.columnCount())
    ]
    assert "Kopi Susu Gula Aren, Rp18.000, × 1" in spoken
    assert "Kain Batik per Meter, Rp78.000 / m" in spoken
