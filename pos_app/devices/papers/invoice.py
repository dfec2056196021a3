"""A sale on a page of A4: the note or invoice that companies and offices ask for."""

from collections.abc import Sequence
from typing import Any

import msgspec

from pos_app.devices.papers.a4 import (
    BOLD,
    LINE,
    REGULAR,
    SOFT,
    build,
    ended,
    numbered,
    para,
    table,
)
from pos_app.devices.papers.a4_heading import heading_of
from pos_app.devices.papers.receipt import ReceiptHeading, paid_by
from pos_app.domain.amount_words import in_words
from pos_app.domain.business_day import format_moment
from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from pos_app.domain.rules import TaxRow
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.tender import Method
from resources.translations import Catalog

_WIDTHS = (26, 226, 66, 78, 91)
"""Of the columns in points: number, product, quantity, price, total; together A4 less margins."""
_SUMS = (140, 170)
_RIGHT_FROM = 2
_SIGNED = 44
"""Room for a signature, in points."""


class Invoice(msgspec.Struct, frozen=True):
    """A sale as its A4 page tells it. `buyer` was typed for this page and is kept nowhere."""

    sale: Sale
    heading: ReceiptHeading
    seq: int
    entry_hash: bytes
    buyer: str = ""
    training: bool = False
    voided: bool = False


def invoice(told: Invoice, tr: Catalog) -> bytes:
    """The PDF's bytes; the same sale gives the same bytes: no time of making stands in it."""
    number = told.sale.receipt_number
    title = f"{_name(told.sale, tr)} {number}"

    return build(lambda: _story(told, tr), title, numbered(number))


def _name(sale: Sale, tr: Catalog) -> str:
    """Not the official *faktur pajak*, which only the tax office's own system makes."""
    return tr("SALES INVOICE") if sale.taxes else tr("SALES NOTE")


def _story(told: Invoice, tr: Catalog) -> list[Any]:
    from reportlab.platypus import Spacer

    sale = told.sale
    ending = [
        _sums(sale, tr),
        Spacer(1, 10),
        _words(sale, tr),
        Spacer(1, 10),
        _paid(sale, tr),
        Spacer(1, 30),
        _signatures(told, tr),
        Spacer(1, 18),
        para(f"#{told.seq} · {told.entry_hash.hex()[:8]}", REGULAR, 8, SOFT),
    ]
    return [
        heading_of(told.heading, _name(sale, tr), sale.receipt_number, tr),
        *_marks(told, tr),
        Spacer(1, 18),
        _facts(told, tr),
        Spacer(1, 18),
        *_lines(sale, tr, ending),
    ]


def _marks(told: Invoice, tr: Catalog) -> list[Any]:
    words = [tr("VOIDED")] if told.voided else []
    if told.training:
        words.append(tr("TRAINING") + " · " + tr("not a receipt"))
    return [para(word, BOLD, 16, "#B91C1C", "center") for word in words]


def _facts(told: Invoice, tr: Catalog) -> Any:
    sale = told.sale
    rows = [
        (tr("Buyer"), told.buyer),
        (tr("Date"), format_moment(sale.at, sale.zone, tr.language)),
        (tr("Cashier"), sale.cashier),
    ]
    shown = [[para(name, REGULAR, 9, SOFT), para(value, BOLD, 10)] for name, value in rows if value]
    return table(shown, (140, 347), [("LINEABOVE", (0, 0), (-1, 0), 1, LINE)])


def _lines(sale: Sale, tr: Catalog, ending: Sequence[Any]) -> list[Any]:
    head = ("", tr("Product"), tr("Quantity"), tr("Price"), tr("Total"))
    rows: list[list[Any]] = [
        [para(text, BOLD, 9, SOFT, _align(place)) for place, text in enumerate(head)]
    ]
    for number, line in enumerate(sale.lines, 1):
        unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
        rows.append(
            [
                para(str(number), REGULAR, 10, SOFT),
                _described(line, tr),
                para(f"{format_quantity(line.qty_milli)}{unit}", REGULAR, 10, align="right"),
                para(format_amount(line.unit_price), REGULAR, 10, align="right"),
                para(format_amount(line.gross - _own_discount(line)), REGULAR, 10, align="right"),
            ]
        )
    styles = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return ended(rows, _WIDTHS, styles, ending)


def _described(line: SaleLine, tr: Catalog) -> list[Any]:
    """Name, and in small letters what was taken off and what was noted."""
    promoted = line.promoted_discount or 0
    own = _own_discount(line) - promoted
    small = [
        f"{line.promotion} {format_amount(-promoted)}" if promoted else "",
        tr("Discount") + f" {format_amount(-own)}" if own else "",
        line.reason or "",
        line.note,
    ]
    return [
        para(line.name, REGULAR, 10),
        *(para(text, REGULAR, 9, SOFT) for text in small if text),
    ]


def _own_discount(line: SaleLine) -> int:
    """What was taken off this line, without its part of what was taken off the whole sale."""
    return line.discount - (line.shared_discount or 0)


def _sums(sale: Sale, tr: Catalog) -> Any:
    """What leads from the lines to the total, and the tax that lies in it."""
    taxes = sale.taxes or ()
    shared = sum(line.shared_discount or 0 for line in sale.lines)
    between = [
        (tr("Discount on all"), -shared),
        (tr("Service charge"), sale.service or 0),
        *((_rated(tax), tax.amount) for tax in taxes if not tax.included),
        (tr("Rounding"), sale.rounding),
    ]
    rows = [row for row in between if row[1]]
    if rows:
        rows.insert(0, (tr("Subtotal"), sale.subtotal - sale.discount + shared))
    cells = [_sum(name, format_amount(amount)) for name, amount in rows]
    cells.append(
        [para(tr("TOTAL"), BOLD, 12), para(format_rupiah(sale.total), BOLD, 14, align="right")]
    )
    total = len(cells) - 1
    cells += [_sum(name, format_amount(amount)) for tax in taxes for name, amount in _told(tax, tr)]
    sums = table(cells, _SUMS, [("LINEABOVE", (0, total), (-1, total), 1, LINE)])
    sums.hAlign = "RIGHT"
    return sums


def _told(tax: TaxRow, tr: Catalog) -> list[tuple[str, int]]:
    """What a tax is taken of, and how much of the total it is where that holds it."""
    base = tax.base - tax.amount if tax.included else tax.base
    rows = [(tr("Tax base of {tax}").format(tax=tax.name), base)]
    if tax.included:
        rows.append((tr("Included {tax}").format(tax=_rated(tax)), tax.amount))
    return rows


def _rated(tax: TaxRow) -> str:
    return f"{tax.name} {format_percent(tax.basis_points)}"


def _sum(name: str, amount: str) -> list[Any]:
    return [para(name, REGULAR, 10, SOFT), para(amount, REGULAR, 10, align="right")]


def _words(sale: Sale, tr: Catalog) -> Any:
    words = in_words(sale.total, tr.language)
    said = [[para(tr("In words"), REGULAR, 9, SOFT), para(words[:1].upper() + words[1:], BOLD, 10)]]
    styles = [("LINEABOVE", (0, 0), (-1, 0), 1, LINE), ("LINEBELOW", (0, 0), (-1, 0), 1, LINE)]
    return table(said, (80, 407), styles)


def _paid(sale: Sale, tr: Catalog) -> Any:
    rows = [_sum(paid_by(tender, tr), format_amount(tender.amount)) for tender in sale.tenders]
    if any(tender.method is Method.CASH for tender in sale.tenders):
        rows.append(_sum(tr("Change given"), format_amount(sale.change)))
    paid = table(rows, _SUMS, [])
    paid.hAlign = "RIGHT"
    return paid


def _signatures(told: Invoice, tr: Catalog) -> Any:
    names = (told.buyer, told.heading.business)
    roles = (tr("Received by"), tr("With regards"))
    rows = [
        [
            para(roles[0], REGULAR, 9, SOFT, "center"),
            "",
            para(roles[1], REGULAR, 9, SOFT, "center"),
        ],
        ["", "", ""],
        [para(names[0], BOLD, 10, align="center"), "", para(names[1], BOLD, 10, align="center")],
    ]
    styles: list[tuple[Any, ...]] = [("TOPPADDING", (0, 1), (-1, 1), _SIGNED)]
    styles += [("LINEABOVE", (column, 2), (column, 2), 0.5, SOFT) for column in (0, 2)]
    return table(rows, (200, 87, 200), styles)


def _align(column: int) -> str:
    return "right" if column >= _RIGHT_FROM else "left"
