"""A sentence on the page about what just happened, until it is taken away."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE, wrapped
from ui.widgets.tone_panel import Tone, TonePanel

ICONS: dict[Tone, tuple[str, str]] = {
    "card": ("info", "ink_soft"),
    "good": ("circle-check", "good"),
    "attention": ("triangle-alert", "gold"),
    "error": ("circle-x", "danger"),
}


class NoticePanel(TonePanel):
    """Icon, sentence, and a button that takes it away. Hidden while there is nothing to say."""

    closed = Signal()

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._look = look
        self._icon = QLabel()
        self.text = self.toned(wrapped("soft", f"{name}_text"))
        self.text.setContentsMargins(0, 6, 0, 6)
        self._close = QPushButton()
        self._close.setObjectName(f"{name}_close_button")
        self._close.setProperty("role", "step")
        self._close.setStyleSheet(TOUCHABLE)
        self._close.setIconSize(QSize(18, 18))
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 4, 2)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self._close)
        self.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Name the button; the sentence is the page's."""
        self._close.setAccessibleName(tr("Close this message"))

    def tell(self, sentence: str, tone: Tone) -> None:
        """Show a sentence."""
        self.set_tone(tone)
        self.text.setText(sentence)
        self.restyle(self._look)
        self.show()

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        self._look = look
        icon, color = ICONS[self.tone]
        self._icon.setPixmap(look.pixmap(icon, color, 20))
        self._close.setIcon(look.icon("x", "ink_soft", 18))
