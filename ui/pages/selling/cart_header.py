"""The line over the cart: what is in it, putting it aside, and the carts that wait."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.key_table import key_of
from ui.theme import Look
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class CartHeader(QWidget):
    """`held_button` is there only while carts wait, and says how many."""

    hold_pressed = Signal()
    held_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = Catalog("en")
        self._number = 0
        self._icon = QLabel(self)
        self._title = label("heading", "cart_title", self)
        self._count = label("small", "cart_count", self)
        self.hold_button = KeyButton("hold_button", key_of("hold"))
        self.held_button = KeyButton("held_button", key_of("held"), icon="pause")
        self._lay_out()
        self.hold_button.clicked.connect(self.hold_pressed)
        self.held_button.clicked.connect(self.held_pressed)
        self.hold_button.setEnabled(False)
        self.held_button.hide()
        self.restyle(look)

    def show_count(self, text: str) -> None:
        """Say what is in the cart; an empty one cannot be put aside."""
        self._count.setText(text)
        self._count.setVisible(bool(text))
        self.hold_button.setEnabled(bool(text))

    def show_held(self, number: int) -> None:
        """Say how many carts wait."""
        self._number = number
        self._tell_held()
        self.held_button.setVisible(number > 0)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Cart"))
        self.hold_button.retranslate(tr("Hold"))
        self._tell_held()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("shopping-cart", "ink", 20))
        self.held_button.restyle(look)

    def _tell_held(self) -> None:
        told = self._tr.plural("{count} cart held", "{count} carts held", self._number)
        self.held_button.retranslate(str(self._number))
        self.held_button.setAccessibleName(told.format(count=self._number))

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch(1)
        titles.addWidget(self._title)
        titles.addWidget(self._count)
        titles.addStretch(1)
        self._count.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addLayout(titles)
        row.addStretch(1)
        row.addWidget(self.held_button)
        row.addWidget(self.hold_button)
