"""Methods at the left, the money in the middle, what was taken and the keys at the right."""

from PySide6.QtCore import QSignalMapper, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pos_app.domain.money import format_rupiah
from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.pages.paying.money_card import MoneyCard
from ui.pages.paying.pay_words import METHODS, tender_name
from ui.presenters.payment import Payment
from ui.theme import Look
from ui.widgets.cards import GAP
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad, press_in
from ui.widgets.method_button import MethodButton
from ui.widgets.quick_cash import QuickCash
from ui.widgets.restyle import label
from ui.widgets.taken_list import TakenList, TakenRow

_NARROW = 1100
"""Below this width in px the columns at the sides are slimmer."""
_LOW = 640
"""Below this height in px everything stands closer."""
_HIGHEST_KEYS = 5 * 84 + 4 * 8
_FIRST_KEY = 2


class MoneyView(QWidget):
    """Everything but a QRIS code that is waited for. `field` is the one that keys write into."""

    method_chosen = Signal(object)  # Method

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("money_view")
        self._tr = Catalog("en")
        self._look = look
        self._title = label("title", "pay_title")
        self._count = label("soft", "pay_items_count")
        self._methods = {
            method: MethodButton(f"method_{method}_button", icon, f"F{_FIRST_KEY + place}", look)
            for place, (method, icon) in enumerate(METHODS.items())
        }
        self.card = MoneyCard(look)
        self.taken = TakenList("pay_taken", look)
        self.quick = QuickCash()
        self.keypad = Keypad(look, clear=True)
        self.back_button = KeyButton("pay_back_button", "Esc", tall=True)
        self._shown: Method | None = None
        self._field: QLineEdit = self.card.received
        self._fields = (self.card.received, self.card.form.reference, self.card.form.approval)
        self._lay_out()
        self._connect()
        self.restyle(look)

    @property
    def field(self) -> QLineEdit:
        """The field at hand: the one with the focus, else the last that had it."""
        focused = QApplication.focusWidget()
        if focused in self._fields:
            self._field = focused
        return self._field if self._field.isVisible() else self.card.received

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but those that follow the payment."""
        self._tr = tr
        self._title.setText(tr("Payment"))
        for method, button in self._methods.items():
            button.tell(method_name(method, tr))
        self.back_button.retranslate(tr("Back"))
        self.quick.retranslate(tr)
        self.keypad.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for part in (self.card, self.taken, self.quick, self.keypad):
            part.restyle(look)
        for button in self._methods.values():
            button.restyle(look)
        self.back_button.restyle(look)

    def show_payment(self, payment: Payment) -> None:
        """Show a payment as it stands."""
        tr, idle = self._tr, not payment.saving
        count = len(payment.priced.lines)
        self._count.setText(tr.plural("{n} item", "{n} items", count).format(n=count))
        for method, button in self._methods.items():
            button.setChecked(method is payment.method)
            button.setEnabled(idle and payment.needs_money)
        self.card.show_payment(payment, tr)
        self.taken.show_rows(_rows(payment, tr))
        self.taken.setEnabled(idle)
        self.quick.setVisible(payment.method is Method.CASH)
        self.quick.show_sums(payment.owed, payment.suggestions, payment.typed.amount)
        self.quick.setEnabled(idle and payment.needs_money)
        self.keypad.setEnabled(idle and payment.needs_money)
        self.back_button.setEnabled(idle)
        if payment.method is not self._shown:
            self._shown = payment.method
            self.enter()

    def enter(self) -> None:
        """Ready for keys: the amount in cash, else what names the payment."""
        form = self.card.form
        asks = self._shown not in {None, Method.CASH, Method.QRIS}
        self._field = form.reference if asks else self.card.received
        self.type_anew()

    def type_anew(self) -> None:
        """What is typed next replaces what stands in the field at hand."""
        if self._field.isHidden():
            self.card.accept_button.setFocus()  # there is no money to be typed
        else:
            self._field.setFocus()
            self._field.selectAll()

    def press(self, key: str) -> None:
        """Type a key of the pad into the field at hand, if there is one."""
        if not self.keypad.isEnabled():
            return
        field = self.field
        press_in(field, key)
        field.setFocus()

    def fit(self, width: int, height: int) -> None:
        """Share the room: slimmer columns and closer rows where there is little."""
        px = self._look.px
        narrow, low = width < px(_NARROW), height < px(_LOW)
        left, right = (max(200, px(160)), max(288, px(250))) if narrow else (300, 400)
        self._left.setFixedWidth(left)
        self._right.setFixedWidth(right)
        for button in self._methods.values():
            button.fit(low=low)
        self.card.fit(width - left - right - 4 * GAP, narrow=narrow, low=low)

    def _lay_out(self) -> None:
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(GAP)
        self._left, left = _column(8)
        names = QHBoxLayout()
        names.addWidget(self._title)
        names.addStretch(1)
        names.addWidget(self._count)
        left.addLayout(names)
        self._group = QButtonGroup(self)
        for place, button in enumerate(self._methods.values()):
            self._group.addButton(button, place)
            left.addWidget(button)
        left.addStretch(1)
        left.addWidget(self.back_button)
        self._right, right = _column(12)
        right.addWidget(self.taken)
        right.addWidget(self._keys(), 1)
        right.addStretch()
        page.addWidget(self._left)
        page.addWidget(self.card, 1)
        page.addWidget(self._right)

    def _keys(self) -> QWidget:
        keys = QWidget()
        keys.setMaximumHeight(_HIGHEST_KEYS)
        beside = QHBoxLayout(keys)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.quick, 4)
        beside.addWidget(self.keypad, 7)
        return keys

    def _connect(self) -> None:
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._on_method)
        for place, button in enumerate(self._methods.values()):
            mapper.setMapping(button, place)
            button.clicked.connect(mapper.map)
        self.keypad.pressed.connect(self.press)

    def _on_method(self, place: int) -> None:
        self.method_chosen.emit(list(self._methods)[place])


def _rows(payment: Payment, tr: Catalog) -> tuple[TakenRow, ...]:
    rows = []
    for tender in payment.taken:
        name, amount = tender_name(tender, tr), format_rupiah(tender.amount)
        remove = tr("Take out {name} {amount}").format(name=name, amount=amount)
        rows.append(TakenRow(name, amount, remove))
    return tuple(rows)


def _column(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    return column, box
