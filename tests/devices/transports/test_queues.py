"""Queues of Windows and CUPS: asked before, followed after, and never left to print later."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pos_app.devices.finding import cups, windows_printers
from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.finding.listing import listing_of
from pos_app.devices.finding.missing_part import MissingPart
from pos_app.devices.transports.cups_printer import CupsPrinter
from pos_app.devices.transports.transport import (
    DeliveryUncertain,
    PrinterState,
    PrinterUnreachable,
    Transport,
)
from pos_app.devices.transports.windows_printer import WindowsPrinter
from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from tests.drivers.printers import cups_server
from tests.drivers.printers import fake_spooler as windows
from tests.drivers.printers.fake_spooler import FakeSpooler

RECEIPT = b"\x1b@" + b"Terima kasih\n" * 70


def refusal(transport: Transport) -> PrinterUnreachable:
    with pytest.raises(PrinterUnreachable) as caught:
        transport.send(RECEIPT)
    return caught.value


@pytest.mark.parametrize(
    ("status", "attributes", "state", "code"),
    [
        (windows.OFFLINE, 0, PrinterState.OFFLINE, "printer_offline"),
        (0, windows.WORKS_OFFLINE, PrinterState.OFFLINE, "printer_offline"),
        (windows.PAUSED, 0, PrinterState.OFFLINE, "printer_paused"),
        (windows.PAPER_OUT, 0, PrinterState.PAPER_OUT, "printer_paper_out"),
        (windows.DOOR_OPEN, 0, PrinterState.COVER_OPEN, "printer_cover_open"),
    ],
)
def test_a_windows_printer_that_cannot_print_gets_no_job_to_print_later(
    status: int, attributes: int, state: PrinterState, code: str
) -> None:
    spooler = FakeSpooler()
    printer = WindowsPrinter("POS-58", spooler=spooler)
    spooler.status, spooler.attributes = status, attributes
    assert printer.status().state is state
    assert refusal(printer).code == code
    spooler.status = spooler.attributes = 0
    printer.send(b"next")
    assert spooler.wait_for(4) == b"next"
    assert (spooler.waiting, spooler.handles) == (0, 0)


@pytest.mark.parametrize(
    ("holds", "code"),
    [
        (windows.JOB_OFFLINE, "printer_offline"),
        (windows.JOB_PAPER_OUT, "printer_paper_out"),
        (windows.JOB_PAUSED, "printer_paused"),
        (windows.JOB_SPOOLING, "printer_queue_stuck"),
        (0, "printer_queue_stuck"),
    ],
)
def test_a_windows_job_that_never_began_is_taken_back_and_certainly_not_printed(
    holds: int, code: str
) -> None:
    spooler = FakeSpooler()
    spooler.holds, spooler.holds_all = holds, True
    printer = WindowsPrinter("POS-58", spooler=spooler, confirm_timeout_s=0.4)
    assert refusal(printer).code == code
    assert (spooler.waiting, len(spooler.deleted)) == (0, 1)


def test_a_windows_job_that_could_not_be_taken_back_is_asked_about() -> None:
    spooler = FakeSpooler()
    spooler.holds, spooler.keeps = windows.JOB_SPOOLING, True
    with pytest.raises(DeliveryUncertain):
        WindowsPrinter("POS-58", spooler=spooler, confirm_timeout_s=0.3).send(RECEIPT)


@pytest.mark.parametrize(
    ("holds", "reason"),
    [
        (windows.JOB_PRINTING | windows.JOB_OFFLINE, "offline"),
        (windows.JOB_PRINTING | windows.JOB_PAPER_OUT, "paper_out"),
        (windows.JOB_PRINTING, "not_confirmed"),
    ],
)
def test_a_windows_job_that_began_and_does_not_move_is_taken_back_and_asked_about(
    holds: int, reason: str
) -> None:
    spooler = FakeSpooler()
    spooler.holds = holds
    with pytest.raises(DeliveryUncertain) as caught:
        WindowsPrinter("POS-58", spooler=spooler, confirm_timeout_s=0.4).send(RECEIPT)
    assert caught.value.details["reason"] == reason
    assert (spooler.waiting, len(spooler.deleted)) == (0, 1)


def test_a_spooler_that_takes_only_a_part_leaves_the_job_uncertain() -> None:
    spooler = FakeSpooler()
    spooler.takes_at_most = 100
    with pytest.raises(DeliveryUncertain) as caught:
        WindowsPrinter("POS-58", spooler=spooler).send(RECEIPT)
    assert caught.value.details["sent"] == 100
    assert spooler.waiting == 0


def test_a_windows_printer_that_was_removed_is_not_there() -> None:
    printer = WindowsPrinter("POS-80", spooler=FakeSpooler("POS-58"))
    assert printer.status().state is PrinterState.OFFLINE
    assert refusal(printer).code == "printer_not_there"


def test_windows_printers_are_listed_without_those_that_make_files() -> None:
    assert list(windows_printers.listed(FakeSpooler("POS-58"))) == [
        FoundPrinter("windows://Kasir%202", "Kasir 2", Connection.SYSTEM),
        FoundPrinter("windows://POS-58", "POS-58", Connection.SYSTEM),
    ]


def test_a_spooler_that_is_stopped_hides_no_other_printers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spooler = FakeSpooler()

    def stopped(*_: object) -> None:
        raise windows.SpoolerError(windows.STOPPED, "EnumPrinters")

    monkeypatch.setattr(spooler, "EnumPrinters", stopped)
    port = FoundPrinter("serial://COM5?baud=9600", "COM5", Connection.SERIAL)
    listing = listing_of(
        {
            "system_printers": lambda: windows_printers.listed(spooler),
            "serial_ports": lambda: [port],
        }
    )
    assert listing.printers == (port,)
    assert [error.code for error in listing.unlisted] == ["system_printers_not_listed"]


def test_without_pywin32_a_windows_printer_says_what_is_missing() -> None:
    refused = refusal(WindowsPrinter("POS-58"))
    assert refused.code == "printer_part_missing"
    assert refused.details["part"] == "pywin32"


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as running:
        yield running


@pytest.fixture
def queue(
    printer: VirtualPrinter, monkeypatch: pytest.MonkeyPatch
) -> Iterator[cups_server.CupsServer]:
    if why := cups_server.missing():
        pytest.skip(why)
    with ExitStack() as stack:
        server = stack.enter_context(cups_server.CupsServer(printer.port))
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def test_cups_queues_are_listed(queue: cups_server.CupsServer) -> None:
    assert list(cups.listed()) == [FoundPrinter("cups://pos", "pos", Connection.SYSTEM)]
    queue.run("lpadmin", "-x", "pos")
    assert list(cups.listed()) == []


def test_a_paused_cups_queue_gets_no_job_to_print_later(
    queue: cups_server.CupsServer, printer: VirtualPrinter
) -> None:
    queue.run("cupsdisable", "pos")
    assert CupsPrinter("pos").status().state is PrinterState.OFFLINE
    assert refusal(CupsPrinter("pos")).code == "printer_paused"
    queue.run("cupsenable", "pos")
    CupsPrinter("pos").send(b"next")
    assert [job.data for job in printer.wait_for_jobs(1)] == [b"next"]


def test_a_cups_queue_that_takes_no_jobs_says_so(queue: cups_server.CupsServer) -> None:
    queue.run("cupsreject", "pos")
    assert refusal(CupsPrinter("pos")).code == "printer_paused"


def test_a_cups_job_whose_printer_is_off_is_taken_back_and_certainly_not_printed(
    queue: cups_server.CupsServer, printer: VirtualPrinter
) -> None:
    printer.begin(Fault.REFUSE)
    assert refusal(CupsPrinter("pos", confirm_timeout_s=1.0)).code == "printer_queue_stuck"
    printer.end(Fault.REFUSE)
    CupsPrinter("pos").send(b"next")
    assert [job.data for job in printer.wait_for_jobs(1)] == [b"next"]


def test_a_cups_job_behind_one_that_is_stuck_is_taken_back_and_certainly_not_printed(
    queue: cups_server.CupsServer, printer: VirtualPrinter, tmp_path: Path
) -> None:
    printer.begin(Fault.REFUSE)
    other = tmp_path / "other"
    other.write_bytes(b"other")
    queue.run("lp", "-d", "pos", "-o", "raw", str(other))
    assert refusal(CupsPrinter("pos", confirm_timeout_s=1.0)).code == "printer_queue_stuck"
    assert "pos-1" in queue.run("lpstat", "-o", "pos")
    assert "pos-2" not in queue.run("lpstat", "-o", "pos")


def test_a_cups_job_that_was_begun_and_does_not_move_is_taken_back_and_asked_about(
    queue: cups_server.CupsServer, printer: VirtualPrinter
) -> None:
    printer.begin(Fault.STALL)
    with pytest.raises(DeliveryUncertain) as caught:
        CupsPrinter("pos", confirm_timeout_s=1.0).send(b"\x1b@" + b"Terima kasih\n" * 400_000)
    assert caught.value.details["reason"] == "not_confirmed"
    assert "pos-1" not in queue.run("lpstat", "-o", "pos")


def test_a_cups_queue_that_is_not_there_says_so(queue: cups_server.CupsServer) -> None:
    assert refusal(CupsPrinter("kasir")).code == "printer_not_there"


def test_without_cups_its_printers_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    refused = refusal(CupsPrinter("pos"))
    assert refused.code == "printer_part_missing"
    assert refused.details["install"] == "apt install cups-client"
    assert CupsPrinter("pos").status().state is PrinterState.OFFLINE
    with pytest.raises(MissingPart):
        list(cups.listed())
