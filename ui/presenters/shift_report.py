"""X and Z reports as paper on the screen: shown, printed, saved; and the shifts of the past."""

from concurrent.futures import Future
from enum import StrEnum
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.services import shifts
from pos_app.services.counter import Counter
from pos_app.services.papers import shift_slips
from pos_app.services.papers.letterhead import Letterhead, screen_letterhead
from pos_app.services.papers.shift_slips import XReport
from pos_app.services.papers.views import PaperRow
from pos_app.services.printing.printer import paper_columns
from pos_app.services.shifts import PastShift
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.saved_file import save_made

_MOST_PAST = 200


class Whence(StrEnum):
    """Where a report was asked from, which decides what follows it."""

    RUNNING = "running"
    CLOSED = "closed"
    PAST = "past"


class ShownReport(msgspec.Struct, frozen=True):
    """The report on the page: an X as it was asked for, or a shift's Z with its number."""

    whence: Whence
    x: XReport | None = None
    shift_id: str = ""
    number: str = ""


class ShiftReportPresenter(QObject):
    """Shows one report at a time."""

    shown = Signal(object)  # ShownReport
    previewed = Signal(object)  # tuple[PaperRow, ...]
    past_shown = Signal(object)  # tuple[PastShift, ...]
    queued = Signal()
    pdf_saved = Signal(object)  # Path
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._tr = Catalog("en")
        self._report: ShownReport | None = None
        self._busy = False

    @property
    def report(self) -> ShownReport | None:
        """The report on the page."""
        return self._report

    @property
    def prints(self) -> bool:
        """Whether a printer is set."""
        return self._counter.spooler.state.state != "none"

    @property
    def columns(self) -> int:
        """How many letters fit the paper that is set."""
        return paper_columns(self._counter.settings_file.settings)

    def use_language(self, tr: Catalog) -> None:
        """Show the report in another language."""
        self._tr = tr
        self._preview()

    def show_x(self) -> None:
        """Ask how the open shift stands; that may need somebody's word."""
        if not self._busy:
            self._busy = True
            self._guarded.write(shift_slips.x_report, done=self._on_x, failed=self._on_failed)

    def show_z(self, shift_id: str, whence: Whence) -> None:
        """Show how a shift ended."""

        def numbered(number: str) -> None:
            self._show(ShownReport(whence, shift_id=shift_id, number=number))

        future = self._counter.till.read(shift_slips.z_number, shift_id)
        self._background.watch(future, numbered, self.failed.emit)

    def load_past(self) -> None:
        """Read the shifts that were closed here."""
        future = self._counter.till.read(shifts.past_shifts, _MOST_PAST)
        self._background.watch(future, self._on_past, self.failed.emit)

    def print_paper(self) -> None:
        """Queue the report, a Z as a copy; a second press meanwhile does nothing."""
        report, till = self._report, self._counter.till
        if report is None or self._busy:
            return
        self._busy = True
        future = (
            till.write(shift_slips.print_x, report.x)
            if report.x is not None
            else till.write(shift_slips.reprint_z, report.shift_id)
        )
        self._background.watch(future, self._on_queued, self._on_failed)

    def save_pdf(self, path: Path) -> None:
        """Write the report into a PDF file."""
        if self._report is not None:
            made = self._pdf(self._report)
            save_made(self._background, made, path, self.pdf_saved.emit, self.failed.emit)

    @property
    def _look(self) -> Letterhead:
        """What papers look like that are shown or saved here."""
        return screen_letterhead(self._counter.settings_file.settings, self._tr)

    def _pdf(self, report: ShownReport) -> "Future[bytes]":
        till, columns = self._counter.till, self.columns
        if report.x is not None:
            return till.read(shift_slips.x_pdf, report.x, columns, self._look)
        return till.read(shift_slips.z_pdf, report.shift_id, columns, self._look, till.install)

    def _rows(self, report: ShownReport) -> "Future[tuple[PaperRow, ...]]":
        till, columns = self._counter.till, self.columns
        if report.x is not None:
            return till.read(shift_slips.x_preview, report.x, columns, self._look)
        return till.read(shift_slips.z_preview, report.shift_id, columns, self._look, till.install)

    def _preview(self) -> None:
        if self._report is not None:
            rows = self._rows(self._report)
            self._background.watch(rows, self.previewed.emit, self.failed.emit)

    def _show(self, report: ShownReport) -> None:
        self._report = report
        self.shown.emit(report)
        self._preview()

    def _on_x(self, asked: XReport) -> None:
        self._busy = False
        self._show(ShownReport(Whence.RUNNING, x=asked))

    def _on_past(self, past: tuple[PastShift, ...]) -> None:
        self.past_shown.emit(past)

    def _on_queued(self, _job: object) -> None:
        self._busy = False
        self._counter.spooler.wake()
        self.queued.emit()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
