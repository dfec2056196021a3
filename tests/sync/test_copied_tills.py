"""A till whose data was copied or restored: it goes on as another register, and nothing is lost."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.services import identity, outbox
from pos_app.services.identity import Because
from pos_app.services.organizer import SyncKind
from pos_app.services.till import Till
from pos_app.store import verification
from sync.client.continuing import enrol
from sync.client.duty import Duty
from sync.client.join import join
from sync.client.news import News
from sync.client.pace import PACE
from sync.client.rounds import Rounds
from sync.server.accounts import people
from sync.server.store.rows import ForkRow
from tests.drivers.lines import SURE, entries, open_line, push, register_id
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import database_in, make_till, open_shop, sell

PASSWORD = "rahasia-besar"


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[RealOrganizer]:
    with RealOrganizer(tmp_path) as made:
        yield made


@pytest.fixture
def copies(tmp_path: Path, organizer: RealOrganizer) -> Iterator[tuple[Till, Till]]:
    """A till that sold and sent, and a copy of its whole folder on the same machine."""
    original = make_till(tmp_path / "first")
    join(original, organizer.address, organizer.join_code())
    open_shop(original)
    sell(original)
    push(original)
    original.close()
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    tills = make_till(tmp_path / "first"), make_till(tmp_path / "second")
    yield tills
    for till in tills:
        till.close()


def sent(till: Till) -> str:
    """Let a till's line send all it has; returns the register it ends up with."""
    with open_line(till) as line:
        line.heard.until(lambda now: now.kind is SyncKind.SYNCED)
    return register_id(till)


def register_code(till: Till) -> str:
    register = till.read(outbox.situation).result().register
    assert register is not None
    return register.code


def refused(till: Till) -> str:
    with pytest.raises(LapakError) as caught:
        push(till)
    return caught.value.code


def evidence(organizer: RealOrganizer) -> list[bytes]:
    """Entries that are kept of other branches."""
    with organizer.fair.office.database.read() as connection:
        kept = connection.execute(select(ForkRow.entry).order_by(ForkRow.seq)).scalars()
        return [bytes(entry) for entry in kept if entry is not None]


def page(organizer: RealOrganizer) -> str:
    """What the organizer sees of the expo in a browser."""
    people.create_account(organizer.fair.office, "sri", PASSWORD)
    with requests.Session() as browser:
        browser.trust_env = False
        login = browser.get(f"{organizer.address}/login?lang=en", timeout=30).text
        seal = re.findall(r'name="seal" value="([0-9a-f]{64})"', login)[0]
        form = {"name": "sri", "password": PASSWORD, "seal": seal}
        browser.post(f"{organizer.address}/login", data=form, timeout=30)
        return browser.get(f"{organizer.address}/expos/{organizer.fair.expo.id}", timeout=30).text


def test_until_a_copy_goes_on_the_organizer_sees_two_and_keeps_what_it_told(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    sell(original)
    push(original)
    for sold in range(1, 3):
        sell(copy)
        assert refused(copy) == "journal_forked"
        assert evidence(organizer) == entries(copy)[-sold:]
    assert organizer.booth().status == "forked"
    assert "Two copies of one till" in page(organizer)


def test_a_copy_goes_on_as_another_register_and_every_sale_counts_once(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    sales = [sell(original).sale, sell(copy).sale, sell(copy).sale]
    first = sent(original)
    second = sent(copy)
    assert (first, second) == (register_id(original), register_id(copy))
    assert first != second
    sales += [sell(original).sale, sell(copy).sale]
    assert (sent(original), sent(copy)) == (first, second)
    booth = organizer.booth()
    assert (booth.status, booth.sales) == ("complete", 6)
    assert booth.total == sum(sale.total for sale in sales) + sales[0].total
    assert sales[-1].receipt_number == f"A1-{register_code(copy)}-000001"
    assert verification.verify(copy.path).sales == 4


def test_a_till_restored_without_a_mark_goes_on_when_the_organizer_answers(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, restored = copies
    for _ in range(3):
        sell(original)
    push(original)
    sell(restored)
    assert sent(restored) != register_id(original)
    booth = organizer.booth()
    assert (booth.status, booth.sales) == ("complete", 5)


def test_the_line_tells_what_became_of_a_register_that_it_continued(
    copies: tuple[Till, Till],
) -> None:
    original, copy = copies
    sell(original)
    push(original)
    sell(copy)
    with open_line(copy) as line:
        told = line.until(SyncKind.SYNCED).continued
    assert told is not None
    assert (told.before, told.now) == ("A1-K1", f"A1-{register_code(copy)}")


def test_a_restored_till_that_sold_nothing_since_is_missing_nothing(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, restored = copies
    sell(original)
    push(original)
    before = organizer.held(register_id(original))
    sent(restored)
    assert organizer.held(register_id(original)) == before
    assert (organizer.booth().status, organizer.booth().sales) == ("complete", 2)
    assert not any(b"entry.carried" in entry for entry in entries(restored))


def test_a_database_that_was_copied_without_its_key_hands_its_sales_over_all_the_same(
    tmp_path: Path, organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, second = copies
    sell(second)
    second.close()
    database_in(tmp_path / "bare").parent.mkdir(parents=True)
    shutil.copy(database_in(tmp_path / "second"), database_in(tmp_path / "bare"))
    sell(original)
    push(original)
    bare = make_till(tmp_path / "bare")
    assert bare.continued is not None
    sell(bare)
    sent(bare)
    assert (organizer.booth().status, organizer.booth().sales) == ("complete", 4)
    bare.close()


def test_what_was_carried_over_is_carried_on_once_when_that_is_restored_too(
    tmp_path: Path, organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    sell(original)
    push(original)
    sell(copy)
    first = sent(copy)
    sell(copy)
    copy.close()
    older = database_in(tmp_path / "second").read_bytes()
    again = make_till(tmp_path / "second")
    sell(again)
    assert sent(again) == first
    again.close()
    database_in(tmp_path / "second").write_bytes(older)
    restored = make_till(tmp_path / "second")
    sell(restored)
    assert sent(restored) != first
    assert (organizer.booth().status, organizer.booth().sales) == ("complete", 6)
    assert verification.verify(restored.path).entries
    restored.close()


def test_a_continuation_without_a_network_is_made_known_when_there_is_one(
    tmp_path: Path, organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, _ = copies
    original.close()
    older = database_in(tmp_path / "first").read_bytes()
    numbers = set()
    organizer.go_down()
    for _ in range(3):
        database_in(tmp_path / "first").write_bytes(older)
        (tmp_path / "first" / "till.mark").write_bytes(
            b'{"register":"gone","seq":9,"hash":"%s"}' % (b"00" * 32)
        )
        till = make_till(tmp_path / "first")
        assert till.continued is not None
        numbers.add(sell(till).sale.receipt_number)
        till.close()
    organizer.come_up()
    assert len(numbers) == 3
    till = make_till(tmp_path / "first")
    sent(till)
    assert organizer.booth().status == "complete"
    assert till.read(outbox.situation).result().waiting == 0
    till.close()


def test_a_register_that_was_locked_out_cannot_be_continued(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    from sync.server.fair.registers import revoke_register

    original, copy = copies
    sell(original)
    push(original)
    sell(copy)
    revoke_register(organizer.fair.office, organizer.fair.expo.id, register_id(original))
    with open_line(copy) as line:
        state = line.until(SyncKind.ATTENTION)
    assert state.code == "token_revoked"
    assert organizer.booth().sales == 2


def test_a_register_that_a_restored_server_does_not_know_any_more_is_made_known_again(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    organizer.remember()
    sell(original)
    push(original)
    sell(copy)
    assert sent(copy) != register_id(original)
    organizer.restore()
    sell(copy)
    sent(copy)
    sent(original)
    assert (organizer.booth().sales, organizer.booth().missing) == (4, 0)


def test_what_a_restored_server_lost_of_an_earlier_register_is_sent_again(
    tmp_path: Path, organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, _ = copies
    organizer.remember()
    sell(original)
    push(original)
    original.close()
    (tmp_path / "first" / "till.install").unlink()
    till = make_till(tmp_path / "first")
    assert till.continued is not None
    sell(till)
    sent(till)
    assert organizer.booth().sales == 3
    organizer.restore()
    sent(till)
    assert organizer.booth().sales == 3
    till.close()


@pytest.fixture
def continued(copies: tuple[Till, Till]) -> Till:
    """A till that sold once more and then went on as another register, and sent nothing since."""
    till, _ = copies
    sell(till)
    till.write(identity.continue_register, till.install, Because.RESTORED).result()
    return till


def test_it_is_also_sent_again_by_a_line_that_never_stopped(
    organizer: RealOrganizer, continued: Till
) -> None:
    organizer.remember()
    rounds = Rounds(continued, News(), PACE, SURE, Duty())
    rounds.send()
    assert organizer.booth().sales == 2
    organizer.restore()
    assert organizer.booth().sales == 1
    rounds.send()
    assert organizer.booth().sales == 2


def test_so_is_what_it_lost_of_an_earlier_register_alone_within_ten_rounds(
    organizer: RealOrganizer, continued: Till
) -> None:
    now = continued.read(outbox.situation).result()
    assert now.register is not None
    assert now.link is not None
    enrol(continued, now.register, now.link, SURE)
    push(continued)
    organizer.remember()
    rounds = Rounds(continued, News(), PACE, SURE, Duty())
    rounds.send()
    organizer.restore()
    rounds.send()
    assert organizer.booth().sales == 1
    for _ in range(9):
        rounds.send()
    assert organizer.booth().sales == 2


def test_what_a_copy_of_a_copy_hands_over_leaves_the_register_to_its_own_machine(
    tmp_path: Path, organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    _, copy = copies
    organizer.remember()
    sell(copy)
    continued = copy.write(identity.continue_register, copy.install, Because.COPIED).result()
    sell(copy)
    sent(copy)
    copy.close()
    shutil.copytree(tmp_path / "second", tmp_path / "third")
    (tmp_path / "third" / "till.install").unlink()
    organizer.restore()
    third, copy = make_till(tmp_path / "third"), make_till(tmp_path / "second")
    sell(third)
    sent(third)
    assert organizer.booth().sales == 4
    sell(copy)
    sent(copy)
    assert (organizer.booth().sales, organizer.booth().missing) == (5, 0)
    assert register_code(copy) == continued.now.rpartition("-")[2]
    third.close()
    copy.close()


def test_what_a_restored_server_lost_and_took_another_branch_for_is_carried_over_whole(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    organizer.remember()
    sell(copy)
    sell(copy)
    push(copy)
    organizer.restore()
    sell(original)
    push(original)
    sell(copy)
    sent(copy)
    assert (organizer.booth().sales, organizer.booth().missing) == (5, 0)


def test_what_a_restored_server_lost_before_what_was_carried_is_carried_too(
    tmp_path: Path, organizer: RealOrganizer
) -> None:
    original = make_till(tmp_path / "first")
    join(original, organizer.address, organizer.join_code())
    organizer.remember()
    open_shop(original)
    sell(original)
    push(original)
    sell(original)
    original.close()
    (tmp_path / "first" / "till.install").unlink()
    till = make_till(tmp_path / "first")
    sell(till)
    sent(till)
    assert organizer.booth().sales == 3
    organizer.restore()
    sent(till)
    assert (organizer.booth().sales, organizer.booth().missing) == (3, 0)
    verification.verify(till.path)
    till.close()
