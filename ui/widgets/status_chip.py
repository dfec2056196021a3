"""A chip that tells a state in words beside an icon, and opens a page when pressed."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import Look
from ui.widgets.restyle import repolish

ICON_COLORS = {
    "": "ink",
    "good": "good",
    "attention": "gold",
    "error": "danger",
    "plain": "ink_soft",
}


class StatusChip(QPushButton):
    """Words, icon and a kind: good, attention, error, plain, or empty for none of them."""

    def __init__(self, look: Look, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setProperty("kind", kind)
        self._look = look
        self._icon = "info"
        self._kind = kind
        self.setIconSize(QSize(18, 18))

    def tell(self, text: str, icon: str, kind: str) -> None:
        """Show a state; the kind's colour is never alone, the words say it too."""
        self.setText(f" {text}")  # Qt leaves too little room behind an icon
        self.setAccessibleName(text)
        self._icon = icon
        if kind != self._kind:
            self._kind = kind
            self.setProperty("kind", kind)
            repolish(self)
        self.restyle(self._look)

    @property
    def kind(self) -> str:
        """How the state is coloured."""
        return self._kind

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self.setIcon(look.icon(self._icon, ICON_COLORS[self._kind], 18))
