"""Sending never ends for the day: a worker that hangs or dies is replaced by another one."""

from concurrent.futures import Future

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.services.organizer import SyncKind
from pos_app.services.till import Till
from sync.client.duty import Duty, RetiredError
from sync.client.join import join
from sync.client.watch import MOST_HANGING
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import AT_ONCE, entries, open_line, register_id
from tests.drivers.tills import open_shop, sell

WATCHFUL = msgspec.structs.replace(AT_ONCE, stuck_s=0.4)


@pytest.fixture
def joined(bare: Till, fake: FakeOrganizer) -> Till:
    join(bare, fake.address, fake.join_code())
    open_shop(bare)
    return bare


def test_a_request_that_hangs_for_ever_does_not_end_sending(
    joined: Till, fake: FakeOrganizer
) -> None:
    fake.script.append(fake.hang)
    with open_line(joined, pace=WATCHFUL) as opened:
        opened.until_sent(3)
        sell(joined)
        opened.line.wake()
        opened.until_sent(4)
        assert fake.held(register_id(joined)) == entries(joined)
        fake.go_down()
    fake.come_up()


def test_a_worker_that_died_is_replaced(
    joined: Till, fake: FakeOrganizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threading.excepthook", lambda _told: None)

    def die(_state: object) -> None:
        raise SystemExit

    with open_line(joined, pace=WATCHFUL) as opened:
        opened.until_sent(3)
        opened.line.subscribe(die)
        sell(joined)
        opened.line.wake()
        opened.heard.until(lambda _now: fake.held(register_id(joined)) == entries(joined))


def test_a_join_that_hangs_is_told_and_can_be_asked_again(bare: Till, fake: FakeOrganizer) -> None:
    fake.script.append(fake.hang)
    code = fake.join_code()
    with open_line(bare, pace=WATCHFUL) as opened:
        hanging: Future[object] = opened.line.join(fake.address, code)  # type: ignore[assignment]
        with pytest.raises(LapakError, match="server_unreachable"):
            hanging.result(60)
        assert opened.line.join(fake.address, code).result(60).code == "K1"
        opened.until_sent(1)
        fake.go_down()
    fake.come_up()


def test_threads_are_not_piled_up_and_a_person_is_told(joined: Till, fake: FakeOrganizer) -> None:
    before = len(fake.asked)
    fake.script.extend([fake.hang] * 50)
    with open_line(joined, pace=WATCHFUL) as opened:
        assert opened.until(SyncKind.ATTENTION).code == "sync_stuck"
        assert len(fake.asked) - before == MOST_HANGING + 1
        fake.go_down()
    fake.come_up()


def test_whoever_is_retired_says_nothing_more() -> None:
    now = [0.0]
    duty = Duty(lambda: now[0])
    duty.beat()
    now[0] = 200.0
    assert duty.silent_s == 200.0
    duty.rest()
    assert duty.silent_s == 0.0
    duty.retire()
    with pytest.raises(RetiredError):
        duty.beat()
