"""The product table and bringing products in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain.shelf import OnShelf
from pos_app.services import booth, catalogue
from pos_app.services.product_import import ProductRow
from pos_app.spreadsheets.sheets import RowProblem
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.models.import_rows import ProblemTable, ProductRowTable
from ui.models.product_table import ProductTable
from ui.pages.products.products_page import ProductsPage
from ui.presenters.products import ProductsPresenter
from ui.theme import Look


def _page(desk: Desk, look: Look) -> ProductsPage:
    return ProductsPage(ProductsPresenter(desk.counter, desk.background), look)


def _bare_page(desk: Desk, look: Look) -> ProductsPage:
    desk.till.write(booth.create_booth, desk.till.install, "Batik Polokarto", "A12").result()
    return _page(desk, look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[PageDriver[ProductsPage]]:
    with on_page(qtbot, tmp_path, _page, language="en") as shown:
        shown.wait_for(lambda: shown.page.model.rowCount() == 5)
        yield shown


def _names(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _read(page: PageDriver[ProductsPage], file: Path, text: str | bytes) -> None:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    page.page._presenter.products.read(file)


def test_the_catalogue_is_listed_by_name(page: PageDriver[ProductsPage]) -> None:
    model = page.page.model
    page.wait_for(lambda: None not in _names(model))
    assert _names(model) == sorted(_names(model))
    row = _names(model).index("Kain Batik per Meter")
    cells = [model.index(row, column).data() for column in range(model.columnCount())]
    assert cells == ["Kain Batik per Meter", "78.000", "", "", "Batik", "m", "Batik Polokarto", ""]
    assert page.text("products_count") == "5 products"


def test_typing_searches_name_and_barcode(page: PageDriver[ProductsPage]) -> None:
    page.type_into("product_search_field", "aren kopi")
    page.wait_for(lambda: _names(page.page.model) == ["Kopi Susu Gula Aren"])
    assert page.text("products_count") == "1 found"
    page.type_into("product_search_field", "8991002105678")
    page.wait_for(lambda: _names(page.page.model) == ["Keripik Singkong Balado"])
    page.key(Qt.Key.Key_Escape)
    page.wait_for(lambda: page.page.model.rowCount() == 5)


def test_each_bad_line_is_told_by_number_and_in_words(
    page: PageDriver[ProductsPage], tmp_path: Path
) -> None:
    _read(
        page,
        tmp_path / "produk.csv",
        "nama;harga;barcode\nKopi Robusta;55.000;899111\nTeh;mahal;\n;1.000;\nMadu;85.000;899111\n",
    )
    page.wait_for(lambda: page.shows("import_problems_table"))
    problems = page.page.preview.problems
    told = [
        (problems.index(row, 0).data(), problems.index(row, 1).data())
        for row in range(problems.rowCount())
    ]
    assert told == [
        ("3", "“mahal” is no amount. Write digits, such as 12.500."),
        ("4", "The product has no name."),
        ("5", "The barcode 899111 stands in line 2 already."),
    ]
    assert _names(page.page.preview.rows) == ["Kopi Robusta"]
    assert page.words("import_button") == "IMPORT 1 PRODUCT"


def test_an_import_says_what_it_did_and_shows_it(
    page: PageDriver[ProductsPage], tmp_path: Path
) -> None:
    text = "nama,harga,merek\nKopi Robusta,55000,Lereng\nJamu Beras Kencur,9000,Mbah Karto\n"
    _read(page, tmp_path / "produk.csv", text)
    page.wait_for(lambda: page.shows("import_button"))
    page.press("import_button")
    page.wait_for(lambda: page.shows("products_notice"))
    assert page.text("products_notice_text") == "Imported: 1 new, 1 changed, 0 unchanged."
    page.wait_for(lambda: page.page.model.rowCount() == 6)
    assert page.desk.organizer.woken == 1


def test_an_import_says_how_many_lines_stayed_out(
    page: PageDriver[ProductsPage], tmp_path: Path
) -> None:
    text = "nama;harga\nKopi Robusta;55000\nTeh;mahal\n;1000\n"
    _read(page, tmp_path / "produk.csv", text)
    page.wait_for(lambda: page.shows("import_button"))
    page.press("import_button")
    page.wait_for(lambda: page.shows("products_notice"))
    assert page.text("products_notice_text").endswith("0 unchanged. 2 lines stayed out.")


@pytest.mark.parametrize("size", [(1293, 678), (951, 510)])
def test_problems_of_a_file_are_shown_whole_where_there_is_room(
    page: PageDriver[ProductsPage], tmp_path: Path, size: tuple[int, int]
) -> None:
    page.page.resize(*size)
    bad = "".join(f"Barang {place};mahal\n" for place in range(7))
    _read(page, tmp_path / "produk.csv", f"nama;harga\nKopi;1000\nTeh;2000\n{bad}")
    page.wait_for(lambda: page.shows("import_problems_table"))
    table = page.page.findChild(QTableView, "import_problems_table")
    assert isinstance(table, QTableView)
    page.wait_for(lambda: table.viewport().height() >= 32 * (7 if size[1] > 600 else 4))


def test_nothing_is_stored_before_it_is_accepted(
    page: PageDriver[ProductsPage], tmp_path: Path
) -> None:
    _read(page, tmp_path / "produk.csv", "nama,harga\nKopi Robusta,55000\n")
    page.wait_for(lambda: page.shows("import_button"))
    page.key(Qt.Key.Key_Escape)
    assert page.shows("product_table")
    assert page.desk.till.read(catalogue.count_products).result() == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"judul;isi\na;b\n", "It has: judul, isi"),
        (b"\x00\x01\x02\x03", "is no CSV"),
        (b"nama;harga\n", "no products under it"),
    ],
)
def test_a_file_that_is_no_catalogue_is_said_in_words(
    page: PageDriver[ProductsPage], tmp_path: Path, content: bytes, words: str
) -> None:
    _read(page, tmp_path / "produk.csv", content)
    page.wait_for(lambda: page.shows("products_notice"))
    assert words in page.text("products_notice_text")
    assert page.shows("product_table")


def test_a_file_without_a_good_line_cannot_be_imported(
    page: PageDriver[ProductsPage], tmp_path: Path
) -> None:
    _read(page, tmp_path / "produk.csv", "nama;harga\nKopi;murah\n")
    page.wait_for(lambda: page.shows("import_problems_table"))
    assert not page.button("import_button").isEnabled()


def test_an_empty_catalogue_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    with on_page(qtbot, tmp_path, _bare_page, language="en", ready=False) as page:
        page.wait_for(lambda: page.shows("sample_products_button"))
        assert page.text("products_empty_title") == "No products yet"
        page.press("sample_products_button")
        page.wait_for(lambda: page.page.model.rowCount() >= 120)
        assert page.shows("product_table")


def test_fifty_thousand_products_are_read_only_where_they_are_looked_at() -> None:
    model = ProductTable(page=100)
    wanted: list[int] = []
    model.page_wanted.connect(wanted.append)
    model.show_catalogue(50_000)
    assert model.rowCount() == 50_000
    assert model.index(31_415, 0).data() is None
    model.index(31_416, 0).data()
    assert wanted == [31_400]
    read = tuple(OnShelf(str(place), f"Barang {place}", 1_000) for place in range(31_400, 31_500))
    model.fill(31_400, read)
    assert model.index(31_415, 0).data() == "Barang 31415"


def test_the_models_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    table = ProductTable(page=2)
    table.show_catalogue(3)
    table.fill(0, (OnShelf("1", "Kopi", 1_000), OnShelf("2", "Teh", 2_000)))
    problems = ProblemTable()
    problems.show_rows((RowProblem(2, "file_empty", {"name": "a.csv"}),))
    rows = ProductRowTable()
    rows.show_rows((ProductRow("Kopi", 1_000),))
    for model in (table, problems, rows):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_a_search_ends_with_the_last_text(page: PageDriver[ProductsPage]) -> None:
    field = page.field("product_search_field")
    QTest.keyClicks(field, "kop")
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    page.wait_for(lambda: page.text("products_count") == "1 found")
    assert _names(page.page.model) == ["Kopi Susu Gula Aren"]


def test_a_pressed_row_is_changed_and_the_table_shows_it(page: PageDriver[ProductsPage]) -> None:
    table = page.find(QTableView, "product_table")
    page.wait_for(lambda: None not in _names(page.page.model))
    row = _names(page.page.model).index("Jamu Beras Kencur")
    at = table.visualRect(page.page.model.index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.page.editor.is_open
    page.type_into("product_price_field", "9.500")
    page.press("product_save_button")
    page.wait_for(lambda: not page.page.editor.is_open)
    page.wait_for(lambda: page.page.model.index(row, 1).data() == "9.500")


def test_a_change_that_cannot_be_is_told_beside_its_field(page: PageDriver[ProductsPage]) -> None:
    page.wait_for(lambda: None not in _names(page.page.model))
    page.page._edit(page.page.model.index(0, 0))
    page.type_into("product_price_field", "12,5")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: bool(page.text("product_price_field_error")))
    page.key(Qt.Key.Key_Escape)
    assert not page.page.editor.is_open
