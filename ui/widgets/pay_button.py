"""The large button that takes a cart to payment: what it does, the amount, its key."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.restyle import plain


class PayButton(QPushButton):
    """`BAYAR   Rp311.500   F12`, read as one button by screen readers."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "primary")
        self.setProperty("tall", "true")
        self._words = plain(parent=self)
        self._amount = plain(parent=self)
        for label in (self._words, self._amount):
            label.setProperty("px", 20)
        hint = plain(key, self)
        hint.setProperty("role", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        for label in (self._words, self._amount, hint):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self._amount)
        row.addStretch(1)
        row.addWidget(hint)
        self._row = row

    def tell(self, words: str, amount: str) -> None:
        """Show what pressing does, and for how much."""
        self._words.setText(words)
        self._amount.setText(amount)
        self.setAccessibleName(f"{words} {amount}".strip())

    def told(self) -> str:
        """The words and amount as people read them."""
        return f"{self._words.text()} {self._amount.text()}".strip()

    def sizeHint(self) -> QSize:
        """Room for all parts; the style sheet's least height holds."""
        inner = self._row.sizeHint()
        return QSize(inner.width(), max(inner.height(), super().sizeHint().height()))
