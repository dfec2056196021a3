"""The paper of what is open in the history: seen, printed again, saved."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.domain.pdf_form import PdfForm
from pos_app.services.counter import Counter
from pos_app.services.history import Opened
from pos_app.services.papers import receipts
from pos_app.services.papers.letterhead import Letterhead, screen_letterhead
from pos_app.services.papers.views import PaperRow
from pos_app.services.printing import print_queue
from pos_app.services.printing.printer import paper_columns
from pos_app.services.printing.printer_state import PrintJob
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite
from ui.presenters.paper_file import PaperFile
from ui.widgets.settling import Settling


class HistoryPaper(QObject):
    """A copy is recorded by `recording`, which also tells that it failed."""

    previewed = Signal(object)  # tuple[PaperRow, ...]
    became = Signal(object)  # PrintJob | None: the newest one of this paper
    copy_queued = Signal()
    pdf_saved = Signal(object)  # Path
    failed = Signal(object)  # Exception
    printer_told = Signal(object)  # PrinterState: a paper may have become something else

    def __init__(
        self,
        counter: Counter,
        background: Background,
        guarded: Guarded,
        recording: OneWrite,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._counter = counter
        self._till = counter.till
        self._background = background
        self._guarded = guarded
        self._recording = recording
        self._copying = Settling(clock)
        self._file = PaperFile(counter, background, "pdf_form")
        self._tr = Catalog("en")
        self._opened: Opened | None = None
        counter.spooler.subscribe(self.printer_told.emit)

    @property
    def can_print(self) -> bool:
        """Whether a printer is set."""
        return self._counter.spooler.state.state != "none"

    def use_language(self, tr: Catalog) -> None:
        """Show the paper in another language."""
        self._tr = tr
        self._preview()

    def show(self, opened: Opened) -> None:
        """Show the paper of what was opened."""
        self._opened = opened
        self._preview()
        self.became.emit(None)
        self.ask_what_became()

    def reprint(self) -> None:
        """Queue a copy; the second press of a double one does not."""
        opened = self._opened
        if opened is None or opened.slip is None or self._recording.busy:
            return
        if self._copying.is_over:
            self._copying.begin()
            self._recording.run(
                receipts.reprint, opened.subject, opened.slip, done=self._on_copy_queued
            )

    @property
    def last_form(self) -> PdfForm:
        """The form in which a PDF was saved last."""
        return self._file.last_form

    def save_pdf(self, path: Path, form: PdfForm | None = None, buyer: str = "") -> None:
        """Write it into a PDF file; the journal notes who did."""
        opened = self._opened
        if opened is None or opened.slip is None:
            return
        subject, slip = opened.subject, opened.slip

        def noted(saved_as: Path) -> None:
            by = self._guarded.by
            noting = self._till.write(receipts.note_file, subject, slip, by=by)
            self._background.watch(noting)
            self.pdf_saved.emit(saved_as)

        self._file.save(
            *(slip, subject, path, self._look),
            form=form,
            buyer=buyer,
            done=noted,
            failed=self.failed.emit,
        )

    @property
    def _columns(self) -> int:
        """How many letters fit the paper that is set."""
        return paper_columns(self._counter.settings_file.settings)

    @property
    def _look(self) -> Letterhead:
        """What papers look like that are shown or saved here."""
        return screen_letterhead(self._counter.settings_file.settings, self._tr)

    def _preview(self) -> None:
        opened = self._opened
        if opened is None:
            return

        def previewed(rows: tuple[PaperRow, ...]) -> None:
            if opened is self._opened:
                self.previewed.emit(rows)

        columns, look = self._columns, self._look
        if opened.slip is not None:
            made = self._till.read(
                receipts.slip_preview, opened.slip, opened.subject, columns, look
            )
        elif opened.original is not None:
            made = self._till.read(receipts.other_preview, opened.original, columns, look)
        else:
            return
        self._background.watch(made, previewed, self.failed.emit)

    def ask_what_became(self) -> None:
        """Ask what the printer made of the paper that is open; `became` tells it."""
        opened = self._opened
        if opened is None or opened.slip is None:
            return

        def found(job: PrintJob | None) -> None:
            if opened is self._opened:
                self.became.emit(job)

        asked = self._till.read(print_queue.latest_job, opened.slip, opened.subject)
        self._background.watch(asked, found, self.failed.emit)

    def _on_copy_queued(self, _job: object) -> None:
        self._counter.spooler.wake()
        self.ask_what_became()
        self.copy_queued.emit()
