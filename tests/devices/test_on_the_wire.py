"""Every kind of paper, printed by an emulator of real printers that is really on the wire."""

import re

import pytest

from pos_app.devices.document import QR, Document, DrawerPulse, Laid, Row, layout
from pos_app.devices.escpos_renderer import render
from pos_app.devices.paper import Paper, paper_named
from pos_app.devices.printers import transport_from
from pos_app.devices.transliteration import to_ascii
from tests.drivers.emulator import (
    EmulatedPrinter,
    Emulator,
    Printed,
    needs_emulator,
    unknown_bytes,
)
from tests.drivers.every_slip import EVERY_SLIP
from tests.drivers.paper_reading import codes_on, misplaced

pytestmark = needs_emulator


@pytest.fixture(params=["58mm", "80mm"])
def paper(request: pytest.FixtureRequest) -> Paper:
    return paper_named(request.param)


@pytest.fixture
def printer(emulator: Emulator, paper: Paper) -> EmulatedPrinter:
    printer = emulator.printers[paper.name]
    printer.refresh()
    return printer


def address_of(printer: EmulatedPrinter, wire: str) -> str:
    return printer.tcp if wire == "tcp" else f"file://{printer.serial}"


def compare(printed: Printed, document: Document, paper: Paper) -> None:
    """The text row by row, the codes as a scanner reads them, the letters to the dot."""
    laid = layout(document, paper.columns, to_ascii)
    expected = [one.text.rstrip() for one in laid if isinstance(one, Row)]
    shown = [line for line in printed.text.splitlines() if not height_of(line)]
    assert "\n".join(shown).rstrip() == "\n".join(expected).rstrip()
    assert codes_on(printed.png) == sorted(one.payload for one in laid if isinstance(one, QR))
    assert misplaced(printed.png, strips(laid, printed)) == []


def strips(laid: tuple[Laid, ...], printed: Printed) -> list[Row | int]:
    """What follows what on the paper: rows, and the heights of pictures as the printer tells."""
    rows = iter(one for one in laid if isinstance(one, Row))
    lines = printed.text.splitlines()
    return [height_of(line) or next(rows) for line in lines]


def height_of(line: str) -> int:
    """The dots of a picture that a line of the printer's text stands for; 0 if it is text."""
    found = re.fullmatch(r"\[image \d+x(\d+)\]", line)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("wire", ["tcp", "serial"])
@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_every_slip_is_printed_as_it_was_set_and_every_byte_is_understood(
    printer: EmulatedPrinter, paper: Paper, slips: dict[str, Document], slip: str, wire: str
) -> None:
    document = slips[slip]
    transport_from(address_of(printer, wire)).send(render(document, paper))
    [printed] = printer.papers()
    assert unknown_bytes(printer.events()) == []
    compare(printed, document, paper)
    pulses = sum(isinstance(block, DrawerPulse) for block in document.blocks)
    assert len(printer.events("drawer.opened")) == pulses
