"""What an organizer tells the booths: checked, counted by revision, sealed for each till."""

from datetime import date, timedelta

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from sync.server.fair import expo_details
from sync.server.fair.expo_details import DetailsChange
from sync.server.fair.news import news
from sync.server.figures import changed_details
from sync.server.intake.receive import held
from sync.wire import News, news_message
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair

TOLD = DetailsChange(
    name="Harkop Expo",
    first_day=date(2026, 11, 22),
    last_day=date(2026, 11, 24),
    cutoff_minutes=120,
    header=("Alun-alun Ungaran", "", "22–24 November"),
    announcement="Panggung mulai 19.00",
)


def change(fair: Fair, told: DetailsChange) -> ExpoDetails:
    return changed_details.change_details(fair.office, fair.expo.id, told)


def details(fair: Fair) -> ExpoDetails:
    with fair.office.database.read() as connection:
        return expo_details.details_of(connection, fair.expo.id)


def heard(fair: Fair, till: PaperTill, revision: int = 0, offers_revision: int = 0) -> News:
    sealed = news(fair.office, till.token, till.register, revision, offers_revision)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(fair.office.identity.public_key))
    key.verify(bytes.fromhex(sealed.signature), news_message(sealed.content))
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(sealed.signature), news_message(sealed.content + " "))
    return msgspec.json.decode(sealed.content, type=News)


def test_what_is_told_is_kept_and_counts_the_revision_up(fair: Fair) -> None:
    before = details(fair)
    assert (before.revision, before.name) == (0, fair.expo.name)
    after = change(fair, TOLD)
    assert after == details(fair)
    assert after.revision > 0
    assert after.header == ("Alun-alun Ungaran", "22–24 November")
    once_more = change(fair, TOLD)
    assert once_more == after
    withdrawn = change(fair, DetailsChange(announcement="", last_day=None))
    assert (withdrawn.announcement, withdrawn.last_day) == ("", None)
    assert withdrawn.revision > after.revision
    assert withdrawn.header == after.header


def test_a_till_hears_of_a_change_in_the_answer_that_it_gets_anyway(fair: Fair) -> None:
    till = fair.till(sales=1)
    assert fair.push(till).expo_revision == 0
    told = change(fair, TOLD)
    mark = held(fair.office, till.token, till.register)
    assert (mark.expo_revision, mark.offers_revision) == (told.revision, 0)
    assert heard(fair, till) == News(till.register, told)
    assert heard(fair, till, told.revision) == News(till.register)
    assert heard(fair, till, told.revision + 9).details is None


def test_revisions_rise_after_a_restore_too(sqlite_fair: Fair, clock: Clock) -> None:
    first = change(sqlite_fair, TOLD)
    lost = change(sqlite_fair, DetailsChange(announcement="Hujan, tutup terpal"))
    clock.pass_time(timedelta(hours=1))
    assert lost.revision == first.revision + 1
    with sqlite_fair.office.database.write() as connection:
        connection.exec_driver_sql("UPDATE expo_notice SET revision = ?", (first.revision,))
    assert change(sqlite_fair, DetailsChange(announcement="Cerah")).revision > lost.revision


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (DetailsChange(name="  "), "expo_name_not_usable"),
        (DetailsChange(name="x" * 81), "expo_name_not_usable"),
        (DetailsChange(zone="Asia/Ungaran"), "zone_unknown"),
        (DetailsChange(zone="../etc/passwd"), "zone_unknown"),
        (DetailsChange(cutoff_minutes=1440), "cutoff_out_of_range"),
        (DetailsChange(header=("a",) * 5), "receipt_header_too_long"),
        (DetailsChange(header=("a" * 49,)), "receipt_header_too_long"),
        (DetailsChange(announcement="a" * 241), "announcement_too_long"),
        (
            DetailsChange(first_day=date(2026, 11, 24), last_day=date(2026, 11, 22)),
            "expo_days_turned",
        ),
    ],
)
def test_what_no_till_could_use_is_refused_whole(
    sqlite_fair: Fair, told: DetailsChange, code: str
) -> None:
    before = details(sqlite_fair)
    with pytest.raises(LapakError) as refused:
        change(sqlite_fair, msgspec.structs.replace(told, announcement=told.announcement or "Halo"))
    assert refused.value.code == code
    assert details(sqlite_fair) == before


def test_control_characters_never_reach_a_till(sqlite_fair: Fair) -> None:
    after = change(
        sqlite_fair, DetailsChange(announcement="Halo\x1b@\n semua\0", header=("\x1dV",))
    )
    assert (after.announcement, after.header) == ("Halo @ semua", ("V",))


def test_another_zone_counts_hours_anew_and_changes_no_sum(fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till)
    before = fair.totals()
    change(fair, DetailsChange(zone="Asia/Jayapura"))
    till.void(till.sales[0])
    fair.push(till)
    after = fair.totals()
    assert after.total == before.total - till.sales[0].total
    assert after.expo.zone == "Asia/Jayapura"
