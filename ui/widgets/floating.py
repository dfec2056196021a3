"""Panels that float over a page: where they stand, and their shadow."""

from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from ui.theme import Look

MARGIN = 16


def give_shadow(panel: QFrame, look: Look) -> None:
    """The one shadow of what floats."""
    shadow = QGraphicsDropShadowEffect(panel)
    tokens = look.tokens["shadow"]
    color = look.color("shadow")
    color.setAlpha(255 * look.shadow_percent // 100)
    shadow.setColor(color)
    shadow.setOffset(0, tokens["y"])
    shadow.setBlurRadius(tokens["blur"])
    panel.setGraphicsEffect(shadow)


def place_below_right(panel: QWidget, page: QWidget, width: int, height: int = 0) -> None:
    """Put a panel where a thumb reaches it, as large as asked for where there is room."""
    room, size = page.size(), panel.sizeHint()
    width = min(room.width() - 2 * MARGIN, max(size.width(), width))
    needed = max(size.height(), height, panel.heightForWidth(width))
    height = min(room.height() - 2 * MARGIN, needed)
    left, top = room.width() - width - MARGIN, room.height() - height - MARGIN
    panel.setGeometry(left, top, width, height)
