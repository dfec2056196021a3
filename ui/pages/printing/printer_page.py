"""The printers in words: how each is, what waits for it, what a person has to decide."""

import time
from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.printing.printer_state import PrintJob, Shown, most_urgent
from resources.translations import Catalog
from ui.pages.printing.job_words import rows_of
from ui.pages.printing.offered_panel import OfferedPanel
from ui.pages.printing.print_words import print_words, question_words
from ui.pages.printing.printer_tabs import PrinterTabs
from ui.pages.printing.printer_test_button import PrinterTestButton
from ui.pages.printing.queue_card import QueueCard
from ui.pages.printing.where_to_print import Place
from ui.presenters.printer import PrinterPresenter, PrinterQueue, movable
from ui.theme import Look
from ui.widgets.cards import GAP
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.print_panel import PrintPanel
from ui.widgets.settling import Settling


class PrinterPage(QWidget):
    """Opened by the printer chip. Begins with the printer that needs somebody most."""

    def __init__(
        self,
        presenter: PrinterPresenter,
        look: Look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("printer_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._chosen = self._asked = ""
        self._entering = False
        self._settling = Settling(clock)
        self._title = ElidedLabel("title", "printer_title")
        self._address = ElidedLabel("small", "printer_address")
        self.tabs = PrinterTabs(look)
        self.panel = PrintPanel("printer_panel", look)
        self.notice = NoticePanel("printer_notice", look)
        self.offered = OfferedPanel(look)
        self.queue = QueueCard(look)
        self.test_button = PrinterTestButton("printer_test_button", presenter.test, self.notice)
        self.settings_button = KeyButton("printer_settings_button", icon="settings")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.test_button.translate(tr)
        self.settings_button.retranslate(tr("Printer settings"))
        for part in (self.tabs, self.panel, self.notice, self.offered, self.queue):
            part.retranslate(tr)
        self._show()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.tabs, self.panel, self.notice, self.offered, self.queue):
            part.restyle(look)
        for button in (self.test_button, self.settings_button):
            button.restyle(look)

    def enter(self) -> None:
        """Show what is known now, of the printer that needs somebody most first."""
        self.notice.hide()
        printers = self._presenter.printers
        urgent = most_urgent([one.state for one in printers])
        self._chosen = next(one.setup.id for one in printers if one.state == urgent)
        self._entering = True
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._presenter.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._presenter.watch(on=False)

    @property
    def _printer(self) -> PrinterQueue:
        printers = self._presenter.printers
        return next((one for one in printers if one.setup.id == self._chosen), printers[0])

    @Slot()
    def _on_shown(self) -> None:
        self._show()
        if self._entering:
            self._entering = False
            self._take_focus()

    def _take_focus(self) -> None:
        """Begin with what is asked, else with what can be done."""
        wanted = (
            self.panel.came_out_button,
            self.panel.retry_button,
            self.offered.print_button,
            self.queue.list,
            self.test_button,
            self.settings_button,
        )
        next(part for part in wanted if part.isVisibleTo(self)).setFocus()

    def _show(self) -> None:
        printers, one = self._presenter.printers, self._printer
        self.tabs.show_printers(printers, one.setup.id)
        self._title.setText(one.setup.name or self._tr("Printer"))
        self._address.setText(one.setup.address if one.prints else "")
        self.test_button.setVisible(one.prints)
        self.test_button.prints_on(one.setup.id)
        self.offered.offer(len(one.queue.offered))
        places = tuple(
            Place(other.setup.id, other.name)
            for other in printers
            if other.prints and other.setup.id != one.setup.id
        )
        rows = rows_of(one.queue, self._presenter.at, self._presenter.zone, self._tr)
        self.queue.show_rows(rows, movable(one.queue), places)
        self.queue.setVisible(one.prints or bool(rows))
        self._show_panel()

    def _show_panel(self) -> None:
        """How the printer is, or the question that its papers put; one after the other."""
        one, job = self._printer, self._doubtful()
        asked = job.id if job is not None else ""
        if asked and asked != self._asked:
            self._settling.begin()
        self._asked = asked
        words = (
            print_words(one.state, self._tr)
            if job is None
            else question_words(job, len(one.queue.uncertain), self._tr)
        )
        self.panel.tell(words.line, words.next_step, words.icon, words.tone)
        retry = one.state.state is Shown.FAILED and one.state.job is not None
        self.panel.offer(retry=retry and job is None, question=job is not None)
        self.panel.setVisible(one.state.state is not Shown.OFFERED or self.offered.isHidden())

    def _doubtful(self) -> PrintJob | None:
        """The paper that is asked about: the chosen one if it is in doubt, else the oldest."""
        one = self._printer
        doubtful = one.queue.uncertain
        if not doubtful:
            return one.state.job if one.state.state is Shown.UNCERTAIN else None
        return next((job for job in doubtful if job.id == self.queue.chosen), doubtful[0])

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._address)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addLayout(names, 1)
        head.addWidget(self.test_button)
        head.addWidget(self.settings_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(12)
        page.addWidget(self.tabs)
        page.addLayout(head)
        for part in (self.notice, self.panel, self.offered):
            page.addWidget(part)
        page.addWidget(self.queue, 1)
        page.addStretch(0)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._on_shown)
        self.tabs.chosen.connect(self._on_printer)
        self.panel.retried.connect(self._on_retried)
        self.panel.came_out.connect(self._on_came_out)
        self.panel.print_again.connect(self._on_print_again)
        self.offered.print_wanted.connect(self._on_print_offered)
        self.offered.drop_wanted.connect(self._on_drop_offered)
        self.queue.print_wanted.connect(presenter.print_now)
        self.queue.drop_wanted.connect(presenter.drop)
        self.queue.move_wanted.connect(presenter.take_over)
        self.queue.row_chosen.connect(self._show_panel)
        self.settings_button.clicked.connect(presenter.open_settings)

    @Slot(str)
    def _on_printer(self, printer: str) -> None:
        self._chosen = printer
        self.notice.hide()
        self._show()

    @Slot()
    def _on_retried(self) -> None:
        job = self._printer.state.job
        if job is not None:
            self._presenter.print_now((job.id,))

    @Slot()
    def _on_came_out(self) -> None:
        self._answer(came_out=True)

    @Slot()
    def _on_print_again(self) -> None:
        self._answer(came_out=False)

    def _answer(self, *, came_out: bool) -> None:
        """Answer for the paper in doubt; not by the second press of one for that before it."""
        job = self._doubtful()
        if job is not None and self._settling.is_over:
            self._settling.begin()
            self._presenter.answer(job.id, came_out=came_out)

    @Slot()
    def _on_print_offered(self) -> None:
        self._presenter.print_now(self._offered_ids())

    @Slot()
    def _on_drop_offered(self) -> None:
        self._presenter.drop(self._offered_ids())

    def _offered_ids(self) -> tuple[str, ...]:
        return tuple(job.id for job in self._printer.queue.offered)
