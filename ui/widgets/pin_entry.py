"""Where a PIN is typed, on the keyboard or by touch: dots, digits, one button that goes on."""

from PySide6.QtCore import QRegularExpression, QSignalMapper, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton

_BACK = "⌫"
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", _BACK)
"""In the order of telephones and cash machines: that is how fingers know a PIN."""

_LEAST_DIGITS = 4
_DIGITS = QRegularExpression("[0-9]{0,6}")
_DOTS = "lineedit-password-character: 9679; lineedit-password-mask-delay: 0;"


class PinEntry(QWidget):
    """`entered` carries the digits. Nothing is taken while it is `busy` or has to wait."""

    entered = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = Catalog("en")
        self._busy = False
        self._wait_s = 0
        self._title = ElidedLabel("heading", "pin_title", self)
        self.field = QLineEdit(self)
        self._trouble = wrapped("error", "pin_trouble")
        self._keys = {key: _key_button(key) for key in _KEYS if key}
        self.go_button = KeyButton("pin_go_button", "Enter", role="primary", tall=True)
        self._second = QTimer(self, interval=1000)
        self._make_field()
        self._lay_out()
        self._connect()
        self.restyle(look)
        self._show_state()

    def begin(self, title: str) -> None:
        """Ask for a PIN, with nothing typed and nothing wrong."""
        self.name(title)
        self._trouble.setText("")
        self._wait_s = 0
        self._second.stop()
        self.set_busy(busy=False)
        self.field.clear()

    def name(self, title: str) -> None:
        """Say whose PIN is asked for."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.field.setAccessibleName(title)

    def refuse(self, sentence: str, wait_s: int = 0) -> None:
        """Say what is wrong; for so many seconds nothing more is taken."""
        self.field.clear()
        self._trouble.setText(sentence)
        self._wait_s = wait_s
        if wait_s:
            self._second.start()
        self.set_busy(busy=False)
        self._show_wait()
        self.field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Whether what was typed is being looked at."""
        self._busy = busy
        self._show_state()

    def retranslate(self, tr: Catalog) -> None:
        """Set the texts that are not the page's."""
        self._tr = tr
        self._keys[_BACK].setAccessibleName(tr("Delete last digit"))
        self._show_wait()

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        self._trouble.setMinimumHeight(look.px(38))
        self._keys[_BACK].setIcon(look.icon("delete", "ink", 24))
        self.go_button.restyle(look)

    def _make_field(self) -> None:
        self.field.setObjectName("pin_field")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setValidator(QRegularExpressionValidator(_DIGITS, self.field))
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setProperty("role", "amount")
        self.field.setStyleSheet(_DOTS)
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.field)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, key in enumerate(_KEYS):
            if key:
                grid.addWidget(self._keys[key], place // 3, place % 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self.field, self._trouble):
            column.addWidget(part)
        column.addLayout(grid, 1)
        column.addWidget(self.go_button)

    def _connect(self) -> None:
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self._type)
        for key, button in self._keys.items():
            mapper.setMapping(button, key)
            button.clicked.connect(mapper.map)
        self.field.textChanged.connect(self._show_state)
        self.field.textEdited.connect(self._forget_trouble)
        self.field.returnPressed.connect(self._go)
        self.go_button.clicked.connect(self._go)
        self._second.timeout.connect(self._on_second)

    def _type(self, key: str) -> None:
        if self.field.isReadOnly():
            return
        if key == _BACK:
            self.field.backspace()
        else:
            self.field.insert(key)
        self._forget_trouble()
        self.field.setFocus()

    def _go(self) -> None:
        if self.go_button.isEnabled():
            self.entered.emit(self.field.text())

    def _forget_trouble(self) -> None:
        if not self._wait_s:
            self._trouble.setText("")

    def _on_second(self) -> None:
        self._wait_s -= 1
        if self._wait_s <= 0:
            self._second.stop()
            self._trouble.setText("")
        self._show_wait()
        self._show_state()

    def _show_wait(self) -> None:
        if self._wait_s > 0:
            text = self._tr("Too many wrong PINs. Wait {seconds} seconds, then try again.")
            self._trouble.setText(text.format(seconds=self._wait_s))

    def _show_state(self) -> None:
        waiting = self._busy or self._wait_s > 0
        self.field.setReadOnly(waiting)
        self.go_button.setEnabled(not waiting and len(self.field.text()) >= _LEAST_DIGITS)


def _key_button(key: str) -> QPushButton:
    button = QPushButton("" if key == _BACK else key)
    button.setObjectName("pin_key_back" if key == _BACK else f"pin_key_{key}")
    button.setAccessibleName(key)
    button.setProperty("role", "key")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setIconSize(QSize(24, 24))
    button.setMinimumSize(72, 46)
    button.setStyleSheet("min-height: 44px;")
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return button
