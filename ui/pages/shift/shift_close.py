"""Closing a shift: count the drawer without knowing, compare, say why, close."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.domain.money import format_rupiah
from pos_app.domain.shift import Count
from resources.translations import Catalog
from ui.pages.shift.count_card import CountCard, ResultCard, lay_side_by_side
from ui.pages.shift.shift_comparison import ShiftComparison, sold
from ui.pages.told import told
from ui.presenters.shift import ShiftView
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key, press_focused
from ui.widgets.settling import Settling


class ShiftCloseView(QWidget):
    """The notes and coins at the left, at the right what they make and what they should make."""

    counted = Signal(int)
    confirmed = Signal(object, str, object)  # Count, reason, OpenCarts
    left = Signal()

    def __init__(self, look: Look, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setObjectName("shift_close_view")
        self._settling = Settling(clock)
        self._asks_whether_empty = False
        self._tr = Catalog("en")
        self._view: ShiftView | None = None
        self._busy = False
        self._make_parts(look)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.result.name.setText(tr("Counted"))
        self._blind.setText(tr("Count first. What should be in the drawer is shown after that."))
        self._always.setText(tr("Closing always works, also without internet and printer."))
        self._back.retranslate(tr("Back"))
        self.card.retranslate(tr)
        self.comparison.retranslate(tr)
        self.keypad.retranslate(tr)
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.card.restyle(look)
        self.keypad.restyle(look)
        self._back.restyle(look)
        self.button.restyle(look)

    def begin(self) -> None:
        """Start to count from nothing."""
        self._view, self._asks_whether_empty = None, False
        self.comparison.begin()
        self.show_error(None)
        self.card.grid.clear()
        self._render()

    def enter(self) -> None:
        """Ready to count the largest note."""
        self.card.grid.enter()

    def compare(self, view: ShiftView) -> None:
        """Show what must be in the drawer."""
        self._view = view
        if view.summary is not None:
            self.comparison.show_summary(view.summary, self.card.total())
        self._render()
        (self.comparison.reason if self.comparison.difference else self.button).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While the shift is being closed nothing can be pressed twice."""
        self._busy = busy
        self._render()

    def show_error(self, error: Exception | None) -> None:
        """Say why it could not be closed; what was counted stays."""
        sentence = told(error, self._tr) if error is not None else ""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _make_parts(self, look: Look) -> None:
        self.card = CountCard(look, "shift_close_title")
        self.keypad = Keypad(look)
        self._blind = wrapped("soft", "count_blind_text")
        self.comparison = ShiftComparison()
        self._empty = wrapped("error", "count_empty_text")
        self._error = wrapped("error", "shift_close_error")
        self._always = wrapped("soft", "shift_close_always")
        self._back = KeyButton("shift_close_back_button", "Esc", tall=True)
        self.button = KeyButton("close_shift_button", role="primary", tall=True)
        parts = (self._blind, self._empty, self.keypad, self.comparison, self._error, self._always)
        self.result = ResultCard("counted", parts, self._back, self.button)
        lay_side_by_side(self, self.card, self.result)

    def _connect(self) -> None:
        self.card.changed.connect(self._on_counted)
        self.comparison.changed.connect(self._render)
        self.comparison.reason_chosen.connect(self._on_reason)
        self.keypad.pressed.connect(self.card.grid.press)
        self.button.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        on_key(self, (Qt.Key.Key_Escape,), self._go_back)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _on_enter(self) -> None:
        """Enter goes down the grid, and from its end on to the next step."""
        if not self.card.grid.next_row() and not press_focused(self, self.button):
            self._go_on()

    @Slot()
    def _on_counted(self) -> None:
        self._asks_whether_empty = False
        self._render()

    @Slot()
    def _on_reason(self) -> None:
        self.button.setFocus()

    @Slot()
    def _go_on(self) -> None:
        """First to the comparison, then to the close."""
        if not self.button.isEnabled():
            return
        if self._view is None:
            self._compare()
        else:
            count = Count(self.card.total(), self.card.notes())
            comparison = self.comparison
            self.confirmed.emit(count, comparison.reason.text(), comparison.open_carts())

    def _compare(self) -> None:
        """What is counted first stays: an empty count is asked about, so that no slip is kept."""
        if not self.card.total() and not self._asks_whether_empty:
            self._settling.begin()
            self._asks_whether_empty = True
            self._render()
        elif self.card.total() or self._settling.is_over:
            self._asks_whether_empty = False
            self.counted.emit(self.card.total())

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

    @Slot()
    def _render(self) -> None:
        tr, blind = self._tr, self._view is None
        step = tr("Step 1 of 2 · count the cash") if blind else tr("Step 2 of 2 · compare")
        self.card.tell(tr("Close the register"), step)
        self.result.amount.setText(format_rupiah(self.card.total()))
        empty = tr("Nothing is counted yet. If the drawer is really empty, press again.")
        self._empty.setText(empty if self._asks_whether_empty else "")
        self._empty.setVisible(self._asks_whether_empty)
        for part in (self._blind, self.keypad):
            part.setVisible(blind)
        for other in (self.comparison, self._always):
            other.setVisible(not blind)
        known = self._view.summary if self._view is not None else None
        self.card.say(sold(known.report, tr) if known is not None else "")
        self.card.grid.lock(locked=self._busy or not blind)
        prints = self._view is not None and self._view.prints
        close = tr("CLOSE AND PRINT Z") if prints else tr("CLOSE REGISTER")
        words = tr("COMPARE") if blind else close
        self.button.retranslate(tr("SAVING …") if self._busy else words)
        self.button.setEnabled((blind or self.comparison.is_explained) and not self._busy)
