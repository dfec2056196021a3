"""A sheet of labels on white paper, as the printer will set it; a label is pressed to begin at."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.domain.label import LabelGrid, Mark, Place, Stripes, Words, places
from ui.theme import Look
from ui.widgets.receipt_view import PAPER, PRINT

_POINT_MM = 25.4 / 72
_CUT = QColor(28, 27, 26, 70)
_USED = QColor(28, 27, 26, 26)
_SOFT = QColor("#5F5B55")


class LabelSheetView(QWidget):
    """`pressed` tells the label that was pressed, 1 for the one at the upper left.

    Labels before the first free one are shaded. Keys do the same with a stepper beside it.
    """

    pressed = Signal(int)

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._grid = LabelGrid(1, 1, 210.0, 297.0)
        self._first = 1
        self._labels: Sequence[tuple[Place, tuple[Mark, ...]]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 150)

    @property
    def words(self) -> tuple[str, ...]:
        """What the labels say."""
        marks = (mark for _, drawn in self._labels for mark in drawn)
        return tuple(mark.text for mark in marks if isinstance(mark, Words))

    def show_sheet(
        self, grid: LabelGrid, first: int, labels: Sequence[tuple[Place, tuple[Mark, ...]]]
    ) -> None:
        """Show other labels."""
        self._grid, self._first, self._labels = grid, first, labels
        self.update()

    def restyle(self, look: Look) -> None:
        """Take another look; paper is white in every theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as a receipt, in the shape of the sheet."""
        return QSize(300, round(300 * self._grid.sheet_height / self._grid.sheet_width))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which label was pressed."""
        scale, corner = self._scale(), self._corner()
        at = (event.position() - corner) / scale
        for number, place in enumerate(places(self._grid, 1, self._grid.count), 1):
            if QRectF(place.x, place.y, self._grid.width, self._grid.height).contains(at):
                self.pressed.emit(number)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper, the edges of the labels, and what is printed on them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._corner())
        painter.scale(self._scale(), self._scale())
        grid = self._grid
        painter.fillRect(QRectF(0, 0, grid.sheet_width, grid.sheet_height), PAPER)
        pen = QPen(_CUT)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for number, place in enumerate(places(grid, 1, grid.count), 1):
            edge = QRectF(place.x, place.y, grid.width, grid.height)
            if number < self._first:
                painter.fillRect(edge, _USED)
            painter.drawRect(edge)
        for place, marks in self._labels:
            painter.save()
            painter.translate(place.x, place.y)
            for mark in marks:
                self._draw(painter, mark)
            painter.restore()

    def _draw(self, painter: QPainter, mark: Mark) -> None:
        if isinstance(mark, Stripes):
            for start, wide in mark.bars:
                painter.fillRect(QRectF(mark.x + start, mark.y, wide, mark.height), PRINT)
            return
        self._write(painter, mark)

    def _write(self, painter: QPainter, mark: Words) -> None:
        """Letters at ten times their size, shrunk: a font has no size in parts of a mm."""
        font = self._look.font("body")
        font.setBold(mark.bold)
        font.setPixelSize(max(round(mark.size * _POINT_MM * 10), 1))
        painter.setFont(font)
        painter.setPen(_SOFT if mark.soft else PRINT)
        painter.save()
        painter.translate(mark.x, mark.y)
        painter.scale(0.1, 0.1)
        wide = painter.fontMetrics().horizontalAdvance(mark.text)
        painter.drawText(QPointF(-wide / 2, 0), mark.text)
        painter.restore()

    def _scale(self) -> float:
        room = self.size()
        across = room.width() / self._grid.sheet_width
        return min(across, room.height() / self._grid.sheet_height)

    def _corner(self) -> QPointF:
        scale = self._scale()
        wide, high = self._grid.sheet_width * scale, self._grid.sheet_height * scale
        return QPointF((self.width() - wide) / 2, (self.height() - high) / 2)
