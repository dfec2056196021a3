"""What stands beside every report: the expo, how complete its figures are, what is no turnover."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection

from sync.server.fair.plans import PlannedExpo, planned
from sync.server.figures.live import OrderSums, Unreconciled, order_sums, unreconciled
from sync.server.figures.totals import expo_totals
from sync.wire import ExpoTotals


class Situation(msgspec.Struct, frozen=True):
    """An expo as of `at`; `totals` are those of all its days."""

    at: datetime
    planned: PlannedExpo
    totals: ExpoTotals
    orders: OrderSums
    qris: Unreconciled

    @property
    def awaited(self) -> int:
        """What tills declared on paper and have not handed in."""
        return sum(booth.awaited_total for booth in self.totals.booths)


def situation_of(connection: Connection, expo_id: str, now: datetime) -> Situation:
    """How an expo stands; the caller's transaction must be one snapshot. Raises `expo_unknown`."""
    return Situation(
        at=now,
        planned=planned(connection, expo_id),
        totals=expo_totals(connection, expo_id),
        orders=order_sums(connection, expo_id),
        qris=unreconciled(connection, expo_id),
    )
