"""What exhibitors took at this edition and at an earlier one: pure functions."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from resources.translations import Catalog
from sync.server.reports.rollups import BoothTaken
from sync.server.reports.table import Column, Fact, Kind, Table, amount
from sync.server.reports.tables import rate


class Presence(StrEnum):
    """At which of two editions an exhibitor was."""

    BOTH = "both"
    NEW = "new"
    GONE = "gone"


class Grown(msgspec.Struct, frozen=True):
    """An exhibitor's turnover at both editions, over all of their booths."""

    name: str
    codes: tuple[str, ...]
    presence: Presence
    before: int
    now: int


class Growth(msgspec.Struct, frozen=True):
    """All exhibitors of both editions; the sums are over those who were at both of them."""

    exhibitors: tuple[Grown, ...]

    @property
    def same_before(self) -> int:
        """What those who came again took at the earlier edition."""
        return sum(one.before for one in self.of(Presence.BOTH))

    @property
    def same_now(self) -> int:
        """What they took at this one."""
        return sum(one.now for one in self.of(Presence.BOTH))

    def of(self, presence: Presence) -> tuple[Grown, ...]:
        """The exhibitors who were there then."""
        return tuple(one for one in self.exhibitors if one.presence is presence)


def grown(now: Iterable[BoothTaken], before: Iterable[BoothTaken]) -> Growth:
    """Compare two editions: those who took most come first, then those who are gone."""
    here, there = _by_exhibitor(now), _by_exhibitor(before)
    every = [_compared(here.get(key, []), there.get(key, [])) for key in {**here, **there}]
    every.sort(key=lambda one: (one.presence is Presence.GONE, -one.now, -one.before, one.name))
    return Growth(tuple(every))


def growth_rate(before: int, now: int) -> int | None:
    """The growth in basis points, half a one up; None against nothing or less."""
    return rate(now - before, before)


def growth_table(growth: Growth, against: str, tr: Catalog) -> Table:
    """A row for each exhibitor of either edition; `against` is what the earlier one is called."""
    words = {
        Presence.BOTH: tr("again"),
        Presence.NEW: tr("new"),
        Presence.GONE: tr("no longer here"),
    }
    columns = (
        Column("exhibitor", tr("Exhibitor")),
        Column("codes", tr("Booths")),
        Column("presence", tr("This time")),
        amount("before", tr("Before")),
        amount("turnover", tr("Turnover")),
        amount("difference", tr("Difference")),
        Column("growth", tr("Growth"), Kind.RATE),
    )
    rows = tuple(
        (
            *(one.name, ", ".join(one.codes), words[one.presence]),
            *(one.before, one.now, one.now - one.before),
            growth_rate(one.before, one.now) if one.presence is Presence.BOTH else None,
        )
        for one in growth.exhibitors
    )
    return Table(tr("Growth"), columns, rows, _facts(growth, against, tr))


def _facts(growth: Growth, against: str, tr: Catalog) -> tuple[Fact, ...]:
    if not against:
        nobody = tr("No earlier edition is known here.")
        return (Fact("against", tr("Compared with"), Kind.TEXT, nobody),)
    before, now = growth.same_before, growth.same_now
    counts = [len(growth.of(presence)) for presence in Presence]
    again, new, gone = counts
    return (
        Fact("against", tr("Compared with"), Kind.TEXT, against),
        Fact("again", tr("Exhibitors who came again"), Kind.COUNT, again),
        Fact("again_before", tr("Their turnover before"), Kind.AMOUNT, before),
        Fact("again_now", tr("Their turnover now"), Kind.AMOUNT, now),
        Fact("again_growth", tr("Their growth"), Kind.RATE, growth_rate(before, now)),
        Fact("new", tr("New exhibitors"), Kind.COUNT, new),
        Fact("gone", tr("Exhibitors no longer here"), Kind.COUNT, gone),
    )


def _by_exhibitor(booths: Iterable[BoothTaken]) -> dict[str, list[BoothTaken]]:
    found: dict[str, list[BoothTaken]] = {}
    for one in booths:
        found.setdefault(one.exhibitor, []).append(one)
    return found


def _compared(here: list[BoothTaken], there: list[BoothTaken]) -> Grown:
    presence = Presence.BOTH
    if not there:
        presence = Presence.NEW
    elif not here:
        presence = Presence.GONE
    first = (here or there)[0]
    return Grown(
        first.business or first.name,
        tuple(one.code for one in here),
        presence,
        sum(one.taken.amount for one in there),
        sum(one.taken.amount for one in here),
    )
