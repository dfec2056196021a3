"""Growth of the same exhibitor from one edition to the next: exact, and never against nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Exhibitor
from resources.translations import Catalog
from sync.server.fair.plans import SetUp
from sync.server.office import Office
from sync.server.reports.editions import earlier_editions, last_edition
from sync.server.reports.growth import Presence, growth_rate, growth_table
from sync.server.reports.reports import compared
from tests.drivers.markets import Market

TR = Catalog("en")


def edition(office: Office, year: int, **businesses: str) -> Market:
    exhibitors = {code: Exhibitor(name) for code, name in businesses.items()}
    asked = SetUp("Expo", edition=str(year), first_day=date(year, 8, 1), last_day=date(year, 8, 3))
    return Market(office, exhibitors, asked)


@given(before=st.integers(-(10**12), 10**12), now=st.integers(-(10**12), 10**12))
def test_growth_is_rounded_once_and_never_against_nothing(before: int, now: int) -> None:
    found = growth_rate(before, now)
    if before <= 0:
        assert found is None
    else:
        assert found is not None
        assert abs(2 * (found * before - 10_000 * (now - before))) <= before


def test_the_same_exhibitor_is_compared_whatever_their_booth(office: Office) -> None:
    last = edition(office, 2025, B7="Kopi Sirap", B8="Batik", B9="Jamu")
    this = edition(office, 2026, A1="KOPI  SIRAP", A2="Kopi Sirap", A3="Madu", A4="Jamu")
    kopi, batik = last.sold("B7", 4, 1), last.sold("B8", 2, 2)
    tills = [this.sold(code, 3, seed) for seed, code in enumerate(("A1", "A2", "A3", "A4"), 3)]
    with office.database.read() as connection:
        growth = compared(connection, this.expo.id).growth
    found = {one.name.lower().split()[0]: one for one in growth.exhibitors}
    assert (found["kopi"].before, found["kopi"].now) == (
        kopi.total,
        tills[0].total + tills[1].total,
    )
    assert found["kopi"].codes == ("A1", "A2")
    assert {name: one.presence for name, one in found.items()} == {
        "kopi": Presence.BOTH,
        "jamu": Presence.BOTH,
        "madu": Presence.NEW,
        "batik": Presence.GONE,
    }
    assert (found["batik"].before, found["batik"].now) == (batik.total, 0)
    rows = {row[0]: row for row in growth_table(growth, "Expo 2025", TR).rows}
    assert rows["Jamu"][2:] == ("again", 0, tills[3].total, tills[3].total, None)
    assert rows["Madu"][2:] == ("new", 0, tills[2].total, tills[2].total, None)
    assert rows["Batik"][2:] == ("no longer here", batik.total, 0, -batik.total, None)
    facts = {fact.key: fact.value for fact in growth_table(growth, "Expo 2025", TR).facts}
    assert (facts["again"], facts["new"], facts["gone"]) == (2, 1, 1)
    assert facts["again_growth"] == growth_rate(growth.same_before, growth.same_now)
    assert growth.same_before == kopi.total
    assert growth.same_now == sum(till.total for till in (tills[0], tills[1], tills[3]))


def test_the_last_edition_is_the_latest_at_which_some_were_before(office: Office) -> None:
    older = edition(office, 2023, A1="Kopi")
    old = edition(office, 2024, A1="Kopi")
    strangers = edition(office, 2025, A1="Sate")
    this = edition(office, 2026, A1="Kopi")
    edition(office, 2027, A1="Kopi")
    with office.database.read() as connection:
        found = earlier_editions(connection, this.expo.id)
    assert [one.id for one in found] == [each.expo.id for each in (strangers, old, older)]
    last = last_edition(found)
    assert last
    assert (last.id, last.edition) == (old.expo.id, "2024")


def test_another_edition_can_be_chosen_and_must_be_there(office: Office) -> None:
    older = edition(office, 2023, A1="Kopi")
    edition(office, 2025, A1="Kopi")
    this = edition(office, 2026, A1="Kopi")
    till = older.sold("A1", 3, 1)
    with office.database.read() as connection:
        assert compared(connection, this.expo.id).growth.same_before == 0
        assert compared(connection, this.expo.id, older.expo.id).growth.same_before == till.total
        with pytest.raises(LapakError, match="expo_unknown"):
            compared(connection, this.expo.id, "nowhere")


def test_without_an_earlier_edition_everybody_is_new(office: Office) -> None:
    this = edition(office, 2026, A1="Kopi", A2="Jamu")
    this.sold("A1", 2, 1)
    with office.database.read() as connection:
        growth = compared(connection, this.expo.id).growth
    assert {one.presence for one in growth.exhibitors} == {Presence.NEW}
