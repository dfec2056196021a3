"""A till that sells and sends until it is killed: `python -m tests.drivers.sending_seller FOLDER`.

It has joined before. It prints the receipt number of each sale once that is done.
"""

import sys
from pathlib import Path

from pos_app.services.shifts import current_shift
from pos_app.services.till import open_till
from sync.client.line import Line
from tests.drivers.lines import AT_ONCE, SURE
from tests.drivers.tills import Clock, database_in, open_shop, sell


def main(folder: Path) -> None:
    """Sell for ever; each sale wakes the line, as on the page."""
    till = open_till(database_in(folder), Clock())
    if till.read(current_shift).result() is None:
        open_shop(till)
    line = Line(till, pace=AT_ONCE, timeouts=SURE)
    line.start()
    while True:
        sys.stdout.write(f"{sell(till).sale.receipt_number}\n")
        sys.stdout.flush()
        line.wake()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
