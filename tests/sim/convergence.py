"""What must hold once the faults have stopped: everything arrived, once, and adds up."""

from typing import Any

from pos_app.domain.journal import verify_chain
from pos_app.services import outbox
from pos_app.store.verification import verify
from sync.server.figures import projection
from sync.server.figures.totals import expo_totals
from sync.server.store.rows import PROJECTIONS
from tests.sim import audit
from tests.sim.audit import check
from tests.sim.book import by_day, by_product, sums
from tests.sim.laptop import Laptop
from tests.sim.template import template
from tests.sim.world import World

PROMISES = (
    "every paid sale is counted once",
    "totals agree to the rupiah with a book kept beside the tills: by booth, day, method, product",
    "no till is stuck",
    "nothing is acknowledged that is not stored",
    "a replay of the journals gives the same projections, at the tills and at the server",
    "receipt numbers have no gaps and stand once",
)


def check_all(world: World) -> None:
    """Raises BrokenError with the first promise that is not kept."""
    for laptop in world.laptops:
        _check_nothing_waits(laptop, world)
    world.check_acked()
    _check_sums(world)
    _check_chains(world)
    _check_numbers(world)
    _check_replay(world)


def _check_nothing_waits(laptop: Laptop, world: World) -> None:
    till = laptop.at_work
    now = till.read(outbox.situation).result()
    check(now.waiting == 0, "no till is stuck", laptop.name, now.waiting)
    check(not till.read(outbox.left_behind).result(), "no till is stuck", laptop.name)
    here = set(audit.deeds_in(laptop.database))
    there = set(audit.deeds_in(world.hall.database))
    check(here <= there, "all that a till holds arrives", laptop.name, here - there)
    assert now.register is not None
    head = now.register.head
    found = audit.ask(
        world.hall.database,
        "SELECT acked_seq, acked_hash FROM register WHERE register_id = ?",
        head.register,
    )
    check(found == [(head.seq, head.hash)], "no till is stuck", laptop.name, head, found)


def _check_sums(world: World) -> None:
    held = audit.deeds_in(world.hall.database)
    check(
        not world.book.missing(set(held)),
        "every paid sale is stored",
        world.book.missing(set(held)),
    )
    check(
        not world.book.strange(set(held)),
        "nothing is sold by itself",
        world.book.strange(set(held)),
    )
    counted = audit.with_their_day(world.book.counted(set(held)), held)
    with world.hall.office.database.read() as connection:
        totals = expo_totals(connection, template().expo)
    check(
        audit.booth_sums(totals) == sums(counted),
        "every paid sale is counted once",
        audit.booth_sums(totals),
        sums(counted),
    )
    given_up = _given_up(world)
    for booth in totals.booths:
        check(booth.quarantined == 0, "everything is counted", booth)
        told = booth.missing > 0
        check(told == (booth.booth in given_up), "nothing else is told as missing", booth, given_up)
        check(booth.over_returned == (), "nothing came back twice", booth)
    names = template().booths
    stored = _rollup(
        world,
        "SELECT booth_id, business_date, method, sum(amount) FROM hour_rollup GROUP BY 1, 2, 3",
    )
    days = {(names[row[0]], row[1], row[2]): row[3] for row in stored if row[3]}
    check(days == by_day(counted), "totals agree by day and method", days, by_day(counted))
    stored = _rollup(
        world,
        "SELECT booth_id, product_id, sum(qty_milli), sum(amount)"
        " FROM product_rollup GROUP BY 1, 2",
    )
    goods = {(names[row[0]], row[1]): (row[2], row[3]) for row in stored if row[2] or row[3]}
    check(goods == by_product(counted), "totals agree by product", goods, by_product(counted))


def _given_up(world: World) -> set[str]:
    """Booths whose tills declared entries that stood only on a disk that was given up."""
    disks = [world.hall.database, *(laptop.database for laptop in world.laptops)]
    held = set().union(*(audit.places_in(disk) for disk in disks))
    behind = audit.ask(
        world.hall.database,
        "SELECT booth_id, register_id, declared_seq, declared_hash FROM register"
        " WHERE declared_seq > acked_seq",
    )
    return {booth for booth, *place in behind if tuple(place) not in held}


def _check_chains(world: World) -> None:
    rows = audit.ask(
        world.hall.database, "SELECT register_id, seq, entry, hash FROM journal ORDER BY 1, 2"
    )
    by_register: dict[str, list[tuple[int, bytes, bytes]]] = {}
    for register, seq, entry, digest in rows:
        by_register.setdefault(register, []).append((seq, entry, digest))
    for register, chain in by_register.items():
        verify_chain(register, chain)


def _check_numbers(world: World) -> None:
    if world.happened["unnoticeable"]:
        return  # then two registers of one name sold until the organizer saw it
    rows = _rollup(world, "SELECT receipt_number FROM sale ORDER BY 1")
    numbers = [row[0] for row in rows]
    check(len(numbers) == len(set(numbers)), "a receipt's number stands once", numbers)
    if world.happened["disks given up"]:
        return  # with a disk numbers are lost, too
    last: dict[str, int] = {}
    for number in numbers:
        series, _, place = number.rpartition("-")
        check(int(place) == last.get(series, 0) + 1, "receipt numbers have no gaps", number, last)
        last[series] = int(place)


def _check_replay(world: World) -> None:
    before = _projections(world)
    projection.reproject(world.hall.office.database, template().expo)
    after = _projections(world)
    for name, rows in before.items():
        check(rows == after[name], f"a replay gives the same {name}", rows, after[name])
    for laptop in world.laptops:
        verify(laptop.database)


def _projections(world: World) -> dict[str, list[tuple[Any, ...]]]:
    return {
        row.__tablename__: sorted(_rollup(world, f"SELECT * FROM {row.__tablename__}"), key=repr)
        for row in PROJECTIONS
    }


def _rollup(world: World, statement: str) -> list[tuple[Any, ...]]:
    return audit.ask(world.hall.database, statement)
