"""Holding a typed PIN against the kept one: counted first, compared on a worker, then settled."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pos_app.services import people, pins
from pos_app.services.counter import Counter
from pos_app.services.people import PinWrong
from pos_app.services.pins import Proof, Try
from ui.background import Background


class PinCheck(QObject):
    """Runs one check after the other; each ends in one of its three callbacks."""

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._till = counter.till
        self._background = background

    def run(
        self,
        person: str,
        pin: str,
        settle: Callable[[Proof], "Any"],
        done: Callable[[Any], None],
        failed: Callable[[Exception | PinWrong], None],
    ) -> None:
        """Check a PIN. `settle` asks the till for what follows and returns its future.

        `done` gets what that comes to; `failed` a PinWrong, or why it could not be checked.
        """
        watch = self._background.watch

        def counted(answer: Try | PinWrong) -> None:
            if isinstance(answer, PinWrong):
                failed(answer)
            else:
                watch(self._background.run_blocking(pins.compare, answer, pin), compared, failed)

        def compared(proof: Proof) -> None:
            watch(settle(proof), settled, failed)

        def settled(answer: object) -> None:
            if isinstance(answer, PinWrong):
                failed(answer)
            else:
                done(answer)

        watch(self._till.write(people.begin_try, person), counted, failed)
