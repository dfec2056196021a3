"""The history page: found, opened, voided, refunded, exchanged, by touch and by keyboard alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain import receipt_code
from pos_app.domain.kinds import Kind
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.tender import Method, Tender
from pos_app.services import history, returns, shifts
from pos_app.services.checkout import Completed, checkout
from pos_app.services.exchange import Credit
from pos_app.services.printing import print_queue
from pos_app.services.till import Work
from pos_app.store.tables.journal import JOURNAL
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.tills import cart_of, sell
from ui.guarded import Guarded
from ui.notices import Notice
from ui.pages.history.history_page import HistoryPage
from ui.presenters.history import HistoryPresenter
from ui.theme import Look


def make_page(desk: Desk, look: Look) -> HistoryPage:
    guarded = Guarded(desk.till, desk.background)
    return HistoryPage(HistoryPresenter(desk.counter, desk.background, guarded), look)


class HistoryDriver(PageDriver[HistoryPage]):
    """The history page as people use it."""

    def __init__(self, qtbot: QtBot, desk: Desk, page: HistoryPage) -> None:
        super().__init__(qtbot, desk, page)
        self.notices: list[Notice] = []
        page.told.connect(self.notices.append)

    @property
    def presenter(self) -> HistoryPresenter:
        return self.page._presenter

    @property
    def numbers(self) -> list[str]:
        model = self.page.list.model
        return [str(model.index(place, 0).data()) for place in range(model.rowCount())]

    @property
    def states(self) -> list[str]:
        model = self.page.list.model
        return [str(model.index(place, 2).data()) for place in range(model.rowCount())]

    @property
    def paper(self) -> str:
        return "\n".join(self.page.receipt.paper.paper.rows)

    @property
    def said(self) -> str:
        return f"{self.notices[-1].strong} {self.notices[-1].text}".strip() if self.notices else ""

    def sold(self, *names: str, method: Method = Method.CASH) -> Completed:
        """A sale, and the list read anew."""
        priced = price(cart_of(self.desk.till, *names))
        tender = Tender(method, priced.total)
        done = self.desk.till.write(checkout, priced, (tender,)).result()
        self.page.enter()
        self.wait_for(lambda: done.sale.receipt_number in self.numbers)
        return done

    def open(self, number: str) -> None:
        self.wait_for(lambda: number in self.numbers)
        self.page.list.table.selectRow(self.numbers.index(number))
        self.wait_for(lambda: self.opened == number and number in self.paper)

    @property
    def opened(self) -> str:
        return self.presenter.open.number if self.presenter.open is not None else ""

    def search(self, text: str) -> None:
        self.type_into("history_search_field", text)

    def entries(self, kind: Kind) -> int:
        def asked(work: Work) -> int:
            rows = work.db.execute(JOURNAL.select().where(JOURNAL.c.kind == kind))
            return len(rows.all())

        return self.desk.till.read(asked).result()

    def drawer(self) -> int:
        summary = self.desk.till.read(shifts.shift_summary).result()
        assert summary is not None
        return summary.expected - 300_000


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[HistoryDriver]:
    with on_page(qtbot, tmp_path, make_page) as driver:
        yield HistoryDriver(qtbot, driver.desk, driver.page)


def test_before_the_first_sale_the_page_says_what_will_stand_there(page: HistoryDriver) -> None:
    page.wait_for(lambda: "Belum ada penjualan" in page.text("history_none"))
    assert not page.button("refund_button").isEnabled()


def test_the_newest_sale_stands_first_and_open(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.sold("Kain", method=Method.QRIS)
    page.wait_for(lambda: page.numbers == ["A12-K1-000002", "A12-K1-000001"])
    assert page.states == ["Lunas · QRIS", "Lunas · Tunai"]
    page.wait_for(lambda: "Kopi Susu" in page.paper)


def test_one_field_narrows_the_list(page: HistoryDriver) -> None:
    for name in ("Kopi", "Kain", "Keripik"):
        page.sold(name)
    for typed, number in (("12.500", 3), ("002", 2), ("kopi", 1)):
        page.search(typed)
        page.wait_for(lambda number=number: page.numbers == [f"A12-K1-00000{number}"])  # type: ignore[misc]
    page.search("xyzzy")
    page.wait_for(lambda: "Tidak ada yang cocok" in page.text("history_none"))
    page.search("")
    page.key(Qt.Key.Key_Backspace)
    page.wait_for(lambda: len(page.numbers) == 3)


def test_chips_narrow_it_to_a_way_of_paying_and_to_this_shift(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.sold("Kain", method=Method.QRIS)
    page.press("history_method_chip_2")
    page.wait_for(lambda: page.numbers == ["A12-K1-000002"])
    page.press("history_method_chip_0")
    page.desk.till.write(shifts.close_shift, 318_000).result()
    page.press("history_span_shift_button")
    page.wait_for(lambda: page.numbers == [])


def test_a_long_history_is_read_as_it_is_scrolled(
    page: HistoryDriver, qtmodeltester: ModelTester
) -> None:
    for _ in range(130):
        sell(page.desk.till)
    page.sold("Kopi")
    table = page.page.list.table
    qtmodeltester.check(page.page.list.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types
    assert page.page.list.model.rowCount() == 131
    table.scrollToBottom()
    page.wait_for(lambda: page.page.list.model.index(130, 0).data() == "A12-K1-000001")
    assert table.model().index(60, 0).data() in {None, "A12-K1-000071"}


def test_a_void_takes_a_reason_and_hands_the_money_back(page: HistoryDriver) -> None:
    page.sold("Kopi", "Kain")
    page.open("A12-K1-000001")
    page.press("void_button")
    assert page.text("void_total") == "Rp96.000"
    page.press("confirm_void_button")
    page.wait_for(lambda: bool(page.text("void_reason_error")))
    assert page.entries(Kind.SALE_VOIDED) == 0
    page.press("void_reason_0")
    page.press("confirm_void_button")
    page.wait_for(lambda: "Kembalikan: Rp96.000 Tunai" in page.said)
    page.wait_for(lambda: page.states == ["Pembatalan · Tunai", "Dibatalkan · Tunai"])
    assert page.drawer() == 0
    page.wait_for(lambda: "DIBATALKAN" in page.paper)
    assert not page.button("refund_button").isEnabled()


def test_a_double_press_voids_once(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.open("A12-K1-000001")
    page.press("void_button")
    page.press("void_reason_1")
    button = page.button("confirm_void_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.wait_for(lambda: "Pembatalan" in page.states[0])
    assert page.entries(Kind.SALE_VOIDED) == 1


def test_some_of_a_line_comes_back_and_only_the_rest_can_follow(page: HistoryDriver) -> None:
    page.sold("Kopi", "Kopi", "Kopi", "Kain")
    page.open("A12-K1-000001")
    page.press("refund_button")
    assert page.text("return_left_1") == "sisa 3 dari 3 · 54.000"
    assert page.text("refund_total") == "–"
    assert not page.button("confirm_refund_button").isEnabled()
    page.press("return_quantity_1_plus")
    page.press("return_quantity_1_plus")
    assert page.text("return_amount_1") == "36.000"
    assert page.text("refund_total") == "Rp36.000"
    page.press("refund_reason_0")
    page.press("confirm_refund_button")
    page.wait_for(lambda: "A12-K1-R000001 tercatat. Kembalikan: Rp36.000 Tunai" in page.said)
    page.wait_for(lambda: "Retur sebagian: Rp36.000" in page.text("history_standing"))
    assert page.drawer() == 96_000
    page.press("refund_button")
    assert page.text("return_left_1") == "sisa 1 dari 3 · 18.000"
    page.type_into("return_quantity_1", "2")
    assert not page.button("confirm_refund_button").isEnabled()
    assert not page.button("void_button").isVisible()


def test_goods_that_are_measured_come_back_in_parts(page: HistoryDriver) -> None:
    page.sold("Kain")
    page.open("A12-K1-000001")
    page.press("refund_button")
    page.type_into("return_quantity_1", "0,25")
    assert page.text("refund_total") == "Rp19.500"


def test_a_double_press_refunds_once(page: HistoryDriver) -> None:
    page.sold("Kopi", "Kopi")
    page.open("A12-K1-000001")
    page.press("refund_button")
    page.press("return_quantity_1_plus")
    page.press("refund_reason_1")
    button = page.button("confirm_refund_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.wait_for(lambda: bool(page.said))
    assert page.entries(Kind.SALE_REFUNDED) == 1


def test_a_refund_says_why(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.open("A12-K1-000001")
    page.press("refund_button")
    page.press("return_all_button")
    page.press("confirm_refund_button")
    assert page.text("refund_reason_error")
    assert page.entries(Kind.SALE_REFUNDED) == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("3", "paling banyak 2 lagi"),
        ("1,5", "dijual utuh"),
        ("dua", "bukan jumlah"),
        ("1,000", "dua jumlah"),
    ],
)
def test_a_quantity_that_cannot_come_back_says_why(
    page: HistoryDriver, typed: str, why: str
) -> None:
    page.sold("Kopi", "Kopi")
    page.open("A12-K1-000001")
    page.press("refund_button")
    page.type_into("return_quantity_1", typed)
    assert why in page.text("return_doubt_1")
    assert not page.button("confirm_refund_button").isEnabled()
    page.type_into("return_quantity_1", "2")
    assert not page.shows("return_doubt_1")
    assert page.button("confirm_refund_button").isEnabled()


def test_what_was_paid_by_qris_goes_back_so_or_in_cash(page: HistoryDriver) -> None:
    page.sold("Keripik", method=Method.QRIS)
    page.open("A12-K1-000001")
    page.press("refund_button")
    page.press("return_all_button")
    assert page.text("refund_total_name") == "Kembalikan, QRIS"
    page.press("refund_way_in_cash_button")
    assert page.text("refund_total_name") == "Kembalikan, Tunai"
    page.press("refund_reason_0")
    page.press("confirm_refund_button")
    page.wait_for(lambda: "Rp12.500 Tunai" in page.said)
    assert page.drawer() == -12_500


def test_more_cash_than_the_drawer_should_hold_is_warned_of(page: HistoryDriver) -> None:
    total = 10_000_000
    line = BoughtLine(1, "Kain", "pcs", 2_000, total)
    paid = (Payment(Method.CASH, total),)
    dear = Original(
        page.desk.till.new_id(), "B7-K1-000001", date(2026, 11, 20), total, paid, (line,)
    )
    page.page.scan(receipt_code.encode(dear))
    page.wait_for(lambda: page.opened == "B7-K1-000001")
    page.press("refund_button")
    assert not page.shows("refund_too_much")
    page.press("return_quantity_1_plus")
    assert page.shows("refund_too_much")


def test_escape_goes_back_to_the_list_and_nothing_is_recorded(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.open("A12-K1-000001")
    page.press("refund_button")
    page.press("return_all_button")
    page.key(Qt.Key.Key_Escape)
    page.wait_for(lambda: page.shows("history_table"))
    assert page.button("refund_button").isVisible()
    assert page.entries(Kind.SALE_REFUNDED) == 0


def test_an_exchange_carries_what_comes_back_to_the_sell_page(page: HistoryDriver) -> None:
    carried: list[Credit] = []
    page.presenter.exchange_wanted.connect(carried.append)
    page.sold("Kain")
    page.open("A12-K1-000001")
    page.press("exchange_button")
    page.press("return_all_button")
    assert page.text("refund_total") == "Rp78.000"
    page.press("refund_reason_2")
    page.press("confirm_refund_button")
    page.wait_for(lambda: len(carried) == 1)
    assert (carried[0].value, carried[0].original.receipt_number) == (78_000, "A12-K1-000001")
    assert page.entries(Kind.SALE_REFUNDED) == 0


def test_the_keyboard_alone_finds_and_refunds(page: HistoryDriver) -> None:
    page.sold("Kopi", "Kopi")
    page.sold("Kain")
    page.type_into("history_search_field", "kopi")
    page.wait_for(lambda: page.numbers == ["A12-K1-000001"])
    page.key(Qt.Key.Key_Down)
    page.wait_for(lambda: page.opened == "A12-K1-000001")
    page.key(Qt.Key.Key_Return)
    assert page.button("refund_button").hasFocus()
    page.key(Qt.Key.Key_Return)
    page.type_text("+")
    page.key(Qt.Key.Key_Return)  # on to the reason
    page.type_text("Rusak")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: "Rp18.000" in page.said)
    assert page.page.list.table.hasFocus()


def printed_code(page: HistoryDriver, sale: Completed) -> str:
    original = page.desk.till.read(returns.original_sale, sale.sale.id).result()
    return receipt_code.encode(original)


def test_scanning_a_receipt_opens_its_sale(page: HistoryDriver) -> None:
    first = page.sold("Kopi")
    page.sold("Kain")
    page.page.scan(printed_code(page, first))
    page.wait_for(lambda: page.opened == "A12-K1-000001")
    page.page.scan("A12-K1-000002")
    page.wait_for(lambda: page.opened == "A12-K1-000002")


def test_a_torn_scan_is_said_to_be_one(page: HistoryDriver) -> None:
    page.page.scan(printed_code(page, page.sold("Kopi"))[:-2])
    page.wait_for(lambda: "tidak terbaca" in page.said)


def foreign(lines: tuple[BoughtLine, ...]) -> str:
    return receipt_code.encode(
        Original(
            sale_id="01932f6e-8a00-7000-8000-000000000003",
            receipt_number="A12-K2-000123",
            business_date=date(2026, 11, 20),
            total=36_000,
            payments=(Payment(Method.CASH, 36_000),),
            lines=lines,
        )
    )


def test_a_sale_of_another_register_is_refunded_by_line_and_not_twice(page: HistoryDriver) -> None:
    code = foreign((BoughtLine(1, "Kopi Susu", "pcs", 2_000, 36_000),))
    page.page.scan(code)
    page.wait_for(lambda: "REGISTER LAIN" in page.paper)
    assert "register lain" in page.text("history_standing")
    assert not page.button("void_button").isEnabled()
    assert not page.button("reprint_button").isEnabled()
    page.press("refund_button")
    assert "periksa struk aslinya" in page.text("refund_unchecked")
    page.press("return_quantity_1_plus")
    page.press("refund_reason_0")
    page.press("confirm_refund_button")
    page.wait_for(lambda: "Rp18.000 Tunai" in page.said)
    page.wait_for(lambda: "Rp18.000" in page.text("history_standing"))
    page.press("refund_button")
    assert page.text("return_left_1") == "sisa 1 dari 2 · 18.000"


def test_a_receipt_without_lines_is_refunded_by_amount(page: HistoryDriver) -> None:
    page.page.scan(foreign(()))
    page.wait_for(lambda: page.opened == "A12-K2-000123")
    page.press("refund_button")
    assert page.text("refund_total") == "Rp36.000"
    page.type_into("refund_amount_field", "99999")
    page.wait_for(lambda: bool(page.text("refund_amount_field_error")))
    page.type_into("refund_amount_field", "20000")
    assert page.text("refund_total") == "Rp20.000"
    page.press("refund_reason_0")
    page.press("confirm_refund_button")
    page.wait_for(lambda: "Rp20.000 Tunai" in page.said)


def test_a_copy_is_queued_and_noted(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.open("A12-K1-000001")
    page.press("reprint_button")
    page.wait_for(lambda: "Salinan" in page.said)
    jobs = page.desk.till.read(print_queue.unfinished).result()
    assert [job.title for job in jobs if job.copy] == ["A12-K1-000001"]
    assert page.entries(Kind.RECEIPT_REPRINTED) == 1


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("sent", "", "Tercetak, menurut printer."),
        ("sent", "not_told", "Terkirim; printer tidak memberi tahu apakah sudah tercetak."),
        ("sent", "seen", "Sudah dilihat keluar."),
        ("uncertain", "timeout", "Belum pasti apakah sudah keluar."),
        ("failed", "printer_paper_out", "Kertas"),
        ("queued", "", "Menunggu dicetak."),
    ],
)
def test_what_became_of_the_paper_is_told_and_no_more_than_is_known(
    page: HistoryDriver, state: str, reason: str, said: str
) -> None:
    till = page.desk.till
    page.sold("Kopi")
    page.wait_for(lambda: page.text("history_became") == "Menunggu dicetak.")
    job = till.read(print_queue.unfinished).result()[-1]
    till.write(print_queue.note, job, state, reason).result()
    page.page._presenter.load()
    page.wait_for(lambda: said in page.text("history_became"))


def test_nothing_is_asked_for_a_page_that_nobody_sees(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.wait_for(lambda: page.text("history_became") == "Menunggu dicetak.")
    answers: list[object] = []
    page.presenter.paper.became.connect(answers.append)
    page.page.hide()
    page.presenter.paper.printer_told.emit(None)
    page.page.show()
    page.presenter.paper.printer_told.emit(None)
    page.wait_for(lambda: len(answers) > 0)
    page.desk.till.read(print_queue.unfinished).result()  # what was asked before is answered
    page.qtbot.wait(0)
    assert len(answers) == 1


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform, for any dialog
def test_the_receipt_is_saved_as_pdf(page: HistoryDriver, tmp_path: Path) -> None:
    page.sold("Kopi")
    page.open("A12-K1-000001")
    page.press("save_pdf_button")
    page.press("pdf_choice_save_button")
    dialog = page.find(QFileDialog, "save_pdf_dialog")
    page.wait_for(dialog.isVisible)
    assert dialog.selectedFiles()[0].endswith("A12-K1-000001.pdf")
    dialog.fileSelected.emit(str(tmp_path / "struk.pdf"))
    dialog.reject()
    page.wait_for(lambda: "struk.pdf" in page.said)
    assert (tmp_path / "struk.pdf").read_bytes().startswith(b"%PDF")


def test_a_refund_in_the_list_opens_as_its_slip_and_leads_to_its_sale(page: HistoryDriver) -> None:
    sale = page.sold("Kopi")
    original = page.desk.till.read(returns.original_sale, sale.sale.id).result()
    back = Return(page.desk.till.new_id(), {1: 1_000}, reason="Rusak")
    page.desk.till.write(returns.refund_sale, original, back).result()
    page.page.enter()
    page.wait_for(lambda: len(page.numbers) == 2)
    page.open("A12-K1-R000001")
    assert "Retur …1 · Tunai" in page.states
    assert page.words("open_sale_button") == "Buka A12-K1-000001"
    page.press("open_sale_button")
    page.wait_for(lambda: page.opened == "A12-K1-000001")


def test_without_an_open_shift_nothing_is_given_back(page: HistoryDriver) -> None:
    sale = page.sold("Kopi")
    page.desk.till.write(shifts.close_shift, 318_000).result()
    page.page.enter()
    page.wait_for(lambda: "Buka kasir dulu" in page.text("history_standing"))
    assert not page.button("refund_button").isEnabled()
    assert history.reads_as_receipt(printed_code(page, sale))


def test_the_page_speaks_the_windows_language(qtbot: QtBot, tmp_path: Path) -> None:
    with on_page(qtbot, tmp_path, make_page, language="en") as driver:
        page = HistoryDriver(qtbot, driver.desk, driver.page)
        page.sold("Kopi")
        page.open("A12-K1-000001")
        assert page.text("history_title") == "History"
        assert page.words("refund_button") == "Refund"
        page.wait_for(lambda: "Thank you" in page.paper)


def test_a_search_that_is_still_waiting_when_the_till_closes_is_no_error(
    page: HistoryDriver, qtbot: QtBot
) -> None:
    page.sold("Kopi")
    with qtbot.captureExceptions() as raised:
        page.field("history_search_field").setText("kopi")
        page.desk.till.close()
        page.page.hide()
    assert not raised


@pytest.mark.parametrize("button", ["refund_button", "exchange_button", "void_button"])
def test_a_press_is_never_for_the_sale_that_was_open_before(
    page: HistoryDriver, button: str
) -> None:
    page.sold("Kopi")
    page.sold("Kain")
    page.open("A12-K1-000001")
    page.page.list.table.selectRow(page.numbers.index("A12-K1-000002"))
    QTest.mouseClick(page.button(button), Qt.MouseButton.LeftButton)
    assert page.shows("history_table")
    page.wait_for(lambda: page.opened == "A12-K1-000002")
    page.press(button)
    assert not page.shows("history_table")


def test_coming_back_types_over_what_was_searched_before(page: HistoryDriver) -> None:
    page.sold("Kopi")
    page.search("000009")
    page.page.enter()
    page.type_text("000001")
    assert page.field("history_search_field").text() == "000001"


def test_what_two_registers_gave_back_is_told_above_the_list(page: HistoryDriver) -> None:
    sell(page.desk.till, "Kopi")
    page.page.enter()
    page.wait_for(lambda: len(page.numbers) == 1)
    listed = page.desk.till.read(history.list_history, 50).result()
    panel = page.page.list.doubled
    assert not panel.isVisible()
    doubled = msgspec.structs.replace(listed, over_returned=("A12-K1-000001",))
    page.page.list.show_listing(doubled, None, searching=False)
    assert panel.isVisible()
    assert "A12-K1-000001" in panel.text.text()
    page.page.list.show_listing(listed, None, searching=False)
    assert not panel.isVisible()
