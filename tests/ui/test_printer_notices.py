"""What the message line says of printing: once for each trouble, and what can be done about it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.domain.slips import Slip
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from tests.drivers.till_driver import TillDriver, open_till_window


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        yield driver


def failed(number: int) -> PrintJob:
    return PrintJob(f"j{number}", Slip.SALE, f"s{number}", f"A12-K1-{number:06}", state="failed")


def unprinted(reason: str) -> PrinterState:
    """A receipt that failed for a reason, at a printer that says nothing of it."""
    job = msgspec.structs.replace(failed(7), error=reason)
    return PrinterState(Shown.FAILED, 1, job)


def keep_old(till: TillDriver, number: int) -> None:
    """Receipts that were asked for half an hour ago."""

    def store(work: Work) -> None:
        for place in range(number):
            asked = work.at - timedelta(minutes=30)
            print_jobs.add(work.db, PrintJob(f"j{place}", Slip.SALE, f"s{place}", "A"), asked)

    till.counter.till.write(store).result()


def offered(number: int) -> PrinterState:
    return PrinterState(Shown.OFFERED, 0, None, number)


@pytest.mark.parametrize(
    ("button", "asked"),
    [("print_offered_button", "print now"), ("drop_offered_button", "drop")],
)
def test_receipts_from_before_a_restart_are_offered(
    till: TillDriver, button: str, asked: str
) -> None:
    keep_old(till, 3)
    till.spooler.now(offered(3))
    till.wait_for(lambda: till.said() == "3 struk dari tadi belum dicetak.")
    assert till.has("print_queue_button")
    till.press(button)
    till.wait_for(lambda: (asked, ("j0", "j1", "j2")) in till.spooler.asked)
    assert till.said() == ""


def test_old_receipts_are_offered_once_until_there_are_more(till: TillDriver) -> None:
    till.spooler.now(offered(2))
    till.wait_for(lambda: "2 struk" in till.said())
    told = till.window.messages.notice
    till.spooler.now(PrinterState(Shown.PRINTING, 1, None, 2))
    till.spooler.now(offered(2))
    QApplication.processEvents()
    assert till.window.messages.notice is told
    till.spooler.now(offered(3))
    till.wait_for(lambda: "3 struk" in till.said())


def test_the_offer_goes_once_nothing_is_offered(till: TillDriver) -> None:
    till.spooler.now(offered(2))
    till.wait_for(lambda: "2 struk" in till.said())
    till.spooler.now(PrinterState(Shown.READY))
    till.wait_for(lambda: till.said() == "")


def test_the_offer_leads_to_the_queue(till: TillDriver) -> None:
    till.spooler.now(offered(2))
    till.wait_for(lambda: till.has("print_queue_button"))
    till.press("print_queue_button")
    till.wait_for_page("printer")


def test_of_two_printers_in_trouble_each_is_told_and_named(till: TillDriver) -> None:
    kasir = PrinterState(Shown.PAPER_OUT, 1, failed(7), printer="p1", name="Kasir")
    dapur = PrinterState(Shown.COVER_OPEN, 1, failed(8), printer="p2", name="Dapur")
    ready = PrinterState(Shown.READY, printer="p2", name="Dapur")
    till.spooler.now(kasir, ready)
    till.wait_for(lambda: "kertas habis" in till.said())
    assert till.said().startswith("Kasir: A12-K1-000007")
    till.spooler.now(kasir, dapur)
    till.wait_for(lambda: till.said().startswith("Dapur: A12-K1-000008"))
    told = till.window.messages.notice
    till.spooler.now(kasir, PrinterState(Shown.PRINTING, 1, printer="p2", name="Dapur"))
    till.spooler.now(kasir, dapur)
    QApplication.processEvents()
    assert till.window.messages.notice is told
    till.spooler.now(kasir, ready)
    till.wait_for(lambda: till.said() == "")


def test_another_trouble_of_the_same_receipt_is_told_too(till: TillDriver) -> None:
    till.spooler.now(PrinterState(Shown.PAPER_OUT, 1, failed(7)))
    till.wait_for(lambda: "kertas habis" in till.said())
    till.spooler.now(PrinterState(Shown.OFFLINE, 1, failed(7)))
    till.wait_for(lambda: "tidak terhubung" in till.said())
    till.spooler.now(PrinterState(Shown.PAPER_OUT, 1, failed(7)))
    QApplication.processEvents()
    assert "tidak terhubung" in till.said()


def test_the_same_trouble_is_told_again_after_somebody_tried(till: TillDriver) -> None:
    state = PrinterState(Shown.PAPER_OUT, 1, failed(7))
    till.spooler.now(state)
    till.wait_for(lambda: till.has("print_retry_button"))
    till.press("print_retry_button")
    assert till.said() == ""
    till.spooler.now(PrinterState(Shown.PRINTING, 1))
    till.spooler.now(state)
    till.wait_for(lambda: "kertas habis" in till.said())


def test_what_a_printer_said_before_the_window_listened_is_told(till: TillDriver) -> None:
    till.spooler.state = offered(2)
    till.flow._on_products_painted()
    assert "2 struk" in till.said()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("refused", "Printer tidak menjawab."),
        ("busy", "Printer sedang dipakai program lain."),
        ("not_a_printer", "bukan printer"),
        ("receipt_not_made.sale_unknown", "tidak bisa dibuat"),
        ("receipt_not_made.qr_too_wide", "lebih lebar"),
    ],
)
def test_a_receipt_that_failed_is_told_with_its_reason_and_what_to_do(
    till: TillDriver, reason: str, said: str
) -> None:
    till.spooler.now(unprinted(reason))
    till.wait_for(lambda: said in till.said())
    assert till.said().count("tersimpan") == 1, "that the sale is safe, once"
    assert till.has("print_retry_button")


def test_why_a_printer_is_out_of_reach_is_told_where_it_is_known(till: TillDriver) -> None:
    error = LapakError("printer_no_permission", address="file:///dev/usb/lp0")
    till.spooler.now(PrinterState(Shown.OFFLINE, 1, failed(7), error=error))
    till.wait_for(lambda: "dialout" in till.said())
