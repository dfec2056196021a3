"""A stage for one page: a fresh till, room for the page, and a till window to put it into."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from pos_app.services import booth
from pos_app.services.organizer import SyncState
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.services.till import Till
from resources.translations import Catalog
from tests.drivers.desk import Desk, open_desk
from ui.theme import Look
from ui.window import TillWindow

P = TypeVar("P", bound=QWidget)

_PATIENCE_S = 10.0


@dataclass
class Stage:
    """A desk and room for one page."""

    desk: Desk
    folder: Path
    look: Look
    tr: Catalog
    place: Callable[[QWidget], None]
    page: QWidget | None = None

    def show(self, page: P) -> P:
        """Put a page on the stage, entered as the window enters it."""
        self.page = page
        self.place(page)
        self.settle()
        return page

    def settle(self) -> None:
        """Let what was asked for be answered and shown."""
        self.desk.till.read(booth.current_register).result()
        for _ in range(5):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents()

    def until(self, true: Callable[[], bool]) -> None:
        """Let things happen until something is true, not for ever."""
        end = time.monotonic() + _PATIENCE_S
        while not true() and time.monotonic() < end:
            QTest.qWait(1)
        assert true()
        self.settle()

    def press(self, name: str) -> None:
        """Press a button of the page."""
        assert self.page is not None
        button = self.page.findChild(QPushButton, name)
        assert isinstance(button, QPushButton), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


Scene = Callable[[Stage], None]


@contextmanager
def staged(
    folder: Path, scene: Scene, look: Look, tr: Catalog, place: Callable[[QWidget], None]
) -> Iterator[QWidget]:
    """Play a scene on a fresh till; the page is there to be looked at until the end."""
    ready = not scene.__name__.startswith("welcome")
    with open_desk(folder, ready=ready) as desk:
        stage = Stage(desk, folder, look, tr, place)
        scene(stage)
        assert stage.page is not None
        try:
            yield stage.page
        finally:
            stage.page.hide()
            stage.page.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class WindowStage(Protocol):
    """What scenes need of the stage of `tests.drivers.screens`: a till window."""

    @property
    def window(self) -> TillWindow:
        """The window that a page is put into."""

    def show_state(self, till: Till | None, printer: PrinterState, organizer: SyncState) -> None:
        """Let bar and rail say what holds for a till, its printer and its organizer."""


_GUESTS: WeakKeyDictionary[TillWindow, ExitStack] = WeakKeyDictionary()


def in_window(scene: Scene) -> Callable[[WindowStage], None]:
    """A scene as `tests.drivers.screens` plays it: its page stands in a till window as a guest.

    Bar and rail then say what holds for the guest's till. The guest before it leaves first; the
    last one leaves with the window.
    """

    def play(stage: WindowStage) -> None:
        window = stage.window

        def place(page: QWidget) -> None:
            window.messages.clear()
            window.add_page("guest", page)
            window.show_page("guest", _RAIL.get(scene.__name__.partition("_")[0], ""))

        @wraps(scene)
        def framed(inner: Stage) -> None:
            scene(inner)
            desk = inner.desk
            if scene.__name__.startswith("welcome"):  # nobody has set this till up yet
                stage.show_state(None, PrinterState(Shown.NONE), desk.organizer.state)
            else:
                stage.show_state(desk.till, desk.spooler.state, desk.organizer.state)

        if window in _GUESTS:
            _GUESTS.pop(window).close()
        guest = ExitStack()
        folder = Path(guest.enter_context(TemporaryDirectory()))
        _GUESTS[window] = guest
        window.destroyed.connect(guest.close)
        guest.enter_context(staged(folder, framed, window.look, window.catalog, place))

    return play


_RAIL = {
    "pay": "sell",
    "done": "sell",
    "history": "history",
    "shift": "shift",
    "products": "products",
    "order": "orders",
    "orders": "orders",
    "reports": "reports",
    "settings": "settings",
    "qris": "settings",
    "reconcile": "settings",
    "rules": "settings",
    "promotions": "settings",
    "printer": "settings",
    "printers": "settings",
    "design": "settings",
    "sync": "settings",
    "help": "help",
    "people": "settings",
}
