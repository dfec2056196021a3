"""Batches shrink where they do not get through and grow again: no line is too bad for one entry."""

from collections.abc import Callable

import pytest

from pos_app.services.till import Till
from sync import wire
from sync.client.batch_size import QUICK_S, SLOW_S, BatchSize
from sync.client.join import join
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import entries, open_line, register_id
from tests.drivers.scripted_server import Answer, Asked, answer
from tests.drivers.tills import open_shop, sell


def test_a_batch_that_does_not_get_through_is_halved_down_to_one() -> None:
    size, sent = BatchSize(), []
    for _ in range(12):
        sent.append(size.limit)
        size.shrink(size.limit)
    assert sent == [1000, 500, 250, 125, 62, 31, 15, 7, 3, 1, 1, 1]


def test_what_gets_through_quickly_grows_again_and_never_past_the_limit() -> None:
    size = BatchSize()
    size.shrink(4)
    for _ in range(20):
        size.got_through(size.limit, QUICK_S / 2)
    assert size.limit == wire.MAX_ENTRIES


def test_a_slow_line_gets_smaller_batches() -> None:
    size = BatchSize()
    size.got_through(800, SLOW_S * 2)
    assert size.limit == 400
    size.got_through(400, (SLOW_S + QUICK_S) / 2)
    assert size.limit == 400


@pytest.mark.parametrize("refused", [b"", answer(413, b"<html>too large</html>"), b"HTTP/1.1 2"])
def test_a_way_that_bears_only_small_batches_is_got_over(
    bare: Till, fake: FakeOrganizer, refused: bytes
) -> None:
    """A proxy with a limit of its own, a line that breaks off: each batch of more than 2 fails."""
    join(bare, fake.address, fake.join_code())
    open_shop(bare)
    for _ in range(6):
        sell(bare)

    def narrow(asked: Asked, proper: Callable[[], bytes]) -> Answer:
        if asked.method == "POST":
            header, _ = wire.read_batch(wire.decompress(asked.body, "zstd"))
            if header.entries > 2:
                return refused
        return proper()

    fake.script.extend([narrow] * 200)
    with open_line(bare) as opened:
        opened.until_sent(9)
    assert fake.held(register_id(bare)) == entries(bare)
