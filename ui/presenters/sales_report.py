"""The state of the reports page: which report is shown, and whether somebody may see it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.domain.permission import Action
from pos_app.domain.sales_report import Asked, Reach
from pos_app.services import sales_reports
from pos_app.services.counter import Counter
from pos_app.services.papers import report_papers
from pos_app.services.sales_reports import Overview
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.saved_file import save_made, saved


class SalesReportPresenter(QObject):
    """Reads one report at a time, aside from the till's own work; an approval is for one visit."""

    shown = Signal(object)  # Overview
    reading = Signal()
    refused = Signal(object)  # Exception: nobody let them see it
    saving_changed = Signal(bool)
    saved = Signal(object)  # Path
    not_saved = Signal(object)  # Exception
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._till = counter.till
        self._background = background
        self._guarded = guarded
        self._asked = Asked()
        self._overview: Overview | None = None
        self._tr = Catalog("en")
        self._turn = 0
        self._allowed = False
        self._saving = False

    @property
    def asked(self) -> Asked:
        """Which report is wanted."""
        return self._asked

    @property
    def overview(self) -> Overview | None:
        """The report that is shown."""
        return self._overview

    def use_language(self, tr: Catalog) -> None:
        """Save files in another language."""
        self._tr = tr

    def begin(self) -> None:
        """Somebody came to the page: ask whether they may, then read.

        The last report stays for who may see it, until the new one is there.
        """
        self._turn += 1
        self._allowed = False
        if not self._guarded.may(Action.SEE_EXPECTED):
            self._overview = None
        self.reading.emit()
        self._guarded.write(
            sales_reports.open_reports,
            done=self._on_allowed,
            failed=self.refused.emit,
            subject=self._tr("Reports"),
        )

    def choose(self, asked: Asked) -> None:
        """Show another report, to who may see it."""
        self._asked = asked
        if self._allowed:
            self._read()
        else:
            self.begin()

    def save_pdf(self, path: Path) -> None:
        """Write the report that is shown into a PDF file."""
        overview = self._begin_saving()
        if overview is not None:
            saving = self._background.run_blocking(_save_pdf, path, overview, self._tr)
            self._background.watch(saving, self._on_saved, self._on_not_saved)

    def save_workbook(self, path: Path) -> None:
        """Write the same span with all its lines into a workbook."""
        overview = self._begin_saving()
        if overview is not None:
            made = self._till.read_aside(report_papers.report_xlsx, overview, self._tr)
            save_made(self._background, made, path, self._on_saved, self._on_not_saved)

    def _begin_saving(self) -> Overview | None:
        """What is to be saved, unless something is being saved already."""
        if self._saving or self._overview is None:
            return None
        self._set_saving(saving=True)
        return self._overview

    def _on_saved(self, path: Path) -> None:
        self._set_saving(saving=False)
        self.saved.emit(path)

    def _on_not_saved(self, error: Exception) -> None:
        self._set_saving(saving=False)
        self.not_saved.emit(error)

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self.saving_changed.emit(saving)

    def _on_allowed(self, _nothing: object) -> None:
        self._allowed = True
        self._read()

    def _read(self) -> None:
        self._turn += 1
        turn = self._turn

        def shown(overview: Overview) -> None:
            if turn != self._turn:
                return
            if self._asked.reach is Reach.SHIFT and not overview.has_shift:
                self.choose(Asked())  # it was closed since
                return
            self._overview = overview
            self.shown.emit(overview)

        future = self._till.read_aside(sales_reports.sales_report, self._asked)
        self._background.watch(future, shown, self.failed.emit)


def _save_pdf(path: Path, overview: Overview, tr: Catalog) -> Path:
    return saved(path, report_papers.report_pdf(overview, tr))
