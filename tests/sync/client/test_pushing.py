"""Pushing the journal: everything arrives once, whatever the server held before."""

from pathlib import Path

import pytest
import requests

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.outbox import SyncLink
from pos_app.services.product_import import ProductRow, import_products
from pos_app.services.till import Till
from pos_app.store import sync_links
from sync import wire
from sync.client.http import Refused
from sync.client.join import join
from sync.wire import Problem
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.lines import entries, push, register_id, waiting
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.scripted_server import answer, saying
from tests.drivers.tills import database_in, make_till, open_shop, sell

Organizer = FakeOrganizer | RealOrganizer


def join_and_open(till: Till, organizer: Organizer) -> str:
    join(till, organizer.address, organizer.join_code())
    open_shop(till)
    return register_id(till)


def link_of(till: Till) -> SyncLink:
    link = till.read(outbox.situation).result().link
    assert link is not None
    return link


def test_everything_arrives_as_it_was_written(bare: Till, organizer: Organizer) -> None:
    register = join_and_open(bare, organizer)
    for _ in range(5):
        sell(bare)
    assert waiting(bare) == 8
    watermark = push(bare)
    assert watermark.acked_seq == 8
    assert organizer.held(register) == entries(bare)
    assert waiting(bare) == 0


def test_a_server_that_is_not_brought_up_to_date_is_spoken_to_as_before(
    bare: Till, fake: FakeOrganizer
) -> None:
    register = join_and_open(bare, fake)
    fake.newest_protocol = wire.OLDEST_PROTOCOL
    assert push(bare).acked_seq == 3
    assert fake.held(register) == entries(bare)
    last = wire.read_header(wire.decompress(fake.asked[-1].body, "zstd"))
    assert (last.protocol, last.sent_at) == (wire.OLDEST_PROTOCOL, None)


def test_a_server_that_is_older_still_is_told_of(bare: Till, fake: FakeOrganizer) -> None:
    register = join_and_open(bare, fake)
    fake.newest_protocol = wire.OLDEST_PROTOCOL - 1
    with pytest.raises(Refused, match="protocol_unknown"):
        push(bare)
    assert (fake.held(register), waiting(bare)) == ([], 3)


def test_pushing_again_sends_nothing_twice(bare: Till, organizer: Organizer) -> None:
    register = join_and_open(bare, organizer)
    sell(bare)
    first = push(bare)
    assert push(bare, held=first).acked_seq == first.acked_seq
    sell(bare)
    assert push(bare, held=first).acked_seq == first.acked_seq + 1
    assert organizer.held(register) == entries(bare)


def test_a_server_restored_to_an_older_state_gets_what_it_lost(
    bare: Till, organizer: Organizer
) -> None:
    register = join_and_open(bare, organizer)
    sell(bare)
    push(bare)
    organizer.remember()
    for _ in range(3):
        sell(bare)
    last = push(bare)
    organizer.restore()
    assert len(organizer.held(register)) == 4
    sell(bare)
    assert push(bare, held=last).acked_seq == 8
    assert organizer.held(register) == entries(bare)
    assert waiting(bare) == 0


def test_a_till_that_only_remembers_wrongly_asks_the_server(
    bare: Till, organizer: Organizer
) -> None:
    register = join_and_open(bare, organizer)
    bare.write(outbox.acknowledge, register, 3).result()
    assert waiting(bare) == 0
    push(bare)
    assert organizer.held(register) == entries(bare)


def test_a_till_restored_from_an_old_backup_is_told_and_sends_nothing(
    tmp_path: Path, organizer: Organizer
) -> None:
    till = make_till(tmp_path)
    register = join_and_open(till, organizer)
    till.close()
    older = database_in(tmp_path).read_bytes()
    till = make_till(tmp_path)
    sell(till)
    push(till)
    till.close()
    held = organizer.held(register)
    database_in(tmp_path).write_bytes(older)
    restored = make_till(tmp_path)
    with pytest.raises(LapakError) as caught:
        push(restored)
    assert caught.value.code == "till_restored"
    assert caught.value.details == {"held": 4, "here": 3}
    for _ in range(2):
        sell(restored)
    with pytest.raises(LapakError, match="journal_forked"):
        push(restored)
    assert organizer.held(register) == held
    restored.close()


def test_a_journal_larger_than_a_batch_goes_in_several(bare: Till, organizer: Organizer) -> None:
    register = join_and_open(bare, organizer)
    rows = tuple(ProductRow(f"Barang {n} {'x' * 80}", 1000, f"{n:013d}") for n in range(9_000))
    bare.write(import_products, rows).result()
    assert sum(map(len, entries(bare))) > wire.MAX_RAW_BYTES
    assert push(bare).acked_seq == len(entries(bare))
    assert organizer.held(register) == entries(bare)


def test_a_head_is_declared_even_when_nothing_is_new(bare: Till, fake: FakeOrganizer) -> None:
    join_and_open(bare, fake)
    last = push(bare)
    fake.asked.clear()
    push(bare, held=last)
    [beat] = fake.asked
    header, sent = wire.read_batch(wire.decompress(beat.body, beat.headers["content-encoding"]))
    assert (header.head_seq, header.after_seq, sent) == (3, 3, [])


def test_an_answer_that_was_lost_costs_only_another_try(bare: Till, fake: FakeOrganizer) -> None:
    register = join_and_open(bare, fake)
    known = push(bare)
    sell(bare)
    fake.script.append(lambda _asked, proper: proper()[:100])
    with pytest.raises(LapakError, match="server_answer_torn"):
        push(bare, held=known)
    assert waiting(bare) == 1
    assert push(bare).acked_seq == 4
    assert fake.held(register) == entries(bare)


@pytest.mark.parametrize("code", ["batch_torn", "batch_too_large", "batch_unreadable"])
def test_a_batch_that_is_refused_is_halved_down_to_one_entry(
    bare: Till, fake: FakeOrganizer, code: str
) -> None:
    register = join_and_open(bare, fake)
    for _ in range(5):
        sell(bare)
    known = fake.watermark(register)
    sizes = []

    def only_one(asked: object, proper: object) -> bytes:
        body, encoding = asked.body, asked.headers["content-encoding"]  # type: ignore[attr-defined]
        sizes.append(len(wire.read_batch(wire.decompress(body, encoding))[1]))
        fake.script.append(only_one)
        if sizes[-1] > 1:
            return answer(400, Problem(code))
        return proper()  # type: ignore[operator,no-any-return]

    fake.script.append(only_one)
    assert push(bare, held=known).acked_seq == 8
    assert sizes == [8, 4, 2, *[1] * 8]


def test_one_entry_that_is_refused_alone_is_told_not_tried_for_ever(
    bare: Till, fake: FakeOrganizer
) -> None:
    register = join_and_open(bare, fake)
    fake.script.extend([saying(answer(413, Problem("batch_too_large")))] * 20)
    with pytest.raises(Refused, match="batch_too_large"):
        push(bare, held=fake.watermark(register))
    assert len(fake.script) == 18


def test_a_server_that_says_gap_without_end_is_given_up(bare: Till, fake: FakeOrganizer) -> None:
    register = join_and_open(bare, fake)
    gap = answer(409, Problem("gap", {}, fake.watermark(register)))
    fake.script.extend([saying(gap)] * 20)
    with pytest.raises(Refused, match="gap"):
        push(bare, held=fake.watermark(register))
    assert len(fake.script) == 16


def test_a_server_that_takes_and_never_holds_is_given_up(bare: Till, fake: FakeOrganizer) -> None:
    register = join_and_open(bare, fake)
    nothing = answer(200, fake.watermark(register))
    fake.script.extend([saying(nothing)] * 20)
    with pytest.raises(LapakError, match="server_not_lapak"):
        push(bare, held=fake.watermark(register))
    assert len(fake.script) == 19


def test_a_fork_is_told_with_what_the_server_holds(bare: Till, fake: FakeOrganizer) -> None:
    register = join_and_open(bare, fake)
    fake.script.append(saying(answer(409, Problem("fork", {}, fake.watermark(register)))))
    with pytest.raises(Refused, match="fork"):
        push(bare, held=fake.watermark(register))


def test_another_server_at_the_address_gets_nothing(bare: Till, fake: FakeOrganizer) -> None:
    join_and_open(bare, fake)
    with FakeOrganizer() as other:
        other.server_id = fake.server_id
        moved = link_of(bare)

        def move(work: object) -> None:
            link = SyncLink(
                moved.register, other.address, moved.token, moved.server_id, moved.server_key
            )
            sync_links.save(work.db, link)  # type: ignore[attr-defined]

        bare.write(move).result()
        with pytest.raises(LapakError, match="server_changed"):
            push(bare)
        assert [asked.method for asked in other.asked] == ["GET"]


def test_a_receipt_for_another_register_is_no_receipt(bare: Till, fake: FakeOrganizer) -> None:
    join_and_open(bare, fake)
    fake.script.append(saying(answer(200, fake.watermark("another register"))))
    with pytest.raises(LapakError, match="server_changed"):
        push(bare)


def test_a_token_that_was_revoked_drops_nothing(bare: Till, organizer: Organizer) -> None:
    register = join_and_open(bare, organizer)
    wrong = requests.get(
        organizer.address + wire.WATERMARK_PATH.format(register=register),
        headers={"Authorization": "Bearer wrong"},
        timeout=30,
    )
    assert wrong.status_code == 401
    link = link_of(bare)

    def lose_token(work: object) -> None:
        spoiled = SyncLink(link.register, link.address, "x", link.server_id, link.server_key)
        sync_links.save(work.db, spoiled)  # type: ignore[attr-defined]

    bare.write(lose_token).result()
    with pytest.raises(Refused) as caught:
        push(bare)
    assert caught.value.status == 401
    assert waiting(bare) == 3
