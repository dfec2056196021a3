"""What became of a receipt, with the choices that follow from it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.tone_panel import Tone, TonePanel

_ICON_COLORS: dict[Tone, str] = {
    "card": "ink_soft",
    "good": "good",
    "attention": "gold",
    "error": "danger",
}


class PrintPanel(TonePanel):
    """Icon, one line, what to do next; `Coba lagi` or the question whether it came out."""

    retried = Signal()
    came_out = Signal()
    print_again = Signal()

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._look = look
        self._icon_name = "printer"
        self._icon = QLabel()
        self.line = self.toned(wrapped("soft", f"{name}_line"))
        self.next_step = wrapped("soft", f"{name}_next_step")
        self.retry_button = KeyButton("print_retry_button")
        self.came_out_button = KeyButton("print_came_out_button")
        self.print_again_button = KeyButton("print_again_button")
        self.retry_button.clicked.connect(self.retried)
        self.came_out_button.clicked.connect(self.came_out)
        self.print_again_button.clicked.connect(self.print_again)
        self._lay_out()

    def retranslate(self, tr: Catalog) -> None:
        """Name the choices."""
        for button, text in (
            (self.retry_button, tr("Try again")),
            (self.came_out_button, tr("Yes, it came out")),
            (self.print_again_button, tr("No, print again")),
        ):
            button.retranslate(text)

    def tell(self, line: str, next_step: str, icon: str, tone: Tone) -> None:
        """Show a state in words."""
        self.set_tone(tone)
        self.line.setText(line)
        self.next_step.setText(next_step)
        self.next_step.setVisible(bool(next_step))
        self._icon_name = icon
        self.restyle(self._look)

    def offer(self, *, retry: bool, question: bool) -> None:
        """Show the choices that make sense now."""
        self.retry_button.setVisible(retry)
        self.came_out_button.setVisible(question)
        self.print_again_button.setVisible(question)

    def restyle(self, look: Look) -> None:
        """Tint the icon."""
        self._look = look
        self._icon.setPixmap(look.pixmap(self._icon_name, _ICON_COLORS[self.tone], 20))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.line)
        words.addWidget(self.next_step)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for button in (self.came_out_button, self.print_again_button, self.retry_button):
            row.addWidget(button)
        self.offer(retry=False, question=False)
