"""The slip of cash that was put into the drawer or taken out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.devices.rendering.document import Document, DrawerPulse, Row, preview
from pos_app.domain.cash import CashWay
from pos_app.domain.errors import LapakError
from pos_app.domain.slips import Slip
from pos_app.services import shifts
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import document_of, reprint
from pos_app.services.printing import print_queue
from pos_app.services.till import Till
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog
from tests.drivers.tills import selling_till

INDONESIAN = Letterhead(Catalog("id"))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with selling_till(tmp_path) as till:
        yield till


def moved(till: Till, way: CashWay, amount: int, reason: str) -> tuple[PrintJob, Document]:
    till.write(shifts.move_cash, way, amount, reason).result()
    job = till.read(print_queue.unfinished).result()[-1]
    return job, till.read(document_of, job, INDONESIAN).result()


def rows_of(document: Document) -> list[str]:
    return [row.text for row in preview(document, 32) if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("way", "word", "title"),
    [(CashWay.IN, "KAS MASUK", "Rp50.000"), (CashWay.OUT, "KAS KELUAR", "-Rp50.000")],
)
def test_cash_that_is_moved_gets_a_slip_to_sign(
    till: Till, way: CashWay, word: str, title: str
) -> None:
    job, document = moved(till, way, 50_000, "Setoran siang")
    assert (job.slip, job.title, job.copy) == (Slip.CASH_MOVE, title, False)
    rows = [row.strip() for row in rows_of(document)]
    for expected in (word, "Alasan: Setoran siang", "JUMLAH  Rp50.000", "Tanda tangan"):
        assert expected in rows
    assert "21 Nov 2026 09:00 WIB       Siti" in rows
    assert document.blocks[0] == DrawerPulse()


def test_a_copy_is_marked_noted_in_the_journal_and_leaves_the_drawer_shut(till: Till) -> None:
    job, _ = moved(till, CashWay.OUT, 50_000, "Setoran")
    copy = till.write(reprint, job.subject, Slip.CASH_MOVE).result()
    assert copy.title == "-Rp50.000"
    document = till.read(document_of, copy, INDONESIAN).result()
    assert any("SALINAN" in row for row in rows_of(document))
    assert DrawerPulse() not in document.blocks


def test_there_is_no_slip_of_what_was_never_moved(till: Till) -> None:
    with pytest.raises(LapakError, match="slip_unknown"):
        till.write(reprint, "nothing", Slip.CASH_MOVE).result()
