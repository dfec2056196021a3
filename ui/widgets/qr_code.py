"""A QR code on white, as large as its room allows in whole pixels a module."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

LEAST_PX = 4
"""Fewer for a module do not scan from a screen."""
_MOST_PX = 10
_PAPER, _INK = QColor("#FFFFFF"), QColor("#000000")
"""Scanners want black on white, whatever the theme is."""

Modules = tuple[tuple[bool, ...], ...]


class QrCode(QWidget):
    """Draws modules, dark is true, their quiet zone included."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._modules: Modules = ()

    @property
    def modules(self) -> Modules:
        """What is drawn."""
        return self._modules

    @property
    def module_px(self) -> int:
        """How large a module is drawn."""
        if not self._modules:
            return 0
        room = min(self.width(), self.height()) // len(self._modules)
        return min(max(room, LEAST_PX), _MOST_PX)

    def show_modules(self, modules: Modules) -> None:
        """Draw another code, or none."""
        if modules != self._modules:
            self._modules = modules
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """No more than it needs, so that a page with it never asks to be scrolled; it grows."""
        return self._square(LEAST_PX)

    def minimumSizeHint(self) -> QSize:
        """What a phone still reads."""
        return self._square(LEAST_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, then a square for every dark module, in the middle."""
        event.accept()
        px, count = self.module_px, len(self._modules)
        if not count:
            return
        left, top = (self.width() - px * count) // 2, (self.height() - px * count) // 2
        with QPainter(self) as painter:
            painter.fillRect(left, top, px * count, px * count, _PAPER)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_INK)
            painter.drawRects(
                [
                    QRect(left + column * px, top + row * px, px, px)
                    for row, cells in enumerate(self._modules)
                    for column, dark in enumerate(cells)
                    if dark
                ]
            )

    def _square(self, px: int) -> QSize:
        side = px * len(self._modules)
        return QSize(side, side)
