"""Every printer that is set: its name, its connection, what it prints and how it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.printing.printer_addresses import connection_of
from resources.translations import Catalog
from ui.chips import printer_words
from ui.pages.printing.printer_words import connection_name, printer_name, roles_said
from ui.presenters.printers import PrinterLine
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label


class PrinterList(QWidget):
    """One large row a printer; without one, what a printer would be good for."""

    chosen = Signal(str)  # a printer's id

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._lines: tuple[PrinterLine, ...] = ()
        self.notice = NoticePanel("printers_notice", look)
        self._title = label("title", "printers_title")
        self._advice = wrapped("soft", "printers_advice")
        self.rows = ChoiceList("printers", look)
        self._none_icon = label("soft", "printers_none_icon")
        self._none_title = label("title", "printers_none_title")
        self._none_text = wrapped("soft", "printers_none_text")
        self.find_button = KeyButton("find_printers_button", role="primary", icon="search")
        self.back_button = KeyButton("printers_back_button", "Esc")
        self.rows.chosen.connect(self.chosen)
        self._lay_out()

    def show_lines(self, lines: tuple[PrinterLine, ...]) -> None:
        """Show the printers as they are now."""
        self._lines = lines
        tr = self._tr
        self.rows.show_choices([self._row(line) for line in lines])
        self._card.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self.find_button.retranslate(tr("Add a printer") if lines else tr("Find printers"))

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.notice.retranslate(tr)
        self._title.setText(tr("Printers"))
        self._advice.setText(tr("Tap a printer to change it, to test it, or to remove it."))
        self._none_title.setText(tr("No printer yet"))
        self._none_text.setText(
            tr(
                "Selling works without one: receipts are on the screen and can be saved as PDF. "
                "Switch your printer on, connect it, then let Lapak look for it."
            )
        )
        self.back_button.retranslate(tr("Back"))
        self.show_lines(self._lines)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.notice, self.rows, self.find_button, self.back_button):
            part.restyle(look)
        self._none_icon.setPixmap(look.pixmap("printer", "ink_soft", 56))

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        self._card = Card("printers_card")
        for part in (self._title, self._advice, self.rows):
            self._card.column.addWidget(part)
        column.addWidget(self._card)
        self._none = self._empty_card()
        column.addWidget(self._none)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.find_button)

    def _empty_card(self) -> Card:
        card = Card("printers_none_card")
        row = QHBoxLayout()
        row.setSpacing(20)
        words = QVBoxLayout()
        words.addWidget(self._none_title)
        words.addWidget(self._none_text)
        row.addWidget(self._none_icon)
        row.addLayout(words, 1)
        card.column.addLayout(row)
        return card

    def _row(self, line: PrinterLine) -> Choice:
        tr, setup = self._tr, line.setup
        follows = (
            connection_name(connection_of(setup.address), tr),
            roles_said(setup.roles, tr),
            printer_words(line.state, tr).text,
        )
        return Choice(setup.id, "printer", printer_name(setup), " · ".join(follows))
