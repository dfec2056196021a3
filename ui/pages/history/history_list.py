"""Past sales as a list: one field that searches, chips that narrow it, a table."""

import itertools

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.history import Span
from pos_app.domain.money import format_amount
from pos_app.domain.tender import Method
from pos_app.services.history import HistoryRow, Listing
from resources.translations import Catalog
from ui.models.history_table import HistoryTable
from ui.models.method_words import method_name
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_SOON_MS = 200
_STATE = 2
_LEAST_STATE = 150
_FEW = 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Table(PlainTable):
    """Enter goes to what can be done with the row."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class HistoryList(Card):
    """`chosen` carries the key of the row that somebody went to."""

    searched = Signal(str)
    span_chosen = Signal(object)  # Span
    method_chosen = Signal(object)  # Method or None
    page_wanted = Signal(int)
    chosen = Signal(int)
    entered = Signal()

    def __init__(self, page: int, look: Look) -> None:
        super().__init__("history_card", 10)
        self._tr = Catalog("en")
        self._method: Method | None = None
        self._searching = self._marking = False
        self._title = label("title", "history_title")
        self._count = label("soft", "history_count")
        self.search_field = QLineEdit()
        self.search_field.setObjectName("history_search_field")
        self.search_field.setClearButtonEnabled(True)
        self.search_field.setMaxLength(80)
        self.spans = ChoiceChips("history_span", tuple(Span))
        self.methods = ChipRow("history_method")
        self.model = HistoryTable(page, self)
        self.table = _Table("history_table", self.model, least=_LEAST_STATE)
        self.table.set_widths(_STATE, _0=146, _1=102, _3=104)
        self._none = wrapped("soft", "history_none")
        self.doubled = NoticePanel("history_doubled", look)
        self._over_returned: tuple[str, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("History"))
        words = tr("Number, amount, product, 14.30, 21/11 …")
        self.search_field.setPlaceholderText(words)
        self.search_field.setAccessibleName(
            tr("Search by number, amount, product, time, day or way of paying")
        )
        self.spans.retranslate(
            {Span.ALL: tr("All"), Span.TODAY: tr("Today"), Span.SHIFT: tr("This shift")}
        )
        self.table.setAccessibleName(tr("Past sales"))
        self.model.retranslate(tr)
        self.doubled.retranslate(tr)
        self._say_doubled()
        self._show_methods()
        self._say_none()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.table.restyle(look)
        self.doubled.restyle(look)

    def show_listing(self, listing: Listing, key: int | None, *, searching: bool) -> None:
        """Show another list; the row of `key` is marked if it is among the first."""
        self._searching = searching
        self.model.show_zone(listing.zone, listing.today)
        self.model.show_total(listing.total, listing.first)
        self._count.setText(format_amount(listing.total))
        self._stack.setCurrentIndex(0 if listing.total else 1)
        self._say_none()
        if listing.over_returned != self._over_returned:
            self._over_returned = listing.over_returned
            self._say_doubled()
        place = next((n for n, row in enumerate(listing.first) if row.key == key), None)
        if place is not None:
            self.mark(place)

    def fill(self, offset: int, rows: tuple[HistoryRow, ...]) -> None:
        """Take a page that was read."""
        self.model.fill(offset, rows)
        place = self.table.currentIndex().row()
        if offset <= place < offset + len(rows):
            self._choose(place)

    def mark(self, place: int) -> None:
        """Mark a row without opening it."""
        self._marking = True
        self.table.selectRow(place)
        self._marking = False

    def choose_first(self) -> None:
        """Go to the newest row."""
        if self.model.rowCount():
            self.table.selectRow(0)
            self._choose(0)

    def forget_row(self) -> None:
        """Mark no row: what is open is not in the list."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def _lay_out(self) -> None:
        self.column.setContentsMargins(16, 14, 16, 12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addWidget(self.search_field, 1)
        self.column.addLayout(head)
        chips = QHBoxLayout()
        chips.setSpacing(12)
        chips.addWidget(self.spans)
        chips.addWidget(self.methods, 1)
        self.column.addLayout(chips)
        self.column.addWidget(self.doubled)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self._none)
        column.addStretch(2)
        self._stack.addWidget(nothing)
        self.column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._soon.start)
        self._soon.timeout.connect(self._search)
        self.spans.chosen.connect(self._on_span)
        self.methods.chosen.connect(self._on_method)
        self.model.page_wanted.connect(self.page_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.entered.connect(self.entered)

    def _show_methods(self) -> None:
        tr = self._tr
        chips = [Chip(tr("Any way of paying"), None)]
        chips += [Chip(method_name(method, tr), method.value) for method in Method]
        self.methods.show_chips(chips, self._method)
        order = [*self.spans.chips.values(), *self.methods.buttons(), self.table]
        for before, after in itertools.pairwise(order):  # chips that came later would come last
            QWidget.setTabOrder(before, after)

    def _say_none(self) -> None:
        tr = self._tr
        self._none.setText(
            tr("Nothing was found. Write less, or choose “All”.")
            if self._searching
            else tr("No sale yet. Each one stands here as soon as it is paid.")
        )

    def _say_doubled(self) -> None:
        """Told again as soon as there is another one; closing it hides those that are known."""
        if not self._over_returned:
            self.doubled.hide()
            return
        few = ", ".join(self._over_returned[:_FEW])
        more = "…" if len(self._over_returned) > _FEW else ""
        self.doubled.tell(
            self._tr(
                "More was given back than was bought, at two registers: {numbers}. Search for the"
                " number here and talk to whoever gave it back. The organizer sees it too."
            ).format(numbers=few + more),
            "attention",
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """What was just typed is searched now: nothing happens later, behind another page."""
        super().hideEvent(event)
        if self._soon.isActive():
            self._soon.stop()
            self._search()

    @Slot()
    def _search(self) -> None:
        self.searched.emit(self.search_field.text())

    @Slot(str)
    def _on_span(self, value: str) -> None:
        self.span_chosen.emit(Span(value))

    @Slot(object)
    def _on_method(self, value: str | None) -> None:
        self._method = Method(value) if value else None
        self.method_chosen.emit(self._method)

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._marking:
            self._choose(now.row())

    def _choose(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None:
            self.chosen.emit(row.key)
