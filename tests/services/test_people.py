"""Setting people up, their PINs, and what a wrong PIN leads to."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.people import Person, PersonChanged, PersonEntered, PinFailed
from pos_app.domain.permission import NOBODY, Action, Grants, Permissions, Role
from pos_app.services import people, pins, shifts
from pos_app.services.people import PinWrong
from pos_app.services.pins import Proof, Try
from pos_app.services.till import Till, Work
from pos_app.store import rebuilding, verification
from pos_app.store.tables.journal import JOURNAL
from tests.drivers.entries import bodies
from tests.drivers.people import PINS, by_of, enters, quick_hash, staffed, tried
from tests.drivers.tills import Clock, make_till, selling_till


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    with selling_till(tmp_path, clock) as till:
        yield till


def code_of(till: Till, service: object, *args: object, **by: object) -> str:
    with pytest.raises(LapakError) as caught:
        till.write(service, *args, **by).result()  # type: ignore[arg-type]  # any service
    return caught.value.code


def test_a_booth_without_people_knows_nobody_and_asks_for_no_pin(shop: Till) -> None:
    assert shop.read(people.staff).result() == people.Staff()


def test_the_first_person_owns_the_booth_and_sets_the_others_up(shop: Till) -> None:
    assert (
        code_of(shop, people.add_person, "Siti", Role.CASHIER, quick_hash("5926"))
        == "first_person_owns"
    )
    made = staffed(shop)
    staff = shop.read(people.staff).result()
    assert {person.name for person in staff.active} == set(PINS)
    assert staff.with_pin == {person.id for person in made.values()}


@pytest.mark.parametrize("who", [None, "Siti", "Pak Danu"])
def test_nobody_but_the_owner_changes_people(shop: Till, who: str | None) -> None:
    made = staffed(shop)
    by = by_of(made[who]) if who else NOBODY
    change = PersonChanged(made["Siti"].id, role=Role.OWNER)
    grants = Grants(frozenset({Action.VOID}), 10_000)
    hashed = quick_hash("1111")
    add = people.add_person
    assert code_of(shop, add, "Budi", Role.OWNER, hashed, by=by) == "permission_needed"
    assert code_of(shop, people.change_person, change, by=by) == "permission_needed"
    assert code_of(shop, people.set_pin, made["Rina"].id, hashed, by=by) == "permission_needed"
    table = people.change_permissions
    assert code_of(shop, table, Role.CASHIER, grants, by=by) == "permission_needed"


def test_a_person_is_renamed_promoted_and_sent_away(shop: Till) -> None:
    made = staffed(shop)
    owner = by_of(made["Bu Tini"])
    siti = made["Siti"].id
    change = PersonChanged(siti, name="Siti Aminah", role=Role.SUPERVISOR)
    assert shop.write(people.change_person, change, by=owner).result() == Person(
        siti, "Siti Aminah", Role.SUPERVISOR
    )
    shop.write(people.change_person, PersonChanged(siti, active=False), by=owner).result()
    assert code_of(shop, people.begin_try, siti) == "pin_not_set"
    shop.write(people.change_person, PersonChanged(siti, active=True), by=owner).result()
    assert isinstance(shop.write(people.begin_try, siti).result(), Try)


def test_the_table_of_permissions_is_the_owners(shop: Till) -> None:
    made = staffed(shop)
    grants = Grants(frozenset({Action.VOID}), 2_500)
    owner = by_of(made["Bu Tini"])
    changed = shop.write(people.change_permissions, Role.CASHIER, grants, by=owner).result()
    assert changed.cashier == grants
    assert changed.supervisor == Permissions().supervisor


def test_a_right_pin_lets_its_person_in_and_no_other_does(shop: Till) -> None:
    siti = staffed(shop)["Siti"]
    assert enters(shop, siti, PINS["Rina"]) == PinWrong(0)
    assert enters(shop, siti) == siti
    shift = shop.read(shifts.current_shift).result()
    assert shift is not None
    assert bodies(shop, Kind.PERSON_ENTERED) == [PersonEntered(siti.id, "Siti", shift.id)]


def test_every_wrong_pin_is_an_entry(shop: Till) -> None:
    siti = staffed(shop)["Siti"]
    for _ in range(2):
        enters(shop, siti, "0000")
    failed = [PinFailed(siti.id, "Siti", tries) for tries in (1, 2)]
    assert bodies(shop, Kind.PIN_FAILED) == failed


def test_wrong_pins_make_wait_longer_each_time_and_a_right_one_forgives(
    shop: Till, clock: Clock
) -> None:
    siti = staffed(shop)["Siti"]
    waits = []
    for _ in range(5):
        answer = enters(shop, siti, "0000")
        assert isinstance(answer, PinWrong)
        waits.append(answer.wait_s)
        clock.move(seconds=answer.wait_s)
    assert waits == [0, 0, 5, 10, 20]
    assert enters(shop, siti) == siti
    assert enters(shop, siti, "0000") == PinWrong(0)


def test_while_one_has_to_wait_not_even_the_right_pin_is_looked_at(
    shop: Till, clock: Clock
) -> None:
    siti = staffed(shop)["Siti"]
    for _ in range(3):
        enters(shop, siti, "0000")
    clock.move(seconds=2)
    assert enters(shop, siti) == PinWrong(3, too_soon=True)
    assert len(bodies(shop, Kind.PIN_FAILED)) == 3
    clock.move(seconds=3)
    assert enters(shop, siti) == siti


def test_one_persons_wrong_pins_hold_up_nobody_else(shop: Till) -> None:
    made = staffed(shop)
    for _ in range(3):
        enters(shop, made["Siti"], "0000")
    assert enters(shop, made["Rina"]) == made["Rina"]


def test_the_wait_outlives_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        siti = staffed(till)["Siti"]
        for _ in range(3):
            enters(till, siti, "0000")
    till = make_till(tmp_path, clock)
    try:
        assert enters(till, siti) == PinWrong(5, too_soon=True)
    finally:
        till.close()


def test_a_till_killed_between_a_try_and_its_answer_has_counted_it(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        siti = staffed(till)["Siti"]
        for _ in range(3):
            tried(till, siti, "0000")  # and nobody hears what came of it
    till = make_till(tmp_path)
    try:
        assert enters(till, siti) == PinWrong(5, too_soon=True)
    finally:
        till.close()


def test_tries_at_the_same_time_are_counted_one_by_one(shop: Till) -> None:
    siti = staffed(shop)["Siti"]
    answers = [shop.write(people.begin_try, siti.id) for _ in range(50)]
    allowed = [answer for answer in answers if isinstance(answer.result(), Try)]
    assert len(allowed) == 3


def test_a_clock_that_jumps_back_makes_nobody_wait_for_a_day(shop: Till, clock: Clock) -> None:
    siti = staffed(shop)["Siti"]
    for _ in range(3):
        enters(shop, siti, "0000")
    clock.move(days=-1)
    assert enters(shop, siti) == PinWrong(5, too_soon=True)
    clock.move(seconds=5)
    assert enters(shop, siti) == siti


def test_the_owner_gives_a_new_pin_and_the_wait_is_over(shop: Till) -> None:
    made = staffed(shop)
    for _ in range(3):
        enters(shop, made["Siti"], "0000")
    owner = by_of(made["Bu Tini"])
    shop.write(people.set_pin, made["Siti"].id, quick_hash("7777"), by=owner).result()
    assert enters(shop, made["Siti"], "7777") == made["Siti"]
    assert enters(shop, made["Siti"]) == PinWrong(0)


def test_ones_own_pin_is_changed_by_proof_of_the_old_one(shop: Till) -> None:
    siti = staffed(shop)["Siti"]
    by, hashed = by_of(siti), quick_hash("7777")
    wrong, right = tried(shop, siti, "0000"), tried(shop, siti, PINS["Siti"])
    assert isinstance(wrong, Proof)
    assert isinstance(right, Proof)
    assert shop.write(people.change_own_pin, wrong, hashed, by=by).result() == PinWrong(0)
    assert enters(shop, siti) == siti
    shop.write(people.change_own_pin, right, hashed, by=by).result()
    assert enters(shop, siti, "7777") == siti


def test_no_pin_and_no_hash_of_one_stands_in_the_journal(shop: Till) -> None:
    siti = staffed(shop)["Siti"]
    enters(shop, siti, "445566")
    enters(shop, siti)

    def journal(work: Work) -> bytes:
        return b"\n".join(work.db.scalars(select(JOURNAL.c.entry)))

    written = shop.read(journal).result()
    assert b"argon2" not in written
    assert not any(pin.encode() in written for pin in ("445566", PINS["Siti"], PINS["Bu Tini"]))


def test_people_and_pins_survive_projections_made_anew(shop: Till) -> None:
    made = staffed(shop)
    grants = Grants(frozenset({Action.VOID}), 2_500)
    owner = by_of(made["Bu Tini"])
    shop.write(people.change_permissions, Role.CASHIER, grants, by=owner).result()
    before = shop.read(people.staff).result()
    shop.write(lambda work: rebuilding.rebuild(work.db)).result()
    assert shop.read(people.staff).result() == before
    assert enters(shop, made["Siti"]) == made["Siti"]
    verification.verify(shop.path)


def test_a_pin_is_kept_as_argon2id_and_compared_on_whatever_thread_asks() -> None:
    hashed = pins.hash_pin("2580")
    assert hashed.startswith("$argon2id$")
    found: list[Proof] = []
    worker = threading.Thread(target=lambda: found.append(pins.compare(Try("p", hashed), "2580")))
    worker.start()
    worker.join()
    assert found == [Proof("p", right=True)]
    assert not pins.compare(Try("p", hashed), "2581").right
    assert not pins.compare(Try("p", "no hash at all"), "2580").right
