"""What was brought back for the cart's goods, and the button that takes it out again."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from pos_app.domain.credit import Credit
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.restyle import label
from ui.widgets.tone_panel import CLEAR, TonePanel


class CreditRow(TonePanel):
    """`Brought back, A12-K1-000123   -Rp78.000   ×`."""

    dropped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("credit_row")
        self._icon = QLabel()
        self._name = self.toned(label("strong", "credit_name"))
        self._number = ElidedLabel("small", "credit_number")
        self._number.setStyleSheet(CLEAR)
        self._amount = self.toned(label("strong", "credit_amount"))
        self.drop_button = QPushButton()
        self.drop_button.setObjectName("drop_credit_button")
        self.drop_button.setProperty("role", "step")
        self.drop_button.setStyleSheet(TOUCHABLE)
        self.drop_button.setIconSize(QSize(18, 18))
        self.drop_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.drop_button.clicked.connect(self.dropped)
        self.set_tone("good")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._number)
        row.addLayout(names, 1)
        row.addWidget(self._amount)
        row.addWidget(self.drop_button)
        self.restyle(look)

    def tell(self, credit: Credit, tr: Catalog) -> None:
        """Say which goods come back and what they are worth."""
        self._name.setText(tr("Brought back"))
        self._number.setText(credit.number)
        self._amount.setText(format_rupiah(-credit.value))
        words = tr("Take the exchange out of the cart")
        self.drop_button.setToolTip(words)
        self.drop_button.setAccessibleName(words)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("undo-2", "good", 18))
        self.drop_button.setIcon(look.icon("x", "ink_soft", 18))
