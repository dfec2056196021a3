"""What goes back to the buyer, or what is still missing, large enough to read from afar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.widgets.restyle import label, repolish
from ui.widgets.tone_panel import Tone, TonePanel

_HEIGHT, _LOW_HEIGHT = 92, 64
_PX, _LOW_PX = 40, 30


class ChangePanel(TonePanel):
    """A name and an amount: beside each other, or the name above where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pay_change_panel", parent)
        self._name = self.toned(label("strong", "pay_change_name"))
        self._name.setProperty("px", 16)
        self._amount = self.toned(label("soft", "pay_change"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._amount.setAlignment(right)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 8, 20, 8)
        self._row.setSpacing(0)
        self._row.addWidget(self._name)
        self._row.addStretch(1)
        self._row.addWidget(self._amount)
        self.fit(narrow=False, low=False)

    def tell(self, tone: Tone, name: str, amount: str) -> None:
        """Show an amount and what it is."""
        self.set_tone(tone)
        self._name.setText(name)
        self._amount.setText(amount)

    def fit(self, *, narrow: bool, low: bool) -> None:
        """Take the form that the room allows."""
        above = narrow and not low
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if above else beside)
        self.setMinimumHeight(_LOW_HEIGHT if low else _HEIGHT)
        self._amount.setProperty("px", _LOW_PX if low else _PX)
        repolish(self._amount)
