"""The page of price tags: how many, how they look, numbers for what has none, and the file."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain.ean import is_ean
from pos_app.domain.label import GRIDS, LabelDesign, LabelGrid, places
from pos_app.domain.product import Product
from pos_app.services import catalogue
from pos_app.services.printing import print_queue
from pos_app.services.product_editing import add_product
from pos_app.settings import PrinterSetup, Settings, SettingsFile
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.scenes.scenes_shelf import stocked
from ui.guarded import Guarded
from ui.models.tag_table import PRICE
from ui.notices import Notice
from ui.pages.products.labels_page import LabelsPage
from ui.presenters.labels import LabelsPresenter
from ui.theme import Look


def _page(desk: Desk, look: Look) -> LabelsPage:
    presenter = LabelsPresenter(desk.counter, desk.background, Guarded(desk.till, desk.background))
    presenter.open(one.id for one in desk.till.read(catalogue.products_page, None, 0, 9).result())
    return LabelsPage(presenter, look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[PageDriver[LabelsPage]]:
    with on_page(qtbot, tmp_path, _page, language="en") as shown:
        shown.wait_for(lambda: shown.page.model.rowCount() == 5)
        shown.wait_for(lambda: "Rp18.000" in shown.page.design.sheet.words)
        yield shown


def column(page: PageDriver[LabelsPage], place: int) -> list[str]:
    model = page.page.model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def notices(page: PageDriver[LabelsPage]) -> list[Notice]:
    told: list[Notice] = []
    page.page.told.connect(told.append)
    return told


def test_large_letters_leave_room_for_how_many_tags_there_are(
    page: PageDriver[LabelsPage],
) -> None:
    page.page.resize(952, 700)
    table = page.page.table
    page.wait_for(lambda: not table.isColumnHidden(PRICE))
    page.page.restyle(Look("light", 150))
    page.wait_for(lambda: table.isColumnHidden(PRICE))
    page.wait_for(lambda: table.horizontalHeader().length() <= table.viewport().width())
    page.page.restyle(Look())
    page.wait_for(lambda: not table.isColumnHidden(PRICE))


def test_each_product_begins_with_one_tag(page: PageDriver[LabelsPage]) -> None:
    assert column(page, 4) == ["1"] * 5
    assert page.text("labels_sum") == "5 tags · 1 sheet"


def test_a_number_is_set_for_the_row_that_is_current(page: PageDriver[LabelsPage]) -> None:
    page.page.table.selectRow(2)
    QTest.keyClick(page.page.table, Qt.Key.Key_Plus)
    page.press("tags_number_field_plus")
    assert column(page, 4) == ["1", "1", "3", "1", "1"]
    assert page.text("labels_sum") == "7 tags · 1 sheet"
    page.page.number.field.setText("40")
    page.page.number.changed.emit(40)
    assert page.text("labels_sum") == "44 tags · 3 sheets"
    page.press("one_each_button")
    assert column(page, 4) == ["1"] * 5


def test_a_scan_counts_up_and_brings_in_what_was_not_picked(page: PageDriver[LabelsPage]) -> None:
    told = notices(page)
    kopi = column(page, 0).index("Kopi Susu Gula Aren")
    page.page.scan("8991002101234")
    page.wait_for(lambda: column(page, 4)[kopi] == "2")
    assert page.page.table.currentIndex().row() == kopi
    product = Product("teh", "Teh Melati", 9_000, ("8991002107777",))
    page.desk.till.write(add_product, product).result()
    page.page.scan("8991002107777")
    page.wait_for(lambda: column(page, 0)[-1] == "Teh Melati")
    assert page.page.table.currentIndex().row() == 5
    page.page.scan("12345678")
    page.wait_for(lambda: bool(told))
    assert told[0].text.startswith("12345678 is not in the catalogue")


def test_as_many_as_lie_there(page: PageDriver[LabelsPage]) -> None:
    stocked(page.desk.till)
    page.page._presenter.open(["kaos-expo"])
    page.wait_for(lambda: page.page.model.rowCount() == 8)
    page.press("as_in_stock_button")
    assert column(page, 3) == column(page, 4)


def test_what_has_no_barcode_is_given_a_number_that_the_till_knows(
    page: PageDriver[LabelsPage],
) -> None:
    told = notices(page)
    assert page.text("labels_bare") == "2 products have no barcode."
    page.press("give_numbers_button")
    page.wait_for(lambda: "–" not in column(page, 2))
    assert not page.shows("give_numbers_button")
    assert told[0].text == "2 products have barcodes of their own now."
    code = column(page, 2)[0]
    assert is_ean(code)
    found = page.desk.till.read(catalogue.find_by_barcode, code).result()
    assert found is not None
    assert found.name == column(page, 0)[0]
    page.wait_for(lambda: code in page.page.design.sheet.words)


def test_what_stands_on_a_tag_is_chosen_and_kept(
    page: PageDriver[LabelsPage], tmp_path: Path
) -> None:
    sheet = page.page.design.sheet
    for name in ("price", "booth"):
        page.page.design.boxes[name].click()
    page.wait_for(lambda: "Batik Polokarto · A12" in sheet.words)
    assert "Rp18.000" not in sheet.words
    page.wait_for(lambda: SettingsFile(tmp_path / "settings.json").settings.labels.booth)
    kept = SettingsFile(tmp_path / "settings.json").settings.labels
    assert (kept.price, kept.booth) == (False, True)


def test_a_grid_is_chosen_by_its_chip(page: PageDriver[LabelsPage]) -> None:
    page.press("label_grid_chip_2")
    assert page.page._presenter.design.sheet == GRIDS["5x13"]
    assert page.text("label_size").startswith("65 labels of 38,1 × 21,2 mm")


def test_a_press_on_a_label_begins_there(page: PageDriver[LabelsPage]) -> None:
    sheet = page.page.design.sheet
    [*_, eleventh] = places(GRIDS["3x7"], 1, 11)
    at = sheet._corner() + QPointF(eleventh.x + 30, eleventh.y + 19) * sheet._scale()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert page.page._presenter.first == 11
    assert page.page.design.first.count() == 11


def test_an_own_sheet_that_does_not_fit_is_told_and_one_that_fits_is_kept(
    page: PageDriver[LabelsPage], tmp_path: Path
) -> None:
    page.press("label_grid_chip_5")
    assert page.page.own_grid.is_open
    page.type_into("grid_columns_field", "5")
    page.press("own_grid_save_button")
    assert page.page.own_grid.is_open
    assert "mm across" in page.text("own_grid_error")
    page.type_into("grid_width_field", "38 mm")
    page.type_into("grid_gap_x_field", "zwei")
    page.press("own_grid_save_button")
    assert "zwei" in page.text("grid_gap_x_field_error")
    page.type_into("grid_gap_x_field", "0,5")
    page.press("own_grid_save_button")
    assert not page.page.own_grid.is_open
    own = LabelGrid(5, 7, 38.0, 38.1, 7.21, 15.15, 0.5)
    assert page.page._presenter.design.sheet == own
    page.wait_for(lambda: SettingsFile(tmp_path / "settings.json").settings.labels.sheet == own)


def test_codes_without_room_are_told(page: PageDriver[LabelsPage]) -> None:
    page.page.design.show_grid(LabelGrid(8, 10, 25.0, 20.0))
    page.wait_for(lambda: page.shows("label_warning"))
    assert page.text("label_warning").startswith("3 barcodes are too wide")


class Opened(QObject):
    """Takes the place of the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_file_is_saved_named_and_its_folder_opened(
    page: PageDriver[LabelsPage], tmp_path: Path
) -> None:
    told = notices(page)
    file = tmp_path / "Label harga.pdf"
    page.page._on_place_chosen(str(file))
    page.wait_for(lambda: bool(told))
    assert file.read_bytes().startswith(b"%PDF-")
    assert told[0].text == f"Saved as {file}."
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")  # type: ignore[arg-type]  # its stub is wrong
    try:
        told[0].actions[0].act()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opened.urls] == [tmp_path]


def test_a_file_that_cannot_be_written_is_told(
    page: PageDriver[LabelsPage], tmp_path: Path
) -> None:
    told = notices(page)
    page.page._on_place_chosen(str(tmp_path / "none" / "labels.pdf"))
    page.wait_for(lambda: bool(told))
    assert told[0].kind == "error"


def test_without_a_tag_there_is_nothing_to_save(page: PageDriver[LabelsPage]) -> None:
    for row in range(5):
        page.page._presenter.set_number(row, 0)
    assert not page.page.design.save_button.isEnabled()


def test_the_table_keeps_its_promises(
    qtmodeltester: ModelTester, page: PageDriver[LabelsPage]
) -> None:
    qtmodeltester.check(page.page.model)  # type: ignore[no-untyped-call]


def test_tags_go_to_the_printer_once_for_two_quick_presses(page: PageDriver[LabelsPage]) -> None:
    told = notices(page)
    page.desk.counter.settings_file.change(printers=(PrinterSetup(address="file:///dev/null"),))
    page.page.enter()
    assert page.shows("print_labels_button")
    page.page._print()
    page.page._print()
    page.wait_for(lambda: bool(told))
    [job] = page.desk.till.read(print_queue.unfinished).result()
    assert job.title == "Price tags (5)"
    assert [one.text for one in told] == ["5 tags go to the printer."]


def test_without_a_printer_there_is_no_button_for_it(page: PageDriver[LabelsPage]) -> None:
    assert not page.shows("print_labels_button")


def test_what_was_designed_last_is_kept_though_the_first_was_slow_to_store(
    page: PageDriver[LabelsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = page.desk.counter.settings_file
    change, others_stored = file.change, threading.Event()
    asked, stored = list[LabelDesign](), list[LabelDesign]()

    def slow_at_first(**fields: Any) -> Settings:
        asked.append(fields["labels"])
        if len(asked) == 1:
            others_stored.wait(0.3)
        settings = change(**fields)
        stored.append(fields["labels"])
        if len(stored) == 2:
            others_stored.set()
        return settings

    monkeypatch.setattr(file, "change", slow_at_first)
    presenter = page.page._presenter
    presenter.change(price=False)
    page.wait_for(lambda: bool(asked))
    presenter.change(booth=True)
    presenter.change(grid="own")
    page.wait_for(lambda: presenter.design in stored and len(stored) == len(asked))
    assert file.settings.labels == presenter.design
