"""What the organizer tells a till: taken over where it does no harm, in whatever order it comes."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.journal import decode
from pos_app.domain.offer import Offer
from pos_app.domain.register import Booth, Expo
from pos_app.services import booth, expo_news, shifts
from pos_app.services.booth import RegisterState
from pos_app.services.outbox import SyncLink
from pos_app.services.papers import receipts
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.till import Till
from pos_app.store.verification import verify
from resources.translations import Catalog
from tests.drivers.lines import entries
from tests.drivers.tills import Clock, make_till, open_shop, sell

LINK = SyncLink("register-1", "http://127.0.0.1:1", "token", "server-1", "00" * 32)
TOLD = ExpoDetails(
    "expo-1", 5, "Harkop Expo", "Asia/Jakarta", 0, header=("Alun-alun",), announcement="Halo"
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def joined(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    till = joined_till(tmp_path, clock)
    open_shop(till)
    yield till
    till.close()


def joined_till(folder: Path, clock: Clock | None = None) -> Till:
    till = make_till(folder, clock)
    stand, expo = Booth("booth-1", "A1", "Batik Polokarto"), Expo("expo-1", "Expo lama")
    till.write(booth.join_booth, till.install, LINK, stand, expo, "K1").result()
    return till


def hear(till: Till, details: ExpoDetails) -> RegisterState:
    till.write(expo_news.hear_details, "register-1", details).result()
    return state(till)


def state(till: Till) -> RegisterState:
    return till.read(booth.register_in_use).result()


def later(revision: int, **changed: object) -> ExpoDetails:
    return msgspec.structs.replace(TOLD, revision=revision, **changed)


def test_name_header_and_announcement_hold_at_once(joined: Till) -> None:
    after = hear(joined, TOLD)
    assert after.expo is not None
    assert after.expo.name == "Harkop Expo"
    sale = sell(joined, "Jamu").sale
    document = joined.read(receipts.receipt, sale.id, Letterhead(Catalog("id"))).result()
    assert "Alun-alun" in str(document)
    assert "Harkop Expo" in str(document)
    assert joined.read(expo_news.notice).result().announcement == "Halo"


def test_an_announcement_stays_until_it_is_put_away_changed_or_withdrawn(joined: Till) -> None:
    hear(joined, TOLD)
    joined.write(expo_news.put_away, "Halo").result()
    assert joined.read(expo_news.notice).result().announcement == ""
    hear(joined, later(6, header=()))
    assert joined.read(expo_news.notice).result().announcement == ""
    hear(joined, later(7, announcement="Hujan"))
    assert joined.read(expo_news.notice).result().announcement == "Hujan"
    hear(joined, later(8, announcement=""))
    assert joined.read(expo_news.notice).result().announcement == ""


def test_days_change_between_shifts_only(joined: Till, clock: Clock) -> None:
    clock.move(hours=14)  # 23.00 in Jakarta, 01.00 of the next day in Jayapura
    before = sell(joined, "Jamu").sale
    waiting = hear(joined, later(5, zone="Asia/Jayapura", cutoff_minutes=60))
    assert (waiting.zone, waiting.cutoff_minutes) == ("Asia/Jakarta", 0)
    assert sell(joined, "Jamu").sale.business_date == before.business_date
    joined.write(shifts.close_shift, 316_000 + before.total * 2, "hitung").result()
    assert state(joined).zone == "Asia/Jakarta"
    joined.write(shifts.open_shift, "Siti", 0).result()
    after = state(joined)
    assert (after.zone, after.cutoff_minutes) == ("Asia/Jayapura", 60)
    assert sell(joined, "Jamu").sale.business_date > before.business_date


def test_days_change_at_once_where_no_shift_is_open(tmp_path: Path) -> None:
    till = joined_till(tmp_path)
    after = hear(till, later(5, zone="Asia/Makassar"))
    assert after.zone == "Asia/Makassar"
    kinds = [decode(data).kind for data in entries(till)]
    assert kinds == ["register.opened", "expo.changed", "days.changed"]
    assert hear(till, later(6, zone="Asia/Makassar")).zone == "Asia/Makassar"
    assert len(entries(till)) == 4
    till.close()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.lists(st.integers(1, 6), max_size=12))
def test_late_twice_or_out_of_order_the_newest_holds(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    till = joined_till(tmp_path_factory.mktemp("till"))
    zones = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    told = {one: later(one, name=f"Expo {one}", zone=zones[one % 3]) for one in range(1, 7)}
    for revision in order:
        hear(till, told[revision])
    after = state(till)
    if order:
        assert after.details == told[max(order)]
        assert after.zone == told[max(order)].zone
    rising = [one for place, one in enumerate(order) if one > max(order[:place], default=0)]
    kinds = [decode(data).kind for data in entries(till)]
    assert kinds.count("expo.changed") == len(rising)
    till.close()


@pytest.mark.parametrize(
    "odd",
    [
        {"zone": "Asia/Ungaran"},
        {"zone": "A" * 10_000_000},
        {"name": ""},
        {"name": "Expo\x1b@"},
        {"announcement": "a" * 10_000_000},
        {"announcement": "satu\ndua"},
        {"header": ("\x1dV\0",)},
        {"header": ("a",) * 1000},
        {"cutoff_minutes": -1},
        {"revision": 2**60},
        {"expo": "expo-2"},
    ],
)
def test_what_cannot_be_used_changes_nothing(joined: Till, odd: dict[str, object]) -> None:
    before = hear(joined, TOLD)
    with pytest.raises(LapakError):
        hear(joined, msgspec.structs.replace(later(9), **odd))
    assert state(joined) == before


def test_another_registers_news_change_nothing(joined: Till) -> None:
    before = state(joined)
    joined.write(expo_news.hear_details, "register-2", TOLD).result()
    joined.write(expo_news.hear_offers, "register-2", 9, (Offer("o", 9, "Kopi", 1),)).result()
    assert state(joined) == before
    assert joined.read(expo_news.heard).result() == expo_news.Heard()


def test_everything_is_told_again_by_the_journal(joined: Till) -> None:
    hear(joined, later(5, zone="Asia/Makassar"))
    assert verify(joined.path).registers == 1


def test_a_booth_on_its_own_hears_nothing(till: Till) -> None:
    assert till.read(expo_news.notice).result() == expo_news.Notice()
    till.write(expo_news.put_away, "Halo").result()
    till.write(expo_news.tell_problem, "x").result()
    assert till.read(expo_news.heard).result() == expo_news.Heard()
