"""The pages that lie behind the settings: one row each, with what it is for."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.translations import Catalog, mark
from ui.theme import Look
from ui.widgets.choice_button import ChoiceButton

BACK = "back"
"""Asked for in place of a page: the one that somebody came from."""


class Link(NamedTuple):
    """A page behind the settings: its name, icon, what it is called and what it is for."""

    page: str
    icon: str
    words: str
    follows: str


LINKS = (
    Link(
        "people",
        "users",
        mark("People and PINs"),
        mark("Who works here, what they may do, when the till locks"),
    ),
    Link(
        "receipt_design",
        "receipt",
        mark("Receipt design"),
        mark("Logo, words at the top and the end, QR code"),
    ),
    Link(
        "qris",
        "qr-code",
        mark("QRIS code"),
        mark("The code that buyers scan, from the bank's sign"),
    ),
    Link(
        "reconcile",
        "landmark",
        mark("Reconcile payments"),
        mark("QRIS and transfers against the bank's statement"),
    ),
    Link(
        "promotions",
        "percent",
        mark("Promotions"),
        mark("Prices by quantity, buy and get, happy hours"),
    ),
    Link(
        "rules",
        "calculator",
        mark("Taxes, service, rounding"),
        mark("What is added to prices, and from which day on"),
    ),
)


PRINTERS = "printers"
"""The page where printers are set up."""

BEHIND_SETTINGS = frozenset({PRINTERS, *(link.page for link in LINKS)})
"""From these pages one step back are the settings."""


class SettingsLinks(QWidget):
    """`chosen` carries the page's name."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._buttons = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for link in LINKS:
            button = ChoiceButton(f"settings_{link.page}_button", link.icon, look)
            button.clicked.connect(self._on_clicked)
            self._buttons[link] = button
            column.addWidget(button)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        for link, button in self._buttons.items():
            button.tell(tr(link.words), tr(link.follows))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for button in self._buttons.values():
            button.restyle(look)

    def _on_clicked(self) -> None:
        for link, button in self._buttons.items():
            if button is self.sender():
                self.chosen.emit(link.page)
