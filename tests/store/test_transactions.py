"""One step of a till is one transaction: all of it is recorded, or nothing."""

from pathlib import Path
from threading import Event

import pytest

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.services import shifts
from pos_app.services.checkout import checkout
from pos_app.services.till import Till, Work
from tests.drivers.tills import Clock, cart_of, cash, make_till, sell, selling_till

TABLES = (
    "journal",
    "sale",
    "sale_line",
    "sale_tender",
    "shift",
    "shift_cashier",
    "shift_taken",
    "print_job",
)


def rows(work: Work) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in work.db.exec_driver_sql(f"SELECT * FROM {table}")]
        for table in (*TABLES, "register")
    }


def test_a_sale_is_its_entry_its_rows_its_receipt_and_its_number_at_once(till: Till) -> None:
    before = till.read(rows).result()
    sell(till, "Kopi", "Jamu")
    after = till.read(rows).result()
    added = {table: len(after[table]) - len(before[table]) for table in TABLES}
    assert added == {
        "journal": 1,
        "sale": 1,
        "sale_line": 2,
        "sale_tender": 1,
        "shift": 0,
        "shift_cashier": 1,
        "shift_taken": 1,
        "print_job": 1,
    }


def test_a_step_that_fails_after_its_sale_leaves_nothing_of_it(till: Till) -> None:
    before = till.read(rows).result()

    def sell_and_stumble(work: Work, cart: Cart) -> None:
        checkout(work, price(cart), cash(price(cart).total))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        till.write(sell_and_stumble, cart_of(till, "Kopi")).result()
    assert till.read(rows).result() == before
    assert sell(till).sale.receipt_number == "A12-K1-000001"


def test_a_step_that_the_database_refuses_half_way_leaves_nothing_of_it(till: Till) -> None:
    before = till.read(rows).result()

    def sell_twice_the_same_line(work: Work, cart: Cart) -> None:
        checkout(work, price(cart), cash(price(cart).total))
        work.db.exec_driver_sql("INSERT INTO sale_line SELECT * FROM sale_line")

    with pytest.raises(LapakError, match="database_failed"):
        till.write(sell_twice_the_same_line, cart_of(till)).result()
    assert till.read(rows).result() == before


def test_what_was_answered_is_there_after_opening_again(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        answered = [sell(till).hash for _ in range(3)]
    again = make_till(tmp_path)
    try:
        stored = again.read(rows).result()
        assert [row[5] for row in stored["journal"]][-3:] == answered
    finally:
        again.close()


def test_closing_finishes_what_was_asked_for(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        cart = cart_of(till)
        asked = till.write(checkout, price(cart), cash(price(cart).total))
    assert asked.done()
    assert asked.result().sale.receipt_number == "A12-K1-000001"


def test_what_is_asked_for_after_closing_is_cancelled_not_an_error(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        pass
    assert till.read(shifts.current_shift).cancelled()


def test_a_sale_bears_the_moment_of_the_tills_clock(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        clock.move(hours=3)
        sold = sell(till)
        summary = till.read(shifts.shift_summary).result()
    assert sold.sale.at == clock.at
    assert summary is not None
    assert summary.shift.opened_at < sold.sale.at


def test_what_reads_aside_sees_what_is_recorded_and_cannot_change_it(till: Till) -> None:
    sell(till, "Kopi")
    assert till.read_aside(rows).result() == till.read(rows).result()
    before = till.read(rows).result()
    with pytest.raises(LapakError, match="database_read_only"):
        till.read_aside(shifts.close_shift, 0).result()
    assert till.read(rows).result() == before


def test_a_till_closes_at_once_although_something_is_being_read_aside(tmp_path: Path) -> None:
    begun = Event()

    def for_ever(work: Work) -> None:
        begun.set()
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        work.db.exec_driver_sql(f"{endless} SELECT max(i) FROM n")

    with selling_till(tmp_path) as till:
        asked = [till.read_aside(for_ever) for _ in range(3)]
        assert begun.wait(10)
    assert all(one.cancelled() or one.exception() for one in asked)
    make_till(tmp_path).close()
