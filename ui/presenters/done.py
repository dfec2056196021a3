"""The state after a sale: its receipt on screen, what the printer made of it, and copies."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.domain.pdf_form import PdfForm
from pos_app.domain.sale import Sale
from pos_app.domain.slips import Slip
from pos_app.services.checkout import Completed
from pos_app.services.counter import Counter
from pos_app.services.papers import receipts
from pos_app.services.papers.letterhead import Letterhead, screen_letterhead
from pos_app.services.printing.printer import paper_columns
from pos_app.services.printing.printer_state import PrinterState, Shown
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.paper_file import PaperFile
from ui.widgets.settling import Settling

_CALM = {Shown.READY, Shown.UNKNOWN, Shown.PAPER_NEAR_END, Shown.OFFERED}


class DonePresenter(QObject):
    """Shows one completed sale until the next one starts."""

    sale_shown = Signal(object)  # Sale
    previewed = Signal(object)  # tuple[str, ...]
    printer_changed = Signal(object)  # PrinterState
    copy_queued = Signal()
    pdf_saved = Signal(object)  # Path
    failed = Signal(object)  # Exception
    next_sale = Signal()
    _printer_told = Signal(object)

    def __init__(
        self,
        counter: Counter,
        background: Background,
        guarded: Guarded | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded or Guarded(counter.till, background)
        self._copying = Settling(clock)
        self._file = PaperFile(counter, background, "pdf_form")
        self._sale: Sale | None = None
        self._handed_back = 0
        self._tr = Catalog("en")
        self._heard = False
        self._printer_told.connect(self._on_printer)
        counter.spooler.subscribe(self._printer_told.emit)

    @property
    def sale(self) -> Sale | None:
        """The sale on the page; None before the first."""
        return self._sale

    @property
    def handed_back(self) -> int:
        """What the buyer gets because goods brought back were worth more."""
        return self._handed_back

    @property
    def printer(self) -> PrinterState:
        """What the printer is known to do with this receipt.

        A receipt counts as being printed until the spooler says something after the sale. What
        another printer has trouble with is none of this receipt's.
        """
        state = self._receipt_printer
        calm = state.state in _CALM
        return PrinterState(Shown.PRINTING, 1) if calm and not self._heard else state

    @property
    def concerns_this_sale(self) -> bool:
        """Whether the job that the printer has trouble with is this sale's."""
        job = self._receipt_printer.job
        return job is None or self._sale is None or job.subject == self._sale.id

    @property
    def _receipt_printer(self) -> PrinterState:
        spooler = self._counter.spooler
        wanted = self._counter.settings_file.settings.receipt_printer.id
        of_receipts = (one for one in spooler.printers if one.printer == wanted)
        return next(of_receipts, spooler.state)

    @property
    def columns(self) -> int:
        """How many letters fit the paper that is set."""
        return paper_columns(self._counter.settings_file.settings)

    def use_language(self, tr: Catalog) -> None:
        """Show the receipt in another language."""
        self._tr = tr
        self._preview()

    def show(self, completed: Completed) -> None:
        """Show a sale that was just completed."""
        self._sale, self._handed_back = completed.sale, completed.handed_back
        self._heard = False
        self.sale_shown.emit(completed.sale)
        self.printer_changed.emit(self.printer)
        self._preview()

    def reprint(self) -> None:
        """Queue a copy of the receipt, marked as one; the second press of a double one does not.

        The journal notes who asked for it.
        """
        if self._sale is not None and self._copying.is_over:
            self._copying.begin()
            by = self._guarded.by
            future = self._counter.till.write(receipts.reprint, self._sale.id, by=by)
            self._background.watch(future, self._on_copy_queued, self.failed.emit)

    @property
    def last_form(self) -> PdfForm:
        """The form in which a PDF was saved last."""
        return self._file.last_form

    def save_pdf(self, path: Path, form: PdfForm | None = None, buyer: str = "") -> None:
        """Write the receipt into a PDF file; the journal notes who did."""
        if self._sale is None:
            return

        def noted(saved_as: Path) -> None:
            noting = self._counter.till.write(receipts.note_file, sale_id, by=self._guarded.by)
            self._background.watch(noting)
            self.pdf_saved.emit(saved_as)

        sale_id = self._sale.id
        self._file.save(
            *(Slip.SALE, sale_id, path, self._look),
            form=form,
            buyer=buyer,
            done=noted,
            failed=self.failed.emit,
        )

    def retry(self) -> None:
        """Try the job again that failed."""
        job = self.printer.job
        if job is not None:
            self._counter.spooler.retry(job.id)

    def answer(self, *, came_out: bool) -> None:
        """Say whether a receipt came out that the printer is not sure about."""
        job = self.printer.job
        if job is not None:
            self._counter.spooler.answer(job.id, came_out=came_out)

    def start_next(self) -> None:
        """Leave this sale for the next."""
        self.next_sale.emit()

    @property
    def _look(self) -> Letterhead:
        """What papers look like that are shown or saved here."""
        return screen_letterhead(self._counter.settings_file.settings, self._tr)

    def _on_printer(self, _state: PrinterState) -> None:
        self._heard = True
        self.printer_changed.emit(self.printer)

    def _preview(self) -> None:
        if self._sale is not None:
            future = self._counter.till.read(
                receipts.receipt_preview, self._sale.id, self.columns, self._look, copy=False
            )
            self._background.watch(future, self.previewed.emit, self.failed.emit)

    def _on_copy_queued(self, _job: object) -> None:
        self._counter.spooler.wake()
        self.copy_queued.emit()
