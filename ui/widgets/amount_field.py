"""A field for an amount of rupiah that writes its own dots while somebody types."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT, format_rupiah, parse_rupiah

BACKSPACE = "back"
CLEAR = "clear"
_CURRENCY = str.maketrans("", "", "RrPpIiDd ")
"""Letters of `Rp` and `IDR` say nothing about the amount, wherever the cursor put them."""
_NO_CENTS = frozenset({"", "0", "00", "-"})
_TOLD = 24


class AmountField(QLineEdit):
    """Shows `Rp12.500`. Empty means that nothing was typed yet.

    What is no amount, or makes more than `most`, is not taken: `refused` says why, and `doubt`
    until something is typed that is one.
    """

    amount_changed = Signal(object)  # int, or None while the field is empty
    refused = Signal(object)  # LapakError

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = MAX_AMOUNT
        self._amount: int | None = None
        self._doubt: LapakError | None = None
        self._shown = ""
        self._touched = False
        self.setProperty("role", "amount")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText(format_rupiah(0))
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._take)

    def amount(self) -> int | None:
        """The amount in rupiah; None while the field is empty."""
        return self._amount

    @property
    def doubt(self) -> LapakError | None:
        """Why the last thing typed was not taken; None when it was."""
        return self._doubt

    def set_amount(self, amount: int | None) -> None:
        """Show an amount without telling anybody."""
        self._show(amount)

    def press(self, key: str) -> None:
        """Type a key of the on-screen pad at the end: digits, `BACKSPACE` or `CLEAR`.

        A selected amount is typed over, as a keyboard would do it.
        """
        shown = "" if self.hasSelectedText() or key == CLEAR else self.text()
        self._take(shown[:-1] if key in {BACKSPACE, CLEAR} else shown + key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, so that typing replaces the old amount."""
        super().focusInEvent(event)
        self._touched = event.reason() == Qt.FocusReason.MouseFocusReason
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The first touch selects everything too; a second one sets the cursor."""
        super().mouseReleaseEvent(event)
        if self._touched and not self.hasSelectedText():
            self.selectAll()
        self._touched = False

    def _take(self, text: str) -> None:
        try:
            amount, cents = self._read(text)
        except LapakError as error:
            self._doubt = error
            self.setText(self._shown)
            self.refused.emit(error)
            return
        self._show(amount, cents)
        self.amount_changed.emit(amount)

    def _read(self, text: str) -> tuple[int | None, str]:
        """`12,500` comes as `12,5`, which is refused, and two zeros: those make no Rp12 of it."""
        goes_on = "," in self._shown and text.startswith(self._shown)
        if self._doubt is not None and goes_on:
            raise self._doubt
        return typed_amount(text, self.most)

    def _show(self, amount: int | None, cents: str = "") -> None:
        self._amount = amount
        self._doubt = None
        self._shown = "" if amount is None else f"{format_rupiah(amount)}{cents}"
        self.setText(self._shown)


def typed_amount(text: str, most: int = MAX_AMOUNT) -> tuple[int | None, str]:
    """The amount in a text that is being typed, None without a digit, and its cents as written.

    Dots do not count, since they move while one types; in a text that comes whole, such as a
    pasted `12.5`, they do. Cents are nothing: `,00`, `,-` or the beginning of it.

    Raises LapakError `amount_negative`, `amount_ambiguous`, `amount_not_understood` or
    `amount_too_large`.
    """
    whole, comma, cents = text.partition(",")
    is_pasted = "." in text and not text.startswith("Rp")
    if cents not in _NO_CENTS or is_pasted:
        return _checked(parse_rupiah(text[:_TOLD].rstrip(",")), most), ""
    digits = whole.translate(_CURRENCY).replace(".", "")
    if not digits:
        return None, ""
    if digits.startswith("-"):
        raise LapakError("amount_negative")
    if not (digits.isascii() and digits.isdigit()):
        raise LapakError("amount_not_understood", text=text[:_TOLD])
    digits = digits.lstrip("0")[: len(str(MAX_AMOUNT)) + 1]  # int() refuses thousands of digits
    return _checked(int(digits or "0"), most), comma + cents


def _checked(amount: int, most: int) -> int:
    if amount > most:
        raise LapakError("amount_too_large", text=str(amount))
    return amount
