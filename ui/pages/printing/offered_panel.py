"""Papers that were asked for so long ago that somebody has to say whether they are still wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.sure_button import SureButton
from ui.widgets.tone_panel import TonePanel


class OfferedPanel(TonePanel):
    """Print them all, or none; hidden while there are none."""

    print_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("offered_panel", parent)
        self._look = look
        self._tr = Catalog("en")
        self._number = 0
        self._icon = QLabel()
        self._line = self.toned(wrapped("soft", "offered_line"))
        self._next_step = wrapped("soft", "offered_next_step")
        self.print_button = KeyButton("print_offered_button", icon="printer")
        self.drop_button = SureButton("drop_offered_button", icon="trash-2")
        self.print_button.clicked.connect(self.print_wanted)
        self.drop_button.sure.connect(self.drop_wanted)
        self.set_tone("attention")
        self._lay_out()
        self.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._next_step.setText(
            tr("Asked for more than ten minutes ago, so it is not printed by itself.")
        )
        self.print_button.retranslate(tr("Print all"))
        self.drop_button.tell(tr("Throw all away"), tr("Press again: none is printed"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._icon.setPixmap(look.pixmap("history", "gold", 20))
        for button in (self.print_button, self.drop_button):
            button.restyle(look)

    def offer(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        self.setVisible(number > 0)
        self._say()

    def _say(self) -> None:
        self._line.setText(offered_words(self._number, self._tr))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._line)
        words.addWidget(self._next_step)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.print_button)
        row.addWidget(self.drop_button)


def offered_words(number: int, tr: Catalog) -> str:
    """How many papers wait to be wanted or not."""
    text = tr.plural(
        "{count} paper from earlier has not been printed.",
        "{count} papers from earlier have not been printed.",
        number,
    )
    return text.format(count=number)
