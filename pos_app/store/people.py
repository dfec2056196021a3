"""People, what their roles may do, and their PINs: questions, and what their entries change."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, bindparam, exists, literal_column, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import moment, stamp
from pos_app.domain.people import Person, PersonChanged, changed
from pos_app.domain.permission import Action, Grants, Permissions, PermissionsChanged, Role
from pos_app.store.sql import Statement
from pos_app.store.tables.machine import PERSON_PIN
from pos_app.store.tables.people import PERSON, ROLE_GRANT

if TYPE_CHECKING:
    from pos_app.store.written import Written


class Pin(msgspec.Struct, frozen=True):
    """A person's PIN: its argon2 hash, and the wrong tries since the last right one."""

    hash: str
    tries: int = 0
    tried_at: datetime | None = None


_PEOPLE = Statement(lambda: select(*PERSON.c).order_by(PERSON.c.name, PERSON.c.person_id))
_GUARDED = Statement(
    lambda: select(literal_column("1")).where(
        exists().select_from(PERSON), exists().select_from(PERSON_PIN)
    )
)
_PERSON = Statement(lambda: select(*PERSON.c).where(PERSON.c.person_id == bindparam("of")))


def everybody(db: Connection) -> tuple[Person, ...]:
    """All people that were ever set up, by name."""
    return tuple(map(_person, _PEOPLE.all(db)))


def find(db: Connection, person: str) -> Person | None:
    """The person with that id."""
    row = _PERSON.first(db, of=person)
    return None if row is None else _person(row)


def permissions(db: Connection) -> Permissions:
    """What each role may do; as Lapak thinks fit where no owner has changed it."""
    rows = db.execute(select(*ROLE_GRANT.c))
    set_by_owner = {str(Role(row.role)): _grants(row) for row in rows}
    return msgspec.structs.replace(Permissions(), **set_by_owner)


def pin_of(db: Connection, person: str) -> Pin | None:
    """A person's PIN; None where none was set on this machine."""
    chosen = select(PERSON_PIN).where(PERSON_PIN.c.person_id == person)
    row = db.execute(chosen).one_or_none()
    if row is None:
        return None
    return Pin(row.hash, row.tries, moment(row.tried_at) if row.tried_at else None)


def with_pin(db: Connection) -> frozenset[str]:
    """The ids of those who have a PIN on this machine."""
    return frozenset(db.scalars(select(PERSON_PIN.c.person_id)))


def is_guarded(db: Connection) -> bool:
    """Whether people have to say who they are: some are set up, and a PIN was set here once.

    People whom another register of the booth set up come over without their PINs; until an owner
    has one here, nobody could enter.
    """
    return bool(_GUARDED.first(db))


def save_pin(db: Connection, person: str, pin: Pin) -> None:
    """Store a PIN or its tries, in place of what was there."""
    values = {
        "hash": pin.hash,
        "tries": pin.tries,
        "tried_at": stamp(pin.tried_at) if pin.tried_at else None,
    }
    statement = upsert(PERSON_PIN).values(person_id=person, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def person_changed(db: Connection, _written: "Written", body: PersonChanged) -> None:
    """Write what `person.changed` says."""
    person = changed(find(db, body.id), body)
    values = {"name": person.name, "role": person.role.value, "active": int(person.active)}
    statement = upsert(PERSON).values(person_id=person.id, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def permissions_changed(db: Connection, _written: "Written", body: PermissionsChanged) -> None:
    """Write what `permissions.changed` says."""
    values = {"actions": "\n".join(body.actions), "discount_limit": body.discount_limit}
    statement = upsert(ROLE_GRANT).values(role=body.role.value, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["role"], set_=values))


def _person(row: Any) -> Person:
    return Person(row.person_id, row.name, Role(row.role), bool(row.active))


def _grants(row: Any) -> Grants:
    return Grants(frozenset(map(Action, row.actions.split())), row.discount_limit)
