"""The stock page: a scan or a search notes a product, a number is typed, a press records it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain.product import Part, Product
from pos_app.domain.quantity import ONE
from pos_app.domain.stock import MoveKind
from pos_app.services import catalogue
from pos_app.services.product_editing import VariantRow, add_product, set_variants
from pos_app.services.stock import latest_moves
from resources.translations import Catalog
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.guarded import Guarded
from ui.models.stock_tables import MoveTable, SheetRow, SheetTable
from ui.pages.products.stock_page import StockPage
from ui.presenters.stock import StockPresenter
from ui.theme import Look

KOPI, JAMU = "8991002101234", "8991002109999"
Page = PageDriver[StockPage]


def _page(desk: Desk, look: Look) -> StockPage:
    till = desk.till
    kopi = till.read(catalogue.find_by_barcode, KOPI).result()
    assert kopi is not None
    till.write(add_product, Product("kaos", "Kaos", 70_000)).result()
    till.write(set_variants, "kaos", [VariantRow(("M",), 1), VariantRow(("L",), 1)]).result()
    parts = (Part(kopi.id, ONE),)
    till.write(add_product, Product("parsel", "Parsel", 1, parts=parts)).result()
    guarded = Guarded(till, desk.background)
    return StockPage(StockPresenter(desk.counter, desk.background, guarded), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    with on_page(qtbot, tmp_path, _page) as shown:
        yield shown


def sheet(page: Page) -> list[list[str]]:
    model = page.page.sheet.model
    return [
        [model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())
    ]


def stock(page: Page, name: str) -> int | None:
    return page.desk.till.read(catalogue.search, name).result()[0].left_milli


def scan(page: Page, *codes: str) -> None:
    for code in codes:
        page.page.scan(code)


def test_each_scan_counts_its_product_up_and_saving_records_the_count(page: Page) -> None:
    scan(page, KOPI, JAMU, KOPI, KOPI)
    page.wait_for(lambda: len(sheet(page)) == 2 and sheet(page)[0][2] == "3")
    assert sheet(page) == [
        ["Kopi Susu Gula Aren", "–", "3", "+3"],
        ["Jamu Beras Kencur", "–", "1", "+1"],
    ]
    assert page.words("stock_save_button") == "SIMPAN 2 PRODUK"
    page.press("stock_save_button")
    page.wait_for(lambda: sheet(page) == [])
    assert (stock(page, "Kopi"), stock(page, "Jamu")) == (3000, 1000)
    assert page.text("stock_notice_text") == "Stok opname: 2 produk tercatat."


def test_goods_are_received_and_thrown_away_with_a_reason(page: Page) -> None:
    page.press("stock_receive_button")
    scan(page, KOPI, KOPI)
    page.wait_for(lambda: bool(sheet(page)) and sheet(page)[0][2:] == ["2", "2"])
    page.key(Qt.Key.Key_F12)
    page.wait_for(lambda: sheet(page) == [])
    page.press("stock_waste_button")
    scan(page, KOPI)
    page.wait_for(lambda: bool(sheet(page)) and sheet(page)[0][2:] == ["1", "1"])
    page.type_into("stock_reason_field", "tumpah")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: sheet(page) == [])
    assert stock(page, "Kopi") == 1000
    page.press("stock_moves_button")
    page.wait_for(lambda: page.page.moves.rowCount() == 2)
    cells = [page.page.moves.index(0, column).data() for column in range(6)]
    assert cells == [
        "21 Nov 2026 09:00 WIB",
        "Barang rusak",
        "Kopi Susu Gula Aren",
        "-1",
        "",
        "Siti · tumpah",
    ]


def test_a_search_finds_and_enter_notes_the_first_hit(page: Page) -> None:
    page.type_into("stock_search_field", "jamu")
    page.wait_for(lambda: page.page.sheet.found.rowCount() == 1)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: [row[0] for row in sheet(page)] == ["Jamu Beras Kencur"])
    assert page.field("stock_search_field").text() == ""


def test_a_tile_of_variants_shows_them_to_choose_from(page: Page) -> None:
    page.type_into("stock_search_field", "kaos")
    page.wait_for(lambda: page.page.sheet.found.rowCount() == 3)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: page.page.sheet.found.rowCount() == 2)
    table = page.find(QTableView, "stock_found_table")
    at = table.visualRect(page.page.sheet.found.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    page.wait_for(lambda: [row[0] for row in sheet(page)] == ["Kaos · L"])


def test_a_parcel_is_told_to_have_no_stock_of_its_own(page: Page) -> None:
    page.type_into("stock_search_field", "parsel")
    page.wait_for(lambda: page.page.sheet.found.rowCount() == 1)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: "tidak punya stok sendiri" in page.text("stock_notice_text"))


def test_goods_by_length_ask_how_much_at_once(page: Page) -> None:
    page.type_into("stock_search_field", "kain")
    page.wait_for(lambda: page.page.sheet.found.rowCount() == 1)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: page.page.sheet.pad.is_open)
    for key in ("1", "2", ",", "5"):
        QTest.mouseClick(_pad_key(page, key), Qt.MouseButton.LeftButton)
    page.press("quantity_apply_button")
    page.wait_for(lambda: sheet(page)[0][2] == "12,5 m")


def _pad_key(page: Page, key: str) -> QPushButton:
    keys = ("7", "8", "9", "4", "5", "6", "1", "2", "3", ",", "0")
    return page.button(f"quantity_key_{keys.index(key)}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "bukan jumlah"),
        ("1,5", "dijual utuh"),
        ("1,000", "dua jumlah"),
        ("0.0001", "bukan jumlah"),
        ("100000", "paling banyak"),
        ("-3", "bukan jumlah"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_the_panel(page: Page, typed: str, told: str) -> None:
    scan(page, KOPI)
    page.wait_for(lambda: len(sheet(page)) == 1)
    page.page.sheet._ask_current()
    page.type_into("quantity_field", typed)
    page.field("quantity_field").setText(typed)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: told in page.text("quantity_error"))
    assert sheet(page)[0][2] == "1"
    page.key(Qt.Key.Key_Escape)
    assert not page.page.sheet.pad.is_open


def test_nothing_counted_can_be_typed_and_only_for_a_count(page: Page) -> None:
    scan(page, KOPI)
    page.wait_for(lambda: len(sheet(page)) == 1)
    presenter = page.page._presenter
    product = presenter.rows[0].product.id
    assert presenter.set_quantity(product, "0")
    page.press("stock_receive_button")
    assert not presenter.set_quantity(product, "0")


def test_lines_are_counted_by_keys_and_removed(page: Page) -> None:
    scan(page, KOPI, JAMU)
    page.wait_for(lambda: len(sheet(page)) == 2)
    table = page.find(QTableView, "stock_sheet_table")
    table.setFocus()
    table.selectRow(1)
    page.key(Qt.Key.Key_Plus)
    page.key(Qt.Key.Key_Plus)
    page.key(Qt.Key.Key_Minus)
    assert sheet(page)[1][2] == "2"
    page.key(Qt.Key.Key_Delete)
    assert [row[0] for row in sheet(page)] == ["Kopi Susu Gula Aren"]
    page.press("stock_clear_button")
    assert sheet(page) == []


def test_saving_twice_records_once(page: Page) -> None:
    page.press("stock_receive_button")
    scan(page, KOPI)
    page.wait_for(lambda: len(sheet(page)) == 1)
    button = page.button("stock_save_button")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.key(Qt.Key.Key_F12)
    page.wait_for(lambda: sheet(page) == [])
    assert stock(page, "Kopi") == 1000
    assert len(page.desk.till.read(latest_moves).result()) == 1


def test_an_unknown_barcode_notes_nothing(page: Page) -> None:
    scan(page, "0000000000000")
    page.wait_for(lambda: "tidak ada di daftar" in page.text("stock_notice_text"))
    assert sheet(page) == []


def test_what_was_noted_stays_when_it_turns_out_to_be_received(page: Page) -> None:
    scan(page, KOPI)
    page.wait_for(lambda: len(sheet(page)) == 1)
    page.press("stock_receive_button")
    assert [row[0] for row in sheet(page)] == ["Kopi Susu Gula Aren"]


def test_the_tables_keep_the_rules_of_models(qtmodeltester: ModelTester, page: Page) -> None:
    kopi = page.desk.till.read(catalogue.find_by_barcode, KOPI).result()
    assert kopi is not None
    rows = SheetTable()
    rows.show_sheet((SheetRow(kopi, ONE),))
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]
    moves = MoveTable()
    known = page.desk.till.read(latest_moves).result()
    moves.show_moves(known, "Asia/Jakarta", Catalog("id"))
    qtmodeltester.check(moves)  # type: ignore[no-untyped-call]


def test_the_kind_is_kept_in_the_presenter(page: Page) -> None:
    page.press("stock_return_button")
    assert page.page._presenter.kind is MoveKind.RETURN
