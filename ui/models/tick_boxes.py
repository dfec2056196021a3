"""Boxes to tick before a table's names, in the colours of the theme."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import Look

_SIDE = 22
_CORNER = 4
_SHARP = 2


class TickBoxes(QStyledItemDelegate):
    """Paints the ticks that a model tells; the style's own drown in a dark ground."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[bool, QIcon] = {}
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._boxes = {ticked: _box(look, ticked=ticked) for ticked in (False, True)}

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """An icon in the place of the style's box."""
        super().initStyleOption(option, index)
        features = QStyleOptionViewItem.ViewItemFeature
        shown = option.features
        if shown & features.HasCheckIndicator:
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            option.features = shown & ~features.HasCheckIndicator | features.HasDecoration
            option.icon = self._boxes[ticked]
            option.decorationSize = QSize(_SIDE, _SIDE)


def _box(look: Look, *, ticked: bool) -> QIcon:
    """A box with its tick; drawn once for each look."""
    pixmap = QPixmap(_SIDE * _SHARP, _SIDE * _SHARP)
    pixmap.setDevicePixelRatio(_SHARP)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("primary" if ticked else "edge"), 2))
    painter.setBrush(look.color("primary" if ticked else "surface"))
    painter.drawRoundedRect(QRectF(2, 2, _SIDE - 4, _SIDE - 4), _CORNER, _CORNER)
    if ticked:
        painter.drawPixmap(3, 3, look.pixmap("check", "on_primary", _SIDE - 6))
    painter.end()
    return QIcon(pixmap)
