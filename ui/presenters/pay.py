"""The state of a payment: what is owed, what was handed over, what goes back."""

import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.domain.pricing import PricedCart
from pos_app.domain.tender import Method, Tender, quick_cash
from pos_app.services import checkout
from pos_app.services.checkout import Completed
from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.widgets.settling import Settling

_LARGEST_NOTE = 100_000


class Payment(msgspec.Struct, frozen=True):
    """A cart being paid in cash. `received` is None until something was typed.

    `saving` holds from the press that confirms until the answer; `error` is why the last try
    failed, while nothing was lost. `sure` means that a doubtful sum was pointed out already.
    """

    priced: PricedCart
    received: int | None = None
    saving: bool = False
    error: Exception | None = None
    sure: bool = False

    @property
    def total(self) -> int:
        """The amount due."""
        return self.priced.total

    @property
    def missing(self) -> int:
        """What is still owed; 0 when enough was handed over."""
        return max(self.total - (self.received or 0), 0)

    @property
    def change(self) -> int:
        """What goes back to the buyer."""
        return max((self.received or 0) - self.total, 0)

    @property
    def can_confirm(self) -> bool:
        """Whether the sale may be completed now."""
        return not self.saving and not self.missing

    @property
    def suggestions(self) -> tuple[int, ...]:
        """Sums that a buyer is likely to hand over, besides the exact one."""
        return quick_cash(self.total)


class PayPresenter(QObject):
    """Takes cash for a cart and completes the sale, once."""

    changed = Signal(object)  # Payment
    paid = Signal(object)  # Completed
    left = Signal()
    refused = Signal()  # the sum has to be looked at again

    def __init__(
        self,
        counter: Counter,
        background: Background,
        clock: Callable[[], float] = time.monotonic,
        guarded: Guarded | None = None,
    ) -> None:
        super().__init__()
        self._guarded = guarded or Guarded(counter.till, background)
        self._doubt = Settling(clock)
        self._counter = counter
        self._background = background
        self._payment: Payment | None = None

    @property
    def payment(self) -> Payment | None:
        """The payment at hand; None before the first."""
        return self._payment

    def begin(self, priced: PricedCart) -> None:
        """Start to take money for a cart; one that is just being saved goes on as it is."""
        if self._payment is None or not self._payment.saving:
            self._now(Payment(priced))

    def receive(self, amount: int | None) -> None:
        """What the buyer hands over, as typed so far."""
        if self._payment is not None and not self._payment.saving:
            self._now(_with(self._payment, received=amount, sure=False))

    def confirm(self) -> None:
        """Complete the sale; a second press while it is being saved does nothing.

        A sum that is too large to be natural asks for another press first, by somebody who has
        had the time to read why.
        """
        payment = self._payment
        if payment is None or payment.saving:
            return
        if payment.missing:
            self.refused.emit()
        elif is_doubtful(payment.total, payment.received or 0) and not payment.sure:
            self._ask(payment)
        elif self._doubt.is_over:
            self._complete(payment)

    def _ask(self, payment: Payment) -> None:
        self._doubt.begin()
        doubt = LapakError("change_doubtful", change=format_rupiah(payment.change))
        self._now(_with(payment, sure=True, error=doubt))
        self.refused.emit()

    def _complete(self, payment: Payment) -> None:
        self._now(_with(payment, saving=True))
        self._guarded.write(
            checkout.checkout,
            payment.priced,
            _tenders(payment),
            done=self._on_completed,
            failed=self._on_failed,
        )

    def leave(self) -> None:
        """Back to the cart, which stays as it is; not while the sale is being saved."""
        if self._payment is not None and not self._payment.saving:
            self.left.emit()

    def _on_completed(self, completed: Completed) -> None:
        self._payment = None
        self._counter.spooler.wake()
        self._counter.organizer.wake()
        self.paid.emit(completed)

    def _on_failed(self, error: Exception) -> None:
        if self._payment is not None:
            self._now(_with(self._payment, saving=False, error=error))
            self.refused.emit()

    def _now(self, payment: Payment) -> None:
        self._payment = payment
        self.changed.emit(payment)


def is_doubtful(due: int, received: int) -> bool:
    """Whether so much was hardly handed over: a digit is soon typed twice.

    The next round sum in the largest notes is natural, and so is one note above it.
    """
    return received > (due // _LARGEST_NOTE + 2) * _LARGEST_NOTE


def _with(
    payment: Payment, *, error: Exception | None = None, **changed: int | bool | None
) -> Payment:
    """A payment with something changed; what was said of the last try is over."""
    return msgspec.structs.replace(payment, error=error, **changed)


def _tenders(payment: Payment) -> tuple[Tender, ...]:
    """What was handed over; nothing at all for a cart that costs nothing."""
    return (Tender(Method.CASH, payment.received),) if payment.received else ()
