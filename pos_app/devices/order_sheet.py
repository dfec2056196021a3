"""An order note on an A4 page, to be signed by both: made with reportlab, and only when asked."""

import functools
import io
from collections.abc import Sequence
from typing import Any

from pos_app.devices.order_slip import OrderNote, status_name
from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.order import Order
from pos_app.domain.quantity import format_quantity
from resources import path
from resources.translations import Catalog

_REGULAR, _BOLD = "LapakText", "LapakText-Bold"
_FILES = {
    _REGULAR: "PlusJakartaSansTabular-Regular.ttf",
    _BOLD: "PlusJakartaSansTabular-Bold.ttf",
}
_MARGIN = 54
_SOFT = "#5F5B55"
_LINE = "#E4E0D9"
_WIDTHS = (26, 226, 66, 78, 91)
"""Of the columns in points: number, product, quantity, price, total; together A4 less margins."""


def order_sheet(note: OrderNote, tr: Catalog) -> bytes:
    """The PDF's bytes; the same order gives the same bytes: no time of making stands in it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    _register_fonts()
    written = io.BytesIO()
    number = note.state.order.number
    title = tr("Order {number}").format(number=number)
    sheet = BaseDocTemplate(written, pagesize=A4, title=title, creator="Lapak", invariant=1)
    width, height = (side - 2 * _MARGIN for side in A4)
    frame = Frame(_MARGIN, _MARGIN, width, height, 0, 0, 0, 0)
    sheet.addPageTemplates(PageTemplate(frames=frame))
    sheet.build(_story(note, tr))
    return written.getvalue()


def _story(note: OrderNote, tr: Catalog) -> list[Any]:
    from reportlab.platypus import Spacer

    order = note.state.order
    story = [
        _heading(note, tr),
        Spacer(1, 18),
        _facts(note, tr),
        Spacer(1, 18),
    ]
    if order.lines:
        story += [_lines(order, tr), Spacer(1, 12)]
    if order.text:
        story += [_text(order.text), Spacer(1, 12)]
    story.append(_sums(note, tr))
    if order.note:
        story += [Spacer(1, 12), _text(tr("Note: {note}").format(note=order.note))]
    story += [Spacer(1, 40), _signatures(note, tr), Spacer(1, 18), _small(note, tr)]
    return story


def _heading(note: OrderNote, tr: Catalog) -> Any:
    heading = note.heading
    booth = tr("Booth {code}").format(code=heading.booth_code)
    place = " · ".join(part for part in (booth, heading.expo) if part)
    left = [_para(heading.business, _BOLD, 16), _para(place, _REGULAR, 9, _SOFT)]
    if heading.address:
        left.append(_para(heading.address, _REGULAR, 9, _SOFT))
    number = note.state.order.number
    right = [
        _para(tr("ORDER NOTE"), _BOLD, 16, align="right"),
        _para(number, _BOLD, 10, align="right"),
    ]
    return _table([[left, right]], (287, 200), [("VALIGN", (0, 0), (-1, -1), "TOP")])


def _facts(note: OrderNote, tr: Catalog) -> Any:
    order = note.state.order
    placed = format_moment(note.state.placed_at, note.zone, tr.language)
    rows = [
        (tr("Buyer"), order.buyer.name),
        (tr("Company or cooperative"), order.buyer.company),
        (tr("Phone"), note.phone),
        (tr("Noted down"), f"{placed} · {note.cashier}" if note.cashier else placed),
        (tr("Due"), format_date(order.due, tr.language) if order.due else ""),
        (tr("Status"), status_name(order.status, tr)),
    ]
    shown = [
        [_para(name, _REGULAR, 9, _SOFT), _para(value, _BOLD, 10)] for name, value in rows if value
    ]
    return _table(shown, (140, 347), [("LINEABOVE", (0, 0), (-1, 0), 1, _LINE)])


def _lines(order: Order, tr: Catalog) -> Any:
    head = ["", tr("Product"), tr("Quantity"), tr("Price"), tr("Total")]
    rows: list[list[Any]] = [
        [_para(text, _BOLD, 9, _SOFT, _align(place)) for place, text in enumerate(head)]
    ]
    for number, line in enumerate(order.lines, 1):
        unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
        name = [_para(line.name, _REGULAR, 10)]
        if line.note:
            name.append(_para(line.note, _REGULAR, 9, _SOFT))
        rows.append(
            [
                _para(str(number), _REGULAR, 10, _SOFT),
                name,
                _para(f"{format_quantity(line.qty_milli)}{unit}", _REGULAR, 10, align="right"),
                _para(format_amount(line.unit_price), _REGULAR, 10, align="right"),
                _para(format_amount(line.total), _REGULAR, 10, align="right"),
            ]
        )
    styles = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return _table(rows, _WIDTHS, styles, repeated=1)


def _sums(note: OrderNote, tr: Catalog) -> Any:
    state = note.state
    rows = [
        [
            _para(tr("Order value"), _BOLD, 12),
            _para(format_rupiah(state.order.value), _BOLD, 14, align="right"),
        ],
        [
            _para(tr("Paid so far"), _REGULAR, 10),
            _para(format_rupiah(state.paid), _REGULAR, 10, align="right"),
        ],
        [
            _para(tr("Still to be paid"), _BOLD, 10),
            _para(format_rupiah(state.left), _BOLD, 10, align="right"),
        ],
    ]
    table = _table(rows, (130, 140), [("LINEABOVE", (0, 0), (-1, 0), 1, _LINE)])
    table.hAlign = "RIGHT"
    return table


def _signatures(note: OrderNote, tr: Catalog) -> Any:
    names = (note.state.order.buyer.name, note.heading.business)
    roles = (tr("Buyer"), tr("Seller"))
    rows = [
        [
            _para(roles[0], _REGULAR, 9, _SOFT, "center"),
            "",
            _para(roles[1], _REGULAR, 9, _SOFT, "center"),
        ],
        ["", "", ""],
        [
            _para(names[0], _BOLD, 10, align="center"),
            "",
            _para(names[1], _BOLD, 10, align="center"),
        ],
    ]
    styles: list[tuple[Any, ...]] = [("TOPPADDING", (0, 1), (-1, 1), 44)]
    styles += [("LINEABOVE", (column, 2), (column, 2), 0.5, _SOFT) for column in (0, 2)]
    return _table(rows, (200, 87, 200), styles)


def _small(note: OrderNote, tr: Catalog) -> Any:
    told = tr("This note is no receipt for money.")
    return _para(f"{told} · #{note.seq} · {note.entry_hash.hex()[:8]}", _REGULAR, 8, _SOFT)


def _text(text: str) -> Any:
    return _para(text, _REGULAR, 10)


def _align(column: int) -> str:
    return "right" if column > 1 else "left"


def _para(text: str, font: str, size: int, color: str = "#1C1B1A", align: str = "left") -> Any:
    """A paragraph; what people typed is text, never reportlab's markup."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    places = {"left": 0, "center": 1, "right": 2}
    style = ParagraphStyle(
        "",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=color,
        alignment=places[align],
    )
    return Paragraph(escape(text), style)


def _table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    styles: Sequence[tuple[Any, ...]],
    repeated: int = 0,
) -> Any:
    from reportlab.platypus import Table

    plain = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    table = Table([list(row) for row in rows], colWidths=list(widths), repeatRows=repeated)
    table.setStyle([*plain, *styles])
    return table


@functools.cache
def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path("fonts", file))))
