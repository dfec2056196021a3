"""The window: top bar, rail, one page at a time, and the message line. It knows no service."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from resources.translations import Catalog
from ui.message_line import MessageLine
from ui.notices import Notice
from ui.pages.machine.opening_page import OpeningPage
from ui.rail import Rail
from ui.theme import Look
from ui.top_bar import TopBar
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import line, restyled
from ui.widgets.training_band import TrainingBand

_Box = TypeVar("_Box", QHBoxLayout, QVBoxLayout)

_LEAST = (640, 360)
"""No screen is smaller; said here, since pages would ask for more room than some screens have."""


class Page(Protocol):
    """What the window asks of a page; pages are QWidgets besides."""

    def enter(self) -> None:
        """Called when the page is shown."""

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""


class TillWindow(QWidget):
    """Shows pages by name. `page_wanted` says where somebody wants to go; who decides is outside.

    `painted` comes once, after the first frame.
    """

    painted = Signal()
    page_wanted = Signal(str)
    menu_wanted = Signal()
    lock_wanted = Signal()
    drawer_wanted = Signal()
    escaped = Signal()
    closing = Signal(QCloseEvent)
    width_changed = Signal()
    _frame_painted = Signal()

    def __init__(self, look: Look, tr: Catalog) -> None:
        super().__init__()
        self.setObjectName("till_window")
        self.setWindowTitle("Lapak")
        self.setMinimumSize(*_LEAST)
        self.look = look
        self.catalog = tr
        self._painted = False
        self._kept: Notice | None = None
        self._pages: dict[str, QWidget] = {}
        self._areas: dict[str, QWidget] = {}
        self._current = ""
        self.training_band = TrainingBand(look, self)
        self.top_bar = TopBar(look, self)
        self.announcement = NoticePanel("announcement", look, self)
        self.rail = Rail(look, self)
        self.messages = MessageLine(look, self)
        self._stack = QStackedWidget(self)
        self.add_page("opening", OpeningPage(look))
        self._lay_out()
        self._connect()
        self.retranslate(tr)
        self.show_page("opening")

    @property
    def current(self) -> str:
        """The name of the page on show."""
        return self._current

    def page(self, name: str) -> QWidget | None:
        """A page that was added."""
        return self._pages.get(name)

    def add_page(self, name: str, page: QWidget) -> None:
        """Take a page in, in the window's language.

        One that may ask for more room than there is scrolls; one with `fits` never does.
        Some signals of a page, where it has them, are the window's: `told`, a notice;
        `page_asked`, the name of a page to go to; `step_changed`, after which a report is old;
        `parting`, a notice for the page that comes next.
        """
        self._pages[name] = page
        page.retranslate(self.catalog)  # type: ignore[attr-defined]  # every page is a Page
        self._areas[name] = page if getattr(page, "fits", False) else _scrolling(page)
        self._stack.addWidget(self._areas[name])
        wanted = (
            ("told", self.say),
            ("page_asked", self.page_wanted.emit),
            ("step_changed", self.messages.forget),
            ("parting", self._keep),
        )
        for name_of_signal, slot in wanted:
            signal = getattr(page, name_of_signal, None)
            if signal is not None:
                signal.connect(slot)

    def show_page(self, name: str, rail: str = "") -> None:
        """Show a page and mark its place on the rail."""
        page = self._pages[name]
        self._current = name
        self.messages.forget()
        self.top_bar.show_centre(getattr(page, "search", None))
        self._stack.setCurrentWidget(self._areas[name])
        self.rail.mark(rail or name)
        self._show_keys()
        page.enter()  # type: ignore[attr-defined]  # every page is a Page
        if self._kept is not None:
            self.messages.say(self._kept)
            self._kept = None

    def say(self, notice: Notice) -> None:
        """Show a sentence in the message line."""
        self.messages.say(notice)

    def restyle(self, look: Look) -> None:
        """Give every part another look; the application's style sheet is set before."""
        self.look = look
        frame = (
            *(self.training_band, self.top_bar, self.announcement),
            *(self.rail, self.messages),
        )
        for part in (*frame, *self._pages.values()):
            restyled(part, look)

    def retranslate(self, tr: Catalog) -> None:
        """Give every part another language."""
        self.catalog = tr
        self.training_band.retranslate(tr)
        self.announcement.retranslate(tr)
        self.top_bar.retranslate(tr)
        for page in self._pages.values():
            page.retranslate(tr)  # type: ignore[attr-defined]  # every page is a Page
        self.messages.clear()
        self._show_keys()

    def popup(self, menu: QMenu) -> None:
        """Open a menu under its button, without waiting for it."""
        button = self.top_bar.menu
        corner = button.mapToGlobal(QPoint(button.width(), button.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no more."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no part took: first the page's, then the window's."""
        page = self._pages[self._current]
        page.keyPressEvent(event)
        if event.isAccepted():
            return
        act = self._acts.get(event.key())
        if event.key() == Qt.Key.Key_L and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            act = self.lock_wanted.emit
        if act is None:
            event.ignore()
        else:
            event.accept()
            act()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that something is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._frame_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell when there is more or less room beside one another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask outside whether the window may close."""
        event.accept()
        self.closing.emit(event)

    def _ask_for_help(self) -> None:
        self.page_wanted.emit("help")

    def _to_history(self) -> None:
        self.page_wanted.emit("history")

    def _keep(self, notice: Notice) -> None:
        self._kept = notice

    def _show_keys(self) -> None:
        hint = getattr(self._pages.get(self._current), "keys_hint", None)
        self.messages.show_keys(hint(self.catalog) if hint else "")

    def _lay_out(self) -> None:
        middle = _flat(QHBoxLayout())
        middle.addWidget(self.rail)
        middle.addWidget(line(self, upright=True))
        middle.addWidget(self._stack, 1)
        column = _flat(QVBoxLayout(self))
        column.addWidget(self.training_band)
        column.addWidget(self.top_bar)
        column.addWidget(line(self))
        column.addWidget(self.announcement)
        column.addLayout(middle, 1)
        column.addWidget(line(self))
        column.addWidget(self.messages)

    def _connect(self) -> None:
        self._acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F1: self._ask_for_help,
            Qt.Key.Key_F8: self.drawer_wanted.emit,
            Qt.Key.Key_F9: self._to_history,
            Qt.Key.Key_F10: self.menu_wanted.emit,
            Qt.Key.Key_F11: self.toggle_full_screen,
            Qt.Key.Key_Escape: self.escaped.emit,
        }
        self._frame_painted.connect(self.painted, Qt.ConnectionType.QueuedConnection)
        self.rail.chosen.connect(self.page_wanted)
        self.top_bar.menu_pressed.connect(self.menu_wanted)
        self.top_bar.back_pressed.connect(self.escaped)


def _scrolling(page: QWidget) -> QScrollArea:
    from ui.widgets.touch_scroll import TouchScroll  # after the first frame

    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    TouchScroll(area)
    return area


def _flat(layout: _Box) -> _Box:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
