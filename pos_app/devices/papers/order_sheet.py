"""An order note on an A4 page, to be signed by both."""

from collections.abc import Sequence
from typing import Any

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
from pos_app.devices.papers.order_slip import OrderNote, status_name
from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.order import Order
from pos_app.domain.quantity import format_quantity
from resources.translations import Catalog

_WIDTHS = (26, 226, 66, 78, 91)
"""Of the columns in points: number, product, quantity, price, total; together A4 less margins."""


def order_sheet(note: OrderNote, tr: Catalog) -> bytes:
    """The PDF's bytes; the same order gives the same bytes: no time of making stands in it."""
    number = note.state.order.number

    title = tr("Order {number}").format(number=number)
    return build(lambda: _story(note, tr), title, numbered(number))


def _story(note: OrderNote, tr: Catalog) -> list[Any]:
    from reportlab.platypus import KeepTogether, Spacer

    order = note.state.order
    ending = _ending(note, tr)
    return [
        heading_of(note.heading, tr("ORDER NOTE"), order.number, tr),
        Spacer(1, 18),
        _facts(note, tr),
        Spacer(1, 18),
        *(_lines(order, tr, ending) if order.lines else [KeepTogether(ending)]),
    ]


def _ending(note: OrderNote, tr: Catalog) -> list[Any]:
    """What was agreed upon, what it comes to, and who signs it."""
    from reportlab.platypus import Spacer

    order = note.state.order
    told = tr("Note: {note}").format(note=order.note)
    return [
        *([_text(order.text), Spacer(1, 12)] if order.text else []),
        _sums(note, tr),
        *([Spacer(1, 12), _text(told)] if order.note else []),
        Spacer(1, 40),
        _signatures(note, tr),
        Spacer(1, 18),
        _small(note, tr),
    ]


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
    shown = [[para(name, REGULAR, 9, SOFT), para(value, BOLD, 10)] for name, value in rows if value]
    return table(shown, (140, 347), [("LINEABOVE", (0, 0), (-1, 0), 1, LINE)])


def _lines(order: Order, tr: Catalog, ending: Sequence[Any]) -> list[Any]:
    head = ["", tr("Product"), tr("Quantity"), tr("Price"), tr("Total")]
    rows: list[list[Any]] = [
        [para(text, BOLD, 9, SOFT, _align(place)) for place, text in enumerate(head)]
    ]
    for number, line in enumerate(order.lines, 1):
        unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
        name = [para(line.name, REGULAR, 10)]
        if line.note:
            name.append(para(line.note, REGULAR, 9, SOFT))
        rows.append(
            [
                para(str(number), REGULAR, 10, SOFT),
                name,
                para(f"{format_quantity(line.qty_milli)}{unit}", REGULAR, 10, align="right"),
                para(format_amount(line.unit_price), REGULAR, 10, align="right"),
                para(format_amount(line.total), REGULAR, 10, align="right"),
            ]
        )
    styles = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return ended(rows, _WIDTHS, styles, ending)


def _sums(note: OrderNote, tr: Catalog) -> Any:
    state = note.state
    rows = [
        [
            para(tr("Order value"), BOLD, 12),
            para(format_rupiah(state.order.value), BOLD, 14, align="right"),
        ],
        [
            para(tr("Paid so far"), REGULAR, 10),
            para(format_rupiah(state.paid), REGULAR, 10, align="right"),
        ],
        [
            para(tr("Still to be paid"), BOLD, 10),
            para(format_rupiah(state.left), BOLD, 10, align="right"),
        ],
    ]
    sums = table(rows, (130, 140), [("LINEABOVE", (0, 0), (-1, 0), 1, LINE)])
    sums.hAlign = "RIGHT"
    return sums


def _signatures(note: OrderNote, tr: Catalog) -> Any:
    names = (note.state.order.buyer.name, note.heading.business)
    roles = (tr("Buyer"), tr("Seller"))
    rows = [
        [
            para(roles[0], REGULAR, 9, SOFT, "center"),
            "",
            para(roles[1], REGULAR, 9, SOFT, "center"),
        ],
        ["", "", ""],
        [
            para(names[0], BOLD, 10, align="center"),
            "",
            para(names[1], BOLD, 10, align="center"),
        ],
    ]
    styles: list[tuple[Any, ...]] = [("TOPPADDING", (0, 1), (-1, 1), 44)]
    styles += [("LINEABOVE", (column, 2), (column, 2), 0.5, SOFT) for column in (0, 2)]
    return table(rows, (200, 87, 200), styles)


def _small(note: OrderNote, tr: Catalog) -> Any:
    told = tr("Not a proof of payment.")
    return para(f"{told} · #{note.seq} · {note.entry_hash.hex()[:8]}", REGULAR, 8, SOFT)


def _text(text: str) -> Any:
    return para(text, REGULAR, 10)


def _align(column: int) -> str:
    return "right" if column > 1 else "left"
