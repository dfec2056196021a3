"""The locked till: choose who you are, type your PIN. What was begun waits behind it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.services.people import PinWrong, Staff
from resources.translations import Catalog
from ui.pages.people.permission_words import refusal, tiles
from ui.presenters.entrance import EntrancePresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.restyle import label
from ui.widgets.who_and_pin import WhoAndPin

_WIDEST, _HIGHEST = 860, 620


class LockPage(QWidget):
    """One card in the middle of the window."""

    def __init__(self, presenter: EntrancePresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("lock_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._staff = Staff()
        self._icon = QLabel()
        self._title = label("title", "lock_title")
        self._hint = wrapped("soft", "lock_hint")
        self.who = WhoAndPin(look)
        self._lay_out()
        presenter.shown.connect(self._on_shown)
        presenter.refused.connect(self._on_refused)
        self.who.submitted.connect(presenter.enter)
        self.restyle(look)

    def enter(self) -> None:
        """Read who may come in, and be ready for their PIN."""
        self.who.begin(self._presenter.last)
        self._presenter.load()
        self.who.setFocus()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Who is at the till?"))
        self._hint.setText(tr("The cart and everything begun stay as they are."))
        self.who.retranslate(tr, tr("Enter the till"))
        self._show_people()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._icon.setPixmap(look.pixmap("lock", "primary", 28))
        self.who.restyle(look)

    def _lay_out(self) -> None:
        card = Card("lock_card", 12)
        card.setMaximumSize(_WIDEST, _HIGHEST)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        heading.addLayout(words, 1)
        self.who.put_above(heading)
        card.column.addWidget(self.who, 1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 100)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.addStretch(1)
        page.addLayout(across, 100)
        page.addStretch(1)

    def _on_shown(self, staff: Staff) -> None:
        self._staff = staff
        self._show_people()

    def _on_refused(self, why: Exception | PinWrong) -> None:
        self.who.refuse(*refusal(why, self._tr))

    def _show_people(self) -> None:
        self.who.show_people(tiles(self._staff.active, self._tr))
