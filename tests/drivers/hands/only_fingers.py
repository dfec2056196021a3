"""A till worked by touch alone: a finger comes down in the middle of what can be seen, and lifts.

No key is pressed, and nothing is touched that is smaller than a fingertip or lies under something.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from tests.drivers.till_driver import TillDriver
from ui.widgets.settling import SETTLE_S

FINGERTIP = 44
"""In px; smaller things are missed."""

_finger = QTest.createTouchDevice()
_STEPS = 8
_LOOKS = 2


@contextmanager
def one_tap_at_a_time() -> Iterator[None]:
    """No tap is the second of a double one: tests are quicker than fingers.

    Qt counts by time alone where a finger taps, and loses the second on what has just appeared.
    """
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(1)
    try:
        yield
    finally:
        QApplication.setDoubleClickInterval(before)


class OnlyFingers:
    """A fingertip on one till; `till` is looked at, never touched otherwise."""

    def __init__(self, till: TillDriver) -> None:
        self.till = till

    def tap(self, name: str) -> None:
        """Touch what is called so."""
        self.till.wait_for(lambda: self._shown(name) is not None)
        widget = self._shown(name)
        assert widget is not None
        self.tap_widget(widget)

    def tap_each(self, *names: str) -> None:
        """Touch one after another."""
        for name in names:
            self.tap(name)

    def tap_widget(self, widget: QWidget) -> None:
        """Touch the middle of something."""
        self.till.wait_for(widget.isEnabled)
        self._bring_in(widget)
        self._stand_still(widget)
        size = widget.size()
        assert min(size.width(), size.height()) >= FINGERTIP, (widget.objectName(), size)
        self.tap_at(widget, widget.rect().center())

    def tap_at(self, widget: QWidget, at: QPoint) -> None:
        """Touch a point of something; it must be what lies on top there."""
        window = self.till.window
        point = widget.mapTo(window, at)
        top = window.childAt(point)
        hit = top is widget or (top is not None and widget.isAncestorOf(top))
        above = top.objectName() if top is not None else "nothing"
        assert hit, f"{above} lies over {widget.objectName()}"
        handle = window.windowHandle()
        QTest.touchEvent(handle, _finger).press(0, point, window).commit()
        QTest.touchEvent(handle, _finger).release(0, point, window).commit()
        QCoreApplication.processEvents()

    def tap_menu(self, menu: QMenu, action: QAction) -> None:
        """Touch a row of an open menu."""
        row = menu.actionGeometry(action)
        assert row.height() >= FINGERTIP, (action.text(), row)
        handle = menu.windowHandle()
        QTest.touchEvent(handle, _finger).press(0, row.center(), menu).commit()
        QTest.touchEvent(handle, _finger).release(0, row.center(), menu).commit()
        QCoreApplication.processEvents()

    def settle(self) -> None:
        """Read what just appeared: nothing that is pressed in its first moment counts."""
        since = time.monotonic()
        self.till.wait_for(lambda: time.monotonic() - since > SETTLE_S)

    def _shown(self, name: str) -> QWidget | None:
        found = self.till.window.findChildren(QWidget, name)
        return next((one for one in reversed(found) if one.isVisible()), None)

    def _stand_still(self, widget: QWidget) -> None:
        """What was just shown finds its place a moment later."""
        places: list[QPoint] = []

        def still() -> bool:
            places.append(widget.mapTo(self.till.window, widget.rect().center()))
            return len(places) > _LOOKS and len({*places[-_LOOKS:]}) == 1

        self.till.wait_for(still)

    def _bring_in(self, widget: QWidget) -> None:
        """Drag what scrolls until the middle of something can be seen."""
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is None:
            return
        for _ in range(20):
            shown = QRect(QPoint(0, 0), area.viewport().size())
            middle = widget.mapTo(area.viewport(), widget.rect().center())
            if shown.adjusted(0, FINGERTIP // 2, 0, -FINGERTIP // 2).contains(middle):
                return
            self._drag(area.viewport(), 120 if middle.y() < shown.center().y() else -120)

    def _drag(self, viewport: QWidget, by: int) -> None:
        window, handle = self.till.window, self.till.window.windowHandle()
        start = viewport.mapTo(window, QPoint(8, viewport.height() // 2))
        QTest.touchEvent(handle, _finger).press(0, start, window).commit()
        for step in range(1, _STEPS + 1):
            self.till.qtbot.wait(10)
            here = start + QPoint(0, by * step // _STEPS)
            QTest.touchEvent(handle, _finger).move(0, here, window).commit()
        QTest.touchEvent(handle, _finger).release(0, start + QPoint(0, by), window).commit()
        self.till.qtbot.wait(60)
