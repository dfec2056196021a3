"""A receipt on white paper, as the printer will set it."""

from math import ceil
from typing import Protocol, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.touch_scroll import TouchScroll

PAPER = QColor("#FFFFFF")
"""Paper is white and its print black in every theme."""
PRINT = QColor("#1C1B1A")
EDGE = QColor(28, 27, 26, 40)
_MARGIN = 20
_LARGEST, _SMALLEST = 14, 8
_LEADING = 1.1
_SCALES = {"normal": (1, 1), "tall": (1, 2), "double": (2, 2)}
"""How much wider and higher than normal the letters of a size are."""

Dots = tuple[tuple[bool, ...], ...]


class ReceiptRow(Protocol):
    """A row as the receipt's layout sets it; `size` is normal, tall or double.

    A row with `dots` is a code: its modules row by row, dark is true, on a `share` of the paper's
    width. One with `bits` is a picture of `width` by `height` dots on paper that is `across` dots
    wide, dark is 1.
    """

    @property
    def text(self) -> str:
        """Letters and the spaces that place them."""

    @property
    def bold(self) -> bool:
        """Whether it is printed bold."""

    @property
    def size(self) -> str:
        """The size of its letters."""


class CodeRow(ReceiptRow, Protocol):
    """A row that is a QR code."""

    @property
    def dots(self) -> Dots:
        """Its modules."""

    @property
    def share(self) -> float:
        """Its part of the paper's width."""


class PictureRow(ReceiptRow, Protocol):
    """A row that is a picture."""

    @property
    def bits(self) -> bytes:
        """Dots row by row, each row from a fresh byte."""

    @property
    def width(self) -> int:
        """How many dots it is wide."""

    @property
    def height(self) -> int:
        """How many dots it is high."""

    @property
    def across(self) -> int:
        """How many dots its paper is wide."""


class ReceiptPaper(QWidget):
    """Rows of equally wide letters on paper as wide as its longest row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receipt_paper")
        self._rows: tuple[ReceiptRow, ...] = ()
        self._room = 320
        self._font = look.receipt_font(_LARGEST)
        self._largest = look.px(_LARGEST)

    @property
    def rows(self) -> tuple[str, ...]:
        """What the paper says, row by row."""
        return tuple(row.text for row in self._rows)

    def show_rows(self, rows: tuple[ReceiptRow, ...]) -> None:
        """Put other rows on the paper."""
        self._rows = rows
        self.setAccessibleName("\n".join(self.rows))
        self._fit()

    def restyle(self, look: Look) -> None:
        """Take another size of text; paper is white in every theme."""
        self._largest = look.px(_LARGEST)
        self._fit()

    def fit_width(self, room: int) -> None:
        """Set the rows as large as they fit into a width in px."""
        self._room = room
        self._fit()

    def sizeHint(self) -> QSize:
        """Just the rows and a margin."""
        metrics = QFontMetricsF(self._font)
        letter = metrics.horizontalAdvance("0")
        letters = max((len(row.text) * _scale(row)[0] for row in self._rows), default=0)
        width = ceil(letters * letter)
        height = sum(self._height_of(row, metrics, width) for row in self._rows)
        return QSize(width + 2 * _MARGIN, ceil(height) + 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, then row under row."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), PAPER)
        painter.setPen(EDGE)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(PRINT)
        metrics = QFontMetricsF(self._font)
        top = float(_MARGIN)
        width = self.width() - 2 * _MARGIN
        for row in self._rows:
            height = self._height_of(row, metrics, width)
            if top + height >= event.rect().top() and top <= event.rect().bottom():
                if code := _code(row):
                    self._paint_code(painter, code, top)
                elif picture := _picture(row):
                    self._paint_picture(painter, picture, top, height)
                else:
                    self._paint_row(painter, row, top, metrics)
            top += height

    def _paint_row(
        self, painter: QPainter, row: ReceiptRow, top: float, metrics: QFontMetricsF
    ) -> None:
        font = QFont(self._font)
        font.setBold(row.bold)
        painter.save()
        painter.setFont(font)
        painter.translate(_MARGIN, top)
        painter.scale(*_scale(row))
        baseline = (self._step(metrics) + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(0, baseline), row.text)
        painter.restore()

    def _paint_code(self, painter: QPainter, code: CodeRow, top: float) -> None:
        side = _module_side(code, self.width() - 2 * _MARGIN)
        left = (self.width() - side * len(code.dots)) // 2
        for number, row in enumerate(code.dots):
            for place, dark in enumerate(row):
                if dark:
                    at = QRect(left + place * side, int(top) + number * side, side, side)
                    painter.fillRect(at, PRINT)

    def _paint_picture(
        self, painter: QPainter, picture: PictureRow, top: float, height: float
    ) -> None:
        """As wide as it is on paper; its dots melt into greys, as they do for an eye."""
        stride = -(-picture.width // 8)
        image = QImage(
            picture.bits, picture.width, picture.height, stride, QImage.Format.Format_Mono
        )
        image.setColorTable([PAPER.rgb(), PRINT.rgb()])
        width = height * picture.width / picture.height
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF((self.width() - width) / 2, top, width, height), image)
        painter.restore()

    def _height_of(self, row: ReceiptRow, metrics: QFontMetricsF, width: float) -> float:
        if code := _code(row):
            return _module_side(code, width) * len(code.dots)
        if picture := _picture(row):
            return width * picture.height / picture.across
        return self._step(metrics) * _scale(row)[1]

    def _step(self, metrics: QFontMetricsF) -> float:
        return metrics.height() * _LEADING

    def _fit(self) -> None:
        for size in range(self._largest, _SMALLEST - 1, -1):
            self._font.setPixelSize(size)
            if self.sizeHint().width() <= self._room:
                break
        self.setFixedSize(self.sizeHint())
        self.updateGeometry()
        self.update()


class ReceiptView(QScrollArea):
    """The paper with a shadow under it; a long receipt scrolls."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receipt_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper = ReceiptPaper(look)
        self.paper.setGraphicsEffect(_shadow(self.paper))
        desk = QWidget()
        desk.setObjectName("receipt_desk")
        column = QVBoxLayout(desk)
        column.setContentsMargins(16, 8, 16, 32)
        column.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        self.setWidget(desk)
        TouchScroll(self)
        self.setStyleSheet(
            "#receipt_view, #receipt_view > QWidget, #receipt_desk { background: transparent; }"
        )

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        self.paper.restyle(look)

    def show_rows(self, rows: tuple[ReceiptRow, ...]) -> None:
        """Put a receipt on the paper and start at its top."""
        self.paper.setVisible(bool(rows))
        self.paper.show_rows(rows)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the paper the room there is."""
        super().resizeEvent(event)
        self.paper.fit_width(self.viewport().width() - 32)


def _shadow(paper: QWidget) -> QGraphicsDropShadowEffect:
    shadow = QGraphicsDropShadowEffect(paper)
    shadow.setBlurRadius(24)
    shadow.setOffset(0, 8)
    shadow.setColor(QColor(28, 27, 26, 40))
    return shadow


def _code(row: ReceiptRow) -> CodeRow | None:
    return cast("CodeRow", row) if getattr(row, "dots", ()) else None


def _module_side(code: CodeRow, width: float) -> int:
    """Whole pixels a module, so that no edge is soft."""
    return max(1, round(width * code.share / len(code.dots)))


def _picture(row: ReceiptRow) -> PictureRow | None:
    return cast("PictureRow", row) if getattr(row, "bits", b"") else None


def _scale(row: ReceiptRow) -> tuple[int, int]:
    return _SCALES.get(row.size, (1, 1))
