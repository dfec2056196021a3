"""What the organizer tells and offers, over real HTTP: heard by itself, believed only if signed."""

import threading
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.offer import Offer
from pos_app.services import booth, expo_news, offers, outbox, shifts
from pos_app.services.organizer import SyncKind
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client.join import join
from sync.client.organizer_news import OrganizerNews
from sync.server.fair import offers as offered
from sync.server.fair import registers
from sync.server.fair.expo_details import DetailsChange
from sync.server.fair.offers import OfferedRow
from sync.server.figures import changed_details
from sync.wire import News, SealedNews, Watermark, news_message
from tests.drivers.fake_organizer import EXPO, FakeOrganizer
from tests.drivers.lines import SURE, entries, open_line, register_id
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.scripted_server import answer, saying
from tests.drivers.tills import open_shop, sell


@pytest.fixture
def real(tmp_path: Path) -> RealOrganizer:
    return RealOrganizer(tmp_path)


def link_of(till: Till) -> SyncLink:
    link = till.read(outbox.situation).result().link
    assert link is not None
    return link


class Ear:
    """Asks for news once and waits until they have come or were refused."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._came = threading.Event()
        self.news = OrganizerNews(till, self._came.set, SURE)

    def hear(self, told: Watermark) -> bool:
        """Whether anything came of a watermark."""
        self._came.clear()
        self.news.look(register_id(self._till), link_of(self._till), told)
        self.news.close()
        return self._came.is_set()


def test_news_reach_a_till_that_sells_and_change_no_sale(bare: Till, real: RealOrganizer) -> None:
    with real:
        join(bare, real.address, real.join_code())
        open_shop(bare)
        sell(bare)
        fair, expo = real.fair, real.fair.expo.id
        changed_details.change_details(
            fair.office, expo, DetailsChange(announcement="Panggung 19.00", header=("Alun-alun",))
        )
        offered.put_offers(fair.office, expo, [OfferedRow("Tas expo", 15_000)])
        with open_line(bare) as opened:
            opened.until(SyncKind.SYNCED)
            opened.heard.until(lambda _now: len(bare.read(offers.waiting).result()) == 1)
            opened.heard.until(lambda now: now.kind is SyncKind.SYNCED and now.of == 5)
        assert bare.read(expo_news.notice).result().announcement == "Panggung 19.00"
        assert bare.read(booth.register_in_use).result().details is not None
        assert real.held(register_id(bare)) == entries(bare)


def test_a_revoked_till_sells_on_and_hands_everything_over_after_a_new_code(
    bare: Till, real: RealOrganizer
) -> None:
    with real:
        join(bare, real.address, real.join_code())
        open_shop(bare)
        sell(bare)
        with open_line(bare) as opened:
            opened.until(SyncKind.SYNCED)
            first = register_id(bare)
            registers.revoke_register(real.fair.office, real.fair.expo.id, first, "Temui panitia")
            sell(bare)
            opened.line.wake()
            told = opened.until(SyncKind.ATTENTION)
            assert (told.code, told.details["reason"]) == ("token_revoked", "Temui panitia")
            sell(bare)
            bare.write(shifts.close_shift, 1_000_000, "hitung").result()
            kept = entries(bare)
            assert len(real.held(first)) < len(kept)
            opened.line.join(real.address, real.join_code()).result(60)
            opened.until(SyncKind.SYNCED)
            assert real.held(first) == kept
            assert real.booth().sales == 3


DETAILS = ExpoDetails(EXPO.id, 5, "Harkop Expo", "Asia/Jakarta", 0, announcement="Halo")
TAS = Offer("o1", 5, "Tas expo", 15_000)


def sealed(organizer: FakeOrganizer, news: News, key: Ed25519PrivateKey | None = None) -> bytes:
    content = msgspec.json.encode(news).decode()
    signature = (key or organizer.key).sign(news_message(content)).hex()
    return answer(200, SealedNews(content, signature))


@pytest.fixture
def at_fake(bare: Till, fake: FakeOrganizer) -> Till:
    join(bare, fake.address, fake.join_code())
    return bare


def newer(fake: FakeOrganizer, till: Till) -> Watermark:
    return fake.watermark(register_id(till), expo_revision=5, offers_revision=5)


@pytest.mark.parametrize("bad", ["forged", "another's", "no json", "page", "half"])
def test_news_that_are_not_the_organizers_change_nothing_and_are_told(
    at_fake: Till, fake: FakeOrganizer, bad: str
) -> None:
    news = News(register_id(at_fake), DETAILS, 5, (TAS,))
    wrong = {
        "forged": sealed(fake, news, Ed25519PrivateKey.generate()),
        "another's": sealed(fake, msgspec.structs.replace(news, register="other")),
        "no json": answer(200, SealedNews("[", "00")),
        "page": answer(200, b"<html>Selamat datang</html>"),
        "half": answer(200, SealedNews('{"register": 5}', "zz")),
    }
    before = entries(at_fake)
    fake.script.append(saying(wrong[bad]))
    ear = Ear(at_fake)
    assert ear.hear(newer(fake, at_fake))
    assert entries(at_fake) == before
    told = at_fake.read(expo_news.notice).result()
    assert told.problem in {"news_not_genuine", "server_not_lapak"}
    asked = len(fake.asked)
    assert not ear.hear(newer(fake, at_fake))
    assert len(fake.asked) == asked


def test_a_bad_half_does_not_keep_the_good_one_out(at_fake: Till, fake: FakeOrganizer) -> None:
    odd = msgspec.structs.replace(DETAILS, zone="Mars/Olympus")
    fake.script.append(saying(sealed(fake, News(register_id(at_fake), odd, 5, (TAS,)))))
    assert Ear(at_fake).hear(newer(fake, at_fake))
    assert [one.offer for one in at_fake.read(offers.waiting).result()] == [TAS]
    assert at_fake.read(booth.register_in_use).result().details is None
    assert at_fake.read(expo_news.notice).result().problem == "zone_unknown"
    fake.script.append(saying(sealed(fake, News(register_id(at_fake), DETAILS, 5))))
    later = fake.watermark(register_id(at_fake), expo_revision=6, offers_revision=5)
    assert Ear(at_fake).hear(later)
    assert at_fake.read(expo_news.notice).result().problem == ""


def test_an_older_server_and_one_without_news_are_asked_nothing(
    at_fake: Till, fake: FakeOrganizer
) -> None:
    asked = len(fake.asked)
    assert not Ear(at_fake).hear(fake.watermark(register_id(at_fake)))
    assert len(fake.asked) == asked


def test_a_network_that_fails_is_tried_again_and_is_no_problem(
    at_fake: Till, fake: FakeOrganizer
) -> None:
    fake.script.append(saying(b""))
    ear = Ear(at_fake)
    assert not ear.hear(newer(fake, at_fake))
    assert at_fake.read(expo_news.notice).result().problem == ""
    fake.script.append(saying(sealed(fake, News(register_id(at_fake), DETAILS, 5))))
    assert ear.hear(newer(fake, at_fake))
    assert at_fake.read(expo_news.notice).result().announcement == "Halo"


def test_a_full_disk_is_no_fault_of_the_news_which_are_asked_for_again(
    at_fake: Till, fake: FakeOrganizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise LapakError("disk_full")

    news = sealed(fake, News(register_id(at_fake), DETAILS, 5))
    ear = Ear(at_fake)
    with monkeypatch.context() as broken:
        broken.setattr(expo_news, "hear_details", full)
        fake.script.append(saying(news))
        assert not ear.hear(newer(fake, at_fake))
    fake.script.append(saying(news))
    assert ear.hear(newer(fake, at_fake))
