"""The slips of voids and refunds, and the code by which a receipt is known again."""

from datetime import UTC, date, datetime

import msgspec
import pytest
import zxingcpp

from pos_app.devices.papers.receipt import sale_receipt
from pos_app.devices.papers.return_slip import refund_slip, void_slip
from pos_app.devices.rendering.document import QR, Document, DrawerPulse, Row, preview
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import paper_named
from pos_app.domain import receipt_code
from pos_app.domain.original import Payment
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.returns import NOTHING_YET, ReturnedLine
from pos_app.domain.sale import Occasion
from pos_app.domain.sold import original_of
from pos_app.domain.tender import Method
from pos_app.domain.void import SaleVoided, void
from resources.translations import Catalog
from tests.devices.sales import ENGLISH, ENTRY_HASH, HEADING, usual_sale
from tests.drivers.printers import escpos_reader as reader

REFUND = SaleRefunded(
    id="01936f0c-0000-7000-8000-000000000009",
    number="A12-K7-R000003",
    sale_id="01936f0c-0000-7000-8000-000000000001",
    receipt_number="A12-K2-000148",
    register="",
    sold_on=date(2026, 11, 21),
    entry_hash="",
    shift_id="s",
    cashier="Siti",
    at=datetime(2026, 11, 22, 7, 2, tzinfo=UTC),
    zone="Asia/Jakarta",
    business_date=date(2026, 11, 22),
    lines=(
        ReturnedLine(2, "p2", "Kain Batik", "m", -1_500, -116_970),
        ReturnedLine(1, "p1", "Kopi Susu", "pcs", -2_000, -36_000),
    ),
    rounding=-30,
    total=-153_000,
    payments=(Payment(Method.QRIS, -100_000), Payment(Method.CASH, -53_000)),
    reason="jahitan lepas",
)


def voided() -> SaleVoided:
    sale = usual_sale()
    at = datetime(2026, 11, 21, 7, 9, tzinfo=UTC)
    occasion = Occasion(
        sale.receipt_number, sale.shift_id, "Siti", at, sale.zone, sale.business_date
    )
    return void(original_of(sale), NOTHING_YET, occasion, "salah ketik")


def rows_of(document: Document) -> list[str]:
    return [row.text for row in preview(document, 32) if isinstance(row, Row)]


def refund_document(refund: SaleRefunded = REFUND, *, copy: bool = False) -> Document:
    return refund_slip(refund, HEADING, ENGLISH, copy=copy, seq=151, entry_hash=ENTRY_HASH)


def pulses(document: Document) -> int:
    return sum(isinstance(block, DrawerPulse) for block in document.blocks)


def test_a_refund_slip_says_what_came_back_and_what_was_given_for_it() -> None:
    assert rows_of(refund_document()) == [
        "        BATIK POLOKARTO",
        " Booth A12 · Kab. Semarang Expo",
        "      Polokarto, Sukoharjo",
        "     REFUND",
        "--------------------------------",
        "A12-K7-R000003",
        "For receipt A12-K2-000148 of",
        "21 Nov 2026",
        "22 Nov 2026 14:02 WIB       Siti",
        "Reason: jahitan lepas",
        "--------------------------------",
        "Kain Batik",
        "  1,5 m                  116.970",
        "Kopi Susu",
        "  2                       36.000",
        "--------------------------------",
        "Rounding                      30",
        "GIVEN BACK             Rp153.000",
        "QRIS                     100.000",
        "Cash                      53.000",
        "--------------------------------",
        "",
        "",
        "      ....................",
        "     Received by the buyer",
        "        #151 · 9f3a27c1",
    ]


def test_a_refund_says_how_much_of_it_is_tax() -> None:
    [first, second] = REFUND.lines
    taxed = (msgspec.structs.replace(first, tax=-9_000, tax_included=-2_000), second)
    rows = rows_of(refund_document(msgspec.structs.replace(REFUND, lines=taxed)))
    assert "of which tax              11.000" in rows
    assert not any("tax" in row for row in rows_of(refund_document()))


def test_a_void_slip_bears_the_sales_number_and_why() -> None:
    slip = void_slip(voided(), HEADING, Catalog("id"), seq=152, entry_hash=ENTRY_HASH)
    text = "\n".join(rows_of(slip))
    for wanted in ("BATAL", "A12-K7-000148", "salah ketik", "Rp311.500", "Syal Batik Ecoprint"):
        assert wanted in text


def test_the_drawer_opens_only_for_cash_and_never_for_a_copy() -> None:
    by_qris = msgspec.structs.replace(REFUND, payments=(Payment(Method.QRIS, -153_000),))
    assert pulses(refund_document()) == 1
    assert pulses(refund_document(copy=True)) == 0
    assert pulses(refund_document(by_qris)) == 0
    assert "COPY" in "".join(rows_of(refund_document(copy=True)))


def test_goods_exchanged_need_no_signature_for_money() -> None:
    for_goods = msgspec.structs.replace(REFUND, payments=(Payment(Method.EXCHANGE, -153_000),))
    text = "\n".join(rows_of(refund_document(for_goods)))
    assert "Exchange" in text
    assert "Received by the buyer" not in text


def test_the_receipt_of_a_sale_that_was_voided_says_so_and_bears_no_code() -> None:
    slip = sale_receipt(
        usual_sale(), HEADING, ENGLISH, voided=True, code="LPK1", seq=1, entry_hash=ENTRY_HASH
    )
    assert any("VOIDED" in row for row in rows_of(slip))
    assert not any(isinstance(block, QR) for block in slip.blocks)


@pytest.mark.parametrize("name", ["58mm", "80mm"])
def test_a_scanner_reads_from_the_paper_what_was_sold(name: str) -> None:
    original = original_of(usual_sale(), entry_hash=ENTRY_HASH.hex())
    code = receipt_code.encode(original)
    slip = sale_receipt(usual_sale(), HEADING, ENGLISH, code=code, seq=1, entry_hash=ENTRY_HASH)
    data = render(slip, paper_named(name))
    assert len(reader.dots_of(data)) <= 4 * 57
    found = {one.text for one in zxingcpp.read_barcodes(reader.picture(data))}
    [scanned] = filter(receipt_code.is_receipt_code, found)
    read = receipt_code.decode(scanned)
    assert (read.sale_id, read.total) == (original.sale_id, original.total)
    assert [line.paid for line in read.lines] == [line.paid for line in original.lines]
