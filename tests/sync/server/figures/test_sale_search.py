"""Sales are read by key, however many an expo has."""

import pytest
from sqlalchemy import ClauseElement

from sync.server.figures.receipts import written_sales
from sync.server.figures.sale_search import find_sales, numbered, numbers_meant
from tests.drivers.organizers import Fair

_EXPLAIN = {True: "EXPLAIN QUERY PLAN", False: "EXPLAIN"}


def plan(fair: Fair, asked: ClauseElement) -> str:
    """How the database looks for it, when going through all rows is out of the question."""
    database = fair.office.database
    with database.read() as connection:
        text = asked.compile(connection, compile_kwargs={"literal_binds": True})
        if not database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"{_EXPLAIN[database.is_sqlite]} {text}")
        return "\n".join(str(row[-1]) for row in rows)


def test_a_number_is_looked_up_and_not_searched_for(fair: Fair) -> None:
    fair.push(fair.till(sales=2))
    asked = numbered(fair.expo.id, fair.booths["A1"].id, ["A1-K1-000001", "A1-K2-000001"])
    told = plan(fair, asked)
    assert "ix_sale_receipt_number" in told
    assert "SCAN sale" not in told


def test_a_page_of_sales_begins_where_it_is_asked_for(fair: Fair) -> None:
    till = fair.till(sales=2)
    fair.push(till)
    told = plan(fair, written_sales(fair.expo.id, till.register, before=1_000_000))
    assert "SCAN journal" not in told
    assert "B-TREE" not in told
    assert "Sort" not in told


def test_what_is_found_is_the_booths_own(fair: Fair) -> None:
    till, other = fair.till(sales=3), fair.till("B2", seed=9, sales=3)
    for one in (till, other):
        fair.push(one)
    numbers = [sold.receipt_number for sold in (*till.sales, *other.sales)]
    with fair.office.database.read() as connection:
        found = find_sales(connection, fair.expo.id, fair.booths["A1"].id, numbers)
        nothing = find_sales(connection, fair.expo.id, fair.booths["A1"].id, [])
    assert [one.sale_id for one in found] == [sold.id for sold in till.sales]
    assert nothing == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A1-K2-000007", ("A1-K2-000007",)),
        ("k2-7", ("A1-K2-000007",)),
        ("7", ("A1-K1-000007", "A1-K2-000007")),
        ("Z9-K1-000007", ("Z9-K1-000007",)),
        ("1000000", ("A1-K1-1000000", "A1-K2-1000000")),
        ("  ", ()),
        ("A1\0", ()),
        ("\u0661", ()),
        ("7" * 33, ()),
    ],
)
def test_a_number_may_be_told_by_its_end(text: str, meant: tuple[str, ...]) -> None:
    assert numbers_meant(text, "A1", ["K2", "K1", "K1"]) == meant
