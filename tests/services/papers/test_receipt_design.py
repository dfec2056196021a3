"""A receipt as a design would print it, while somebody tries the design out."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.devices.rendering.document import QR, DrawerPulse
from pos_app.domain import receipt_code
from pos_app.domain.errors import LapakError
from pos_app.services import foreign_receipts
from pos_app.services.papers import receipt_design
from pos_app.services.papers.letterhead import import_logo, letterhead_of
from pos_app.services.papers.receipt_design import design_preview, sample_receipt
from pos_app.services.papers.views import CodeRow, PaperRow, PictureRow
from pos_app.services.till import Till
from pos_app.settings import ReceiptDesign, Settings, SettingsFile
from tests.drivers.tills import make_till, selling_till

ICON = Path(__file__).parents[3] / "resources" / "icons" / "lapak.png"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Till]:
    with closing(make_till(tmp_path)) as till:
        yield till


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with selling_till(tmp_path) as till:
        yield till


def shown(
    till: Till, design: ReceiptDesign, columns: int = 32, language: str = "en"
) -> tuple[PaperRow, ...]:
    around = till.read(receipt_design.surroundings).result()
    return design_preview(around, letterhead_of(design, language), columns)


def text_of(rows: tuple[PaperRow, ...]) -> str:
    return "\n".join(row.text for row in rows)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_made_up_receipt_shows_the_design_before_there_is_a_booth(
    fresh: Till, columns: int, language: str
) -> None:
    design = ReceiptDesign(header="Jl. Pemuda 12", footer="Sampai jumpa", tax_id="01.234")
    rows = shown(fresh, design, columns, language)
    text = text_of(rows)
    for word in ("Jl. Pemuda 12", "Sampai jumpa", "NPWP 01.234", "PPN 11%", "-12.550", "Rp148.400"):
        assert word in text
    assert any(isinstance(row, CodeRow) for row in rows)
    assert all(len(row.text) <= columns for row in rows)


def test_it_is_the_booths_once_there_is_one(till: Till) -> None:
    assert "BATIK POLOKARTO" in text_of(shown(till, ReceiptDesign()))


def test_a_made_up_receipt_of_who_charges_no_ppn_names_none(fresh: Till) -> None:
    assert "PPN" not in text_of(shown(fresh, ReceiptDesign()))


def test_printed_it_is_no_receipt_and_opens_no_drawer(till: Till) -> None:
    around = till.read(receipt_design.surroundings).result()
    blocks = sample_receipt(around, letterhead_of(ReceiptDesign(), "id")).blocks
    assert not [block for block in blocks if isinstance(block, DrawerPulse)]
    text = text_of(shown(till, ReceiptDesign(), language="id"))
    assert "A12-K1-000000" in text  # a number that no register gives out
    assert "Contoh" in text


def test_nobody_brings_anything_back_with_it(till: Till) -> None:
    around = till.read(receipt_design.surroundings).result()
    blocks = sample_receipt(around, letterhead_of(ReceiptDesign(), "id")).blocks
    [code] = [block.payload for block in blocks if isinstance(block, QR)]
    with pytest.raises(LapakError, match="receipt_not_given_out"):
        till.read(foreign_receipts.check, receipt_code.decode(code)).result()


def test_a_logo_is_seen_before_the_design_is_stored(till: Till, tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    import_logo(ICON, file.logo_file)
    wanted = file.as_kept(Settings(receipt=ReceiptDesign(logo=True, header="\x1b@ Kopi")))
    rows = shown(till, wanted.receipt)
    assert isinstance(rows[0], PictureRow)
    assert "@ Kopi" in text_of(rows)
    assert file.settings == Settings()


@pytest.mark.parametrize(("code", "codes"), [("receipt", 1), ("link", 1), ("none", 0)])
def test_it_has_the_code_that_the_booth_wants(till: Till, code: str, codes: int) -> None:
    rows = shown(till, ReceiptDesign(code=code, link="instagram.com/batik"))
    assert sum(isinstance(row, CodeRow) for row in rows) == codes


def test_the_designs_own_language_is_that_of_the_paper_not_of_the_screen(fresh: Till) -> None:
    assert "Terima kasih" in text_of(shown(fresh, ReceiptDesign(language="id")))
    assert "Thank you" in text_of(shown(fresh, ReceiptDesign()))
