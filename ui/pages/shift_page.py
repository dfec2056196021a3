"""The cashier's shift: open it, see what was sold, count the drawer, close it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.shift import Shift, ShiftClosed
from resources.translations import Catalog
from ui.pages.shift_close import ShiftCloseView
from ui.pages.shift_open import ShiftOpenView
from ui.pages.shift_running import ShiftRunningView
from ui.pages.told import told
from ui.presenters.shift import ShiftPresenter, ShiftView
from ui.theme import Look


class ShiftPage(QWidget):
    """Shows the one of three views that fits: open, running, close."""

    def __init__(self, presenter: ShiftPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("shift_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self.open_view = ShiftOpenView(look)
        self.running_view = ShiftRunningView(look)
        self.close_view = ShiftCloseView(look)
        self._views = (self.open_view, self.running_view, self.close_view)
        self._view: ShiftOpenView | ShiftRunningView | ShiftCloseView = self.open_view
        self._stack = QStackedWidget()
        for view in self._views:
            self._stack.addWidget(view)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._stack)
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for view in self._views:
            view.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for view in self._views:
            view.restyle(look)

    def enter(self) -> None:
        """Read the shift; a count that was begun stays. What is typed meanwhile is not lost."""
        self._view.enter()
        if self._view is not self.close_view:
            self._presenter.load()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._on_shown)
        presenter.compared.connect(self.close_view.compare)
        presenter.busy_changed.connect(self._on_busy)
        presenter.opened.connect(self._on_opened)
        presenter.closed.connect(self._on_closed)
        presenter.failed.connect(self._on_failed)
        self.open_view.submitted.connect(presenter.open)
        self.running_view.close_wanted.connect(self._start_count)
        self.close_view.counted.connect(presenter.compare)
        self.close_view.confirmed.connect(presenter.close)
        self.close_view.left.connect(self._leave_count)

    @Slot(object)
    def _on_shown(self, view: ShiftView) -> None:
        self.open_view.show_cashiers(view.cashiers)
        if view.summary is None:
            self._show(self.open_view)
            return
        self.running_view.show_shift(view)
        if self._view is not self.close_view:
            self._show(self.running_view)

    @Slot()
    def _start_count(self) -> None:
        self.close_view.begin()
        self._show(self.close_view)

    @Slot()
    def _leave_count(self) -> None:
        self._show(self.running_view)

    @Slot(object)
    def _on_opened(self, _shift: Shift) -> None:
        self.open_view.forget()

    @Slot(object)
    def _on_closed(self, closed: ShiftClosed) -> None:
        self.open_view.show_closed(closed)
        self._show(self.open_view)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's own argument
        self.open_view.set_busy(busy=busy)
        self.close_view.set_busy(busy=busy)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self._view is self.close_view:
            self.close_view.show_error(told(error, self._tr))
        else:
            self.open_view.show_error(error)

    def _show(self, view: ShiftOpenView | ShiftRunningView | ShiftCloseView) -> None:
        if view is not self._view:
            self._view = view
            self._stack.setCurrentWidget(view)
            view.enter()
