"""A line over the products that says how many the organizer offers, and leads to them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.services.offers import OpenOffer
from resources.translations import Catalog
from ui.pages.products.offers_panel import OffersPanel
from ui.presenters.offers import OffersPresenter
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.tone_panel import TonePanel


class OffersStrip(TonePanel):
    """Hidden while nothing waits. `answered` carries a sentence about what was done."""

    answered = Signal(str)

    def __init__(self, presenter: OffersPresenter, look: Look, page: QWidget) -> None:
        super().__init__("offers_strip", page)
        self._presenter = presenter
        self._look = look
        self._page = page
        self._tr = Catalog("en")
        self._found: tuple[OpenOffer, ...] = ()
        self.panel: OffersPanel | None = None
        self.text = self.toned(wrapped("soft", "offers_strip_text"))
        self.look_button = KeyButton("offers_look_button", icon="inbox")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 4, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.look_button)
        self.look_button.clicked.connect(self.open)
        presenter.read.connect(self._on_read)
        presenter.taken.connect(self._on_taken)
        presenter.declined.connect(self._on_declined)
        presenter.refused.connect(self._on_refused)
        self.hide()

    def open(self) -> None:
        """Look at what is offered."""
        if self.panel is None:
            self.panel = OffersPanel(self._look, self._page)
            self.panel.retranslate(self._tr)
            self.panel.accepted.connect(self._presenter.take)
            self.panel.declined.connect(self._presenter.decline)
        self.panel.open(self._found)

    def step_back(self) -> bool:
        """Close what is looked at; False where nothing is."""
        if self.panel is None or not self.panel.is_open:
            return False
        self.panel.left.emit()
        return True

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.look_button.retranslate(tr("Look"))
        if self.panel is not None:
            self.panel.retranslate(tr)
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self.look_button.restyle(look)
        if self.panel is not None:
            self.panel.restyle(look)

    def _on_read(self, found: tuple[OpenOffer, ...]) -> None:
        self._found = found
        self._tell()
        if self.panel is not None and self.panel.is_open:
            if found:
                self.panel.show_found(found)
            else:
                self.panel.put_away()

    def _on_taken(self, number: int) -> None:
        words = self._tr.plural("{n} product is in.", "{n} products are in.", number)
        self.answered.emit(words.format(n=number))

    def _on_declined(self, number: int) -> None:
        words = self._tr.plural("{n} offer is declined.", "{n} offers are declined.", number)
        self.answered.emit(words.format(n=number))

    def _on_refused(self, error: Exception) -> None:
        if self.panel is not None and self.panel.is_open:
            self.panel.refuse(error)

    def _tell(self) -> None:
        number = len(self._found)
        words = self._tr.plural(
            "{n} product from the organizer", "{n} products from the organizer", number
        )
        self.text.setText(words.format(n=number))
        self.setVisible(number > 0)
