"""A process that takes a part of the money until it is killed: `python -m tests.drivers.payer DIR`.

It prints what was taken as soon as it is on the disk.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from pos_app.domain.pricing import price
from pos_app.domain.tender import Basis, Method
from pos_app.services import carts, taken_money
from tests.drivers.counters import still_counter
from tests.drivers.tills import cart_of, make_till, set_up
from ui.background import Background
from ui.presenters.pay import PayPresenter


def main(folder: Path) -> None:
    """Ring up a coffee and biscuits, take 10,000 of it by QRIS, and wait."""
    app = QCoreApplication([])
    till = make_till(folder)
    set_up(till)
    (folder / "set_up").touch()
    cart = cart_of(till, "Kopi", "Keripik")
    till.write(carts.keep, cart).result()
    clock = iter(range(1000))
    pay = PayPresenter(still_counter(till, folder), Background(app), lambda: next(clock) * 10.0)
    pay.begin(price(cart))
    pay.choose(Method.QRIS)
    pay.at_hand.receive(10_000)
    pay.ask_by_qris()
    pay.at_hand.saw(Basis.NOTIFICATION)
    pay.at_hand.refer("4417")
    pay.confirm()
    [taken] = till.read(taken_money.kept).result()  # so it is on the disk before it is said
    print(taken.amount, flush=True)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
