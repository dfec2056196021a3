"""Letters to touch where there is no keyboard: they go into the field that was touched."""

from PySide6.QtCore import QSignalMapper, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.floating import MARGIN, give_shadow
from ui.widgets.key_button import KeyButton

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm,./")
_SIGNS = {",": "comma", ".": "dot", "-": "dash", "/": "slash", "@": "at"}
_WIDEST = 1000
_KEY = "min-height: 44px;"


class LetterPad(QFrame):
    """Its keys never take the focus. `left` says that nobody writes any more."""

    left = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("letter_pad")
        self.setProperty("role", "card")
        self._window = window
        self._field: QLineEdit | None = None
        self._capital = False
        self._keys = {char: _key(char) for row in (*_ROWS, "@") for char in row}
        self._shift = _wide_key("letter_shift_button")
        self._space = _wide_key("letter_space_button")
        self._back = _wide_key("letter_back_button")
        self._back.setAutoRepeat(True)
        self.done_button = KeyButton("letter_done_button", role="primary", icon="check")
        self.done_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._connect()
        self.restyle(look)
        self.hide()

    def write_into(self, field: QLineEdit) -> None:
        """Let the keys write into a field, beside which the pad is shown."""
        self._field = field
        self._show_case(capital=not field.text() and field.maxLength() > 1)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Below the field, or above it where there is no room below."""
        window, field = self._window, self._field
        if field is None or not field.isVisible():
            return
        width = min(_WIDEST, window.width() - 2 * MARGIN)
        height = self.sizeHint().height()
        top = field.mapTo(window, field.rect().topLeft()).y()
        below = window.height() - height - MARGIN
        fits = top + field.height() + MARGIN <= below
        at = below if fits else max(top - height - MARGIN // 2, 0)
        self.setGeometry((window.width() - width) // 2, at, width, height)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.setAccessibleName(tr("Letters"))
        self._shift.setText("ABC")
        self._shift.setAccessibleName(tr("Capital letters"))
        self._space.setText(tr("Space"))
        self._space.setAccessibleName(tr("Space"))
        self._back.setAccessibleName(tr("Delete last letter"))
        self.done_button.retranslate(tr("Done"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        give_shadow(self, look)
        self._back.setIcon(look.icon("delete", "ink", 22))
        self.done_button.restyle(look)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        for row in _ROWS:
            column.addLayout(_beside(*(self._keys[char] for char in row)))
        last = _beside(self._shift, self._keys["@"])
        last.addWidget(self._space, 4)
        last.addWidget(self._back, 1)
        last.addWidget(self.done_button, 2)
        column.addLayout(last)

    def _connect(self) -> None:
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self._write)
        for char, button in (*self._keys.items(), (" ", self._space)):
            mapper.setMapping(button, char)
            button.clicked.connect(mapper.map)
        self._shift.setCheckable(True)
        self._shift.clicked.connect(self._on_shift)
        self._back.clicked.connect(self._take_back)
        self.done_button.clicked.connect(self.left)

    def _write(self, char: str) -> None:
        if self._field is not None and not self._field.isReadOnly():
            self._field.insert(char.upper() if self._capital else char)
            self._tell()
            self._show_case(capital=char == " " and self._capital_words())

    def _take_back(self) -> None:
        if self._field is not None and not self._field.isReadOnly():
            self._field.backspace()
            self._tell()
            self._show_case(capital=not self._field.text())

    def _tell(self) -> None:
        """As if it came from a keyboard."""
        assert self._field is not None
        self._field.textEdited.emit(self._field.text())

    def _capital_words(self) -> bool:
        """Whether the field is being written as names are: Bu Rini."""
        words = self._field.text().split() if self._field is not None else []
        return bool(words) and all(word[:1].isupper() for word in words)

    def _on_shift(self) -> None:
        self._show_case(capital=not self._capital)

    def _show_case(self, *, capital: bool) -> None:
        self._capital = capital
        self._shift.setChecked(capital)
        for char, button in self._keys.items():
            button.setText(char.upper() if capital else char)


def _beside(*keys: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for key in keys:
        row.addWidget(key, 1)
    return row


def _key(char: str) -> QPushButton:
    button = QPushButton(char)
    button.setObjectName(f"letter_key_{_SIGNS.get(char, char)}")
    button.setAccessibleName(char)
    return _as_key(button)


def _wide_key(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    return _as_key(button)


def _as_key(button: QPushButton) -> QPushButton:
    button.setProperty("role", "key")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setIconSize(QSize(22, 22))
    button.setMinimumWidth(44)
    button.setStyleSheet(_KEY)
    return button
