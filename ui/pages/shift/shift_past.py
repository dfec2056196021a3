"""The shifts that were closed at this till; one opens as its Z report."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.shifts import PastShift
from resources.translations import Catalog
from ui.models.past_shift_table import PastShiftTable
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key, press_focused
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_CASHIER = 3


class PastShiftsView(QWidget):
    """A table, the latest first; Enter or a tap opens a row."""

    chosen = Signal(str)  # a shift's id
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("past_shifts_view")
        self._tr = Catalog("en")
        self._title = label("title", "past_shifts_title")
        self._none = wrapped("soft", "past_shifts_none")
        self._late = wrapped("soft", "past_shifts_late")
        self.model = PastShiftTable(self)
        self.table = PlainTable("past_shifts_table", self.model)
        self._back = KeyButton("past_shifts_back_button", "Esc")
        self.button = KeyButton("show_z_button", "Enter", role="primary", icon="receipt")
        self.table.set_widths(_CASHIER, _0=72, _1=112, _2=120, _4=92, _5=150, _6=104)
        self._past: tuple[PastShift, ...] = ()
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Earlier shifts"))
        self._none.setText(tr("No shift was closed at this till yet."))
        self._late.setText(
            tr("(+…) reached a shift after it was closed; its Z report stays as it is.")
        )
        self.table.setAccessibleName(tr("Earlier shifts"))
        self.model.retranslate(tr)
        self._back.retranslate(tr("Back"))
        self.button.retranslate(tr("Show Z report"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.table.restyle(look)
        self._back.restyle(look)
        self.button.restyle(look)

    def enter(self) -> None:
        """Ready to choose one by the arrows."""
        (self.table if self._past else self._back).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Nothing is stored from here."""

    def show_error(self, error: Exception) -> None:
        """Say why a report could not be shown."""
        self._late.setText(told(error, self._tr))
        self._late.show()

    def show_past(self, past: tuple[PastShift, ...], zone: str) -> None:
        """Show the shifts that were closed."""
        self._past = past
        self.model.show_past(past, zone)
        self.table.setVisible(bool(past))
        self.button.setEnabled(bool(past))
        self._none.setVisible(not past)
        self._late.setVisible(any(one.late for one in past))
        if past:
            self.table.selectRow(0)
        self.enter()

    def _lay_out(self) -> None:
        card = Card("past_shifts_card", 12)
        for part in (self._title, self._none):
            card.column.addWidget(part)
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self._late)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        card.column.addLayout(buttons)
        self.table.setMinimumHeight(220)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.addWidget(card)

    def _connect(self) -> None:
        self.table.doubleClicked.connect(self._on_row)
        self.button.clicked.connect(self._choose)
        self._back.clicked.connect(self.left)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _on_enter(self) -> None:
        if not press_focused(self, self.button):
            self._choose()

    @Slot(QModelIndex)
    def _on_row(self, _index: QModelIndex) -> None:
        self._choose()

    @Slot()
    def _choose(self) -> None:
        row = self.table.currentIndex().row()
        if self.button.isEnabled() and 0 <= row < len(self._past):
            self.chosen.emit(self._past[row].id)

    @Slot()
    def _leave(self) -> None:
        self.left.emit()
