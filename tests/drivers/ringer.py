"""A till that rings things up until it is killed: `python -m tests.drivers.ringer FOLDER`.

It prints `NUMBER TIME` after each product that is in the cart; the time is the monotonic clock's.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.drivers.counters import still_counter
from tests.drivers.tills import make_till, set_up, shelf
from ui.background import Background
from ui.presenters.cart_keeper import CartKeeper
from ui.presenters.sell import SellPresenter

_EVERY_MS = 60


def main(folder: Path) -> None:
    """Ring up for ever."""
    app = QApplication([])
    till = make_till(folder)
    set_up(till)
    background = Background()
    sell = SellPresenter(still_counter(till, folder), background)
    keeper = CartKeeper(till, background, sell)
    keeper.begin()
    codes = [code for product in shelf(till) for code in product.barcodes]
    number = 0

    def told() -> None:
        nonlocal number
        number += 1
        sys.stdout.write(f"{number} {time.monotonic()}\n")
        sys.stdout.flush()

    def ring() -> None:
        sell.scan(codes[number % len(codes)])

    sell.added.connect(told)
    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(ring)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
