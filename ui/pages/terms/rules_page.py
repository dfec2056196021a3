"""Taxes, service charge and cash rounding: what is added to prices, and from which day on."""

from datetime import date, timedelta

from msgspec import UNSET
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pos_app.domain.discount import format_percent, parse_percent
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah, parse_rupiah
from pos_app.domain.payment import CashRounding
from pos_app.domain.qris import LIMIT
from pos_app.domain.rounding import Rounding
from pos_app.domain.rules import NO_RULES, ROUNDING_STEPS, Rules, RulesChanged, rules_on
from pos_app.domain.rules import checked as checked_rules
from pos_app.domain.typed_moments import format_day, parse_day
from resources.translations import Catalog
from ui.pages.settings_links import BACK
from ui.pages.terms.tax_form import TaxForm
from ui.pages.terms.terms_words import example_words, rules_words
from ui.pages.told import told
from ui.presenters.terms import TermsPresenter, TermsView
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_TAX_ROWS = 2
_MODES = {"nearest": Rounding.HALF_DOWN, "down": Rounding.DOWN}


class RulesPage(QWidget):
    """What holds now, a form with an example, and what was set before."""

    page_asked = Signal(str)

    def __init__(self, presenter: TermsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("rules_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._view: TermsView | None = None
        self._touched = False
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Taxes, service, rounding"))
        self._advice.setText(
            tr("Most booths charge no tax: only a PKP charges PPN. Leave the rows empty then.")
        )
        for form in self.taxes:
            form.retranslate(tr)
        self.service.retranslate(tr("Service charge in %"), tr("Empty: none"))
        self._step_name.setText(tr("Round cash to"))
        steps = {"1": tr("Not at all")} | {str(step): str(step) for step in ROUNDING_STEPS[1:]}
        self.step.retranslate(steps)
        self.mode.retranslate({"nearest": tr("Nearest"), "down": tr("Always down")})
        usual = tr("Empty: {most}, as Bank Indonesia has it").format(most=format_rupiah(LIMIT))
        self.qris_limit.retranslate(tr("Most for one QRIS payment"), usual)
        self._from_name.setText(tr("Holds from"))
        self.start.retranslate(
            {"today": tr("Today"), "tomorrow": tr("Tomorrow"), "day": tr("Another day")}
        )
        self.day.retranslate(tr("Day"), "21/11/2026")
        self.save_button.retranslate(tr("Save"))
        self.back_button.retranslate(tr("Back"))
        self._past_title.setText(tr("What was set"))
        self.notice.retranslate(tr)
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.notice, self.save_button, self.back_button):
            part.restyle(look)

    def enter(self) -> None:
        """Read what holds; the first field is ready."""
        self._touched = False
        self.notice.hide()
        self._presenter.load()
        self.taxes[0].name.field.setFocus()

    def _make_parts(self, look: Look) -> None:
        self._title = label("title", "rules_title")
        self._advice = wrapped("soft", "rules_advice")
        self.notice = NoticePanel("rules_notice", look)
        self.taxes = [TaxForm(number + 1) for number in range(_TAX_ROWS)]
        self.service = FormField("service_rate_field")
        self._step_name = label("strong", "rounding_name")
        self.step = ChoiceChips("rounding", tuple(map(str, ROUNDING_STEPS)))
        self.mode = ChoiceChips("rounding_mode", tuple(_MODES))
        self.qris_limit = FormField("qris_limit_field")
        self._example = wrapped("strong", "rules_example")
        self._from_name = label("strong", "rules_from_name")
        self.start = ChoiceChips("rules_from", ("today", "tomorrow", "day"))
        self.day = FormField("rules_day_field")
        self.save_button = KeyButton("save_rules_button", role="primary", icon="check")
        self.back_button = KeyButton("rules_back_button", "Esc")
        self._past_title = label("title", "rules_past_title")
        self._past = wrapped("soft", "rules_past")

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("rules_card")
        for part in (self._title, self._advice, *self.taxes):
            card.column.addWidget(part)
        narrow = QHBoxLayout()
        narrow.addWidget(self.service, 1)
        narrow.addWidget(self.qris_limit, 2)
        card.column.addLayout(narrow)
        rounding = QGridLayout()
        rounding.addWidget(self._step_name, 0, 0)
        rounding.addWidget(self.step, 1, 0)
        rounding.addWidget(self.mode, 1, 1)
        card.column.addLayout(rounding)
        card.column.addWidget(self._example)
        card.column.addWidget(self._from_name)
        card.column.addWidget(self.start)
        card.column.addWidget(self.day)
        column.addWidget(card)
        past = Card("rules_past_card")
        past.column.addWidget(self._past_title)
        past.column.addWidget(self._past)
        column.addWidget(past)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.save_button)

    def _connect(self) -> None:
        self._presenter.shown.connect(self._on_shown)
        self._presenter.rules_kept.connect(self._on_kept)
        self._presenter.failed.connect(self._on_failed)
        for form in self.taxes:
            form.edited.connect(self._on_edited)
        for field in (self.service, self.qris_limit):
            field.edited.connect(self._on_edited)
        for chips in (self.step, self.mode, self.start):
            chips.chosen.connect(self._on_edited)
        self.save_button.clicked.connect(self._save)
        self.back_button.clicked.connect(self._leave)

    @Slot(object)
    def _on_shown(self, view: TermsView) -> None:
        self._view = view
        if not self._touched:
            self._fill(rules_on(view.today, view.book.rules))
        self._render()

    @Slot(object)
    def _on_kept(self, changed: RulesChanged) -> None:
        self._touched = False
        tr = self._tr
        words = rules_words(changed.rules, tr)
        kept = tr("Holds from {day}: {rules}")
        self.notice.tell(kept.format(day=format_day(changed.valid_from), rules=words), "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.isVisible():
            self.notice.tell(told(error, self._tr), "error")

    def _fill(self, rules: Rules) -> None:
        for place, form in enumerate(self.taxes):
            form.show_tax(rules.taxes[place] if place < len(rules.taxes) else None)
        points = rules.service_points
        self.service.field.setText(format_percent(points).rstrip("%") if points else "")
        limit = rules.qris_limit
        self.qris_limit.field.setText(format_rupiah(limit) if limit else "")
        self.step.choose(str(rules.cash_rounding.step))
        down = rules.cash_rounding.mode is Rounding.DOWN
        self.mode.choose("down" if down else "nearest")

    @Slot()
    def _on_edited(self) -> None:
        self._touched = True
        self._render()

    def _rules(self) -> Rules:
        """What the form says; raises LapakError as `rules.checked` and what reads its fields do."""
        typed, limit = self.service.text().strip(), self.qris_limit.text().strip()
        taxes = [form.tax() for form in self.taxes]
        return checked_rules(
            Rules(
                tuple(tax for tax in taxes if tax is not None),
                parse_percent(typed) if typed else 0,
                cash_rounding=CashRounding(int(self.step.value()), _MODES[self.mode.value()]),
                qris_limit=parse_rupiah(limit) if limit else UNSET,
            )
        )

    def _valid_from(self, view: TermsView) -> date:
        if self.start.value() == "day":
            return parse_day(self.day.text(), view.today)
        return view.today + timedelta(days=self.start.value() == "tomorrow")

    @Slot()
    def _save(self) -> None:
        if self._view is None:
            return
        try:
            self._presenter.keep_rules(self._valid_from(self._view), self._rules())
        except LapakError as error:
            self.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _leave(self) -> None:
        self.page_asked.emit(BACK)

    def _render(self) -> None:
        tr = self._tr
        self.day.setVisible(self.start.value() == "day")
        self.mode.setVisible(self.step.value() != "1")
        self.save_button.setEnabled(self._view is not None)
        try:
            self._example.setText(example_words(self._rules(), tr))
        except LapakError as error:
            self._example.setText(told(error, tr))
        self._example.setVisible(bool(self._example.text()))
        self._past.setText(self._past_words())

    def _past_words(self) -> str:
        changes = self._view.book.rules if self._view else ()
        if not changes:
            return rules_words(NO_RULES, self._tr)
        latest = sorted(changes, key=lambda change: change.valid_from, reverse=True)
        return "\n".join(
            f"{format_day(one.valid_from)}   {rules_words(one.rules, self._tr)}" for one in latest
        )
