"""The views of the shift page, each made when it is first needed."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resources.translations import Catalog
from ui.pages.shift.shift_open import ShiftOpenView
from ui.pages.shift.shift_running import ShiftRunningView
from ui.presenters.shift_report import ShiftReportPresenter
from ui.theme import Look
from ui.widgets.current_stack import CurrentStack

if TYPE_CHECKING:
    from ui.pages.shift.float_count import FloatCountView
    from ui.pages.shift.shift_cash_move import CashMoveView
    from ui.pages.shift.shift_close import ShiftCloseView
    from ui.pages.shift.shift_hand_over import HandOverView
    from ui.pages.shift.shift_past import PastShiftsView
    from ui.pages.shift.shift_report import ShiftReportView


class View(Protocol):
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


V = TypeVar("V", bound=View)


class ShiftViews(CurrentStack):
    """Shows one of them. Only the two that a day begins and goes on with are made at once."""

    made = Signal(str)  # the attribute of a view that stands here from now on

    def __init__(
        self,
        reports: ShiftReportPresenter,
        look: Look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._reports = reports
        self._look = look
        self._clock = clock
        self._tr = Catalog("en")
        self._all: list[View] = []
        self.open = self._add("open", ShiftOpenView(look))
        self.running = self._add("running", ShiftRunningView(look))
        self.shown: View = self.open

    @cached_property
    def closing(self) -> "ShiftCloseView":
        """Counting and closing."""
        from ui.pages.shift.shift_close import ShiftCloseView

        return self._add("closing", ShiftCloseView(self._look, self._clock))

    @cached_property
    def float_count(self) -> "FloatCountView":
        """Counting the float."""
        from ui.pages.shift.float_count import FloatCountView

        return self._add("float_count", FloatCountView(self._look))

    @cached_property
    def cash_move(self) -> "CashMoveView":
        """Cash in and out."""
        from ui.pages.shift.shift_cash_move import CashMoveView

        return self._add("cash_move", CashMoveView(self._look))

    @cached_property
    def hand_over(self) -> "HandOverView":
        """Another cashier goes on."""
        from ui.pages.shift.shift_hand_over import HandOverView

        return self._add("hand_over", HandOverView(self._look))

    @cached_property
    def report(self) -> "ShiftReportView":
        """An X or Z on paper."""
        from ui.pages.shift.shift_report import ShiftReportView

        return self._add("report", ShiftReportView(self._reports, self._look, self._clock))

    @cached_property
    def past(self) -> "PastShiftsView":
        """Earlier shifts."""
        from ui.pages.shift.shift_past import PastShiftsView

        return self._add("past", PastShiftsView(self._look))

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for view in self._all:
            view.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for view in self._all:
            view.restyle(look)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be pressed while something is being stored."""
        for view in self._all:
            view.set_busy(busy=busy)

    def forget_float(self) -> None:
        """Open the next shift with empty forms."""
        self.open.forget()
        if "float_count" in self.__dict__:
            self.float_count.clear()

    def is_at(self, name: str) -> bool:
        """Whether the view under that name is shown, without making it."""
        return self.shown is self.__dict__.get(name)

    def show_view(self, view: View) -> None:
        """Show a view, as one that was just come to."""
        if view is not self.shown:
            assert isinstance(view, QWidget)
            self.shown = view
            self.setCurrentWidget(view)
            view.enter()

    def _add(self, name: str, view: V) -> V:
        assert isinstance(view, QWidget)
        self.addWidget(view)
        self._all.append(view)
        view.retranslate(self._tr)
        self.__dict__[name] = view  # who hears of it asks for it by name
        self.made.emit(name)
        return view
