"""A button for one of several ways: icon, name, and the key that presses it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import Look
from ui.widgets.restyle import label

_HIGH, _LOW = 56, 46
_ICON = 24


class MethodButton(QPushButton):
    """Stays pressed while its way is the one at hand. `key` may be empty."""

    def __init__(
        self, name: str, icon: str, key: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "method")
        self.setCheckable(True)
        self.setAutoDefault(True)  # Enter presses it, as space does
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon_name = icon
        self._icon = QLabel(self)
        self._words = label("strong", f"{name}_words", self)
        self._words.setProperty("px", 16)
        self._badge = label("hint", f"{name}_key", self)
        self._badge.setText(key)
        self._badge.setVisible(bool(key))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(12)
        for part in (self._icon, self._words, self._badge):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._look = look
        self.toggled.connect(self._tint)
        self.fit(low=False)
        self._tint()

    def tell(self, words: str) -> None:
        """Name the way."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def words(self) -> str:
        """What the button says."""
        return self._words.text()

    def fit(self, *, low: bool) -> None:
        """Take the height that the room allows."""
        height = _LOW if low else _HIGH
        self.setStyleSheet(
            f"QPushButton {{ min-height: {height - 2}px; padding: 0; }}"
            f" QPushButton:focus {{ min-height: {height - 4}px; padding: 0; }}"
        )
        self._height = height
        self.updateGeometry()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._tint()

    def sizeHint(self) -> QSize:
        """Room for icon, words and key."""
        return QSize(self._row.sizeHint().width() + 4, self._height)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut off."""
        return self.sizeHint()

    def _tint(self) -> None:
        color = "primary" if self.isChecked() else "ink"
        self._icon.setPixmap(self._look.pixmap(self._icon_name, color, _ICON))
        self._words.setStyleSheet(
            f"background: transparent; color: {self._look.color(color).name()};"
        )
