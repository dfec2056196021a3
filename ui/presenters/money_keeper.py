"""Keeping what was taken for carts and orders that are not paid yet, so that no crash hides it."""

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.tender import Tender
from pos_app.services import taken_money
from pos_app.services.taken_money import TakenMoney
from pos_app.services.till import Till
from ui.background import Background


class MoneyKeeper(QObject):
    """What is taken is stored at once. `restored` says that something was there at the start."""

    restored = Signal(object)  # tuple[TakenMoney, ...]

    def __init__(self, till: Till, background: Background) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._taken: dict[str, TakenMoney] = {}
        self._practised: dict[str, tuple[Tender, ...]] = {}
        background.watch(till.read(taken_money.kept), self._on_read)

    @property
    def total(self) -> int:
        """What was taken in all and is not booked."""
        return sum(one.amount for one in self._taken.values())

    @property
    def of_carts(self) -> dict[str, int]:
        """What was taken for each cart that is not paid, by its id."""
        return {one.source: one.amount for one in self._taken.values() if not one.order}

    def of(self, source: str) -> tuple[Tender, ...]:
        """What was taken for a cart, or with a payment for an order."""
        taken = self._taken.get(source)
        return self._practised.get(source, ()) if taken is None else taken.tenders

    def amount_of(self, source: str) -> int:
        """The same as an amount."""
        return sum(tender.amount for tender in self.of(source))

    def payment_of(self, order: str) -> str:
        """The payment that was begun for an order; "" if none was."""
        begun = (one.source for one in self._taken.values() if one.order == order)
        return next(begun, "")

    def practise(self, source: str, tenders: tuple[Tender, ...]) -> None:
        """Remember for a while what nobody really handed over."""
        self._practised = {source: tenders}

    def keep(self, source: str, tenders: tuple[Tender, ...], order: str = "") -> None:
        """Remember what was taken so far."""
        if tenders or source in self._taken:
            taken = TakenMoney(source, tenders, order)
            self._remember(taken)
            self._background.watch(self._till.write(taken_money.keep, taken))

    def move(self, source: str, into: str) -> None:
        """What was taken for a cart is for the one that its lines are in now."""
        moved = self._taken.pop(source, None)
        if moved is not None:
            taken = msgspec.structs.replace(
                moved, source=into, tenders=(*self.of(into), *moved.tenders)
            )
            self._remember(taken)
            self._background.watch(self._till.write(taken_money.move, source, taken))

    def forget(self, source: str) -> None:
        """It was booked, or given back."""
        self.keep(source, ())

    def _remember(self, taken: TakenMoney) -> None:
        if taken.tenders:
            self._taken[taken.source] = taken
        else:
            self._taken.pop(taken.source, None)

    def _on_read(self, kept: tuple[TakenMoney, ...]) -> None:
        """What was taken in the moment before it was read stands already, and is the later word."""
        self._taken = {one.source: one for one in kept} | self._taken
        if kept:
            self.restored.emit(kept)
