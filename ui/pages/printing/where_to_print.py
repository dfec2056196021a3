"""On which other printer something is to be printed; asked only where there are several."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.tone_panel import TonePanel


class Place(NamedTuple):
    """A printer that could take something over."""

    printer: str
    name: str


class WhereToPrint(TonePanel):
    """`chosen` carries the jobs' ids and the printer's; with one printer nothing is asked."""

    chosen = Signal(object, str)
    asking = Signal()  # or no more

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("where_to_print", parent)
        self._look = look
        self._job_ids: tuple[str, ...] = ()
        self._buttons: dict[KeyButton, str] = {}
        self._question = self.toned(wrapped("soft", "where_question"))
        self.cancel_button = KeyButton("where_cancel_button", role="quiet")
        self.cancel_button.clicked.connect(self.leave)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 8, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self._question, 1)
        self._row.addWidget(self.cancel_button)
        self.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._question.setText(tr("On which printer?"))
        self.cancel_button.retranslate(tr("Leave it"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for button in (*self._buttons, self.cancel_button):
            button.restyle(look)

    def ask(self, job_ids: Sequence[str], places: Sequence[Place]) -> None:
        """Ask where to print; answered at once where there is one place only."""
        self._job_ids = tuple(job_ids)
        if len(places) == 1:
            self._choose(places[0].printer)
            return
        self._show_places(places)
        self.show()
        self.asking.emit()
        next(iter(self._buttons)).setFocus()

    def leave(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.hide()
            self.asking.emit()

    def _show_places(self, places: Sequence[Place]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for number, place in enumerate(places):
            button = KeyButton(f"where_{number}_button")
            button.retranslate(place.name)
            button.restyle(self._look)
            button.clicked.connect(self._on_clicked)
            self._buttons[button] = place.printer
            self._row.insertWidget(1 + number, button)

    def _on_clicked(self) -> None:
        for button, printer in self._buttons.items():
            if button is self.sender():
                self._choose(printer)

    def _choose(self, printer: str) -> None:
        self.leave()
        self.chosen.emit(self._job_ids, printer)
