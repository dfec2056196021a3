"""Fairs of which reports are made: exhibitors of several kinds, days, ways of paying, returns."""

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta

from pos_app.domain.exhibitor import Cluster, Exhibitor
from pos_app.domain.payment import CashRounding
from pos_app.domain.pricing import Terms
from pos_app.domain.rounding import Rounding
from pos_app.domain.rules import Rules, Tax
from sync.server.fair.exhibitors import BoothEntry, write_entries
from sync.server.fair.plans import SetUp, set_up
from sync.server.office import Office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair

OWNERS = ("Bu Darmi", "bu  darmi", "Pak Joko", "")
REGENCIES = ("3322", "3374", "")
TERMS = Terms(Rules(taxes=(Tax("PB1", 1_000),), cash_rounding=CashRounding(500, Rounding.DOWN)))


class Market(Fair):
    """An expo like a fair's, with the exhibitors that are given, by booth code."""

    def __init__(
        self, office: Office, exhibitors: dict[str, Exhibitor], asked: SetUp | None = None
    ) -> None:
        self.office = office
        planned = set_up(office, asked or SetUp("Kabupaten Semarang Expo 2026"))
        self.expo = planned.expo
        entries = [
            BoothEntry(office.new_id(), code, who.business or f"Stan {code}", who)
            for code, who in exhibitors.items()
        ]
        with office.database.write() as connection:
            write_entries(connection, office, self.expo.id, entries)
        self.booths = {}

    def sold(self, booth: str, sales: int, seed: int) -> PaperTill:
        """A till of a booth that has sold and pushed."""
        till = self.till(booth, seed, sales)
        self.push(till)
        return till


def random_market(office: Office, seed: int) -> tuple[Market, Sequence[PaperTill]]:
    """A fair of three days and its tills; everything was pushed, some of it from two tills."""
    chance = random.Random(seed)
    market = Market(office, _exhibitors(chance, 5))
    tills = [
        _trading(market, f"A{number}", chance)
        for number in range(1, 6)
        for _ in range(chance.randint(0, 2))
    ]
    if len(tills) > 1 and tills[0].sales:
        tills[-1].add_sale(tills[0].sales[0])  # a copied laptop says it once more
    for till in chance.sample(tills, len(tills)):
        market.push(till)
    return market, tills


def takings(tills: Iterable[PaperTill]) -> int:
    """What all of them took, each sale once."""
    sales = {one.id: one.total for till in tills for one in till.sales}
    returns = [one.total for till in tills for one in till.returns]
    return sum(sales.values()) + sum(returns)


def _exhibitors(chance: random.Random, booths: int) -> dict[str, Exhibitor]:
    return {
        f"A{number}": Exhibitor(
            f"Usaha {number}",
            chance.choice(OWNERS),
            chance.choice(REGENCIES),
            chance.choice(tuple(Cluster)),
        )
        for number in range(1, booths + 1)
    }


def _trading(market: Market, booth: str, chance: random.Random) -> PaperTill:
    till = market.till(booth, chance.randrange(10**6))
    till.terms = chance.choice((till.terms, TERMS))
    for _ in range(chance.randint(0, 3)):
        before = len(till.sales)
        till.sell(chance.randint(0, 6))
        sold = till.sales[before:]
        if len(sold) > 2:
            till.refund(sold[0])
            till.void(sold[1])
        till.now += timedelta(hours=chance.choice((1, 5, 24)))
    return till
