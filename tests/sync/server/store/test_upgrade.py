"""A server that an earlier release ran: brought up to date, its totals made again from journals."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, select, text

from sync.server.figures import projection
from sync.server.figures.totals import expo_totals
from sync.server.office import open_office
from sync.server.store.database import connect
from sync.server.store.rows import PROJECTIONS, Row
from sync.server.store.upgrade import _config as alembic_config
from sync.server.webhooks import hooks, spreading
from tests.drivers.facts import close_shift
from tests.drivers.organizers import Fair
from tests.drivers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'earlier.db'}"
    running: Postgres = request.getfixturevalue("postgres")
    return running.database()


_ODD = {
    "r0001": "INSERT INTO hour_rollup (expo_id, booth_id, business_date, hour, method, sales,"
    " amount) VALUES (:expo, 'booth', '2026-11-21', 9, 'cash', 7, 7)",
    "r0002": "INSERT INTO product_rollup (expo_id, booth_id, business_date, product_id, name,"
    " entries, qty_milli, amount) VALUES (:expo, 'booth', '2026-11-21', 'kain', 'Kain', 1, 0, 7)",
}


def as_an_earlier_release(url: str, fair: Fair, revision: str, *, made_again: bool = False) -> None:
    """An earlier form of the database, with what a fair has stored so far, and odd totals.

    With `made_again` it also has what can be made again from the journal.
    """
    made = connect(url)
    with made.write() as connection:
        if made.is_sqlite:
            connection.exec_driver_sql("PRAGMA application_id=0x4C50534F")
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    left_out = set() if made_again else _made_again()
    kept = [table for table in Row.metadata.sorted_tables if table.name not in left_out]
    with fair.office.database.read() as source, made.write() as target:
        form = inspect(target)
        known = {name: form.get_columns(name) for name in form.get_table_names()}
        assert set(known) >= {"expo", "booth", "register", "journal", "identity"}
        for table in (one for one in kept if one.name in known):
            columns = [table.c[str(column["name"])] for column in known[table.name]]
            rows = [dict(row) for row in source.execute(select(*columns)).mappings()]
            if rows:
                target.execute(table.insert(), rows)
        if revision in _ODD:
            target.execute(text(_ODD[revision]), {"expo": fair.expo.id})
    made.close()


def _made_again() -> set[str]:
    return {table.__tablename__ for table in PROJECTIONS}


def test_an_earlier_release_is_brought_up_to_date_and_counts_again(
    fresh_url: str, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=4)
    till.void(till.sales[0])
    till.refund(till.sales[1])
    sqlite_fair.push(till)
    as_an_earlier_release(fresh_url, sqlite_fair, "r0001")
    office = open_office(fresh_url)
    projection.catch_up(office.database)
    with office.database.read() as connection:
        assert expo_totals(connection, sqlite_fair.expo.id) == sqlite_fair.totals()
        known = connection.execute(text("SELECT exhibitor, cluster FROM booth ORDER BY code")).all()
        assert connection.execute(text("SELECT status FROM expo")).scalars().all() == ["open"]
    assert [tuple(row) for row in known] == [
        ("batik polokarto", "other"),
        ("kopi sirap ungaran", "other"),
    ]
    assert (sqlite_fair.booth().sales, sqlite_fair.booth().total) == (3, till.total)
    office.database.close()


def test_products_that_were_counted_without_taxes_are_counted_anew(
    fresh_url: str, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=2)
    till.void(till.sales[0])
    sqlite_fair.push(till)
    as_an_earlier_release(fresh_url, sqlite_fair, "r0002")
    office = open_office(fresh_url)
    projection.catch_up(office.database)
    with office.database.read() as connection:
        amounts = connection.execute(text("SELECT amount FROM product_rollup")).scalars()
        assert sum(amounts) == till.total
        assert expo_totals(connection, sqlite_fair.expo.id) == sqlite_fair.totals()
    office.database.close()


def test_shifts_that_were_closed_before_programs_are_told_are_news_to_none(
    fresh_url: str, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=2)
    close_shift(till)
    sqlite_fair.push(till)
    as_an_earlier_release(fresh_url, sqlite_fair, "r0017", made_again=True)
    office = open_office(fresh_url)
    hooks.add_hook(office, sqlite_fair.expo.id, "https://gudang.example/")
    projection.reproject(office.database, sqlite_fair.expo.id)
    with office.database.read() as connection:
        assert connection.execute(text("SELECT spread FROM happening")).scalars().all() == [1, 1]
        assert spreading.is_spread(connection, sqlite_fair.expo.id)
    office.database.close()
