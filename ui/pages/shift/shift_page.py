"""The cashier's shift: open it, see what was sold, move cash, hand over, close, look back."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.cash import CashMoved, CashWay, Notes
from pos_app.domain.money import format_rupiah
from pos_app.domain.shift import Shift, ShiftClosed, ShiftHandedOver
from pos_app.services.shifts import PastShift
from resources.translations import Catalog
from ui.pages.shift.shift_views import ShiftViews
from ui.presenters.shift import ShiftPresenter, ShiftView
from ui.presenters.shift_report import ShiftReportPresenter, ShownReport, Whence
from ui.theme import Look


class ShiftPage(QWidget):
    """Shows the one view that fits, and leads from one to the next."""

    page_asked = Signal(str)

    def __init__(
        self,
        presenter: ShiftPresenter,
        reports: ShiftReportPresenter,
        look: Look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("shift_page")
        self._presenter = presenter
        self._reports = reports
        self._tr = Catalog("en")
        self.views = ShiftViews(reports, look, clock)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.views)
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.views.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.views.restyle(look)

    def enter(self) -> None:
        """Read the shift. What was begun stays; what was only looked at is left."""
        report = self._reports.report
        looked_at = report is not None and report.whence is not Whence.CLOSED
        if self.views.is_at("past") or (self.views.is_at("report") and looked_at):
            self._to_base()
        self.views.shown.enter()
        self._presenter.load()

    def _connect(self) -> None:
        presenter, reports = self._presenter, self._reports
        presenter.shown.connect(self._on_shown)
        presenter.compared.connect(self._on_compared)
        presenter.busy_changed.connect(self._on_busy)
        presenter.opened.connect(self._on_opened)
        presenter.moved.connect(self._on_moved)
        presenter.handed_over.connect(self._on_handed_over)
        presenter.closed.connect(self._on_closed)
        presenter.failed.connect(self._on_failed)
        reports.shown.connect(self._on_report_shown)
        reports.past_shown.connect(self._on_past_shown)
        reports.failed.connect(self._on_failed)
        self.views.open.submitted.connect(presenter.open)
        self.views.open.count_wanted.connect(self._count_float)
        self.views.open.past_wanted.connect(reports.load_past)
        self.views.made.connect(self._on_made)
        running = self.views.running
        running.close_wanted.connect(self._start_count)
        running.move_wanted.connect(self._start_move)
        running.slip_wanted.connect(presenter.reprint_slip)
        presenter.reprinted.connect(self._on_reprinted)
        running.hand_over_wanted.connect(self._start_hand_over)
        running.x_wanted.connect(reports.show_x)
        running.past_wanted.connect(reports.load_past)
        running.reconcile_wanted.connect(self._to_reconcile)

    @Slot(str)
    def _on_made(self, name: str) -> None:
        """Connect a view when it is made."""
        views, presenter = self.views, self._presenter
        match name:
            case "closing":
                views.closing.counted.connect(presenter.compare)
                views.closing.confirmed.connect(presenter.close)
                views.closing.left.connect(self._to_running)
            case "float_count":
                views.float_count.counted.connect(self._on_float_counted)
                views.float_count.left.connect(self._to_open)
            case "cash_move":
                views.cash_move.submitted.connect(presenter.move)
                views.cash_move.left.connect(self._to_running)
            case "hand_over":
                views.hand_over.submitted.connect(presenter.hand_over)
                views.hand_over.left.connect(self._to_running)
            case "report":
                views.report.left.connect(self._on_report_left)
            case "past":
                views.past.chosen.connect(self._on_past_chosen)
                views.past.left.connect(self._to_base)

    @Slot()
    def _to_reconcile(self) -> None:
        self.page_asked.emit("reconcile")

    @Slot(object)
    def _on_shown(self, view: ShiftView) -> None:
        self.views.open.show_cashiers(view.cashiers)
        self.views.open.propose(view.person)
        self.views.running.show_shift(view)
        if self.views.shown in (self.views.open, self.views.running):
            self._to_base()

    @Slot(object)
    def _on_compared(self, view: ShiftView) -> None:
        self.views.closing.compare(view)

    @Slot()
    def _start_count(self) -> None:
        self.views.closing.begin()
        self.views.show_view(self.views.closing)

    @Slot(object)
    def _start_move(self, way: CashWay) -> None:
        self.views.cash_move.begin(way)
        self.views.show_view(self.views.cash_move)

    @Slot()
    def _start_hand_over(self) -> None:
        self.views.hand_over.begin(self._presenter.view)
        self.views.show_view(self.views.hand_over)

    @Slot()
    def _count_float(self) -> None:
        self.views.show_view(self.views.float_count)

    @Slot(object)
    def _on_float_counted(self, notes: Notes) -> None:
        self.views.show_view(self.views.open)
        self.views.open.use_notes(notes)

    @Slot(object)
    def _on_opened(self, _shift: Shift) -> None:
        self.views.forget_float()
        self.views.running.notice.hide()

    @Slot(object)
    def _on_moved(self, moved: CashMoved) -> None:
        words = self._tr("Cash in recorded: {amount}, {reason}.")
        if moved.amount < 0:
            words = self._tr("Cash out recorded: {amount}, {reason}.")
        amount = format_rupiah(abs(moved.amount))
        self.views.running.tell(words.format(amount=amount, reason=moved.reason))
        self._to_running()

    @Slot()
    def _on_reprinted(self) -> None:
        self.views.running.tell(self._tr("A copy of the slip is being printed."))

    @Slot(object)
    def _on_handed_over(self, handed: ShiftHandedOver) -> None:
        words = self._tr("{name} goes on from here.").format(name=handed.cashier)
        self.views.running.tell(words)
        self._to_running()

    @Slot(object)
    def _on_closed(self, closed: ShiftClosed) -> None:
        self.views.open.show_closed(closed)
        self.views.report.show_closed(closed)
        self.views.show_view(self.views.report)
        self._reports.show_z(closed.shift_id, Whence.CLOSED)

    @Slot(object)
    def _on_report_shown(self, report: ShownReport) -> None:
        self.views.report.show_report(report)
        self.views.show_view(self.views.report)

    @Slot(object)
    def _on_report_left(self, whence: Whence) -> None:
        if whence is Whence.PAST:
            self.views.show_view(self.views.past)
        else:
            self._to_base()

    @Slot(object)
    def _on_past_shown(self, past: tuple[PastShift, ...]) -> None:
        self.views.past.show_past(past, self._presenter.view.zone)
        self.views.show_view(self.views.past)

    @Slot(str)
    def _on_past_chosen(self, shift_id: str) -> None:
        self._reports.show_z(shift_id, Whence.PAST)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's own argument
        self.views.set_busy(busy=busy)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.views.shown.show_error(error)

    @Slot()
    def _to_open(self) -> None:
        self.views.show_view(self.views.open)

    @Slot()
    def _to_running(self) -> None:
        self.views.show_view(self.views.running)

    @Slot()
    def _to_base(self) -> None:
        is_open = self._presenter.view.summary is not None
        self.views.show_view(self.views.running if is_open else self.views.open)
