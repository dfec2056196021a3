"""kill -9 while a booth moves to a spare laptop: it is whole there, or not there and moves later.

How it fails step by step: `tests/services/test_failing_moves.py`.
"""

from pathlib import Path
from random import Random

import pytest

from pos_app.services import backups, booth
from pos_app.services.moving import move_here
from pos_app.services.organizer import SyncKind
from pos_app.store import verification
from sync.client.join import join
from sync.server.fair.moves import create_move_code
from tests.drivers.killing import killed
from tests.drivers.lines import open_line, push
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import database_in, make_till, open_shop, sell

SALES = 60


@pytest.mark.parametrize("way", ["move", "join"])
def test_a_spare_laptop_that_is_killed_has_all_of_the_booth_or_nothing(
    tmp_path: Path, way: str
) -> None:
    rng = Random(way)
    with RealOrganizer(tmp_path) as organizer:
        old = make_till(tmp_path / "old")
        join(old, organizer.address, organizer.join_code())
        open_shop(old)
        for _ in range(SALES):
            sell(old)
        push(old)
        backup = old.read(backups.make_backup, tmp_path / "stick").result()
        code = create_move_code(organizer.fair.office, organizer.fair.expo.id, "A1-K1")[0].code
        source = str(backup) if way == "move" else f"{organizer.address}#{code}"
        folder = tmp_path / "spare"
        for within_s in (0.05, 0.3):
            killed(rng, within_s, way, str(folder), source)
            spare = make_till(folder)
            assert not list(spare.path.parent.glob("*.part*"))
            spare.close()
        spare = make_till(folder)
        if spare.read(booth.current_register).result() is None:
            if way == "move":
                move_here(spare, backup)
            else:
                join(spare, organizer.address, code)
        sell(spare)
        sell(old)
        push(old)
        with open_line(spare) as line:
            line.until(SyncKind.SYNCED)
        spare.close()
        old.close()
        assert verification.verify(database_in(folder)).sales == SALES + 1
        assert (organizer.booth().sales, organizer.booth().status) == (SALES + 2, "complete")
