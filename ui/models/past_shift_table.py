"""The shifts of the past as a table."""

from PySide6.QtCore import QObject

from pos_app.domain.business_day import format_clock, format_date
from pos_app.domain.money import format_amount
from pos_app.services.shifts import PastShift
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable


class PastShiftTable(RowTable[PastShift]):
    """Number, day, time, cashier, sales, turnover, difference; what came late is told."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(lambda past: f"Z{past.number:04d}"),
                Column(self._day),
                Column(self._times),
                Column(_cashiers),
                Column(_sales, right=True),
                Column(_turnover, right=True),
                Column(_difference, right=True),
            ),
            parent,
        )
        self._tr = Catalog("en")
        self._zone = "Asia/Jakarta"

    def retranslate(self, tr: Catalog) -> None:
        """Name the columns."""
        self._tr = tr
        self.set_headings(
            tr("No."),
            tr("Day"),
            tr("Time"),
            tr("Cashier"),
            tr("Sales"),
            tr("Turnover"),
            tr("Difference"),
        )

    def show_past(self, past: tuple[PastShift, ...], zone: str) -> None:
        """Show these, the times in a zone."""
        self._zone = zone
        self.show_rows(past)

    def _day(self, past: PastShift) -> str:
        return format_date(past.business_date, self._tr.language)

    def _times(self, past: PastShift) -> str:
        opened, closed = (format_clock(at, self._zone) for at in (past.opened_at, past.closed_at))
        return f"{opened} - {closed}"


def _cashiers(past: PastShift) -> str:
    if past.cashier == past.opened_by:
        return past.cashier
    return f"{past.opened_by}, {past.cashier}"


def _sales(past: PastShift) -> str:
    late = f" (+{past.late})" if past.late else ""
    return f"{format_amount(past.sales)}{late}"


def _turnover(past: PastShift) -> str:
    late = f" (+{format_amount(past.late_turnover)})" if past.late else ""
    return f"{format_amount(past.turnover)}{late}"


def _difference(past: PastShift) -> str:
    sign = "+" if past.difference > 0 else ""
    return f"{sign}{format_amount(past.difference)}"
