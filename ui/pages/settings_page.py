"""Language, theme, printer and paper; each takes effect as soon as it is changed."""

from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.settings import BELOW_ZERO, PAPERS, Settings
from resources.translations import Catalog
from ui.pages.look_card import LookCard
from ui.pages.printer_test_button import PrinterTestButton
from ui.pages.settings_links import SettingsLinks
from ui.pages.told import told
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look
from ui.widgets.cards import Card, reading_page, wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.named_choice import NamedChoice
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_SCHEMES = {"lan": "tcp://", "file": "file://"}


class SettingsRow(Protocol):
    """A row that stores what it shows by itself."""

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""

    def restyle(self, look: Look) -> None:
        """Take another theme."""

    def enter(self) -> None:
        """Read what holds now."""


class SettingsPage(QWidget):
    """A card for what one sees, one for the printer, one with the pages behind."""

    page_asked = Signal(str)

    def __init__(self, presenter: SettingsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("settings_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._rows: list[SettingsRow] = []
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)
        self._show(presenter.settings)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.looks.retranslate(tr)
        self._printer_title.setText(tr("Receipt printer"))
        self._booth_title.setText(tr("The booth"))
        self.links.retranslate(tr)
        self.below_zero.retranslate(
            tr("More than in stock"),
            {"allow": tr("Sell"), "warn": tr("Warn and sell"), "refuse": tr("Refuse")},
        )
        self.printers.retranslate(
            tr("Connection"),
            {"none": tr("No printer"), "lan": tr("Network (LAN)"), "file": tr("Device file")},
        )
        papers = {"58": "58 mm", "80": "80 mm", "80-42": "80 mm (42)"}
        self.papers.retranslate(tr("Paper width"), papers)
        self.save_button.retranslate(tr("Save address"))
        self.test_button.translate(tr)
        self.notice.retranslate(tr)
        self._say_address()
        for row in self._rows:
            row.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.looks, self.below_zero, self.printers, self.papers):
            part.restyle(look)
        self.test_button.restyle(look)
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
        self._printer_title = label("title", "settings_printer_title")
        self._booth_title = label("title", "settings_booth_title")
        self.links = SettingsLinks(look)
        self.looks = LookCard()
        self.below_zero = NamedChoice("below_zero", BELOW_ZERO)
        self.printers = NamedChoice("printer", ("none", "lan", "file"))
        self.papers = NamedChoice("paper", PAPERS)
        self.address = FormField("printer_address_field")
        self.save_button = KeyButton("save_address_button")
        self.notice = NoticePanel("settings_notice", look)
        self.test_button = PrinterTestButton("test_print_button", self._presenter.test, self.notice)
        self._hint = wrapped("soft", "settings_printer_hint")

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        column.addWidget(self.looks)
        printer = Card("settings_printer_card")
        printer.column.addWidget(self._printer_title)
        printer.column.addWidget(self.printers)
        self._address_row = QWidget()
        row = QHBoxLayout(self._address_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        saving = QVBoxLayout()
        saving.setSpacing(4)
        saving.addWidget(QLabel())
        saving.addWidget(self.save_button)
        saving.addStretch(1)
        row.addLayout(saving)
        printer.column.addWidget(self._address_row)
        printer.column.addWidget(self.papers)
        printer.column.addWidget(self.test_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(printer)
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
        presenter.failed.connect(self._on_failed)
        self.looks.changed.connect(self._on_look)
        self.below_zero.chosen.connect(self._on_below_zero)
        self.papers.chosen.connect(self._on_paper)
        self.printers.chosen.connect(self._on_printer)
        self.save_button.clicked.connect(self._save_address)
        self.address.submitted.connect(self._save_address)

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        self.looks.show_settings(settings)
        self.below_zero.choose(settings.below_zero)
        printer = settings.receipt_printer
        self.papers.choose(printer.paper)
        kind = kind_of(printer.address)
        self.printers.choose(kind)
        if not self.address.field.hasFocus() and not self.address.error():
            shown = printer.address.removeprefix(_SCHEMES.get(kind, "none"))
            self.address.field.setText(shown)
        self._say_address()

    def _say_address(self) -> None:
        tr, kind = self._tr, self.printers.value()
        self._address_row.setVisible(kind != "none")
        self.test_button.setVisible(kind != "none")
        if kind == "file":
            self.address.retranslate(tr("Device file"), tr("For example /dev/usb/lp0"))
        else:
            self.address.retranslate(
                tr("Printer's address"), tr("For example 192.168.1.50 (port 9100 is usual)")
            )

    @Slot(object)
    def _on_look(self, fields: dict[str, str | int]) -> None:
        self._presenter.change(**fields)

    @Slot(str)
    def _on_below_zero(self, rule: str) -> None:
        self._presenter.change(below_zero=rule)

    @Slot(str)
    def _on_paper(self, paper: str) -> None:
        self._presenter.change_printer(paper=paper)

    @Slot(str)
    def _on_printer(self, kind: str) -> None:
        self.address.show_error("")
        self.address.field.clear()
        self._say_address()
        if kind == "none":
            self._presenter.change_printer(address="none")
        else:
            self.address.field.setFocus()

    @Slot()
    def _save_address(self) -> None:
        typed = self.address.text().strip()
        if not typed:
            self.address.show_error(self._tr("Please type the printer's address."))
            return
        scheme = _SCHEMES[self.printers.value()]
        address = typed if "://" in typed else f"{scheme}{typed}"
        self._presenter.change_printer(address=address)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "printer_address_not_understood":
            self.address.show_error(told(error, self._tr))
        else:
            self.notice.tell(told(error, self._tr), "error")


def kind_of(address: str) -> str:
    """How a printer is connected: `none`, `lan` or `file`."""
    return next((kind for kind, scheme in _SCHEMES.items() if address.startswith(scheme)), "none")
