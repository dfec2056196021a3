"""A printer that is really on the wire and fails: what the till is told is what is on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.devices.rendering.document import Document, Row, layout
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import Paper, paper_named
from pos_app.devices.rendering.transliteration import to_ascii
from pos_app.devices.transports.transport import (
    DeliveryUncertain,
    PrinterState,
    PrinterUnreachable,
    Transport,
)
from tests.drivers.patient import patient
from tests.drivers.printers.emulator import EmulatedPrinter, Emulator, Printed, needs_emulator
from tests.drivers.printers.relay import Moment, RelayedLine, RelayedPort, cut

pytestmark = needs_emulator

CANNOT = [
    ("paper-out", PrinterState.PAPER_OUT),
    ("cover-open", PrinterState.COVER_OPEN),
    ("offline", PrinterState.OFFLINE),
]


@pytest.fixture(params=["58mm", "80mm"])
def paper(request: pytest.FixtureRequest) -> Paper:
    return paper_named(request.param)


@pytest.fixture
def printer(emulator: Emulator, paper: Paper) -> EmulatedPrinter:
    printer = emulator.printers[paper.name]
    printer.refresh()
    return printer


@pytest.fixture(params=["tcp", "serial"])
def till(request: pytest.FixtureRequest, printer: EmulatedPrinter) -> Transport:
    return patient(printer.tcp if request.param == "tcp" else f"file://{printer.serial}")


@pytest.fixture
def receipt(slips: dict[str, Document], paper: Paper) -> bytes:
    return render(slips["sale"], paper)


def outcome(transport: Transport, job: bytes) -> str:
    """What the spooler notes for a job."""
    try:
        transport.send(job)
    except PrinterUnreachable:
        return "failed"
    except DeliveryUncertain:
        return "uncertain"
    return "sent"


def rows_of(document: Document, paper: Paper) -> list[str]:
    laid = layout(document, paper.columns, to_ascii)
    return [one.text.rstrip() for one in laid if isinstance(one, Row)]


def without_pictures(printed: Printed) -> str:
    lines = [line for line in printed.text.splitlines() if not line.startswith("[image")]
    return "\n".join(lines).rstrip()


def is_whole(printed: Printed, document: Document, paper: Paper) -> bool:
    return without_pictures(printed) == "\n".join(rows_of(document, paper)).rstrip()


@pytest.mark.parametrize(("fault", "state"), CANNOT)
def test_a_printer_in_trouble_is_sent_nothing_that_could_come_out_later(
    printer: EmulatedPrinter, till: Transport, receipt: bytes, fault: str, state: PrinterState
) -> None:
    printer.begin(fault)
    assert till.status().state is state
    with pytest.raises(PrinterUnreachable, match=f"printer_{state.value}"):
        till.send(receipt)
    printer.end(fault)
    assert till.status().state is PrinterState.READY
    till.send(receipt)
    assert len(printer.papers()) == 1


@pytest.mark.parametrize(("fault", "state"), CANNOT)
@pytest.mark.parametrize("wire", ["tcp", "serial"])
def test_trouble_in_the_middle_of_a_receipt_leaves_it_uncertain(
    printer: EmulatedPrinter,
    slips: dict[str, Document],
    paper: Paper,
    receipt: bytes,
    fault: str,
    state: PrinterState,
    wire: str,
) -> None:
    def begin() -> bool:
        printer.begin(fault)
        return True

    moment = Moment(len(receipt) // 2, begin)
    relayed = relay_of(printer, wire)(moment)
    with relayed, pytest.raises(DeliveryUncertain) as caught:
        patient(relayed.address).send(receipt)
    assert caught.value.details["reason"] == state.value
    printer.end(fault)
    [printed] = printer.papers()
    assert is_whole(printed, slips["sale"], paper)


def relay_of(printer: EmulatedPrinter, wire: str) -> Callable[[Moment], RelayedPort | RelayedLine]:
    if wire == "tcp":
        return lambda moment: RelayedPort(printer.port, moment)
    return lambda moment: RelayedLine(str(printer.serial), moment)


@pytest.mark.parametrize(("fault", "state"), CANNOT)
def test_trouble_after_a_receipt_does_not_make_it_doubtful(
    printer: EmulatedPrinter, till: Transport, receipt: bytes, fault: str, state: PrinterState
) -> None:
    till.send(receipt)
    assert len(printer.papers()) == 1
    printer.begin(fault)
    assert till.status().state is state


def test_paper_that_runs_low_is_told_and_still_printed_on(
    printer: EmulatedPrinter,
    till: Transport,
    slips: dict[str, Document],
    paper: Paper,
    receipt: bytes,
) -> None:
    printer.begin("paper-near-end")
    assert till.status().state is PrinterState.PAPER_NEAR_END
    till.send(receipt)
    [printed] = printer.papers()
    assert is_whole(printed, slips["sale"], paper)


def test_wherever_the_connection_is_cut_the_till_knows_and_the_next_receipt_is_clean(
    printer: EmulatedPrinter, slips: dict[str, Document], paper: Paper
) -> None:
    job = render(slips["sale"], paper)
    told = []
    for after in range(0, len(job) + 512, 512):
        printer.refresh()
        with RelayedPort(printer.port, cut(after)) as relayed:
            told.append(outcome(patient(relayed.address), job))
        direct = patient(printer.tcp)
        assert outcome(direct, job) == "sent"
        papers = printer.papers()
        while not is_whole(papers[-1], slips["sale"], paper):  # what was cut may come first
            papers = printer.papers(len(papers) + 1)
        if told[-1] == "sent":
            papers = printer.papers(2)
        if told[-1] != "uncertain":
            whole = [is_whole(one, slips["sale"], paper) for one in papers]
            assert whole == ([True, True] if told[-1] == "sent" else [True])
    assert told[0] == "failed"
    assert set(told[1:-1]) == {"uncertain"}
    assert told[-1] == "sent"


@pytest.mark.parametrize("part", [0.0, 0.4, 0.8])
def test_a_serial_line_that_vanishes_anywhere_in_a_receipt_leaves_the_next_one_clean(
    printer: EmulatedPrinter, slips: dict[str, Document], paper: Paper, tmp_path: Path, part: float
) -> None:
    """The printer stays on: cut within a picture it takes what comes next for the rest of it."""
    line = tmp_path / "line"
    till = patient(f"file://{line}")
    job = render(slips["sale"], paper)
    with RelayedLine(str(printer.serial), cut(int(part * len(job)))) as relayed:
        line.symlink_to(relayed.path)
        told = outcome(till, job)
    line.unlink()
    line.symlink_to(printer.serial)
    assert outcome(till, job) == "sent"
    text = "".join(f"{row}\n" for row in rows_of(slips["sale"], paper)).rstrip()
    papers = printer.papers()
    while text not in without_pictures(papers[-1]):
        papers = printer.papers(len(papers) + 1)
    assert told == ("failed" if part == 0 else "uncertain")
