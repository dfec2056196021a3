"""The on-screen keys for amounts: 7 8 9, 4 5 6, 1 2 3, 000 0 and backspace, and one that clears."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalMapper, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.amount_field import BACKSPACE, CLEAR, AmountField

_ROWS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("000", "0", BACKSPACE))
_KEY_HEIGHT = 62
_KEY_WIDTH = 48


class Keypad(QWidget):
    """Twelve keys to touch. They never take the focus, so a keyboard goes on typing.

    With `clear` there is a key below them that takes the whole amount back, and all of them grow
    with their room.
    """

    pressed = Signal(str)  # "0".."9", "000", BACKSPACE or CLEAR

    def __init__(self, look: Look, parent: QWidget | None = None, *, clear: bool = False) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._keys = {key: _key_button(key) for row in _ROWS for key in row}
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self.pressed)
        for row, keys in enumerate(_ROWS):
            for column, key in enumerate(keys):
                button = self._keys[key]
                grid.addWidget(button, row, column)
                mapper.setMapping(button, key)
                button.clicked.connect(mapper.map)
        self._clear = _key_button(CLEAR)
        if clear:
            _let_grow((*self._keys.values(), self._clear))
            grid.addWidget(self._clear, len(_ROWS), 0, 1, 3)
            mapper.setMapping(self._clear, CLEAR)
            self._clear.clicked.connect(mapper.map)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Name the key that shows only an icon."""
        self._keys[BACKSPACE].setAccessibleName(tr("Delete last digit"))
        self._keys[BACKSPACE].setToolTip(tr("Delete last digit"))
        self._clear.setText(tr("Clear"))
        self._clear.setAccessibleName(tr("Clear"))

    def restyle(self, look: Look) -> None:
        """Tint the backspace icon."""
        self._keys[BACKSPACE].setIcon(look.icon("delete", size=24))


def press_in(field: QLineEdit, key: str) -> None:
    """Type a key of the pad into a field, as if it came from a keyboard."""
    if isinstance(field, AmountField):
        field.press(key)
        return
    if key == CLEAR:
        field.clear()
    elif key == BACKSPACE:
        field.backspace()
    else:
        field.insert(key)
    field.textEdited.emit(field.text())


def _key_button(key: str) -> QPushButton:
    button = QPushButton("" if key == BACKSPACE else key)
    button.setObjectName(f"keypad_{key}")
    button.setAccessibleName(key)
    button.setProperty("role", "key")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAutoRepeat(key == BACKSPACE)
    button.setIconSize(QSize(24, 24))
    button.setMinimumSize(_KEY_WIDTH, _KEY_HEIGHT)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def _let_grow(keys: Iterable[QWidget]) -> None:
    for key in keys:
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
