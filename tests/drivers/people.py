"""People to test with, and what they do with their PINs, without waiting for argon2's full cost."""

from argon2 import PasswordHasher

from pos_app.domain.people import Person
from pos_app.domain.permission import By, Need, Role
from pos_app.services import people, pins
from pos_app.services.people import PinWrong
from pos_app.services.till import Till

PINS = {"Bu Tini": "271828", "Pak Danu": "3141", "Siti": "5926", "Rina": "80808"}
_ROLES = {
    "Bu Tini": Role.OWNER,
    "Pak Danu": Role.SUPERVISOR,
    "Siti": Role.CASHIER,
    "Rina": Role.CASHIER,
}
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quick_hash(pin: str) -> str:
    """A hash that is made and checked at once; the till checks it as any other."""
    return _QUICK.hash(pin)


def staffed(till: Till, *names: str) -> dict[str, Person]:
    """An owner, a supervisor and two cashiers, or only those named, set up by the owner."""
    made: dict[str, Person] = {}
    for name in names or PINS:
        by = by_of(made["Bu Tini"]) if made else By()
        hashed = quick_hash(PINS[name])
        made[name] = till.write(people.add_person, name, _ROLES[name], hashed, by=by).result()
    return made


def by_of(person: Person, approval: str = "") -> By:
    """A person at the till."""
    return By(person.id, approval, person.name)


def tried(till: Till, person: Person, pin: str) -> pins.Proof | PinWrong:
    """A PIN as it is typed: counted, then compared."""
    asked = till.write(people.begin_try, person.id).result()
    return pins.compare(asked, pin) if isinstance(asked, pins.Try) else asked


def enters(till: Till, person: Person, pin: str | None = None) -> Person | PinWrong:
    """Somebody types a PIN, by default the right one, to get to the till."""
    proof = tried(till, person, PINS[person.name] if pin is None else pin)
    return till.write(people.enter, proof).result() if isinstance(proof, pins.Proof) else proof


def approves(till: Till, approver: Person, need: Need, person: Person) -> str:
    """Somebody's word for what another one is about to do; the approval's id."""
    proof = tried(till, approver, PINS[approver.name])
    assert isinstance(proof, pins.Proof)
    given = till.write(people.approve, proof, need, "what it is", by=by_of(person)).result()
    assert isinstance(given, str)
    return given
