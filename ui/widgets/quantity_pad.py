"""A panel over a page in which one quantity is typed or tapped."""

from PySide6.QtCore import QSignalMapper, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay
from ui.widgets.restyle import label

_BACK = "back"
_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", ",", "0", _BACK)


class QuantityPad(Overlay):
    """`entered` carries what was typed; what it means is for others to say."""

    entered = Signal(str)

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("quantity_pad", look, page, QSize(520, 0))
        self._title = label("title", "quantity_title")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = wrapped("soft", "quantity_hint")
        self._error = wrapped("error", "quantity_error")
        self._field = QLineEdit()
        self._field.setObjectName("quantity_field")
        self._field.setProperty("role", "amount")
        self._field.setMaxLength(12)
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._cancel = KeyButton("quantity_cancel_button", "Esc")
        self._apply = KeyButton("quantity_apply_button", "Enter", role="primary")
        self._keys: dict[str, QPushButton] = {}
        self._lay_out()
        self._field.returnPressed.connect(self._enter)
        self._apply.clicked.connect(self._enter)
        self._cancel.clicked.connect(self.left)
        self.left.connect(self.put_away)
        self._tint_keys(look)

    def ask(self, title: str, typed: str, hint: str = "") -> None:
        """Ask how many; what stands there is typed over."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._error.hide()
        self._field.setText(typed)
        self._field.selectAll()
        self.show_over()
        self._field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why that cannot be."""
        self._error.setText(sentence)
        self._error.show()
        self.place()
        self._field.setFocus()
        self._field.selectAll()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._field.setAccessibleName(tr("Quantity"))
        self._cancel.retranslate(tr("Cancel"))
        self._apply.retranslate(tr("Apply"))
        self._keys[_BACK].setAccessibleName(tr("Delete last digit"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self._tint_keys(look)

    def _tint_keys(self, look: Look) -> None:
        self._keys[_BACK].setIcon(look.icon("delete", "ink", 22))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._apply, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self._title, self._field, self._hint, self._error):
            left.addWidget(part)
        left.addStretch(1)
        left.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(self._pad())
        self.card.column.addLayout(row)

    def _pad(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self._type)
        for place, key in enumerate(_KEYS):
            button = QPushButton("" if key == _BACK else key)
            button.setObjectName(f"quantity_key_{place}")
            button.setAccessibleName(key)
            button.setProperty("role", "key")
            button.setMinimumSize(68, 52)
            button.setIconSize(QSize(22, 22))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            mapper.setMapping(button, key)
            button.clicked.connect(mapper.map)
            self._keys[key] = button
            grid.addWidget(button, place // 3, place % 3)
        return grid

    def _type(self, key: str) -> None:
        if key == _BACK:
            self._field.backspace()
        else:
            self._field.insert(key)

    def _enter(self) -> None:
        self.entered.emit(self._field.text())
