"""A large button for a choice: icon, what it is, and what follows from it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.restyle import label

_ICON = 28


class ChoiceButton(QPushButton):
    """Two lines beside an icon, read as one by screen readers."""

    def __init__(self, name: str, icon: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "method")
        self.setAutoDefault(True)  # Enter presses it, as space does
        self._icon_name, self._color = icon, "primary"
        self._icon = QLabel(self)
        self._words = label("strong", f"{name}_words", self)
        self._words.setProperty("px", 16)
        self._follows = label("soft", f"{name}_follows", self)
        for part in (self._icon, self._words, self._follows):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self._words)
        lines.addWidget(self._follows)
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addLayout(lines, 1)
        self._row = row
        self.restyle(look)

    def tell(self, words: str, follows: str) -> None:
        """Say what the choice is and what follows."""
        self._words.setText(words)
        self._follows.setText(follows)
        self._follows.setVisible(bool(follows))
        self.setAccessibleName(f"{words}. {follows}" if follows else words)

    def restyle(self, look: Look) -> None:
        """Tint the icon."""
        self._icon.setPixmap(look.pixmap(self._icon_name, self._color, _ICON))

    def show_icon(self, icon: str, color: str, look: Look) -> None:
        """Take another icon, in the colour of a token."""
        self._icon_name, self._color = icon, color
        self.restyle(look)

    def sizeHint(self) -> QSize:
        """Room for both lines."""
        inner = self._row.sizeHint()
        return QSize(inner.width(), max(inner.height(), 64 if self._follows.isHidden() else 76))

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut off."""
        return self.sizeHint()
