"""Every row of the contract's table that the server answers, on SQLite and on PostgreSQL."""

import gzip
import re
import threading
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select

from pos_app.domain import journal
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from sync import wire
from sync.server.fair import joining
from sync.server.intake.receive import RefusalError, held, receive
from sync.server.store.database import Database
from sync.server.store.rows import ForkRow, JournalRow, RegisterRow
from sync.wire import JoinRequest
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair
from tests.sync.server.journals.golden_batches import (
    BATCHES,
    HEAD,
    PUBLIC_KEY,
    REGISTER,
    SALES,
    TOTAL,
)

AT = re.compile(rb'"at":"[^"]*"')


def stored(fair: Fair, till: PaperTill) -> list[bytes]:
    """The entries that the server holds of a till, in order."""
    with fair.office.database.read() as connection:
        rows = connection.execute(
            select(JournalRow.entry)
            .where(JournalRow.register_id == till.register)
            .order_by(JournalRow.seq)
        )
        return list(rows.scalars())


def evidence(database: Database) -> list[bytes | None]:
    """The entries that are kept of other branches."""
    with database.read() as connection:
        return list(connection.execute(select(ForkRow.entry).order_by(ForkRow.seq)).scalars())


def refused(fair: Fair, till: PaperTill, raw: bytes) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        fair.push(till, raw)
    return caught.value


def test_what_is_acknowledged_is_stored_byte_for_byte(fair: Fair) -> None:
    till = fair.till(sales=5)
    mark = fair.push(till)
    assert (mark.acked_seq, mark.acked_hash) == (till.head.seq, till.head.hash.hex())
    assert stored(fair, till) == till.entries


def test_the_receipt_is_signed_by_the_server(fair: Fair) -> None:
    till = fair.till(sales=1)
    mark = fair.push(till)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(mark.server_key))
    key.verify(bytes.fromhex(mark.receipt), wire.receipt_message(mark, till.register))
    assert mark.server_key == fair.office.identity.public_key


def test_the_same_entries_again_change_nothing(fair: Fair) -> None:
    till = fair.till(sales=3)
    first = fair.push(till)
    totals = fair.totals()
    assert fair.push(till) == first
    assert fair.totals() == totals
    assert stored(fair, till) == till.entries


def test_entries_that_overlap_what_is_held_are_continued(fair: Fair) -> None:
    till = fair.till(sales=4)
    fair.push(till, till.batch(upto=4))
    mark = fair.push(till, till.batch(after=1))
    assert mark.acked_seq == len(till.entries)
    assert stored(fair, till) == till.entries


def test_other_entries_under_a_held_number_are_a_fork_and_kept_as_evidence(fair: Fair) -> None:
    till = fair.till(sales=3)
    second = till.copied(seed=8)
    till.sell(2)
    second.sell(1)
    fair.push(till)
    refusal = refused(fair, second, second.batch(after=3))
    assert refusal.code == "fork"
    assert refusal.watermark.acked_seq == till.head.seq
    assert stored(fair, till) == till.entries
    assert second.entries[-1] in evidence(fair.office.database)
    assert fair.booth().status == "forked"
    assert fair.booth().sales == len(till.sales)


def test_a_fork_told_twice_is_kept_once(fair: Fair) -> None:
    till = fair.till(sales=3)
    second = till.copied(seed=8)
    till.sell(1)
    second.sell(1)
    fair.push(till)
    refused(fair, second, second.batch())
    kept = evidence(fair.office.database)
    refused(fair, second, second.batch())
    assert evidence(fair.office.database) == kept


def test_a_chain_that_starts_on_another_branch_is_a_fork(fair: Fair) -> None:
    till = fair.till(sales=2)
    second = till.copied(seed=8)
    till.sell(1)
    second.sell(3)
    fair.push(till)
    assert refused(fair, second, second.batch(after=till.head.seq)).code == "fork"


def test_a_head_on_another_branch_is_a_fork_even_without_entries(fair: Fair) -> None:
    till = fair.till(sales=2)
    second = till.copied(seed=8)
    till.sell(1)
    second.sell(1)
    fair.push(till)
    assert refused(fair, second, second.heartbeat()).code == "fork"


def test_a_head_that_contradicts_the_entries_sent_with_it_is_a_fork(fair: Fair) -> None:
    till = fair.till(sales=2)
    wrong = Head(till.register, till.head.seq, b"\1" * 32)
    assert refused(fair, till, till.batch(head=wrong)).code == "fork"
    assert stored(fair, till) == []


def test_two_heads_of_the_same_number_are_a_fork_before_either_is_held(fair: Fair) -> None:
    till = fair.till(sales=2)
    second = till.copied(seed=8)
    till.sell(1)
    second.sell(1)
    fair.push(till, till.heartbeat())
    assert refused(fair, second, second.heartbeat()).code == "fork"


def test_entries_that_fit_are_taken_although_a_copy_declared_another_head(fair: Fair) -> None:
    till = fair.till(sales=2)
    second = till.copied(seed=8)
    second.sell(2)
    till.sell(1)
    fair.push(till, till.batch(upto=3))
    fair.push(second, second.heartbeat())
    till.sell(2)
    assert fair.push(till, till.batch(after=3)).acked_seq == till.head.seq
    assert stored(fair, till) == till.entries
    assert fair.booth().status == "forked"


def test_a_branch_carried_on_by_a_new_register_is_no_longer_open(fair: Fair) -> None:
    till = fair.till(sales=2)
    second = till.copied(seed=8)
    till.sell(1)
    carried = second.sell(1)
    fair.push(till)
    refused(fair, second, second.batch())
    renewed = fair.till(seed=99, continues=till.head)
    renewed.add_sale(carried[0])
    fair.push(renewed)
    assert fair.booth().status == "complete"
    assert fair.booth().total == till.total + carried[0].total


def test_entries_beyond_what_is_held_are_a_gap_with_the_watermark(fair: Fair) -> None:
    till = fair.till(sales=5)
    fair.push(till, till.batch(upto=2))
    refusal = refused(fair, till, till.batch(after=4))
    assert refusal.code == "gap"
    assert refusal.watermark.acked_seq == 2
    assert fair.push(till, till.batch(after=2)).acked_seq == till.head.seq


def test_after_a_gap_the_organizer_knows_what_is_missing(fair: Fair) -> None:
    till = fair.till(sales=5)
    refused(fair, till, till.batch(after=4))
    assert (fair.booth().declared, fair.booth().held, fair.booth().missing) == (7, 0, 7)
    assert fair.booth().status == "behind"


def test_a_heartbeat_declares_the_head_and_stores_nothing(fair: Fair) -> None:
    till = fair.till(sales=3)
    assert fair.push(till, till.heartbeat()).acked_seq == 0
    assert (fair.booth().missing, fair.booth().status) == (5, "behind")
    assert stored(fair, till) == []


def test_a_batch_declares_entries_that_follow_later(fair: Fair) -> None:
    till = fair.till(sales=5)
    fair.push(till, till.batch(upto=3))
    assert (fair.booth().declared, fair.booth().held) == (7, 3)


def test_an_older_head_that_arrives_late_does_not_lower_the_declared_one(fair: Fair) -> None:
    till = fair.till(sales=3)
    early = till.batch()
    till.sell(2)
    fair.push(till, till.heartbeat())
    fair.push(till, early)
    assert fair.booth().declared == till.head.seq


def test_a_register_that_was_restored_hears_what_is_held_beyond_its_head(fair: Fair) -> None:
    till = fair.till(sales=3)
    restored = till.copied(seed=8)
    till.sell(2)
    fair.push(till)
    assert fair.push(restored, restored.heartbeat()).acked_seq == till.head.seq


@pytest.mark.parametrize("protocol", [wire.OLDEST_PROTOCOL, wire.PROTOCOL])
def test_what_tills_of_each_protocol_have_sent_is_still_taken(fair: Fair, protocol: int) -> None:
    request = JoinRequest(fair.join_code(), REGISTER, PUBLIC_KEY, "install", "0.1")
    token = joining.join(fair.office, request, "10.0.0.1").token
    mark = receive(fair.office, token, REGISTER, BATCHES[protocol], "zstd")
    assert mark.acked_seq == HEAD
    assert (fair.booth().sales, fair.booth().total) == (SALES, TOTAL)
    assert fair.booth().status == "complete"


def test_there_is_a_kept_batch_of_each_protocol() -> None:
    assert BATCHES.keys() == {wire.OLDEST_PROTOCOL, wire.PROTOCOL}
    for protocol, packed in BATCHES.items():
        assert wire.read_header(wire.decompress(packed, "zstd")).protocol == protocol


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda raw: raw[:-1], "batch_torn"),
        (lambda raw: raw[: len(raw) // 2], "batch_torn"),
        (lambda raw: b"not json\n" + raw, "batch_unreadable"),
        (lambda raw: raw[:0], "batch_unreadable"),
        (lambda raw: raw.replace(b'"protocol":2', b'"protocol":9'), "protocol_unknown"),
        (lambda raw: raw.replace(b'"kind"', b'"kinf"', 1), "entry_unreadable"),
        (lambda raw: raw + b"x" * wire.MAX_RAW_BYTES, "batch_too_large"),
    ],
)
def test_a_damaged_batch_is_refused_and_stores_nothing(
    fair: Fair, damage: Callable[[bytes], bytes], code: str
) -> None:
    till = fair.till(sales=3)
    with pytest.raises(LapakError) as caught:
        fair.push(till, damage(till.batch()))
    assert caught.value.code == code
    assert stored(fair, till) == []
    assert fair.booth().last_seen is None


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_outside_of_the_calendar_is_refused_and_stores_nothing(fair: Fair, at: str) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    before = till.entries[-1]
    data = AT.sub(f'"at":"{at}"'.encode(), before, 1)
    till.append_raw(data.replace(b'"seq":3', b'"seq":4'))
    with pytest.raises(LapakError, match="entry_unreadable"):
        fair.push(till, till.batch(after=3))
    assert len(stored(fair, till)) == 3


def test_a_torn_packet_is_refused_and_stores_nothing(fair: Fair) -> None:
    till = fair.till(sales=30)
    packed = wire.compress(till.batch())
    with pytest.raises(LapakError) as caught:
        receive(fair.office, till.token, till.register, packed[: len(packed) // 2], "zstd")
    assert caught.value.code in {"batch_torn", "batch_unreadable"}
    assert stored(fair, till) == []


def test_a_small_packet_that_unpacks_to_a_large_one_is_refused(fair: Fair) -> None:
    till = fair.till()
    bomb = gzip.compress(bytes(50 * wire.MAX_RAW_BYTES))
    with pytest.raises(LapakError) as caught:
        receive(fair.office, till.token, till.register, bomb, "gzip")
    assert caught.value.code == "batch_too_large"


@pytest.mark.parametrize("encoding", ["gzip", "identity", "zstd"])
def test_each_packing_is_understood(fair: Fair, encoding: str) -> None:
    till = fair.till(sales=2)
    raw = till.batch()
    packings: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "identity": bytes,
        "zstd": wire.compress,
    }
    packed = packings[encoding](raw)
    mark = receive(fair.office, till.token, till.register, packed, encoding)
    assert mark.acked_seq == till.head.seq


def test_a_wrong_signature_is_refused_and_stores_nothing(fair: Fair) -> None:
    till = fair.till(sales=2)
    forger = PaperTill(seed=55)
    till.key = forger.key
    with pytest.raises(LapakError, match="signature_wrong"):
        fair.push(till)
    assert stored(fair, till) == []
    assert fair.booth().declared == 0


def test_a_signature_that_is_no_hex_is_refused(fair: Fair) -> None:
    till = fair.till(sales=1)
    signature = till.key.sign(journal.head_message(till.head)).hex().encode()
    with pytest.raises(LapakError, match="signature_wrong"):
        fair.push(till, till.batch().replace(signature, b"zz"))


def test_entries_of_another_register_are_refused(fair: Fair) -> None:
    till, other = fair.till(sales=1), fair.till(seed=8, sales=1)
    foreign = till.write(till.head_at(0), other.entries, till.head_at(len(other.entries)))
    with pytest.raises(LapakError, match="entry_of_another_register"):
        fair.push(till, foreign)


def test_a_batch_under_another_registers_name_is_refused(fair: Fair) -> None:
    till, other = fair.till(sales=1), fair.till(seed=8, sales=1)
    with pytest.raises(LapakError, match="batch_of_another_register"):
        fair.push(till, other.batch())


def test_entries_out_of_order_are_refused(fair: Fair) -> None:
    till = fair.till(sales=3)
    swapped = [*till.entries[:2], till.entries[3], till.entries[2]]
    with pytest.raises(LapakError, match="entry_out_of_order"):
        fair.push(till, till.write(till.head_at(0), swapped, till.head))


@pytest.mark.parametrize("seq", [2**53 + 1, 2**64, 2**200])
def test_a_head_beyond_all_reason_is_refused(fair: Fair, seq: int) -> None:
    till = fair.till(sales=1)
    raw = till.batch().replace(b'"head_seq":3', f'"head_seq":{seq}'.encode())
    with pytest.raises(LapakError, match="batch_unreadable"):
        fair.push(till, raw)


def test_an_unknown_kind_is_stored_acknowledged_and_quarantined(fair: Fair) -> None:
    till = fair.till(sales=1)
    till.append("moon.landed", Head("x"))
    till.sell(1)
    mark = fair.push(till)
    assert (mark.acked_seq, mark.quarantined) == (till.head.seq, 1)
    assert (fair.booth().quarantined, fair.booth().status) == (1, "quarantined")
    assert fair.booth().total == till.total


def test_a_newer_version_of_a_known_kind_is_stored_and_quarantined(fair: Fair) -> None:
    till = fair.till()
    sold = till.make_sale()
    data = journal.encode(till.register, 3, till.now, "sale.completed", sold)
    till.append_raw(data.replace(b'{"v":1', b'{"v":2'))
    assert fair.push(till).quarantined == 1
    assert fair.booth().sales == 0


def test_a_sale_that_cannot_be_projected_is_never_refused(fair: Fair) -> None:
    till = fair.till()
    good = till.make_sale()
    bad = msgspec.structs.replace(good, total=good.total + 1)
    huge = msgspec.structs.replace(till.make_sale(), total=10**30, subtotal=10**30)
    odd = msgspec.structs.replace(till.make_sale(), receipt_number="A\0B")
    for each in (bad, huge, odd):
        till.append("sale.completed", each)
    till.append("sale\0completed", good)
    till.add_sale(good)
    mark = fair.push(till)
    assert (mark.acked_seq, mark.quarantined) == (till.head.seq, 4)
    assert stored(fair, till) == till.entries
    assert (fair.booth().sales, fair.booth().total) == (1, good.total)


def test_a_clock_ahead_or_running_backwards_is_noted_not_refused(fair: Fair, clock: Clock) -> None:
    till = fair.till(sales=1)
    till.now -= timedelta(hours=1)
    till.sell(1)
    till.now = clock.now + timedelta(minutes=6)
    till.sell(1)
    assert fair.push(till).acked_seq == till.head.seq
    with fair.office.database.read() as connection:
        noted = connection.execute(
            select(RegisterRow.clock_back_seq, RegisterRow.clock_ahead_seq)
        ).one()
    assert tuple(noted) == (4, 5)


def test_two_pushes_at_once_store_every_entry_once(fair: Fair) -> None:
    till = fair.till(sales=60)
    answers: list[object] = []

    def push() -> None:
        try:
            answers.extend(
                fair.push(till, till.batch(upto=upto)).acked_seq for upto in range(10, 70, 10)
            )
        except Exception as error:  # noqa: BLE001 handed to the test's own thread
            answers.append(error)

    threads = [threading.Thread(target=push) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer for answer in answers if not isinstance(answer, int)] == []
    fair.push(till)
    assert stored(fair, till) == till.entries
    assert (fair.booth().sales, fair.booth().total) == (60, till.total)


def test_registers_that_push_at_once_are_all_counted(fair: Fair) -> None:
    tills = [fair.till(booth, seed, sales=20) for seed, booth in enumerate(["A1", "A1", "B2"])]
    failures: list[Exception] = []

    def push(till: PaperTill) -> None:
        try:
            for after in range(0, len(till.entries), 4):
                fair.push(till, till.batch(after, after + 4))
        except Exception as error:  # noqa: BLE001 handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=push, args=[till]) for till in tills]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert fair.totals().total == sum(till.total for till in tills)
    assert fair.totals().complete == 2


def test_a_watermark_says_what_is_held(fair: Fair) -> None:
    till = fair.till(sales=2)
    assert held(fair.office, till.token, till.register).acked_seq == 0
    mark = fair.push(till)
    assert held(fair.office, till.token, till.register) == mark


def test_evidence_of_a_fork_is_kept_in_bounds(fair: Fair) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    for seed in range(3):
        second = till.copied(seed)
        second.entries, second.hashes = second.entries[:2], second.hashes[:3]
        second.sell(900)
        refused(fair, second, second.batch())
    with fair.office.database.read() as connection:
        kept = connection.execute(select(func.count()).select_from(ForkRow)).scalar_one()
    assert 900 < kept <= 2000
