"""A receipt as a design would print it: shown while somebody tries the design out."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from pos_app.devices.document import Document
from pos_app.devices.receipt import ReceiptHeading, sale_receipt
from pos_app.domain import receipt_code
from pos_app.domain.business_day import business_date
from pos_app.domain.register import receipt_number
from pos_app.domain.rules import Tax, TaxRow
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.sold import original_of
from pos_app.domain.tender import Method, Tender
from pos_app.services import papers
from pos_app.services.booth import current_register
from pos_app.services.letterhead import Letterhead, letterhead_of
from pos_app.services.papers import PaperRow
from pos_app.services.receipts import receipt
from pos_app.settings import ReceiptDesign
from pos_app.store import history
from pos_app.store.database import Work
from pos_app.store.registers import RegisterState
from resources.translations import Catalog

_LOOKED_AT = 20
"""Newest entries of the history among which a sale is looked for."""

_ZONE = "Asia/Jakarta"
_HASH = bytes.fromhex("9f3a27c1") + bytes(28)


def design_preview(
    work: Work, design: ReceiptDesign, columns: int, tr: Catalog
) -> tuple[PaperRow, ...]:
    """The last sale's receipt in a design, or a made-up one where nothing was sold yet.

    `tr` is the screen's language; the design is one that `SettingsFile.as_kept` returned.
    """
    return papers.shown(design_document(work, letterhead_of(design, tr.language)), columns)


def design_document(work: Work, look: Letterhead) -> Document:
    """What `design_preview` shows, as the document that would be printed."""
    entries = history.page(work.db, 0, _LOOKED_AT)
    latest = next((one.sale_id for one in entries if one.kind is None), "")
    return receipt(work, latest, look) if latest else _made_up(work, look)


def _made_up(work: Work, look: Letterhead) -> Document:
    register = current_register(work)
    heading = _heading(register, look)
    sale = _example(work.at, register.zone if register else _ZONE, heading, look)
    code = receipt_code.encode(original_of(sale, entry_hash=_HASH.hex()))
    coded = look.design.code == "receipt"
    return sale_receipt(
        sale, heading, look.tr, code=code if coded else "", seq=151, entry_hash=_HASH
    )


def _heading(register: RegisterState | None, look: Letterhead) -> ReceiptHeading:
    if register is not None:
        return papers.heading_of(register, look)
    return papers.design_heading(look.tr("Your booth"), "A12", "", look)


def _example(at: datetime, zone: str, heading: ReceiptHeading, look: Letterhead) -> Sale:
    """Two things, a discount, a tax for who charges it, paid in cash and rounded."""
    tr = look.tr
    lines = (
        _line(tr("Coffee with palm sugar, large"), 18_000, 2),
        _line(tr("Batik scarf with natural dye"), 125_000, 1, discount=12_550),
    )
    subtotal = sum(line.gross for line in lines)
    net = sum(line.total for line in lines)
    taxes = _taxes(net) if look.design.tax_id else ()
    total = net // 100 * 100
    return Sale(
        id="01936f0c-0000-7000-8000-000000000001",
        receipt_number=receipt_number(heading.booth_code, "K1", 148),
        shift_id="",
        cashier="Siti",
        at=at,
        zone=zone,
        business_date=business_date(at, zone, 0),
        lines=lines,
        subtotal=subtotal,
        discount=subtotal - net,
        tax=0,
        tax_included=sum(row.amount for row in taxes),
        rounding=total - net,
        total=total,
        tenders=(Tender(Method.CASH, 200_000),),
        change=200_000 - total,
        taxes=tuple(taxes) or msgspec.UNSET,
    )


def _line(name: str, price: int, pieces: int, *, discount: int = 0) -> SaleLine:
    gross = price * pieces
    return SaleLine("", name, "pcs", pieces * 1_000, price, gross, discount, total=gross - discount)


def _taxes(net: int) -> Sequence[TaxRow]:
    tax = Tax("PPN", 1_100, included=True)
    return (TaxRow(tax.name, tax.basis_points, tax.included, net, tax.of(net)),)
