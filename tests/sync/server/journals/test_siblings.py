"""What registers of one booth get of one another."""

from datetime import timedelta

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from pos_app.domain.continuation import EntryCarried, wrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head, encode, extend
from pos_app.domain.kinds import Kind, ProductsChanged
from pos_app.domain.product import ProductChange
from sync.server.journals import siblings
from sync.server.journals.moments import milliseconds
from sync.wire import decompress, read_batch
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair

PRICED = ProductsChanged((ProductChange("kain", name="Kain", price=10_000),))


def priced(till: PaperTill, price: int) -> None:
    change = ProductChange("kain", name="Kain", price=price)
    till.append(Kind.PRODUCT_CHANGED, ProductsChanged((change,)))


def test_a_register_hears_of_those_of_its_booth_and_of_no_others(fair: Fair) -> None:
    first, second, other = fair.till(seed=1, sales=2), fair.till(seed=2), fair.till("B2", seed=3)
    for till in (first, second, other):
        fair.push(till)
    told = siblings.siblings(fair.office, first.token, first.register, 0)
    assert [(one.register, one.code, one.held_seq) for one in told.siblings] == [
        (second.register, second.code, 2)
    ]
    with pytest.raises(LapakError, match="register_of_another_booth"):
        siblings.page(fair.office, first.token, first.register, other.register, 0)


def test_entries_come_as_they_were_pushed_and_are_vouched_for(fair: Fair) -> None:
    first, second = fair.till(seed=1), fair.till(seed=2, sales=3)
    fair.push(second)
    fair.push(first)
    page = siblings.page(fair.office, first.token, first.register, second.register, 2)
    header, entries = read_batch(decompress(page.batch, "zstd"))
    assert entries == second.entries[2:]
    chained = extend(header.after, entries)
    assert Head(second.register, chained[-1][0].seq, chained[-1][2]) == header.declared
    beyond = siblings.page(fair.office, first.token, first.register, second.register, 99)
    assert read_batch(decompress(beyond.batch, "zstd"))[0].after_seq == 5


def test_a_moment_is_the_registers_time_without_its_clocks_error(
    sqlite_fair: Fair, clock: Clock
) -> None:
    till = sqlite_fair.till(seed=1)
    till.now = clock.now + timedelta(hours=3)  # three hours ahead
    priced(till, 10_000)
    sqlite_fair.push(till, till.batch(sent_at=till.now + timedelta(minutes=1)))
    told = siblings.siblings(sqlite_fair.office, till.token, till.register, 0)
    assert told.moments == ((3, milliseconds(clock.now - timedelta(minutes=1))),)


def test_a_moment_is_never_later_than_its_arrival_nor_before_an_earlier_one(
    sqlite_fair: Fair, clock: Clock
) -> None:
    till = sqlite_fair.till(seed=1)
    till.now = clock.now + timedelta(days=400)
    priced(till, 10_000)
    till.now = clock.now - timedelta(days=400)
    priced(till, 11_000)
    sqlite_fair.push(till)
    told = siblings.siblings(sqlite_fair.office, till.token, till.register, 0)
    now = milliseconds(clock.now)
    assert told.moments == ((3, now), (4, now))
    clock.pass_time(timedelta(hours=1))
    sqlite_fair.push(till)
    again = siblings.siblings(sqlite_fair.office, till.token, till.register, 3)
    assert again.moments == ((4, now),)


def test_what_was_carried_over_has_the_moment_at_which_it_was_said(
    sqlite_fair: Fair, clock: Clock
) -> None:
    ahead = timedelta(hours=3)
    till = sqlite_fair.till(seed=1)
    till.now = clock.now + ahead - timedelta(minutes=2)
    priced(till, 12_000)
    data = encode("old", 7, clock.now + ahead - timedelta(hours=1), Kind.PRODUCT_CHANGED, PRICED)
    till.append(Kind.ENTRY_CARRIED, wrapped("old", 7, bytes(32), data))
    till.append(Kind.ENTRY_CARRIED, EntryCarried("old", 8, "00" * 32, msgspec.Raw(b"[]")))
    sqlite_fair.push(till, till.batch(sent_at=clock.now + ahead))
    told = siblings.siblings(sqlite_fair.office, till.token, till.register, 0)
    own, carried = (milliseconds(clock.now - timedelta(minutes=ago)) for ago in (2, 60))
    assert told.moments == ((3, own), (4, carried))


def test_a_small_error_of_a_clock_is_none(sqlite_fair: Fair, clock: Clock) -> None:
    till = sqlite_fair.till(seed=1)
    till.now = clock.now - timedelta(seconds=30)
    priced(till, 10_000)
    sqlite_fair.push(till, till.batch(sent_at=clock.now - timedelta(seconds=2)))
    told = siblings.siblings(sqlite_fair.office, till.token, till.register, 0)
    assert told.moments == ((3, milliseconds(till.now)),)


def test_another_registers_token_opens_nothing(
    client: TestClient[Litestar], sqlite_fair: Fair
) -> None:
    first, second = sqlite_fair.till(seed=1), sqlite_fair.till(seed=2)
    path = f"/api/v1/registers/{first.register}/siblings"
    for headers, status in (
        ({}, 401),
        ({"Authorization": f"Bearer {second.token}"}, 403),
        ({"Authorization": f"Bearer {first.token}"}, 200),
    ):
        assert client.get(path, headers=headers).status_code == status
    known = {"Authorization": f"Bearer {first.token}"}
    assert client.get(f"{path}?after=-1", headers=known).status_code == 400
    assert client.get(f"{path}/nobody/journal", headers=known).status_code == 409
