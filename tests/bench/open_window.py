"""A till's window as `lapak` opens it, worked by keys and watched until it has painted."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from pos_app.domain.cart import Cart
from pos_app.services.counter import Counter
from pos_app.settings import PrinterSetup, SettingsFile
from pos_app.wiring import open_counter
from tests.bench.folder import database_in
from ui.app import Program
from ui.flow.flow import Flow
from ui.pages.selling.sell_page import SellPage

_PATIENCE_MS = 30_000
_SCANNER_MS = 4.0
_STROKE = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class OpenWindow:
    """The window over a till's data folder, on its sell page with products painted.

    Scans are key events as a wedge scanner sends them, back to back; the scanner filter is told
    that 4 ms lie between them, so that no pause of this machine makes them a person's typing.
    """

    def __init__(self, app: QApplication, folder: Path, printer: str = "none") -> None:
        self._settings = SettingsFile(folder / "settings.json")
        self._settings.change(printers=(PrinterSetup(address=printer),))
        self._database = database_in(folder)
        self._app = app
        self._ms = 0.0
        self._program = Program(app, self._open, self._settings)
        self._program.scanner.clock = self._scanner_clock
        self._ready = False
        self._stopped = ""
        self._program.sell_ready.connect(self._on_ready)
        self._program.stopped.connect(self._on_stopped)
        self._program.show()
        wait_until(lambda: self._ready or self._stopped)
        assert self._ready, self._stopped
        rest(500)  # the pages of a payment are made ahead; nothing is measured meanwhile

    @property
    def counter(self) -> Counter:
        """What the window works with."""
        return self._counter

    @property
    def cart(self) -> Cart:
        return self._flow.presenters.sell.cart

    def seconds_to_scan(self, code: str) -> float:
        """From the scanner's first key until the cart with the product has been painted."""
        before = self.cart
        lines = self._page.cart.lines.viewport()
        painted = _Painted(lines, lambda: len(self.cart.lines) and self.cart is not before)
        self._app.installEventFilter(self._program.scanner)  # before any other window's
        start = time.perf_counter()
        for char in f"{code}\r":
            self._stroke(char)
        wait_until(lambda: painted.seen)
        took = time.perf_counter() - start
        painted.stop()
        return took

    def seconds_to_search(self, text: str) -> float:
        """From the changed text until the grid with what it finds has been painted."""
        shelf = self._flow.presenters.shelf
        answered: list[str] = []

        def note(about: str, _products: int) -> None:
            answered.append(about)

        shelf.found.connect(note)
        painted = _Painted(self._page.products.viewport(), lambda: text.strip() in answered)
        start = time.perf_counter()
        self._page.search.setText(text)
        wait_until(lambda: painted.seen)
        took = time.perf_counter() - start
        painted.stop()
        shelf.found.disconnect(note)
        return took

    def make_history(self) -> None:
        """Its page, so that opening it is only reading and painting."""
        self._flow.go("history")
        rest(500)
        self.leave_history()

    def seconds_to_open_history(self) -> float:
        """From the key to the painted list of past sales, read anew."""
        return self._seconds_to_list(lambda: self._flow.go("history"))

    def seconds_to_find_sales(self, text: str) -> float:
        """From what was typed until the list of what it finds has been painted."""
        return self._seconds_to_list(lambda: self._flow.presenters.history.sales.search(text))

    def leave_history(self) -> None:
        """Back to selling."""
        self._flow.go("sell")
        rest(50)

    def stop_searching(self) -> None:
        """All products again."""
        self._page.search.clear()
        rest(50)

    def scroll_through(self, steps: int) -> None:
        """From the first product to the last, each stop painted."""
        bar: QScrollBar = self._page.products.verticalScrollBar()
        for step in range(steps + 1):
            bar.setValue(bar.maximum() * step // steps)
            rest(5)
        bar.setValue(0)
        rest(50)

    def new_sale(self) -> None:
        """An empty cart."""
        self._flow.presenters.sell.at_hand.new_sale()
        rest(20)

    def settle(self) -> None:
        """Until the flash of the last scan is over."""
        rest(self._program.window.look.motion_ms() + 30)

    def close(self) -> None:
        """Let go of window and till."""
        self._program.close()
        self._program.window.close()

    @property
    def _page(self) -> SellPage:
        page = self._program.window.page("sell")
        assert isinstance(page, SellPage)
        return page

    @property
    def _flow(self) -> Flow:
        assert self._program.flow is not None
        return self._program.flow

    def _open(self) -> Counter:
        self._counter = open_counter(self._database, self._settings)
        return self._counter

    def _seconds_to_list(self, act: Callable[[], None]) -> float:
        from ui.pages.history.history_page import (
            HistoryPage,  # where memory is measured nobody opens it
        )

        history = self._flow.presenters.history
        listed: list[object] = []
        history.sales.listed.connect(listed.append)
        page = self._program.window.page("history")
        assert isinstance(page, HistoryPage)
        painted = _Painted(page.list.table.viewport(), lambda: listed)
        start = time.perf_counter()
        act()
        wait_until(lambda: painted.seen)
        took = time.perf_counter() - start
        painted.stop()
        history.sales.listed.disconnect(listed.append)
        return took

    def _stroke(self, char: str) -> None:
        self._ms += _SCANNER_MS
        key = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char))
        target = self._program.window.focusWidget() or self._program.window
        for kind in _STROKE:
            stroke = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            QCoreApplication.sendEvent(target, stroke)

    def _scanner_clock(self) -> float:
        return self._ms

    def _on_stopped(self, sentence: str) -> None:
        self._stopped = sentence

    def _on_ready(self) -> None:
        self._ready = True
        self._ms += 1_000


class _Painted(QObject):
    """Sees a widget being painted once something has come true."""

    def __init__(self, widget: QWidget, true: Callable[[], object]) -> None:
        super().__init__()
        self._widget, self._true = widget, true
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._true():
            self.seen = True
        return False

    def stop(self) -> None:
        self._widget.removeEventFilter(self)


def wait_until(true: Callable[[], object]) -> None:
    """Let the window work until something is true; asleep between events, as in `exec`."""
    late = QTimer()
    late.setSingleShot(True)
    late.start(_PATIENCE_MS)
    while not true():
        if not late.isActive():
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(milliseconds: int) -> None:
    """Let the window work for a while."""
    pause = QTimer()
    pause.setSingleShot(True)
    pause.start(milliseconds)
    wait_until(lambda: not pause.isActive())
