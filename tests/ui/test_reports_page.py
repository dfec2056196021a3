"""The reports page: by touch and by keyboard alone, who may see it, and where it leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import returns, shifts
from pos_app.services.checkout import Completed, checkout
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.people import approves, by_of, staffed
from tests.drivers.tills import cart_of, sell
from ui.guarded import Guarded, Request
from ui.notices import Notice
from ui.pages.reports.reports_page import ReportsPage
from ui.presenters.sales_report import SalesReportPresenter
from ui.theme import Look


class ReportsDriver(PageDriver[ReportsPage]):
    """The reports page as people use it."""

    def __init__(self, qtbot: QtBot, desk: Desk, page: ReportsPage) -> None:
        super().__init__(qtbot, desk, page)
        self.asked_pages: list[str] = []
        self.notices: list[Notice] = []
        page.told.connect(self.notices.append)
        page.page_asked.connect(self.asked_pages.append)

    @property
    def presenter(self) -> SalesReportPresenter:
        return self.page._presenter

    @property
    def rows(self) -> list[list[str]]:
        model = self.page.parts.model
        columns = range(model.columnCount())
        return [
            [str(model.index(place, column).data()) for column in columns]
            for place in range(model.rowCount())
        ]

    @property
    def said(self) -> str:
        return self.notices[-1].text if self.notices else ""

    def open(self) -> None:
        shown = self.presenter.overview
        self.page.enter()
        self.wait_for(lambda: self.presenter.overview is not shown)

    def chip(self, words: str) -> QAbstractButton:
        chips = [*self.page.spans.buttons(), *self.page.parts.chips.buttons()]
        return next(one for one in chips if one.text() == words)

    def choose(self, words: str) -> None:
        shown = self.presenter.overview
        self.chip(words).click()
        if self.chip(words) in self.page.spans.buttons():
            self.wait_for(lambda: self.presenter.overview is not shown)


def make_page(desk: Desk, look: Look) -> ReportsPage:
    guarded = Guarded(desk.till, desk.background)
    return ReportsPage(SalesReportPresenter(desk.counter, desk.background, guarded), look)


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[ReportsDriver]:
    with on_page(qtbot, tmp_path, make_page) as made:
        ready = ReportsDriver(qtbot, made.desk, made.page)
        ready.wait_for(lambda: ready.presenter.overview is not None)
        yield ready


def by_qris(desk: Desk, *names: str) -> Completed:
    priced = price(cart_of(desk.till, *names))
    tender = Tender(Method.QRIS, priced.total, "1234", basis=Basis.NOTIFICATION)
    return desk.till.write(checkout, priced, (tender,)).result()


def walk(driver: ReportsDriver, key: Qt.Key, to: QAbstractButton) -> None:
    """Press a key until something has the focus."""
    for _ in range(12):
        if not to.hasFocus():
            driver.key(key)
    assert to.hasFocus()


def test_a_day_without_sales_says_what_to_do(driver: ReportsDriver) -> None:
    assert "Belum ada penjualan hari ini" in driver.text("report_sentence")
    driver.press("report_next_button")
    assert driver.asked_pages == ["sell"]


def test_the_turnover_stands_first_with_sales_average_and_hours(driver: ReportsDriver) -> None:
    sell(driver.desk.till, "Kopi", "Kopi", "Keripik")
    driver.desk.clock.move(hours=2)
    sell(driver.desk.till, "Jamu")
    driver.open()
    assert driver.text("report_turnover") == "Rp56.500"
    assert driver.text("report_sales") == "2 transaksi · rata-rata Rp28.250 · 4 barang"
    assert driver.page.figures.hours.accessibleName() == "Per jam: 09.00 48.500, 11.00 8.000"
    assert driver.rows[0] == ["Kopi Susu Gula Aren", "2", "", "36.000"]


def test_every_part_can_be_chosen_by_keys_alone(driver: ReportsDriver) -> None:
    sell(driver.desk.till, "Kopi", "Keripik")
    driver.open()
    driver.wait_for(lambda: driver.chip("Hari ini").hasFocus())
    walk(driver, Qt.Key.Key_Tab, driver.chip("Produk"))
    walk(driver, Qt.Key.Key_Right, driver.chip("Merek"))
    driver.key(Qt.Key.Key_Space)
    assert [row[0] for row in driver.rows] == ["Kopi Lereng", "Bu Tini"]


def test_a_refund_and_a_void_are_told_apart(driver: ReportsDriver) -> None:
    till = driver.desk.till
    sold, wrong = sell(till, "Kopi", "Jamu"), sell(till, "Kain")
    till.write(returns.void_sale, wrong.sale.id, "Salah ketik").result()
    original = till.read(returns.original_sale, sold.sale.id).result()
    back = Return(till.new_id(), {2: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()
    driver.open()
    assert driver.text("report_turnover") == "Rp26.000"
    assert driver.text("report_refunded") == "-8.000"
    assert driver.text("report_net") == "Rp18.000"
    assert driver.text("report_voided") == "(78.000)"


def test_open_qris_stands_apart_and_leads_to_reconciling(driver: ReportsDriver) -> None:
    by_qris(driver.desk, "Kopi")
    sell(driver.desk.till, "Jamu")
    driver.open()
    assert "1 pembayaran QRIS senilai Rp18.000" in driver.text("report_unreconciled")
    driver.choose("Metode")
    assert driver.rows == [
        ["Tunai", "1", "", "8.000"],
        ["QRIS", "1", "", "18.000"],
        ["QRIS belum dicocokkan", "1", "", "(18.000)"],
    ]
    driver.press("report_reconcile_button")
    assert driver.asked_pages == ["reconcile"]


def test_yesterday_and_all_days_are_one_press_away(driver: ReportsDriver) -> None:
    sell(driver.desk.till, "Kopi")
    driver.desk.clock.move(days=1)
    sell(driver.desk.till, "Jamu")
    driver.open()
    assert driver.text("report_turnover") == "Rp8.000"
    assert driver.text("report_whole") == "Semua hari: Rp26.000 dari 2 transaksi"
    driver.choose("21 Nov 2026")
    assert driver.text("report_turnover") == "Rp18.000"
    driver.choose("Semua hari")
    assert driver.text("report_turnover") == "Rp26.000"


def test_a_shift_that_was_closed_meanwhile_gives_way_to_today(driver: ReportsDriver) -> None:
    sell(driver.desk.till, "Kopi")
    driver.open()
    driver.choose("Kasir ini")
    driver.desk.till.write(shifts.close_shift, 318_000).result()
    driver.open()
    assert driver.chip("Hari ini").isChecked()
    assert "Kasir ini" not in [chip.text() for chip in driver.page.spans.buttons()]


def test_a_cashier_sees_nothing_before_somebody_lets_them(driver: ReportsDriver) -> None:
    desk = driver.desk
    sell(desk.till, "Kopi")
    people = staffed(desk.till)
    guarded = driver.presenter._guarded
    guarded.by = by_of(people["Siti"])
    requests: list[Request] = []
    guarded.requests = requests.append
    driver.page.enter()
    driver.wait_for(lambda: len(requests) == 1)
    assert driver.text("report_turnover") == ""
    requests[0].refused()
    driver.wait_for(lambda: driver.shows("report_next_button"))
    assert driver.text("report_turnover") == ""
    driver.press("report_next_button")
    driver.wait_for(lambda: len(requests) == 2)
    word = approves(desk.till, people["Pak Danu"], requests[1].need, people["Siti"])
    requests[1].granted(word)
    driver.wait_for(lambda: driver.text("report_turnover") == "Rp18.000")


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform, of dialogs
@pytest.mark.parametrize(
    ("ending", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")], ids=["pdf", "workbook"]
)
def test_a_report_is_saved_where_somebody_says(
    driver: ReportsDriver, tmp_path: Path, ending: str, begins: bytes
) -> None:
    sell(driver.desk.till, "Kopi")
    driver.open()
    button = "report_pdf_button" if ending == "pdf" else "report_workbook_button"
    driver.press(button)
    dialog = driver.find(QFileDialog, f"save_report_{ending}_dialog")
    driver.wait_for(dialog.isVisible)
    assert dialog.selectedFiles()[0].endswith(f"laporan-A12-2026-11-21.{ending}")
    place = tmp_path / f"hari ini.{ending}"
    dialog.fileSelected.emit(str(place))
    dialog.reject()
    driver.wait_for(lambda: "hari ini" in driver.said)
    assert place.read_bytes().startswith(begins)
    assert driver.button(button).isEnabled()


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_folder_that_cannot_be_written_to_is_told(
    driver: ReportsDriver, tmp_path: Path, ending: str
) -> None:
    sell(driver.desk.till, "Kopi")
    driver.open()
    missing = tmp_path / "gone" / f"laporan.{ending}"
    save = driver.presenter.save_pdf if ending == "pdf" else driver.presenter.save_workbook
    save(missing)
    save(missing)  # a second press meanwhile does nothing
    driver.wait_for(lambda: bool(driver.notices))
    assert "tidak bisa ditulis" in driver.said or "gagal" in driver.said.casefold()
    assert len(driver.notices) == 1


def test_a_day_without_sales_has_nothing_to_save(driver: ReportsDriver) -> None:
    assert not driver.shows("report_pdf_button")
    assert not driver.shows("report_workbook_button")


def test_the_table_is_a_sound_model(driver: ReportsDriver, qtmodeltester: ModelTester) -> None:
    sell(driver.desk.till, "Kopi")
    driver.open()
    qtmodeltester.check(driver.page.parts.model)  # type: ignore[no-untyped-call]
