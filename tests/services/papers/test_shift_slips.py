"""X and Z reports: what they say, what is queued, and the signed code on a Z."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from pos_app.devices.rendering import escpos_renderer
from pos_app.devices.rendering.document import QR
from pos_app.devices.rendering.paper import PAPERS, Paper
from pos_app.devices.rendering.qr_matrix import qr_matrix
from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.cash import CashWay
from pos_app.domain.errors import LapakError
from pos_app.domain.free_amount import free_product
from pos_app.domain.money import format_amount
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.shift import Shift
from pos_app.domain.slips import Slip
from pos_app.services import returns, shifts
from pos_app.services.checkout import checkout
from pos_app.services.papers import shift_slips
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import document_of
from pos_app.services.papers.views import CodeRow
from pos_app.services.printing import print_queue
from pos_app.services.printing.spooler import Spooler
from pos_app.services.terms import change_rules, term_book
from pos_app.services.till import Till
from pos_app.store import verification
from pos_app.store.install import Install
from resources.translations import Catalog
from tests.drivers.printers.printing import printing_on
from tests.drivers.tills import MORNING, Clock, cart_of, cash, make_till, sell, set_up

ENGLISH = Catalog("en")


def closed_shift(till: Till, counted: int = 300_000) -> str:
    """Close the open shift; its id."""
    shift = till.read(shifts.current_shift).result()
    assert shift is not None
    till.write(shifts.close_shift, counted, "kurang").result()
    return shift.id


def opened(till: Till) -> Shift:
    return till.write(shifts.open_shift, "Siti", 300_000).result()


def text_of_code(till: Till, shift_id: str) -> str:
    document = till.read(
        shift_slips.z_document, shift_id, Letterhead(ENGLISH), till.install
    ).result()
    [code] = [block for block in document.blocks if isinstance(block, QR)]
    return code.payload


def z_rows(till: Till, shift_id: str, columns: int = 32) -> list[str]:
    shown = till.read(
        shift_slips.z_preview, shift_id, columns, Letterhead(ENGLISH), till.install
    ).result()
    return [row.text for row in shown]


def test_the_code_on_a_z_says_what_the_shift_came_to_and_is_vouched_for(till: Till) -> None:
    sell(till, "Kopi")
    text = text_of_code(till, closed_shift(till, 317_000))
    code = shift_slips.checked_z_code(text, till.install.public_key)
    assert (code.number, code.sales, code.turnover) == (1, 1, 18_000)
    assert (code.expected, code.counted) == (318_000, 317_000)


@pytest.mark.parametrize("changed", ["/18000/", "/318000/", "/317000/", "/1/1/"])
def test_a_figure_that_somebody_changes_is_found(till: Till, changed: str) -> None:
    sell(till, "Kopi")
    text = text_of_code(till, closed_shift(till, 317_000))
    forged = text.replace(changed, changed.replace("1", "2", 1), 1)
    assert forged != text
    with pytest.raises(LapakError, match="z_code_not_genuine"):
        shift_slips.checked_z_code(forged, till.install.public_key)


def test_another_register_cannot_vouch_for_a_z(till: Till, tmp_path: Path) -> None:
    other = make_till(tmp_path / "other")
    text = text_of_code(till, closed_shift(till))
    with pytest.raises(LapakError, match="z_code_not_genuine"):
        shift_slips.checked_z_code(text, other.install.public_key)
    other.close()


def test_a_machine_without_the_key_prints_the_z_without_a_code(till: Till) -> None:
    shift_id = closed_shift(till)
    stranger = Install(till.install.install_id, private_key="11" * 32)
    document = till.read(shift_slips.z_document, shift_id, Letterhead(ENGLISH), stranger).result()
    assert not any(isinstance(block, QR) for block in document.blocks)


def test_the_largest_code_has_four_dots_a_module_on_the_narrowest_paper(till: Till) -> None:
    for _ in range(3):
        sell(till, "Kain")
    matrix = qr_matrix(text_of_code(till, closed_shift(till, 999_999_999_999)))
    assert PAPERS[0].width_dots // len(matrix) >= 4


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_x_and_z_are_rendered_on_every_paper(till: Till, paper: Paper) -> None:
    sell(till)
    asked = till.read(shift_slips.x_report).result()
    documents = [till.read(shift_slips.x_document, asked, Letterhead(ENGLISH)).result()]
    shift_id = closed_shift(till)
    documents += [
        till.read(shift_slips.z_document, shift_id, Letterhead(ENGLISH), till.install).result()
    ]
    for document in documents:
        assert escpos_renderer.render(document, paper)


def test_a_z_is_queued_when_the_shift_is_closed_under_its_number(till: Till) -> None:
    shift_id = closed_shift(till)
    job = till.read(print_queue.unfinished).result()[-1]
    assert (job.slip, job.subject, job.title) == (Slip.SHIFT_Z, shift_id, "A12-K1-Z0001")
    document = till.read(document_of, job, Letterhead(ENGLISH), till.install).result()
    assert document.title == "Z report A12-K1-Z0001"


def test_a_z_is_printed_again_word_for_word_but_for_the_mark_of_a_copy(till: Till) -> None:
    sell(till)
    shift_id = closed_shift(till)
    first = z_rows(till, shift_id)
    opened(till)
    sell(till, "Kain")
    assert z_rows(till, shift_id) == first
    job = till.write(shift_slips.reprint_z, shift_id).result()
    assert job.copy
    document = till.read(document_of, job, Letterhead(ENGLISH), till.install).result()
    assert "COPY" in [getattr(block, "text", "") for block in document.blocks]


def test_an_x_is_printed_as_it_was_shown_though_sales_go_on(till: Till) -> None:
    sell(till, "Kopi")
    asked = till.read(shift_slips.x_report).result()
    job = till.write(shift_slips.print_x, asked).result()
    sell(till, "Kain")
    assert (job.slip, job.title) == (Slip.SHIFT_X, "X 09.00")
    assert till.read(document_of, job, Letterhead(ENGLISH), till.install).result() == (
        till.read(shift_slips.x_document, asked, Letterhead(ENGLISH)).result()
    )


def test_an_x_report_needs_an_open_shift(till: Till) -> None:
    closed_shift(till)
    with pytest.raises(LapakError, match="no_shift_open"):
        till.read(shift_slips.x_report).result()


def test_a_shift_that_was_not_closed_here_has_no_z(till: Till) -> None:
    shift = till.read(shifts.current_shift).result()
    assert shift is not None
    for unknown in (shift.id, "nowhere"):
        with pytest.raises(LapakError, match="shift_unknown"):
            till.write(shift_slips.reprint_z, unknown).result()


def test_the_pdf_of_a_z_says_what_the_paper_says(till: Till) -> None:
    sell(till)
    shift_id = closed_shift(till)
    made = till.read(shift_slips.z_pdf, shift_id, 48, Letterhead(ENGLISH), till.install).result()
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    for row in ("A12-K1-Z0001", "TURNOVER", "Rp15.000", "Expected cash"):
        assert row in text


def test_the_preview_of_a_z_shows_its_code(till: Till) -> None:
    shift_id = closed_shift(till)
    rows = till.read(
        shift_slips.z_preview, shift_id, 32, Letterhead(ENGLISH), till.install
    ).result()
    assert [len(row.dots) > 21 for row in rows if isinstance(row, CodeRow)] == [True]


def test_a_day_with_moves_and_a_hand_over_still_verifies(tmp_path: Path) -> None:
    clock = Clock()
    till = make_till(tmp_path, clock)
    set_up(till)
    till.write(shifts.move_cash, CashWay.OUT, 50_000, "Setoran").result()
    till.write(shifts.hand_over, "Budi", 250_000).result()
    closed_shift(till)
    till.close()
    assert verification.verify(till.path).entries > 4


def test_closing_waits_for_no_printer_and_its_z_comes_out_when_there_is_one(till: Till) -> None:
    with VirtualPrinter() as printer:
        printer.begin(Fault.REFUSE)
        spooler = Spooler(till, printing_on(printer.address, language="en"))
        spooler.start()
        shift_id = closed_shift(till)
        assert till.read(shifts.current_shift).result() is None
        printer.end(Fault.REFUSE)
        spooler.wake()
        assert spooler.drain(20)
        spooler.close()
        [printed] = printer.jobs
    assert b"A12-K1-Z0001" in printed.data
    assert till.read(print_queue.unfinished).result() == ()
    assert z_rows(till, shift_id)


def test_the_tax_of_goods_that_came_back_is_not_owed(till: Till) -> None:
    taxes = (Tax("PPN", 1_100, included=True), Tax("PB1", 1_000))
    till.write(change_rules, date(2026, 11, 21), Rules(taxes)).result()
    for name in ("Kain", "Kopi"):
        held = till.read(term_book).result().at(MORNING)
        priced = price(cart_of(till, name), held)
        sold = till.write(checkout, priced, cash(priced.total)).result()
    tax = sold.sale.tax + sold.sale.tax_included
    original = till.read(returns.original_sale, sold.sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    refund = till.write(returns.refund_sale, original, back).result()
    totals = till.read(shift_slips.x_report).result().report.totals
    assert (totals.tax_returned, refund.body.lines[0].tax) == (tax, -sold.sale.tax)
    rows = [" ".join(row.split()) for row in z_rows(till, closed_shift(till))]
    start = rows.index(f"Tax taken back -{format_amount(tax)}")
    assert rows[start - 1] == f"Tax in the prices {format_amount(totals.tax_included)}"
    owed = totals.tax + totals.tax_included - tax
    assert rows[start + 1] == f"Tax in the net turnover {format_amount(owed)}"
    assert verification.verify(till.path).entries > 4


def test_a_report_tells_what_each_brand_brought_and_adds_up(till: Till) -> None:
    sold = sell(till, "Kopi", "Keripik", "Keripik")
    sell(till, "Jamu")
    original = till.read(returns.original_sale, sold.sale.id).result()
    back = Return(till.new_id(), {2: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()
    rows = z_rows(till, closed_shift(till, 339_000))
    start = rows.index("BY BRAND")
    assert [" ".join(row.split()) for row in rows[start + 1 : start + 6]] == [
        "Bu Tini 12.500",
        "Sold 25.000",
        "Taken back -12.500",
        "Kopi Lereng 18.000",
        "Mbah Karto 8.000",
    ]


def test_a_report_of_goods_without_brands_says_nothing_of_them(till: Till) -> None:
    asked = free_product(5_000, "Parkir", "Lain-lain")
    priced = price(carts.add(Cart(till.new_id()), asked))
    till.write(checkout, priced, cash(5_000)).result()
    assert "BY BRAND" not in z_rows(till, closed_shift(till, 305_000))
