"""A sales report on A4 pages: the turnover first, then each of its parts with its sum."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from pos_app.devices.papers.a4 import BOLD, LINE, MARGIN, REGULAR, SOFT, WIDTH, build, para, table
from pos_app.devices.papers.receipt import ReceiptHeading, method_name
from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from pos_app.domain.sales_report import Part, SalesReport, hour_text
from pos_app.domain.tender import Method
from resources.translations import Catalog

_WIDTHS = (211, 60, 72, 66, 78)
_PAIR_WIDTHS = (300, WIDTH - 300)
_SUM_WIDTHS = (170, 117)
MOST_PRODUCTS = 300
"""More than fit ten pages; what is left stands in one row, so that the sum is right."""


class ReportPaper(msgspec.Struct, frozen=True):
    """A report, whose it is and which days it covers; made at a moment, in a zone."""

    report: SalesReport
    heading: ReceiptHeading
    first: date
    last: date
    at: datetime
    zone: str


class _Section(NamedTuple):
    title: str
    counted: str
    parts: Sequence[Part]
    cells: Callable[[Part], tuple[str, str]]
    rounding: bool = False


def report_sheet(paper: ReportPaper, tr: Catalog) -> bytes:
    """The PDF's bytes."""

    def footer(canvas: Any, page: int, _pages: int) -> None:
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(SOFT)
        canvas.drawString(MARGIN, MARGIN - 22, _made(paper, tr))
        canvas.drawRightString(MARGIN + WIDTH, MARGIN - 22, tr("Page {n}").format(n=page))

    return build(lambda: list(_story(paper, tr)), tr("Sales report"), footer)


def days_text(first: date, last: date, language: str) -> str:
    """The days that a report covers: `20 Nov 2026 – 22 Nov 2026`."""
    begin, end = format_date(first, language), format_date(last, language)
    return begin if first == last else f"{begin} – {end}"


def _made(paper: ReportPaper, tr: Catalog) -> str:
    return tr("Made {moment}").format(moment=format_moment(paper.at, paper.zone, tr.language))


def _story(paper: ReportPaper, tr: Catalog) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    report = paper.report
    yield _heading(paper, tr)
    yield Spacer(1, 14)
    yield para(tr("Turnover"), REGULAR, 10, SOFT)
    yield para(format_rupiah(report.turnover), BOLD, 26)
    yield para(_sales(report, tr), BOLD, 10)
    yield Spacer(1, 8)
    yield _sums(report, tr)
    for section in _sections(report, tr):
        if section.parts:
            yield Spacer(1, 16)
            yield _table(section, report, tr)
    if report.ordered.count or report.ordered.received:
        yield Spacer(1, 16)
        yield _orders(report, tr)


def _heading(paper: ReportPaper, tr: Catalog) -> Any:
    heading = paper.heading
    booth = tr("Booth {code}").format(code=heading.booth_code)
    place = " · ".join(part for part in (booth, heading.expo) if part)
    left = [para(heading.business, BOLD, 16), para(place, REGULAR, 9, SOFT)]
    days = days_text(paper.first, paper.last, tr.language)
    right = [
        para(tr("SALES REPORT"), BOLD, 16, align="right"),
        para(days, BOLD, 10, align="right"),
    ]
    return table([[left, right]], (265, 222), [("VALIGN", (0, 0), (-1, -1), "TOP")])


def _sales(report: SalesReport, tr: Catalog) -> str:
    sales = tr.plural("{n} sale", "{n} sales", report.sales).format(n=format_amount(report.sales))
    average = tr("{amount} on average").format(amount=format_rupiah(report.average))
    items = tr.plural("{n} item", "{n} items", report.items).format(n=format_amount(report.items))
    return f"{sales} · {average} · {items}"


def _sums(report: SalesReport, tr: Catalog) -> Any:
    made_of = [
        (tr("Discount"), -report.discount),
        (tr("Service charge"), report.service),
        (tr("Tax"), report.tax),
        (tr("Rounding"), report.rounding),
    ]
    rows = [(name, format_amount(amount)) for name, amount in made_of if amount]
    if rows:
        rows.insert(0, (tr("Gross sales"), format_amount(report.gross)))
    if report.tax_included:
        rows.append((tr("Tax in the prices"), f"({format_amount(report.tax_included)})"))
    rows.append((_with(tr("Refunded"), report.refunds), format_amount(-report.refunded)))
    rows.append((tr("Net turnover"), format_rupiah(report.net)))
    if report.tax_back:
        rows.append((tr("Tax in the net turnover"), f"({format_amount(report.tax_owed)})"))
    if report.voids:
        rows.append((_with(tr("Voided"), report.voids), f"({format_amount(report.voided)})"))
    if report.unreconciled.count:
        name = _with(tr("QRIS not reconciled yet"), report.unreconciled.count)
        rows.append((name, format_amount(report.unreconciled.amount)))
    cells = [
        [para(name, REGULAR, 10), para(amount, BOLD, 10, align="right")] for name, amount in rows
    ]
    made = table(cells, _SUM_WIDTHS, [("LINEABOVE", (0, 0), (-1, 0), 1, LINE)])
    made.hAlign = "LEFT"
    return made


def _with(name: str, count: int) -> str:
    return f"{name} ({format_amount(count)})"


def _sections(report: SalesReport, tr: Catalog) -> Iterator[_Section]:
    sales, quantity = tr("Sales"), tr("Quantity")
    none, unbranded = tr("Without a category"), tr("Without a brand")
    yield _Section(tr("By hour"), sales, report.hours, _counted(hour_text))
    yield _Section(
        tr("By payment method"), sales, report.methods, _counted(lambda key: _method(key, tr))
    )
    products = _cut(report.products, tr)
    yield _Section(tr("By product"), quantity, products, _goods(tr("Without details")), True)
    if any(part.key for part in report.categories):
        yield _Section(tr("By category"), quantity, report.categories, _goods(none), True)
    if any(part.key for part in report.brands):
        yield _Section(tr("By brand"), quantity, report.brands, _goods(unbranded), True)
    yield _Section(tr("By cashier"), sales, report.cashiers, _counted(str))


def _method(key: str, tr: Catalog) -> str:
    return method_name(Method(key), tr)


def _counted(named: Callable[[str], str]) -> Callable[[Part], tuple[str, str]]:
    return lambda part: (named(part.name), format_amount(part.count))


def _goods(unnamed: str) -> Callable[[Part], tuple[str, str]]:
    return lambda part: (part.name or unnamed, _quantity(part))


def _quantity(part: Part) -> str:
    unit = "" if part.unit in {"", "pcs"} else f" {part.unit}"
    return f"{format_quantity(part.qty_milli)}{unit}"


def _cut(products: Sequence[Part], tr: Catalog) -> Sequence[Part]:
    rest = products[MOST_PRODUCTS:]
    if not rest:
        return products
    name = tr("{n} more products").format(n=format_amount(len(rest)))
    last = Part(
        "",
        name,
        turnover=sum(part.turnover for part in rest),
        refunded=sum(part.refunded for part in rest),
        qty_milli=sum(part.qty_milli for part in rest),
    )
    return (*products[:MOST_PRODUCTS], last)


def _table(section: _Section, report: SalesReport, tr: Catalog) -> Any:
    head = [section.title, section.counted, tr("Turnover"), tr("Refunded"), tr("Net")]
    rows = [_row(section.cells(part), part.turnover, part.refunded) for part in section.parts]
    if section.rounding and (report.rounding or report.rounding_back):
        rows.append(_row((tr("Rounding"), ""), report.rounding, -report.rounding_back))
    rows.append(_row((tr("Total"), ""), report.turnover, report.refunded, BOLD))
    styles = [
        ("FONT", (0, 0), (-1, -1), REGULAR, 9),
        ("FONT", (0, 0), (-1, 0), BOLD, 9),
        ("TEXTCOLOR", (1, 0), (-1, 0), SOFT),
        ("FONT", (0, -1), (-1, -1), BOLD, 9),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -2), 0.5, LINE),
    ]
    return table([head, *rows], _WIDTHS, styles, repeated=1)


def _row(told: tuple[str, str], turnover: int, refunded: int, font: str = REGULAR) -> list[Any]:
    name, number = told
    return [
        para(name, font, 9),
        number,
        format_amount(turnover),
        format_amount(-refunded) if refunded else "",
        format_amount(turnover - refunded),
    ]


def _orders(report: SalesReport, tr: Catalog) -> Any:
    ordered = report.ordered
    rows = [
        (tr("Orders placed"), f"{format_amount(ordered.count)} · {format_rupiah(ordered.value)}"),
        *(
            (
                tr("Down payments, {method}").format(method=_method(method, tr)),
                format_rupiah(amount),
            )
            for method, amount in ordered.received
        ),
    ]
    head = [para(tr("Orders, not part of the turnover"), BOLD, 9), ""]
    cells = [
        head,
        *([para(name, REGULAR, 9), para(text, REGULAR, 9, align="right")] for name, text in rows),
    ]
    return table(cells, _PAIR_WIDTHS, [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE)])
