"""What an organizer is told of each booth."""

from datetime import timedelta

import pytest

from pos_app.domain.errors import LapakError
from sync.server.figures.totals import expo_totals
from tests.drivers.organizers import Clock, Fair


def test_a_booth_without_a_register_was_never_seen(fair: Fair) -> None:
    assert [booth.status for booth in fair.totals().booths] == ["never_seen", "never_seen"]
    assert fair.totals().complete == 0


def test_a_register_that_joined_but_never_spoke_was_never_seen(fair: Fair) -> None:
    fair.till()
    assert fair.booth().status == "never_seen"
    assert fair.booth().last_seen is None


def test_a_booth_is_complete_when_all_that_was_declared_is_held(fair: Fair) -> None:
    till = fair.till(sales=4)
    fair.push(till)
    booth = fair.booth()
    assert (booth.status, booth.declared, booth.held, booth.missing) == ("complete", 6, 6, 0)
    assert (booth.sales, booth.total) == (4, till.total)


def test_a_booth_adds_its_registers_up(fair: Fair) -> None:
    tills = [fair.till(seed=1, sales=2), fair.till(seed=2, sales=3)]
    assert [till.code for till in tills] == ["K1", "K2"]
    for till in tills:
        fair.push(till)
    assert fair.booth().total == sum(till.total for till in tills)
    assert (fair.booth().declared, fair.booth().held) == (9, 9)


def test_one_silent_register_keeps_a_booth_behind(fair: Fair) -> None:
    tills = [fair.till(seed=1, sales=2), fair.till(seed=2, sales=3)]
    fair.push(tills[0])
    fair.push(tills[1], tills[1].heartbeat())
    assert (fair.booth().status, fair.booth().missing) == ("behind", 5)


@pytest.mark.parametrize("minutes", [-60, 6])
def test_a_till_whose_clock_was_wrong_is_named_and_counts_all_the_same(
    fair: Fair, clock: Clock, minutes: int
) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    assert not fair.booth().clock_wrong
    till.now = (clock.now if minutes > 0 else till.now) + timedelta(minutes=minutes)
    till.sell(1)
    fair.push(till, till.batch(after=3))
    booth = fair.booth()
    assert (booth.clock_wrong, booth.status, booth.total) == (True, "complete", till.total)


def test_the_expo_is_the_sum_of_its_booths(fair: Fair) -> None:
    tills = [fair.till("A1", 1, sales=2), fair.till("B2", 2, sales=3)]
    for till in tills:
        fair.push(till)
    found = fair.totals()
    assert (found.total, found.sales) == (sum(till.total for till in tills), 5)
    assert [booth.code for booth in found.booths] == ["A1", "B2"]


def test_expos_do_not_mix(fair: Fair) -> None:
    other = Fair(fair.office)
    tills = [fair.till(seed=1, sales=2), other.till(seed=1, sales=2)]
    fair.push(tills[0])
    other.push(tills[1])
    assert fair.totals().total == tills[0].total
    assert other.totals().total == tills[1].total


def test_an_unknown_expo_is_said_to_be_unknown(fair: Fair) -> None:
    with (
        fair.office.database.read() as connection,
        pytest.raises(LapakError, match="expo_unknown"),
    ):
        expo_totals(connection, "nowhere")
