"""What the press is told of an expo: exact figures, and what is no turnover apart from it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection

from pos_app.domain.rounding import Rounding, divide
from sync.server.reports.growth import Presence, growth_rate
from sync.server.reports.reports import Compared, compared
from sync.server.reports.rollups import (
    BoothTaken,
    Taken,
    booths_taken,
    days_taken,
    hours_taken,
)
from sync.server.reports.situation import Situation, situation_of
from sync.server.reports.tables import rate

Amounts = Mapping[str, int]


class Press(msgspec.Struct, frozen=True):
    """An expo's figures; `clusters` and `regencies` by key and code, the largest first."""

    situation: Situation
    days: Mapping[date, Taken]
    hours: Mapping[int, Taken]
    clusters: Amounts
    regencies: Amounts
    sold: int
    compared: Compared

    @property
    def turnover(self) -> int:
        """All that was turned over."""
        return self.situation.totals.total

    @property
    def average(self) -> int:
        """What a sale came to, half a rupiah up."""
        sales = self.situation.totals.sales
        return divide(self.turnover, sales, Rounding.HALF_UP) if sales > 0 else 0

    @property
    def target(self) -> int:
        """The turnover that was hoped for, 0 for none."""
        return self.situation.planned.plan.target

    @property
    def reached(self) -> int | None:
        """How much of the target that is, in basis points."""
        return rate(self.turnover, self.target)

    @property
    def growth(self) -> int | None:
        """The growth of those who came again, in basis points."""
        found = self.compared.growth
        return growth_rate(found.same_before, found.same_now)

    def exhibitors(self, presence: Presence) -> int:
        """How many came again, are new or are gone."""
        return len(self.compared.growth.of(presence))

    @property
    def best_hour(self) -> tuple[int, int] | None:
        """The hour in which most was turned over, and how much that was."""
        if not self.hours:
            return None
        hour = max(self.hours, key=lambda one: (self.hours[one].amount, -one))
        return hour, self.hours[hour].amount


def press_of(connection: Connection, expo_id: str, now: datetime) -> Press:
    """What there is to tell; the caller's transaction must be one snapshot.

    Raises LapakError `expo_unknown`.
    """
    situation = situation_of(connection, expo_id, now)
    booths = booths_taken(connection, expo_id)
    return Press(
        situation=situation,
        days=days_taken(connection, expo_id),
        hours=hours_taken(connection, expo_id),
        clusters=_added(booths, lambda one: one.cluster),
        regencies=_added(booths, lambda one: one.regency),
        sold=sum(one.taken.sales > 0 for one in booths),
        compared=compared(connection, expo_id),
    )


def most(amounts: Iterable[tuple[str, int]], limit: int, rest: str) -> list[tuple[str, int]]:
    """The first ones, and under a last name what all the others come to."""
    every = list(amounts)
    if len(every) <= limit:
        return every
    others = sum(amount for _, amount in every[limit - 1 :])
    return [*every[: limit - 1], (rest, others)]


def _added(booths: Iterable[BoothTaken], key: Callable[[BoothTaken], str]) -> Amounts:
    sums: dict[str, int] = defaultdict(int)
    for one in booths:
        sums[key(one)] += one.taken.amount
    ordered = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    return {name: amount for name, amount in ordered if amount}
