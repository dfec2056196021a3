"""A sale on A4, and a receipt on A5: what stands on them, on however many pages."""

import io
import re

import msgspec
import pytest
from PIL import Image
from pypdf import PdfReader

from pos_app.devices.papers.invoice import Invoice, invoice
from pos_app.devices.papers.receipt import ReceiptHeading
from pos_app.devices.rendering import pdf
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method, Tender
from resources.translations import Catalog
from tests.devices.sales import ENTRY_HASH, HEADING, receipt_of, sale_of, sold, usual_sale

ENGLISH, INDONESIAN = Catalog("en"), Catalog("id")


def told(sale: Sale, buyer: str = "", *, training: bool = False, voided: bool = False) -> Invoice:
    return Invoice(sale, HEADING, 151, ENTRY_HASH, buyer, training, voided)


def pages(data: bytes) -> list[str]:
    return [str(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def test_an_invoice_tells_seller_lines_total_and_the_total_in_words() -> None:
    [text] = pages(invoice(told(usual_sale()), INDONESIAN))
    for words in (
        *("Batik Polokarto", "Stan A12 · Kab. Semarang Expo", "Polokarto, Sukoharjo"),
        *("NOTA PENJUALAN", "A12-K7-000148", "Siti", "21 Nov 2026 14:02 WIB"),
        *("Syal Batik Ecoprint", "250.000", "Dompet Batik", "31.500", "Rp311.500"),
        *("Terbilang", "Tiga ratus sebelas ribu lima ratus rupiah"),
        *("Tunai", "400.000", "88.500", "9f3a27c1"),
    ):
        assert words in text, words
    assert "PPN" not in text
    assert "DPP" not in text


def test_in_english_the_words_are_english() -> None:
    [text] = pages(invoice(told(usual_sale()), ENGLISH))
    assert "SALES NOTE" in text
    assert "Three hundred eleven thousand five hundred rupiah" in text


def test_a_buyer_is_named_where_one_was_typed() -> None:
    [text] = pages(invoice(told(usual_sale(), "Koperasi Maju & Jaya <Semarang>"), INDONESIAN))
    assert text.count("Koperasi Maju & Jaya <Semarang>") == 2, "as the buyer, and to sign"
    assert "Pembeli" in text
    [bare] = pages(invoice(told(usual_sale()), INDONESIAN))
    assert "Pembeli" not in bare


def test_tax_is_told_with_what_it_is_taken_of() -> None:
    [text] = pages(invoice(told(usual_sale(tax_included=30_870)), INDONESIAN))
    for words in ("FAKTUR PENJUALAN", "DPP PPN", "280.630", "Termasuk PPN 11%", "30.870"):
        assert words in text, words
    [added] = pages(invoice(told(usual_sale(tax=31_150)), INDONESIAN))
    for words in ("DPP PB1", "PB1 10%", "31.150", "Rp342.650", "Subtotal"):
        assert words in added, words


def test_discounts_and_rounding_lead_to_the_total() -> None:
    sale = sale_of(
        sold("Kopi", 10_050, shared=500, note="tanpa gula"),
        sold("Teh", 8_000, discount=1_000),
        rounding=-50,
        tenders=(Tender(Method.CASH, 20_000),),
    )
    [text] = pages(invoice(told(sale), INDONESIAN))
    for words in ("tanpa gula", "-1.000", "Diskon", "-500", "17.050", "-50", "Rp16.500"):
        assert words in text, words


def test_a_practised_and_a_voided_sale_say_so() -> None:
    [text] = pages(invoice(told(usual_sale(), training=True, voided=True), INDONESIAN))
    assert "LATIHAN" in text
    assert "BATAL" in text


def test_many_lines_go_on_with_their_head_on_the_next_page() -> None:
    sale = sale_of(*(sold(f"Barang {number}", 10_000) for number in range(80)))
    found = pages(invoice(told(sale), INDONESIAN))
    assert len(found) > 2
    assert all("Produk" in page for page in found)
    assert f"A12-K7-000148 · 2/{len(found)}" in found[1]


@pytest.mark.parametrize("lines", range(12, 36))
def test_the_sums_never_stand_on_a_page_without_a_line(lines: int) -> None:
    sale = sale_of(*(sold(f"Barang {number}", 10_000) for number in range(lines)))
    for page in pages(invoice(told(sale), INDONESIAN)):
        assert "Barang" in page
        assert ("Terbilang" in page) == ("Hormat kami" in page)


def test_a_single_page_is_not_counted() -> None:
    [text] = pages(invoice(told(usual_sale()), INDONESIAN))
    assert "1/1" not in text


def test_more_payments_than_a_page_holds_are_all_told() -> None:
    paid = (*(Tender(Method.VOUCHER, 1_000, f"V{number}") for number in range(60)),)
    sale = msgspec.structs.replace(usual_sale(), tenders=paid)
    text = "".join(pages(invoice(told(sale), INDONESIAN)))
    assert all(f"V{number}" in text for number in range(60))


def test_the_largest_sale_has_room() -> None:
    sale = sale_of(*(sold("W" * 120, 999_999_999, qty_milli=99_999_000) for _ in range(3)))
    assert "Rp299.996.999.700.003" in pages(invoice(told(sale), INDONESIAN))[-1]


def test_the_same_sale_gives_the_same_bytes() -> None:
    assert invoice(told(usual_sale()), ENGLISH) == invoice(told(usual_sale()), ENGLISH)


def test_a_receipt_on_a5_says_what_the_roll_says() -> None:
    data = pdf.render_a5(receipt_of(usual_sale()))
    [page] = PdfReader(io.BytesIO(data)).pages
    size = float(page.mediabox.width), float(page.mediabox.height)
    assert size == pytest.approx((419.53, 595.28), abs=0.1)
    for word in ("A12-K7-000148", "Syal Batik Ecoprint", "250.000", "Rp311.500", "9f3a27c1"):
        assert word in page.extract_text()


def test_a_long_receipt_takes_several_pages_of_a5_and_loses_nothing() -> None:
    names = [f"Barang {number:03d}" for number in range(60)]
    found = pages(pdf.render_a5(receipt_of(sale_of(*(sold(name, 10_000) for name in names)))))
    assert len(found) > 2
    text = "\n".join(found)
    assert [text.count(name) for name in names] == [1] * 60
    for number, page in enumerate(found, 1):
        assert f"A12-K7-000148 - {number}/{len(found)}" in page, "a page that went astray"


@pytest.mark.parametrize("words", range(1, 9))
def test_a_name_and_its_amount_stay_on_one_page_of_a5(words: int) -> None:
    """Names of one row and of several, so that pages end at every place."""
    sale = sale_of(*(sold(f"B{n:03d}" + " Batik Tulis" * (n % words), 10_000) for n in range(60)))
    for page in pages(pdf.render_a5(receipt_of(sale))):
        assert page.count("1 x 10.000") == len(re.findall(r"^B\d{3}", page, re.MULTILINE))


def test_what_is_longer_than_a_page_of_a5_goes_on_with_the_next() -> None:
    sale = sale_of(sold("Kain", 10_000, note="Bordir nama " * 300))
    text = "\n".join(pages(pdf.render_a5(receipt_of(sale))))
    assert text.count("Bordir") == 300


def test_the_booths_own_words_number_and_logo_stand_at_the_top() -> None:
    ink = Image.new("L", (240, 80), 0)
    written = io.BytesIO()
    ink.save(written, "png")
    heading = ReceiptHeading(
        "Batik Polokarto",
        "A12",
        lines=("Jl. Melati 5", "0812-3456-7890"),
        tax_id="01.234.567.8-901.000",
        logo=written.getvalue(),
    )
    data = invoice(Invoice(usual_sale(), heading, 151, ENTRY_HASH), INDONESIAN)
    [page] = PdfReader(io.BytesIO(data)).pages
    for words in ("Jl. Melati 5", "0812-3456-7890", "NPWP 01.234.567.8-901.000"):
        assert words in page.extract_text()
    assert len(page.images) == 1


def test_a_spoilt_logo_is_left_out() -> None:
    heading = ReceiptHeading("Batik Polokarto", "A12", logo=b"no picture")
    [text] = pages(invoice(Invoice(usual_sale(), heading, 151, ENTRY_HASH), INDONESIAN))
    assert "NOTA PENJUALAN" in text
