"""Price tags in the print queue: kept as they were asked for, and printed where labels go."""

import pytest

from pos_app.devices.rendering.document import Barcode, Text
from pos_app.domain.errors import LapakError
from pos_app.domain.label import LabelDesign
from pos_app.domain.product import ProductChange
from pos_app.domain.slips import Slip
from pos_app.services.papers import receipts
from pos_app.services.papers.label_printing import MOST, has_printer, print_labels
from pos_app.services.papers.labels import Tag
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.printing import print_queue
from pos_app.services.printing.print_routes import routes_of
from pos_app.services.product_editing import change_product
from pos_app.services.till import Till
from pos_app.settings import PrinterSetup, Settings
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog
from tests.drivers.tills import shelf

USB = PrinterSetup("p1", address="file:///dev/usb/lp0", roles=("receipt",))
ROLL = PrinterSetup("p2", address="file:///dev/usb/lp1", roles=("label",))
NONE = PrinterSetup("p3", roles=("receipt", "label"))


def asked(till: Till, number: int = 2) -> PrintJob:
    kopi = next(one for one in shelf(till) if one.name.startswith("Kopi"))
    design = LabelDesign(booth=True)
    tags = [Tag(kopi, number), Tag(kopi, 0)]
    return till.write(print_labels, tags, design, "Batik · A12", "Label harga (2)").result()


def test_a_job_waits_in_the_queue_under_its_name(till: Till) -> None:
    job = asked(till)
    assert (job.slip, job.title) == (Slip.LABELS, "Label harga (2)")
    assert [one.id for one in till.read(print_queue.unfinished).result()] == [job.id]


def test_what_is_printed_is_what_was_asked_for_whatever_the_price_is_by_then(till: Till) -> None:
    job = asked(till)
    kopi = next(one for one in shelf(till) if one.name.startswith("Kopi"))
    till.write(change_product, ProductChange(kopi.id, price=99_000)).result()
    document = till.read(receipts.document_of, job, Letterhead(Catalog("id"))).result()
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert texts == ["Batik · A12", "Kopi Susu Gula Aren", "Rp18.000"] * 2
    codes = [block.code for block in document.blocks if isinstance(block, Barcode)]
    assert codes == ["8991002101234"] * 2


def test_labels_go_to_their_printer_or_else_to_that_of_receipts(till: Till) -> None:
    job = asked(till)
    assert routes_of((USB, ROLL)).printer_of(job) == "p2"
    assert routes_of((USB,)).printer_of(job) == "p1"


def test_without_a_printer_there_is_only_the_pdf() -> None:
    assert has_printer(Settings(printers=(USB,)))
    assert has_printer(Settings(printers=(USB, ROLL)))
    assert not has_printer(Settings(printers=(NONE,)))


def test_a_roll_does_not_run_away(till: Till) -> None:
    with pytest.raises(LapakError) as caught:
        asked(till, MOST + 1)
    assert caught.value.code == "too_many_labels"
