"""An expo is set up, copied from the last one, opened, and closed."""

from datetime import date

import msgspec
import pytest
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Certificate, CertificateKind, Cluster, Exhibitor
from pos_app.domain.expo_plan import ExpoPlan, ExpoStatus
from sync.server.fair import exhibitors, expos, plans
from sync.server.fair.booth_lists import save_booth
from sync.server.fair.exhibitors import BoothEntry
from sync.server.fair.plans import PlanChange, SetUp
from sync.server.figures.closings import close_expo
from sync.server.store.rows import BoothRow
from tests.drivers.organizers import Fair

SET_UP = SetUp(
    "Kabupaten Semarang Expo",
    edition="2027",
    city="Ungaran",
    venue="Alun-alun Bung Karno",
    target=2_500_000_000,
    first_day=date(2027, 8, 20),
    last_day=date(2027, 8, 24),
    is_draft=True,
)
HALAL = Certificate(CertificateKind.HALAL, "ID33110000123", date(2028, 3, 1))


def test_an_expo_is_set_up_whole(fair: Fair) -> None:
    made = plans.set_up(fair.office, SET_UP)
    with fair.office.database.read() as connection:
        found = plans.planned(connection, made.expo.id)
    assert found == made
    assert found.plan == ExpoPlan("2027", "Ungaran", "Alun-alun Bung Karno", 2_500_000_000)
    assert (found.first_day, found.last_day) == (date(2027, 8, 20), date(2027, 8, 24))
    assert found.status is ExpoStatus.DRAFT


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ({"name": " "}, "expo_name_not_usable"),
        ({"zone": "Mars"}, "zone_unknown"),
        ({"last_day": date(2020, 1, 1)}, "expo_days_turned"),
        ({"target": -1}, "target_out_of_range"),
        ({"cutoff_minutes": 1440}, "cutoff_out_of_range"),
        ({"copy_of": "nowhere"}, "expo_unknown"),
    ],
)
def test_what_cannot_be_set_up_leaves_nothing(fair: Fair, odd: dict[str, str], code: str) -> None:
    with pytest.raises(LapakError, match=code):
        plans.set_up(fair.office, msgspec.structs.replace(SET_UP, **odd))
    with fair.office.database.read() as connection:
        assert [one.id for one in expos.all_expos(connection)] == [fair.expo.id]


def test_the_next_edition_takes_booths_along_and_no_tills_or_sales(fair: Fair) -> None:
    who = Exhibitor("Batik Polokarto", "Bu Sri", "3311", Cluster.BATIK_FASHION)
    who = msgspec.structs.replace(who, certificates=(HALAL,))
    save_booth(fair.office, fair.expo.id, BoothEntry(fair.booths["A1"].id, "A1", "Batik", who))
    till = fair.till(sales=2)
    fair.push(till)
    made = plans.set_up(fair.office, msgspec.structs.replace(SET_UP, copy_of=fair.expo.id))
    with fair.office.database.read() as connection:
        before = exhibitors.entries_by_code(connection, fair.expo.id)
        after = exhibitors.entries_by_code(connection, made.expo.id)
    assert (before["A1"].tills, after["A1"].tills) == (1, 0)
    assert [(one.code, one.name, one.exhibitor) for one in after.values()] == [
        (one.code, one.name, one.exhibitor) for one in before.values()
    ]
    assert not {one.id for one in before.values()} & {one.id for one in after.values()}


def test_who_has_another_name_at_the_next_edition_is_known_by_a_key(sqlite_fair: Fair) -> None:
    office = sqlite_fair.office
    made = plans.set_up(office, msgspec.structs.replace(SET_UP, copy_of=sqlite_fair.expo.id))
    with office.database.read() as connection:
        entry = exhibitors.booth_entry(connection, made.expo.id, "B2")
    same = Exhibitor(key="Kopi  Sirap UNGARAN")
    save_booth(office, made.expo.id, msgspec.structs.replace(entry, name="Kopi", exhibitor=same))
    with office.database.read() as connection:
        keys = connection.execute(
            select(BoothRow.exhibitor).where(BoothRow.code == "B2").order_by(BoothRow.name)
        )
        assert keys.scalars().all() == ["kopi sirap ungaran"] * 2


def test_a_plan_is_changed_in_parts(sqlite_fair: Fair) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo.id
    plans.change_plan(office, expo, PlanChange(city=" Ungaran ", target=5))
    found = plans.change_plan(office, expo, PlanChange(edition="2026"))
    assert found.plan == ExpoPlan("2026", "Ungaran", "", 5)


def test_no_till_joins_a_draft(fair: Fair) -> None:
    plans.change_status(fair.office, fair.expo.id, ExpoStatus.DRAFT)
    with pytest.raises(LapakError, match="expo_not_open"):
        fair.till()
    plans.change_status(fair.office, fair.expo.id, ExpoStatus.OPEN)
    fair.till()
    with pytest.raises(LapakError, match="expo_has_tills"):
        plans.change_status(fair.office, fair.expo.id, ExpoStatus.DRAFT)


def test_a_closed_expo_stays_closed(sqlite_fair: Fair) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo.id
    with pytest.raises(LapakError, match="expo_status_fixed"):
        plans.change_status(office, expo, ExpoStatus.CLOSED)
    close_expo(office, expo)
    with office.database.read() as connection:
        assert plans.planned(connection, expo).status is ExpoStatus.CLOSED
    with pytest.raises(LapakError, match="expo_status_fixed"):
        plans.change_status(office, expo, ExpoStatus.OPEN)
