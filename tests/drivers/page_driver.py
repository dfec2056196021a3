"""A single page as tests use it: what a person does on it, and what they then read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resources.translations import Catalog
from tests.drivers.desk import Desk, open_desk
from ui.theme import Look, apply
from ui.widgets.key_button import KeyButton

P = TypeVar("P", bound=QWidget)
W = TypeVar("W", bound=QWidget)


class PageDriver(Generic[P]):
    """One page over a desk. Widgets are found by their object names."""

    def __init__(self, qtbot: QtBot, desk: Desk, page: P) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.page = page

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChildren(kind, name)
        shown = [one for one in found if one.isVisible()] or found
        assert shown, f"no {kind.__name__} called {name}"
        return shown[0]

    def button(self, name: str) -> QPushButton:
        return self.find(QPushButton, name)

    def press(self, name: str) -> None:
        button = self.button(name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def words(self, name: str) -> str:
        """What a button says."""
        button = self.button(name)
        return button.words() if isinstance(button, KeyButton) else button.text()

    def text(self, name: str) -> str:
        """What a label says; nothing when it is not shown."""
        label = self.find(QLabel, name)
        return label.text() if label.isVisible() else ""

    def field(self, name: str) -> QLineEdit:
        return self.find(QLineEdit, name)

    def type_into(self, name: str, text: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def type_text(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.page, text)

    def shows(self, name: str) -> bool:
        return self.find(QWidget, name).isVisible()

    def wait_for(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=5000)


@contextmanager
def on_page(
    qtbot: QtBot,
    folder: Path,
    make: Callable[[Desk, Look], P],
    *,
    language: str = "id",
    ready: bool = True,
) -> Iterator[PageDriver[P]]:
    """A page on screen over a fresh desk, entered as the window enters it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look()
    apply(app, look)
    with open_desk(folder, ready=ready) as desk:
        page = make(desk, look)
        qtbot.addWidget(page)
        page.retranslate(Catalog(language))  # type: ignore[attr-defined]  # every page has it
        # A size of its own, or the layout's changing one makes the offscreen platform warn.
        page.setMinimumSize(951, 676)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.enter()  # type: ignore[attr-defined]  # every page has it
        try:
            yield PageDriver(qtbot, desk, page)
        finally:
            page.hide()  # before its till is closed: what it was about to ask for is asked now
