"""The log of attempts and the organizer's receipts: kept over restarts, without anybody's data."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos_app.services import outbox, sync_log
from pos_app.services.organizer import SyncKind
from pos_app.services.sync_log import Attempt
from sync import wire
from sync.client.join import join
from tests.drivers.fake_organizer import TOKEN, FakeOrganizer
from tests.drivers.lines import IMPATIENT, open_line, register_id
from tests.drivers.tills import MORNING, Clock, make_till, open_shop, sell


def test_only_the_last_hundred_attempts_are_kept_also_over_a_restart(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    for number in range(103):
        till.write(sync_log.note, Attempt(MORNING, "offline", "x", 0, number, 1)).result()
    till.close()
    again = make_till(tmp_path)
    kept = again.read(sync_log.attempts).result()
    assert [one.waiting for one in kept] == list(range(3, 103))
    again.close()


def test_what_is_saved_for_support_tells_nobodys_data(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    with FakeOrganizer() as fake:
        join(till, fake.address, fake.join_code())
        open_shop(till)
        sell(till)
        with open_line(till) as opened:
            opened.until_sent(4)
        fake.go_down()
        with open_line(till, IMPATIENT) as opened:
            opened.until(SyncKind.OFFLINE)
        fake.come_up()
    text = till.read(sync_log.support_text).result().decode()
    assert "server: http, IPv4" in text
    assert ";synced;;4;0;" in text
    assert ";offline;server_unreachable;0;0;" in text
    for secret in (TOKEN, "127.0.0.1", register_id(till), "A1", "Batik", "000001"):
        assert secret not in text
    till.close()


def test_the_organizers_receipt_is_kept_and_can_be_verified_later(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    with FakeOrganizer() as fake:
        join(till, fake.address, fake.join_code())
        open_shop(till)
        with open_line(till) as opened:
            opened.until_sent(3)
    till.close()
    again = make_till(tmp_path)
    kept = again.read(sync_log.latest_receipt).result()
    assert kept is not None
    assert kept.acked_seq == 3
    mark = wire.Watermark(
        kept.server_id, kept.generation, kept.acked_seq, kept.acked_hash, "", kept.server_key
    )
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(kept.server_key))
    key.verify(bytes.fromhex(kept.receipt), wire.receipt_message(mark, kept.register))
    again.close()


def test_the_oldest_entry_that_waits_is_known(tmp_path: Path) -> None:
    clock = Clock()
    till = make_till(tmp_path, clock)
    with FakeOrganizer() as fake:
        join(till, fake.address, fake.join_code())
        open_shop(till)
        began = till.read(outbox.backlog).result().since
        assert began is not None
        fake.go_down()
        clock.move(hours=3)
        sell(till)
        with open_line(till, IMPATIENT) as opened:
            told = opened.until(SyncKind.OFFLINE)
            assert 175 <= told.overdue_min <= 185
        fake.come_up()
        with open_line(till) as opened:
            opened.until_sent(4)
            assert opened.line.state.overdue_min == 0
    assert till.read(outbox.backlog).result() == outbox.Backlog(0, None)
    till.close()
