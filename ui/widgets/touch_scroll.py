"""Scrolling a list with a finger."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

_SOON_MS = 600


class TouchScroll(QObject):
    """Lets a finger drag an area, a moment after it was made; it lives and dies with the area.

    The first use of QScroller costs PySide some 75 ms, which the start of the till need not wait
    for.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self._grab)
        self._timer.start()

    def _grab(self) -> None:
        from PySide6.QtWidgets import QScroller

        kind = QScroller.ScrollerGestureType.TouchGesture
        QScroller.grabGesture(self._area.viewport(), kind)
