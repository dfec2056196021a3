"""kill -9 while a bundle is written or taken in: nothing half-done, nothing lost, nothing twice."""

from pathlib import Path
from random import Random

from sync.bundle import reading
from sync.client.bundles import StickBundles
from sync.client.join import join
from sync.client.stick import PART
from sync.server.intake.bundles import import_bundle
from sync.server.office import Office, open_office
from tests.drivers.bundles import bundle_of
from tests.drivers.killing import killed
from tests.drivers.organizers import Fair, prepared
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import make_till, open_shop, sell

KILLS = 2
"""Rounds of each: a process takes a second to start, and every Nth call fails elsewhere."""


def test_a_till_that_is_killed_while_it_writes_leaves_whole_files_only(tmp_path: Path) -> None:
    rng, stick = Random(1), tmp_path / "stick"
    stick.mkdir()
    with RealOrganizer(tmp_path) as organizer:
        till = make_till(tmp_path)
        join(till, organizer.address, organizer.join_code())
        open_shop(till)
        for _ in range(30):
            sell(till)
        till.close()
        for _ in range(KILLS):
            killed(rng, 0.1, "write", str(tmp_path), str(stick))
            for path in stick.glob("*.lapak"):
                with path.open("rb") as file:
                    assert reading.read_whole(file).manifest.is_complete
        again = make_till(tmp_path)
        [written] = StickBundles(again).write(stick, lambda _done, _of: None, complete=True)
        again.close()
        assert not list(stick.glob(f"*{PART}"))
        with written.path.open("rb") as file:
            import_bundle(organizer.fair.office, file, "")
        assert organizer.booth().sales == 30


def test_a_server_that_is_killed_while_it_takes_a_file_in_has_it_all_in_the_end(
    tmp_path: Path,
) -> None:
    rng = Random(2)
    database = prepared(tmp_path / "organizer.db")
    office = open_office(str(database))
    fair = Fair(office)
    paper = fair.till(sales=600)
    path = tmp_path / "a.lapak"
    path.write_bytes(bundle_of(paper, identity=office.identity, size=20))
    office.database.close()
    for _ in range(KILLS):
        killed(rng, 0.15, "take", str(database), str(path))
    fair.office = again = open_office(str(database))
    assert fair.booth().held % 20 in {0, 2}
    taken(again, path)
    booth = fair.booth()
    assert (booth.total, booth.sales, booth.status) == (paper.total, 600, "complete")
    again.database.close()


def taken(office: Office, path: Path) -> None:
    with path.open("rb") as file:
        import_bundle(office, file, path.name)
