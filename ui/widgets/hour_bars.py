"""Bars one under the other: an hour at the left, what it brought at the right."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Look

_ROW, _BAR = 24, 12
_BETWEEN = 10
_LEAST_BAR = 60
_ROUND = 3


class Bar(NamedTuple):
    """One bar; `text` is its amount as people read it."""

    label: str
    amount: int
    text: str


class HourBars(QWidget):
    """As long as their amounts: the largest takes all the room. Below zero there is no bar."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self.setObjectName(name)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle(look)

    def show_bars(self, bars: tuple[Bar, ...], title: str) -> None:
        """Show other bars; a screen reader hears all of them under their title."""
        self._bars = bars
        told = ", ".join(f"{bar.label} {bar.text}" for bar in bars if bar.amount)
        self.setAccessibleName(f"{title}: {told}" if told else title)
        self.updateGeometry()
        self.update()

    def restyle(self, look: Look) -> None:
        """Take the colours and sizes of another look."""
        self._look = look
        self._font = look.font("body")
        self._metrics = QFontMetrics(self._font)
        self._row = look.px(_ROW)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row a bar."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as the bars; labels and amounts are never cut off."""
        width = self._label_width() + self._amount_width() + 2 * _BETWEEN
        return QSize(width + self._look.px(_LEAST_BAR), self._row * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        most = max((bar.amount for bar in self._bars), default=0)
        left, right = self._label_width() + _BETWEEN, self._amount_width() + _BETWEEN
        for place, bar in enumerate(self._bars):
            row = QRect(0, place * self._row, self.width(), self._row)
            if row.intersects(event.rect()):
                room = row.adjusted(left, 0, -right, 0)
                self._paint(painter, bar, row, room, most)
        painter.end()

    def _paint(self, painter: QPainter, bar: Bar, row: QRect, room: QRect, most: int) -> None:
        center = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._look.color("ink_soft"))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | center, bar.label)
        painter.setPen(self._look.color("ink" if bar.amount else "ink_soft"))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | center, bar.text)
        if bar.amount <= 0 or not most:
            return
        high = self._look.px(_BAR)
        long = max(room.width() * bar.amount // most, 2 * _ROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("primary"))
        top = room.top() + (room.height() - high) // 2
        painter.drawRoundedRect(QRect(room.left(), top, long, high), _ROUND, _ROUND)

    def _label_width(self) -> int:
        return self._widest(bar.label for bar in self._bars)

    def _amount_width(self) -> int:
        return self._widest(bar.text for bar in self._bars)

    def _widest(self, texts: Iterable[str]) -> int:
        return max((self._metrics.horizontalAdvance(text) for text in texts), default=0)
