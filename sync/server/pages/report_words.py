"""Reports in words and numbers as people read them."""

from collections.abc import Callable
from datetime import date

import msgspec

from pos_app.domain.business_day import format_date
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from pos_app.spreadsheets.cells import Percent, as_text
from resources.translations import Catalog
from sync.server.pages.live_words import orders_told, qris_told
from sync.server.reports.situation import Situation
from sync.server.reports.table import NUMBERS, Column, Kind, Table, Value

PAGE = 100


class CellShown(msgspec.Struct, frozen=True):
    """A cell in words, under its heading; `tone` is of the stylesheet."""

    heading: str
    text: str
    tone: str


class RowsShown(msgspec.Struct, frozen=True):
    """The rows of one page of a table and its sums; `found` is how many there are on all."""

    rows: tuple[tuple[CellShown, ...], ...]
    total: tuple[CellShown, ...]
    found: int
    page: int
    pages: int


class SituationTold(msgspec.Struct, frozen=True):
    """What stands beside the table: how complete it is, and what is no turnover."""

    total: str
    complete: str
    orders: str
    orders_told: str
    qris: str
    awaited: str
    target: str


def headings(table: Table) -> list[tuple[str, str]]:
    """The columns' names and tones."""
    return [(column.heading, _tone(column)) for column in table.columns]


def rows_shown(table: Table, page: str, tr: Catalog) -> RowsShown:
    """A page of a table's rows; one past the end is the last one."""
    pages = max(1, -(-len(table.rows) // PAGE))
    asked = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    number = min(max(asked, 1), pages)
    some = table.rows[(number - 1) * PAGE : number * PAGE]
    total: tuple[Value, ...] = (tr("Total"), *table.total[1:])
    return RowsShown(
        tuple(_row(table.columns, row, tr) for row in some),
        _row(table.columns, total, tr) if any(one.is_summed for one in table.columns) else (),
        len(table.rows),
        number,
        pages,
    )


def facts_told(table: Table, tr: Catalog) -> list[tuple[str, str]]:
    """What a table says as a whole."""
    return [(fact.word, _text(fact.kind, fact.value, tr) or "–") for fact in table.facts]


def situation_told(situation: Situation, tr: Catalog) -> SituationTold:
    """What a report is read with."""
    whole, target = situation.totals, situation.planned.plan.target
    awaited = tr("{amount} declared on paper, not received")
    return SituationTold(
        total=format_rupiah(whole.total),
        complete=tr("{complete} of {booths} booths").format(
            complete=whole.complete, booths=len(whole.booths)
        ),
        orders=format_rupiah(situation.orders.value),
        orders_told=orders_told(situation.orders, tr),
        qris=qris_told(situation.qris, tr),
        awaited=awaited.format(amount=format_rupiah(situation.awaited))
        if situation.awaited
        else "",
        target=format_rupiah(target) if target else "",
    )


def _row(columns: tuple[Column, ...], row: tuple[Value, ...], tr: Catalog) -> tuple[CellShown, ...]:
    return tuple(
        CellShown(column.heading, _text(column.kind, value, tr), _tone(column))
        for column, value in zip(columns, row, strict=True)
    )


def _text(kind: Kind, value: Value, tr: Catalog) -> str:
    if isinstance(value, int):
        return _NUMBERS.get(kind, str)(value)
    if isinstance(value, date):
        return format_date(value, tr.language)
    return value or ""


def _rate(basis_points: int) -> str:
    return as_text(Percent(basis_points))


_NUMBERS: dict[Kind, Callable[[int], str]] = {
    Kind.AMOUNT: format_rupiah,
    Kind.COUNT: format_amount,
    Kind.QUANTITY: format_quantity,
    Kind.RATE: _rate,
}


def _tone(column: Column) -> str:
    if column.kind not in NUMBERS:
        return ""
    return "number amount" if column.kind is Kind.AMOUNT and column.is_summed else "number"
