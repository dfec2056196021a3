"""The promotions of a booth, one large row each."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_app.domain.promotion import Promotion
from resources.translations import Catalog
from ui.pages.terms.terms_words import promotion_words
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label


class PromotionList(QWidget):
    """One large row a promotion, those that ended below."""

    chosen = Signal(object)  # Promotion

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tr = Catalog("en")
        self._promotions: tuple[Promotion, ...] = ()
        self._rows: list[ChoiceButton] = []
        self.notice = NoticePanel("promotions_notice", look)
        self.new_button = KeyButton("new_promotion_button", role="primary", icon="plus")
        self.back_button = KeyButton("promotions_back_button", "Esc")
        self._title = label("title", "promotions_title")
        self._advice = wrapped("soft", "promotions_advice")
        column = reading_page(self)
        column.addWidget(self.notice)
        self._card = Card("promotions_card")
        self._card.column.addWidget(self._title)
        self._card.column.addWidget(self._advice)
        column.addWidget(self._card)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.new_button)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Promotions"))
        self._advice.setText(
            tr(
                "They apply themselves at the counter, the best for the buyer first; a price or "
                "discount that the cashier sets goes before them."
            )
        )
        self.new_button.retranslate(tr("New promotion"))
        self.back_button.retranslate(tr("Back"))
        self.notice.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.notice.restyle(look)
        self.new_button.restyle(look)
        self.back_button.restyle(look)
        for row in self._rows:
            row.restyle(look)

    def show_promotions(self, promotions: tuple[Promotion, ...], names: Mapping[str, str]) -> None:
        """Show these."""
        self._promotions = tuple(sorted(promotions, key=lambda one: not one.active))
        for row in self._rows:
            self._card.column.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for place, promotion in enumerate(self._promotions):
            row = ChoiceButton(f"promotion_{place}_button", "percent", self._look)
            row.tell(promotion.name, promotion_words(promotion, names, self._tr))
            row.clicked.connect(self._on_clicked)
            self._rows.append(row)
            self._card.column.insertWidget(2 + place, row)

    def _on_clicked(self) -> None:
        for promotion, row in zip(self._promotions, self._rows, strict=True):
            if row is self.sender():
                self.chosen.emit(promotion)
                return
