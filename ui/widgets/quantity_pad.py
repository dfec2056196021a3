"""A small panel in which a quantity is typed or tapped, floating over the cart."""

from PySide6.QtCore import QSignalMapper, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.restyle import label

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", ",", "0", "⌫")
_BACK = "⌫"


class QuantityPad(QFrame):
    """`entered` carries what was typed, as text; `left` that nothing is to change."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quantity_pad")
        self.setProperty("role", "card")
        self._title = ElidedLabel("heading", "quantity_title", self)
        self._error = label("error", "quantity_error", self)
        self._error.setWordWrap(True)
        self._field = QLineEdit(self)
        self._field.setObjectName("quantity_field")
        self._field.setProperty("role", "amount")
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._field.setMaxLength(9)
        self._field.returnPressed.connect(self._enter)
        self._cancel = QPushButton(self)
        self._cancel.setObjectName("quantity_cancel_button")
        self._cancel.clicked.connect(self.left)
        self._apply = QPushButton(self)
        self._apply.setObjectName("quantity_apply_button")
        self._apply.setProperty("role", "primary")
        self._apply.clicked.connect(self._enter)
        self._keys: dict[str, QPushButton] = {}
        self._lay_out()
        self.restyle(look)
        self.hide()

    def ask(self, name: str, quantity: str) -> None:
        """Show the panel with a product's name and its quantity, selected to be typed over."""
        self._title.setText(name)
        self._error.hide()
        self._field.setText(quantity)
        self._field.selectAll()
        self.show()
        self.raise_()
        self._field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why what was typed is no quantity."""
        self._error.setText(sentence)
        self._error.show()
        self._field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing else reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._cancel.setText(tr("Cancel"))
        self._apply.setText(tr("Apply"))
        self._field.setAccessibleName(tr("Quantity"))
        self._keys[_BACK].setAccessibleName(tr("Delete last digit"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._keys[_BACK].setIcon(look.icon("delete", "ink", 22))
        shadow = QGraphicsDropShadowEffect(self)
        tokens = look.tokens["shadow"]
        color = look.color("shadow")
        color.setAlpha(255 * look.shadow_percent // 100)
        shadow.setColor(color)
        shadow.setOffset(0, tokens["y"])
        shadow.setBlurRadius(tokens["blur"])
        self.setGraphicsEffect(shadow)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self._type)
        for place, key in enumerate(_KEYS):
            button = QPushButton("" if key == _BACK else key, self)
            button.setObjectName(f"quantity_key_{place}")
            button.setAccessibleName(key)
            button.setProperty("role", "key")
            button.setIconSize(QSize(22, 22))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            mapper.setMapping(button, key)
            button.clicked.connect(mapper.map)
            self._keys[key] = button
            grid.addWidget(button, place // 3, place % 3)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._apply, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._field)
        column.addWidget(self._error)
        column.addLayout(grid)
        column.addLayout(buttons)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _type(self, key: str) -> None:
        if key == _BACK:
            self._field.backspace()
        else:
            self._field.insert(key)

    def _enter(self) -> None:
        self.entered.emit(self._field.text())
