"""After a sale: the change, the receipt, the truth about printing, and copies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from pos_app.devices.rendering.document import DrawerPulse
from pos_app.domain.pricing import price
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services.checkout import Completed, checkout
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import receipt
from pos_app.services.printing.print_queue import unfinished
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.services.till import Till
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.tills import cart_of, cash, sell
from ui.notices import Notice
from ui.pages.paying.done_page import DonePage
from ui.presenters.done import DonePresenter
from ui.theme import Look


class DoneDriver:
    """The page with a sale on it."""

    def __init__(self, page: PageDriver[DonePage], seconds: list[float]) -> None:
        self.page = page
        self._seconds = seconds
        self.presenter = page.page._presenter
        self.left: list[bool] = []
        self.presenter.next_sale.connect(self._on_left)
        cart = cart_of(self.till, "Kopi", "Keripik")
        self.completed: Completed = self.till.write(checkout, price(cart), cash(50_000)).result()
        self.presenter.show(self.completed)
        page.page.enter()
        self.let_pass(1.0)

    def let_pass(self, seconds: float) -> None:
        self._seconds[0] += seconds

    def _on_left(self) -> None:
        self.left.append(True)

    @property
    def till(self) -> Till:
        return self.page.desk.till

    @property
    def receipt(self) -> tuple[str, ...]:
        return self.page.page.receipt.paper.rows

    @property
    def said(self) -> str:
        return self.page.text("print_panel_line")

    def printer(self, state: Shown, *, job: PrintJob | None = None, waiting: int = 0) -> None:
        self.page.desk.spooler.now(PrinterState(state, waiting, job))

    def job(self, state: str, sale_id: str = "") -> PrintJob:
        return PrintJob("job", Slip.SALE, sale_id or self.completed.sale.id, "", state=state)

    def wait_receipt(self) -> None:
        self.page.wait_for(lambda: bool(self.receipt))


@pytest.fixture
def done(qtbot: QtBot, tmp_path: Path) -> Iterator[DoneDriver]:
    seconds = [0.0]

    def make(desk: Desk, look: Look) -> DonePage:
        presenter = DonePresenter(desk.counter, desk.background)
        return DonePage(presenter, look, lambda: seconds[0])

    with on_page(qtbot, tmp_path, make, language="en") as page:
        yield DoneDriver(page, seconds)


def test_change_number_and_receipt_are_shown(done: DoneDriver) -> None:
    done.wait_receipt()
    assert done.page.text("done_change") == "Rp19.500"
    assert done.page.text("done_summary") == "Rp30.500 · Cash Rp50.000"
    assert "A12-K1-000001" in done.page.text("done_number")
    assert "09.00 WIB" in done.page.text("done_number")
    assert any("Keripik Singkong Balado" in row for row in done.receipt)
    assert all(len(row) <= 32 for row in done.receipt)


def test_every_way_of_paying_is_named(done: DoneDriver) -> None:
    tenders = (
        Tender(Method.QRIS, 10_000, "7741", basis=Basis.NOTIFICATION),
        Tender(Method.CARD, 10_000, "1234", kind="debit"),
        Tender(Method.CASH, 20_000),
    )
    cart = cart_of(done.till, "Kopi", "Keripik")
    done.presenter.show(done.till.write(checkout, price(cart), tenders).result())
    assert done.page.text("done_summary") == (
        "Rp30.500 · QRIS 7741 Rp10.000 · Debit card ****1234 Rp10.000 · Cash Rp20.000"
    )
    assert done.page.text("done_change") == "Rp9.500"


def test_without_cash_nothing_goes_back_and_no_drawer_opens(done: DoneDriver) -> None:
    tenders = (Tender(Method.TRANSFER, 30_500, kind="BRI"),)
    cart = cart_of(done.till, "Kopi", "Keripik")
    completed = done.till.write(checkout, price(cart), tenders).result()
    done.presenter.show(completed)
    assert done.page.text("done_summary") == "Rp30.500 · BRI Rp30.500"
    assert done.page.text("done_change") == "Rp0"
    document = done.till.read(receipt, completed.sale.id, Letterhead(Catalog("id"))).result()
    assert DrawerPulse() not in document.blocks


def test_the_receipt_follows_the_language(done: DoneDriver) -> None:
    done.wait_receipt()
    assert any(row.startswith("Cash") for row in done.receipt)
    done.page.page.retranslate(Catalog("id"))
    done.page.wait_for(lambda: any(row.startswith("Tunai") for row in done.receipt))


def test_enter_starts_the_next_sale(done: DoneDriver) -> None:
    done.page.key(Qt.Key.Key_Return)
    assert done.left == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_the_second_press_of_a_double_enter_does_not_hide_the_change(
    done: DoneDriver, key: Qt.Key
) -> None:
    done.presenter.show(done.completed)
    done.let_pass(0.5)
    done.page.key(key)
    assert done.left == []
    done.let_pass(0.2)
    done.page.key(key)
    assert done.left == [True]


def test_the_second_tap_of_a_double_tap_does_not_hide_the_change(done: DoneDriver) -> None:
    done.presenter.show(done.completed)
    done.page.press("next_sale_button")
    assert done.left == []
    done.let_pass(0.6)
    done.page.press("next_sale_button")
    assert done.left == [True]


def test_an_enter_that_is_still_held_down_does_not_hide_the_change(done: DoneDriver) -> None:
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(done.page.button("next_sale_button"), held)
    assert done.left == []


def test_a_receipt_counts_as_being_printed_until_the_spooler_says_more(done: DoneDriver) -> None:
    assert done.said == "The receipt is being printed."
    done.printer(Shown.READY)
    done.page.wait_for(lambda: done.said == "The receipt went to the printer.")
    assert done.page.text("print_panel_next_step") == "The sale is saved."


def test_a_silent_printer_is_never_said_to_have_printed(done: DoneDriver) -> None:
    done.printer(Shown.UNKNOWN)
    done.page.wait_for(lambda: "does not tell" in done.said)


def test_a_failed_receipt_offers_another_try(done: DoneDriver) -> None:
    done.printer(Shown.FAILED, job=done.job("failed"), waiting=1)
    done.page.wait_for(lambda: done.page.shows("print_retry_button"))
    assert done.said == "The receipt could not be printed."
    done.page.press("print_retry_button")
    assert ("retry", "job") in done.page.desk.spooler.asked


@pytest.mark.parametrize(
    ("button", "answer"),
    [("print_came_out_button", "came out"), ("print_again_button", "print again")],
)
def test_an_uncertain_receipt_is_asked_about(done: DoneDriver, button: str, answer: str) -> None:
    done.printer(Shown.UNCERTAIN, job=done.job("uncertain"))
    done.page.wait_for(lambda: done.page.shows(button))
    assert done.said == "Did the receipt come out?"
    done.page.press(button)
    assert (answer, "job") in done.page.desk.spooler.asked


def test_trouble_with_an_older_receipt_is_not_blamed_on_this_one(done: DoneDriver) -> None:
    done.printer(Shown.FAILED, job=done.job("failed", "another sale"), waiting=1)
    done.page.wait_for(lambda: done.said == "An earlier receipt could not be printed.")


def test_trouble_names_its_receipt(done: DoneDriver) -> None:
    number = "A12-K1-000009"
    for state in (Shown.FAILED, Shown.UNCERTAIN):
        job = PrintJob("job", Slip.SALE, "another sale", number, state=state)
        done.printer(state, job=job, waiting=1)
        done.page.wait_for(lambda: done.said.startswith(number))


def test_without_a_printer_nothing_is_promised(done: DoneDriver) -> None:
    done.printer(Shown.NONE)
    done.page.wait_for(lambda: done.said == "No printer is set up.")
    assert not done.page.button("reprint_button").isEnabled()


def test_printing_again_queues_a_copy(done: DoneDriver) -> None:
    done.page.desk.clock.move(seconds=2)
    done.page.press("reprint_button")
    done.page.wait_for(lambda: done.page.text("done_said") == "A copy goes to the printer.")
    jobs = done.till.read(unfinished).result()
    assert [job.copy for job in jobs] == [False, True]
    assert ("wake", None) in done.page.desk.spooler.asked


def test_the_pdf_is_saved_where_somebody_chose(done: DoneDriver, tmp_path: Path) -> None:
    chosen = tmp_path / "struk.pdf"
    told: list[Notice] = []
    done.page.page.told.connect(told.append)
    done.presenter.save_pdf(chosen)
    done.page.wait_for(lambda: [one.text for one in told] == [f"Saved as {chosen}."])
    assert chosen.read_bytes().startswith(b"%PDF")
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_a_place_that_cannot_be_written_is_said(done: DoneDriver, tmp_path: Path) -> None:
    done.presenter.save_pdf(tmp_path / "no such folder" / "struk.pdf")
    done.page.wait_for(lambda: "struk.pdf could not be written" in done.page.text("done_said"))


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform, for any dialog
def test_the_file_dialog_waits_for_nobody_and_names_the_receipt(done: DoneDriver) -> None:
    done.page.press("save_pdf_button")
    done.page.press("pdf_choice_save_button")
    dialog = done.page.find(QFileDialog, "save_pdf_dialog")
    done.page.wait_for(dialog.isVisible)
    assert dialog.selectedFiles()[0].endswith("A12-K1-000001.pdf")
    assert dialog.labelText(QFileDialog.DialogLabel.Accept) == "Save"
    assert dialog.labelText(QFileDialog.DialogLabel.Reject) == "Cancel"
    dialog.reject()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_file_dialog_begins_where_the_last_file_was(done: DoneDriver, tmp_path: Path) -> None:
    first = _asked_where(done)
    first.fileSelected.emit(str(tmp_path / "struk.pdf"))
    first.reject()
    done.page.wait_for((tmp_path / "struk.pdf").exists)
    second = _asked_where(done)
    assert Path(second.directory().path()) == tmp_path
    second.reject()


def _asked_where(done: DoneDriver) -> QFileDialog:
    done.page.press("save_pdf_button")
    done.page.press("pdf_choice_save_button")
    dialog = done.page.find(QFileDialog, "save_pdf_dialog")
    done.page.wait_for(dialog.isVisible)
    return dialog


def test_the_next_sale_replaces_everything(done: DoneDriver) -> None:
    done.wait_receipt()
    done.presenter.show(sell(done.till, "Jamu"))
    assert done.page.text("done_change") == "Rp0"
    assert done.page.text("done_said") == ""
    done.page.wait_for(lambda: any("Jamu" in row for row in done.receipt))
    assert not any("Keripik" in row for row in done.receipt)


def test_trouble_of_another_printer_is_none_of_this_receipts(done: DoneDriver) -> None:
    done.page.desk.spooler.now(
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.PAPER_OUT, 2, printer="p2", name="Dapur"),
    )
    said = "The receipt went to the printer."
    done.page.wait_for(lambda: done.page.text("print_panel_line") == said)


def test_old_receipts_in_the_queue_do_not_make_this_one_look_unprinted(done: DoneDriver) -> None:
    done.page.desk.spooler.now(PrinterState(Shown.OFFERED, 0, None, 3))
    said = "The receipt went to the printer, which does not tell whether it came out."
    done.page.wait_for(lambda: done.page.text("print_panel_line") == said)
