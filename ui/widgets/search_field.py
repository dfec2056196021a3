"""The field in the top bar in which products are looked for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from ui.theme import Look
from ui.widgets.restyle import plain


class SearchField(QLineEdit):
    """A line with an icon before it and its key behind it."""

    def __init__(self, key: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setMaxLength(80)
        self.setMinimumWidth(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setClearButtonEnabled(False)
        self._icon = QLabel(self)
        self._hint = plain(key, self)
        self._hint.setProperty("role", "hint")
        for label in (self._icon, self._hint):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(28, 0, 40, 0)
        self.textChanged.connect(self._show_hint)
        self.restyle(look)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep icon and key in their places."""
        super().resizeEvent(event)
        self._icon.resize(self._icon.sizeHint())
        self._icon.move(12, (self.height() - self._icon.height()) // 2)
        self._hint.resize(self._hint.sizeHint())
        left = self.width() - self._hint.width() - 12
        self._hint.move(left, (self.height() - self._hint.height()) // 2)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("scan-barcode", "ink_soft", 18))

    def _show_hint(self, text: str) -> None:
        self._hint.setVisible(not text)
