"""What a booth puts on its own papers: its words, its logo, and the language they are in."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from pos_app.devices.rendering.document import QR, Document, Picture, Row, preview
from pos_app.domain.errors import LapakError
from pos_app.domain.slips import Slip
from pos_app.services import shifts
from pos_app.services.papers import shift_slips
from pos_app.services.papers.letterhead import Letterhead, import_logo, letterhead_of, logo_of
from pos_app.services.papers.receipts import receipt, receipt_pdf, receipt_preview, slip_preview
from pos_app.services.papers.views import CodeRow, PictureRow
from pos_app.services.printing.printer import printer_of, printer_settings
from pos_app.services.till import Till
from pos_app.settings import PrinterSetup, ReceiptDesign, SettingsFile
from tests.drivers.tills import sell, selling_till

DESIGN = ReceiptDesign(
    header="Jl. Pemuda 12, Ungaran\n0812-3456-7890",
    footer="Ditunggu kedatangannya",
    tax_id="01.234.567.8-901.000",
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with selling_till(tmp_path) as till:
        yield till


@pytest.fixture
def kept(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "data" / "settings.json")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    drawn = Image.new("RGB", (1200, 800), "white")
    ImageDraw.Draw(drawn).ellipse((100, 100, 1100, 700), fill="#0f766e")
    drawn.save(tmp_path / "logo.jpg")
    return tmp_path / "logo.jpg"


def rows_of(document: Document) -> list[str]:
    return [row.text.strip() for row in preview(document, 42) if isinstance(row, Row)]


def look(design: ReceiptDesign) -> Letterhead:
    return letterhead_of(design, "id")


def test_a_receipt_begins_and_ends_with_the_booths_own_words(till: Till) -> None:
    rows = rows_of(till.read(receipt, sell(till).sale.id, look(DESIGN)).result())
    start = rows.index("Jl. Pemuda 12, Ungaran")
    assert rows[start + 1 : start + 3] == ["0812-3456-7890", "NPWP 01.234.567.8-901.000"]
    assert "Ditunggu kedatangannya" in rows
    assert "Terima kasih" not in rows


def test_a_report_has_the_heading_and_no_thanks(till: Till) -> None:
    sell(till)
    asked = till.read(shift_slips.x_report).result()
    rows = rows_of(till.read(shift_slips.x_document, asked, look(DESIGN)).result())
    assert "0812-3456-7890" in rows
    assert "Ditunggu kedatangannya" not in rows
    closed = till.write(shifts.close_shift, 0).result()
    made = till.read(shift_slips.z_document, closed.shift_id, look(DESIGN), None).result()
    assert "0812-3456-7890" in rows_of(made)
    assert "Ditunggu kedatangannya" not in rows_of(made)


@pytest.mark.parametrize(
    ("code", "link", "payloads"),
    [
        ("receipt", "kopi.id", ["LPK8"]),
        ("link", "kopi.id", ["https://kopi.id"]),
        ("link", "", []),
        ("none", "kopi.id", []),
    ],
)
def test_the_code_is_the_receipts_own_the_booths_link_or_there_is_none(
    till: Till, code: str, link: str, payloads: list[str]
) -> None:
    design = ReceiptDesign(code=code, link=link)
    document = till.read(receipt, sell(till).sale.id, look(design)).result()
    found = [block.payload for block in document.blocks if isinstance(block, QR)]
    assert [text[: len(known)] for text, known in zip(found, payloads, strict=True)] == payloads


def test_papers_are_in_the_language_of_the_design_or_of_the_screen(till: Till) -> None:
    sale = sell(till).sale.id
    for design, language, word in (("", "id", "Tunai"), ("", "en", "Cash"), ("en", "id", "Cash")):
        shown = letterhead_of(ReceiptDesign(language=design), language)
        assert any(word in row for row in rows_of(till.read(receipt, sale, shown).result()))


def test_a_chosen_picture_becomes_the_logo_on_paper_screen_and_pdf(
    till: Till, kept: SettingsFile, picture: Path
) -> None:
    import_logo(picture, kept.logo_file)
    assert kept.logo_file.stat().st_size < 40_000
    design = kept.change(receipt=ReceiptDesign(logo=True)).receipt
    sale = sell(till).sale.id
    document = till.read(receipt, sale, look(design)).result()
    assert document.blocks[1] == Picture(kept.logo_file.read_bytes())
    rows = till.read(slip_preview, Slip.SALE, sale, 32, look(design)).result()
    [shown] = [row for row in rows if isinstance(row, PictureRow)]
    assert (shown.width, shown.across) == (256, 384)
    assert len(shown.bits) == -(-shown.width // 8) * shown.height
    [page] = PdfReader(io.BytesIO(till.read(receipt_pdf, sale, 32, look(design)).result())).pages
    assert len(page.images) == 1


def test_a_logo_is_off_by_setting_or_by_printer(kept: SettingsFile, picture: Path) -> None:
    import_logo(picture, kept.logo_file)
    assert logo_of(kept.settings.receipt) == b""
    settings = kept.change(receipt=ReceiptDesign(logo=True))
    assert logo_of(settings.receipt) != b""
    for setup, printed in ((PrinterSetup(), True), (PrinterSetup(logo=False), False)):
        printer = printer_of(setup, "id", design=printer_settings(settings).receipt)
        assert bool(logo_of(printer.look.design)) is printed


def test_a_logo_that_vanished_or_was_spoilt_never_stops_a_receipt(
    till: Till, kept: SettingsFile, picture: Path
) -> None:
    import_logo(picture, kept.logo_file)
    design = kept.change(receipt=ReceiptDesign(logo=True)).receipt
    sale = sell(till).sale.id
    kept.logo_file.write_bytes(b"\x89PNG\r\n\x1a\n spoilt")
    rows = till.read(receipt_preview, sale, 32, look(design)).result()
    assert any("TOTAL" in row.text for row in rows)
    assert not any(isinstance(row, PictureRow) for row in rows)
    assert till.read(receipt_pdf, sale, 32, look(design)).result().startswith(b"%PDF")
    kept.logo_file.unlink()
    rows = till.read(receipt_preview, sale, 32, look(design)).result()
    assert not any(isinstance(row, PictureRow) for row in rows)
    assert any(isinstance(row, CodeRow) for row in rows)


def test_another_logo_is_seen_at_once(kept: SettingsFile, picture: Path) -> None:
    import_logo(picture, kept.logo_file)
    design = kept.change(receipt=ReceiptDesign(logo=True)).receipt
    before = logo_of(design)
    Image.new("L", (400, 100), 0).save(picture)
    import_logo(picture, kept.logo_file)
    assert logo_of(design) != before


def test_a_picture_that_is_none_leaves_the_former_logo(kept: SettingsFile, picture: Path) -> None:
    import_logo(picture, kept.logo_file)
    before = kept.logo_file.read_bytes()
    picture.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(LapakError) as caught:
        import_logo(picture, kept.logo_file)
    assert caught.value.code == "picture_not_readable"
    with picture.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    with pytest.raises(LapakError) as caught:
        import_logo(picture, kept.logo_file)
    assert caught.value.code == "file_too_large"
    assert kept.logo_file.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(picture: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LapakError) as caught:
        import_logo(picture, tmp_path / "file" / "logo.png")
    assert caught.value.code == "logo_not_saved"


def test_a_design_is_kept_and_cleaned_of_what_no_paper_could_bear(kept: SettingsFile) -> None:
    wild = ReceiptDesign(
        header="Kopi \x1b@ Gayo ☕\r\n\n" + "x" * 600,
        footer="\n".join(str(number) for number in range(30)),
        code="song",
        link=" kopi.id /\x00menu " + "y" * 300,
        language="xx",
        tax_id="01.234\n" + "9" * 60,
        logo_file="/etc/passwd",
    )
    design = kept.change(receipt=wild).receipt
    assert design.header.startswith("Kopi @ Gayo ☕\n\nxxx")
    assert len(design.header) <= 500
    assert design.footer.splitlines()[-1] == "11"
    assert (design.code, design.language, design.logo_file) == ("receipt", "", "")
    assert design.link.startswith("kopi.id/menuyyy")
    assert len(design.link) <= 200
    assert len(design.tax_id) == 40
    assert SettingsFile(kept.logo_file.with_name("settings.json")).settings.receipt == design
