"""Booths are added, changed, and removed while nothing hangs on them."""

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Certificate, CertificateKind, Exhibitor
from sync.server.fair import exhibitors
from sync.server.fair.booth_lists import save_booth
from sync.server.fair.exhibitors import BoothEntry, remove_booth
from sync.server.figures.closings import close_expo
from tests.drivers.organizers import Fair

NEW = BoothEntry("", "c1", " Gerabah  Klipoh", Exhibitor("Gerabah", "Pak Tri", "3308"))
NIB = Certificate(CertificateKind.NIB, "9120001234567")


def test_a_booth_is_added_changed_and_removed(fair: Fair) -> None:
    office, expo = fair.office, fair.expo.id
    added = save_booth(office, expo, NEW)
    who = msgspec.structs.replace(added.exhibitor, owner="", certificates=(NIB,))
    changed = save_booth(office, expo, msgspec.structs.replace(added, code="C2", exhibitor=who))
    with office.database.read() as connection:
        assert exhibitors.booth_entry(connection, expo, "c2") == changed
    fair.join_code("C2")
    remove_booth(office, expo, "C2")
    with office.database.read() as connection:
        assert exhibitors.count_booths(connection, expo) == 2


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ({"code": "A1"}, "booth_code_taken"),
        ({"code": "A 1"}, "booth_code_not_usable"),
        ({"name": " ", "exhibitor": Exhibitor()}, "booth_name_not_usable"),
        ({"id": "nowhere"}, "booth_unknown"),
        ({"exhibitor": Exhibitor(regency="9999")}, "regency_unknown"),
    ],
)
def test_a_booth_that_cannot_be_used_is_refused(
    sqlite_fair: Fair, odd: dict[str, str], code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        save_booth(sqlite_fair.office, sqlite_fair.expo.id, msgspec.structs.replace(NEW, **odd))


def test_a_booth_that_a_till_has_joined_stays_and_so_does_its_code(fair: Fair) -> None:
    fair.till()
    with pytest.raises(LapakError, match="booth_in_use"):
        remove_booth(fair.office, fair.expo.id, "A1")
    with fair.office.database.read() as connection:
        entry = exhibitors.booth_entry(connection, fair.expo.id, "A1")
    with pytest.raises(LapakError, match="booth_code_in_use"):
        save_booth(fair.office, fair.expo.id, msgspec.structs.replace(entry, code="A9"))
    renamed = save_booth(fair.office, fair.expo.id, msgspec.structs.replace(entry, name="Batik"))
    assert renamed.name == "Batik"


def test_a_booth_that_a_closing_names_stays(sqlite_fair: Fair) -> None:
    close_expo(sqlite_fair.office, sqlite_fair.expo.id)
    with pytest.raises(LapakError, match="booth_in_use"):
        remove_booth(sqlite_fair.office, sqlite_fair.expo.id, "A1")
