"""A made-up receipt as a design would print it: shown while somebody tries the design out."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from pos_app.devices.papers.receipt import ReceiptHeading, sale_receipt
from pos_app.devices.rendering.document import Document, DrawerPulse
from pos_app.domain import receipt_code
from pos_app.domain.business_day import business_date
from pos_app.domain.register import receipt_number
from pos_app.domain.rules import Tax, TaxRow
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.sold import original_of
from pos_app.domain.tender import Method, Tender
from pos_app.services.booth import current_register
from pos_app.services.papers import views
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.views import PaperRow
from pos_app.store.database import Work
from pos_app.store.registers import RegisterState

__all__ = ["Document", "Surroundings", "design_preview", "sample_receipt", "surroundings"]

_ID = "00000000-0000-7000-8000-000000000000"
_ZONE = "Asia/Jakarta"
_HASH = bytes.fromhex("9f3a27c1") + bytes(28)


class Surroundings(msgspec.Struct, frozen=True):
    """Whose receipt it is, and when; a till that nobody has set up yet has no `register`."""

    register: RegisterState | None
    at: datetime


def surroundings(work: Work) -> Surroundings:
    """What holds now; all else is made without the database."""
    return Surroundings(current_register(work), work.at)


def design_preview(around: Surroundings, look: Letterhead, columns: int) -> tuple[PaperRow, ...]:
    """The made-up receipt on paper of so many columns.

    It is no real sale's: printed, that would be a second original. Raises LapakError as
    `views.shown` does.
    """
    return views.shown(sample_receipt(around, look), columns)


def sample_receipt(around: Surroundings, look: Letterhead) -> Document:
    """What `design_preview` shows, as the document that would be printed; it opens no drawer."""
    heading = _heading(around.register, look)
    sale = _example(around, heading, look)
    code = receipt_code.encode(original_of(sale, entry_hash=_HASH.hex()))
    coded = look.design.code == "receipt"
    document = sale_receipt(
        sale, heading, look.tr, code=code if coded else "", seq=0, entry_hash=_HASH
    )
    blocks = (block for block in document.blocks if not isinstance(block, DrawerPulse))
    return Document(tuple(blocks), look.tr("Sample"))


def _heading(register: RegisterState | None, look: Letterhead) -> ReceiptHeading:
    if register is not None:
        return views.heading_of(register, look)
    return views.design_heading(look.tr("Your booth"), "A12", "", look)


def _example(around: Surroundings, heading: ReceiptHeading, look: Letterhead) -> Sale:
    """Two things, a discount, a tax for who charges it, paid in cash and rounded.

    No register gives out the number 0, so nobody can bring anything back with it.
    """
    tr, register = look.tr, around.register
    zone = register.zone if register else _ZONE
    lines = (
        _line(tr("Coffee with palm sugar, large"), 18_000, 2),
        _line(tr("Batik scarf with natural dye"), 125_000, 1, discount=12_550),
    )
    subtotal = sum(line.gross for line in lines)
    net = sum(line.total for line in lines)
    taxes = _taxes(net) if look.design.tax_id else ()
    total = net // 100 * 100
    return Sale(
        id=_ID,
        receipt_number=receipt_number(heading.booth_code, register.code if register else "K1", 0),
        shift_id="",
        cashier=tr("Sample"),
        at=around.at,
        zone=zone,
        business_date=business_date(around.at, zone, 0),
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
