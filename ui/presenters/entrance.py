"""Who may come to the till, and letting them in by their PIN."""

from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from pos_app.domain.people import Person
from pos_app.services import people
from pos_app.services.counter import Counter
from pos_app.services.people import PinWrong, Staff
from pos_app.services.pins import Proof
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.pin_check import PinCheck


class EntrancePresenter(QObject):
    """Lets people in, one at a time."""

    shown = Signal(object)  # Staff
    entered = Signal(object)  # Person
    refused = Signal(object)  # PinWrong or Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._check = PinCheck(counter, background)
        self._staff = Staff()
        self._checking = False

    @property
    def last(self) -> str:
        """The id of whoever was at the till last; they are asked first."""
        return self._guarded.by.person

    def load(self) -> None:
        """Read who may enter."""
        asked = self._counter.till.read(people.staff)
        self._background.watch(asked, self._on_staff, self.refused.emit)

    def enter(self, person: str, pin: str) -> None:
        """Let somebody in; a second press while the PIN is looked at does nothing."""
        if not self._checking:
            self._checking = True
            self._check.run(person, pin, self._settle, self._on_entered, self._on_refused)

    def _settle(self, proof: Proof) -> "Future[Person | PinWrong]":
        return self._counter.till.write(people.enter, proof)

    def _on_staff(self, staff: Staff) -> None:
        self._staff = staff
        self.shown.emit(staff)

    def _on_entered(self, person: Person) -> None:
        self._checking = False
        self._guarded.enter(person, self._staff.permissions)
        self._counter.organizer.wake()
        self.entered.emit(person)

    def _on_refused(self, why: Exception | PinWrong) -> None:
        self._checking = False
        self.refused.emit(why)
