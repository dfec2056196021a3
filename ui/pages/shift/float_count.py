"""Counting the float by its notes and coins before a shift is opened."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.pages.shift.count_card import CountCard, ResultCard, lay_side_by_side
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key, press_focused


class FloatCountView(QWidget):
    """The grid at the left, what it makes and the keypad at the right."""

    counted = Signal(object)  # Notes
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("float_count_view")
        self._tr = Catalog("en")
        self.card = CountCard(look, "float_count_title")
        self.keypad = Keypad(look)
        self._text = wrapped("soft", "float_count_text")
        self._back = KeyButton("float_count_back_button", "Esc", tall=True)
        self.button = KeyButton("use_float_button", role="primary", tall=True)
        parts = (self._text, self.keypad)
        self.result = ResultCard("float_counted", parts, self._back, self.button)
        lay_side_by_side(self, self.card, self.result)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.card.retranslate(tr)
        self.card.tell(tr("Count the starting cash"), "")
        self.keypad.retranslate(tr)
        self.result.name.setText(tr("Starting cash"))
        self._text.setText(tr("How many there are of each note and coin in the drawer."))
        self._back.retranslate(tr("Back"))
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.card.restyle(look)
        self.keypad.restyle(look)
        self._back.restyle(look)
        self.button.restyle(look)

    def enter(self) -> None:
        """Ready to count the largest note."""
        self.card.grid.enter()

    def set_busy(self, *, busy: bool) -> None:
        """Nothing is stored from here."""

    def show_error(self, error: Exception) -> None:
        """Nothing goes wrong here."""

    def clear(self) -> None:
        """Start from nothing next time."""
        self.card.grid.clear()

    def _connect(self) -> None:
        self.card.changed.connect(self._render)
        self.keypad.pressed.connect(self.card.grid.press)
        self._back.clicked.connect(self.left)
        self.button.clicked.connect(self._use)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _render(self) -> None:
        amount = format_rupiah(self.card.total())
        self.result.amount.setText(amount)
        self.button.retranslate(self._tr("USE {amount}").format(amount=amount))

    @Slot()
    def _on_enter(self) -> None:
        if not self.card.grid.next_row() and not press_focused(self, self.button):
            self._use()

    @Slot()
    def _use(self) -> None:
        self.counted.emit(self.card.notes())

    @Slot()
    def _leave(self) -> None:
        self.left.emit()
