"""The form in which a promotion is made or changed."""

from collections.abc import Mapping
from datetime import date

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.promotion import PercentOff, Promotion
from pos_app.domain.promotion import checked as checked_promotion
from resources.translations import Catalog
from ui.pages.terms.hours_form import HoursForm
from ui.pages.terms.offer_form import OfferForm
from ui.pages.terms.scope_picker import ScopePicker
from ui.pages.terms.terms_words import promotion_words
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

NEW = Promotion("", "", PercentOff(1_000))


class PromotionForm(QWidget):
    """Name, offer, what it is about, when it holds."""

    kept = Signal(object)  # Promotion
    left = Signal()
    searched = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._promotion = NEW
        self._today = date.min
        self.notice = NoticePanel("promotion_notice", look)
        self.name = FormField("promotion_name_field")
        self.offer = OfferForm()
        self.scope = ScopePicker()
        self.hours = HoursForm()
        self._titles = {
            name: label("strong", f"promotion_{name}_title") for name in ("offer", "scope", "hours")
        }
        self._summary = wrapped("strong", "promotion_summary")
        self.keep_button = KeyButton("keep_promotion_button", role="primary", icon="check")
        self.end_button = KeyButton("end_promotion_button", icon="pause")
        self.back_button = KeyButton("promotion_back_button", "Esc")
        self._lay_out()
        for part in (self.name, self.offer, self.scope, self.hours):
            part.edited.connect(self._render)
        self.scope.searched.connect(self.searched)
        self.keep_button.clicked.connect(self._keep)
        self.end_button.clicked.connect(self._end)
        self.back_button.clicked.connect(self.left)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.name.retranslate(tr("Name on the receipt"), tr("Such as: Buy 2 get 1"))
        for name, text in (
            ("offer", tr("What it gives")),
            ("scope", tr("What it is about")),
            ("hours", tr("When it holds")),
        ):
            self._titles[name].setText(text)
        for part in (self.offer, self.scope, self.hours, self.notice):
            part.retranslate(tr)
        self.keep_button.retranslate(tr("Save"))
        self.back_button.retranslate(tr("Back"))
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.notice, self.keep_button, self.end_button, self.back_button):
            part.restyle(look)

    def show_promotion(self, promotion: Promotion, today: date, names: Mapping[str, str]) -> None:
        """Fill the form."""
        self._promotion, self._today = promotion, today
        self.notice.hide()
        self.name.field.setText(promotion.name)
        self.offer.show_offer(promotion.offer)
        self.scope.show_scope(promotion.scope, names)
        self.hours.show_hours(promotion.hours)
        self._render()

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("promotion_card")
        card.column.addWidget(self.name)
        for name, part in (("offer", self.offer), ("scope", self.scope), ("hours", self.hours)):
            card.column.addWidget(self._titles[name])
            card.column.addWidget(part)
        card.column.addWidget(self._summary)
        column.addWidget(card)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.end_button, self.keep_button)

    def _typed(self, *, active: bool) -> Promotion:
        """What the form says; raises LapakError as `promotion.checked` and its fields do."""
        return checked_promotion(
            msgspec.structs.replace(
                self._promotion,
                name=self.name.text(),
                offer=self.offer.offer(),
                scope=self.scope.scope(),
                hours=self.hours.hours(self._today),
                active=active,
            )
        )

    @Slot()
    def _keep(self) -> None:
        self._send(active=True)

    @Slot()
    def _end(self) -> None:
        self._send(active=False)

    def _send(self, *, active: bool) -> None:
        try:
            self.kept.emit(self._typed(active=active))
        except LapakError as error:
            self.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _render(self) -> None:
        tr = self._tr
        running = bool(self._promotion.id) and self._promotion.active
        self.end_button.setVisible(running)
        self.end_button.retranslate(tr("End it"))
        try:
            typed = self._typed(active=True)
            words = promotion_words(typed, self.scope.names, tr)
            self._summary.setText(f"{typed.name}: {words}")
        except LapakError:
            self._summary.setText("")
