"""The right side of the sell page: the cart's lines, its sums, and the way to payment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pos_app.domain.cart import Cart
from pos_app.domain.money import format_rupiah
from pos_app.domain.pricing import PricedCart, price
from pos_app.domain.quantity import ONE, format_quantity
from resources.translations import Catalog
from ui.key_table import key_of
from ui.pages.selling.cart_header import CartHeader
from ui.pages.selling.cart_view import CartView
from ui.pages.sum_words import due_of, sums_of
from ui.theme import Look
from ui.widgets.key_button import KeyButton
from ui.widgets.pay_button import PayButton
from ui.widgets.restyle import label, line
from ui.widgets.sum_rows import SumRows

if TYPE_CHECKING:
    from ui.pages.selling.credit_row import CreditRow

_BUTTONS, _WORDS = 206, 200
"""What of the least width in px holds buttons and gaps, and what holds words."""


class CartPanel(QFrame):
    """Shows a cart; what people press comes out as signals of `lines` and its own."""

    pay_pressed = Signal()
    empty_pressed = Signal()
    quantity_pressed = Signal()
    discount_pressed = Signal()
    credit_dropped = Signal()
    order_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cart_panel")
        self.setProperty("role", "panel")
        self._tr = Catalog("en")
        self._priced = price(Cart(""))
        self._look = look
        self.credit: CreditRow | None = None
        self.lines = CartView(look, self)
        self.header = CartHeader(look, self)
        self._make_parts()
        self._lay_out()
        self._connect()
        self.restyle(look)

    def show_cart(self, priced: PricedCart, *, flash: bool) -> None:
        """Show a cart and its sums."""
        self._priced = priced
        self.lines.show_cart(priced, flash=flash)
        self._body.setCurrentIndex(0 if priced.lines else 1)
        self._tell_sums()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._nothing.setText(tr("The cart is empty"))
        self._nothing_hint.setText(tr("Scan a product, tap one, or type its name."))
        self.quantity_button.retranslate(tr("Quantity"))
        self.discount_button.retranslate(tr("Discount"))
        words = tr("Order the cart's goods; all orders")
        self.order_button.setToolTip(f"{words} ({key_of('order')})")
        self.order_button.setAccessibleName(words)
        self.empty_button.setToolTip(tr("Empty the cart"))
        self.empty_button.setAccessibleName(tr("Empty the cart"))
        self.header.retranslate(tr)
        self.lines.retranslate(tr)
        self._tell_sums()

    def tab_order(self) -> tuple[QWidget, ...]:
        """What Tab reaches, in the order in which it is read."""
        drop = () if self.credit is None else (self.credit.drop_button,)
        return self.lines, *drop, *self._buttons()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        if self.credit is not None:
            self.credit.restyle(look)
        self.lines.restyle(look)
        self.setMinimumWidth(_BUTTONS + look.px(_WORDS))
        self.header.restyle(look)
        self._nothing_icon.setPixmap(look.pixmap("scan-barcode", "ink_soft", 48))
        self.order_button.setIcon(look.icon("clipboard-list", "ink", 20))
        self.empty_button.setIcon(look.icon("trash-2", "ink", 20))

    def _make_parts(self) -> None:
        self._nothing_icon = QLabel(self)
        self._nothing = label("heading", "cart_empty_title", self)
        self._nothing_hint = label("soft", "cart_empty_hint", self)
        self._nothing_hint.setWordWrap(True)
        self._total_name = label("heading", "total_name", self)
        self._total = label("total", "total", self)
        self.quantity_button = KeyButton("quantity_button", key_of("quantity"))
        self.discount_button = KeyButton("discount_button", key_of("discount"))
        self.order_button = QPushButton(self)
        self.order_button.setObjectName("order_button")
        self.empty_button = QPushButton(self)
        self.empty_button.setObjectName("empty_button")
        for button in (self.order_button, self.empty_button):
            button.setIconSize(QSize(20, 20))
            button.setFixedSize(44, 44)
            button.setStyleSheet("padding: 0;")
        self.pay_button = PayButton(key_of("pay"), self)
        self.pay_button.setObjectName("pay_button")
        for button in (*self._buttons(), self.header.hold_button, self.header.held_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lines.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        self._body = QStackedWidget(self)
        self._body.addWidget(self.lines)
        self._body.addWidget(self._nothing_yet())
        self._body.setCurrentIndex(1)
        self._sums = SumRows(self)
        self._below = below = QVBoxLayout()
        below.setContentsMargins(16, 10, 16, 16)
        below.setSpacing(8)
        below.addWidget(self._sums)
        below.addLayout(_pair(self._total_name, self._total))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.quantity_button, 1)
        buttons.addWidget(self.discount_button, 1)
        buttons.addWidget(self.order_button)
        buttons.addWidget(self.empty_button)
        below.addLayout(buttons)
        below.addWidget(self.pay_button)
        column = _column(self, 0)
        column.addWidget(self.header)
        column.addWidget(line(self))
        column.addWidget(self._body, 1)
        column.addWidget(line(self))
        column.addLayout(below)

    def _nothing_yet(self) -> QWidget:
        place = QWidget(self)
        column = QVBoxLayout(place)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(8)
        column.addStretch(1)
        for part in (self._nothing_icon, self._nothing, self._nothing_hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(1)
        return place

    def _connect(self) -> None:
        self.pay_button.clicked.connect(self.pay_pressed)
        self.empty_button.clicked.connect(self.empty_pressed)
        self.order_button.clicked.connect(self.order_pressed)
        self.quantity_button.clicked.connect(self.quantity_pressed)
        self.discount_button.clicked.connect(self.discount_pressed)

    def _tell_sums(self) -> None:
        priced, tr = self._priced, self._tr
        some = bool(priced.lines)
        self.header.show_count(_count(priced.cart, tr))
        self._sums.show_rows(sums_of(priced, tr))
        if priced.cart.credit is not None or self.credit is not None:
            self._tell_credit()
        name, amount = due_of(priced, tr)
        self._total_name.setText(name)
        self._total.setText(format_rupiah(amount))
        swaps = some and priced.cart.credit is not None and not priced.to_pay
        told = format_rupiah(priced.to_pay) if some and not swaps else ""
        self.pay_button.tell(tr("EXCHANGE") if swaps else tr("PAY"), told)
        for button in self._buttons():
            button.setEnabled(some)

    def _tell_credit(self) -> None:
        """The row is made when goods are first brought back: a till starts without."""
        if self.credit is None:
            from ui.pages.selling.credit_row import CreditRow

            self.credit = CreditRow(self._look)
            self.credit.dropped.connect(self.credit_dropped)
            self._below.insertWidget(1, self.credit)
        credit = self._priced.cart.credit
        self.credit.setVisible(credit is not None)
        if credit is not None:
            self.credit.tell(credit, self._tr)

    def _buttons(self) -> tuple[QPushButton, ...]:
        above = self.quantity_button, self.discount_button, self.order_button, self.empty_button
        return *above, self.pay_button


def _count(cart: Cart, tr: Catalog) -> str:
    """`3 products · 6 pcs`; the second part only where pieces can be added up."""
    if not cart.lines:
        return "" if cart.is_empty else tr("Exchange")
    number = len(cart.lines)
    told = tr.plural("{count} product", "{count} products", number).format(count=number)
    pieces = all(line.product.unit == "pcs" for line in cart.lines)
    whole = sum(line.qty_milli for line in cart.lines)
    if pieces and whole % ONE == 0:
        return f"{told} · {format_quantity(whole)} pcs"
    return told


def _column(parent: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


def _pair(name: QLabel, amount: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(name)
    row.addStretch(1)
    row.addWidget(amount)
    return row
