"""Totals that follow from the journals alone, whatever the way in which these arrived."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, insert, select, update
from sqlalchemy.exc import OperationalError

from pos_app.domain.refund import SaleRefunded
from pos_app.domain.tender import Method, Tender
from sync.server.accounts.access import Seat, seat_of
from sync.server.app import create_app
from sync.server.figures import projection
from sync.server.intake import receive
from sync.server.intake.receive import RefusalError
from sync.server.office import Office, open_office
from sync.server.store.rows import (
    PROJECTIONS,
    ContinuationRow,
    HourRollupRow,
    JournalRow,
    ProductRollupRow,
    QuarantineRow,
    RegisterRow,
    Row,
)
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair, prepared
from tests.drivers.postgres import Postgres

PROJECTED = tuple(one for one in PROJECTIONS if one is not ContinuationRow)


def rows(fair: Fair, table: type[Row]) -> list[tuple[Any, ...]]:
    with fair.office.database.read() as connection:
        columns = table.__table__
        asked = select(columns).where(columns.c.expo_id == fair.expo.id)
        return sorted(tuple(row) for row in connection.execute(asked))


def projected(fair: Fair) -> dict[str, list[tuple[Any, ...]]]:
    return {table.__tablename__: rows(fair, table) for table in PROJECTED}


def forget(fair: Fair) -> None:
    """Lose everything that was projected, as a crash right after storing does."""
    with fair.office.database.write() as connection:
        for table in PROJECTED:
            connection.execute(delete(table))


def seat(fair: Fair, till: PaperTill) -> Seat:
    with fair.office.database.read() as connection:
        return seat_of(connection, till.token, till.register)


def test_turnover_falls_into_the_hour_of_the_expos_zone_and_its_method(fair: Fair) -> None:
    till = fair.till()
    till.now = datetime(2026, 11, 21, 16, 59, 30, tzinfo=UTC)  # 23.59 in Semarang
    sold = till.make_sale()
    cash = Tender(Method.CASH, sold.total)
    till.add_sale(msgspec.structs.replace(sold, tenders=(cash,), change=0))
    fair.push(till)
    [(_, booth, day, hour, method, _, sales, _, _, amount)] = rows(fair, HourRollupRow)
    assert (booth, hour, method) == (fair.booths["A1"].id, sold.at.hour + 7, "cash")
    assert (day, sales, amount) == (sold.business_date.isoformat(), 1, sold.total)


def test_a_sale_paid_in_two_ways_counts_once_and_change_is_cash(fair: Fair) -> None:
    till = fair.till()
    sold = till.make_sale()
    tenders = (Tender(Method.QRIS, 1000), Tender(Method.CASH, sold.total + 4000))
    till.add_sale(msgspec.structs.replace(sold, tenders=tenders, change=5000))
    fair.push(till)
    counted = {row[4]: (row[6], row[-1]) for row in rows(fair, HourRollupRow)}
    assert counted == {"qris": (1, 1000), "cash": (0, sold.total - 1000)}
    assert (fair.booth().sales, fair.booth().total) == (1, sold.total)


def test_products_add_up_to_the_turnover(fair: Fair) -> None:
    till = fair.till(sales=20)
    fair.push(till)
    lines = [line for sold in till.sales for line in sold.lines]
    summed = rows(fair, ProductRollupRow)
    assert sum(row[-1] for row in summed) == till.total
    assert sum(row[-2] for row in summed) == sum(line.qty_milli for line in lines)


def test_the_same_sale_in_two_registers_counts_once(fair: Fair) -> None:
    first, second = fair.till(sales=3), fair.till(seed=8)
    second.add_sale(first.sales[1])
    second.sell(1)
    fair.push(second)
    assert fair.booth().total == second.total
    fair.push(first)
    assert fair.booth().sales == 4
    assert fair.booth().total == first.total + second.total - first.sales[1].total
    assert fair.booth().status == "complete"


def test_the_same_sale_at_two_booths_counts_at_the_older_register(fair: Fair) -> None:
    tills = [fair.till("A1", seed=1, sales=1), fair.till("B2", seed=2, sales=1)]
    older, newer = sorted(tills, key=lambda till: till.register)
    newer.add_sale(older.sales[0])
    fair.push(newer)
    fair.push(older)
    assert fair.booth(older.booth.code).total == older.total
    assert fair.booth(newer.booth.code).total == newer.total - older.total
    assert (fair.totals().sales, fair.totals().complete) == (2, 2)


def test_one_id_for_two_different_sales_counts_one_and_shows_the_other(fair: Fair) -> None:
    first, second = fair.till(seed=1, sales=1), fair.till(seed=2, sales=1)
    twin = msgspec.structs.replace(second.make_sale(), id=first.sales[0].id)
    second.add_sale(twin)
    fair.push(first)
    fair.push(second)
    assert (fair.booth().sales, fair.booth().quarantined) == (2, 1)


def test_a_sale_written_twice_by_one_register_counts_once(fair: Fair) -> None:
    till = fair.till(sales=2)
    till.add_sale(till.sales[0])
    fair.push(till)
    assert (fair.booth().sales, fair.booth().total) == (2, till.total - till.sales[0].total)


def test_starting_over_gives_what_was_projected_live(fair: Fair) -> None:
    tills = [fair.till("A1", 1, sales=9), fair.till("B2", 2, sales=5), fair.till("B2", 3)]
    tills[2].add_sale(tills[0].sales[4])
    tills[1].append("moon.landed", tills[0].sales[0])
    for till in reversed(tills):
        for after in range(0, len(till.entries), 3):
            fair.push(till, till.batch(after, after + 3))
    live = projected(fair)
    projection.reproject(fair.office.database, fair.expo.id)
    assert projected(fair) == live


def test_what_was_stored_but_not_projected_is_caught_up(fair: Fair) -> None:
    till = fair.till(sales=6)
    fair.push(till)
    live = projected(fair)
    forget(fair)
    assert fair.booth().total == 0
    projection.catch_up(fair.office.database)
    assert projected(fair) == live


def test_where_all_is_counted_a_start_asks_one_question_however_many_tills_there_are(
    fair: Fair,
) -> None:
    for seed in range(3):
        fair.push(fair.till(seed=seed, sales=1))
    asked: list[str] = []
    engine = fair.office.database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    projection.catch_up(fair.office.database)
    questions = [one for one in asked if not one.startswith(("BEGIN", "PRAGMA", "SET"))]
    assert len(questions) == 1


def test_projecting_again_counts_nothing_twice(fair: Fair) -> None:
    till = fair.till(sales=6)
    fair.push(till)
    live = projected(fair)
    projection.project(fair.office.database, seat(fair, till))
    projection.catch_up(fair.office.database)
    assert projected(fair) == live


def test_a_push_after_a_missed_projection_projects_what_was_missed(fair: Fair) -> None:
    till = fair.till(sales=2)
    fair.push(till)
    forget(fair)
    till.sell(1)
    fair.push(till, till.batch(after=4))
    assert fair.booth().total == till.total


def test_what_is_stored_but_not_counted_is_never_called_complete(fair: Fair) -> None:
    till = fair.till(sales=2)
    fair.push(till)
    forget(fair)
    assert (fair.booth().total, fair.booth().status) == (0, "uncounted")
    fair.push(till, till.heartbeat())
    assert (fair.booth().total, fair.booth().status) == (till.total, "complete")


def test_a_server_counts_at_its_start_what_was_only_stored(tmp_path: Path) -> None:
    file = str(prepared(tmp_path / "organizer.db"))
    fair = Fair(open_office(file))
    till = fair.till(sales=2)
    fair.push(till)
    forget(fair)
    fair.office.database.close()
    fair.office = create_app(file).state.office
    assert (fair.booth().total, fair.booth().status) == (till.total, "complete")
    fair.office.database.close()


def test_a_bug_in_the_projection_leaves_the_push_acknowledged(
    fair: Fair, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_: object) -> bool:
        raise KeyError("bug")

    till = fair.till(sales=2)
    with monkeypatch.context() as broken:
        broken.setattr(receive, "project", stumble)
        assert fair.push(till).acked_seq == till.head.seq
    assert "KeyError" in caplog.text
    fair.push(till, till.heartbeat())
    assert fair.booth().total == till.total


def test_an_entry_that_a_newer_server_can_read_leaves_the_quarantine(fair: Fair) -> None:
    till = fair.till(sales=1)
    sold = till.make_sale()
    till.append("sale.landed", sold)
    fair.push(till)
    assert fair.booth().quarantined == 1
    known = till.entries[-1].replace(b"sale.landed", b"sale.completed")
    with fair.office.database.write() as connection:
        connection.execute(update(JournalRow).where(JournalRow.seq == 4).values(entry=known))
    projection.catch_up(fair.office.database)
    assert (fair.booth().quarantined, fair.booth().total) == (0, till.total + sold.total)


@pytest.mark.parametrize("seqs", [[3], [3, 4, 5], [4, 5]])
def test_a_counted_sale_that_is_tried_again_from_the_quarantine_adds_nothing(
    fair: Fair, seqs: list[int]
) -> None:
    till = fair.till(sales=3)
    fair.push(till)
    live = projected(fair)
    flawed = [
        {
            "expo_id": fair.expo.id,
            "register_id": till.register,
            "seq": seq,
            "kind": "sale.completed",
            "reason": "projection_failed",
            "detail": "",
        }
        for seq in seqs
    ]
    with fair.office.database.write() as connection:
        connection.execute(insert(QuarantineRow), flawed)
    assert fair.booth().quarantined == len(seqs)
    projection.catch_up(fair.office.database)
    assert projected(fair) == live
    assert (fair.booth().sales, fair.booth().total) == (3, till.total)


def test_a_projection_waits_for_that_of_another_register_of_its_expo(postgres: Postgres) -> None:
    url = postgres.prepared()
    office = open_office(url, clock=Clock())
    impatient = open_office(f"{url}&options=-c%20lock_timeout%3D200")
    fair = Fair(office)
    first, second = fair.till(seed=1, sales=2), fair.till(seed=2)
    second.add_sale(first.sales[0])
    fair.push(first)
    with office.database.write() as busy:
        busy.exec_driver_sql("SELECT 1 FROM expo FOR NO KEY UPDATE")
        with pytest.raises(OperationalError) as caught:
            projection.project(impatient.database, seat(fair, second))
        assert isinstance(caught.value.orig, psycopg.errors.LockNotAvailable)
    fair.push(second)
    assert fair.booth().sales == 2
    for each in (office, impatient):
        each.database.close()


class Journey(msgspec.Struct, frozen=True):
    """How journals arrive: (till, where a push starts, how many entries), in this order."""

    pushes: tuple[tuple[int, int, int], ...]


journeys = st.builds(
    Journey,
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 14), st.integers(0, 15)), max_size=25).map(
        tuple
    ),
)


def arrive(fair: Fair, tills: Sequence[PaperTill], journey: Journey) -> None:
    """Push in any split, order and repetition; then send what is still missing."""
    for number, start, count in journey.pushes:
        till = tills[number]
        after = min(start, len(till.entries))
        with suppress(RefusalError):
            fair.push(till, till.batch(after, after + count))
    for till in tills:
        fair.push(till)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(journey=journeys)
def test_any_way_of_arriving_gives_the_same_totals(office: Office, journey: Journey) -> None:
    fair = Fair(office)
    tills = [fair.till("A1", 1, sales=9), fair.till("B2", 2, sales=12), fair.till("B2", 3)]
    tills[2].add_sale(tills[0].sales[3])
    tills[2].add_sale(tills[1].sales[3])
    tills[2].sell(4)
    tills[0].void(tills[0].sales[1])
    first = tills[1].sales[5]
    for till in tills:
        till.refund(first)
    tills[2].add_return(tills[1].returns[0])
    arrive(fair, tills, journey)
    counted = {sold.id: sold.total for till in tills for sold in till.sales}
    back = {
        one.id if isinstance(one, SaleRefunded) else one.sale_id: one.total
        for till in tills
        for one in till.returns
    }
    found = fair.totals()
    assert (found.sales, found.total) == (
        len(counted) - 1,
        sum((*counted.values(), *back.values())),
    )
    assert [one.over_returned for one in found.booths] == [(), (first.receipt_number,)]
    assert found.complete == 2
    live = projected(fair)
    projection.reproject(office.database, fair.expo.id)
    assert projected(fair) == live


def test_a_crash_between_storing_and_projecting_is_mended_at_start(
    tmp_path: Path, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=3)
    sqlite_fair.push(till)
    live = projected(sqlite_fair)
    forget(sqlite_fair)
    again = open_office(str(tmp_path / "organizer.db"), clock=Clock())
    projection.catch_up(again.database)
    again.database.close()
    assert projected(sqlite_fair) == live


def test_the_last_time_heard_is_the_servers(fair: Fair, clock: Clock) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    clock.pass_time(timedelta(minutes=3))
    fair.push(till, till.heartbeat())
    assert fair.booth().last_seen == clock.now
    with fair.office.database.read() as connection:
        assert connection.execute(select(RegisterRow.forked_at)).scalar_one() is None
