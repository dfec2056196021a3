"""A receipt as a design would print it, while somebody tries the design out."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.services import returns
from pos_app.services.letterhead import import_logo, letterhead_of
from pos_app.services.papers import CodeRow, PaperRow, PictureRow
from pos_app.services.receipt_design import design_document, design_preview
from pos_app.services.receipts import receipt
from pos_app.services.till import Till
from pos_app.settings import ReceiptDesign, Settings, SettingsFile
from resources.translations import Catalog
from tests.drivers.tills import make_till, sell, selling_till

ENGLISH = Catalog("en")
ICON = Path(__file__).parents[2] / "resources" / "icons" / "lapak.png"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Till]:
    with closing(make_till(tmp_path)) as till:
        yield till


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with selling_till(tmp_path) as till:
        yield till


def shown(
    till: Till, design: ReceiptDesign, columns: int = 32, tr: Catalog = ENGLISH
) -> tuple[PaperRow, ...]:
    return till.read(design_preview, design, columns, tr).result()


def text_of(rows: tuple[PaperRow, ...]) -> str:
    return "\n".join(row.text for row in rows)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["id", "en"])
def test_before_anything_was_sold_a_made_up_receipt_shows_the_design(
    fresh: Till, columns: int, language: str
) -> None:
    design = ReceiptDesign(header="Jl. Pemuda 12", footer="Sampai jumpa", tax_id="01.234")
    rows = shown(fresh, design, columns, Catalog(language))
    text = text_of(rows)
    for word in ("Jl. Pemuda 12", "Sampai jumpa", "NPWP 01.234", "PPN 11%", "-12.550", "Rp148.400"):
        assert word in text
    assert any(isinstance(row, CodeRow) for row in rows)
    assert all(len(row.text) <= columns for row in rows)


def test_a_made_up_receipt_of_who_charges_no_ppn_names_none(fresh: Till) -> None:
    assert "PPN" not in text_of(shown(fresh, ReceiptDesign()))


def test_it_is_the_last_sale_once_something_was_sold(till: Till) -> None:
    sell(till)
    last = sell(till)
    till.write(returns.void_sale, last.sale.id, "Salah").result()
    look = letterhead_of(ReceiptDesign(footer="Sampai jumpa"), "en")
    assert till.read(design_document, look).result() == (
        till.read(receipt, last.sale.id, look).result()
    )


def test_a_logo_is_seen_before_the_design_is_stored(till: Till, tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    import_logo(ICON, file.logo_file)
    wanted = file.as_kept(Settings(receipt=ReceiptDesign(logo=True, header="\x1b@ Kopi")))
    rows = shown(till, wanted.receipt)
    assert isinstance(rows[0], PictureRow)
    assert "@ Kopi" in text_of(rows)
    assert file.settings == Settings()


def test_the_designs_own_language_is_that_of_the_paper_not_of_the_screen(fresh: Till) -> None:
    assert "Terima kasih" in text_of(shown(fresh, ReceiptDesign(language="id")))
    assert "Thank you" in text_of(shown(fresh, ReceiptDesign()))
