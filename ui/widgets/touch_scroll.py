"""Scrolling with a finger, without pressing what lies under it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea

_SOON_MS = 600


class TouchScroll(QObject):
    """Lets a finger drag an area, a moment after it was made; it lives and dies with the area.

    What is dragged moves with the finger, so that Qt takes the lifting of it for a press. Buttons
    in the area are let go; a list that presses its rows itself asks `is_drag`.

    The first use of QScroller costs PySide some 75 ms, which the start of the till need not wait
    for.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._is_drag = False
        self._stops = False
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self._grab)
        self._timer.start()

    @property
    def is_drag(self) -> bool:
        """Whether the finger that came down last moved the area, or stopped its moving."""
        return self._is_drag

    def begin(self) -> None:
        """A finger, or the mouse, came down on a row."""
        self._is_drag, self._stops = self._stops, False

    def _grab(self) -> None:
        from PySide6.QtWidgets import QScroller

        kind = QScroller.ScrollerGestureType.TouchGesture
        viewport = self._area.viewport()
        QScroller.grabGesture(viewport, kind)
        self._dragging = QScroller.State.Dragging
        self._moving = QScroller.State.Scrolling
        self._pressed = QScroller.State.Pressed
        self._state: object = QScroller.State.Inactive
        QScroller.scroller(viewport).stateChanged.connect(self._on_state)

    def _on_state(self, state: object) -> None:
        before, self._state = self._state, state
        if state == self._pressed:
            self._stops = before == self._moving
        if self._dragging in (before, state):  # Qt presses again what moves under the finger
            self._is_drag = True
            for button in self._area.viewport().findChildren(QAbstractButton):
                button.setDown(False)
