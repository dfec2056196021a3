"""Asking somebody else for their word while the cashier stays at the till; one thing at a time."""

from collections import deque
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from pos_app.services import people
from pos_app.services.counter import Counter
from pos_app.services.people import PinWrong, Staff
from pos_app.services.pins import Proof
from ui.background import Background
from ui.guarded import Guarded, Request
from ui.presenters.pin_check import PinCheck


class ApprovalPresenter(QObject):
    """Takes the requests of a window's Guarded; a second one waits until the first is answered."""

    asked = Signal(object, object)  # Request, tuple[Person, ...]: whose word is enough
    refused = Signal(object)  # PinWrong or Exception: try again
    closed = Signal()  # nothing is asked any more

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._check = PinCheck(counter, background)
        self._waiting: deque[Request] = deque()
        self._at_hand: Request | None = None
        self._subject = ""
        self._checking = False
        guarded.requests = self.take

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self._at_hand is not None

    def take(self, request: Request) -> None:
        """Ask for something, after what is being asked now."""
        self._waiting.append(request)
        if self._at_hand is None:
            self._ask_next()

    def approve(self, person: str, pin: str, subject: str) -> None:
        """Give one's word; `subject` is what the screen said that it is for.

        A second press while the PIN is looked at does nothing.
        """
        if self._at_hand is not None and not self._checking:
            self._checking = True
            self._subject = subject
            self._check.run(person, pin, self._settle, self._on_given, self._on_refused)

    def cancel(self) -> None:
        """Leave it; nothing changes. Not while the PIN is being looked at."""
        request = self._at_hand
        if request is not None and not self._checking:
            self._ask_next()
            request.refused()

    def cancel_all(self) -> None:
        """Leave everything that is asked, also what waits."""
        left = [*self._waiting]
        self._waiting.clear()
        self.cancel()
        for request in left:
            request.refused()

    def _settle(self, proof: Proof) -> "Future[str | PinWrong]":
        assert self._at_hand is not None
        return self._counter.till.write(
            people.approve, proof, self._at_hand.need, self._subject, by=self._guarded.by
        )

    def _ask_next(self) -> None:
        if not self._waiting:
            self._at_hand = None
            self.closed.emit()
            return
        self._at_hand = self._waiting.popleft()
        future = self._counter.till.read(people.staff)
        self._background.watch(future, self._on_staff, self._on_failed)

    def _on_staff(self, staff: Staff) -> None:
        if self._at_hand is not None:
            approvers = staff.approvers(self._at_hand.need, self._guarded.by)
            self.asked.emit(self._at_hand, approvers)

    def _on_failed(self, error: Exception) -> None:
        self._background.report(error)
        self.cancel()

    def _on_given(self, approval: str) -> None:
        request, self._checking = self._at_hand, False
        self._ask_next()
        if request is not None:
            request.granted(approval)

    def _on_refused(self, why: Exception | PinWrong) -> None:
        self._checking = False
        self.refused.emit(why)
