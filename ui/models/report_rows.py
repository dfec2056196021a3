"""The parts of a sales report as rows of a table, in words."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject

from pos_app.domain.money import format_amount
from pos_app.domain.quantity import format_quantity
from pos_app.domain.sales_report import Part, SalesReport
from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.models.row_table import Column, RowTable


class Parted(StrEnum):
    """By what a report is parted."""

    PRODUCT = "product"
    METHOD = "method"
    BRAND = "brand"
    CATEGORY = "category"
    CASHIER = "cashier"
    ORDER = "order"


class ReportRow(NamedTuple):
    """One row, ready to be read; `refunded` is empty where nothing was."""

    name: str
    number: str
    refunded: str
    net: str


class ReportRows(RowTable[ReportRow]):
    """Name, number, refunded, net."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(lambda row: row.name),
                Column(lambda row: row.number, right=True),
                Column(lambda row: row.refunded, right=True),
                Column(lambda row: row.net, right=True),
            ),
            parent,
        )

    def retranslate(self, parted: Parted, tr: Catalog) -> None:
        """Name the columns."""
        counted = parted in {Parted.METHOD, Parted.CASHIER}
        number = tr("Sales") if counted else tr("Quantity")
        self.set_headings(
            parted_name(parted, tr),
            "" if parted is Parted.ORDER else number,
            tr("Refunded"),
            tr("Amount") if parted is Parted.ORDER else tr("Net turnover"),
        )


def parted_name(parted: Parted, tr: Catalog) -> str:
    """What a way to part a report is called."""
    return {
        Parted.PRODUCT: tr("Product"),
        Parted.METHOD: tr("Method"),
        Parted.BRAND: tr("Brand"),
        Parted.CATEGORY: tr("Category"),
        Parted.CASHIER: tr("Cashier"),
        Parted.ORDER: tr("Orders"),
    }[parted]


def rows_of(report: SalesReport, parted: Parted, tr: Catalog) -> tuple[ReportRow, ...]:
    """The rows of one part; what it comes to is the report's net turnover, rounding included."""
    match parted:
        case Parted.PRODUCT:
            named = _goods(report.products, tr("Without details"))
        case Parted.CATEGORY:
            named = _goods(report.categories, tr("Without a category"))
        case Parted.BRAND:
            named = _goods(report.brands, tr("Without a brand"))
        case Parted.CASHIER:
            return tuple(_counted(part, part.name) for part in report.cashiers)
        case Parted.METHOD:
            return tuple(_methods(report, tr))
        case Parted.ORDER:
            return tuple(_orders(report, tr))
    return (*named, *_rounding(report, tr))


def _goods(parts: Iterable[Part], unnamed: str) -> list[ReportRow]:
    return [
        ReportRow(part.name or unnamed, _quantity(part), _amount(-part.refunded), _net(part))
        for part in parts
    ]


def _quantity(part: Part) -> str:
    unit = "" if part.unit in {"", "pcs"} else f" {part.unit}"
    return f"{format_quantity(part.qty_milli)}{unit}"


def _counted(part: Part, name: str) -> ReportRow:
    return ReportRow(name, format_amount(part.count), _amount(-part.refunded), _net(part))


def _rounding(report: SalesReport, tr: Catalog) -> list[ReportRow]:
    if not report.rounding_left:
        return []
    return [ReportRow(tr("Rounding"), "", "", format_amount(report.rounding_left))]


def _methods(report: SalesReport, tr: Catalog) -> Iterable[ReportRow]:
    """QRIS that nobody found at the bank stands apart, under all that was paid so."""
    open_ones = report.unreconciled
    for part in report.methods:
        yield _counted(part, method_name(Method(part.key), tr))
    if open_ones.count:
        name = tr("QRIS not reconciled yet")
        yield ReportRow(
            name, format_amount(open_ones.count), "", f"({format_amount(open_ones.amount)})"
        )


def _orders(report: SalesReport, tr: Catalog) -> Iterable[ReportRow]:
    ordered = report.ordered
    yield ReportRow(
        tr("Orders placed"), format_amount(ordered.count), "", format_amount(ordered.value)
    )
    if ordered.cancelled:
        yield ReportRow(tr("Cancelled orders"), format_amount(ordered.cancelled), "", "")
    for method, amount in ordered.received:
        name = tr("Down payments, {method}").format(method=method_name(method, tr))
        yield ReportRow(name, "", "", format_amount(amount))


def _amount(amount: int) -> str:
    return format_amount(amount) if amount else ""


def _net(part: Part) -> str:
    return format_amount(part.net)
