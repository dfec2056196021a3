"""Taking the money: what is owed, what was handed over, what goes back."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from resources.translations import Catalog
from ui.pages.told import told
from ui.presenters.pay import Payment, PayPresenter
from ui.theme import Look
from ui.widgets.amount_field import BACKSPACE, AmountField
from ui.widgets.cards import GAP, Card, ValueRow, wrapped
from ui.widgets.change_panel import ChangePanel
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key
from ui.widgets.pair_list import PairList
from ui.widgets.quick_cash import QuickCash
from ui.widgets.restyle import label, line
from ui.widgets.tone_panel import TonePanel

_NARROW = 1100
"""Below this width in px the columns at the sides are slimmer."""
_LOW = 560
"""Below this height in px the change stands beside its name, so that a sentence still fits."""
_MOST_CASH = 999_999_999
"""Rupiah in notes that nobody carries; more digits would not fit the field."""
_WIDEST_CASH = 238
"""Room in px for that sum."""
_DIGITS = frozenset("0123456789")
_HIGHEST_KEYS = 5 * 84 + 4 * 8


class PayPage(QWidget):
    """Methods and cart at the left, the money in the middle, quick cash and keys at the right."""

    def __init__(self, presenter: PayPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("pay_page")
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Payment"))
        self._cash.tell(tr("Cash"), "")
        self._received_name.setText(tr("Cash received"))
        self._items.setAccessibleName(tr("Cart"))
        self._received_hint.setText(tr("Type it, or press a sum at the right"))
        self.received.setAccessibleName(tr("Cash received"))
        self._back.retranslate(tr("Back"))
        self.quick.retranslate(tr)
        self.keypad.retranslate(tr)
        self._render(self._presenter.payment)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for part in (self._cash, self._accept, self._back, self.quick):
            part.restyle(look)
        self._trouble_icon.setPixmap(look.pixmap("circle-x", "danger", 20))
        self._items.restyle(look)
        self.keypad.restyle(look)

    def enter(self) -> None:
        """Ready to type what the buyer hands over."""
        self.received.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room: slimmer columns and a lower change where there is little."""
        super().resizeEvent(event)
        narrow, low = self.width() < _NARROW, self.height() < _LOW
        self._left.setFixedWidth(200 if narrow else 300)
        self._right.setFixedWidth(288 if narrow else 400)
        self._received_hint.setVisible(not narrow)
        self._card.column.setSpacing(10 if low else 16)
        self._change.fit(narrow=narrow, low=low)

    def _make_parts(self, look: Look) -> None:
        self._title = label("title", "pay_title")
        self._cash = _cash_method(look)
        self._items = PairList("pay_items", look)
        self._items_count = label("heading", "pay_items_count")
        self._total = ValueRow("pay_total", "total")
        self._received_name = label("strong", "pay_received_name")
        self._received_hint = wrapped("small", "pay_received_hint")
        self.received = AmountField()
        self.received.setObjectName("received_field")
        self._change = ChangePanel()
        self._trouble = TonePanel("pay_trouble")
        self._trouble.set_tone("error")
        self._trouble_icon = QLabel()
        self._trouble_text = self._trouble.toned(wrapped("error", "pay_trouble_text"))
        self._back = KeyButton("pay_back_button", "Esc", tall=True)
        self._accept = KeyButton(
            "pay_accept_button", "Enter", role="primary", icon="check", tall=True
        )
        self.quick = QuickCash()
        self.keypad = Keypad(look, clear=True)

    def _lay_out(self) -> None:
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(GAP)
        self._left = self._left_column()
        self._right = self._right_column()
        page.addWidget(self._left)
        page.addWidget(self._money_card(), 1)
        page.addWidget(self._right)

    def _left_column(self) -> QWidget:
        column, box = _column()
        box.addWidget(self._title)
        box.addWidget(self._cash)
        items = Card("pay_items_card", 8)
        items.column.setContentsMargins(14, 14, 12, 14)
        items.column.addWidget(self._items_count)
        items.column.addWidget(self._items)
        box.addWidget(items, 1)
        box.addWidget(self._back)
        return column

    def _money_card(self) -> QWidget:
        self._card = card = Card("pay_card", 16)
        card.column.addWidget(self._total)
        card.column.addWidget(line())
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(self._received_name)
        names.addWidget(self._received_hint)
        names.addStretch(1)
        money = QHBoxLayout()
        money.addLayout(names, 1)
        money.addWidget(self.received, 1)
        self.received.setMinimumWidth(_WIDEST_CASH)
        card.column.addLayout(money)
        card.column.addWidget(self._change)
        card.column.addWidget(self._trouble_panel())
        card.column.addStretch(1)
        card.column.addWidget(self._accept)
        return card

    def _trouble_panel(self) -> QWidget:
        row = QHBoxLayout(self._trouble)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._trouble_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._trouble_text, 1)
        self._trouble.hide()
        return self._trouble

    def _right_column(self) -> QWidget:
        column, box = _column()
        keys = QWidget()
        keys.setMaximumHeight(_HIGHEST_KEYS)
        beside = QHBoxLayout(keys)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.quick, 4)
        beside.addWidget(self.keypad, 7)
        box.addWidget(keys, 1)
        box.addStretch()
        return column

    def _connect(self) -> None:
        self._presenter.changed.connect(self._render)
        self.received.amount_changed.connect(self._presenter.receive)
        self.keypad.pressed.connect(self._on_key)
        self.quick.chosen.connect(self._on_sum_chosen)
        self._accept.clicked.connect(self._presenter.confirm)
        self._back.clicked.connect(self._presenter.leave)
        on_key(self, (Qt.Key.Key_Escape,), self._presenter.leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)
        self._presenter.refused.connect(self._type_anew)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits reach the amount from wherever the focus is."""
        if event.text() in _DIGITS:
            self._on_key(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._on_key(BACKSPACE)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_enter(self) -> None:
        """Press the button that has the focus; without one, accept."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self._presenter.confirm()

    @Slot(object)
    def _on_sum_chosen(self, amount: int) -> None:
        self._presenter.receive(amount)
        self._type_anew()

    @Slot()
    def _type_anew(self) -> None:
        """What is typed next replaces the sum."""
        self.received.setFocus()
        self.received.selectAll()

    @Slot(str)
    def _on_key(self, key: str) -> None:
        self.received.press(key)
        self.received.setFocus()

    @Slot(object)
    def _render(self, payment: Payment | None) -> None:
        if payment is None:
            return
        self._show_cart(payment)
        if self.received.amount() != payment.received:
            self.received.set_amount(payment.received)
        self.received.setReadOnly(payment.saving)
        self.quick.show_sums(payment.total, payment.suggestions, payment.received)
        self.quick.setEnabled(not payment.saving)
        self.keypad.setEnabled(not payment.saving)
        self._show_change(payment)
        self._trouble.setVisible(payment.error is not None)
        if payment.error is not None:
            self._trouble_text.setText(told(payment.error, self._tr))
        words = self._tr("SAVING …") if payment.saving else self._tr("ACCEPT PAYMENT")
        self._accept.retranslate(words)
        self._accept.setEnabled(payment.can_confirm)
        self._back.setEnabled(not payment.saving)

    def _show_cart(self, payment: Payment) -> None:
        tr, lines = self._tr, payment.priced.lines
        self._total.tell(tr("Amount due"), format_rupiah(payment.total))
        self.received.most = max(_MOST_CASH, payment.total)
        amounts = [format_amount(one.total) for one in lines]
        self._items_count.setText(
            tr.plural("{n} item", "{n} items", len(lines)).format(n=len(lines))
        )
        self._items.show_pairs(
            tuple(
                (f"{format_quantity(one.line.qty_milli)} × {one.product.name}", amount)
                for one, amount in zip(lines, amounts, strict=True)
            )
        )

    def _show_change(self, payment: Payment) -> None:
        tr = self._tr
        if payment.received is None and payment.total:
            self._change.tell("card", tr("Change"), "–")
        elif payment.missing:
            self._change.tell("attention", tr("Still missing"), format_rupiah(payment.missing))
        else:
            self._change.tell("good", tr("Change"), format_rupiah(payment.change))


def _cash_method(look: Look) -> ChoiceButton:
    button = ChoiceButton("method_cash_button", "banknote", look)
    button.setCheckable(True)
    button.setChecked(True)
    button.setAutoExclusive(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _column() -> tuple[QWidget, QVBoxLayout]:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(12)
    return column, box
