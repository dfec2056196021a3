"""Letters on the screen, for whoever touches a field: a till without a keyboard is one too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputDevice, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from ui.widgets.amount_field import AmountField
from ui.window import TillWindow

if TYPE_CHECKING:
    from ui.widgets.letter_pad import LetterPad

_NUMBERS = frozenset({"amount", "count"})
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
"""The second of two quick touches is a press too."""


class TouchLetters(QObject):
    """Shows the letters when a finger, not a mouse, goes to a field that wants some.

    Only the field with the focus is watched: a filter on the application would call Python for
    every event. Where a page has keys for numbers, a field for numbers gets no letters.
    """

    def __init__(self, app: QApplication, window: TillWindow) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._field: QLineEdit | None = None
        self._pad: LetterPad | None = None
        app.focusChanged.connect(self._on_focus)

    def end(self) -> None:
        """Watch nothing more."""
        self._app.focusChanged.disconnect(self._on_focus)
        self._watch(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the letters at a touch; put them away with the field."""
        kind = event.type()
        if kind in _PRESSES and isinstance(event, QMouseEvent):
            device = event.pointingDevice()
            touched = device.type() == QInputDevice.DeviceType.TouchScreen
            if touched and watched is self._field and self._wants_letters():
                self._show()
        elif kind == QEvent.Type.Hide:
            self.put_away()
        return False

    def put_away(self) -> None:
        """Nobody writes any more."""
        if self._pad is not None:
            self._pad.hide()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is self._field:
            return
        self.put_away()
        within = isinstance(now, QLineEdit) and now.window() is self._window
        self._watch(now if within else None)  # type: ignore[arg-type]  # it is a QLineEdit then

    def _watch(self, field: QLineEdit | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)

    def _wants_letters(self) -> bool:
        field = self._field
        if field is None or field.isReadOnly():
            return False
        numbers = isinstance(field, AmountField) or field.property("role") in _NUMBERS
        return not numbers or not self._has_keys()

    def _has_keys(self) -> bool:
        """Whether other keys to touch are in sight."""
        return any(
            button.property("role") == "key" and button.isVisible()
            for button in self._window.findChildren(QPushButton)
            if self._pad is None or not self._pad.isAncestorOf(button)
        )

    def _show(self) -> None:
        assert self._field is not None
        if self._pad is None:
            from ui.widgets.letter_pad import LetterPad  # nobody with a keyboard needs it

            self._pad = LetterPad(self._window.look, self._window)
            self._pad.left.connect(self.put_away)
        self._pad.restyle(self._window.look)
        self._pad.retranslate(self._window.catalog)
        self._pad.write_into(self._field)
