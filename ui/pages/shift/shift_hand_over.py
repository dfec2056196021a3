"""Handing the open register over to another cashier."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.shift import MAX_CASHIER_NAME
from resources.translations import Catalog
from ui.pages.amount_form import AmountForm
from ui.pages.shift.form_card import lay_form
from ui.pages.told import told
from ui.presenters.shift import ShiftView
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key, press_focused
from ui.widgets.restyle import label


class HandOverView(QWidget):
    """Who goes on, and what both counted in the drawer, if they did."""

    submitted = Signal(str, object)  # cashier, int or None
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("hand_over_view")
        self._tr = Catalog("en")
        self._title = label("title", "hand_over_title")
        self._text = wrapped("soft", "hand_over_text")
        self.cashier = FormField("next_cashier_field")
        self.cashier.field.setMaxLength(MAX_CASHIER_NAME)
        self.names = ChipRow("next_cashier")
        self.counted = AmountForm("hand_over_counted_field")
        self.counted_field = self.counted.amount_field
        self.keypad = Keypad(look)
        self._back = KeyButton("hand_over_back_button", "Esc", tall=True)
        self.button = KeyButton("hand_over_button", "Enter", role="primary", tall=True)
        parts = (self._title, self._text, self.cashier, self.names, self.counted)
        lay_form(self, "hand_over_card", parts, (self._back, self.button), self.keypad)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Hand over the register"))
        self._text.setText(tr("The shift stays open; its sales go on under the new name."))
        self.cashier.retranslate(tr("Next cashier's name"))
        hint = tr("Not counted? Leave it empty.")
        self.counted.name_it(tr, tr("Cash counted together"), hint)
        self.keypad.retranslate(tr)
        self._back.retranslate(tr("Back"))
        self.set_busy(busy=False)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.keypad.restyle(look)
        self._back.restyle(look)
        self.button.restyle(look)

    def begin(self, view: ShiftView) -> None:
        """Start an empty form; those who stood here before are offered."""
        now = view.summary.shift.cashier if view.summary else ""
        others = [name for name in view.people or view.cashiers if name != now]
        self.names.show_chips([Chip(name, name) for name in others], None)
        self.names.setVisible(bool(others))
        self.cashier.field.clear()
        self.cashier.show_error("")
        self.counted_field.set_amount(None)
        self.counted.show_error("")

    def enter(self) -> None:
        """Ready to type the name."""
        self.cashier.field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being stored nothing can be pressed twice."""
        self.button.retranslate(self._tr("SAVING …") if busy else self._tr("HAND OVER"))
        self.button.setEnabled(not busy)

    def show_error(self, error: Exception) -> None:
        """Say what is wrong beside what it is about."""
        about_sum = isinstance(error, LapakError) and error.code.startswith("amount")
        (self.counted if about_sum else self.cashier).show_error(told(error, self._tr))

    @Slot()
    def submit(self) -> None:
        """Hand over what was typed; the domain says what is wrong with it."""
        if self.button.isEnabled() and not self.counted.is_doubtful():
            self.submitted.emit(self.cashier.text(), self.counted_field.amount())

    def _connect(self) -> None:
        self.names.chosen.connect(self._on_name)
        self.keypad.pressed.connect(self._on_key)
        self.button.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot(object)
    def _on_name(self, name: str) -> None:
        self.cashier.field.setText(name)
        self.cashier.show_error("")
        self.counted_field.setFocus()

    @Slot(str)
    def _on_key(self, key: str) -> None:
        self.counted_field.press(key)
        self.counted_field.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        """Enter in the name goes on to the count; anywhere else it hands over."""
        if self.cashier.field.hasFocus() and self.cashier.text().strip():
            self.counted_field.setFocus()
        elif not press_focused(self, self.button):
            self.submit()

    @Slot()
    def _leave(self) -> None:
        self.left.emit()
