"""Sales, voids and refunds as a table that reads its rows when they are shown."""

from collections import OrderedDict
from datetime import date

from PySide6.QtCore import QObject, Signal

from pos_app.domain.business_day import format_clock, format_date
from pos_app.domain.money import format_amount
from pos_app.services.history import HistoryRow
from resources.translations import Catalog
from ui.models.history_words import methods_word, state_word
from ui.models.row_table import Column, Index, RowTable

_KEPT_PAGES = 12


class HistoryTable(RowTable[HistoryRow]):
    """`page_wanted` carries the place of the first row of a page that has to be read."""

    page_wanted = Signal(int)

    def __init__(self, page: int, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(_number),
                Column(self._time),
                Column(self._state),
                Column(_amount, right=True),
            ),
            parent,
        )
        self._tr = Catalog("en")
        self._zone, self._today = "Asia/Jakarta", date.min
        self._page = page
        self._total = 0
        self._pages: OrderedDict[int, tuple[HistoryRow, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def retranslate(self, tr: Catalog) -> None:
        """Name the columns; rows are made anew when they are painted."""
        self._tr = tr
        self.set_headings(tr("No."), tr("Time"), tr("State"), tr("Amount"))

    def show_zone(self, zone: str, today: date) -> None:
        """Tell times of this zone; those of `today` without their day."""
        self._zone, self._today = zone, today

    def show_total(self, total: int, first: tuple[HistoryRow, ...]) -> None:
        """Show that many rows, the first page of which is known."""
        self.beginResetModel()
        self._total = total
        self._pages = OrderedDict({0: first} if first else {})
        self._asked = set()
        self.endResetModel()

    def fill(self, offset: int, rows: tuple[HistoryRow, ...]) -> None:
        """Put a page in that was read; the one read longest ago leaves when many are kept."""
        self._asked.discard(offset)
        self._pages[offset] = rows
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min(offset + len(rows), self._total) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, self.columnCount() - 1))

    def row_at(self, place: int) -> HistoryRow | None:
        """A row; one that is not read yet is asked for, once."""
        offset = place - place % self._page
        rows = self._pages.get(offset)
        if rows is None:
            if offset not in self._asked:
                self._asked.add(offset)
                self.page_wanted.emit(offset)
            return None
        return rows[place - offset] if place - offset < len(rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else self._total

    def _time(self, row: HistoryRow) -> str:
        clock = format_clock(row.at, self._zone)
        if row.day == self._today:
            return clock
        return f"{format_date(row.day, self._tr.language)[:6]} {clock}"

    def _state(self, row: HistoryRow) -> str:
        methods = methods_word(row.methods, self._tr)
        word = state_word(row, self._tr)
        return f"{word} · {methods}" if methods else word


def _number(row: HistoryRow) -> str:
    return row.title


def _amount(row: HistoryRow) -> str:
    return format_amount(row.total)
