"""The printers' page: each state in words, each waiting paper with what can be done about it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_app.devices.transports.transport import PrinterUnreachable
from pos_app.domain.errors import LapakError
from pos_app.domain.slips import Slip
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import PrinterSetup
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.models.queue_rows import QueueRows
from ui.pages.printing.job_words import job_name
from ui.pages.printing.printer_page import PrinterPage
from ui.presenters.printer import PrinterPresenter
from ui.theme import Look

Printers = PageDriver[PrinterPage]
ONE = (PrinterSetup("p1", "Kasir", "tcp://192.168.1.50:9100"),)
TWO = (*ONE, PrinterSetup("p2", "Dapur", "tcp://192.168.1.51:9100", roles=("order",)))
THREE = (*TWO, PrinterSetup("p3", "Gudang", "file:///dev/usb/lp0", roles=()))


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, clock: Seconds) -> Iterator[Printers]:
    def make(desk: Desk, look: Look) -> PrinterPage:
        desk.counter.settings_file.change(printers=ONE)
        return PrinterPage(PrinterPresenter(desk.counter, desk.background), look, clock)

    with on_page(qtbot, tmp_path, make, language="en") as shown:
        yield shown


def a_job(number: int, state: str = "queued", **fields: object) -> PrintJob:
    job = PrintJob(f"j{number}", Slip.SALE, f"s{number}", f"A12-K1-{number:06}", state=state)
    return msgspec.structs.replace(job, **fields)


def keep(page: Printers, *jobs: PrintJob, minutes_ago: int = 0) -> None:
    """Put jobs into the queue as they are, asked for some minutes ago."""

    def store(work: Work) -> None:
        for job in jobs:
            asked = work.at - timedelta(minutes=minutes_ago)
            print_jobs.add(work.db, job, asked)

    page.desk.till.write(store).result()


def says(page: Printers) -> list[str]:
    return [f"{row.name}: {row.says}" for row in page.page.queue.model.rows]


def asked(page: Printers) -> list[tuple[str, object]]:
    return page.desk.spooler.asked


def choose(page: Printers, place: int) -> None:
    page.page.queue.list.setCurrentIndex(page.page.queue.model.index(place))


def wait_for_rows(page: Printers, number: int) -> None:
    page.wait_for(lambda: len(page.page.queue.model.rows) == number)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Shown.READY, "The printer is ready."),
        (Shown.UNKNOWN, "The printer does not tell how it is."),
        (Shown.PAPER_OUT, "The paper is used up. Put in a new roll."),
        (Shown.PAPER_NEAR_END, "The paper is nearly used up."),
        (Shown.COVER_OPEN, "The printer's cover is open. Close it."),
        (Shown.OFFLINE, "The printer cannot be reached. Check its power and cable."),
        (Shown.PRINTING, "The printer is printing."),
        (Shown.NONE, "No printer is set up."),
    ],
)
def test_each_state_of_the_printer_is_said_in_words(
    page: Printers, state: Shown, words: str
) -> None:
    page.desk.spooler.now(PrinterState(state))
    page.wait_for(lambda: page.text("printer_panel_line") == words)
    assert page.shows("printer_test_button") == (state is not Shown.NONE)


def test_a_printer_that_says_nothing_is_never_called_ready(page: Printers) -> None:
    page.desk.spooler.now(PrinterState(Shown.UNKNOWN))
    page.wait_for(lambda: "Nor whether a paper came out" in page.text("printer_panel_next_step"))
    assert "ready" not in page.text("printer_panel_line")


def test_waiting_papers_are_listed_with_number_time_tries_and_reason(page: Printers) -> None:
    keep(
        page,
        a_job(7, "failed", tries=3, error="printer_paper_out"),
        a_job(8, copy=True),
        PrintJob("z", Slip.SHIFT_Z, "shift", "Z-0003"),
    )
    page.desk.spooler.now(PrinterState(Shown.PAPER_OUT, 3, a_job(7, "failed")))
    wait_for_rows(page, 3)
    assert says(page) == [
        (
            "Receipt A12-K1-000007: The printer has no paper. Put a roll in; the receipt follows."
            " · tried 3 times"
        ),
        "Receipt A12-K1-000008 (copy): Waiting",
        "Z report Z-0003: Waiting",
    ]
    assert [row.at for row in page.page.queue.model.rows] == ["09.00"] * 3
    assert page.text("queue_title") == "Print queue · 3"


def test_why_the_last_try_failed_stands_beside_the_button_for_another(page: Printers) -> None:
    error = PrinterUnreachable("printer_unreachable", address="tcp://x", reason="refused")
    keep(page, a_job(7, "failed", tries=2, error="refused"))
    page.desk.spooler.now(PrinterState(Shown.FAILED, 1, a_job(7, "failed"), error=error))
    page.wait_for(lambda: page.shows("print_retry_button"))
    assert page.text("printer_panel_line") == "A12-K1-000007 · The receipt could not be printed."
    assert page.text("printer_panel_next_step")
    page.press("print_retry_button")
    assert asked(page) == [("print now", ("j7",))]


def test_a_paper_that_cannot_be_made_is_not_blamed_on_the_printer(page: Printers) -> None:
    keep(page, a_job(7, "failed", error="receipt_not_made"))
    page.desk.spooler.now(PrinterState(Shown.FAILED, 1, a_job(7, "failed")))
    wait_for_rows(page, 1)
    assert "could not be made" in says(page)[0]


def test_a_reason_too_long_for_its_row_is_told_whole_below(page: Printers) -> None:
    keep(page, a_job(7, "failed", error="no_permission"), a_job(8))
    page.desk.spooler.now(PrinterState(Shown.FAILED, 2, a_job(7, "failed")))
    wait_for_rows(page, 2)
    page.wait_for(lambda: "log in again" in page.text("queue_whole_reason"))
    choose(page, 1)
    assert page.text("queue_whole_reason") == ""


def test_a_paper_is_printed_now_or_no_more_wanted_by_keys_alone(page: Printers) -> None:
    keep(page, a_job(7), a_job(8))
    page.desk.spooler.now(PrinterState(Shown.PAPER_OUT, 2))
    wait_for_rows(page, 2)
    page.page.queue.list.setFocus()
    page.key(Qt.Key.Key_Return)
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Delete)
    assert asked(page) == [("print now", ("j7",)), ("drop", ("j8",))]


def test_buttons_do_the_same(page: Printers) -> None:
    keep(page, a_job(7))
    page.desk.spooler.now(PrinterState(Shown.PAPER_OUT, 1))
    wait_for_rows(page, 1)
    page.press("print_now_button")
    page.press("drop_job_button")
    assert asked(page) == [("print now", ("j7",)), ("drop", ("j7",))]


def test_papers_in_doubt_are_asked_about_one_after_the_other(
    page: Printers, clock: Seconds
) -> None:
    doubtful = a_job(7, "uncertain", tries=1, error="timeout", tried_on="p1")
    keep(page, doubtful, a_job(8, "uncertain", tries=1, error="timeout", tried_on="p1"))
    page.desk.spooler.now(PrinterState(Shown.UNCERTAIN, 0, doubtful))
    wait_for_rows(page, 2)
    assert page.text("printer_panel_line") == "Receipt A12-K1-000007: did it come out?"
    assert "2 papers are in doubt" in page.text("printer_panel_next_step")
    clock.now += 1
    page.press("print_came_out_button")
    page.press("print_came_out_button")  # the second press of a double one
    assert asked(page) == [("came out", "j7")]

    def answered(work: Work) -> None:
        print_jobs.set_state(work.db, msgspec.structs.replace(doubtful, state="sent"), work.at)

    page.desk.till.write(answered).result()
    page.desk.spooler.now(PrinterState(Shown.UNCERTAIN, 0, a_job(8)))
    page.wait_for(
        lambda: page.text("printer_panel_line") == "Receipt A12-K1-000008: did it come out?"
    )
    page.press("print_again_button")  # meant for the one before
    assert len(asked(page)) == 1
    clock.now += 1
    page.press("print_again_button")
    assert asked(page)[1:] == [("print again", "j8")]


def test_a_paper_in_doubt_is_neither_printed_nor_dropped_nor_moved_unasked(page: Printers) -> None:
    page.desk.counter.settings_file.change(printers=TWO)
    keep(page, a_job(7, "uncertain", tries=1, tried_on="p1"))
    page.desk.spooler.now(
        PrinterState(Shown.UNCERTAIN, 0, a_job(7), printer="p1", name="Kasir"),
        PrinterState(Shown.READY, printer="p2", name="Dapur"),
    )
    wait_for_rows(page, 1)
    for name in ("print_now_button", "drop_job_button", "move_job_button"):
        assert not page.button(name).isEnabled()
    page.page.queue.list.setFocus()
    page.key(Qt.Key.Key_Delete)
    assert asked(page) == []
    assert not page.shows("move_all_button")


def test_papers_from_earlier_are_printed_together_or_not_at_all(
    page: Printers, clock: Seconds
) -> None:
    keep(page, a_job(7), a_job(8), minutes_ago=25)
    page.desk.spooler.now(PrinterState(Shown.OFFERED, 0, None, 2))
    page.wait_for(lambda: page.shows("offered_panel"))
    assert page.text("offered_line") == "2 papers from earlier have not been printed."
    assert not page.shows("printer_panel")
    page.press("print_offered_button")
    assert asked(page) == [("print now", ("j7", "j8"))]
    page.press("drop_offered_button")
    assert page.words("drop_offered_button") == "Press again: none is printed"
    assert len(asked(page)) == 1
    page.page.offered.drop_button.sure.emit()
    assert asked(page)[1:] == [("drop", ("j7", "j8"))]


def test_with_one_other_printer_it_takes_over_at_once(page: Printers) -> None:
    page.desk.counter.settings_file.change(printers=TWO)
    keep(page, a_job(7), a_job(8), PrintJob("copy", Slip.ORDER_COPY, "s7", "A12-K1-000007"))
    page.desk.spooler.now(
        PrinterState(Shown.OFFLINE, 2, printer="p1", name="Kasir"),
        PrinterState(Shown.READY, 1, printer="p2", name="Dapur"),
    )
    wait_for_rows(page, 2)
    choose(page, 1)
    assert page.words("move_job_button") == "Print on Dapur"
    page.press("move_job_button")
    page.press("move_all_button")
    assert asked(page) == [("take over", ("p2", "j8")), ("take over", ("p2", "j7", "j8"))]


def test_with_several_other_printers_one_is_chosen(page: Printers) -> None:
    page.desk.counter.settings_file.change(printers=THREE)
    keep(page, a_job(7))
    page.desk.spooler.now(
        PrinterState(Shown.OFFLINE, 1, printer="p1", name="Kasir"),
        PrinterState(Shown.READY, printer="p2", name="Dapur"),
        PrinterState(Shown.READY, printer="p3", name="Gudang"),
    )
    wait_for_rows(page, 1)
    page.press("move_job_button")
    page.wait_for(lambda: page.shows("where_1_button"))
    assert asked(page) == []
    page.press("where_1_button")
    assert asked(page) == [("take over", ("p3", "j7"))]
    assert page.shows("move_job_button")


def test_each_printer_has_its_own_queue_and_state(page: Printers) -> None:
    page.desk.counter.settings_file.change(printers=TWO)
    keep(page, a_job(7), PrintJob("copy", Slip.ORDER_COPY, "s7", "A12-K1-000007"))
    page.desk.spooler.now(
        PrinterState(Shown.READY, 1, printer="p1", name="Kasir"),
        PrinterState(Shown.PAPER_OUT, 1, printer="p2", name="Dapur"),
    )
    page.wait_for(lambda: page.shows("printer_p2_tab"))
    wait_for_rows(page, 1)
    assert says(page) == ["Receipt A12-K1-000007: Waiting"]
    page.press("printer_p2_tab")
    assert says(page) == ["Copy for preparing A12-K1-000007: Waiting"]
    assert page.text("printer_title") == "Dapur"
    assert page.text("printer_panel_line") == "The paper is used up. Put in a new roll."
    page.press("printer_test_button")
    assert asked(page) == [("test print", "p2")]


def test_the_page_begins_with_the_printer_that_needs_somebody(page: Printers) -> None:
    page.desk.counter.settings_file.change(printers=TWO)
    page.desk.spooler.now(
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.COVER_OPEN, printer="p2", name="Dapur"),
    )
    page.page.enter()
    page.wait_for(lambda: page.text("printer_title") == "Dapur")


def test_the_chosen_paper_stays_chosen_while_others_are_printed(page: Printers) -> None:
    keep(page, a_job(7), a_job(8), a_job(9))
    page.desk.spooler.now(PrinterState(Shown.PAPER_OUT, 3))
    wait_for_rows(page, 3)
    choose(page, 2)

    def printed(work: Work) -> None:
        print_jobs.set_state(work.db, a_job(7, "sent"), work.at)

    page.desk.till.write(printed).result()
    page.desk.spooler.now(PrinterState(Shown.PAPER_OUT, 2))
    wait_for_rows(page, 2)
    assert page.page.queue.chosen == "j9"


def test_a_long_queue_is_shown_without_delay(page: Printers) -> None:
    keep(page, *(a_job(number, "failed", tries=2, error="timeout") for number in range(200)))
    page.desk.spooler.now(PrinterState(Shown.OFFLINE, 200))
    wait_for_rows(page, 200)
    page.qtbot.wait(1)
    assert page.page.queue.list.uniformItemSizes()
    choose(page, 199)
    assert page.page.queue.list.currentIndex().row() == 199


def test_a_test_page_that_cannot_be_printed_is_said(page: Printers) -> None:
    page.press("printer_test_button")
    page.desk.spooler.tests[0].set_exception(LapakError("printer_paper_out"))
    page.wait_for(lambda: page.shows("printer_notice"))
    assert "no paper" in page.text("printer_notice_text")


def test_the_rows_are_a_good_model(qtmodeltester: ModelTester, page: Printers) -> None:
    keep(page, a_job(7), a_job(8))
    page.desk.spooler.now(PrinterState(Shown.OFFLINE, 2))
    wait_for_rows(page, 2)
    model = QueueRows()
    model.show_rows(page.page.queue.model.rows)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("slip", list(Slip))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_paper_has_a_name(slip: Slip, language: str) -> None:
    assert job_name(PrintJob("j", slip, "s", ""), Catalog(language))


def test_a_paper_that_is_tried_can_be_dropped_but_not_printed_twice(page: Printers) -> None:
    keep(page, a_job(7, "sending", tries=1, tried_on="p1"))
    page.desk.spooler.now(PrinterState(Shown.PRINTING, 1))
    wait_for_rows(page, 1)
    assert not page.button("print_now_button").isEnabled()
    page.press("drop_job_button")
    assert asked(page) == [("drop", ("j7",))]
