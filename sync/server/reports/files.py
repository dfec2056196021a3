"""Reports as files: workbooks and CSV."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.quantity import ONE
from pos_app.spreadsheets.cells import Cell, Percent
from pos_app.spreadsheets.new_csv import csv_bytes
from pos_app.spreadsheets.new_workbook import NewWorkbook, Total
from resources.translations import Catalog
from sync.server.reports.rollups import Span
from sync.server.reports.situation import Situation
from sync.server.reports.table import Column, Kind, Row, Table, Value

_WIDTHS = {Kind.TEXT: 28, Kind.AMOUNT: 16, Kind.MOMENT: 18}
_ABOUT_WIDTHS = (44, 28)


def write_workbook(
    file: BinaryIO, tables: Iterable[Table], situation: Situation, span: Span, tr: Catalog
) -> None:
    """A sheet for each table, and what has to be known about them."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        book = NewWorkbook(file, scratch)
        try:
            about = _about(situation, span, tr)
            for table in tables:
                add_sheet(book, table.name, table.columns, table.rows, tr)
                about += [(fact.word, _cell(fact.kind, fact.value)) for fact in table.facts]
            book.add_sheet(tr("About"), (tr("About this report"), ""), about, _ABOUT_WIDTHS)
        finally:
            book.close()


def add_sheet(
    book: NewWorkbook, name: str, columns: Sequence[Column], rows: Iterable[Row], tr: Catalog
) -> None:
    """A sheet whose columns can be filtered, with their sums below."""
    summed = tuple(place for place, column in enumerate(columns) if column.is_summed)
    book.add_sheet(
        name,
        [column.heading for column in columns],
        cells_of(columns, rows),
        [_WIDTHS.get(column.kind, 12) for column in columns],
        Total(tr("Total"), summed) if summed else None,
        has_filter=True,
    )


def csv_of(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows below their headings, without sums: what reads it adds up by itself."""

    def lines() -> Iterator[Sequence[Cell]]:
        yield [column.heading for column in columns]
        yield from cells_of(columns, rows)

    return csv_bytes(lines())


def cells_of(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    """Rows as a spreadsheet takes them: quantities as decimals, rates as such."""
    special = {
        place: column.kind
        for place, column in enumerate(columns)
        if column.kind in {Kind.QUANTITY, Kind.RATE}
    }
    for row in rows:
        cells: list[Cell] = list(row)
        for place, kind in special.items():
            cells[place] = _cell(kind, row[place])
        yield cells


def _cell(kind: Kind, value: Value) -> Cell:
    if isinstance(value, int) and kind is Kind.QUANTITY:
        return value / ONE
    return Percent(value) if isinstance(value, int) and kind is Kind.RATE else value


def span_told(situation: Situation, span: Span, tr: Catalog) -> str:
    """The days that a report is of."""
    plan = situation.planned
    days = (span.first or plan.first_day, span.last or plan.last_day)
    told = [format_date(day, tr.language) for day in days if day]
    if span.first or span.last:
        return " – ".join(dict.fromkeys(told))
    whole = tr("all days")
    return f"{whole} ({' – '.join(dict.fromkeys(told))})" if told else whole


def _about(situation: Situation, span: Span, tr: Catalog) -> list[tuple[Cell, ...]]:
    plan, whole = situation.planned, situation.totals
    place = (plan.plan.edition, plan.plan.venue, plan.plan.city)
    zone = whole.expo.zone
    return [
        (tr("Expo"), whole.expo.name),
        (tr("Place"), " · ".join(part for part in place if part)),
        (tr("Days"), span_told(situation, span, tr)),
        (tr("Made"), format_moment(situation.at, zone, tr.language)),
        (tr("Booths"), len(whole.booths)),
        (tr("Booths whose data are complete"), whole.complete),
        (tr("Turnover of all days"), whole.total),
        (tr("Sales of all days"), whole.sales),
        (tr("Target"), plan.plan.target or None),
        (tr("Potential transactions (orders), no turnover"), situation.orders.value),
        (tr("Orders"), situation.orders.orders),
        (tr("Paid for orders so far"), situation.orders.paid),
        (tr("Declared on paper, not received"), situation.awaited),
        (tr("QRIS not reconciled yet"), situation.qris.left),
        (tr("QRIS disputed"), situation.qris.disputed),
    ]
