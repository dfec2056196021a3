"""What stands on an X report and on a Z report."""

from collections.abc import Iterator

from msgspec import UNSET

from pos_app.devices.papers.receipt import ReceiptHeading, heading_blocks, method_name
from pos_app.devices.rendering.document import (
    QR,
    Align,
    Block,
    Columns,
    Cut,
    Document,
    Rule,
    Size,
    Text,
)
from pos_app.domain.business_day import format_clock, format_date, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.shift import Closing, ShiftClosed
from pos_app.domain.shift_totals import ShiftReport, ShiftTotals, Taken
from pos_app.domain.tender import Method
from resources.translations import Catalog

_Blocks = Iterator[Block]


def x_slip(report: ShiftReport, register: str, heading: ReceiptHeading, tr: Catalog) -> Document:
    """How a shift stands; it goes on. `register` is the till's code."""
    blocks = [
        *heading_blocks(heading, tr),
        Text(tr("X REPORT"), Align.CENTER, bold=True, size=Size.DOUBLE),
        Text(tr("Interim: the shift goes on"), Align.CENTER),
        Rule(),
        *_when(report, tr("Until"), register, tr),
        *_figures(report, tr),
        *_cash(report, tr),
        Cut(),
    ]
    return Document(tuple(blocks), tr("X report"))


def z_slip(
    closing: Closing,
    number: str,
    heading: ReceiptHeading,
    tr: Catalog,
    *,
    code: str = "",
    copy: bool = False,
) -> Document:
    """How a shift ended; `number` is the report's printed one, `code` the text of its QR code.

    It says only what stands in the shift's last entry, so it is the same word for word each time.
    """
    closed = closing.closed
    blocks: list[Block] = [
        *heading_blocks(heading, tr),
        *([Text(tr("COPY"), Align.CENTER, bold=True, size=Size.DOUBLE)] if copy else []),
        Text(tr("Z REPORT"), Align.CENTER, bold=True, size=Size.DOUBLE),
        Text(number, Align.CENTER, bold=True),
        Rule(),
        *(_first_version(closing, tr) if closed.report is UNSET else _whole(closed.report, tr)),
        *_counted(closed, tr),
        *(() if closed.report is UNSET else _carts(closed.report, tr)),
        Rule(),
        *([QR(code, tr("Signed code of this report"), small=True)] if code else []),
        Text(f"#{closing.seq} · {closing.hash.hex()[:8]}", Align.CENTER),
        Cut(),
    ]
    return Document(tuple(blocks), tr("Z report {number}").format(number=number))


def _whole(report: ShiftReport, tr: Catalog) -> _Blocks:
    yield from _when(report, tr("Closed"), "", tr)
    yield from _figures(report, tr)
    yield from _cash(report, tr)


def _first_version(closing: Closing, tr: Catalog) -> _Blocks:
    """What the first version wrote of a shift that was closed."""
    closed = closing.closed
    yield Columns(tr("Closed"), format_moment(closing.at, closing.zone, tr.language))
    yield Columns(tr("Cashier"), closed.cashier)
    yield Rule()
    yield from _turnover(closed.sales, closed.turnover, tr)
    yield Rule()
    yield _expected(closed.expected, tr)


def _when(report: ShiftReport, until: str, register: str, tr: Catalog) -> _Blocks:
    zone, language = report.zone, tr.language
    if register:
        yield Columns(tr("Cash register"), register)
    yield Columns(tr("Business date"), format_date(report.business_date, language))
    yield Columns(tr("Opened"), format_moment(report.opened_at, zone, language))
    yield Columns(until, format_moment(report.until, zone, language))
    names = [one.cashier for one in report.totals.cashiers]
    for extra in (report.opened_by, report.cashier):
        names += [] if extra in names else [extra]
    yield Columns(tr("Cashier"), ", ".join(names))
    yield Columns(tr("Journal"), f"#{report.first_seq} - #{report.last_seq}")


def _figures(report: ShiftReport, tr: Catalog) -> _Blocks:
    totals = report.totals
    yield from _receipts(report, tr)
    yield from _sums(totals, tr)
    yield from _turnover(totals.sales, totals.turnover, tr)
    yield from _taken_back(totals, tr)
    yield from _taxes(totals, tr)
    if totals.taken:
        yield Rule()
        yield Text(tr("BY METHOD"), bold=True)
        for one in totals.taken:
            yield from _method(one, tr)
    if totals.cashiers:
        yield Rule()
        yield Text(tr("BY CASHIER"), bold=True)
        for cashier in totals.cashiers:
            yield Columns(f"{cashier.cashier} ({cashier.sales})", format_amount(cashier.turnover))
    if totals.brands:
        yield Rule()
        yield from _brands(totals, tr)


def _receipts(report: ShiftReport, tr: Catalog) -> _Blocks:
    yield Rule()
    if report.first_receipt:
        yield Columns(tr("First receipt"), report.first_receipt)
        yield Columns(tr("Last receipt"), report.last_receipt)


def _sums(totals: ShiftTotals, tr: Catalog) -> _Blocks:
    rows = [
        (tr("Discount"), -totals.discount),
        (tr("Service charge"), totals.service),
        (tr("Tax"), totals.tax),
        (tr("Rounding"), totals.rounding),
    ]
    present = [(label, amount) for label, amount in rows if amount]
    if present:
        yield Columns(tr("Gross sales"), format_amount(totals.gross))
    for label, amount in present:
        yield Columns(label, format_amount(amount))


def _turnover(sales: int, turnover: int, tr: Catalog) -> _Blocks:
    yield Columns(tr("Sales"), format_amount(sales))
    yield Columns(tr("TURNOVER"), format_rupiah(turnover), bold=True, size=Size.TALL)


def _taken_back(totals: ShiftTotals, tr: Catalog) -> _Blocks:
    for label, count, amount in (
        (tr("Voided"), totals.voids, totals.voided),
        (tr("Refunded"), totals.refunds, totals.refunded),
    ):
        if count:
            yield Columns(f"{label} ({count})", format_amount(-amount))
    if totals.voids or totals.refunds:
        yield Columns(tr("Net turnover"), format_amount(totals.net_turnover), bold=True)


def _taxes(totals: ShiftTotals, tr: Catalog) -> _Blocks:
    """The tax in the net turnover, where it is more than the row of added tax says."""
    rows = [
        (tr("Tax in the prices"), totals.tax_included),
        (tr("Tax taken back"), -totals.tax_returned),
    ]
    present = [(label, amount) for label, amount in rows if amount]
    for label, amount in present:
        yield Columns(label, format_amount(amount))
    if present:
        yield Columns(tr("Tax in the net turnover"), format_amount(totals.tax_owed), bold=True)


def _method(one: Taken, tr: Catalog) -> _Blocks:
    yield Columns(method_name(one.method, tr), format_amount(one.net), bold=True)
    rows = [
        (tr("Change given"), -one.change),
        (tr("Deposits received"), one.received),
        (tr("Handed back"), -one.refunded),
    ]
    present = [(label, amount) for label, amount in rows if amount]
    if present:
        yield Columns("  " + tr("Received for sales"), format_amount(one.tendered))
    for label, amount in present:
        yield Columns(f"  {label}", format_amount(amount))
    if one.method is Method.QRIS and one.unreconciled:
        yield Columns("  " + tr("not reconciled yet"), format_amount(one.unreconciled))


def _brands(totals: ShiftTotals, tr: Catalog) -> _Blocks:
    """What each brand's goods brought; with the rounding it is the net turnover."""
    yield Text(tr("BY BRAND"), bold=True)
    for one in totals.brands:
        yield Columns(one.brand or tr("Without a brand"), format_amount(one.net), bold=True)
        if one.returned:
            yield Columns("  " + tr("Sold"), format_amount(one.sold))
            yield Columns("  " + tr("Taken back"), format_amount(-one.returned))
    if totals.rounding_of_brands:
        yield Columns(tr("Rounding"), format_amount(totals.rounding_of_brands))


def _cash(report: ShiftReport, tr: Catalog) -> _Blocks:
    taken = [one for one in report.totals.taken if one.method is Method.CASH]
    yield Rule()
    yield Text(tr("CASH IN THE DRAWER"), bold=True)
    yield Columns(tr("Starting cash"), format_amount(report.float_amount))
    for one in taken:
        yield Columns(tr("Cash sales"), format_amount(one.tendered - one.change))
        if one.received:
            yield Columns(tr("Deposits received"), format_amount(one.received))
        if one.refunded:
            yield Columns(tr("Cash handed back"), format_amount(-one.refunded))
    for move in report.moves:
        way = tr("Cash in") if move.amount > 0 else tr("Cash out")
        yield Columns(f"{way} {format_clock(move.at, report.zone)}", format_amount(move.amount))
        yield Text(f"  {move.reason}")
    yield _expected(report.expected, tr)


def _expected(amount: int, tr: Catalog) -> Block:
    return Columns(tr("Expected cash"), format_amount(amount), bold=True)


def _counted(closed: ShiftClosed, tr: Catalog) -> _Blocks:
    yield Rule()
    for value, count in closed.notes or ():
        yield Columns(
            f"  {format_amount(value)} x {format_amount(count)}", format_amount(value * count)
        )
    yield Columns(tr("Counted"), format_amount(closed.counted), bold=True)
    if closed.first_counted is not UNSET:
        yield Columns(tr("Counted at first"), format_amount(closed.first_counted))
    yield Columns(
        difference_name(closed.difference, tr),
        format_rupiah(abs(closed.difference)),
        bold=True,
        size=Size.TALL,
    )
    if closed.reason:
        yield Text(f"  {closed.reason}")


def difference_name(difference: int, tr: Catalog) -> str:
    """What a difference of counted and expected cash is called."""
    if difference == 0:
        return tr("No difference")
    return tr("Cash over") if difference > 0 else tr("Cash short")


def _carts(report: ShiftReport, tr: Catalog) -> _Blocks:
    rows = [
        (tr("Held carts carried over"), report.held),
        (tr("Held carts thrown away"), report.discarded),
    ]
    for label, count in rows:
        if count:
            yield Columns(label, format_amount(count))
