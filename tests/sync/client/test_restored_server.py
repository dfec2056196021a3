"""A till whose organizer's server was put back from a backup, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.services import shifts
from pos_app.services.organizer import SyncKind
from pos_app.services.till import Till
from sync.client.join import join
from sync.server.fair.expos import create_booth
from sync.server.figures import losses
from sync.server.figures.losses import confirm_restored
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import entries, open_line, push, register_id, waiting
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import make_till, open_shop, sell


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealOrganizer]:
    folder = tmp_path / "server"
    folder.mkdir()
    with RealOrganizer(folder) as organizer:
        yield organizer


@pytest.fixture
def selling(tmp_path: Path) -> Iterator[Till]:
    till = make_till(tmp_path / "first")
    yield till
    till.close()


def begin(till: Till, organizer: FakeOrganizer | RealOrganizer) -> str:
    join(till, organizer.address, organizer.join_code())
    open_shop(till)
    sell(till)
    return register_id(till)


def test_a_heartbeat_finds_out_and_everything_is_sent_again(
    bare: Till, organizer: FakeOrganizer | RealOrganizer
) -> None:
    register = begin(bare, organizer)
    push(bare)
    organizer.remember()
    sell(bare)
    last = push(bare)
    organizer.restore()
    assert push(bare, held=last).acked_seq == last.acked_seq
    assert organizer.held(register) == entries(bare)
    assert waiting(bare) == 0


def test_the_organizer_hears_what_was_lost_and_confirms(real: RealOrganizer, selling: Till) -> None:
    begin(selling, real)
    push(selling)
    real.remember()
    for _ in range(3):
        sell(selling)
    push(selling)
    real.restore()
    with open_line(selling) as line:
        line.until(SyncKind.SYNCED)
        assert real.booth().sales == 4
        with real.fair.office.database.read() as connection:
            found = losses.restored(connection, real.fair.expo.id)
        assert (found.is_suspected, found.lost) == (True, ())
        confirm_restored(real.fair.office)
        sell(selling)
        line.line.send_now()
        line.until_sent(8)
    with real.fair.office.database.read() as connection:
        assert not losses.restored(connection, real.fair.expo.id).is_suspected
    assert (real.booth().sales, real.booth().missing) == (5, 0)


def test_a_register_that_joined_after_the_backup_comes_back_with_a_new_code(
    real: RealOrganizer, selling: Till
) -> None:
    real.remember()
    first = begin(selling, real)
    sold = [sell(selling).sale.total for _ in range(2)]
    push(selling)
    real.restore()
    assert real.booth().sales == 0
    with open_line(selling) as line:
        assert line.until(SyncKind.ATTENTION).code == "token_unknown"
    selling.write(shifts.close_shift, 300_000).result()
    join(selling, real.address, real.join_code())
    assert register_id(selling) != first
    with open_line(selling) as line:
        line.until(SyncKind.SYNCED)
    booth = real.booth()
    assert (booth.sales, booth.missing) == (3, 0)
    assert booth.total == sum(sold) + sold[0]


def test_so_does_one_of_a_booth_that_has_to_be_set_up_again(
    real: RealOrganizer, selling: Till
) -> None:
    real.remember()
    create_booth(real.fair.office, real.fair.expo.id, "C3", "Kopi Sirap")
    join(selling, real.address, real.join_code("C3"))
    open_shop(selling)
    sell(selling)
    push(selling)
    real.restore()
    create_booth(real.fair.office, real.fair.expo.id, "C3", "Kopi Sirap Ungaran")
    selling.write(shifts.close_shift, 300_000).result()
    join(selling, real.address, real.join_code("C3"))
    with open_line(selling) as line:
        line.until(SyncKind.SYNCED)
    assert (real.booth("C3").sales, real.booth("C3").missing) == (1, 0)
