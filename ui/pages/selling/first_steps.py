"""What stands where products would be: what to do first, or that nothing was found."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.restyle import label


class FirstSteps(QWidget):
    """Shown while the booth has no products."""

    import_pressed = Signal()
    join_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_steps")
        self._icon = QLabel(self)
        self._title = label("title", "first_steps_title", self)
        self._text = label("soft", "first_steps_text", self)
        self._import = _button("first_import_button", self)
        self._import.setProperty("role", "primary")
        self._join = _button("first_join_button", self)
        self._import.clicked.connect(self.import_pressed)
        self._join.clicked.connect(self.join_pressed)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._join)
        buttons.addStretch(1)
        _centred(self, (self._icon, self._title, self._text), buttons)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("No products yet"))
        self._text.setText(
            tr(
                "Bring your products in from a spreadsheet (XLSX or CSV), or join an expo with the "
                "code from its organizer. Selling works without a network."
            )
        )
        self._import.setText(tr("Import products"))
        self._join.setText(tr("Join an expo"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("package", "ink_soft", 48))
        self._import.setIcon(look.icon("file-up", "on_primary", 20))
        self._join.setIcon(look.icon("link", "ink", 20))


class NothingFound(QWidget):
    """Shown when a search finds nothing."""

    clear_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nothing_found")
        self._tr = Catalog("en")
        self._searched = ""
        self._icon = QLabel(self)
        self._title = label("title", "nothing_found_title", self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._text = label("soft", "nothing_found_text", self)
        self._clear = _button("clear_search_button", self)
        self._clear.clicked.connect(self.clear_pressed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        _centred(self, (self._icon, self._title, self._text), buttons)
        self.restyle(look)

    def tell(self, searched: str) -> None:
        """Say what was searched for."""
        self._searched = searched
        self._title.setText(self._tr("Nothing matches “{text}”").format(text=searched))

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.tell(self._searched)
        self._text.setText(
            tr("Try fewer letters, another word of the name, or the last digits of the barcode.")
        )
        self._clear.setText(tr("Show all products (Esc)"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._icon.setPixmap(look.pixmap("search", "ink_soft", 48))


def _button(name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setObjectName(name)
    button.setIconSize(QSize(20, 20))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _centred(place: QWidget, parts: tuple[QLabel, ...], buttons: QHBoxLayout) -> None:
    column = QVBoxLayout(place)
    column.setContentsMargins(24, 0, 24, 0)
    column.setSpacing(10)
    column.addStretch(2)
    for part in parts:
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        part.setWordWrap(True)
        column.addWidget(part)
    column.addSpacing(6)
    column.addLayout(buttons)
    column.addStretch(3)
