"""Where every simulation begins: an organizer and five tills that have joined, made once."""

import shutil
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import msgspec

from sync.client.join import join
from sync.server.fair import expos
from tests.drivers.organizers import Fair, prepared
from tests.drivers.tills import MORNING, make_till, open_shop
from tests.sim.fuse import Fuse
from tests.sim.hall import ADDRESS, Hall
from tests.sim.network import Caller, Network
from tests.sim.surroundings import one_thread

BOOTHS = {"L1": "A1", "L2": "A1", "L3": "B2", "L4": "B2", "L5": "C3"}
"""Which laptop stands at which booth."""


class Template(msgspec.Struct, frozen=True):
    """A folder to copy from, and whose id is which."""

    folder: Path
    expo: str
    booths: dict[str, str]


@cache
def template() -> Template:
    """The template of this process."""
    folder = Path(mkdtemp(prefix="lapak-sim-", dir=memory()))
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=1)
    (folder / "hall").mkdir()
    hall = Hall(folder / "hall", Fuse("hall"), lambda: MORNING)
    prepared(hall.database)
    network = Network(hall, Random(0), lambda: MORNING, lambda _message, _reply: None)
    network.caller = Caller(Fuse("nobody"))
    machine = [""]
    with one_thread(0, network.send, lambda: machine[0]):
        hall.start(Random(0))
        fair = Fair(hall.office)
        place = expos.create_booth(hall.office, fair.expo.id, "C3", "Jamu Mbah Karto")
        fair.booths["C3"] = place
        for name, booth in BOOTHS.items():
            machine[0] = name
            till = make_till(folder / name, lambda: MORNING)
            join(till, ADDRESS, fair.join_code(booth))
            open_shop(till)
            till.close()
        hall.stop()
    return Template(folder, fair.expo.id, {booth.id: code for code, booth in fair.booths.items()})


def copy_to(folder: Path, names: list[str]) -> None:
    """The hall and some laptops as they were made."""
    for name in ("hall", *names):
        shutil.copytree(template().folder / name, folder / name)


def memory() -> Path | None:
    """Where files cost no disk; None where there is no such place."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else None
