"""Sales and headings that receipts are made from."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from pos_app.devices.papers.receipt import ReceiptHeading, sale_receipt
from pos_app.devices.rendering.document import Document
from pos_app.domain.quantity import price_of
from pos_app.domain.rules import TaxRow
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.tender import Method, Tender
from resources.translations import Catalog

ENGLISH = Catalog("en")
HEADING = ReceiptHeading("Batik Polokarto", "A12", "Kab. Semarang Expo", ("Polokarto, Sukoharjo",))
ENTRY_HASH = bytes.fromhex("9f3a27c1") + bytes(28)


def sold(
    name: str,
    price: int,
    *,
    qty_milli: int = 1000,
    discount: int = 0,
    unit: str = "pcs",
    note: str = "",
    shared: int = 0,
    reason: str = "",
) -> SaleLine:
    gross = price_of(price, qty_milli)
    discount += shared
    return SaleLine(
        product_id=name,
        name=name,
        unit=unit,
        qty_milli=qty_milli,
        unit_price=price,
        gross=gross,
        discount=discount,
        total=gross - discount,
        note=note,
        shared_discount=shared or UNSET,
        reason=reason or UNSET,
    )


def sale_of(
    *lines: SaleLine,
    tenders: tuple[Tender, ...] | None = None,
    tax: int = 0,
    tax_included: int = 0,
    rounding: int = 0,
    cashier: str = "Siti",
) -> Sale:
    subtotal = sum(line.gross for line in lines)
    discount = sum(line.discount for line in lines)
    total = subtotal - discount + tax + rounding
    if tenders is None:
        tenders = (Tender(Method.CASH, total + 88_500),)
    return Sale(
        id="01936f0c-0000-7000-8000-000000000001",
        receipt_number="A12-K7-000148",
        shift_id="01936f0c-0000-7000-8000-000000000002",
        cashier=cashier,
        at=datetime(2026, 11, 21, 7, 2, tzinfo=UTC),
        zone="Asia/Jakarta",
        business_date=date(2026, 11, 21),
        lines=lines,
        subtotal=subtotal,
        discount=discount,
        tax=tax,
        tax_included=tax_included,
        rounding=rounding,
        total=total,
        tenders=tenders,
        change=sum(tender.amount for tender in tenders) - total,
        taxes=_taxes(total, tax, tax_included),
    )


def _taxes(base: int, added: int, included: int) -> tuple[TaxRow, ...] | UnsetType:
    rows = (
        TaxRow("PB1", 1_000, included=False, base=base, amount=added),
        TaxRow("PPN", 1_100, included=True, base=base, amount=included),
    )
    return tuple(row for row in rows if row.amount) or UNSET


def usual_sale(*, tax: int = 0, tax_included: int = 0, rounding: int = 0) -> Sale:
    """The sale on the picture of the done page."""
    return sale_of(
        sold("Syal Batik Ecoprint", 125_000, qty_milli=2000),
        sold("Dompet Batik", 35_000, discount=3_500),
        sold("Gantungan Kunci Wayang", 15_000, qty_milli=3000, discount=15_000),
        tax=tax,
        tax_included=tax_included,
        rounding=rounding,
    )


def receipt_of(sale: Sale, *, copy: bool = False, tr: Catalog = ENGLISH) -> Document:
    return sale_receipt(sale, HEADING, tr, copy=copy, seq=151, entry_hash=ENTRY_HASH)


_any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@st.composite
def _lines(draw: st.DrawFn) -> SaleLine:
    price = draw(st.integers(0, 999_999_999))
    qty_milli = draw(st.integers(1, 99_999_000))
    return sold(
        draw(_any_text),
        price,
        qty_milli=qty_milli,
        discount=draw(st.integers(0, price_of(price, qty_milli))),
        unit=draw(st.sampled_from(["pcs", "m", "kg", "bungkus besar"])),
        note=draw(st.one_of(st.just(""), _any_text)),
    )


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    """Sales with hostile names, with and without discount, tax and rounding."""
    return sale_of(
        *draw(st.lists(_lines(), min_size=1, max_size=5)),
        tax=draw(st.integers(0, 99_999)),
        tax_included=draw(st.integers(0, 99_999)),
        rounding=draw(st.integers(-50, 50)),
        cashier=draw(_any_text),
    )
