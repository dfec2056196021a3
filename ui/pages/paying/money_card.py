"""The middle of the pay page: what is owed, what is handed over, and the button that takes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.money import format_rupiah
from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.pages.paying.tender_form import TenderForm
from ui.pages.told import told
from ui.presenters.payment import Payment
from ui.theme import Look
from ui.widgets.amount_field import AmountField
from ui.widgets.cards import Card, ValueRow, wrapped
from ui.widgets.change_panel import ChangePanel
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import give_role, line
from ui.widgets.tone_panel import TonePanel

_MOST_CASH = 999_999_999
"""Rupiah in notes that nobody carries; more digits would not fit the field."""
_WIDEST_CASH = 238
"""Room in px for that sum."""
_NAME = 112
"""Room in px for what the sum is, beside it."""


class MoneyCard(Card):
    """Sums, the amount in hand with what its method asks for, change, trouble, buttons."""

    def __init__(self, look: Look) -> None:
        super().__init__("pay_card", 16)
        self._tr = Catalog("en")
        self._look = look
        self._low = self._narrow = False
        self._payment: Payment | None = None
        self._total = ValueRow("pay_total", "total")
        self._credit = ValueRow("pay_credit")
        self._paid = ValueRow("pay_paid")
        self._rounding = ValueRow("pay_rounding")
        self._owed = ValueRow("pay_owed", "total")
        self._name = wrapped("strong", "pay_received_name")
        self._hint = wrapped("small", "pay_received_hint")
        self.received = AmountField()
        self.received.setObjectName("received_field")
        self.form = TenderForm()
        self._change = ChangePanel()
        self._trouble = TonePanel("pay_trouble")
        self._trouble.set_tone("error")
        self._trouble_icon = QLabel()
        self._trouble_text = self._trouble.toned(wrapped("error", "pay_trouble_text"))
        self.part_button = KeyButton("pay_part_button", "+")
        self.accept_button = KeyButton(
            "pay_accept_button", "Enter", role="primary", icon="check", tall=True
        )
        self._lay_out()
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.part_button.restyle(look)
        self.accept_button.restyle(look)
        self._trouble_icon.setPixmap(look.pixmap("circle-x", "danger", 20))

    def fit(self, width: int, *, narrow: bool, low: bool) -> None:
        """Keep what has to be read and pressed where there is little room."""
        self._narrow, self._low = narrow, low
        room, field, name = width - 40, self._look.px(_WIDEST_CASH), self._look.px(_NAME)
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        stacked = room < field + name
        self._money.setDirection(down if stacked else beside)
        self.accept_button.fit(slim=stacked)
        self.received.setMinimumWidth(max(min(field, room), 0))
        self.column.setSpacing(8 if low else 16)
        self.column.setContentsMargins(20, *((12, 20, 14) if low else (18, 20, 20)))
        self._change.fit(narrow=narrow, low=low and not stacked)
        self.form.fit(low=low)
        if self._payment is not None:  # what is told depends on the room
            self._show_told(self._payment)

    def show_payment(self, payment: Payment, tr: Catalog) -> None:
        """Show a payment as it stands."""
        self._tr, self._payment = tr, payment
        self.received.most = max(_MOST_CASH, payment.owed)
        if self.received.amount() != payment.typed.amount:
            self.received.set_amount(payment.typed.amount)
        self.received.setReadOnly(payment.saving)
        for part in (self._name, self.received):
            part.setVisible(payment.needs_money)
        self.form.show_method(payment.method, payment.typed, tr)
        self.form.lock(locked=payment.saving)
        self._show_told(payment)
        self._trouble.setVisible(payment.error is not None)
        if payment.error is not None:
            self._trouble_text.setText(told(payment.error, tr))
        self._show_buttons(payment)

    def _show_told(self, payment: Payment) -> None:
        self._show_sums(payment)
        self._show_names(payment)
        self._show_change(payment)

    def _show_sums(self, payment: Payment) -> None:
        tr = self._tr
        crowded = self._is_crowded(payment)
        rounded = payment.rounding != 0
        credit = payment.priced.cart.credit
        apart = bool(payment.taken) or rounded or credit is not None
        self._total.tell(tr("Amount due"), format_rupiah(payment.priced.total))
        if credit is not None:
            self._credit.tell(tr("Brought back"), format_rupiah(-payment.brought_back))
        self._credit.setVisible(credit is not None)
        give_role(self._total.value, "amount" if apart else "total")
        self._paid.tell(tr("Taken so far"), format_rupiah(payment.paid))
        self._paid.setVisible(bool(payment.taken) and not crowded)
        self._rounding.tell(tr("Rounding"), format_rupiah(payment.rounding))
        self._rounding.setVisible(rounded and not crowded)
        part = payment.taken or credit is not None
        left = tr("Left to pay") if part else tr("To pay in cash")
        self._owed.tell(left, format_rupiah(payment.owed))
        self._owed.setVisible(apart)

    def _show_names(self, payment: Payment) -> None:
        tr = self._tr
        if payment.method is Method.CASH:
            name, hint = tr("Cash received"), tr("Type it, or press a sum at the right")
        elif payment.method is Method.VOUCHER:
            name, hint = tr("Worth of the voucher"), tr("No more counts than is owed")
        else:
            name = method_name(payment.method, tr)
            hint = tr("Type less if the rest is paid otherwise")
        self._name.setText(name)
        self._hint.setText(hint)
        self._hint.setVisible(not self._narrow and payment.needs_money)
        self.received.setAccessibleName(name)

    def _show_change(self, payment: Payment) -> None:
        tr, change = self._tr, self._change
        crowded = self._is_crowded(payment)
        if payment.method is not Method.CASH:
            told_apart = payment.missing or payment.over or payment.forfeited
            said = crowded or (payment.error is not None and payment.taken)
            change.setVisible(bool(told_apart) and not said)
        else:
            change.setVisible(not (crowded and payment.taken))
        if payment.handed_back:
            given = format_rupiah(payment.handed_back + payment.over)
            change.tell("good", tr("Give back in cash"), given)
        elif payment.forfeited:
            change.tell("attention", tr("Not given back"), format_rupiah(payment.forfeited))
        elif payment.typed.amount is None and not payment.is_covered:
            change.tell("card", tr("Change"), "–")
        elif payment.missing:
            change.tell("attention", tr("Still missing"), format_rupiah(payment.missing))
        elif payment.over and payment.method is not Method.CASH:
            change.tell("error", tr("Too much"), format_rupiah(payment.over))
        else:
            change.tell("good", tr("Change"), format_rupiah(payment.over))

    def _is_crowded(self, payment: Payment) -> bool:
        """Whether a sentence needs the room of what can be told without it."""
        return (self._low or self._narrow) and payment.error is not None

    def _show_buttons(self, payment: Payment) -> None:
        tr = self._tr
        part = tr("Take {amount} first").format(amount=format_rupiah(payment.in_hand))
        self.part_button.setVisible(payment.can_take_part)
        self.part_button.retranslate(part)
        self.accept_button.retranslate(_accepting(payment, tr))
        self.accept_button.setEnabled(payment.can_confirm)

    def _lay_out(self) -> None:
        for row in (self._total, self._credit, self._paid, self._rounding, self._owed):
            self.column.addWidget(row)
        self.column.addWidget(line())
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(self._name)
        names.addWidget(self._hint)
        names.addStretch(1)
        self._money = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._money.addLayout(names, 1)
        self._money.addWidget(self.received, 1)
        self.column.addLayout(self._money)
        self.column.addWidget(self.form)
        self.column.addWidget(self._change)
        self.column.addWidget(self._trouble_panel())
        self.column.addStretch(1)
        self.column.addWidget(self.part_button)
        self.column.addWidget(self.accept_button)

    def _trouble_panel(self) -> QWidget:
        row = QHBoxLayout(self._trouble)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._trouble_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._trouble_text, 1)
        self._trouble.hide()
        return self._trouble


def _accepting(payment: Payment, tr: Catalog) -> str:
    """What the press does."""
    if payment.saving:
        return tr("SAVING …")
    if payment.method is Method.QRIS and not payment.is_covered:
        return tr("SHOW THE QR CODE") if payment.qris.code else tr("GO ON")
    if payment.method is not Method.CASH and payment.missing and payment.in_hand:
        return tr("TAKE {amount} FIRST").format(amount=format_rupiah(payment.in_hand))
    if payment.brought_back and not payment.due:
        return tr("EXCHANGE THE GOODS")
    return tr("ACCEPT PAYMENT")
