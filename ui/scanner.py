"""Tells a barcode scanner from a person at the keyboard, for the whole application.

Scanners type: characters a few ms apart, then Enter or Tab. Printable keys are held back until
it is known who typed them: a scan becomes a signal and reaches no widget (lesson 40: a scan in the
quantity field, its Enter pressing a button), typing is sent on to where it was going.

Because of the holding back, a QShortcut on a printable key never fires; pages take such keys in
`keyPressEvent`.
"""

import re
import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from shiboken6 import isValid

HOLD_MS = 35
"""A longer gap between two keys is a person's; scanners need 1 to 20 ms."""
LONG = 24
"""Nobody types so many characters in one burst: what follows them may be late."""
LONG_HOLD_MS = 150
"""How late: the code on a receipt has 300 letters, and a busy window may see some of them late."""
LEAST = 3
"""Fewer characters before Enter are typing."""
LEAST_WITHOUT_END = 6
"""So many in one burst are a scan even if the scanner sends no Enter."""

_END = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_LINE_FEED = "\n"
"""What some Bluetooth scanners send for Enter: Ctrl+J, or a key that is named nothing."""

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9]")
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


def read_code(keys: str) -> str:
    """The code in a scanner's keystrokes, without control characters and AIM prefix (`]E0`)."""
    code = "".join(key for key in keys if key.isprintable()).strip()
    prefix = _SYMBOLOGY.match(code)
    return code[prefix.end() :] if prefix else code


class _Held(NamedTuple):
    receiver: QObject
    event: QKeyEvent


class Scanner(QObject):
    """An event filter before whatever has the focus; `scanned` carries the code of each scan.

    It stands on the window that has the focus, where keys arrive first, and on the object in it,
    where Qt asks about shortcuts. A filter on the whole application would call Python for every
    event of every widget.

    `clock` gives milliseconds; without one an event's own timestamp is used, which stays right
    when the window was busy while keys came in.
    """

    scanned = Signal(str)

    def __init__(
        self, clock: Callable[[], float] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.clock = clock
        self._watching = False
        self._window: QObject | None = None
        self._focus: QObject | None = None
        self._held: list[_Held] = []
        self._keys = ""
        self._last_ms = 0.0
        self._scan_end_ms = float("-inf")
        self._pressed_by_scan: set[int] = set()
        self._sending_on = False
        # Keys that came while the window was busy are read before a second look at the clock.
        self._timer = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._second_look = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._second_look.start)
        self._second_look.timeout.connect(self._burst_ended)

    def watch(self, app: QGuiApplication) -> None:
        """Begin to filter the application's keys."""
        self._watching = True
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_object)
        self._watch_window(app.focusWindow())
        self._watch_object(app.focusObject())

    def stop(self, app: QGuiApplication) -> None:
        """Filter no more."""
        if not self._watching:
            return
        self._watching = False
        app.focusWindowChanged.disconnect(self._watch_window)
        app.focusObjectChanged.disconnect(self._watch_object)
        self._watch_window(None)
        self._watch_object(None)
        self._forget()

    @property
    def holding(self) -> bool:
        """Whether keys are being held back."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold a key back, let it pass, or swallow it as part of a scan."""
        if self._sending_on or not isinstance(event, QKeyEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return self._hide_from_shortcuts(event)
        if kind == QEvent.Type.KeyPress:
            return self._press(watched, event)
        if kind == QEvent.Type.KeyRelease:
            return self._release(watched, event)
        return False

    def _watch_window(self, window: QObject | None) -> None:
        self._window = self._moved(self._window, window)

    def _watch_object(self, focus: QObject | None) -> None:
        self._focus = self._moved(self._focus, focus)

    def _moved(self, before: QObject | None, now: QObject | None) -> QObject | None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
        return now

    def _hide_from_shortcuts(self, event: QKeyEvent) -> bool:
        """Shortcuts come before keys: hide what may be a scanner's, send the rest on first."""
        hidden = self._could_be_scanned(event) or (
            _is_end(event) and self._ends_a_scan(self._now(event))
        )
        if hidden:
            event.accept()
        else:
            self._send_on()
        return hidden

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        at = self._now(event)
        if self._held and at - self._last_ms > self._patience_ms:
            self._burst_ended()
        if _is_end(event) and not event.isAutoRepeat():
            return self._end(at, event)
        if event.isAutoRepeat() or not self._could_be_scanned(event):
            self._send_on()
            return False
        self._hold(watched, event)
        if event.key() not in _MODIFIERS:
            self._keys += event.text()
        self._goes_on(at)
        return True

    def _release(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in self._pressed_by_scan:
            self._pressed_by_scan.discard(event.key())
            return True
        if self._held:
            self._hold(watched, event)
            if event.key() in _MODIFIERS:
                self._goes_on(self._now(event))
            return True
        return False

    def _goes_on(self, at: float) -> None:
        """A burst is not over yet. Shift counts: a scanner presses it anew for each capital."""
        self._last_ms = at
        self._second_look.stop()
        self._timer.start(self._patience_ms)

    @property
    def _patience_ms(self) -> int:
        """A longer gap than this ends the burst."""
        return LONG_HOLD_MS if len(self._keys) >= LONG else HOLD_MS

    def _end(self, at: float, event: QKeyEvent) -> bool:
        if self._ends_a_scan(at):
            self._pressed_by_scan.add(event.key())
            self._scan(at)
            return True
        self._send_on()
        doubled = at - self._scan_end_ms <= HOLD_MS
        if doubled:
            self._pressed_by_scan.add(event.key())
        return doubled

    def _ends_a_scan(self, at: float) -> bool:
        return len(read_code(self._keys)) >= LEAST and at - self._last_ms <= self._patience_ms

    def _could_be_scanned(self, event: QKeyEvent) -> bool:
        return _is_text(event) or (
            bool(self._held) and (event.key() in _MODIFIERS or _is_control_character(event))
        )

    def _burst_ended(self) -> None:
        if len(read_code(self._keys)) >= LEAST_WITHOUT_END:
            self._scan(self._last_ms)
        else:
            self._send_on()

    def _scan(self, at: float) -> None:
        released = {h.event.key() for h in self._held if h.event.type() == QEvent.Type.KeyRelease}
        pressed = {h.event.key() for h in self._held if h.event.type() == QEvent.Type.KeyPress}
        self._pressed_by_scan |= pressed - released
        code = read_code(self._keys)
        self._forget()
        self._scan_end_ms = at
        self.scanned.emit(code)

    def _send_on(self) -> None:
        held = self._held
        self._forget()
        self._sending_on = True
        try:
            for receiver, event in held:
                if isValid(receiver):
                    QCoreApplication.sendEvent(receiver, event)
        finally:
            self._sending_on = False

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        self._held.append(_Held(watched, event.clone()))

    def _forget(self) -> None:
        self._timer.stop()
        self._second_look.stop()
        self._held = []
        self._keys = ""

    def _now(self, event: QKeyEvent) -> float:
        if self.clock is not None:
            return self.clock()
        return float(event.timestamp()) or time.monotonic() * 1000


def _is_end(event: QKeyEvent) -> bool:
    return event.key() in _END or event.text() == _LINE_FEED


def _is_text(event: QKeyEvent) -> bool:
    """Whether a key writes something; AltGr is Ctrl+Alt on Windows and does."""
    command = (
        event.modifiers() & _COMMAND and not event.modifiers() & Qt.KeyboardModifier.AltModifier
    )
    return bool(event.text()) and event.text().isprintable() and not command


def _is_control_character(event: QKeyEvent) -> bool:
    """Scanners send group separators and the like as Ctrl with a key."""
    return bool(event.modifiers() & _COMMAND) and len(event.text()) == 1 and event.text() < " "
