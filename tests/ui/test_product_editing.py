"""Setting products up on the products page: new ones, variants, parcels, a file of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QTableView
from pytestqt.qtbot import QtBot

from pos_app.domain.quantity import ONE
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue
from pos_app.services.product_editing import every_variant, parts_of
from pos_app.services.product_file import read_product_file
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.pages.products.products_page import ProductsPage
from ui.presenters.products import ProductsPresenter
from ui.theme import Look

Driver = PageDriver[ProductsPage]


def _page(desk: Desk, look: Look) -> ProductsPage:
    return ProductsPage(ProductsPresenter(desk.counter, desk.background), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    with on_page(qtbot, tmp_path, _page, language="en") as shown:
        shown.wait_for(lambda: shown.page.model.rowCount() == 5)
        yield shown


def _found(page: Driver, text: str) -> OnShelf:
    return page.desk.till.read(catalogue.search, text, 1).result()[0]


def _names(page: Driver) -> list[str]:
    model = page.page.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _cells(page: Driver, name: str) -> list[str]:
    page.wait_for(lambda: name in _names(page))
    model, row = page.page.model, _names(page).index(name)
    return [model.index(row, column).data() for column in range(model.columnCount())]


def _open(page: Driver, name: str) -> None:
    page.wait_for(lambda: name in _names(page))
    table = page.find(QTableView, "product_table")
    at = table.visualRect(page.page.model.index(_names(page).index(name), 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.page.editor.is_open


def _said(page: Driver) -> str:
    page.wait_for(lambda: bool(page.text("products_notice_text")))
    return page.text("products_notice_text")


def _open_variants(page: Driver, name: str) -> None:
    _open(page, name)
    page.press("product_variants_button")
    page.wait_for(lambda: page.page.panels.opened is page.page.panels.variants)


def _open_parcel(page: Driver, name: str) -> None:
    _open(page, name)
    page.press("product_parts_button")
    page.wait_for(lambda: page.page.panels.opened is page.page.panels.parcel)


def _fill(page: Driver, place: int, options: str, price: str = "", barcode: str = "") -> None:
    page.type_into(f"variant_{place}_options_field", options)
    if price:
        page.type_into(f"variant_{place}_price_field", price)
    if barcode:
        page.type_into(f"variant_{place}_barcode_field", barcode)


def _tab_to(page: Driver, name: str) -> None:
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        page.key(Qt.Key.Key_Tab)
    raise AssertionError(name)


def test_a_product_is_added_by_keys_alone(page: Driver) -> None:
    QTest.keyClick(
        page.field("product_search_field"), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier
    )
    assert page.page.editor.is_open
    page.type_text("Wingko Babat")
    for name, text in (
        ("price", "40.000"),
        ("unit", "kg"),
        ("category", "Oleh-oleh"),
        ("brand", "Bu Wati"),
        ("barcode", "8991234567890"),
    ):
        _tab_to(page, f"product_{name}_field")
        page.type_text(text)
    page.key(Qt.Key.Key_Return)
    assert _said(page) == "Wingko Babat is stored."
    stored = _found(page, "wingko")
    assert (stored.price, stored.unit, stored.category) == (40_000, "kg", "Oleh-oleh")
    assert (stored.brand, stored.barcodes) == ("Bu Wati", ("8991234567890",))
    assert page.desk.organizer.woken == 1


def test_a_second_press_adds_nothing(page: Driver) -> None:
    page.press("add_product_button")
    page.type_into("product_name_field", "Teh")
    page.type_into("product_price_field", "5000")
    save = page.button("product_save_button")
    for _ in range(3):
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    page.wait_for(lambda: page.page.model.rowCount() == 6)
    assert len(page.desk.till.read(catalogue.search, "teh", 10).result()) == 1


@pytest.mark.parametrize(
    ("name", "price", "field", "words"),
    [
        ("", "5000", "name", "no name"),
        ("Teh", "", "price", "price"),
        ("Teh", "12,5", "price", "two amounts"),
        ("Teh", "-5000", "price", "no amount"),
        ("Teh", "1234567890123456", "price", "too large"),
    ],
)
def test_a_new_product_that_cannot_be_is_told_beside_its_field(
    page: Driver, name: str, price: str, field: str, words: str
) -> None:
    page.press("add_product_button")
    page.type_into("product_name_field", name)
    page.type_into("product_price_field", price)
    page.press("product_save_button")
    page.wait_for(lambda: words in page.text(f"product_{field}_field_error"))
    assert page.desk.till.read(catalogue.count_products).result() == 5


@pytest.mark.parametrize("price", ["12.500", "12500", "Rp 12.500,-", "Rp12.500,00"])
def test_a_price_is_taken_as_people_write_it(page: Driver, price: str) -> None:
    page.press("add_product_button")
    page.type_into("product_name_field", "Teh Melati")
    page.type_into("product_price_field", price)
    page.press("product_save_button")
    _said(page)
    assert _found(page, "melati").price == 12_500


def test_stock_is_counted_where_somebody_ticks_it(page: Driver) -> None:
    _open(page, "Jamu Beras Kencur")
    page.find(QCheckBox, "product_tracked_box").click()
    page.type_into("product_stock_field", "4")
    page.type_into("product_low_field", "5")
    page.press("product_save_button")
    _said(page)
    page.wait_for(lambda: _cells(page, "Jamu Beras Kencur")[2:4] == ["4", "Low"])
    _open(page, "Jamu Beras Kencur")
    page.type_into("product_stock_field", "0")
    page.press("product_save_button")
    page.wait_for(lambda: _cells(page, "Jamu Beras Kencur")[2:4] == ["0", "Sold out"])


@pytest.mark.parametrize("typed", ["0.0001", "100000", "dua", "1,5", "-1"])
def test_a_stock_that_cannot_be_is_told_beside_its_field(page: Driver, typed: str) -> None:
    _open(page, "Jamu Beras Kencur")
    page.find(QCheckBox, "product_tracked_box").click()
    page.type_into("product_stock_field", typed)
    page.press("product_save_button")
    assert page.text("product_stock_field_error")
    assert not _found(page, "jamu").tracked


def test_a_product_is_sold_no_more_and_again(page: Driver) -> None:
    _open(page, "Jamu Beras Kencur")
    page.press("product_sold_button")
    page.wait_for(lambda: page.page.model.rowCount() == 4)
    page.press("products_unsold_button")
    page.wait_for(lambda: _names(page) == ["Jamu Beras Kencur"])
    page.wait_for(lambda: _cells(page, "Jamu Beras Kencur")[3] == "Not sold")
    page.type_into("product_search_field", "kain")
    page.wait_for(lambda: page.page.model.rowCount() == 0)
    page.type_into("product_search_field", "beras jamu")
    _open(page, "Jamu Beras Kencur")
    page.press("product_sold_button")
    page.wait_for(lambda: page.page.model.rowCount() == 0)
    assert _found(page, "jamu").active


def test_variants_are_added_and_stand_on_one_tile(page: Driver) -> None:
    _open_variants(page, "Kain Batik per Meter")
    _fill(page, 0, "Biru / Halus", "80.000", "77001")
    page.press("variant_add_button")
    _fill(page, 1, "Merah")
    page.type_into("variant_1_stock_field", "7,5")
    page.press("variants_save_button")
    assert _said(page) == "Kain Batik per Meter is stored."
    kain = _found(page, "kain batik per meter")
    variants = page.desk.till.read(every_variant, kain.id).result()
    told = [(one.options, one.price, one.barcodes, one.left_milli) for one in variants]
    assert told == [
        (("Biru", "Halus"), 80_000, ("77001",), None),
        (("Merah",), 78_000, (), 7_500),
    ]
    page.wait_for(lambda: _cells(page, "Kain Batik per Meter")[3] == "2 variants")
    assert _cells(page, "Kain Batik per Meter")[1] == "78.000 – 80.000"


def test_a_variant_is_renamed_repriced_and_sold_no_more(page: Driver) -> None:
    _open_variants(page, "Kain Batik per Meter")
    _fill(page, 0, "Biru")
    page.press("variant_add_button")
    _fill(page, 1, "Merah")
    page.press("variants_save_button")
    _said(page)
    _open_variants(page, "Kain Batik per Meter")
    _fill(page, 2, "Biru Laut", "90000")
    page.press("variant_3_drop_button")
    page.press("variants_save_button")
    page.wait_for(lambda: page.page.panels.opened is None)
    kain = _found(page, "kain batik per meter")
    told = [
        (one.name, one.price, one.active)
        for one in page.desk.till.read(every_variant, kain.id).result()
    ]
    assert told == [
        ("Kain Batik per Meter · Biru Laut", 90_000, True),
        ("Kain Batik per Meter · Merah", 78_000, False),
    ]
    _open_variants(page, "Kain Batik per Meter")
    page.press("variant_5_drop_button")
    page.press("variants_save_button")
    page.wait_for(lambda: _found(page, "kain batik per meter").variants == 2)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (("biru ", "", ""), "exists already"),
        (("Merah", "12,5", ""), "two amounts"),
        (("Merah", "", "8991002101234"), "belongs to Kopi Susu Gula Aren already"),
        ((" / ", "", ""), "1 to 4 properties"),
    ],
)
def test_a_variant_that_cannot_be_is_refused_in_words(
    page: Driver, second: tuple[str, str, str], words: str
) -> None:
    _open_variants(page, "Kain Batik per Meter")
    _fill(page, 0, "Biru")
    page.press("variant_add_button")
    _fill(page, 1, *second)
    page.press("variants_save_button")
    page.wait_for(lambda: words in page.text("variants_error"))
    assert _found(page, "kain batik per meter").variants == 0
    assert page.button("variants_save_button").isEnabled()


@pytest.mark.parametrize("typed", ["0,0001", "100000", "-1", "dua"])
def test_a_variants_stock_that_cannot_be_is_told(page: Driver, typed: str) -> None:
    _open_variants(page, "Jamu Beras Kencur")
    _fill(page, 0, "Besar")
    page.type_into("variant_0_stock_field", typed)
    page.press("variants_save_button")
    assert page.text("variants_error")
    assert QApplication.focusWidget() is page.field("variant_0_stock_field")
    assert _found(page, "jamu").variants == 0


def test_a_new_product_gets_its_variants_at_once(page: Driver) -> None:
    page.press("add_product_button")
    page.type_into("product_name_field", "Kaos Expo")
    page.type_into("product_price_field", "75000")
    page.press("product_variants_button")
    page.wait_for(lambda: page.page.panels.opened is page.page.panels.variants)
    _fill(page, 0, "M")
    page.key(Qt.Key.Key_Return)
    _said(page)
    assert _found(page, "kaos expo").variants == 1


def test_a_scan_lands_in_the_panel_that_is_open(page: Driver) -> None:
    page.page.scan("8991002105678")
    page.wait_for(lambda: _names(page) == ["Keripik Singkong Balado"])
    _open(page, "Keripik Singkong Balado")
    page.page.scan("123456")
    page.page.scan("123456")
    assert page.field("product_barcode_field").text() == "8991002105678, 123456"
    page.press("product_variants_button")
    page.wait_for(lambda: page.page.panels.opened is page.page.panels.variants)
    page.page.scan("900")
    assert page.field("variant_0_barcode_field").text() == "900"


def test_a_parcel_takes_products_by_search_and_their_quantities(page: Driver) -> None:
    _open_parcel(page, "Jamu Beras Kencur")
    page.type_into("parcel_search_field", "kopi")
    parcel = page.page.panels.parcel
    assert parcel is not None
    page.wait_for(lambda: parcel.found.rowCount() == 1)
    page.key(Qt.Key.Key_Return)
    page.type_into("parcel_search_field", "kain")
    page.wait_for(lambda: parcel.found.rowCount() == 1)
    page.key(Qt.Key.Key_Return)
    page.type_into("part_1_field", "1,5")
    assert "Rp135.000" in page.text("parcel_worth")
    page.press("parcel_save_button")
    _said(page)
    jamu = _found(page, "jamu")
    parts = page.desk.till.read(parts_of, jamu).result()
    assert [(one.name, qty) for one, qty in parts] == [
        ("Kopi Susu Gula Aren", ONE),
        ("Kain Batik per Meter", 1_500),
    ]
    page.wait_for(lambda: _cells(page, "Jamu Beras Kencur")[3] == "Parcel")
    _open_parcel(page, "Jamu Beras Kencur")
    for place in (2, 3):
        page.press(f"part_{place}_drop_button")
    page.press("parcel_save_button")
    page.wait_for(lambda: not _found(page, "jamu").parts)


@pytest.mark.parametrize("typed", ["0", "", "0.0001", "100000", "1,5", "dua"])
def test_a_quantity_that_cannot_lie_in_a_parcel_is_told(page: Driver, typed: str) -> None:
    _open_parcel(page, "Jamu Beras Kencur")
    _put_in(page, "kopi")
    field = page.field("part_0_field")
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, typed)
    page.press("parcel_save_button")
    assert page.text("parcel_error")
    assert page.button("parcel_save_button").isEnabled()
    assert not _found(page, "jamu").parts


def test_neither_a_parcel_nor_itself_lies_in_a_parcel(page: Driver) -> None:
    _open_parcel(page, "Jamu Beras Kencur")
    _put_in(page, "kopi")
    page.press("parcel_save_button")
    _said(page)
    _open_parcel(page, "Keripik Singkong Balado")
    for wrong in ("jamu", "keripik"):
        _put_in(page, wrong)
        assert "none of them a parcel itself, and not itself" in page.text("parcel_error")
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_Escape)
    assert page.page.panels.opened is None
    _open(page, "Kopi Susu Gula Aren")
    page.press("product_variants_button")
    page.wait_for(lambda: page.page.panels.opened is page.page.panels.variants)
    _fill(page, 0, "Besar")
    page.press("variants_save_button")
    page.wait_for(lambda: "lies in the parcel Jamu" in page.text("variants_error"))


def test_a_part_that_is_sold_no_more_is_named_in_its_parcel(page: Driver) -> None:
    _open_parcel(page, "Jamu Beras Kencur")
    _put_in(page, "kopi")
    page.press("parcel_save_button")
    _said(page)
    _open(page, "Kopi Susu Gula Aren")
    page.press("product_sold_button")
    page.wait_for(lambda: page.page.model.rowCount() == 4)
    _open_parcel(page, "Jamu Beras Kencur")
    assert page.text("part_1_name") == "Kopi Susu Gula Aren · Not sold"


def _put_in(page: Driver, text: str) -> None:
    parcel = page.page.panels.parcel
    assert parcel is not None
    page.type_into("parcel_search_field", text)
    page.wait_for(lambda: parcel.found.rowCount() == 1)
    page.key(Qt.Key.Key_Return)


@pytest.mark.parametrize("name", ["produk.xlsx", "produk.csv"])
def test_the_products_go_into_a_file_that_reads_back(
    page: Driver, tmp_path: Path, name: str
) -> None:
    page.page._on_place_chosen(str(tmp_path / name))
    assert _said(page) == f"5 products are in {name}."
    read = read_product_file(tmp_path / name)
    assert ({row.name for row in read.rows}, read.problems) == (set(_names(page)), ())


def test_a_place_that_cannot_be_written_is_told(page: Driver, tmp_path: Path) -> None:
    page.page._on_place_chosen(str(tmp_path / "no such folder" / "produk.xlsx"))
    assert "could not be written" in _said(page)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform, for any dialog
def test_the_dialogs_say_which_files_they_mean(page: Driver) -> None:
    page.press("import_csv_button")
    page.press("export_button")
    opening = page.page.findChild(QFileDialog, "table_dialog")
    saving = page.page.findChild(QFileDialog, "export_dialog")
    assert isinstance(opening, QFileDialog)
    assert isinstance(saving, QFileDialog)
    assert opening.nameFilters() == ["Spreadsheet, XLSX or CSV (*.xlsx *.csv *.txt *.tsv)"]
    assert saving.defaultSuffix() == "xlsx"
    saving.filterSelected.emit(saving.nameFilters()[1])
    assert saving.defaultSuffix() == "csv"
    for dialog in (opening, saving):
        dialog.reject()


def test_after_a_change_the_keys_go_on_in_the_table(page: Driver) -> None:
    _open(page, "Jamu Beras Kencur")
    page.type_into("product_price_field", "9.500")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: page.page.panels.opened is None)
    page.wait_for(lambda: "Jamu Beras Kencur" in _names(page))  # the list is read anew
    table = page.find(QTableView, "product_table")
    row = _names(page).index("Jamu Beras Kencur")
    page.wait_for(lambda: table.currentIndex().row() == row and table.hasFocus())
    page.wait_for(lambda: None not in _names(page))
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    assert page.field("product_name_field").text() == "Kain Batik per Meter"
