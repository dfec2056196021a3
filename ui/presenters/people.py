"""The state of the people page: who works here, what they may do, and changing that."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.people import Person, PersonChanged, checked, pin_checked
from pos_app.domain.permission import Grants, Permissions, Role
from pos_app.services import people, pins, shifts
from pos_app.services.counter import Counter
from pos_app.services.people import PinWrong, Staff
from pos_app.services.till import Work
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.pin_check import PinCheck


class PeopleView(msgspec.Struct, frozen=True):
    """What the page shows. `names` opened shifts before people were set up."""

    staff: Staff = Staff()
    names: tuple[str, ...] = ()
    at_till: str = ""


def staff_and_names(work: Work) -> tuple[Staff, tuple[str, ...]]:
    """Who works here, and the names that were typed so far, from one moment."""
    return people.staff(work), shifts.recent_cashiers(work)


class PeoplePresenter(QObject):
    """Changes one thing after the other; a second press while one is stored does nothing."""

    shown = Signal(object)  # PeopleView
    saved = Signal(object)  # Person: added or changed
    pin_changed = Signal(object)  # Person
    failed = Signal(object)  # PinWrong or Exception
    changed = Signal()  # who works here, or what they may do

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._check = PinCheck(counter, background)
        self._view = PeopleView()
        self._busy = False

    def load(self) -> None:
        """Read what the page shows."""
        asked = self._counter.till.read(staff_and_names)
        self._background.watch(asked, self._on_read, self.failed.emit)

    def check(self, name: str, role: Role, person: Person | None) -> bool:
        """Whether somebody can be called so; what is wrong is told by `failed`."""
        try:
            self._change(name, role, person)
        except LapakError as error:
            self.failed.emit(error)
            return False
        return True

    def add(self, name: str, role: Role, pin: str) -> None:
        """Set somebody up with their first PIN; the first one is at the till at once."""
        if self._begin():
            self._hashed(pin, lambda hashed: self._add(name, role, hashed))

    def change(self, person: Person, name: str, role: Role) -> None:
        """Rename somebody, or give them another role."""
        if (person.name, person.role) == (name, role):
            self.saved.emit(person)
        elif self._begin():
            self._write(people.change_person, PersonChanged(person.id, name, role))

    def set_active(self, person: Person, *, active: bool) -> None:
        """Send somebody away, or take them back."""
        if self._begin():
            self._write(people.change_person, PersonChanged(person.id, active=active))

    def set_pin(self, person: Person, pin: str) -> None:
        """Give somebody else a new PIN."""
        if self._begin():
            self._hashed(
                pin,
                lambda hashed: self._write(
                    people.set_pin, person.id, hashed, done=self._on_pin_changed
                ),
            )

    def change_own_pin(self, person: Person, old: str, pin: str) -> None:
        """Change the PIN of the person at the till, who proves to be that."""
        if self._begin():
            self._hashed(pin, lambda hashed: self._change_own_pin(person, old, hashed))

    def change_grants(self, role: Role, grants: Grants) -> None:
        """Set what a role may do, all of it: changes may follow one another quickly."""
        self._write(people.change_permissions, role, grants, done=self._on_permissions)

    def _change(self, name: str, role: Role, person: Person | None) -> PersonChanged:
        change = PersonChanged(person.id if person else "", name, role)
        return checked(self._view.staff.people, change)

    def _begin(self) -> bool:
        begun = not self._busy
        self._busy = True
        return begun

    def _hashed(self, pin: str, done: Callable[[str], None]) -> None:
        try:
            pin_checked(pin)
        except LapakError as error:
            self._on_failed(error)
            return
        hashing = self._background.run_blocking(pins.hash_pin, pin)
        self._background.watch(hashing, done, self._on_failed)

    def _write(
        self,
        service: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None] | None = None,
    ) -> None:
        self._guarded.write(service, *args, done=done or self._on_saved, failed=self._on_failed)

    def _add(self, name: str, role: Role, hashed: str) -> None:
        first = not self._view.staff.people
        done = self._on_first if first else self._on_saved
        self._write(people.add_person, name, role, hashed, done=done)

    def _change_own_pin(self, person: Person, old: str, hashed: str) -> None:
        self._check.run(
            person.id,
            old,
            lambda proof: self._counter.till.write(
                people.change_own_pin, proof, hashed, by=self._guarded.by
            ),
            self._on_pin_changed,
            self._on_failed,
        )

    def _on_read(self, read: tuple[Staff, tuple[str, ...]]) -> None:
        staff, names = read
        known = {person.name for person in staff.people}
        unknown = tuple(name for name in names if name not in known)
        self._view = PeopleView(staff, unknown, self._guarded.by.person)
        self.shown.emit(self._view)

    def _on_first(self, person: Person) -> None:
        self._guarded.enter(person, Permissions())
        self._on_saved(person)

    def _on_saved(self, person: Person) -> None:
        """Show it at once: the next press may come before everything is read again."""
        others = [one for one in self._view.staff.people if one.id != person.id]
        staff = msgspec.structs.replace(self._view.staff, people=(*others, person))
        self._view = msgspec.structs.replace(self._view, staff=staff)
        self.shown.emit(self._view)
        self._after()
        self.saved.emit(person)

    def _on_pin_changed(self, person: Person) -> None:
        self._after()
        self.pin_changed.emit(person)

    def _on_permissions(self, _permissions: Permissions) -> None:
        self._after()

    def _after(self) -> None:
        self._busy = False
        self._counter.organizer.wake()
        self.changed.emit()
        self.load()

    def _on_failed(self, why: Exception | PinWrong) -> None:
        self._busy = False
        self.failed.emit(why)
        self.load()
