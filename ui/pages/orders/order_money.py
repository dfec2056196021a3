"""How much of an order is paid now, and what was taken for it."""

from PySide6.QtCore import QSignalMapper, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.money import format_rupiah
from pos_app.domain.order import OrderState
from pos_app.domain.rounding import Rounding, divide
from pos_app.domain.tender import Method
from pos_app.services.order_payments import Paid
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.amount_field import AmountField
from ui.widgets.cards import GAP, Card, scrolling, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.restyle import label

_PARTS = (30, 50, 100)
_WIDTH = 460


class OrderAmount(QWidget):
    """Asks for the sum; chips fill in a part of what is still to be paid."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("order_amount")
        self._tr = Catalog("en")
        self._state: OrderState | None = None
        self._title = label("title", "order_amount_title")
        self._rest = label("soft", "order_amount_rest")
        self._error = wrapped("error", "order_amount_field_error")
        self.field = AmountField()
        self.field.setObjectName("order_amount_field")
        self.keypad = Keypad(look)
        self._parts = [QPushButton() for _ in _PARTS]
        self.go_button = KeyButton("order_amount_go_button", "Enter", role="primary")
        self.back_button = KeyButton("order_amount_back_button", "Esc")
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("How much is paid now?"))
        self.field.setAccessibleName(tr("How much is paid now?"))
        for button, part in zip(self._parts, _PARTS, strict=True):
            button.setText(tr("All of it") if part == 100 else f"{part}%")
            button.setAccessibleName(button.text())
        self.go_button.retranslate(tr("Go on to payment"))
        self.back_button.retranslate(tr("Back"))
        self.keypad.retranslate(tr)
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.keypad, self.go_button, self.back_button):
            part.restyle(look)

    def enter(self) -> None:
        """Ready to type over what is proposed."""
        self.field.setFocus()
        self.field.selectAll()

    def ask(self, state: OrderState) -> None:
        """Propose all that is left."""
        self._state = state
        self._error.hide()
        self.field.set_amount(state.left)
        self._tell()

    def refuse(self, error: Exception) -> None:
        """Say why so much cannot be taken."""
        self._tell_error(error)
        self.enter()

    def _tell_error(self, error: Exception) -> None:
        self._error.setText(told(error, self._tr))
        self._error.show()

    def _tell(self) -> None:
        if self._state is not None:
            words = self._tr("Still to be paid: {amount}")
            self._rest.setText(words.format(amount=format_rupiah(self._state.left)))

    @Slot()
    def _go(self) -> None:
        doubt = self.field.doubt
        if doubt is not None:
            self._tell_error(doubt)
            self.field.setFocus()
            return
        self.chosen.emit(self.field.amount() or 0)

    @Slot(int)
    def _fill(self, part: int) -> None:
        if self._state is not None:
            self._error.hide()
            self.field.set_amount(divide(self._state.left * part, 100, Rounding.HALF_UP))
            self.field.setFocus()

    @Slot(object)
    def _on_typed(self, _amount: object) -> None:
        self._error.hide()

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._go)
        self.field.amount_changed.connect(self._on_typed)
        self.field.refused.connect(self._tell_error)
        self.keypad.pressed.connect(self.field.press)
        self.go_button.clicked.connect(self._go)
        self.back_button.clicked.connect(self.left)
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._fill)
        for button, part in zip(self._parts, _PARTS, strict=True):
            button.setObjectName(f"order_part_{part}_button")
            button.setProperty("role", "chip")
            mapper.setMapping(button, part)
            button.clicked.connect(mapper.map)

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for button in self._parts:
            chips.addWidget(button, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.go_button, 1)
        card = _card_in_the_middle(self, "order_amount_card")
        for part in (self._title, self._rest, self.field, self._error):
            card.column.addWidget(part)
        card.column.addLayout(chips)
        card.column.addWidget(self.keypad)
        card.column.addLayout(buttons)


class OrderPaidView(QWidget):
    """What was taken or given back, the change large, and what is left."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("order_paid_view")
        self._tr = Catalog("en")
        self._paid: Paid | None = None
        self._icon = label("", "order_paid_icon")
        self._title = label("title", "order_paid_title")
        self._of = wrapped("soft", "order_paid_of")
        self._change_name = label("strong", "order_change_name")
        self._change = label("change", "order_change")
        self._rest = label("amount", "order_rest")
        self.button = KeyButton("order_paid_button", "Enter", role="primary", tall=True)
        card = _card_in_the_middle(self, "order_paid_card")
        middle = Qt.AlignmentFlag.AlignCenter
        for part in (
            self._icon,
            self._title,
            self._of,
            self._change_name,
            self._change,
            self._rest,
        ):
            part.setAlignment(middle)
            card.column.addWidget(part)
        card.column.addWidget(self.button)
        self.button.clicked.connect(self.left)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.button.retranslate(tr("Done"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._icon.setPixmap(look.pixmap("circle-check", "good", 48))
        self.button.restyle(look)

    def enter(self) -> None:
        """One press goes on."""
        self.button.setFocus()

    def show_paid(self, paid: Paid) -> None:
        """Show what was recorded."""
        self._paid = paid
        self._tell()

    def _tell(self) -> None:
        if self._paid is None:
            return
        tr, body = self._tr, self._paid.body
        back = body.amount < 0
        handed = format_rupiah(abs(body.amount + body.rounding))
        title = tr("{amount} given back") if back else tr("{amount} taken")
        self._title.setText(title.format(amount=handed))
        self._of.setText(
            tr("Order {number} of {buyer}").format(number=body.number, buyer=body.buyer.name)
        )
        cash = any(one.method is Method.CASH for one in body.tenders)
        for part in (self._change_name, self._change):
            part.setVisible(cash)
        self._change_name.setText(tr("Take out of the drawer") if back else tr("Change"))
        out = -sum(one.amount for one in body.payments if one.method is Method.CASH)
        self._change.setText(format_rupiah(out if back else body.change))
        rest = tr("Still to be paid: {amount}").format(
            amount=format_rupiah(max(body.value - body.paid, 0))
        )
        self._rest.setText("" if back else rest)


def _card_in_the_middle(view: QWidget, name: str) -> Card:
    """A card that scrolls on a low screen."""
    card = Card(name, 10)
    card.setMinimumWidth(_WIDTH)
    content = QWidget()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    middle = QVBoxLayout(content)
    middle.setContentsMargins(GAP, GAP, GAP, GAP)
    middle.addStretch(1)
    middle.addLayout(row)
    middle.addStretch(1)
    column = QVBoxLayout(view)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(scrolling(content))
    return card
