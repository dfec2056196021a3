"""What became of one payment: found at the bank, or not, and why."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.awaited import AwaitedPayment, PaymentState
from pos_app.domain.money import format_rupiah
from pos_app.domain.words import MAX_REASON
from resources.translations import Catalog
from ui.models.payment_tables import method_words
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.settling import Settling

_REASONS = ("first", "second", "third")


class SettlePanel(Card):
    """Two buttons for the payment that is chosen; where a reason is needed it is asked first."""

    settled = Signal(object, object, str)  # AwaitedPayment, PaymentState, reason

    def __init__(self) -> None:
        super().__init__("settle_card", 10)
        self._tr = Catalog("en")
        self._payment: AwaitedPayment | None = None
        self._wanted = PaymentState.RECONCILED
        self._settling = Settling()
        self._words = wrapped("strong", "settle_words")
        self._before = wrapped("soft", "settle_before")
        self.lost_button = KeyButton("settle_lost_button", role="danger", icon="circle-x")
        self.found_button = KeyButton("settle_found_button", role="primary", icon="check")
        self.reasons = ChoiceChips("settle_reason", _REASONS)
        self.reason = FormField("settle_reason_field")
        self.reason.field.setMaxLength(MAX_REASON)
        self.cancel_button = KeyButton("settle_cancel_button", "Esc")
        self.record_button = KeyButton("settle_record_button", "Enter", role="primary")
        self._lay_out()
        self._connect()
        self.show_payment(None)

    @property
    def is_asking(self) -> bool:
        """Whether a reason is being asked for."""
        return not self._asking.isHidden()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.lost_button.retranslate(tr("Not received"))
        self.found_button.retranslate(tr("FOUND AT THE BANK"))
        self.cancel_button.retranslate(tr("Cancel"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for button in self._buttons:
            button.restyle(look)

    def show_payment(self, payment: AwaitedPayment | None) -> None:
        """Ask about a payment, or say that one has to be chosen."""
        self._payment = payment
        self._show_asking(asking=False)
        self._say()

    def set_busy(self, *, busy: bool) -> None:
        """Nothing can be pressed while something is recorded."""
        for button in self._buttons:
            button.setEnabled(not busy and (self._payment is not None))

    def cancel(self) -> None:
        """Ask for no reason any more."""
        self._show_asking(asking=False)
        self.found_button.setFocus()

    def _lay_out(self) -> None:
        self._buttons = (
            *(self.lost_button, self.found_button),
            *(self.cancel_button, self.record_button),
        )
        head = QHBoxLayout()
        head.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._words)
        words.addWidget(self._before)
        words.addStretch(1)
        head.addLayout(words, 1)
        head.addWidget(self.lost_button)
        head.addWidget(self.found_button)
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reasons)
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        for button in (self.cancel_button, self.record_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.column.setContentsMargins(20, 12, 20, 12)
        self.column.addLayout(head)
        self.column.addWidget(self._asking)

    def _show_asking(self, *, asking: bool) -> None:
        self._asking.setVisible(asking)
        for button in (self.lost_button, self.found_button):
            button.setVisible(not asking)

    def _connect(self) -> None:
        self.found_button.clicked.connect(self._on_found)
        self.lost_button.clicked.connect(self._on_lost)
        self.cancel_button.clicked.connect(self.cancel)
        self.record_button.clicked.connect(self._record)
        self.reason.submitted.connect(self._record)
        self.reasons.chosen.connect(self._on_reason_chosen)

    @Slot()
    def _on_found(self) -> None:
        if self._payment is None or not self._settling.is_over:
            return
        if self._payment.state is PaymentState.CONFIRMED:
            self._emit(PaymentState.RECONCILED, "")
        else:
            self._ask(PaymentState.RECONCILED)

    @Slot()
    def _on_lost(self) -> None:
        self._ask(PaymentState.DISPUTED)

    @Slot(str)
    def _on_reason_chosen(self, _chosen: str) -> None:
        self.reason.field.clear()
        self.reason.show_error("")

    @Slot()
    def _record(self) -> None:
        if self.is_asking and self._settling.is_over:
            chosen = self.reasons.chips[self.reasons.value()].text()
            self._emit(self._wanted, self.reason.text().strip() or chosen)

    def _emit(self, state: PaymentState, reason: str) -> None:
        """A second press in the next moment was meant for this payment, not for the next one."""
        self._settling.begin()
        self.settled.emit(self._payment, state, reason)

    def _ask(self, wanted: PaymentState) -> None:
        self._wanted = wanted
        self._settling.begin()
        self._show_asking(asking=True)
        self.reason.field.clear()
        self._say()
        self.record_button.setFocus()

    def _say(self) -> None:
        tr, payment = self._tr, self._payment
        self._before.setVisible(payment is not None and bool(payment.reason or payment.voided))
        self.set_busy(busy=False)
        self._say_reasons()
        if payment is None:
            self._words.setText(tr("Choose a payment to say what became of it."))
            return
        parts = (
            *(payment.title, method_words(payment.method, tr)),
            *(format_rupiah(payment.amount), payment.cashier),
        )
        self._words.setText(" · ".join(part for part in parts if part))
        notes = [tr("Disputed: {reason}").format(reason=payment.reason)] if payment.reason else []
        if payment.voided:
            notes.append(tr("The sale was voided. Did this money come in all the same?"))
        self._before.setText(" ".join(notes))
        self.lost_button.setEnabled(payment.state is PaymentState.CONFIRMED)

    def _say_reasons(self) -> None:
        tr = self._tr
        if self._wanted is PaymentState.DISPUTED:
            words = (tr("Not in the account"), tr("Another amount"), tr("False proof"))
            self.record_button.retranslate(tr("Record as not received"))
        else:
            words = (tr("It came later"), tr("Found after all"), tr("Paid in another way"))
            self.record_button.retranslate(tr("Record as found"))
        self.reasons.retranslate(dict(zip(_REASONS, words, strict=True)))
        self.reason.retranslate(tr("Another reason"))
