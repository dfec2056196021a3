"""Sums of what entries add to the totals, kept in memory while a batch is read."""

from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.money import MAX_AMOUNT

Amount = Annotated[int, Meta(ge=-MAX_AMOUNT, le=MAX_AMOUNT)]
Id = Annotated[str, Meta(max_length=64)]
Name = Annotated[str, Meta(max_length=500)]

HourKey = tuple[str, str, int, str]
"""Booth, business date, hour, method."""

_SUMS = 5


class SoldLine(msgspec.Struct, frozen=True, gc=False):
    """What the totals need of a line; `tax` and `service` were paid on top of its `total`."""

    product_id: Id
    name: Name
    qty_milli: Amount
    total: Amount
    tax: Amount = 0
    service: Amount = 0


class Counted(msgspec.Struct, frozen=True, gc=False):
    """A sale, void or refund as the totals see it: where it falls, and what it adds there.

    `id` counts once, whatever entries hold it. `sale_id` is the sale itself or the one that is
    taken back; what is taken back is below zero. `counts` are sales, voids and refunds: a void is
    one sale less.
    """

    id: str
    sale_id: str
    number: str
    business_date: str
    hour: int
    total: int
    methods: tuple[tuple[str, int], ...]
    lines: list[SoldLine]
    counts: tuple[int, int, int] = (1, 0, 0)


class Tally:
    """Sums of what a run of entries adds, kept in memory so that a batch updates each row once.

    Every row counts its entries: one that sums up to nothing stays until they are taken away.
    """

    def __init__(self) -> None:
        self.took_away = False
        self._hours: dict[HourKey, list[int]] = {}
        self._products: dict[tuple[str, str], dict[str, _Product]] = {}

    def add(self, booth_id: str, counted: Counted, sign: int = 1) -> None:
        """Add what an entry adds, or take it away again with sign -1."""
        self.took_away = self.took_away or sign < 0
        day, hour, first = counted.business_date, counted.hour, sign
        for method, amount in counted.methods:
            sums = self._hours.setdefault((booth_id, day, hour, method), [0, 0, 0, 0, 0, 0])
            if first:
                sales, voids, refunds = counted.counts
                sums[1] += sign * sales
                sums[2] += sign * voids
                sums[3] += sign * refunds
                first = 0
            sums[0] += sign
            sums[4] += sign * amount
            if counted.id == counted.sale_id:
                sums[5] += sign * amount
        products = self._products.setdefault((booth_id, day), {})
        for line in counted.lines:
            product = products.get(line.product_id)
            if product is None:
                product = products[line.product_id] = _Product(line.name)
            product.entries += sign
            product.qty_milli += sign * line.qty_milli
            product.amount += sign * (line.total + line.tax + line.service)
            if line.name != product.name:
                product.name = max(product.name, line.name)

    def hour_rows(self, expo_id: str) -> list[tuple[str | int, ...]]:
        """Increments by booth, date, hour and method, in the order in which rows are locked."""
        return [(expo_id, *key, *sums[:_SUMS]) for key, sums in sorted(self._hours.items())]

    def day_rows(self, expo_id: str) -> list[tuple[str | int, ...]]:
        """Increments by booth, date and method; what sales alone brought in comes last."""
        days: dict[tuple[str, str, str], list[int]] = {}
        for (booth_id, day, _, method), sums in self._hours.items():
            known = days.setdefault((booth_id, day, method), [0] * len(sums))
            for place, amount in enumerate(sums):
                known[place] += amount
        return [(expo_id, *key, *sums) for key, sums in sorted(days.items())]

    def fair_hour_rows(self, expo_id: str) -> list[tuple[str | int, ...]]:
        """Increments of all booths by date and hour: entries, sales, turnover."""
        hours: dict[tuple[str, int], list[int]] = {}
        for (_, day, hour, _), (entries, sales, _, _, amount, _) in self._hours.items():
            known = hours.setdefault((day, hour), [0, 0, 0])
            for place, more in enumerate((entries, sales, amount)):
                known[place] += more
        return [(expo_id, *key, *sums) for key, sums in sorted(hours.items())]

    def product_rows(self, expo_id: str) -> list[tuple[str | int, ...]]:
        """Increments by booth, date and product, with the product's name."""
        return [
            (expo_id, booth_id, day, product_id, it.name, it.entries, it.qty_milli, it.amount)
            for (booth_id, day), products in sorted(self._products.items())
            for product_id, it in sorted(products.items())
        ]


class _Product(msgspec.Struct):
    """Sums of one product; of several names the last in the alphabet, whatever the order."""

    name: str
    entries: int = 0
    qty_milli: int = 0
    amount: int = 0
