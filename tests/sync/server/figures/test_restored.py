"""A server that was put back from a backup: it notices, says so, and gets back what it lost."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient
from sqlalchemy import text

from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from sync.server.app import create_app
from sync.server.command_line.commands import main
from sync.server.fair.joining import create_join_code, join
from sync.server.figures import losses
from sync.server.figures.losses import Lost, Restored, confirm_restored
from sync.server.figures.projection import reproject
from sync.server.office import Office, open_office
from sync.server.pages.restored_words import restored_glance
from sync.server.store import generation
from sync.server.store.generation import MarkKeeper, mark_path
from sync.wire import ShownReceipt, Watermark
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair, prepared
from tests.sync.server.pages.test_pages import Client, browser, log_in, seal

__all__ = ["browser"]


def put_back(fair: Fair, till: PaperTill, held: int) -> None:
    """Leave the server as it was when it held only `held` entries of a till."""
    head = till.head_at(held)
    place = {"register": till.register, "seq": held, "hash": head.hash}
    forgotten = "DELETE FROM journal WHERE register_id = :register AND seq > :seq"
    earlier = (
        "UPDATE register SET acked_seq = :seq, acked_hash = :hash, declared_seq = :seq,"
        " declared_hash = :hash WHERE register_id = :register"
    )
    with fair.office.database.write() as connection:
        connection.execute(text(forgotten), place)
        connection.execute(text(earlier), place)
    reproject(fair.office.database, fair.expo.id)


def shown(mark: Watermark) -> ShownReceipt:
    return ShownReceipt(mark.generation, mark.acked_seq, mark.acked_hash, mark.receipt)


def show(fair: Fair, till: PaperTill, mark: Watermark) -> Watermark:
    return losses.show_receipt(fair.office, till.token, till.register, shown(mark))


def known(fair: Fair) -> Restored:
    with fair.office.database.read() as connection:
        return losses.restored(connection, fair.expo.id)


def test_a_till_that_shows_a_signed_receipt_tells_the_server_what_it_lost(fair: Fair) -> None:
    till = fair.till(sales=5)
    signed = fair.push(till)
    put_back(fair, till, 3)
    assert show(fair, till, signed).acked_seq == 3
    assert known(fair) == Restored(True, None, (Lost("A1-K1", 7, 3),))
    assert (fair.booth().missing, fair.booth().status) == (4, "behind")
    assert confirm_restored(fair.office) == 2
    found = known(fair)
    assert (found.is_suspected, found.lost) == (False, (Lost("A1-K1", 7, 3),))
    again = fair.push(till)
    assert (again.generation, again.acked_seq) == (2, 7)
    assert known(fair).lost == ()
    assert (fair.booth().sales, fair.booth().total) == (5, till.total)
    assert (fair.booth().missing, fair.booth().status) == (0, "complete")


def test_a_receipt_of_what_is_held_says_nothing(fair: Fair) -> None:
    till = fair.till(sales=1)
    signed = fair.push(till)
    show(fair, till, signed)
    assert known(fair) == Restored(False, None, ())


@pytest.mark.parametrize(
    "change", [{"acked_seq": 900}, {"generation": 2}, {"acked_hash": "00"}, {"receipt": "zz"}]
)
def test_what_the_server_did_not_sign_is_refused(fair: Fair, change: dict[str, str | int]) -> None:
    till = fair.till(sales=1)
    signed = fair.push(till)
    put_back(fair, till, 2)
    forged = msgspec.structs.replace(signed, **change)
    with pytest.raises(LapakError, match="signature_wrong"):
        show(fair, till, forged)
    assert not known(fair).is_suspected


def test_another_tills_receipt_shows_nothing(fair: Fair) -> None:
    one, other = fair.till(sales=3), fair.till(seed=8)
    signed = fair.push(one)
    fair.push(other)
    with pytest.raises(LapakError, match="signature_wrong"):
        show(fair, other, signed)


def test_a_generation_that_another_process_begins_is_told_at_once(
    database_url: str, clock: Clock
) -> None:
    first = open_office(database_url, clock=clock)
    fair = Fair(first)
    till = fair.till(sales=1)
    assert fair.push(till).generation == 1
    second = open_office(database_url, clock=clock)
    confirm_restored(second)
    assert fair.push(till).generation == 2
    for office in (first, second):
        office.database.close()


class Disk:
    """A server's SQLite file, backups of it, and the mark that its process leaves."""

    def __init__(self, folder: Path) -> None:
        self.file = prepared(folder / "organizer.db")

    def office(self) -> Office:
        return open_office(str(self.file))

    def run(self, work: object = None) -> Watermark | None:
        """Start the server, let something happen, stop it."""
        office = self.office()
        keeper = MarkKeeper(office.database, every_s=600)
        keeper.start()
        done = work(office) if callable(work) else None
        keeper.close()
        office.database.close()
        return done

    def keep(self) -> None:
        shutil.copy(self.file, self.file.with_suffix(".kept"))

    def put_back(self) -> None:
        shutil.copy(self.file.with_suffix(".kept"), self.file)

    def generation(self) -> int:
        office = self.office()
        with office.database.read() as connection:
            found = connection.execute(text("SELECT generation FROM identity")).scalar_one()
        office.database.close()
        return int(found)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def sold(office: Office) -> None:
    fair = Fair(office)
    fair.push(fair.till(sales=2))


def joined_once_more(office: Office) -> None:
    with office.database.read() as connection:
        expo = connection.execute(text("SELECT expo_id FROM expo")).scalars().first()
    code = create_join_code(office, str(expo), "A1").code
    join(office, PaperTill(77).join_request(code), "10.0.0.9")


@pytest.mark.parametrize("since", [sold, joined_once_more])
def test_a_database_that_was_put_back_is_noticed_at_the_next_start_and_only_once(
    disk: Disk, since: object
) -> None:
    disk.run(sold)
    disk.keep()
    disk.run(since)
    assert disk.generation() == 1
    disk.put_back()
    assert [disk.generation() for _ in range(3)] == [2, 2, 2]
    disk.run(sold)
    disk.put_back()
    assert disk.generation() == 3


def test_the_notice_tells_when_and_by_what(disk: Disk) -> None:
    disk.run(sold)
    disk.keep()
    disk.run(joined_once_more)
    disk.put_back()
    office = disk.office()
    with office.database.read() as connection:
        found = generation.restoration(connection)
    office.database.close()
    assert found is not None
    assert (found.generation, found.noticed_by) == (2, "mark")


@pytest.mark.parametrize(
    "mark", [b"", b"{", b'{"server_id":"x","generation":9,"entries":9,"registers":9}']
)
def test_a_mark_that_is_torn_or_anothers_says_nothing(disk: Disk, mark: bytes) -> None:
    disk.run(sold)
    disk.file.with_suffix(".mark").write_bytes(mark)
    assert disk.generation() == 1


def test_a_server_keeps_its_mark_while_it_runs(tmp_path: Path) -> None:
    file = prepared(tmp_path / "organizer.db")
    with TestClient(create_app(str(file))) as client:
        assert client.get("/health").status_code == 200
    office = open_office(str(file))
    path = mark_path(office.database)
    office.database.close()
    assert path is not None
    assert b'"entries":0' in path.read_bytes()


def test_a_mark_that_cannot_be_written_stops_nothing(
    disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    disk.file.with_suffix(".mark").mkdir()
    disk.run(sold)
    assert "mark" in caplog.text
    caplog.clear()


def test_the_organizer_says_so_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "server" / "organizer.db"
    assert main(["restored"], default_database=database, language="en") == 0
    assert "Tills send again what it lost" in capsys.readouterr().out
    assert main(["restored"], default_database=database, language="id") == 0
    office = open_office(str(database))
    with office.database.read() as connection:
        found = generation.restoration(connection)
    office.database.close()
    assert found is not None
    assert (found.generation, found.noticed_by) == (3, "organizer")


def test_the_page_asks_the_organizer_and_then_tells_what_is_awaited(
    browser: Client, sqlite_fair: Fair, clock: Clock
) -> None:
    fair = sqlite_fair
    till = fair.till(sales=5)
    signed = fair.push(till)
    log_in(browser)
    path = f"/expos/{fair.expo.id}"
    assert "put back" not in browser.get(path).text
    put_back(fair, till, 3)
    show(fair, till, signed)
    page = browser.get(path)
    assert "A1-K1: 4 entries awaited" in page.text
    assert "Yes, it was put back" in page.text
    browser.post(f"{path}/restored", data={"seal": "0" * 64})
    assert known(fair).is_suspected
    browser.post(f"{path}/restored", data={"seal": seal(page)})
    page = browser.get(path)
    assert "noticed on 22 Nov 2026 18:00 WIB" in page.text
    assert "A1-K1: 4 entries awaited" in page.text
    assert "Yes, it was put back" not in page.text
    fair.push(till)
    assert "awaited" not in browser.get(path).text
    clock.pass_time(timedelta(hours=25))
    assert restored_glance(known(fair), fair.expo, Catalog("id"), clock.now) is None
