"""The till as a program with a window: paint first, open the till on another thread, never crash.

Nothing here imports services before the first frame stands; SQLAlchemy alone takes longer to
import than a bare window takes to open.
"""

import gc
import importlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSize,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from pos_app.domain.errors import LapakError
from pos_app.settings import SettingsFile
from resources import path
from resources.translations import Catalog
from ui.background import Background
from ui.notices import Notice
from ui.pages.machine.opening_page import StopPage
from ui.scanner import Scanner
from ui.theme import Look, apply, fitting
from ui.window import TillWindow

if TYPE_CHECKING:
    from pos_app.services.counter import Counter
    from ui.flow.flow import Flow

log = logging.getLogger(__name__)

_SIZE = QSize(1366, 768)
_FRAME = QSize(80, 80)
"""About what a title bar and a dock take of a screen; there is no asking before the first frame."""

_ICON_MS = 1000
"""The title bar's icon comes when the till is open: reading it would hold up the sell page."""

_RESTORABLE = frozenset({"database_lost", "database_damaged"})
_STYLE = ("-style", "fusion")
"""Said as an argument, since PySide needs 10 ms to make the class of a style that is asked for."""


def run(
    start: Callable[[], "Counter"],
    settings_file: SettingsFile,
    *,
    on_first_frame: Callable[[], object] | None = None,
    on_sell_ready: Callable[[], object] | None = None,
) -> int:
    """Open the window, then the till by `start` on a worker thread; returns the exit status.

    `on_first_frame` is called when the first frame is painted, `on_sell_ready` when the sell page
    stands with its products: a bench measures with them.
    """
    app = QApplication.instance() or QApplication([*sys.argv[:1], *_STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("Lapak")
    program = Program(app, start, settings_file)
    _catch_everything(program)
    if on_first_frame is not None:
        program.window.painted.connect(on_first_frame)
    if on_sell_ready is not None:
        program.sell_ready.connect(on_sell_ready)
    program.show()
    status = app.exec()
    program.close()
    return status


class Program(QObject):
    """The window and what opens behind it. `opened` carries the Flow, `stopped` a sentence."""

    opened = Signal(object)
    stopped = Signal(str)
    sell_ready = Signal()

    def __init__(
        self, app: QApplication, start: Callable[[], "Counter"], settings_file: SettingsFile
    ) -> None:
        super().__init__()
        self._app = app
        self._start = start
        self._counter: Counter | None = None
        self.flow: Flow | None = None
        self._lost = Path()
        settings = settings_file.settings
        self._room = app.primaryScreen().availableSize()
        size = _SIZE if app.platformName() == "offscreen" else opening_size(self._room)
        look = Look(settings.theme, fitting(settings.text_size, size.width()))
        apply(app, look)
        self.background = Background(self)
        self.window = TillWindow(look, Catalog(settings.language))
        self.window.resize(size)
        self.window.painted.connect(self._open)
        self.window.painted.connect(self._give_icon_soon)
        self.scanner = Scanner(parent=self)
        self.scanner.watch(app)

    def show(self) -> None:
        """Show the window, filling a small screen; the offscreen platform's is none."""
        if self.window.size() == self._room:
            self.window.showMaximized()
        else:
            self.window.show()

    def close(self) -> None:
        """Let go of the till."""
        self.scanner.stop(self._app)
        if self.flow is not None:
            self.flow.end()
            self.flow = None
        self.background.stop()
        if self._counter is not None:
            self._counter.close()
            self._counter = None

    def report(self, error: BaseException) -> None:
        """Log a bug and say that something went wrong, without its traceback."""
        self.background.report(error)

    def _give_icon_soon(self) -> None:
        QTimer.singleShot(_ICON_MS, self.window, self._give_icon)

    def _give_icon(self) -> None:
        self.window.setWindowIcon(QIcon(str(path("icons", "lapak.png"))))

    def _open(self) -> None:
        opening = self.background.run_blocking(_open_behind, self._start)
        self.background.watch(opening, self._on_opened, self.stop_with)

    def _on_opened(self, counter: "Counter") -> None:
        from ui.flow.flow import Flow

        self._counter = counter
        self.flow = Flow(self._app, self.window, counter, self.background)
        self.scanner.scanned.connect(self.flow.take_scan)
        self.flow.sell_ready.connect(self.sell_ready)
        self.flow.begin()
        self.opened.emit(self.flow)

    def stop_with(self, error: Exception) -> None:
        """Say on a whole page why the till could not be opened."""
        from ui.pages.told import told

        page = self.window.page("stop")
        if not isinstance(page, StopPage):
            page = StopPage(self.window.look)
            page.retry_pressed.connect(self._retry)
            page.close_pressed.connect(self.window.close)
            page.restore_pressed.connect(self._restore)
            page.anew_pressed.connect(self._start_anew)
            self.window.add_page("stop", page)
        sentence = told(error, self.window.catalog)
        self._offer(page, error, sentence)
        self.window.show_page("stop")
        self.stopped.emit(sentence)

    def _offer(self, page: StopPage, error: Exception, sentence: str) -> None:
        """Say why, and name the newest backup where one would help."""
        from pos_app.services.backups import newest_backup

        code = error.code if isinstance(error, LapakError) else ""
        backup = None
        if isinstance(error, LapakError) and code in _RESTORABLE:
            self._lost = Path(str(error.details["path"]))
            backup = newest_backup(self._lost)
        if backup is not None:
            tr = self.window.catalog
            newest = tr("The newest backup: {path}").format(path=backup)
            sentence = f"{sentence}\n\n{newest}"
        page.tell(sentence, restore=backup is not None, anew=code == "database_lost")

    def _restore(self) -> None:
        from pos_app.services.backups import restore_newest

        self._recover(restore_newest)

    def _start_anew(self) -> None:
        from pos_app.services.backups import start_anew

        self._recover(start_anew)

    def _recover(self, way: Callable[[Path], object]) -> None:
        self.window.show_page("opening")
        done = self.background.run_blocking(way, self._lost)
        self.background.watch(done, self._recovered, self.stop_with)

    def _recovered(self, _done: object) -> None:
        self._open()

    def _retry(self) -> None:
        self.window.show_page("opening")
        self._open()


def opening_size(room: QSize) -> QSize:
    """How large the window opens on a screen that has this room: all of it on a small one."""
    return _SIZE if _SIZE.boundedTo(room - _FRAME) == _SIZE else room


def _open_behind(start: Callable[[], "Counter"]) -> "Counter":
    """Open the till, and read the modules of its pages, on a thread that nobody waits for.

    The collector rests meanwhile: it finds nothing in modules that are just being imported, and
    takes a tenth of the time. What stands then stays, so it is not looked through again either,
    which would be felt as a pause of a later scan.
    """
    gc.disable()
    try:
        importlib.import_module("ui.flow.flow")
        return start()
    finally:
        gc.freeze()
        gc.enable()


def _catch_everything(program: Program) -> None:
    """No traceback reaches a person: whatever nobody caught is logged and said plainly."""

    def uncaught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        program.report(error)
        if program.flow is None:
            _say_broken(program)

    def uncaught_in_thread(caught: threading.ExceptHookArgs) -> None:
        told = "".join(traceback.format_exception(caught.exc_value)) if caught.exc_value else ""
        log.error("unexpected in %s: %s", caught.thread, told)

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread
    qInstallMessageHandler(_log_qt)


def _say_broken(program: Program) -> None:
    tr = program.window.catalog
    program.window.say(Notice(tr("Something went wrong. Nothing was lost."), "error"))


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.WARNING
    log.log(level, "Qt: %s", text)
