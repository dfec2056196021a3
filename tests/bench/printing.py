"""Rendering: a document into bytes beside python-escpos printing its lines by hand, and how many.

What is measured beside it is as quick as a person would write it: one printer for all receipts,
its guessing of code pages off, the lines set beforehand, a mode only where it changes.
"""

import functools
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pos_app.devices.papers.receipt import ReceiptHeading, sale_receipt
from pos_app.devices.rendering.document import Document, Row, Size, Way, layout
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import paper_named
from pos_app.devices.rendering.profiles import paper_of
from pos_app.devices.rendering.transliteration import to_ascii
from pos_app.domain import receipt_code
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.sold import original_of
from pos_app.domain.tender import Method, Tender
from resources.translations import Catalog
from tests.bench.measure import Figure, Sizes, ratio, seconds

_NAMES = ("Kopi Susu Gula Aren", "Syal Batik Ecoprint", "Keripik Singkong Balado", "Jamu Kencur")
_HASH = bytes.fromhex("9f3a27c1") + bytes(28)
_HEADING = ReceiptHeading("Batik Polokarto", "A12", "Kab. Semarang Expo", ("Jl. Pemuda 12",))


def measure(_work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`render_20_lines_vs_escpos` and `receipt_10_lines_bytes`."""
    return (_beside_escpos(sizes), _bytes())


def _beside_escpos(sizes: Sizes) -> Figure:
    document, paper = _receipt(20), paper_named("80mm")
    laid = layout(document, paper.columns, to_ascii)
    rows = tuple(one for one in laid if isinstance(one, Row))
    printer = _printer()
    ours, theirs = [], []
    for _ in range(sizes.receipts):
        ours.append(seconds(functools.partial(render, document, paper)))
        theirs.append(seconds(functools.partial(_by_hand, printer, rows)))
    return ratio("render_20_lines_vs_escpos", ours, theirs)


def _bytes() -> Figure:
    """On the cheapest paper without a code; beside it what the code adds, as it is sent."""
    plain, coded = _receipt(10), _receipt(10, code=True)
    size = {way: len(render(coded, paper_of(qr=way))) for way in Way}
    epson = len(render(coded, paper_of(profile="epson-tm-t82", paper="58")))
    told = (
        f"with its code: {size[Way.NATIVE]} drawn by the printer, {size[Way.ENLARGED]} enlarged by "
        f"it ({epson} where it centres, too), {size[Way.DOTS]} as every dot"
    )
    return Figure("receipt_10_lines_bytes", len(render(plain, paper_of())), told)


def _printer() -> Any:
    from escpos.printer import Dummy

    return Dummy(magic_encode_args={"disabled": True, "encoding": "CP437"})


def _by_hand(printer: Any, rows: tuple[Row, ...]) -> bytes:
    printer.clear()
    printer.cashdraw(2)
    mode = Row("")
    for row in rows:
        if (row.bold, row.size) != (mode.bold, mode.size):
            wide, tall = row.size is Size.DOUBLE, row.size is not Size.NORMAL
            printer.set(
                bold=row.bold, double_width=wide, double_height=tall, normal_textsize=not tall
            )
            mode = row
        printer.text(f"{row.text}\n")
    printer.cut("PART")
    return bytes(printer.output)


def _receipt(lines: int, *, code: bool = False) -> Document:
    sale = _sale(lines)
    coded = receipt_code.encode(original_of(sale, entry_hash=_HASH.hex())) if code else ""
    return sale_receipt(sale, _HEADING, Catalog("id"), code=coded, seq=151, entry_hash=_HASH)


def _sale(count: int) -> Sale:
    lines = tuple(_line(number) for number in range(count))
    total = sum(line.total for line in lines)
    return Sale(
        id="01936f0c-0000-7000-8000-000000000001",
        receipt_number="A12-K7-000148",
        shift_id="shift",
        cashier="Siti",
        at=datetime(2026, 11, 21, 7, 2, tzinfo=UTC),
        zone="Asia/Jakarta",
        business_date=date(2026, 11, 21),
        lines=lines,
        subtotal=total,
        discount=0,
        tax=0,
        tax_included=0,
        rounding=0,
        total=total,
        tenders=(Tender(Method.CASH, total + 5_000),),
        change=5_000,
    )


def _line(number: int) -> SaleLine:
    name, price = _NAMES[number % len(_NAMES)], 12_500 + 500 * number
    return SaleLine(f"p{number}", name, "pcs", 2_000, price, 2 * price, 0, 2 * price)
