"""The cashier's shift: open it, see what was sold, move cash, hand over, close, look back."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.cash import CashMoved, CashWay, Notes
from pos_app.domain.money import format_rupiah
from pos_app.domain.shift import Shift, ShiftClosed, ShiftHandedOver
from pos_app.services.shifts import PastShift
from resources.translations import Catalog
from ui.pages.shift_open import ShiftOpenView
from ui.pages.shift_running import ShiftRunningView
from ui.presenters.shift import ShiftPresenter, ShiftView
from ui.presenters.shift_report import ShiftReportPresenter, ShownReport, Whence
from ui.theme import Look
from ui.widgets.current_stack import CurrentStack

if TYPE_CHECKING:
    from ui.pages.float_count import FloatCountView
    from ui.pages.shift_cash_move import CashMoveView
    from ui.pages.shift_close import ShiftCloseView
    from ui.pages.shift_hand_over import HandOverView
    from ui.pages.shift_past import PastShiftsView
    from ui.pages.shift_report import ShiftReportView


class _View(Protocol):
    """What every view of this page has."""

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""

    def restyle(self, look: Look) -> None:
        """Take another theme."""

    def enter(self) -> None:
        """Take the focus where it is needed first."""

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be pressed while something is being stored."""

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""


V = TypeVar("V", bound=_View)


class ShiftPage(QWidget):
    """Shows the one view that fits, and leads from one to the next.

    Only the two that a day begins and goes on with are made at once.
    """

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
        self._look = look
        self._clock = clock
        self._tr = Catalog("en")
        self._stack = CurrentStack()
        self._made: list[_View] = []
        self.open_view = self._add(ShiftOpenView(look))
        self.running_view = self._add(ShiftRunningView(look))
        self._view: _View = self.open_view
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._stack)
        self._connect()

    @cached_property
    def close_view(self) -> "ShiftCloseView":
        """Counting and closing."""
        from ui.pages.shift_close import ShiftCloseView

        view = self._add(ShiftCloseView(self._look))
        view.counted.connect(self._presenter.compare)
        view.confirmed.connect(self._presenter.close)
        view.left.connect(self._to_running)
        return view

    @cached_property
    def float_view(self) -> "FloatCountView":
        """Counting the float."""
        from ui.pages.float_count import FloatCountView

        view = self._add(FloatCountView(self._look))
        view.counted.connect(self._on_float_counted)
        view.left.connect(self._to_open)
        return view

    @cached_property
    def move_view(self) -> "CashMoveView":
        """Cash in and out."""
        from ui.pages.shift_cash_move import CashMoveView

        view = self._add(CashMoveView(self._look))
        view.submitted.connect(self._presenter.move)
        view.left.connect(self._to_running)
        return view

    @cached_property
    def hand_over_view(self) -> "HandOverView":
        """Another cashier goes on."""
        from ui.pages.shift_hand_over import HandOverView

        view = self._add(HandOverView(self._look))
        view.submitted.connect(self._presenter.hand_over)
        view.left.connect(self._to_running)
        return view

    @cached_property
    def report_view(self) -> "ShiftReportView":
        """An X or Z on paper."""
        from ui.pages.shift_report import ShiftReportView

        view = self._add(ShiftReportView(self._reports, self._look, self._clock))
        view.left.connect(self._on_report_left)
        return view

    @cached_property
    def past_view(self) -> "PastShiftsView":
        """Earlier shifts."""
        from ui.pages.shift_past import PastShiftsView

        view = self._add(PastShiftsView(self._look))
        view.chosen.connect(self._on_past_chosen)
        view.left.connect(self._to_base)
        return view

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for view in self._made:
            view.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for view in self._made:
            view.restyle(look)

    def enter(self) -> None:
        """Read the shift. What was begun stays; what was only looked at is left."""
        report = self._reports.report
        looked_at = report is not None and report.whence is not Whence.CLOSED
        if self._is_at("past_view") or (self._is_at("report_view") and looked_at):
            self._to_base()
        self._view.enter()
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
        self.open_view.submitted.connect(presenter.open)
        self.open_view.count_wanted.connect(self._count_float)
        self.open_view.past_wanted.connect(reports.load_past)
        running = self.running_view
        running.close_wanted.connect(self._start_count)
        running.move_wanted.connect(self._start_move)
        running.hand_over_wanted.connect(self._start_hand_over)
        running.x_wanted.connect(reports.show_x)
        running.past_wanted.connect(reports.load_past)

    @Slot(object)
    def _on_shown(self, view: ShiftView) -> None:
        self.open_view.show_cashiers(view.cashiers)
        self.open_view.propose(view.person)
        self.running_view.show_shift(view)
        if self._view in (self.open_view, self.running_view):
            self._to_base()

    @Slot(object)
    def _on_compared(self, view: ShiftView) -> None:
        self.close_view.compare(view)

    @Slot()
    def _start_count(self) -> None:
        self.close_view.begin()
        self._show(self.close_view)

    @Slot(object)
    def _start_move(self, way: CashWay) -> None:
        self.move_view.begin(way)
        self._show(self.move_view)

    @Slot()
    def _start_hand_over(self) -> None:
        self.hand_over_view.begin(self._presenter.view)
        self._show(self.hand_over_view)

    @Slot()
    def _count_float(self) -> None:
        self._show(self.float_view)

    @Slot(object)
    def _on_float_counted(self, notes: Notes) -> None:
        self._show(self.open_view)
        self.open_view.use_notes(notes)

    @Slot(object)
    def _on_opened(self, _shift: Shift) -> None:
        self.open_view.forget()
        self.running_view.notice.hide()
        if "float_view" in self.__dict__:
            self.float_view.clear()

    @Slot(object)
    def _on_moved(self, moved: CashMoved) -> None:
        words = self._tr("Cash in recorded: {amount}, {reason}.")
        if moved.amount < 0:
            words = self._tr("Cash out recorded: {amount}, {reason}.")
        amount = format_rupiah(abs(moved.amount))
        self.running_view.tell(words.format(amount=amount, reason=moved.reason))
        self._to_running()

    @Slot(object)
    def _on_handed_over(self, handed: ShiftHandedOver) -> None:
        words = self._tr("{name} goes on from here.").format(name=handed.cashier)
        self.running_view.tell(words)
        self._to_running()

    @Slot(object)
    def _on_closed(self, closed: ShiftClosed) -> None:
        self.open_view.show_closed(closed)
        self.report_view.show_closed(closed)
        self._show(self.report_view)
        self._reports.show_z(closed.shift_id, Whence.CLOSED)

    @Slot(object)
    def _on_report_shown(self, report: ShownReport) -> None:
        self.report_view.show_report(report)
        self._show(self.report_view)

    @Slot(object)
    def _on_report_left(self, whence: Whence) -> None:
        if whence is Whence.PAST:
            self._show(self.past_view)
        else:
            self._to_base()

    @Slot(object)
    def _on_past_shown(self, past: tuple[PastShift, ...]) -> None:
        self.past_view.show_past(past, self._presenter.view.zone)
        self._show(self.past_view)

    @Slot(str)
    def _on_past_chosen(self, shift_id: str) -> None:
        self._reports.show_z(shift_id, Whence.PAST)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's own argument
        for view in self._made:
            view.set_busy(busy=busy)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._view.show_error(error)

    @Slot()
    def _to_open(self) -> None:
        self._show(self.open_view)

    @Slot()
    def _to_running(self) -> None:
        self._show(self.running_view)

    @Slot()
    def _to_base(self) -> None:
        is_open = self._presenter.view.summary is not None
        self._show(self.running_view if is_open else self.open_view)

    def _is_at(self, name: str) -> bool:
        """Whether a view is shown, without making it."""
        return self._view is self.__dict__.get(name)

    def _add(self, view: V) -> V:
        assert isinstance(view, QWidget)
        self._stack.addWidget(view)
        self._made.append(view)
        view.retranslate(self._tr)
        return view

    def _show(self, view: _View) -> None:
        if view is not self._view:
            assert isinstance(view, QWidget)
            self._view = view
            self._stack.setCurrentWidget(view)
            view.enter()
