"""A process that writes a bundle again and again, takes one in, or a booth; killed meanwhile.

`python -m tests.drivers.bundler write FOLDER STICK`, `… take DATABASE FILE`,
`… move FOLDER BACKUP`, `… join FOLDER ADDRESS#CODE`.
"""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from pos_app.services.moving import move_here
from pos_app.services.till import Till
from sync.client.bundles import StickBundles
from sync.client.join import join
from sync.server.intake.bundles import import_bundle
from sync.server.office import open_office
from tests.drivers.tills import make_till


def main() -> None:
    way, here, there = sys.argv[1:]
    match way:
        case "write":
            _write(Path(here), Path(there))
        case "take":
            _take(here, Path(there))
        case "move":
            _bring(Path(here), lambda till: move_here(till, Path(there)))
        case "join":
            address, _, code = there.partition("#")
            _bring(Path(here), lambda till: join(till, address, code))


def _write(folder: Path, stick: Path) -> None:
    till = make_till(folder)
    bundles = StickBundles(till)
    _say()
    while True:
        bundles.write(stick, lambda _done, _of: None, complete=True)


def _take(database: str, path: Path) -> None:
    office = open_office(database)
    _say()
    with path.open("rb") as file:
        import_bundle(office, file, path.name)
    threading.Event().wait()


def _bring(folder: Path, booth: Callable[[Till], object]) -> None:
    till = make_till(folder)
    _say()
    booth(till)
    threading.Event().wait()


def _say() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
