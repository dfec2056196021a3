"""What a printer's setup says it can do, on an emulated printer that is really on the wire."""

import io

import pytest
from PIL import Image

from pos_app.devices.papers.sample_page import SCANNED, SCANNED_BARS, sample_page
from pos_app.devices.rendering import logo
from pos_app.devices.rendering.document import QR, Document, Picture, Text, Way
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import Paper
from pos_app.devices.rendering.profiles import paper_of
from pos_app.devices.transports.printers import transport_from
from resources.translations import Catalog
from tests.drivers.printers.emulator import (
    EmulatedPrinter,
    Emulator,
    Printed,
    needs_emulator,
    unknown_bytes,
)
from tests.drivers.printers.paper_reading import codes_on, white_modules

pytestmark = needs_emulator

EPSON = {"profile": "epson-tm-t82", "paper": "80"}


@pytest.fixture
def printer(emulator: Emulator) -> EmulatedPrinter:
    printer = emulator.printers["80mm"]
    printer.refresh()
    return printer


def printed(printer: EmulatedPrinter, document: Document, paper: Paper) -> Printed:
    """What came out; every byte was understood."""
    transport_from(printer.tcp).send(render(document, paper))
    [one] = printer.papers()
    assert unknown_bytes(printer.events()) == []
    return one


@pytest.mark.parametrize("page", ["cp437", "cp850", "cp858", "cp1252"])
def test_letters_of_a_code_page_come_out_as_they_are(printer: EmulatedPrinter, page: str) -> None:
    document = Document((Text("Crème brûlée ½ · ñandú"), Text("Kopi 咖啡 ☕")))
    paper = printed(printer, document, paper_of(paper="80", code_page=page))
    first, second = paper.text.splitlines()[:2]
    dot = "·" if page != "cp437" else first[15]
    assert first == f"Crème brûlée ½ {dot} ñandú"
    assert second == "Kopi ??"


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("setup", [{"paper": "80"}, EPSON])
def test_a_code_is_read_however_it_is_sent(
    printer: EmulatedPrinter, setup: dict[str, str], way: Way
) -> None:
    paper = paper_of(**setup, qr=way)  # type: ignore[arg-type]  # words only
    one = printed(printer, Document((QR("LPK1" + "ABC234" * 20, small=True),)), paper)
    assert codes_on(one.png) == ["LPK1" + "ABC234" * 20]


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("setup", [{"paper": "80"}, EPSON])
def test_four_modules_of_paper_stay_white_around_a_code(
    printer: EmulatedPrinter, setup: dict[str, str], way: Way
) -> None:
    paper = paper_of(**setup, qr=way)  # type: ignore[arg-type]  # words only
    full = Text("W" * paper.columns)
    one = printed(printer, Document((full, QR("LPK8ABC234" * 10, small=True), full)), paper)
    assert white_modules(one.png) >= 4


@pytest.mark.parametrize("setup", [{"paper": "80"}, EPSON])
def test_a_logo_comes_out_in_the_middle(printer: EmulatedPrinter, setup: dict[str, str]) -> None:
    written = io.BytesIO()
    Image.new("L", (400, 200), 0).save(written, "PNG")
    paper = paper_of(**setup)  # type: ignore[arg-type]  # words only
    one = printed(printer, Document((Picture(logo.imported(written.getvalue())),)), paper)
    left, _, right, _ = (
        Image.open(io.BytesIO(one.png)).convert("L").point(_INK).getbbox() or (0,) * 4
    )
    assert right - left == 432
    assert abs(left - (576 - right)) <= 8


@pytest.mark.parametrize("setup", [{"paper": "80"}, EPSON])
def test_the_test_page_shows_its_codes(printer: EmulatedPrinter, setup: dict[str, str]) -> None:
    paper = paper_of(**setup, code_page="cp858")  # type: ignore[arg-type]
    one = printed(printer, sample_page(paper, Catalog("id")), paper)
    assert codes_on(one.png) == sorted([*SCANNED.values(), SCANNED_BARS])
    assert "é ñ ü ç ½ £ €" in one.text
    assert printer.events("drawer.opened") == []


_INK = [255 if tone < 128 else 0 for tone in range(256)]
