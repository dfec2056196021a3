"""The state of the receipt's design: what is wanted, how it looks on paper, what was stored."""

from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.services.counter import Counter
from pos_app.services.papers import receipt_design
from pos_app.services.papers.letterhead import Letterhead, import_logo, letterhead_of
from pos_app.services.papers.receipt_design import Document, Surroundings
from pos_app.services.papers.views import PaperRow
from pos_app.services.printing.printer import paper_columns
from pos_app.settings import ReceiptDesign, Settings
from ui.background import Background
from ui.presenters.settings import SettingsPresenter

COLUMNS = (32, 42, 48)
"""Of the papers that printers at fairs have."""

_PREVIEW_MS, _STORE_MS = 120, 700


class ReceiptDesignPresenter(QObject):
    """Draws each change soon after it was made, and stores it when somebody pauses.

    The preview is made on the pool: it needs no database, and pictures take their time.
    """

    shown = Signal(object)  # ReceiptDesign, as it is stored
    previewed = Signal(object)  # tuple[PaperRow, ...]
    logo_taken = Signal()
    sample_sent = Signal()
    working_changed = Signal(bool)
    failed = Signal(object)  # Exception

    def __init__(
        self, counter: Counter, background: Background, settings: SettingsPresenter
    ) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._settings = settings
        self._design = self._kept.receipt
        self._columns = COLUMNS[0]
        self._around: Surroundings | None = None
        self._asked = 0
        self._soon = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._soon.timeout.connect(self._preview)
        self._storing = QTimer(self, singleShot=True, interval=_STORE_MS)
        self._storing.timeout.connect(self.store)
        settings.failed.connect(self.failed)

    @property
    def design(self) -> ReceiptDesign:
        """What is wanted now."""
        return self._design

    @property
    def columns(self) -> int:
        """How many letters fit the paper that is shown."""
        return self._columns

    @property
    def prints_logo(self) -> bool:
        """Whether the receipts' printer is set to print one."""
        return self._kept.receipt_printer.logo

    @property
    def has_printer(self) -> bool:
        """Whether there is a printer for a sample."""
        return self._kept.receipt_printer.address != "none"

    def load(self) -> None:
        """Begin with what is stored, on the paper of the receipts' printer."""
        self._design = self._kept.receipt
        self._columns = _nearest(paper_columns(self._kept))
        self.shown.emit(self._design)
        asked = self._counter.till.read(receipt_design.surroundings)
        self._background.watch(asked, self._on_surroundings, self.failed.emit)

    def change(self, **fields: Any) -> None:
        """Want something else; it is shown soon and stored after a pause."""
        self._design = msgspec.structs.replace(self._design, **fields)
        self._soon.start()
        self._storing.start()

    def show_columns(self, columns: int) -> None:
        """Show the receipt on other paper."""
        self._columns = columns
        self._preview()

    def leave(self) -> None:
        """Nobody looks any more: store what is wanted, draw nothing."""
        self._soon.stop()
        self.store()

    @Slot()
    def store(self) -> None:
        """Store what is wanted now."""
        self._storing.stop()
        if self._wanted != self._kept.receipt:
            self._settings.change(receipt=self._wanted)

    def choose_logo(self, picture: Path) -> None:
        """Make a picture the logo."""
        self.working_changed.emit(True)
        target = self._counter.settings_file.logo_file
        taking = self._background.run_blocking(import_logo, picture, target)
        self._background.watch(taking, self._on_logo, self._on_no_logo)

    def remove_logo(self) -> None:
        """Print no logo any more."""
        self.change(logo=False)
        self.store()

    def print_sample(self) -> None:
        """Print what the preview shows on the receipts' printer."""
        if self._around is None:
            return
        self.working_changed.emit(True)
        make = partial(receipt_design.sample_receipt, self._around, self._look)
        self._background.watch(
            self._background.run_blocking(make), self._on_sample, self._on_not_printed
        )

    @property
    def _kept(self) -> Settings:
        return self._counter.settings_file.settings

    @property
    def _look(self) -> Letterhead:
        return letterhead_of(self._wanted, self._kept.language, logo=self.prints_logo)

    @property
    def _wanted(self) -> ReceiptDesign:
        """What is wanted as it would be stored."""
        wanted = msgspec.structs.replace(self._kept, receipt=self._design)
        return self._counter.settings_file.as_kept(wanted).receipt

    def _on_surroundings(self, around: Surroundings) -> None:
        self._around = around
        self._preview()

    @Slot()
    def _preview(self) -> None:
        if self._around is None:
            return
        self._asked += 1
        made = self._background.run_blocking(
            receipt_design.design_preview, self._around, self._look, self._columns
        )
        self._background.watch(made, partial(self._on_preview, self._asked), self.failed.emit)

    def _on_preview(self, asked: int, rows: tuple[PaperRow, ...]) -> None:
        """What was asked for before something else is not shown any more."""
        if asked == self._asked:
            self.previewed.emit(rows)

    def _on_logo(self, _nothing: None) -> None:
        self.working_changed.emit(False)
        self.change(logo=True)
        self.store()
        self.logo_taken.emit()

    def _on_no_logo(self, error: Exception) -> None:
        self.working_changed.emit(False)
        self.failed.emit(error)

    def _on_sample(self, document: Document) -> None:
        printing = self._counter.spooler.print_once(document)
        self._background.watch(printing, self._on_printed, self._on_not_printed)

    def _on_printed(self, _nothing: None) -> None:
        self.working_changed.emit(False)
        self.sample_sent.emit()

    def _on_not_printed(self, error: Exception) -> None:
        self.working_changed.emit(False)
        self.failed.emit(error)


def _nearest(columns: int) -> int:
    """The shown paper that is most like one with so many columns."""
    return min(COLUMNS, key=lambda one: abs(one - columns))
