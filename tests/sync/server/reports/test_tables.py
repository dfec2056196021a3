"""What reports say is what the journals say: to the rupiah, whatever they are told by."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Cluster, Exhibitor
from resources.translations import Catalog
from sync.server.fair.plans import PlanChange, SetUp, change_plan
from sync.server.office import Office
from sync.server.reports.reports import WHOLE_EXPO, Asked, Report, report_words, table_of
from sync.server.reports.rollups import Span
from sync.server.reports.table import Kind, Table, Value
from tests.drivers.markets import Market, random_market, takings
from tests.drivers.organizers import Fair

TR = Catalog("en")
FIRST_DAY = date(2026, 11, 21)


def report(fair: Fair, name: Report, span: Span | None = None, against: str = "") -> Table:
    asked = Asked(fair.expo.id, name, span or Span(), against)
    with fair.office.database.read() as connection:
        return table_of(connection, asked, TR)


def column(table: Table, key: str) -> list[Value]:
    place = [one.key for one in table.columns].index(key)
    return [row[place] for row in table.rows]


def total(table: Table, key: str = "turnover") -> int:
    place = [one.key for one in table.columns].index(key)
    return table.total[place] or 0


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_every_report_comes_to_what_the_tills_took(office: Office, seed: int) -> None:
    market, tills = random_market(office, seed)
    expected = takings(tills)
    assert market.totals().total == expected
    for name in Report:
        table = report(market, name)
        assert (name, total(table)) == (name, expected)
        assert all(len(row) == len(table.columns) for row in table.rows)
    for name in set(Report) - WHOLE_EXPO - {Report.PRODUCT}:
        assert total(report(market, name), "sales") == market.totals().sales


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_the_days_of_a_span_and_the_others_are_all_days(sqlite_fair: Fair, seed: int) -> None:
    market, tills = random_market(sqlite_fair.office, seed)
    upto, after = Span(last=FIRST_DAY), Span(first=FIRST_DAY + timedelta(days=1))
    for name in set(Report) - WHOLE_EXPO:
        parts = [total(report(market, name, span)) for span in (upto, after)]
        assert (name, sum(parts)) == (name, takings(tills))


def test_booths_of_one_cluster_regency_or_owner_are_added_up(sqlite_fair: Fair) -> None:
    market = Market(
        sqlite_fair.office,
        {
            "A1": Exhibitor("Kopi", "Bu Darmi", "3322", Cluster.DRINK),
            "A2": Exhibitor("Teh", "bu  darmi", "3374", Cluster.DRINK),
            "A3": Exhibitor("Batik", "", "", Cluster.BATIK_FASHION),
        },
    )
    coffee, tea, batik = (market.sold(f"A{number}", 3, number) for number in (1, 2, 3))
    found = report(market, Report.CLUSTER)
    assert dict(zip(column(found, "cluster"), column(found, "turnover"), strict=True)) == {
        "Drinks": coffee.total + tea.total,
        "Batik and fashion": batik.total,
    }
    found = report(market, Report.OWNER)
    assert dict(zip(column(found, "owner"), column(found, "booths"), strict=True)) == {
        "Bu Darmi": 2,
        "not said": 1,
    }
    found = report(market, Report.REGENCY)
    assert set(zip(column(found, "regency"), column(found, "province"), strict=True)) == {
        ("Kab. Semarang", "Jawa Tengah"),
        ("Kota Semarang", "Jawa Tengah"),
        ("not said", ""),
    }


def test_a_booth_that_took_nothing_stands_there_with_nothing(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    sqlite_fair.push(till)
    table = report(sqlite_fair, Report.BOOTH)
    assert column(table, "code") == ["A1", "B2"]
    assert column(table, "turnover") == [till.total, 0]
    assert column(table, "average") == [(2 * till.total + 3) // 6, None]
    assert column(table, "share") == [10_000, 0]


def test_before_anything_is_sold_there_is_nothing_to_divide_by(sqlite_fair: Fair) -> None:
    for name in Report:
        table = report(sqlite_fair, name)
        rates = [place for place, one in enumerate(table.columns) if one.kind is Kind.RATE]
        assert all(row[place] is None for row in table.rows for place in rates)
        assert total(table) == 0


def test_a_target_is_told_against_what_was_reached_by_each_day(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    till.now += timedelta(days=1)
    till.sell(3)
    sqlite_fair.push(till)
    first, second = sum(one.total for one in till.sales[:4]), till.total
    change_plan(sqlite_fair.office, sqlite_fair.expo.id, PlanChange(target=2 * second))
    table = report(sqlite_fair, Report.TARGET)
    assert column(table, "so_far") == [first, second]
    assert column(table, "reached")[-1] == 5_000
    assert column(table, "day") == [FIRST_DAY, FIRST_DAY + timedelta(days=1)]


def test_hours_run_from_the_first_sale_to_the_last_one(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    till.now += timedelta(hours=3)
    till.sell(1)
    sqlite_fair.push(till)
    table = report(sqlite_fair, Report.HOUR)
    assert column(table, "sales") == [1, 0, 0, 1]
    assert column(table, "average")[1] is None


def test_every_report_has_a_name_in_both_languages(sqlite_fair: Fair) -> None:
    for language in ("id", "en"):
        words = report_words(Catalog(language))
        assert set(words) == set(Report)
    for name in Report:
        assert report(sqlite_fair, name).name == report_words(TR)[name]


def test_an_expo_that_is_not_there_has_no_reports(sqlite_fair: Fair) -> None:
    for name in Report:
        with (
            pytest.raises(LapakError, match="expo_unknown"),
            sqlite_fair.office.database.read() as connection,
        ):
            table_of(connection, Asked("nowhere", name), TR)


def test_a_neighbours_expo_adds_nothing(sqlite_fair: Fair) -> None:
    other = Market(sqlite_fair.office, {"A1": Exhibitor("Lain")}, SetUp("Pameran lain"))
    other.sold("A1", 5, 1)
    sqlite_fair.push(till := sqlite_fair.till(sales=2, seed=3))
    for name in Report:
        assert total(report(sqlite_fair, name)) == till.total
