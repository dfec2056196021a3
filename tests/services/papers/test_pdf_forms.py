"""Papers as PDF in the form that was chosen, and what the journal keeps of it."""

import io

import pytest
from pypdf import PdfReader

from pos_app.domain.errors import LapakError
from pos_app.domain.order import OrderLine
from pos_app.domain.pdf_form import MAX_BUYER, PdfForm, forms_of
from pos_app.domain.refund import Return
from pos_app.domain.slips import Slip
from pos_app.services import returns
from pos_app.services.papers import pdf_forms
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.till import Till
from resources.translations import Catalog
from tests.drivers.tills import sell
from tests.services.test_orders import place

TR = Catalog("id")
LOOK = Letterhead(TR)


def text(till: Till, slip: Slip, subject: str, form: PdfForm, buyer: str = "") -> str:
    content = till.read(pdf_forms.content_of, slip, subject, form, LOOK, buyer=buyer).result()
    pages = PdfReader(io.BytesIO(pdf_forms.made(content, form, 32, TR))).pages
    return "\n".join(str(page.extract_text()) for page in pages)


@pytest.mark.parametrize("form", PdfForm)
def test_a_receipt_comes_in_every_form(till: Till, form: PdfForm) -> None:
    sale = sell(till, "Kopi", "Jamu").sale
    said = text(till, Slip.SALE, sale.id, form)
    assert "A12-K1-000001" in said
    assert "Rp26.000" in said
    assert ("Terbilang" in said) is (form is PdfForm.A4)


def test_a_buyer_stands_on_a4_alone_on_one_line(till: Till) -> None:
    sale = sell(till, "Kopi").sale
    assert "Koperasi Maju" in text(till, Slip.SALE, sale.id, PdfForm.A4, " Koperasi \n Maju ")
    assert "Koperasi" not in text(till, Slip.SALE, sale.id, PdfForm.A5, "Koperasi Maju")
    assert "B" * (MAX_BUYER + 1) not in text(till, Slip.SALE, sale.id, PdfForm.A4, "B" * 500)


def test_a_voided_sale_says_so_on_a4(till: Till) -> None:
    sale = sell(till, "Kopi").sale
    till.write(returns.void_sale, sale.id, "Salah").result()
    assert "BATAL" in text(till, Slip.SALE, sale.id, PdfForm.A4)


def test_a_refund_has_no_a4(till: Till) -> None:
    sale = sell(till, "Kopi").sale
    original = till.read(returns.original_sale, sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    refunded = till.write(returns.refund_sale, original, back).result()
    assert PdfForm.A4 not in forms_of(Slip.REFUND)
    assert "A12-K1-R000001" in text(till, Slip.REFUND, refunded.body.id, PdfForm.A5)


@pytest.mark.parametrize("form", PdfForm)
def test_an_order_note_comes_in_every_form(till: Till, form: PdfForm) -> None:
    order = place(till)
    assert order.number in text(till, Slip.ORDER, order.id, form)


@pytest.mark.parametrize("lines", [12, 18, 24, 30, 36, 200])
def test_a_long_order_says_on_every_page_whose_it_is(till: Till, lines: int) -> None:
    some = tuple(OrderLine("p", f"Barang {n}", "", 1_000, 500, 500) for n in range(lines))
    order = place(till, lines=some)
    content = till.read(pdf_forms.content_of, Slip.ORDER, order.id, PdfForm.A4, LOOK).result()
    found = PdfReader(io.BytesIO(pdf_forms.made(content, PdfForm.A4, 32, TR))).pages
    texts = [page.extract_text() for page in found]
    for number, said in enumerate(texts, 1):
        assert "Barang" in said
        assert (f"{order.number} · {number}/{len(texts)}" in said) == (len(texts) > 1)
        assert ("Nilai pesanan" in said) == (number == len(texts))


@pytest.mark.parametrize("form", PdfForm)
def test_what_is_not_known_is_refused(till: Till, form: PdfForm) -> None:
    with pytest.raises(LapakError) as caught:
        till.read(pdf_forms.content_of, Slip.SALE, "nobody", form, LOOK).result()
    assert caught.value.code == "sale_unknown"
