"""A button with room between its icon, its words and the key that presses it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import Look
from ui.widgets.restyle import label

_TALL = 64
_ICON, _TALL_ICON = 20, 24


class KeyButton(QPushButton):
    """Words in the middle, an icon before them, a badge such as `Enter` at the right edge.

    The key itself is a shortcut that the page sets, because what it means depends on the page.
    `tall` is the size of the button that takes a sale on.
    """

    def __init__(
        self, name: str, key: str = "", *, role: str = "", icon: str = "", tall: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setAutoDefault(True)  # Enter presses it, as space does
        self._tall = tall
        self._icon_name = icon
        self._look: Look | None = None
        self._icon = QLabel(self)
        self._icon.setVisible(bool(icon))
        self._words = label("strong", f"{name}_words")
        self._badge = label("hint", f"{name}_key", self)
        self._badge.setText(key)
        self._badge.setVisible(bool(key))
        self._lay_out(key)

    def retranslate(self, text: str) -> None:
        """The words on the button; they are its accessible name too."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def words(self) -> str:
        """What the button says."""
        return self._words.text()

    def fit(self, *, slim: bool) -> None:
        """Show the words alone where there is no room for icon and key."""
        self._icon.setVisible(bool(self._icon_name) and not slim)
        self._badge.setVisible(bool(self._badge.text()) and not slim)
        self.updateGeometry()

    def restyle(self, look: Look) -> None:
        """Tint the icon, paler when the button cannot be pressed."""
        self._look = look
        if self._icon_name:
            lit = "on_primary" if self.property("role") == "primary" else "ink"
            color = lit if self.isEnabled() else "ink_soft"
            size = _TALL_ICON if self._tall else _ICON
            self._icon.setPixmap(look.pixmap(self._icon_name, color, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key held down presses once."""
        if not (event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The icon follows whether the button can be pressed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self._look is not None:
            self.restyle(self._look)

    def sizeHint(self) -> QSize:
        """Room for icon, words and badge."""
        return QSize(self._row.sizeHint().width() + 4, _TALL if self._tall else 44)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut off."""
        return self.sizeHint()

    def _lay_out(self, key: str) -> None:
        size = 18 if self._tall and self.property("role") == "primary" else 16
        if self.property("role") != "primary":
            size = 14
        self._words.setProperty("px", size)
        if self._tall:
            self.setStyleSheet(
                f"KeyButton {{ min-height: {_TALL - 2}px; }}"
                f" KeyButton:focus {{ min-height: {_TALL - 4}px; }}"
            )
        row = QHBoxLayout(self)
        side = 0 if self.property("role") == "quiet" else 14
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(8)
        row.addStretch(1)
        shown: tuple[QWidget, ...] = (self._icon, self._words, self._badge)
        for part in shown:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if self._icon_name:
            row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addStretch(1)
        if key:
            row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row = row
