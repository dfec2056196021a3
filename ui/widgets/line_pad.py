"""A panel over the cart in which a line's quantity, discount, price or note is typed or tapped."""

from enum import StrEnum

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
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.restyle import label


class Asked(StrEnum):
    """What the panel asks for."""

    QUANTITY = "quantity"
    DISCOUNT = "discount"
    PRICE = "price"
    NOTE = "note"
    CART_DISCOUNT = "cart_discount"


_BACK = "⌫"
_SIGN = "sign"
_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", _SIGN, "0", _BACK)
_SIGNS = {
    Asked.QUANTITY: ",",
    Asked.DISCOUNT: "%",
    Asked.CART_DISCOUNT: "%",
    Asked.PRICE: "000",
}
_SWITCHES = {Qt.Key.Key_F3: Asked.QUANTITY, Qt.Key.Key_F4: Asked.DISCOUNT}
_LONGEST = {Asked.NOTE: 120}
_REASONS = 3


class LinePad(QFrame):
    """`entered` carries what was asked, what was typed, and why; `left` that nothing changes.

    `switched` says that something else of the same line is to be asked.
    """

    entered = Signal(object, str, str)  # Asked, text, reason
    switched = Signal(object)  # Asked
    left = Signal()

    def __init__(self, look: Look, tr: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("line_pad")
        self.setProperty("role", "card")
        self._asked = Asked.QUANTITY
        self._tr = tr
        self._title = ElidedLabel("heading", "line_title", self)
        self._hint = label("soft", "line_hint", self)
        self._error = label("error", "line_error", self)
        self._chips = ChoiceChips("ask", tuple(Asked), self)
        self._field = QLineEdit(self)
        self._reason = QLineEdit(self)
        self._reasons = [QPushButton(self) for _ in range(_REASONS)]
        self._cancel = QPushButton(self)
        self._apply = QPushButton(self)
        self._keys: dict[str, QPushButton] = {}
        self._make_parts()
        self._lay_out()
        self._connect()
        self.retranslate(tr)
        self.restyle(look)
        self.hide()

    def ask(self, name: str, asked: Asked, text: str, reason: str = "") -> None:
        """Show the panel with what stands there now, selected to be typed over."""
        self._asked = asked
        self._title.setText(name)
        self._chips.choose(asked)
        self._error.hide()
        self._field.setMaxLength(_LONGEST.get(asked, 20))
        self._field.setText(text)
        self._field.selectAll()
        self._reason.setText(reason)
        self._show_parts()
        self.show()
        self.raise_()
        self._field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why what was typed cannot be taken."""
        self._error.setText(sentence)
        self._error.show()
        self._hint.hide()
        needs_reason = self._asked is Asked.PRICE and not self._reason.text().strip()
        (self._reason if needs_reason else self._field).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, F3 and F4 ask for something else; nothing reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _SWITCHES:
            self.switched.emit(_SWITCHES[Qt.Key(event.key())])
        event.accept()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._chips.retranslate(
            {
                Asked.QUANTITY: tr("Quantity"),
                Asked.DISCOUNT: tr("Discount"),
                Asked.PRICE: tr("Price"),
                Asked.NOTE: tr("Note"),
                Asked.CART_DISCOUNT: tr("Discount on all"),
            }
        )
        self._cancel.setText(tr("Cancel"))
        self._apply.setText(tr("Apply"))
        self._reason.setPlaceholderText(tr("Reason (required)"))
        self._reason.setAccessibleName(tr("Reason (required)"))
        words = (tr("Bargained"), tr("Flaw"), tr("Sample"))
        for button, word in zip(self._reasons, words, strict=True):
            button.setText(word)
        self._keys[_BACK].setAccessibleName(tr("Delete last digit"))
        self._show_parts()

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

    def _make_parts(self) -> None:
        self._error.setWordWrap(True)
        self._hint.setWordWrap(True)
        self._field.setObjectName("line_field")
        self._field.setProperty("role", "amount")
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._reason.setObjectName("line_reason_field")
        self._reason.setMaxLength(_LONGEST[Asked.NOTE])
        self._cancel.setObjectName("line_cancel_button")
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._apply.setObjectName("line_apply_button")
        self._apply.setProperty("role", "primary")
        for place, button in enumerate(self._reasons):
            button.setObjectName(f"line_reason_{place}_button")
            button.setProperty("role", "chip")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _lay_out(self) -> None:
        reasons = QHBoxLayout()
        reasons.setSpacing(8)
        for button in self._reasons:
            reasons.addWidget(button)
        reasons.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._apply, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self._title, self._field, self._hint, self._reason):
            left.addWidget(part)
        left.addLayout(reasons)
        left.addWidget(self._error)
        left.addStretch(1)
        left.addLayout(buttons)
        parts = QHBoxLayout()
        parts.setSpacing(16)
        parts.addLayout(left, 1)
        self._pad = QWidget(self)
        self._lay_out_keys(QGridLayout(self._pad))
        parts.addWidget(self._pad)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._chips)
        column.addLayout(parts, 1)

    def _lay_out_keys(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        mapper = QSignalMapper(self)
        mapper.mappedString.connect(self._type)
        for place, key in enumerate(_KEYS):
            button = QPushButton("" if key == _BACK else key, self)
            button.setObjectName(f"line_key_{place}")
            button.setAccessibleName(key)
            button.setProperty("role", "key")
            button.setMinimumSize(72, 52)
            button.setIconSize(QSize(22, 22))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            mapper.setMapping(button, key)
            button.clicked.connect(mapper.map)
            self._keys[key] = button
            grid.addWidget(button, place // 3, place % 3)

    def _connect(self) -> None:
        self._field.returnPressed.connect(self._enter)
        self._reason.returnPressed.connect(self._enter)
        self._apply.clicked.connect(self._enter)
        self._cancel.clicked.connect(self.left)
        self._chips.chosen.connect(self._switch)
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._give_reason)
        for place, button in enumerate(self._reasons):
            mapper.setMapping(button, place)
            button.clicked.connect(mapper.map)

    def _show_parts(self) -> None:
        tr, asked = self._tr, self._asked
        hints = {
            Asked.DISCOUNT: tr("An amount, or a percentage such as 10%. Empty takes it away."),
            Asked.CART_DISCOUNT: tr("An amount, or a percentage such as 10%. Empty takes it away."),
            Asked.PRICE: tr("For one unit; 0 is a gift. Empty is the usual price."),
            Asked.NOTE: tr("It is printed under the line."),
        }
        self._hint.setText(hints.get(asked, ""))
        self._hint.setVisible(asked in hints)
        self._field.setAccessibleName(self._chips.chips[asked].text())
        for part in (self._reason, *self._reasons):
            part.setVisible(asked is Asked.PRICE)
        self._pad.setVisible(asked is not Asked.NOTE)
        sign = _SIGNS.get(asked, "")
        self._keys[_SIGN].setText(sign)
        self._keys[_SIGN].setAccessibleName(sign)

    def _switch(self, asked: str) -> None:
        self.switched.emit(Asked(asked))

    def _give_reason(self, place: int) -> None:
        self._reason.setText(self._reasons[place].text())

    def _type(self, key: str) -> None:
        if key == _BACK:
            self._field.backspace()
        else:
            self._field.insert(_SIGNS[self._asked] if key == _SIGN else key)

    def _enter(self) -> None:
        self.entered.emit(self._asked, self._field.text(), self._reason.text())
