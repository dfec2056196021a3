"""A process that writes all sales of an expo as a workbook; says how long it took, and its peak."""

import sys
from pathlib import Path

from resources.translations import Catalog
from sync.server.reports.exports import Export, exported
from sync.server.store.database import connect
from tests.bench.measure import seconds
from tests.bench.peak import peak_bytes


def main() -> None:
    database, expo, out = connect(sys.argv[1]), sys.argv[2], Path(sys.argv[3])

    def export() -> None:
        with out.open("wb") as sent:
            sent.writelines(exported(database, Export(expo), Catalog("id")))

    sys.stdout.write(f"took {seconds(export)}\npeak_bytes {peak_bytes()}\n")
    database.close()


if __name__ == "__main__":
    main()
