"""The nth call to network or database fails, for every n, while a till sends its journal."""

import itertools
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.till import Till
from pos_app.store.verification import verify
from sync.client.batch_size import BatchSize
from sync.client.join import join
from sync.client.push import push_journal
from sync.client.server import Server
from sync.wire import Watermark
from tests.drivers.failing_database import failing_database
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import SURE, entries, register_id, waiting
from tests.drivers.tills import database_in, make_till, open_shop, sell


class Way(Server):
    """A connection on which the nth message is lost: a request before it arrives, or its answer."""

    def __init__(self, till: Till, nth: int = 0, *, for_good: bool = False) -> None:
        link = till.read(outbox.situation).result().link
        assert link is not None
        super().__init__(link.address, link.token, SURE, link.certificate)
        self.failed = False
        self._left, self._for_good = nth, for_good

    def watermark(self, register: str) -> Watermark:
        self._message()
        mark = super().watermark(register)
        self._message()
        return mark

    def push(self, register: str, raw: bytes) -> Watermark:
        self._message()
        mark = super().push(register, raw)
        self._message()
        return mark

    def _message(self) -> None:
        self._left -= 1
        if self._left == 0 or (self._for_good and self._left < 0):
            self.failed = True
            raise LapakError("server_unreachable", address="test")


def push_over(till: Till, way: Way) -> Watermark:
    """Push in batches of three, so that several messages go to and fro."""
    now = till.read(outbox.situation).result()
    assert now.register is not None
    assert now.link is not None
    size = BatchSize()
    size.shrink(6)
    try:
        return push_journal(till, way, now.register, now.link, lambda _a, _b: None, size=size)
    finally:
        way.close()


@pytest.mark.parametrize("for_good", [False, True])
def test_a_lost_message_loses_nothing_and_repeats_nothing(
    bare: Till, fake: FakeOrganizer, for_good: bool
) -> None:
    join(bare, fake.address, fake.join_code())
    open_shop(bare)
    register = register_id(bare)
    told = set()
    for nth in itertools.count(1):
        for _ in range(4):
            sell(bare)
        way = Way(bare, nth, for_good=for_good)
        try:
            push_over(bare, way)
        except LapakError as error:
            told.add(error.code)
        held = fake.held(register)
        assert held == entries(bare)[: len(held)]
        assert waiting(bare) >= len(entries(bare)) - len(held)
        assert push_over(bare, Way(bare)).acked_seq == len(entries(bare))
        assert fake.held(register) == entries(bare)
        assert waiting(bare) == 0
        if not way.failed:
            break
    assert nth > 4
    assert told == {"server_unreachable"}


def test_a_till_whose_disk_fails_while_it_sends_sends_again(
    tmp_path: Path, fake: FakeOrganizer
) -> None:
    with failing_database(tmp_path) as disk:
        till = make_till(tmp_path)
        join(till, fake.address, fake.join_code())
        open_shop(till)
        register = register_id(till)
        told = set()
        for nth in itertools.count(1):
            for _ in range(2):
                sell(till)
            way = Way(till)
            disk.fail(nth, for_good=False)
            try:
                push_over(till, way)
            except LapakError as error:
                told.add(error.code)
            disk.heal()
            assert push_over(till, Way(till)).acked_seq == len(entries(till))
            assert fake.held(register) == entries(till)
            assert waiting(till) == 0
            if not disk.failed:
                break
        assert nth > 8
        assert told == {"disk_failed"}
        till.close()
    verify(database_in(tmp_path))
