"""Language, theme, printers and the booth; each takes effect as soon as it is changed."""

from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.settings import BELOW_ZERO, Settings
from resources.translations import Catalog
from ui.pages.machine.look_card import LookCard
from ui.pages.printing.printer_card import PrinterCard
from ui.pages.settings_links import SettingsLinks
from ui.pages.told import told
from ui.presenters.printers import PrintersPresenter
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look
from ui.widgets.cards import Card, reading_page
from ui.widgets.named_choice import NamedChoice
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label


class SettingsRow(Protocol):
    """A row that stores what it shows by itself."""

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""

    def restyle(self, look: Look) -> None:
        """Take another theme."""

    def enter(self) -> None:
        """Read what holds now."""


class SettingsPage(QWidget):
    """A card for what one sees, one for the printers, one with the pages behind."""

    page_asked = Signal(str)

    def __init__(
        self, presenter: SettingsPresenter, printers: PrintersPresenter, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("settings_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self.printers = PrinterCard(printers, look)
        self._rows: list[SettingsRow] = [self.printers]
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)
        self._show(presenter.settings)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.looks.retranslate(tr)
        self._booth_title.setText(tr("The booth"))
        self.links.retranslate(tr)
        self.below_zero.retranslate(
            tr("More than in stock"),
            {"allow": tr("Sell"), "warn": tr("Warn and sell"), "refuse": tr("Refuse")},
        )
        self.notice.retranslate(tr)
        for row in self._rows:
            row.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.looks, self.below_zero):
            part.restyle(look)
        self.notice.restyle(look)
        self.links.restyle(look)
        for row in self._rows:
            row.restyle(look)

    def add_to_booth(self, row: SettingsRow) -> None:
        """Put a row with a presenter of its own among what holds for the booth."""
        assert isinstance(row, QWidget)
        self._rows.append(row)
        row.retranslate(self._tr)
        self._booth.insertWidget(self._booth.count() - 1, row)

    def enter(self) -> None:
        """Show what is set now."""
        for row in self._rows:
            row.enter()
        self.notice.hide()
        self._show(self._presenter.settings)
        self.looks.enter()

    def _make_parts(self, look: Look) -> None:
        self._booth_title = label("title", "settings_booth_title")
        self.links = SettingsLinks(look)
        self.looks = LookCard()
        self.below_zero = NamedChoice("below_zero", BELOW_ZERO)
        self.notice = NoticePanel("settings_notice", look)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        column.addWidget(self.looks)
        column.addWidget(self.printers)
        booth = Card("settings_booth_card")
        booth.column.addWidget(self._booth_title)
        booth.column.addWidget(self.below_zero)
        booth.column.addWidget(self.links)
        self._booth = booth.column
        column.addWidget(booth)
        column.addStretch(1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.changed.connect(self._show)
        self.links.chosen.connect(self.page_asked)
        self.printers.page_asked.connect(self.page_asked)
        presenter.failed.connect(self._on_failed)
        self.looks.changed.connect(self._on_look)
        self.below_zero.chosen.connect(self._on_below_zero)

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        self.looks.show_settings(settings)
        self.below_zero.choose(settings.below_zero)

    @Slot(object)
    def _on_look(self, fields: dict[str, str | int]) -> None:
        self._presenter.change(**fields)

    @Slot(str)
    def _on_below_zero(self, rule: str) -> None:
        self._presenter.change(below_zero=rule)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(told(error, self._tr), "error")
