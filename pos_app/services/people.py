"""People at the booth: setting them up, who is at the till, and one's word for another."""

import msgspec
from msgspec import UNSET

from pos_app.domain import people as rules
from pos_app.domain.approval import ApprovalGiven
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.people import Person, PersonChanged, PersonEntered, PinChanged, PinFailed
from pos_app.domain.permission import (
    NOBODY,
    Action,
    By,
    Grants,
    Need,
    Permissions,
    Role,
    change_grants,
)
from pos_app.services.booth import register_in_use
from pos_app.services.permission import require
from pos_app.services.pins import Proof, Try
from pos_app.store import journal, people, shifts
from pos_app.store.database import Work
from pos_app.store.people import Pin


class Staff(msgspec.Struct, frozen=True):
    """Everybody, what they may do, and the ids of those who have a PIN on this machine."""

    people: tuple[Person, ...] = ()
    permissions: Permissions = Permissions()
    with_pin: frozenset[str] = frozenset()

    @property
    def guarded(self) -> bool:
        """Whether people have to say who they are; not before somebody has a PIN here."""
        return bool(self.people) and bool(self.with_pin)

    @property
    def active(self) -> tuple[Person, ...]:
        """Those who may enter."""
        return tuple(person for person in self.people if person.active)

    def approvers(self, need: Need, by: By) -> tuple[Person, ...]:
        """Those whose word is enough for what somebody else wants to do."""
        return tuple(
            person
            for person in self.active
            if person.id != by.person and self.permissions.of(person.role).allow(need)
        )


class PinWrong(msgspec.Struct, frozen=True):
    """The PIN was wrong, or came too soon after wrong ones: wait so many seconds."""

    wait_s: int
    too_soon: bool = False


def staff(work: Work) -> Staff:
    """Who works here; nobody where everything is allowed."""
    everybody = people.everybody(work.db)
    if not everybody:  # every start asks
        return Staff()
    return Staff(everybody, people.permissions(work.db), people.with_pin(work.db))


def add_person(work: Work, name: str, role: Role, pin_hash: str, *, by: By = NOBODY) -> Person:
    """Set somebody up; the first one owns the booth, and PINs are asked for from then on.

    Raises LapakError as `people.checked` and `require` do.
    """
    before = people.everybody(work.db)
    change = PersonChanged(work.new_id(work.at), name, role, active=True)
    person = _change(work, before, change, by)
    people.save_pin(work.db, person.id, Pin(pin_hash))
    return person


def change_person(work: Work, change: PersonChanged, *, by: By = NOBODY) -> Person:
    """Change a name, a role, or whether somebody may enter.

    Raises LapakError `person_unknown` and as `add_person` does.
    """
    _find(work, change.id)
    return _change(work, people.everybody(work.db), change, by)


def set_pin(work: Work, person_id: str, pin_hash: str, *, by: By = NOBODY) -> Person:
    """Give somebody a new PIN on the owner's word; it may be tried at once.

    Where nobody has a PIN on this machine yet, an owner's comes first: LapakError
    `owner_pin_first`.
    """
    require(work, Action.PEOPLE, by)
    person = _find(work, person_id)
    if not (person.active and person.role is Role.OWNER):
        _require_first_pin(work)
    return _set_pin(work, person, pin_hash, by)


def change_own_pin(
    work: Work, proof: Proof, pin_hash: str, *, by: By = NOBODY
) -> Person | PinWrong:
    """Change one's own PIN, by proof of the old one."""
    settled = _settle(work, proof)
    return _set_pin(work, settled, pin_hash, by) if isinstance(settled, Person) else settled


def reset_pin(work: Work, name: str, pin_hash: str) -> Person:
    """Give an owner a new PIN on the machine's own command line, where nobody is asked.

    `name` may be empty where there is one owner. Raises LapakError `nobody_set_up`,
    `owner_unknown` or `owner_not_named` with their `names`.
    """
    return _set_pin(work, forgetful_owner(work, name), pin_hash, NOBODY)


def forgetful_owner(work: Work, name: str) -> Person:
    """The owner that is meant; raises LapakError as `reset_pin` does."""
    owners = [one for one in people.everybody(work.db) if one.active and one.role is Role.OWNER]
    names = ", ".join(owner.name for owner in owners)
    if not owners:
        raise LapakError("nobody_set_up")
    if not name and len(owners) > 1:
        raise LapakError("owner_not_named", names=names)
    for owner in owners:
        if not name or owner.name.casefold() == name.casefold():
            return owner
    raise LapakError("owner_unknown", name=name, names=names)


def change_permissions(work: Work, role: Role, grants: Grants, *, by: By = NOBODY) -> Permissions:
    """Set what supervisors or cashiers may do."""
    require(work, Action.PEOPLE, by)
    _require_first_pin(work)
    body = change_grants(role, grants)
    journal.append(work.db, register_in_use(work).head, Kind.PERMISSIONS_CHANGED, body, work.at)
    return people.permissions(work.db)


def begin_try(work: Work, person_id: str) -> Try | PinWrong:
    """Count a try before it is made, so that neither a crash nor a second window makes it free.

    Raises LapakError `person_unknown`, or `pin_not_set` where there is none on this machine.
    """
    person = _find(work, person_id)
    pin = people.pin_of(work.db, person.id)
    if pin is None or not person.active:
        raise LapakError("pin_not_set", name=person.name)
    wait_s = rules.wait_after(pin.tries, pin.tried_at, work.at)
    if wait_s:
        if pin.tried_at is not None and work.at < pin.tried_at:
            # The clock was set back: begin to wait anew, not until it comes round again.
            people.save_pin(work.db, person.id, Pin(pin.hash, pin.tries, work.at))
        return PinWrong(wait_s, too_soon=True)
    people.save_pin(work.db, person.id, Pin(pin.hash, pin.tries + 1, work.at))
    return Try(person.id, pin.hash)


def enter(work: Work, proof: Proof) -> Person | PinWrong:
    """Let somebody to the till."""
    settled = _settle(work, proof)
    if isinstance(settled, Person):
        register = register_in_use(work)
        shift = shifts.open_shift(work.db, register.id)
        body = PersonEntered(settled.id, settled.name, shift.id if shift else "")
        journal.append(work.db, register.head, Kind.PERSON_ENTERED, body, work.at)
    return settled


def approve(
    work: Work, proof: Proof, need: Need, subject: str = "", *, by: By = NOBODY
) -> str | PinWrong:
    """Give one's word for what somebody else is about to do: the approval's id, good once.

    Raises LapakError `approver_not_allowed`.
    """
    settled = _settle(work, proof)
    if isinstance(settled, PinWrong):
        return settled
    if settled not in staff(work).approvers(need, by):
        raise LapakError("approver_not_allowed", name=settled.name)
    given = ApprovalGiven(
        id=work.new_id(work.at),
        action=need.action,
        about=need.about,
        approver=settled.id,
        approver_name=settled.name,
        person=by.person,
        person_name=by.name,
        subject=subject,
        basis_points=need.basis_points or UNSET,
        amount=need.amount or UNSET,
    )
    journal.append(work.db, register_in_use(work).head, Kind.APPROVAL_GIVEN, given, work.at)
    return given.id


def _settle(work: Work, proof: Proof) -> Person | PinWrong:
    person = _find(work, proof.person)
    pin = people.pin_of(work.db, person.id)
    if pin is None or not person.active:
        raise LapakError("pin_not_set", name=person.name)
    if proof.right:
        people.save_pin(work.db, person.id, Pin(pin.hash))
        return person
    failed = PinFailed(person.id, person.name, pin.tries)
    journal.append(work.db, register_in_use(work).head, Kind.PIN_FAILED, failed, work.at)
    return PinWrong(rules.delay_after(pin.tries))


def _change(work: Work, before: tuple[Person, ...], change: PersonChanged, by: By) -> Person:
    require(work, Action.PEOPLE, by)
    _require_first_pin(work)
    body = rules.checked(before, change)
    journal.append(work.db, register_in_use(work).head, Kind.PERSON_CHANGED, body, work.at)
    return _find(work, body.id)


def _require_first_pin(work: Work) -> None:
    """Refuse to change people that came over, where nobody could show yet who they are."""
    if people.everybody(work.db) and not people.is_guarded(work.db):
        raise LapakError("owner_pin_first")


def _set_pin(work: Work, person: Person, pin_hash: str, by: By) -> Person:
    people.save_pin(work.db, person.id, Pin(pin_hash))
    body = PinChanged(person.id, person.name, by.person, by.name)
    journal.append(work.db, register_in_use(work).head, Kind.PIN_CHANGED, body, work.at)
    return person


def _find(work: Work, person_id: str) -> Person:
    person = people.find(work.db, person_id)
    if person is None:
        raise LapakError("person_unknown")
    return person
