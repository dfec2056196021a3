"""The QRIS code of a payment: made for its amount, printed if asked, withdrawn when it is over."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pos_app.services import qris_prompt
from pos_app.services.counter import Counter
from pos_app.services.printing.printer_state import Shown
from pos_app.services.qris_prompt import QrisPrompt, QrisTerms
from ui.background import Background
from ui.widgets.settling import Settling


class CodePrompt(QObject):
    """Codes are drawn away from the window's thread; of two presses to print one, one counts."""

    made = Signal(object)  # QrisPrompt
    failed = Signal(object)  # Exception
    printing = Signal(object)  # PrintJob: the code goes to the printer

    def __init__(
        self,
        counter: Counter,
        background: Background,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._settling = Settling(clock)
        self._printed: set[str] = set()

    @property
    def can_print(self) -> bool:
        """Whether there is a printer."""
        return self._counter.spooler.state.state is not Shown.NONE

    def make(self, terms: QrisTerms, amount: int, *, typed: bool) -> None:
        """Draw a code for an amount; `typed` is the one without, as it was imported."""
        making = self._background.run_blocking(_prompt, terms, amount, typed)
        self._background.watch(making, self.made.emit, self.failed.emit)

    def print_code(self, prompt: QrisPrompt, cart_id: str) -> None:
        """Print a code; the second press of a double one does nothing."""
        if self._settling.is_over:
            self._settling.begin()
            job = self._counter.till.write(qris_prompt.print_qris, prompt, cart_id)
            self._printed.add(cart_id)
            self._background.watch(job, self._on_printing)

    def withdraw(self, cart_id: str) -> None:
        """A printed code that still waits for paper must not come out when it is paid."""
        if cart_id in self._printed:
            self._printed.discard(cart_id)
            dropping = self._counter.till.write(qris_prompt.withdraw_qris, cart_id)
            self._background.watch(dropping)

    def _on_printing(self, job: object) -> None:
        self._counter.spooler.wake()
        self.printing.emit(job)


def _prompt(terms: QrisTerms, amount: int, typed: bool) -> QrisPrompt:  # noqa: FBT001 run in a pool
    assert terms.code is not None
    return qris_prompt.qris_prompt(terms.code, amount, typed=typed, limit=terms.limit)
