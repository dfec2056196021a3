"""The line to the organizer: it sends by itself, tells the truth, survives, and holds up nobody."""

import threading

import pytest

from pos_app.domain.errors import LapakError
from pos_app.services import booth, shifts
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.till import Till, Work
from sync.client.join import join
from sync.client.patience import patience_s
from sync.wire import Problem
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import IMPATIENT, entries, open_line, register_id, waiting
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.scripted_server import answer, saying
from tests.drivers.tills import open_shop, sell

Organizer = FakeOrganizer | RealOrganizer


@pytest.fixture
def joined(bare: Till, organizer: Organizer) -> Till:
    join(bare, organizer.address, organizer.join_code())
    open_shop(bare)
    return bare


@pytest.fixture
def beside_fake(bare: Till, fake: FakeOrganizer) -> Till:
    """A till that has joined the fake organizer."""
    join(bare, fake.address, fake.join_code())
    open_shop(bare)
    return bare


def test_a_booth_on_its_own_says_so(till: Till) -> None:
    with open_line(till) as opened:
        opened.until(SyncKind.STANDALONE)
        assert opened.line.address == ""


def test_what_is_there_at_the_start_and_what_is_sold_later_is_sent(
    joined: Till, organizer: Organizer
) -> None:
    with open_line(joined) as opened:
        opened.until_sent(3)
        assert opened.line.address == organizer.address
        for count in range(4, 9):
            sell(joined)
            opened.line.wake()
            opened.until_sent(count)
    assert organizer.held(register_id(joined)) == entries(joined)


def test_joining_over_the_line_sends_at_once(bare: Till, organizer: Organizer) -> None:
    with open_line(bare) as opened:
        opened.until(SyncKind.STANDALONE)
        made = opened.line.join(organizer.address, organizer.join_code()).result(60)
        assert bare.read(booth.current_register).result() == made
        opened.until_sent(1)


def test_a_join_that_fails_says_why_and_the_line_goes_on(bare: Till, fake: FakeOrganizer) -> None:
    with open_line(bare) as opened:
        asked = [opened.line.join(fake.address, code) for code in ("WRONG", "ABCDEF01")]
        with pytest.raises(LapakError, match="join_code_wrong"):
            asked[0].result(60)
        assert asked[1].result(60).code == "K1"
        opened.until_sent(1)


def test_joining_another_booth_later_does_not_upset_the_line(
    bare: Till, organizer: Organizer
) -> None:
    with open_line(bare) as opened:
        for _ in range(2):
            opened.line.join(organizer.address, organizer.join_code()).result(60)
            opened.until_sent(1)
        open_shop(bare)
        opened.line.wake()
        opened.until_sent(3)
    assert [state.code for state in opened.heard.states if state.code] == []


def test_without_network_sales_go_on_and_arrive_once_it_is_back(
    joined: Till, organizer: Organizer
) -> None:
    with open_line(joined, IMPATIENT) as opened:
        opened.heard.until(lambda now: now.kind is not SyncKind.CONNECTING)
        organizer.go_down()
        for _ in range(5):
            sell(joined)
            opened.line.send_now()
        told = opened.until(SyncKind.OFFLINE)
        assert told.code == "server_unreachable"
    organizer.come_up()
    with open_line(joined) as opened:
        opened.until_sent(8)
    assert organizer.held(register_id(joined)) == entries(joined)


def test_the_line_finds_back_by_itself(beside_fake: Till, fake: FakeOrganizer) -> None:
    with open_line(beside_fake) as opened:
        opened.until_sent(3)
        fake.go_down()
        sell(beside_fake)
        opened.line.wake()
        opened.until(SyncKind.OFFLINE, waiting=1)
        fake.come_up()
        opened.until_sent(4)


def test_offline_tells_how_many_entries_wait(beside_fake: Till, fake: FakeOrganizer) -> None:
    fake.go_down()
    with open_line(beside_fake) as opened:
        opened.until(SyncKind.OFFLINE, waiting=3)
        for count in (4, 5, 6):
            sell(beside_fake)
            opened.line.wake()
            told = opened.until(SyncKind.OFFLINE, waiting=count)
            assert told.code == "server_unreachable"
    assert waiting(beside_fake) == 6
    fake.come_up()


def test_a_sale_never_waits_for_a_server_that_is_silent(
    beside_fake: Till, fake: FakeOrganizer
) -> None:
    fake.script.append(fake.hang)
    with open_line(beside_fake) as opened:
        sold = [sell(beside_fake).sale.receipt_number for _ in range(20)]
        assert sold[-1] == "A1-K1-000020"
        assert opened.line.state.kind is SyncKind.CONNECTING
        fake.go_down()
    fake.come_up()


def test_a_server_without_room_is_tried_until_it_has_room(
    beside_fake: Till, fake: FakeOrganizer
) -> None:
    fake.script.append(saying(answer(503, Problem("server_disk_full"), Retry_After="1")))
    with open_line(beside_fake) as opened:
        told = opened.until(SyncKind.WAITING)
        assert (told.code, told.waiting) == ("server_disk_full", 3)
        opened.until(SyncKind.SYNCED)


def test_a_server_that_asks_for_patience_gets_it_unless_a_person_insists(
    beside_fake: Till, fake: FakeOrganizer
) -> None:
    fake.script.append(saying(answer(503, Problem("server_busy"), Retry_After="600")))
    with open_line(beside_fake) as opened:
        told = opened.until(SyncKind.WAITING)
        assert (told.code, told.waiting) == ("server_busy", 3)
        assert 600 <= told.retry_s <= 900
        asked = len(fake.asked)
        sell(beside_fake)
        opened.line.wake()
        opened.until(SyncKind.WAITING, waiting=4)
        assert len(fake.asked) == asked
        opened.line.send_now()
        opened.until_sent(4)


def test_patience_beside_an_acknowledgement_is_kept_and_bounded(
    beside_fake: Till, fake: FakeOrganizer
) -> None:
    register = register_id(beside_fake)

    def patient(_asked: object, proper: object) -> bytes:
        proper()  # type: ignore[operator]
        return answer(200, fake.watermark(register, retry_after=10**12))

    fake.script.extend([lambda _asked, proper: proper(), patient])
    with open_line(beside_fake) as opened:
        assert opened.until(SyncKind.WAITING).retry_s == 3600
    assert waiting(beside_fake) == 0


@pytest.mark.parametrize(
    ("status", "code"), [(401, "token_unknown"), (401, "token_revoked"), (409, "conflict")]
)
def test_what_only_a_person_can_settle_is_told_and_selling_goes_on(
    beside_fake: Till, fake: FakeOrganizer, status: int, code: str
) -> None:
    fake.script.append(saying(answer(status, Problem(code))))
    with open_line(beside_fake) as opened:
        told = opened.until(SyncKind.ATTENTION)
        assert (told.code, told.waiting) == (code, 3)
        assert sell(beside_fake).sale.receipt_number == "A1-K1-000001"
        opened.line.send_now()
        opened.until_sent(4)


def test_a_login_page_in_the_way_is_told(beside_fake: Till, fake: FakeOrganizer) -> None:
    fake.script.append(saying(answer(200, b"<html>WiFi</html>")))
    with open_line(beside_fake) as opened:
        told = opened.until(SyncKind.ATTENTION)
        assert (told.code, told.retry_s) == ("server_not_lapak", 60)
        opened.line.send_now()
        opened.until_sent(3)


def test_a_listener_that_fails_does_not_end_the_line(
    beside_fake: Till, fake: FakeOrganizer
) -> None:
    def deaf(_state: SyncState) -> None:
        raise RuntimeError("the window is gone")

    with open_line(beside_fake) as opened:
        opened.line.subscribe(deaf)
        opened.until_sent(3)
        sell(beside_fake)
        opened.line.wake()
        opened.until_sent(4)


def test_a_database_that_fails_for_a_while_does_not_end_the_line(
    beside_fake: Till, fake: FakeOrganizer
) -> None:
    def run(work: Work, statement: str) -> None:
        work.db.exec_driver_sql(statement)

    beside_fake.write(run, "ALTER TABLE sync_link RENAME TO gone").result()
    with open_line(beside_fake) as opened:
        told = opened.until(SyncKind.ATTENTION, SyncKind.OFFLINE)
        assert told.code
        opened.line.wake()
        beside_fake.write(run, "ALTER TABLE gone RENAME TO sync_link").result()
        opened.line.send_now()
        opened.until_sent(3)


def test_days_without_network_do_not_end_the_tries() -> None:
    two_weeks = 5_000
    assert patience_s(LapakError("server_unreachable"), two_weeks, first_retry_s=2) <= 300


def test_closing_is_quick_while_waiting_for_a_retry(beside_fake: Till, fake: FakeOrganizer) -> None:
    fake.script.append(saying(answer(503, Problem("server_busy"), Retry_After="3000")))
    with open_line(beside_fake) as opened:
        opened.until(SyncKind.WAITING)
    assert "lapak-sync" not in {thread.name for thread in threading.enumerate()}


def test_what_a_register_left_unsent_is_sent_after_the_till_joined_anew(
    bare: Till, organizer: Organizer
) -> None:
    join(bare, organizer.address, organizer.join_code())
    open_shop(bare)
    sell(bare)
    bare.write(shifts.close_shift, 0).result()
    left, unsent = register_id(bare), entries(bare)
    join(bare, organizer.address, organizer.join_code())
    with open_line(bare) as opened:
        opened.until(SyncKind.SYNCED)
    assert organizer.held(left) == unsent
    assert organizer.held(register_id(bare)) == entries(bare)
