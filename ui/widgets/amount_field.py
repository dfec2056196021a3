"""A field for an amount of rupiah that writes its own dots while somebody types."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT, format_rupiah, parse_rupiah

BACKSPACE = "back"
CLEAR = "clear"


class AmountField(QLineEdit):
    """Shows `Rp12.500`; what is no digit is ignored. Empty means that nothing was typed yet.

    Digits that would make more than `most` are not taken.
    """

    amount_changed = Signal(object)  # int, or None while the field is empty

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = MAX_AMOUNT
        self.setProperty("role", "amount")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText(format_rupiah(0))
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._on_edited)

    def amount(self) -> int | None:
        """The amount in rupiah; None while the field is empty."""
        return typed_amount(self.text(), self.most)

    def set_amount(self, amount: int | None) -> None:
        """Show an amount without telling anybody."""
        self.setText("" if amount is None else format_rupiah(amount))

    def press(self, key: str) -> None:
        """Type a key of the on-screen pad at the end: digits, `BACKSPACE` or `CLEAR`.

        A selected amount is typed over, as a keyboard would do it.
        """
        shown = "" if self.hasSelectedText() or key == CLEAR else self.text()
        self._show(shown[:-1] if key in {BACKSPACE, CLEAR} else shown + key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, so that typing replaces the old amount."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()

    def _on_edited(self, text: str) -> None:
        self._show(text)

    def _show(self, text: str) -> None:
        amount = typed_amount(text, self.most)
        self.set_amount(amount)
        self.amount_changed.emit(amount)


def typed_amount(text: str, most: int = MAX_AMOUNT) -> int | None:
    """The amount in a text that is being typed; None if it holds no digit.

    A whole amount such as a pasted `Rp 12.500,00` is read as such; otherwise the digits count,
    since the dots between them move while one types. Digits beyond `most` are dropped.
    """
    with suppress(LapakError):
        whole = parse_rupiah(text)
        if whole <= most:
            return whole
    digits = "".join(char for char in text.partition(",")[0] if char in "0123456789")
    while digits and int(digits) > most:
        digits = digits[:-1]
    return int(digits) if digits else None
