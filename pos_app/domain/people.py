"""Who works at a booth, and the PIN that a person is known by."""

import math
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.permission import Role
from pos_app.domain.shift import MAX_CASHIER_NAME
from pos_app.domain.words import one_line

_PIN_LENGTHS = range(4, 7)
_FREE_TRIES = 2
_FIRST_DELAY_S = 5
_LONGEST_DELAY_S = 300


class Person(msgspec.Struct, frozen=True):
    """Somebody who works at the booth; one who is not `active` cannot enter or approve."""

    id: str
    name: str
    role: Role
    active: bool = True


class PersonChanged(msgspec.Struct, frozen=True):
    """Body of `person.changed`: the fields that somebody set; the first entry sets all."""

    id: str
    name: str | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class PersonEntered(msgspec.Struct, frozen=True):
    """Body of `person.entered`: who is at the till from now on. No shift may be open."""

    id: str
    name: str
    shift_id: str = ""


class PinChanged(msgspec.Struct, frozen=True):
    """Body of `pin.changed`: whose, and on whose word; the PIN itself stays on the machine.

    `by` is empty where it was set on the machine's command line.
    """

    id: str
    name: str
    by: str = ""
    by_name: str = ""


class PinFailed(msgspec.Struct, frozen=True):
    """Body of `pin.failed`: whose PIN was typed wrongly, and how often by now."""

    id: str
    name: str
    tries: int


def changed(before: Person | None, change: PersonChanged) -> Person:
    """A person after a change; a new one starts as a cashier without a name."""
    person = before or Person(change.id, "", Role.CASHIER)
    fields = {
        name: value
        for name in ("name", "role", "active")
        if (value := getattr(change, name)) is not UNSET
    }
    return msgspec.structs.replace(person, **fields)


def checked(people: Iterable[Person], change: PersonChanged) -> PersonChanged:
    """Return a change that can be made, its name in single spaces.

    Raises LapakError `person_name_not_usable`, `person_name_taken`, `first_person_owns` for a
    first person who is no owner, or `last_owner` where nobody would own the booth any more.
    """
    if change.name is not UNSET:
        change = msgspec.structs.replace(change, name=_name(change.name))
    before = {person.id: person for person in people}
    after = {**before, change.id: changed(before.get(change.id), change)}
    person = after[change.id]
    others = [one for one in after.values() if one.id != change.id and one.active]
    if person.active and any(one.name.casefold() == person.name.casefold() for one in others):
        raise LapakError("person_name_taken", name=person.name)
    if not any(one.active and one.role is Role.OWNER for one in after.values()):
        raise LapakError("last_owner" if before else "first_person_owns")
    return change


def pin_checked(pin: str) -> str:
    """Return a PIN of four to six digits; raises LapakError `pin_not_usable`."""
    if len(pin) not in _PIN_LENGTHS or not (pin.isascii() and pin.isdigit()):
        raise LapakError("pin_not_usable")
    return pin


def is_easy(pin: str) -> bool:
    """Whether a PIN is one that people try first: 0000, 1234, 4321, 1212, 121212."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return (len(steps) == 1 and steps <= {-1, 0, 1}) or pin == (pin[:2] * 3)[: len(pin)]


def delay_after(tries: int) -> int:
    """Seconds to wait after so many wrong PINs in a row: 0, 0, 5, 10, 20 … at most 300."""
    if tries <= _FREE_TRIES:
        return 0
    return min(_FIRST_DELAY_S << min(tries - _FREE_TRIES - 1, 10), _LONGEST_DELAY_S)


def wait_after(tries: int, tried_at: datetime | None, now: datetime) -> int:
    """Seconds until the next try; the whole delay where the clock was set back since the last."""
    delay = delay_after(tries)
    if tried_at is None or not delay:
        return 0
    left = delay - (now - tried_at).total_seconds()
    return min(max(math.ceil(left), 0), delay)


def _name(text: str) -> str:
    name = one_line(text)
    if not name or len(name) > MAX_CASHIER_NAME:
        raise LapakError("person_name_not_usable", limit=MAX_CASHIER_NAME)
    return name
