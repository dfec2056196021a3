"""What stands in the window before the till is open, and when it could not be opened."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.restyle import label


class OpeningPage(QWidget):
    """One quiet line while the till opens."""

    fits = True

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("opening_page")
        self._icon = QLabel(self)
        self._text = label("soft", "opening_text", self)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for part in (self._icon, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(1)
        self.restyle(look)

    def enter(self) -> None:
        """Nothing to do but wait."""

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._text.setText(tr("Opening the till…"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("store", "line", 64))


class StopPage(QWidget):
    """A whole page that says why the till could not be opened and what to do."""

    retry_pressed = Signal()
    close_pressed = Signal()
    restore_pressed = Signal()
    anew_pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("stop_page")
        self._icon = QLabel(self)
        self._title = label("title", "stop_title", self)
        self._text = label("", "stop_text", self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFixedWidth(620)
        self._retry = _button("stop_retry_button", self)
        self._retry.setProperty("role", "primary")
        self._close = _button("stop_close_button", self)
        self._restore = _button("stop_restore_button", self)
        self._anew = _button("stop_anew_button", self)
        self._retry.clicked.connect(self.retry_pressed)
        self._close.clicked.connect(self.close_pressed)
        self._restore.clicked.connect(self.restore_pressed)
        self._anew.clicked.connect(self.anew_pressed)
        self._lay_out()
        self.restyle(look)

    def tell(self, sentence: str, *, restore: bool = False, anew: bool = False) -> None:
        """Say what happened, and offer a backup or a new start where they would help."""
        self._text.setText(sentence)
        self._restore.setVisible(restore)
        self._anew.setVisible(anew)

    def enter(self) -> None:
        """Ready to try again with Enter."""
        self._retry.setFocus()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but the sentence, which its sender sets."""
        self._title.setText(tr("The till could not be opened"))
        self._retry.setText(tr("Try again"))
        self._close.setText(tr("Close Lapak"))
        self._restore.setText(tr("Go on from the backup"))
        self._anew.setText(tr("Start anew"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("triangle-alert", "gold", 48))
        self._retry.setIcon(look.icon("refresh-cw", "on_primary", 20))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._anew)
        buttons.addWidget(self._restore)
        buttons.addWidget(self._retry)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        text = QHBoxLayout()  # a label that is aligned instead gets too little height
        text.addWidget(self._text)
        for part in (self._icon, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._icon)
        column.addWidget(self._title)
        column.addLayout(text)
        column.addLayout(buttons)
        column.addStretch(3)


def _button(name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setObjectName(name)
    button.setIconSize(QSize(20, 20))
    button.setAutoDefault(True)
    return button
