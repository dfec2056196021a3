"""Keys as a person and as a scanner press them: what differs is the time between them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

PERSON_MS = 120.0
SCANNER_MS = 4.0
_KEYS = {
    "\r": Qt.Key.Key_Return,
    "\n": Qt.Key.Key_J,
    "\t": Qt.Key.Key_Tab,
    "\x1d": Qt.Key.Key_BracketRight,
}
_SHIFTED = '!"#$%&()*+:<>?@^_{|}~'


class Keyboard:
    """Sends keys to whatever `focus` names, at times that it counts itself; `now` is its clock."""

    def __init__(self, focus: Callable[[], QObject]) -> None:
        self._focus = focus
        self._ms = 0.0
        self.event_ms = 0.0
        """How long a slow scanner takes for each press and each letting go."""

    def now(self) -> float:
        """The time of the key that is being pressed, in ms."""
        return self._ms

    def scan(self, code: str, end: str = "\r", gap_ms: float = SCANNER_MS) -> None:
        """Type as a scanner does: fast, then an end key."""
        self._ms += 1000
        for char in f"{code}{end}":
            self.stroke(char, gap_ms)

    def type_text(self, text: str) -> None:
        """Type as a person does."""
        for char in text:
            self.stroke(char, PERSON_MS)

    def stroke(self, char: str, gap_ms: float = PERSON_MS, *, repeated: bool = False) -> None:
        """Press and let go of the key that writes a character, Shift included."""
        self._ms += gap_ms
        shifted = char.isupper() or char in _SHIFTED
        held = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
        if char in "\x1d\n":
            held = Qt.KeyboardModifier.ControlModifier
        if shifted:
            self._send(QEvent.Type.KeyPress, Qt.Key.Key_Shift, held, "", repeated=False)
        key = _KEYS.get(char) or Qt.Key(ord(char.upper()))
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(kind, key, held, char, repeated=repeated)
        if shifted:
            self._send(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, held, "", repeated=False)

    def press(self, key: Qt.Key) -> None:
        """Press and let go of a key that writes nothing."""
        self._ms += PERSON_MS
        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(kind, key, none, "", repeated=False)

    def _send(
        self,
        kind: QEvent.Type,
        key: Qt.Key,
        held: Qt.KeyboardModifier,
        text: str,
        *,
        repeated: bool,
    ) -> None:
        if kind != QEvent.Type.ShortcutOverride:
            self._ms += self.event_ms
        QCoreApplication.sendEvent(self._focus(), QKeyEvent(kind, key, held, text, repeated))
