"""A logo as booths have them: a sign in colours with a soft ground."""

from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen


def a_logo(path: Path, width: int = 480, height: int = 200) -> Path:
    """Draw one and keep it; its ending chooses the format."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(QPointF(0, 0), QPointF(width, 0))
    ground.setColorAt(0, QColor("#0F766E"))
    ground.setColorAt(1, QColor("#D5F0EC"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(4, 4, width - 8, height - 8, 24, 24)
    painter.setPen(QPen(QColor("white"), 10))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in range(5):
        painter.drawEllipse(QPointF(width * (place + 1) / 6, height / 2), 34, 60)
    painter.end()
    assert picture.save(str(path))
    return path
