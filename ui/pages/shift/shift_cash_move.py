"""Putting cash into the drawer, or taking it out, with the reason."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.domain.cash import CashWay
from pos_app.domain.errors import LapakError
from pos_app.domain.words import MAX_REASON
from resources.translations import Catalog
from ui.pages.amount_form import AmountForm
from ui.pages.shift.form_card import lay_form
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key, press_focused
from ui.widgets.reason_chips import ReasonField
from ui.widgets.restyle import label

_REASONS = 4


class CashMoveView(QWidget):
    """In or out, how much, and why; Enter goes from one to the next."""

    submitted = Signal(object, object, str)  # CashWay, amount (int: a sum outgrows a C one), reason
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("cash_move_view")
        self._tr = Catalog("en")
        self._title = label("title", "cash_move_title")
        self.way = ChoiceChips("cash_move", tuple(CashWay))
        self.amount = AmountForm("cash_move_amount_field")
        self.amount_field = self.amount.amount_field
        self.reason = ReasonField("cash_move_reason", _REASONS, MAX_REASON)
        self.keypad = Keypad(look)
        self._back = KeyButton("cash_move_back_button", "Esc", tall=True)
        self.button = KeyButton("save_cash_move_button", "Enter", role="primary", tall=True)
        parts = (self._title, self.way, self.amount, self.reason)
        lay_form(self, "cash_move_card", parts, (self._back, self.button), self.keypad)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Cash in or out"))
        self.way.retranslate({CashWay.IN: tr("Cash in"), CashWay.OUT: tr("Cash out")})
        self.amount.name_it(tr, tr("Amount"))
        self.keypad.retranslate(tr)
        self._back.retranslate(tr("Back"))
        self._show_way()
        self.set_busy(busy=False)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.keypad.restyle(look)
        self._back.restyle(look)
        self.button.restyle(look)

    def begin(self, way: CashWay) -> None:
        """Start an empty form."""
        self.way.choose(way)
        self.amount_field.set_amount(None)
        self.amount.show_error("")
        self.reason.clear()
        self._show_way()

    def enter(self) -> None:
        """Ready to type the amount."""
        self.amount_field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being stored nothing can be pressed twice."""
        self.button.retranslate(self._tr("SAVING …") if busy else self._tr("SAVE"))
        self.button.setEnabled(not busy)

    def show_error(self, error: Exception) -> None:
        """Say what is wrong beside what it is about."""
        about_reason = isinstance(error, LapakError) and error.code in _ABOUT_REASON
        sentence = told(error, self._tr)
        if about_reason:
            self.reason.show_error(sentence)
            self.reason.setFocus()
        else:
            self.amount.show_error(sentence)

    @Slot()
    def submit(self) -> None:
        """Hand over what was typed; the domain says what is wrong with it."""
        if self.button.isEnabled() and not self.amount.is_doubtful():
            way = CashWay(self.way.value())
            self.submitted.emit(way, self.amount_field.amount() or 0, self.reason.text())

    def _connect(self) -> None:
        self.way.chosen.connect(self._on_way)
        self.keypad.pressed.connect(self._on_key)
        self.reason.chosen.connect(self._on_reason)
        self.button.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _on_way(self) -> None:
        self._show_way()
        self.amount_field.setFocus()

    def _show_way(self) -> None:
        tr = self._tr
        reasons = {
            CashWay.IN: (
                tr("More change"),
                tr("Small notes swapped"),
                tr("Money lent"),
                tr("From the owner"),
            ),
            CashWay.OUT: (
                tr("To the owner"),
                tr("Supplies"),
                tr("Food and fares"),
                tr("Small notes swapped"),
            ),
        }
        self.reason.retranslate(tr("Reason (required)"), reasons[CashWay(self.way.value())])

    @Slot(str)
    def _on_key(self, key: str) -> None:
        self.amount_field.press(key)
        self.amount_field.setFocus()

    @Slot()
    def _on_reason(self) -> None:
        self.button.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        """Enter in the amount goes on to the reason; anywhere else it saves."""
        in_amount = self.amount_field.hasFocus() and self.amount_field.amount()
        if in_amount and not self.reason.text():
            if not self.amount.is_doubtful():
                self.reason.setFocus()
        elif not press_focused(self, self.button):
            self.submit()

    @Slot()
    def _leave(self) -> None:
        self.left.emit()


_ABOUT_REASON = frozenset({"reason_missing", "text_too_long"})
