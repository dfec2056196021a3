"""A sales report as a workbook: its sums, each of its parts, and every line of its sales.

Rows go to the disk as they are made, so that a year of lines needs no more memory than a day's.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from pos_app.devices.papers.receipt import method_name
from pos_app.domain.quantity import ONE
from pos_app.domain.returns import ReturnKind
from pos_app.domain.sales_report import Part, SalesReport, hour_text
from pos_app.domain.tender import Method
from pos_app.services.sales_reports import Overview
from pos_app.spreadsheets.cells import Cell
from pos_app.spreadsheets.new_workbook import NewWorkbook
from pos_app.store.report_lines import ReportLine
from resources.translations import Catalog

Rows = Iterable[Sequence[Cell]]
_WIDTHS = (34, 15)


def fill(book: NewWorkbook, overview: Overview, lines: Iterable[ReportLine], tr: Catalog) -> None:
    """Write all sheets of a report in a language."""
    report = overview.report
    book.add_sheet(tr("Summary"), (tr("Sales report"), ""), _summary(overview, tr), _WIDTHS)
    sales = tr("Sales")
    _add(book, tr("By hour"), sales, _counted(report.hours, hour_text), tr)
    named = [(part, method_name(Method(part.key), tr)) for part in report.methods]
    _add(book, tr("By method"), sales, [_row(part, name, part.count) for part, name in named], tr)
    for name, parts, unnamed in (
        (tr("By product"), report.products, tr("Without details")),
        (tr("By category"), report.categories, tr("Without a category")),
        (tr("By brand"), report.brands, tr("Without a brand")),
    ):
        rows = [_row(part, part.name or unnamed, part.qty_milli / ONE) for part in parts]
        _add(book, name, tr("Quantity"), [*rows, *_rounding(report, tr)], tr)
    _add(book, tr("By cashier"), sales, _counted(report.cashiers, str), tr)
    book.add_sheet(tr("All lines"), _line_headings(tr), _lines(lines, overview.zone, tr), _WIDTHS)


def _add(book: NewWorkbook, name: str, counted: str, rows: Rows, tr: Catalog) -> None:
    book.add_sheet(name, (name, counted, tr("Turnover"), tr("Refunded"), tr("Net")), rows, _WIDTHS)


def _counted(parts: Iterable[Part], named: Any) -> list[Sequence[Cell]]:
    return [_row(part, named(part.name), part.count) for part in parts]


def _row(part: Part, name: str, number: float) -> Sequence[Cell]:
    return name, number, part.turnover, -part.refunded, part.net


def _rounding(report: SalesReport, tr: Catalog) -> list[Sequence[Cell]]:
    if not report.rounding and not report.rounding_back:
        return []
    return [(tr("Rounding"), "", report.rounding, report.rounding_back, report.rounding_left)]


def _summary(overview: Overview, tr: Catalog) -> Iterator[Sequence[Cell]]:
    report, ordered = overview.report, overview.report.ordered
    yield tr("Booth"), overview.booth
    yield tr("Expo"), overview.expo
    yield tr("From"), overview.first.strftime("%d/%m/%Y")
    yield tr("To"), overview.last.strftime("%d/%m/%Y")
    yield tr("Gross sales"), report.gross
    yield tr("Discount"), -report.discount
    yield tr("Service charge"), report.service
    yield tr("Tax"), report.tax
    yield tr("Rounding"), report.rounding
    yield tr("Turnover"), report.turnover
    yield tr("Tax in the prices"), report.tax_included
    yield tr("Refunded"), -report.refunded
    yield tr("Net turnover"), report.net
    yield tr("Tax in the net turnover"), report.tax_owed
    yield tr("Sales"), report.sales
    yield tr("Average per sale"), report.average
    yield tr("Items"), report.items
    yield tr("Refunds"), report.refunds
    yield tr("Voided sales"), report.voids
    yield tr("Value of voided sales"), report.voided
    yield tr("QRIS payments not reconciled yet"), report.unreconciled.count
    yield tr("QRIS not reconciled yet"), report.unreconciled.amount
    yield tr("Orders placed"), ordered.count
    yield tr("Order value"), ordered.value
    for method, amount in ordered.received:
        yield tr("Down payments, {method}").format(method=method_name(method, tr)), amount


def _line_headings(tr: Catalog) -> Sequence[str]:
    return (
        tr("Product"),
        tr("Time"),
        tr("Receipt No."),
        tr("Kind"),
        tr("Cashier"),
        tr("Category"),
        tr("Brand"),
        tr("Quantity"),
        tr("Unit"),
        tr("Unit price"),
        tr("Gross"),
        tr("Discount"),
        tr("Amount paid"),
        tr("Method"),
    )


def _lines(lines: Iterable[ReportLine], zone: str, tr: Catalog) -> Iterator[Sequence[Cell]]:
    kinds = {"": tr("Sale"), ReturnKind.VOID: tr("Voided"), ReturnKind.REFUND: tr("Refund")}
    methods = {method.value: method_name(method, tr) for method in Method}
    local, rounding = ZoneInfo(zone), tr("Rounding")
    for line in lines:
        yield (
            line.name or rounding,
            line.at.astimezone(local).replace(tzinfo=None),
            line.number,
            kinds[line.kind],
            line.cashier,
            line.category,
            line.brand,
            line.qty_milli / ONE,
            line.unit,
            line.unit_price,
            line.gross,
            -line.discount,
            line.paid,
            ", ".join(dict.fromkeys(methods[one] for one in line.methods.split())),
        )
