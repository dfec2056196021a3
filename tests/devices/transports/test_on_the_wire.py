"""Every kind of paper, printed by an emulator of real printers that is really on the wire."""

import io
import itertools
import re

import msgspec
import pytest
from PIL import Image, ImageDraw

from pos_app.devices.papers.sample_page import sample_page
from pos_app.devices.rendering.bars import bars_of
from pos_app.devices.rendering.document import (
    QR,
    Barcode,
    Document,
    DrawerPulse,
    Laid,
    Picture,
    Row,
    Text,
    layout,
)
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import Paper
from pos_app.devices.rendering.transliteration import folding_to
from pos_app.services.papers.letterhead import Letterhead, import_logo, logo_of
from pos_app.services.printing.printer import paper_of_setup
from pos_app.settings import PrinterSetup, ReceiptDesign
from resources.translations import Catalog
from tests.drivers.patient import patient
from tests.drivers.printers.emulator import (
    EmulatedPrinter,
    Emulator,
    Printed,
    needs_emulator,
    unknown_bytes,
)
from tests.drivers.printers.every_slip import EVERY_SLIP, every_slip
from tests.drivers.printers.paper_reading import codes_on, misplaced

pytestmark = needs_emulator

PAPERS = ("58", "80", "80-42")
ACCENTS = "Crème brûlée à la façon de Noël: 5 € à Zürich, ½ kg, ñandú, Öl, £3"


_OWN = "[qr "


@pytest.fixture(params=PAPERS)
def setup(request: pytest.FixtureRequest) -> PrinterSetup:
    return PrinterSetup(paper=request.param)


@pytest.fixture
def printer(emulator: Emulator, setup: PrinterSetup) -> EmulatedPrinter:
    printer = emulator.printers[paper_of_setup(setup).name]
    printer.refresh()
    return printer


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Letterhead:
    """A booth's own paper: a logo, its words, its number, a link."""
    folder = tmp_path_factory.mktemp("logo")
    picture = Image.new("L", (700, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 680, 280), outline=0, width=20)
    pen.polygon(((350, 60), (600, 240), (100, 240)), fill=90)
    picture.save(folder / "chosen.png")
    import_logo(folder / "chosen.png", folder / "logo.png")
    design = ReceiptDesign(
        header="Batik tulis sejak 1921\nJl. Solo 12",
        footer="Barang yang sudah dibeli tidak dapat dikembalikan",
        code="link",
        link="https://contoh.example/batik-polokarto",
        logo=True,
        tax_id="01.234.567.8-901.000",
        logo_file=str(folder / "logo.png"),
    )
    return Letterhead(Catalog("id"), design)


def printed_on(printer: EmulatedPrinter, wire: str, document: Document, paper: Paper) -> Printed:
    """What comes out, once; every byte was understood."""
    address = printer.tcp if wire == "tcp" else f"serial://{printer.serial}"
    patient(address).send(render(document, paper))
    [printed] = printer.papers()
    assert unknown_bytes(printer.events()) == []
    return printed


def compare(printed: Printed, document: Document, paper: Paper) -> None:
    """The text row by row, the codes as a scanner reads them, the letters to the dot."""
    laid = layout(document, paper.columns, folding_to(paper.encoding))
    expected = [one.text.rstrip() for one in laid if isinstance(one, Row)]
    shown = [line for line in printed.text.splitlines() if not is_drawn(line)]
    assert "\n".join(shown).rstrip() == "\n".join(expected).rstrip()
    assert codes_on(printed.png) == sorted(codes_of(laid))
    assert misplaced(printed.png, strips(laid, printed)) == []


def codes_of(laid: tuple[Laid, ...]) -> list[str]:
    """The payloads of codes; what cannot be bars is printed as text."""
    codes = [one.payload for one in laid if isinstance(one, QR)]
    return codes + [one.code for one in laid if isinstance(one, Barcode) and bars_of(one.code)]


def strips(laid: tuple[Laid, ...], printed: Printed) -> list[Row | int]:
    """What follows what on the paper: rows, and the heights of pictures as the printer tells.

    As far as the first code that the printer drew itself: it does not tell how high that is.
    """
    rows = iter(one for one in laid if isinstance(one, Row))
    told = itertools.takewhile(lambda line: not line.startswith(_OWN), printed.text.splitlines())
    return [height_of(line) or next(rows) for line in told]


def is_drawn(line: str) -> bool:
    """Whether the printer's text names a picture or a code of its own there."""
    return bool(height_of(line)) or line.startswith(_OWN)


def height_of(line: str) -> int:
    """The dots of a picture that a line of the printer's text stands for; 0 if it is text."""
    found = re.fullmatch(r"\[image \d+x(\d+)\]", line)
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("setup", "wire"),
    [("58", "tcp"), ("58", "serial"), ("80", "tcp"), ("80", "serial"), ("80-42", "tcp")],
    indirect=["setup"],
)
@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_every_slip_is_printed_as_it_was_set_and_every_byte_is_understood(
    printer: EmulatedPrinter,
    setup: PrinterSetup,
    slips: dict[str, Document],
    slip: str,
    wire: str,
) -> None:
    paper, document = paper_of_setup(setup), slips[slip]
    compare(printed_on(printer, wire, document, paper), document, paper)
    pulses = sum(isinstance(block, DrawerPulse) for block in document.blocks)
    assert len(printer.events("drawer.opened")) == pulses


@pytest.mark.parametrize("slip", ["sale", "long sale", "copy", "refund", "order", "cash out"])
def test_a_booths_own_paper_has_its_logo_its_words_and_its_link(
    printer: EmulatedPrinter, setup: PrinterSetup, own_slips: dict[str, Document], slip: str
) -> None:
    paper, document = paper_of_setup(setup), own_slips[slip]
    printed = printed_on(printer, "tcp", document, paper)
    compare(printed, document, paper)
    if any(isinstance(block, Picture) for block in document.blocks):
        assert height_of(printed.text.splitlines()[0]) > 0


@pytest.fixture(scope="module")
def own_slips(look: Letterhead) -> dict[str, Document]:
    return every_slip(look)


@pytest.mark.parametrize("wire", ["tcp", "serial"])
def test_the_test_page_shows_ruler_letters_and_codes(
    printer: EmulatedPrinter, setup: PrinterSetup, look: Letterhead, wire: str
) -> None:
    paper = paper_of_setup(setup)
    document = sample_page(paper, Catalog("id"), logo_of(look.design))
    compare(printed_on(printer, wire, document, paper), document, paper)


@pytest.mark.parametrize("code_page", ["ascii", "cp437", "cp850", "cp858", "cp1252"])
def test_letters_of_a_code_page_come_out_as_they_are_and_others_as_their_like(
    printer: EmulatedPrinter, setup: PrinterSetup, code_page: str
) -> None:
    paper = paper_of_setup(msgspec.structs.replace(setup, code_page=code_page))
    document = Document((Text(ACCENTS), Text("Kopi ☕ قهوة 咖啡")))
    printed = printed_on(printer, "tcp", document, paper)
    compare(printed, document, paper)
    assert ("Crème" in printed.text) == (code_page != "ascii")


def test_a_printers_own_qr_codes_say_the_same(
    printer: EmulatedPrinter, setup: PrinterSetup, slips: dict[str, Document]
) -> None:
    paper = paper_of_setup(msgspec.structs.replace(setup, qr="native"))
    printed = printed_on(printer, "tcp", slips["sale"], paper)
    [code] = [block for block in slips["sale"].blocks if isinstance(block, QR)]
    assert codes_on(printed.png) == [code.payload]
    assert f"[qr {code.payload}]" in printed.text
    assert Image.open(io.BytesIO(printed.png)).width == paper.width_dots


@pytest.mark.parametrize("drawer", ["none", "pin2", "pin5"])
def test_the_drawer_opens_at_the_pin_that_was_set(
    printer: EmulatedPrinter, setup: PrinterSetup, slips: dict[str, Document], drawer: str
) -> None:
    paper = paper_of_setup(msgspec.structs.replace(setup, drawer=drawer))
    printed_on(printer, "tcp", slips["sale"], paper)
    opened = printer.events("drawer.opened")
    assert [drawer[-1] in line.rsplit("pin", 1)[1] for line in opened] == [True] * (
        drawer != "none"
    )
