"""The payment at hand, and what is typed into it."""

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.tender import Basis
from ui.presenters.payment import Payment, payment_display
from ui.presenters.payment_steps import changed, told


class PaymentAtHand(QObject):
    """While it is being saved nothing is typed into it."""

    changed = Signal(object)  # Payment
    displayed = Signal(object)  # Display

    def __init__(self) -> None:
        super().__init__()
        self._payment: Payment | None = None

    @property
    def payment(self) -> Payment | None:
        """None before the first."""
        return self._payment

    @property
    def idle(self) -> Payment | None:
        """The same, unless it is being saved."""
        payment = self._payment
        return None if payment is None or payment.saving else payment

    def put(self, payment: Payment) -> None:
        """Go on with it as it is now."""
        self._payment = payment
        self.changed.emit(payment)
        self.displayed.emit(payment_display(payment))

    def end(self) -> None:
        """It is over."""
        self._payment = None

    def receive(self, amount: int | None) -> None:
        """What the buyer hands over, as typed so far."""
        self._type(amount=amount)

    def refer(self, reference: str) -> None:
        """What names the payment elsewhere, as typed so far."""
        self._type(reference=reference)

    def approve(self, code: str) -> None:
        """The terminal's approval code, as typed so far."""
        self._type(approval=code)

    def of_kind(self, kind: str) -> None:
        """Which card, bank or wallet it is."""
        self._type(kind=kind)

    def saw(self, basis: Basis) -> None:
        """What was seen of a QRIS payment."""
        self._type(basis=basis)

    def doubt(self, error: LapakError) -> None:
        """Say that what was typed is no amount."""
        if self.idle is not None:
            self.put(told(self.idle, error))

    def _type(self, **typed: object) -> None:
        if self.idle is not None:
            now = msgspec.structs.replace(self.idle.typed, **typed)
            self.put(changed(self.idle, typed=now))
