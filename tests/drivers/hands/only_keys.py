"""A till worked with the keyboard and a scanner alone: no pointer, no presenter, no service.

Keys go to the window as the system sends them, so shortcuts, the scanner's filter and the order of
Tab are those that a cashier meets.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.drivers.hands.keyboard import PERSON_MS, Keyboard
from tests.drivers.till_driver import TillDriver
from ui.widgets.settling import SETTLE_S

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_MOST_TABS = 40


class OnlyKeys:
    """Hands on the keys of one till; `till` is looked at, never touched."""

    def __init__(self, till: TillDriver) -> None:
        self.till = till
        self._ms = 0.0
        self._scanner = Keyboard(self._window)  # at once: no timer runs out between its keys
        till.program.scanner.clock = self._now

    @property
    def focus(self) -> QWidget | None:
        """Where the keys go."""
        return QApplication.focusWidget()

    @property
    def focus_name(self) -> str:
        """The object name of where the keys go."""
        return self.focus.objectName() if self.focus is not None else ""

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE, times: int = 1) -> None:
        """Press a key that writes nothing, so many times."""
        for _ in range(times):
            self._ms += PERSON_MS
            self._stroke(key, held)
            QCoreApplication.processEvents()

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def type_text(self, text: str) -> None:
        """Type as a person does, and wait until it has arrived."""
        for char in text:
            self._ms += PERSON_MS
            self._stroke(char, _SHIFT if char.isupper() else _NONE)
        self.till.wait_for(lambda: not self.till.program.scanner.holding)

    def scan(self, code: str) -> None:
        """Let the scanner read a code."""
        self._scanner.scan(code)

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until the keys go to a widget; fails where Tab does not lead there."""
        self._tab(lambda: self.focus_name == name, name, back=back)

    def tab_to_any(self, start: str) -> None:
        """Press Tab until the keys go to a widget whose name starts so."""
        self._tab(lambda: self.focus_name.startswith(start), start)

    def _tab(self, there: Callable[[], bool], name: str, *, back: bool = False) -> None:
        way: list[str] = []
        for _ in range(_MOST_TABS):
            if there():
                return
            if back:
                self.key(Qt.Key.Key_Backtab, _SHIFT)
            else:
                self.key(Qt.Key.Key_Tab)
            way.append(self.focus_name)
        raise AssertionError(f"Tab does not lead to {name}: {' '.join(way)}")

    def wait_focus(self, *names: str) -> None:
        """Wait until the keys go to one of these."""
        try:
            self.till.wait_for(lambda: self.focus_name in names)
        except Exception as error:
            where = f"the keys go to {self.focus_name} on {self.till.page}, not to {names}"
            raise AssertionError(f"{where}; it says: {self.till.said()}") from error

    def push(self, name: str, *, back: bool = False) -> None:
        """Go to a button with Tab and press it with the space bar."""
        self.tab_to(name, back=back)
        self.key(Qt.Key.Key_Space)
        self.till.wait_for(lambda: not self.till.program.scanner.holding)

    def settle(self) -> None:
        """Read what just appeared: nothing that is pressed in its first moment counts."""
        since = time.monotonic()
        self.till.wait_for(lambda: time.monotonic() - since > SETTLE_S)

    def _now(self) -> float:
        return self._ms + self._scanner.now()

    def _window(self) -> QWindow:
        return self.till.window.windowHandle()

    def _stroke(self, key: Qt.Key | str, held: Qt.KeyboardModifier) -> None:
        window = self._window()
        QTest.keyPress(window, key, held)  # type: ignore[arg-type]  # it takes characters too
        QTest.keyRelease(window, key, held)  # type: ignore[arg-type]
