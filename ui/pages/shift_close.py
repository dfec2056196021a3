"""Closing a shift: count the drawer without knowing, compare, say why, close."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.pages.cash_count import CashCount
from ui.presenters.shift import ShiftView
from ui.theme import Look
from ui.widgets.cards import GAP, Card, ValueRow, scrolling, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key
from ui.widgets.restyle import label, line
from ui.widgets.tone_panel import TonePanel

_LEAST_SHOWN = 160


class ShiftCloseView(QWidget):
    """The notes and coins at the left, at the right what they make and what they should make."""

    counted = Signal()
    confirmed = Signal(int, str)  # counted, reason
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("shift_close_view")
        self._tr = Catalog("en")
        self._view: ShiftView | None = None
        self._busy = False
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Close the register"))
        self._counted_name.setText(tr("Counted"))
        self._blind.setText(tr("Count first. What should be in the drawer is shown after that."))
        self.reason.setPlaceholderText(tr("Reason for the difference (required)"))
        self.reason.setAccessibleName(tr("Reason for the difference (required)"))
        for chip, text in zip(self.reasons, _usual_reasons(tr), strict=True):
            chip.setText(text)
            chip.setAccessibleName(text)
        self._always.setText(tr("Closing always works, also without internet and printer."))
        self._back.retranslate(tr("Back"))
        self.grid.retranslate(tr)
        self.keypad.retranslate(tr)
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.grid.restyle(look)
        self.keypad.restyle(look)
        self._back.restyle(look)
        self.button.restyle(look)

    def begin(self) -> None:
        """Start to count from nothing."""
        self._view = None
        self.reason.clear()
        self.show_error("")
        self.grid.clear()
        self._render()

    def enter(self) -> None:
        """Ready to count the largest note."""
        self.grid.enter()

    def compare(self, view: ShiftView) -> None:
        """Show what must be in the drawer."""
        self._view = view
        self._render()
        (self.reason if self._difference() else self.button).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While the shift is being closed nothing can be pressed twice."""
        self._busy = busy
        self._render()

    def show_error(self, sentence: str) -> None:
        """Say why it could not be closed; what was counted stays."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _make_parts(self, look: Look) -> None:
        self.grid = CashCount(look)
        self.keypad = Keypad(look)
        self._title = label("title", "shift_close_title")
        self._step = wrapped("soft", "shift_close_step")
        self._counted_name = label("strong", "counted_name")
        self.counted_amount = label("total", "counted_amount")
        self._blind = wrapped("soft", "count_blind_text")
        self._float = ValueRow("close_float")
        self._cash_sales = ValueRow("close_cash_sales")
        self._expected = ValueRow("close_expected", name_role="strong")
        self._panel = TonePanel("difference_panel")
        self._panel_name = self._panel.toned(label("soft", "difference_name"))
        self._panel_amount = self._panel.toned(label("soft", "difference_amount"))
        self.reason = QLineEdit()
        self.reason.setObjectName("difference_reason_field")
        self.reasons = [_reason_chip(place) for place in range(3)]
        self._error = wrapped("error", "shift_close_error")
        for part in (self._panel_name, self._panel_amount):
            part.setProperty("px", 18)
        self._always = wrapped("soft", "shift_close_always")
        self._back = KeyButton("shift_close_back_button", "Esc", tall=True)
        self.button = KeyButton("close_shift_button", role="primary", tall=True)

    def _lay_out(self) -> None:
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(GAP)
        page.addWidget(self._count_card(), 19)
        page.addWidget(self._result_card(), 14)

    def _count_card(self) -> QWidget:
        card = Card("count_card", 12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._step, 1)
        card.column.addLayout(head)
        rows = _squeezable(self.grid)
        self.grid.row_entered.connect(rows.ensureWidgetVisible)
        card.column.addWidget(rows, 1)
        return card

    def _result_card(self) -> QWidget:
        card = Card("result_card", 10)
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        counted = QHBoxLayout()
        counted.addWidget(self._counted_name)
        counted.addStretch(1)
        counted.addWidget(self.counted_amount)
        column.addLayout(counted)
        column.addWidget(line())
        column.addWidget(self._blind)
        column.addWidget(self.keypad)
        for row in (self._float, self._cash_sales, self._expected):
            column.addWidget(row)
        panel = QHBoxLayout(self._panel)
        panel.setContentsMargins(16, 12, 16, 12)
        panel.addWidget(self._panel_name)
        panel.addStretch(1)
        panel.addWidget(self._panel_amount)
        column.addWidget(self._panel)
        column.addWidget(self.reason)
        column.addLayout(self._reason_chips())
        column.addWidget(self._error)
        column.addWidget(self._always)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._back)
        buttons.addWidget(self.button, 1)
        card.column.addWidget(_squeezable(parts), 1)
        card.column.addLayout(buttons)
        return card

    def _reason_chips(self) -> QGridLayout:
        chips = QGridLayout()
        chips.setSpacing(8)
        for place, chip in enumerate(self.reasons):
            chips.addWidget(chip, place // 2, place % 2)
        return chips

    def _connect(self) -> None:
        self.grid.changed.connect(self._on_count_changed)
        self.reason.textChanged.connect(self._render)
        self.keypad.pressed.connect(self.grid.press)
        self.button.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        for chip in self.reasons:
            chip.clicked.connect(self._on_reason)
        on_key(self, (Qt.Key.Key_Escape,), self._go_back)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _on_count_changed(self) -> None:
        self._render()

    @Slot()
    def _on_enter(self) -> None:
        """Enter goes down the grid, and from its end on to the next step."""
        if not self.grid.next_row():
            self._go_on()

    @Slot()
    def _on_reason(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self.reason.setText(chip.text())
            self.button.setFocus()

    @Slot()
    def _go_on(self) -> None:
        """First to the comparison, then to the close."""
        if not self.button.isEnabled():
            return
        if self._view is None:
            self.counted.emit()
        else:
            self.confirmed.emit(self.grid.total(), self.reason.text())

    @Slot()
    def _go_back(self) -> None:
        """From the comparison to the count, from the count to the shift; nothing is lost."""
        if self._busy:
            return
        if self._view is None:
            self.left.emit()
        else:
            self._view = None
            self._render()
            self.enter()

    def _difference(self) -> int:
        summary = self._view.summary if self._view else None
        return self.grid.total() - summary.expected if summary else 0

    @Slot()
    def _render(self) -> None:
        tr, blind = self._tr, self._view is None
        step = tr("Step 1 of 2 · count the cash") if blind else tr("Step 2 of 2 · compare")
        self._step.setText(step)
        self.counted_amount.setText(format_rupiah(self.grid.total()))
        self._blind.setVisible(blind)
        self.keypad.setVisible(blind)
        shown: tuple[QWidget, ...] = (self._float, self._cash_sales, self._expected, self._panel)
        for part in (*shown, self._always):
            part.setVisible(not blind)
        self.grid.lock(locked=self._busy or not blind)
        difference = self._difference()
        for part in (self.reason, *self.reasons):
            part.setVisible(difference != 0)
        if self._view is not None:
            self._show_comparison(self._view, difference)
        words = tr("COMPARE") if blind else tr("CLOSE REGISTER")
        self.button.retranslate(tr("SAVING …") if self._busy else words)
        explained = difference == 0 or bool(self.reason.text().strip())
        self.button.setEnabled(explained and not self._busy)

    def _show_comparison(self, view: ShiftView, difference: int) -> None:
        if view.summary is None:
            return
        tr, expected = self._tr, view.summary.expected
        float_amount = view.summary.shift.float_amount
        self._float.tell(tr("Starting cash"), format_rupiah(float_amount))
        self._cash_sales.tell(tr("Cash sales"), format_rupiah(expected - float_amount))
        self._expected.tell(tr("Expected cash"), format_rupiah(expected))
        self._panel.set_tone("good" if difference == 0 else "attention")
        self._panel_name.setText(_difference_name(difference, tr))
        self._panel_amount.setText(format_rupiah(abs(difference)))


def _squeezable(content: QWidget) -> QScrollArea:
    """What scrolls on a low screen, so that the buttons under it stay in sight."""
    area = scrolling(content)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(_LEAST_SHOWN)
    return area


def _difference_name(difference: int, tr: Catalog) -> str:
    if difference == 0:
        return tr("No difference")
    return tr("Cash over") if difference > 0 else tr("Cash short")


def _usual_reasons(tr: Catalog) -> tuple[str, ...]:
    return (tr("Wrong change given"), tr("Forgot to ring up"), tr("Not known"))


def _reason_chip(place: int) -> QPushButton:
    chip = QPushButton()
    chip.setObjectName(f"difference_reason_{place}")
    chip.setProperty("role", "chip")
    return chip
