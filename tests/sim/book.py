"""What was sold, voided and refunded, written down beside the tills: the truth of a simulation."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec


class Deed(StrEnum):
    """What counts in the totals."""

    SALE = "sale"
    VOID = "void"
    REFUND = "refund"


class Line(msgspec.Struct, frozen=True):
    """So much of a product, in thousandths, and its money; both below zero if it came back."""

    product: str
    qty_milli: int
    amount: int


class Done(msgspec.Struct, frozen=True):
    """One deed: where and when it was done, and its money by method, in rupiah.

    `key` is its kind and the id that counts once: the sale's, or the refund's.
    """

    deed: Deed
    id: str
    booth: str
    day: date
    method: str
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        return f"{self.deed}/{self.id}"

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


class Sums(msgspec.Struct):
    """What a booth comes to."""

    sales: int = 0
    voids: int = 0
    refunds: int = 0
    total: int = 0


class Book:
    """Every deed that a buyer saw happen. What may be missing is said when it happens.

    Uncertain is what was under way when a till died and nobody asked again; gone is what stood
    only on a disk that was given up. Both count if and only if the organizer holds them.
    """

    def __init__(self) -> None:
        self._done: dict[str, Done] = {}
        self._open: set[str] = set()

    def __len__(self) -> int:
        return len(self._done)

    def __contains__(self, key: str) -> bool:
        return key in self._done

    def try_to(self, done: Done) -> None:
        """Somebody begins something whose end may never be seen."""
        self._done[done.key] = done
        self._open.add(done.key)

    def did(self, done: Done) -> None:
        """The till said that it was done."""
        self._done[done.key] = done
        self._open.discard(done.key)

    def refused(self, done: Done) -> None:
        """The till said that it was not done."""
        del self._done[done.key]
        self._open.discard(done.key)

    def gone(self, keys: Iterable[str]) -> list[str]:
        """A disk is given up that alone held these; returns those that were thought safe."""
        lost = [key for key in keys if key in self._done and key not in self._open]
        self._open.update(lost)
        return lost

    def missing(self, held: set[str]) -> list[str]:
        """What must be there and is not."""
        return sorted(set(self._done) - self._open - held)

    def strange(self, held: set[str]) -> list[str]:
        """What is there and was never done."""
        return sorted(held - set(self._done))

    def counted(self, held: set[str]) -> list[Done]:
        """What counts, given what the organizer holds."""
        return [one for key, one in self._done.items() if key not in self._open or key in held]


def sums(deeds: Iterable[Done]) -> dict[str, Sums]:
    """By booth; a void is a sale less."""
    found: dict[str, Sums] = {}
    for one in deeds:
        booth = found.setdefault(one.booth, Sums())
        booth.sales += {Deed.SALE: 1, Deed.VOID: -1, Deed.REFUND: 0}[one.deed]
        booth.voids += one.deed is Deed.VOID
        booth.refunds += one.deed is Deed.REFUND
        booth.total += one.total
    return found


def by_day(deeds: Iterable[Done]) -> dict[tuple[str, str, str], int]:
    """Rupiah by booth, day and method; none that come to nothing."""
    found: Counter[tuple[str, str, str]] = Counter()
    for one in deeds:
        found[one.booth, one.day.isoformat(), one.method] += one.total
    return {key: amount for key, amount in found.items() if amount}


def by_product(deeds: Iterable[Done]) -> dict[tuple[str, str], tuple[int, int]]:
    """Thousandths and rupiah by booth and product."""
    quantities: Counter[tuple[str, str]] = Counter()
    amounts: Counter[tuple[str, str]] = Counter()
    for one in deeds:
        for line in one.lines:
            quantities[one.booth, line.product] += line.qty_milli
            amounts[one.booth, line.product] += line.amount
    keys = {key for key in quantities if quantities[key] or amounts[key]}
    return {key: (quantities[key], amounts[key]) for key in keys}
