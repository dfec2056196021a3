"""Opening a shift: who sells, and how much cash is in the drawer."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.cash import Notes, worth
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.shift import MAX_CASHIER_NAME, ShiftClosed
from resources.translations import Catalog
from ui.pages.amount_form import AmountForm
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key, press_focused
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_MOST_CHIPS = 6


class ShiftOpenView(QWidget):
    """A name, by typing or by chip, and the float, typed or counted; Enter opens the shift."""

    submitted = Signal(str, object, object)  # cashier, float (int), Notes
    count_wanted = Signal()
    past_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("shift_open_view")
        self._tr = Catalog("en")
        self._closed: ShiftClosed | None = None
        self.notice = NoticePanel("shift_notice", look)
        self._title = label("title", "shift_open_title")
        self._text = wrapped("soft", "shift_open_text")
        self.cashier = FormField("cashier_field")
        self.cashier.field.setMaxLength(MAX_CASHIER_NAME)
        self.chips = [_chip(place) for place in range(_MOST_CHIPS)]
        self.float = AmountForm("float_field")
        self.float_field = self.float.amount_field
        self._notes: Notes = ()
        self.count_button = KeyButton("count_float_button", icon="calculator")
        self.past_button = KeyButton("past_shifts_button", role="quiet", icon="history")
        self.keypad = Keypad(look)
        self.button = KeyButton("open_shift_button", "Enter", role="primary", tall=True)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Open the register"))
        self._text.setText(tr("Count the cash in the drawer before the first sale."))
        self.cashier.retranslate(tr("Cashier's name"))
        self.float.name_it(tr, tr("Starting cash"), tr("Nothing in the drawer? Leave it empty."))
        self.count_button.retranslate(tr("Count notes and coins"))
        self.past_button.retranslate(tr("Earlier shifts"))
        self.keypad.retranslate(tr)
        self.notice.retranslate(tr)
        self.set_busy(busy=False)
        if self._closed is not None:
            self.show_closed(self._closed)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.keypad.restyle(look)
        for button in (self.button, self.count_button, self.past_button):
            button.restyle(look)
        self.notice.restyle(look)

    def enter(self) -> None:
        """Ready to type the name, or the float when a name stands there."""
        (self.float_field if self.cashier.text() else self.cashier.field).setFocus()

    def show_cashiers(self, names: tuple[str, ...]) -> None:
        """Offer the names that opened a shift before."""
        for place, chip in enumerate(self.chips):
            name = names[place] if place < len(names) else ""
            chip.setText(name)
            chip.setAccessibleName(name)
            chip.setVisible(bool(name))

    def propose(self, person: str) -> None:
        """Whoever has entered opens the shift; the name is theirs."""
        if person:
            self.cashier.field.setText(person)
        self.cashier.field.setReadOnly(bool(person))

    def use_notes(self, notes: Notes) -> None:
        """Take a float that was counted; typing another amount forgets the count."""
        self._notes = notes
        self.float_field.set_amount(worth(notes) if notes else None)
        self.float.show_error("")
        self.enter()

    def show_closed(self, closed: ShiftClosed) -> None:
        """Say how the shift before this one ended."""
        self._closed = closed
        tr = self._tr
        said = tr("{cashier}'s shift is closed: {sales} sales, turnover {turnover}.").format(
            cashier=closed.cashier,
            sales=format_amount(closed.sales),
            turnover=format_rupiah(closed.turnover),
        )
        self.notice.tell(f"{said} {_difference(closed.difference, tr)}", "good")

    def forget(self) -> None:
        """Start with empty fields next time."""
        self._closed = None
        self.notice.hide()
        self.cashier.field.clear()
        self._notes = ()
        self.float_field.set_amount(None)
        self.float.show_error("")

    def set_busy(self, *, busy: bool) -> None:
        """While the shift is being stored nothing can be pressed twice."""
        words = self._tr("SAVING …") if busy else self._tr("OPEN REGISTER")
        self.button.retranslate(words)
        self.button.setEnabled(not busy)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong beside the field that it is about."""
        about_name = isinstance(error, LapakError) and error.code.startswith("cashier_name")
        field = self.cashier if about_name else self.float
        field.show_error(told(error, self._tr))

    @Slot()
    def submit(self) -> None:
        """Hand over what was typed; the domain says what is wrong with it."""
        if self.button.isEnabled() and not self.float.is_doubtful():
            amount = self.float_field.amount() or 0
            self.submitted.emit(self.cashier.text(), amount, self._notes)

    def _lay_out(self) -> None:
        card = Card("shift_open_card", 10)
        card.column.setContentsMargins(28, 24, 28, 28)
        beside = QHBoxLayout()
        beside.setSpacing(28)
        beside.addLayout(self._form(), 3)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(self.past_button)
        side.addStretch(1)
        side.addWidget(self.count_button)
        side.addWidget(self.keypad)
        beside.addLayout(side, 2)
        card.column.addLayout(beside)
        card.setMinimumWidth(760)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(GAP)
        page.addWidget(self.notice)
        page.addStretch(2)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)

    def _form(self) -> QVBoxLayout:
        form = QVBoxLayout()
        form.setSpacing(10)
        form.addWidget(self._title)
        form.addWidget(self._text)
        form.addSpacing(6)
        form.addWidget(self.cashier)
        for start in range(0, _MOST_CHIPS, 3):
            row = QHBoxLayout()
            row.setSpacing(8)
            for chip in self.chips[start : start + 3]:
                row.addWidget(chip)
            row.addStretch(1)
            form.addLayout(row)
        form.addWidget(self.float)
        form.addStretch(1)
        form.addWidget(self.button)
        return form

    def _connect(self) -> None:
        for chip in self.chips:
            chip.clicked.connect(self._on_chip)
        self.keypad.pressed.connect(self._on_key)
        self.cashier.edited.connect(self._on_name_typed)
        self.float_field.amount_changed.connect(self._on_amount_typed)
        self.count_button.clicked.connect(self.count_wanted)
        self.past_button.clicked.connect(self.past_wanted)
        self.button.clicked.connect(self.submit)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self.cashier.field.setText(chip.text())
            self.cashier.show_error("")
            self.float_field.setFocus()

    @Slot()
    def _on_name_typed(self) -> None:
        self.cashier.show_error("")

    @Slot()
    def _on_amount_typed(self) -> None:
        self._notes = ()

    @Slot(str)
    def _on_key(self, key: str) -> None:
        self.float_field.press(key)
        self.float_field.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        """Enter in the name goes on to the float; anywhere else it opens the shift."""
        if self.cashier.field.hasFocus() and self.cashier.text().strip():
            self.float_field.setFocus()
        elif not press_focused(self, self.button):
            self.submit()


def _difference(difference: int, tr: Catalog) -> str:
    if difference == 0:
        return tr("The cash is right.")
    words = tr("Cash over: {amount}.") if difference > 0 else tr("Cash short: {amount}.")
    return words.format(amount=format_rupiah(abs(difference)))


def _chip(place: int) -> QPushButton:
    chip = QPushButton()
    chip.setObjectName(f"cashier_chip_{place}")
    chip.setProperty("role", "chip")
    chip.hide()
    return chip
