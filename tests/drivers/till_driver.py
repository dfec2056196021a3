"""The till's window as tests use it: what a person does, and what they then see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_app.domain.cart import Cart
from pos_app.services.counter import Counter
from pos_app.settings import SettingsFile
from tests.drivers.counters import StillOrganizer, StillSpooler, still_counter
from tests.drivers.hands.keyboard import Keyboard
from tests.drivers.tills import Clock, make_till, set_up
from ui.app import Program
from ui.flow.flow import Flow
from ui.pages.selling.sell_page import SellPage
from ui.window import TillWindow

W = TypeVar("W", bound=QWidget)


class TillDriver:
    """One window over a counter. Keys carry the times that a person or a scanner gives them."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program
        self.keyboard = Keyboard(self._focus)
        program.scanner.clock = self.keyboard.now
        self.heard: list[str] = []
        program.opened.connect(self._listen)

    @property
    def window(self) -> TillWindow:
        return self.program.window

    @property
    def flow(self) -> Flow:
        assert self.program.flow is not None
        return self.program.flow

    @property
    def page(self) -> str:
        return self.window.current

    @property
    def sell(self) -> SellPage:
        page = self.window.page("sell")
        assert isinstance(page, SellPage)
        return page

    @property
    def cart(self) -> Cart:
        return self.flow.presenters.sell.cart

    @property
    def counter(self) -> Counter:
        return self.flow._counter

    @property
    def spooler(self) -> StillSpooler:
        spooler = self.counter.spooler
        assert isinstance(spooler, StillSpooler)
        return spooler

    @property
    def organizer(self) -> StillOrganizer:
        organizer = self.counter.organizer
        assert isinstance(organizer, StillOrganizer)
        return organizer

    def find(self, kind: type[W], name: str) -> W:
        found = self.window.findChildren(kind, name)
        shown = [one for one in found if one.isVisible()] or found
        assert shown, f"no {kind.__name__} called {name}"
        return shown[-1]

    def has(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QPushButton, name))

    def find_button(self, name: str) -> QPushButton:
        return self.find(QPushButton, name)

    def press(self, name: str) -> None:
        button = self.find(QPushButton, name)
        self.wait_for(button.isVisible)  # Qt shows what is new in a layout a moment later
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def text_of(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def said(self) -> str:
        notice = self.window.messages.notice
        return f"{notice.strong} {notice.text}".strip() if notice else ""

    def chip(self, name: str) -> str:
        return self.find(QPushButton, f"{name}_chip").text().strip()

    def wait_for(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=5000)

    def wait_for_page(self, name: str) -> None:
        self.wait_for(lambda: self.page == name)

    def wait_for_products(self) -> None:
        self.wait_for(lambda: self.flow.presenters.shelf.grid.first() is not None)

    def wait_for_cart(self, lines: int) -> None:
        self.wait_for(lambda: len(self.cart.lines) == lines)

    def scan(self, code: str, end: str = "\r") -> None:
        """Type as a scanner does; no wait for what follows."""
        self.keyboard.scan(code, end)

    def type_text(self, text: str) -> None:
        """Type as a person does, and wait until it has arrived."""
        self.keyboard.type_text(text)
        self.wait_for(lambda: not self.program.scanner.holding)

    def key(self, key: Qt.Key) -> None:
        """Press one key that writes nothing."""
        self.keyboard.press(key)

    def tap_product(self, name: str) -> None:
        grid = self.sell.products
        for row in range(self.flow.presenters.shelf.grid.rowCount()):
            for column in range(self.flow.presenters.shelf.grid.columnCount()):
                index = self.flow.presenters.shelf.grid.index(row, column)
                if index.data() == name:
                    at = grid.visualRect(index).center()
                    QTest.mouseClick(
                        grid.viewport(),
                        Qt.MouseButton.LeftButton,
                        Qt.KeyboardModifier.NoModifier,
                        at,
                    )
                    return
        raise AssertionError(f"no tile {name}")

    def tap_line(self, number: int, part: str) -> None:
        """Tap `name`, `fewer`, `count` or `more` of a line."""
        row = self.sell.cart.lines.row_rect(number)
        at = {"name": row.width() - 20, "fewer": 232, "count": 186, "more": 132}[part]
        point = QPoint(row.right() - at + (0 if part != "fewer" else 10), row.center().y())
        QTest.mouseClick(
            self.sell.cart.lines.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            point,
        )

    def search_text(self) -> str:
        return self.find(QLineEdit, "search_field").text()

    def shown_products(self) -> list[str]:
        grid = self.flow.presenters.shelf.grid
        cells = (
            grid.index(row, column)
            for row in range(grid.rowCount())
            for column in range(grid.columnCount())
        )
        return [index.data() for index in cells if index.data()]

    def _listen(self, flow: Flow) -> None:
        """Hear its sounds in place of the loudspeaker."""
        flow.sounds.player = self._hear

    def _hear(self, file: Path) -> bool:
        self.heard.append(file.stem)
        return True

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@contextmanager
def open_till_window(
    qtbot: QtBot,
    folder: Path,
    *,
    start: Callable[[], Counter] | None = None,
    language: str = "id",
    ready: bool = True,
    wait: bool = True,
) -> Iterator[TillDriver]:
    """A window as the program opens it, by default on a booth that is ready to sell."""
    settings_file = SettingsFile(folder / "settings.json")
    if settings_file.settings.language != language:
        settings_file.change(language=language)

    def open_counter() -> Counter:
        till = make_till(folder, Clock())
        if ready and not (folder / "set_up").exists():
            set_up(till)
            (folder / "set_up").touch()
        return still_counter(till, folder)

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, start or open_counter, settings_file)
    qtbot.addWidget(program.window)
    driver = TillDriver(qtbot, program)
    program.show()
    try:
        if wait:
            driver.wait_for(lambda: driver.page != "opening")
        yield driver
    finally:
        program.close()
        program.window.close()
