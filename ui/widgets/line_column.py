"""Lines under one another that scroll; each can be taken out again."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.overlay import Scrolled


class LineColumn(Scrolled):
    """What the lines are is known to who adds them."""

    def __init__(self) -> None:
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setSpacing(0)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        inner.addLayout(lines)
        inner.addStretch(1)
        super().__init__(body)
        self._lines = lines

    def add(self, line: QWidget) -> None:
        """Put a line under the others."""
        self._lines.addWidget(line)

    def drop(self, line: QWidget) -> None:
        """Take a line out for good."""
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
