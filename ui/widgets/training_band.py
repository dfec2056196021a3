"""The band over the whole window while somebody practises: striped, in gold, in every theme."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.translations import Catalog
from ui.theme import Look

_HEIGHT = 32
_STRIPE = 18
_SIDE = 24


class TrainingBand(QWidget):
    """Says that nothing counts; the words stand on plain gold between the stripes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_band")
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.restyle(look)
        self.hide()

    @property
    def words(self) -> str:
        """What the band says."""
        return self._words

    def retranslate(self, tr: Catalog) -> None:
        """Set the words, which a screen reader reads too."""
        self._words = tr("TRAINING – not counted")
        self.setAccessibleName(self._words)
        self.update()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._gold, self._other = look.color("gold"), look.color("surface")
        self._ink = look.color("on_primary")
        self._font = look.font("amount", "bold")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stripes over the whole width, and the words in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._other)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _stripe(painter, self.rect(), self._gold)
        painter.setFont(self._font)
        width = painter.fontMetrics().horizontalAdvance(self._words) + 2 * _SIDE
        plate = QRect(0, 0, width, self.height())
        plate.moveCenter(self.rect().center())
        painter.fillRect(plate, self._gold)
        painter.setPen(self._ink)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


def _stripe(painter: QPainter, area: QRect, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    lean = area.height()
    for left in range(-lean, area.width(), 2 * _STRIPE):
        painter.drawPolygon(
            QPolygon(
                [
                    QPoint(left, area.bottom() + 1),
                    QPoint(left + _STRIPE, area.bottom() + 1),
                    QPoint(left + _STRIPE + lean, area.top()),
                    QPoint(left + lean, area.top()),
                ]
            )
        )
