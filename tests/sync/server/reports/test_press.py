"""The press summary: one page, exact figures, and nothing counted as turnover that is none."""

from datetime import date, timedelta

import pytest

from pos_app.domain.exhibitor import Cluster, Exhibitor
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.fair.plans import SetUp
from sync.server.fair.regions import regencies
from sync.server.office import Office
from sync.server.reports.press import Press, most, press_of
from sync.server.reports.press_pdf import press_pdf
from tests.drivers.facts import place_order
from tests.drivers.markets import Market
from tests.drivers.organizers import EVENING, Fair
from tests.drivers.settlements import pages_of

LANGUAGES = ("id", "en")


def press(fair: Fair) -> Press:
    with fair.office.database.read() as connection:
        return press_of(connection, fair.expo.id, EVENING)


def page(fair: Fair, language: str = "en") -> str:
    [only] = pages_of(press_pdf(press(fair), Catalog(language)))
    return " ".join(only.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_says_what_was_turned_over_and_by_whom(office: Office, language: str) -> None:
    names = {
        "A1": Exhibitor("Kopi", "Bu Darmi", "3322", Cluster.DRINK),
        "A2": Exhibitor("Batik", "", "3374", Cluster.BATIK_FASHION),
    }
    days = date(2026, 11, 21), date(2026, 11, 23)
    market = Market(office, names, SetUp("Expo", target=10**7, first_day=days[0], last_day=days[1]))
    coffee = market.sold("A1", 4, 1)
    batik = market.till("A2", 2, 3)
    first = batik.total
    batik.now += timedelta(days=1)
    batik.sell(2)
    place_order(batik, value=7_000_000)
    market.push(batik)
    text, told = page(market, language), press(market)
    turnover = coffee.total + batik.total
    assert told.turnover == turnover
    assert sum(one.amount for one in told.days.values()) == turnover
    assert sum(one.amount for one in told.hours.values()) == turnover
    assert sum(told.clusters.values()) == sum(told.regencies.values()) == turnover
    for amount in (
        *(turnover, coffee.total, batik.total, coffee.total + first, batik.total - first),
        *(told.average, 7_000_000),
    ):
        assert format_rupiah(amount) in text
    assert f"{told.reached}" == f"{(turnover * 10_000 + 5_000_000) // 10**7}"
    assert "Kab. Semarang" in text
    for word in ("Press summary", "Potential transactions", "Turnover by cluster"):
        assert Catalog(language)(word) in text


def test_an_expo_without_a_sale_target_or_earlier_edition_says_so_on_a_page(
    sqlite_fair: Fair,
) -> None:
    text = page(sqlite_fair)
    assert "Rp0" in text
    assert "Nothing sold yet." in text
    assert "Growth" not in text
    assert "target" not in text


def test_growth_is_of_those_who_came_again(sqlite_fair: Fair) -> None:
    office = sqlite_fair.office
    names = {"A1": Exhibitor("Kopi"), "A2": Exhibitor("Teh")}
    first, last = date(2025, 11, 21), date(2025, 11, 22)
    then = Market(office, names, SetUp("Expo 2025", first_day=first, last_day=last))
    now = Market(office, {"B1": Exhibitor("Kopi"), "B2": Exhibitor("Jamu")})
    before, after = then.sold("A1", 3, 1), now.sold("B1", 5, 2)
    now.sold("B2", 2, 3)
    text = page(now)
    again = f"{format_rupiah(before.total)} then, {format_rupiah(after.total)} now"
    assert f"Growth against Expo 2025 1 exhibitor came again: {again}" in text
    assert "New: 1, no longer here: 1." in text
    growth = press(now).growth
    assert growth == (10_000 * (after.total - before.total) * 2 + before.total) // (
        2 * before.total
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_fair_still_has_one_page_and_loses_nothing(
    sqlite_fair: Fair, language: str
) -> None:
    places, kinds = list(regencies()), list(Cluster)
    names = {
        f"A{number}": Exhibitor("Usaha", "", places[number * 9], kinds[number % len(kinds)])
        for number in range(40)
    }
    name = "Pameran Kabupaten Semarang yang namanya panjang sekali sampai delapan puluh huru"
    asked = SetUp(name, edition="e" * 40, city="c" * 80, venue="v" * 80, target=10**15)
    market = Market(sqlite_fair.office, names, asked)
    for number in range(40):
        till = market.till(f"A{number}", number, 1)
        till.now += timedelta(days=number % 20, hours=number % 24)
        till.sell(1)
        market.push(till)
    before = {f"A{number}": Exhibitor("Usaha") for number in range(1)}
    first = date(2025, 11, 21)
    Market(sqlite_fair.office, before, SetUp(name, first_day=first, last_day=first))
    text = page(market, language)
    assert len(press(market).days) > 7
    assert format_rupiah(market.totals().total) in text
    assert Catalog(language)("all others") in text
    assert Catalog(language)("Later days") in text


def test_what_has_no_room_is_one_sum() -> None:
    amounts = [(str(number), number) for number in range(9, 0, -1)]
    assert most(amounts, 9, "rest") == amounts
    assert most(amounts, 3, "rest") == [("9", 9), ("8", 8), ("rest", 28)]
