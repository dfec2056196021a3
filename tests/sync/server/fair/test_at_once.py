"""Two organizers who do the same thing at the same moment: both stand, or one is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Exhibitor
from pos_app.domain.expo_plan import ExpoStatus
from sync.server.accounts import audit
from sync.server.fair import booth_changes, exhibitors, plans
from sync.server.fair.booth_changes import BoothChange
from sync.server.fair.booth_lists import ToldBooth, booth_mark, put_booths, save_booth
from sync.server.fair.exhibitors import BoothEntry
from sync.server.fair.plans import PlanChange
from sync.server.figures import closings
from sync.server.figures.closings import close_expo
from tests.drivers.organizers import Fair

PATIENCE_S = 20
ROUNDS = range(6)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of them came to, or the code with which it was refused."""
    start = Barrier(len(acts))

    def done(act: Callable[[], Any]) -> Any:
        start.wait(PATIENCE_S)
        try:
            return act()
        except LapakError as refused:
            return refused.code

    with ThreadPoolExecutor(len(acts)) as hall:
        return [each.result(PATIENCE_S) for each in [hall.submit(done, act) for act in acts]]


def acts(fair: Fair, action: str) -> int:
    """How often something stands in the audit, of which nothing is missing."""
    with fair.office.database.read() as connection:
        assert audit.first_broken(connection) is None
        return sum(act.action == action for act in audit.acts(connection, limit=1000))


def booths(fair: Fair) -> dict[str, BoothEntry]:
    with fair.office.database.read() as connection:
        return exhibitors.entries_by_code(connection, fair.expo.id)


def test_an_expo_that_four_close_at_once_is_closed_once(fair: Fair) -> None:
    fair.push(fair.till(sales=3))
    names = ("sri", "budi", "tuti", "joko")
    made = at_once(
        *(lambda by=by: close_expo(fair.office.used_by(by), fair.expo.id) for by in names)
    )
    assert {one.revision for one in made} == {1}
    assert len({one.by for one in made}) == 1
    with fair.office.database.read() as connection:
        assert list(closings.closings(connection, fair.expo.id)) == made[:1]
    assert acts(fair, "expo.closed") == 1


def test_who_opens_an_expo_that_is_being_closed_is_told(fair: Fair) -> None:
    _, opened = at_once(
        lambda: close_expo(fair.office, fair.expo.id),
        lambda: plans.change_status(fair.office, fair.expo.id, ExpoStatus.OPEN),
    )
    assert opened == "expo_status_fixed" or opened.status is ExpoStatus.OPEN
    with fair.office.database.read() as connection:
        assert plans.planned(connection, fair.expo.id).status is ExpoStatus.CLOSED


def test_different_parts_of_a_plan_that_two_change_both_stand(fair: Fair) -> None:
    def change(**told: str) -> Callable[[], Any]:
        change = PlanChange(**told)  # type: ignore[arg-type]
        return lambda: plans.change_plan(fair.office, fair.expo.id, change)

    for number in ROUNDS:
        city, venue = f"Ungaran {number}", f"Alun-alun {number}"
        at_once(change(city=city), change(venue=venue))
        with fair.office.database.read() as connection:
            plan = plans.planned(connection, fair.expo.id).plan
        assert (plan.city, plan.venue) == (city, venue)
    assert acts(fair, "expo.changed") == 2 * len(ROUNDS)


def test_different_parts_of_a_booth_that_two_change_both_stand(fair: Fair) -> None:
    def change(**told: str) -> Callable[[], BoothEntry]:
        change = BoothChange(**told)  # type: ignore[arg-type]
        return lambda: booth_changes.change_booth(fair.office, fair.expo.id, "A1", change)

    for number in ROUNDS:
        at_once(change(owner=f"Bu Sri {number}"), change(business=f"Batik {number}"))
        who = booths(fair)["A1"].exhibitor
        assert (who.owner, who.business) == (f"Bu Sri {number}", f"Batik {number}")
    assert acts(fair, "booth.changed") == 2 * len(ROUNDS)


def test_a_booth_that_two_take_away_or_change_at_once_is_gone_or_changed(fair: Fair) -> None:
    def remove() -> None:
        exhibitors.remove_booth(fair.office, fair.expo.id, "B2")

    change = BoothChange(owner="Pak Joko")
    first, second, changed = at_once(
        remove, remove, lambda: booth_changes.change_booth(fair.office, fair.expo.id, "B2", change)
    )
    assert sorted([first or "", second or ""]) == ["", "booth_unknown"]
    assert changed == "booth_unknown" or changed.exhibitor.owner == "Pak Joko"
    assert "B2" not in booths(fair)
    assert acts(fair, "booth.removed") == 1


def test_the_same_code_given_to_two_new_booths_is_one_booths(fair: Fair) -> None:
    def add(name: str) -> Callable[[], BoothEntry]:
        told = BoothChange(code="C1", name=name)
        return lambda: booth_changes.add_booth(fair.office, fair.expo.id, told)

    made = at_once(add("Jamu Bu Sri"), add("Gerabah Klipoh"))
    assert made.count("booth_code_taken") == 1
    [added] = [one for one in made if one != "booth_code_taken"]
    assert booths(fair)["C1"] == added


def test_a_list_that_two_take_in_at_once_adds_each_booth_once(fair: Fair) -> None:
    told = [ToldBooth(f"C{number}", name=f"Stan {number}") for number in range(300)]
    done = at_once(*[lambda: put_booths(fair.office, fair.expo.id, told)] * 3)
    assert sorted((one.added, one.changed, one.unchanged) for one in done) == [
        (0, 0, 300),
        (0, 0, 300),
        (300, 0, 0),
    ]
    assert len(booths(fair)) == 302
    assert acts(fair, "booths.taken_in") == 1


def test_what_was_typed_over_something_older_is_refused(fair: Fair) -> None:
    entry = booths(fair)["A1"]
    theirs = BoothChange(owner="Bu Sri")
    booth_changes.change_booth(fair.office, fair.expo.id, "A1", theirs)
    mine = BoothEntry(entry.id, "A1", "Batik Polokarto", Exhibitor(owner="Pak Joko"))
    with pytest.raises(LapakError, match="changed_meanwhile"):
        save_booth(fair.office, fair.expo.id, mine, booth_mark(entry))
    assert booths(fair)["A1"].exhibitor.owner == "Bu Sri"
    assert save_booth(fair.office, fair.expo.id, mine, booth_mark(booths(fair)["A1"])) == mine
