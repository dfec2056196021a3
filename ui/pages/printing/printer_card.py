"""The printers among the settings: a row each, and the way to the page where they are set up."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from resources.translations import Catalog
from ui.chips import printer_words
from ui.pages.printing.printer_words import printer_name, roles_said
from ui.pages.settings_links import PRINTERS
from ui.presenters.printers import PrintersPresenter
from ui.theme import Look
from ui.widgets.cards import Card, ValueRow, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class PrinterCard(Card):
    """What each printer is called and prints, and how it is."""

    page_asked = Signal(str)

    def __init__(self, presenter: PrintersPresenter, look: Look) -> None:
        super().__init__("settings_printer_card")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._rows: list[ValueRow] = []
        self._title = label("title", "settings_printer_title")
        self._none = wrapped("soft", "settings_no_printer")
        self.button = KeyButton("settings_printers_button", icon="printer")
        self.column.addWidget(self._title)
        self.column.addWidget(self._none)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.column.addLayout(self._lines)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._on_clicked)
        presenter.changed.connect(self.enter)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Printers"))
        self._none.setText(tr("No printer is set up. Receipts can be saved as PDF."))
        self.enter()

    def restyle(self, look: Look) -> None:
        """Tint the icon."""
        self.button.restyle(look)

    def enter(self) -> None:
        """Show the printers as they are now."""
        tr, lines = self._tr, self._presenter.lines
        for row in self._rows[len(lines) :]:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self._rows[len(lines) :]
        while len(self._rows) < len(lines):
            row = ValueRow(f"settings_printer_{len(self._rows)}", "strong", "strong")
            self._lines.addWidget(row)
            self._rows.append(row)
        for row, line in zip(self._rows, lines, strict=True):
            name = f"{printer_name(line.setup)} · {roles_said(line.setup.roles, tr)}"
            row.tell(name, printer_words(line.state, tr).text)
        self._none.setVisible(not lines)
        words = tr("Printers …") if lines else tr("Set up a printer …")
        self.button.retranslate(words)

    def _on_clicked(self) -> None:
        self.page_asked.emit(PRINTERS)
