"""The lists behind the sell page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.shelf import OnShelf
from ui.models.cart_lines import CartLines
from ui.models.product_grid import PAGE, ProductGrid
from ui.widgets.text_lines import NameLines


def products(first: int, count: int) -> tuple[OnShelf, ...]:
    return tuple(
        OnShelf(id=f"p{number}", name=f"Produk {number}", price=1000 + number)
        for number in range(first, first + count)
    )


def cells(grid: ProductGrid) -> list[object]:
    return [
        grid.index(row, column).data()
        for row in range(grid.rowCount())
        for column in range(grid.columnCount())
    ]


def test_a_grid_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    grid = ProductGrid()
    grid.show_columns(5)
    grid.show_count(PAGE + 3, products(0, PAGE))
    qtmodeltester.check(grid)  # type: ignore[no-untyped-call]
    grid.show_columns(3)
    grid.show_found(products(0, 7))
    qtmodeltester.check(grid)  # type: ignore[no-untyped-call]


def test_products_stand_in_order_whatever_the_number_of_columns() -> None:
    grid = ProductGrid()
    grid.show_found(products(0, 7))
    for columns in (1, 3, 5, 7, 9):
        grid.show_columns(columns)
        assert [name for name in cells(grid) if name] == [f"Produk {n}" for n in range(7)]
        assert cells(grid)[7:] == [None] * len(cells(grid)[7:])


def test_a_cell_that_is_not_known_asks_for_its_page_once(qtbot: QtBot) -> None:
    grid = ProductGrid()
    grid.show_columns(5)
    grid.show_count(3 * PAGE, products(0, PAGE))
    asked: list[tuple[int, int]] = []
    grid.page_wanted.connect(lambda turn, page: asked.append((turn, page)))
    for _ in range(3):
        assert grid.index(PAGE // 5, 0).data() is None
    assert asked == [(grid.turn, 1)]
    with qtbot.waitSignal(grid.dataChanged):
        grid.fill(grid.turn, 1, products(PAGE, PAGE))
    assert grid.index(PAGE // 5, 0).data() == f"Produk {PAGE}"


def test_an_answer_to_an_earlier_question_is_dropped() -> None:
    grid = ProductGrid()
    grid.show_count(PAGE, ())
    earlier = grid.turn
    grid.show_found(products(500, 3))
    grid.fill(earlier, 0, products(0, PAGE))
    assert grid.index(0, 0).data() == "Produk 500"


def test_scrolling_through_a_large_catalogue_keeps_little_in_memory() -> None:
    grid = ProductGrid()
    grid.show_count(50_000, products(0, PAGE))
    for page in range(250):
        grid.index(page * PAGE, 0).data()
        grid.fill(grid.turn, page, products(page * PAGE, PAGE))
    known = sum(grid.product_at(grid.index(row, 0)) is not None for row in range(50_000))
    assert known == 6 * PAGE


def test_an_empty_grid_has_no_first_product() -> None:
    grid = ProductGrid()
    grid.show_found(())
    assert grid.first() is None
    assert grid.rowCount() == 0


def test_a_cart_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    lines = CartLines()
    qtmodeltester.check(lines)  # type: ignore[no-untyped-call]
    lines.show_cart(price(cart_of(4)))
    qtmodeltester.check(lines)  # type: ignore[no-untyped-call]


def cart_of(count: int) -> Cart:
    cart = Cart("c")
    for product in products(0, count):
        cart = carts.add(cart, product)
    return cart


class Changes:
    """What a model tells its views."""

    def __init__(self, model: CartLines) -> None:
        self.told: list[str] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)
        model.modelReset.connect(self._reset)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.told.append(f"inserted {first}-{last}")

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.told.append(f"removed {first}-{last}")

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.told.append(f"changed {first.row()}-{last.row()}")

    def _reset(self) -> None:
        self.told.append("reset")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda cart: carts.add(cart, products(9, 1)[0]), ["inserted 4-4"]),
        (lambda cart: carts.add(cart, products(2, 1)[0]), ["changed 2-2"]),
        (lambda cart: carts.step_quantity(cart, 1, 4), ["changed 0-0"]),
        (lambda cart: carts.remove(cart, 2), ["removed 1-1"]),
        (lambda cart: cart, []),
        (lambda _cart: Cart("other"), ["reset"]),
    ],
)
def test_only_the_rows_that_differ_are_told(
    change: Callable[[Cart], Cart], told: list[str]
) -> None:
    lines = CartLines()
    cart = cart_of(4)
    lines.show_cart(price(cart))
    changes = Changes(lines)
    changed = change(cart)
    lines.show_cart(price(changed))
    assert changes.told == told
    assert lines.rowCount() == len(changed.lines)
    assert [lines.line_at(lines.index(row)) for row in range(lines.rowCount())] == list(
        price(changed).lines
    )


def test_a_cart_that_comes_back_shows_its_lines_in_their_order() -> None:
    lines = CartLines()
    cart = cart_of(4)
    lines.show_cart(price(carts.remove(cart, 2)))
    lines.show_cart(price(cart))
    assert [lines.row_of(number) for number in (1, 2, 3, 4)] == [0, 1, 2, 3]


def test_a_variants_options_stay_when_its_name_is_too_long(qapp: QApplication) -> None:
    names = NameLines(QFont())
    width = QFontMetrics(QFont()).horizontalAdvance("Kaos Expo Kabupaten")
    first, last = names.split("Kaos Expo Kabupaten Semarang Raya · XL · Merah", width)
    assert first.startswith("Kaos Expo")
    assert last == "XL · Merah"
