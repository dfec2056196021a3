"""Which of several printers is looked at; each says how it is."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from resources.translations import Catalog
from ui.chips import printer_words
from ui.presenters.printer import PrinterQueue
from ui.theme import Look
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.status_chip import ICON_COLORS

_COLUMNS = 3


class PrinterTabs(QWidget):
    """`chosen` carries a printer's id; hidden where there is one printer only."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tr = Catalog("en")
        self._printers: tuple[PrinterQueue, ...] = ()
        self._tabs: dict[str, ChoiceButton] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Say it in another language."""
        self._tr = tr
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for tab in self._tabs.values():
            tab.restyle(look)

    def show_printers(self, printers: Sequence[PrinterQueue], chosen: str) -> None:
        """Show these, one of them chosen."""
        self._printers = tuple(printers)
        ids = [one.setup.id for one in printers]
        if ids != list(self._tabs):
            self._make_tabs(ids)
        self.setVisible(len(ids) > 1)
        self._say()
        if chosen in self._tabs:
            self._tabs[chosen].setChecked(True)

    def minimumSizeHint(self) -> QSize:
        """As high as the tabs want to be: the least height that a style sheet gives cuts words."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _make_tabs(self, ids: list[str]) -> None:
        for tab in self._tabs.values():
            self._group.removeButton(tab)
            self._grid.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = {}
        for place, printer in enumerate(ids):
            tab = ChoiceButton(f"printer_{printer}_tab", "printer", self._look)
            tab.setCheckable(True)
            self._group.addButton(tab)
            self._grid.addWidget(tab, place // _COLUMNS, place % _COLUMNS)
            self._tabs[printer] = tab

    def _say(self) -> None:
        for one in self._printers:
            unnamed = msgspec.structs.replace(one.state, name="")  # the name stands above
            words = printer_words(unnamed, self._tr)
            tab = self._tabs[one.setup.id]
            tab.tell(one.name or self._tr("No printer"), words.text)
            tab.show_icon(words.icon, ICON_COLORS[words.kind], self._look)

    def _on_clicked(self, button: ChoiceButton) -> None:
        for printer, tab in self._tabs.items():
            if tab is button:
                self.chosen.emit(printer)
