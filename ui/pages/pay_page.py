"""Taking the money: what is owed, what was handed over, what goes back."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from resources.translations import Catalog
from ui.pages.told import told
from ui.presenters.pay import Payment, PayPresenter
from ui.theme import Look
from ui.widgets.amount_field import AmountField
from ui.widgets.cards import GAP, Card, ValueRow, wrapped
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key
from ui.widgets.pair_list import PairList
from ui.widgets.quick_cash import QuickCash
from ui.widgets.restyle import label, line
from ui.widgets.tone_panel import TonePanel

_NARROW = 1100
"""Below this width in px the two buttons stand on top of each other."""
_MOST_CASH = 999_999_999
"""Rupiah in notes that nobody carries; more digits would not fit the field."""


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
        """Stack the two buttons where there is no room beside each other."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        way = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(way)
        down = QBoxLayout.Direction.TopToBottom
        self._change_row.setDirection(down if narrow else QBoxLayout.Direction.LeftToRight)
        self._left.setFixedWidth(196 if narrow else 300)
        self._right.setFixedWidth(288 if narrow else 400)

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
        self._change = TonePanel("pay_change_panel")
        self._change_name = self._change.toned(QLabel())
        self._change_amount = self._change.toned(label("soft", "pay_change"))
        self._change_amount.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self._trouble = TonePanel("pay_trouble")
        self._trouble.set_tone("error")
        self._trouble_icon = QLabel()
        self._trouble_text = self._trouble.toned(wrapped("error", "pay_trouble_text"))
        self._back = KeyButton("pay_back_button", "Esc", tall=True)
        self._accept = KeyButton(
            "pay_accept_button", "Enter", role="primary", icon="check", tall=True
        )
        self.quick = QuickCash()
        self.keypad = Keypad(look)

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
        items.column.addWidget(self._items_count)
        items.column.addWidget(self._items)
        box.addWidget(items, 1)
        return column

    def _money_card(self) -> QWidget:
        card = Card("pay_card", 16)
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
        self.received.setMinimumWidth(200)
        card.column.addLayout(money)
        card.column.addWidget(self._change_panel())
        card.column.addWidget(self._trouble_panel())
        card.column.addStretch(1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(10)
        self._buttons.addWidget(self._back)
        self._buttons.addWidget(self._accept, 1)
        card.column.addLayout(self._buttons)
        return card

    def _change_panel(self) -> QWidget:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._change)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(0)
        row.addWidget(self._change_name)
        row.addStretch(1)
        row.addWidget(self._change_amount)
        self._change_row = row
        self._change.setFixedHeight(92)
        self._change_name.setStyleSheet("font-size: 16px; font-weight: 600;")
        self._change_amount.setStyleSheet("font-size: 40px; font-weight: 700;")
        return self._change

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
        box.setContentsMargins(0, 48, 0, 0)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.quick, 4)
        beside.addWidget(self.keypad, 7)
        box.addLayout(beside)
        box.addStretch(1)
        return column

    def _connect(self) -> None:
        self._presenter.changed.connect(self._render)
        self.received.amount_changed.connect(self._presenter.receive)
        self.keypad.pressed.connect(self._on_key)
        self.quick.chosen.connect(self._presenter.receive)
        self._accept.clicked.connect(self._presenter.confirm)
        self._back.clicked.connect(self._presenter.leave)
        on_key(self, (Qt.Key.Key_Escape,), self._presenter.leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._presenter.confirm)

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
            self.received.selectAll()  # what is typed after a quick sum replaces it
        self.received.setReadOnly(payment.saving)
        self.quick.show_sums(payment.total, payment.suggestions, payment.received)
        self.quick.setEnabled(not payment.saving)
        self.keypad.setEnabled(not payment.saving)
        self._show_change(payment)
        self._trouble.setVisible(payment.error is not None)
        if payment.error is not None:
            self._trouble_text.setText(told(payment.error, self._tr))
            self.received.selectAll()  # what is typed next replaces the sum
        words = self._tr("SAVING …") if payment.saving else self._tr("ACCEPT PAYMENT")
        self._accept.retranslate(words)
        self._accept.setEnabled(payment.can_confirm)
        self._back.setEnabled(not payment.saving)

    def _show_cart(self, payment: Payment) -> None:
        tr, lines = self._tr, payment.cart.lines
        self._total.tell(tr("Amount due"), format_rupiah(payment.total))
        self.received.most = max(_MOST_CASH, payment.total)
        self._items_count.setText(
            tr.plural("{n} item", "{n} items", len(lines)).format(n=len(lines))
        )
        self._items.show_pairs(
            tuple(
                (f"{format_quantity(one.qty_milli)} × {one.product.name}", format_amount(one.total))
                for one in lines
            )
        )

    def _show_change(self, payment: Payment) -> None:
        tr = self._tr
        if payment.received is None and payment.total:
            self._change.set_tone("card")
            self._change_name.setText(tr("Change"))
            self._change_amount.setText("–")
        elif payment.missing:
            self._change.set_tone("attention")
            self._change_name.setText(tr("Still missing"))
            self._change_amount.setText(format_rupiah(payment.missing))
        else:
            self._change.set_tone("good")
            self._change_name.setText(tr("Change"))
            self._change_amount.setText(format_rupiah(payment.change))


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
