"""A process that writes or takes in the same bundle again and again, to be killed meanwhile.

`python -m tests.drivers.bundler write FOLDER STICK`, `… take DATABASE FILE`.
"""

import sys
import threading
from pathlib import Path

from sync.client.bundles import StickBundles
from sync.server.bundles import import_bundle
from sync.server.office import open_office
from tests.drivers.tills import make_till


def main() -> None:
    way, here, there = sys.argv[1:]
    if way == "write":
        _write(Path(here), Path(there))
    else:
        _take(here, Path(there))


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


def _say() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
