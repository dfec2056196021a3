"""A sale that the window makes by itself, taking a picture of each page: for the demo."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.tender import quick_cash
from pos_app.settings import SettingsFile
from ui.app import Program

if TYPE_CHECKING:
    from pos_app.services.checkout import Completed
    from pos_app.services.counter import Counter

log = logging.getLogger(__name__)

_SETTLE_MS = 700
"""Long enough for tiles, fades and the receipt's preview to have come to rest."""

_GIVE_UP_MS = 60_000


def take_tour(
    start: Callable[[], "Counter"],
    settings_file: SettingsFile,
    products: Sequence[Product],
    folder: Path,
) -> "Completed":
    """Sell `products` for cash in a window, saving `sell.png`, `pay.png` and `done.png`.

    The till that `start` opens is closed again. Returns the sale that was made.
    Raises LapakError `tour_failed`.
    """
    app = QApplication.instance() or QApplication(["lapak"])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    program = Program(app, start, settings_file)
    tour = _Tour(program, products, folder)
    program.show()
    app.exec()
    tour.end()
    program.close()
    program.window.deleteLater()
    if tour.completed is None:
        log.error("the window's sale ended early: %s", tour.trouble)
        raise LapakError("tour_failed", reason=tour.trouble)
    return tour.completed


class _Tour(QObject):
    """The steps, each begun when the one before has come to rest."""

    def __init__(self, program: Program, products: Sequence[Product], folder: Path) -> None:
        super().__init__(program)
        self._program = program
        self._products = products
        self._folder = folder
        self.completed: Completed | None = None
        self.trouble = "time_over"
        program.sell_ready.connect(self._fill_cart)
        program.stopped.connect(self._stop)
        self._steps = QObject(self)
        QTimer.singleShot(_GIVE_UP_MS, self._steps, self._leave)

    def end(self) -> None:
        """Take no further step: the last of them would close a window that is opened later."""
        delete(self._steps)

    def _fill_cart(self) -> None:
        flow = self._program.flow
        assert flow is not None
        self._flow = flow
        flow.presenters.pay.paid.connect(self._on_paid)
        for product in self._products:
            flow.presenters.sell.add(product)
        QTimer.singleShot(_SETTLE_MS, self._steps, self._go_to_pay)

    def _go_to_pay(self) -> None:
        self._take("sell")
        self._flow.presenters.sell.pay()
        QTimer.singleShot(_SETTLE_MS, self._steps, self._pay)

    def _pay(self) -> None:
        payment = self._flow.presenters.pay.payment
        assert payment is not None
        self._flow.presenters.pay.at_hand.receive(quick_cash(payment.owed)[-1])
        QTimer.singleShot(_SETTLE_MS, self._steps, self._confirm)

    def _confirm(self) -> None:
        self._take("pay")
        self._flow.presenters.pay.confirm()

    def _on_paid(self, completed: "Completed") -> None:
        self.completed = completed
        QTimer.singleShot(2 * _SETTLE_MS, self._steps, self._finish)

    def _finish(self) -> None:
        self._take("done")
        self._leave()

    def _take(self, page: str) -> None:
        self._program.window.grab().save(str(self._folder / f"{page}.png"))

    def _stop(self, sentence: str) -> None:
        self.trouble = sentence
        self._leave()

    def _leave(self) -> None:
        QApplication.exit(0)
