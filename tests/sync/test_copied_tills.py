"""A till whose data was copied or restored: both branches are known to the organizer."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.services.till import Till
from sync.client.join import join
from sync.server import accounts
from sync.server.rows import ForkRow
from tests.drivers.lines import entries, push
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import database_in, make_till, open_shop, sell

PASSWORD = "rahasia-besar"


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[RealOrganizer]:
    with RealOrganizer(tmp_path) as made:
        yield made


@pytest.fixture
def copies(tmp_path: Path, organizer: RealOrganizer) -> Iterator[tuple[Till, Till]]:
    """A till that sold and sent, and a copy of its whole folder on a second machine."""
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
    accounts.create_account(organizer.fair.office, "sri", PASSWORD)
    with requests.Session() as browser:
        browser.trust_env = False
        login = browser.get(f"{organizer.address}/login?lang=en", timeout=30).text
        seal = re.findall(r'name="seal" value="([0-9a-f]{64})"', login)[0]
        form = {"name": "sri", "password": PASSWORD, "seal": seal}
        browser.post(f"{organizer.address}/login", data=form, timeout=30)
        return browser.get(f"{organizer.address}/expos/{organizer.fair.expo.id}", timeout=30).text


def test_the_organizer_sees_two_copies_of_a_till_and_has_the_sales_of_both(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    sell(original)
    push(original)
    for _ in range(2):
        sell(copy)
    assert refused(copy) == "journal_forked"
    assert organizer.booth().status == "forked"
    assert evidence(organizer) == entries(copy)[-2:]
    assert "Two copies of one till" in page(organizer)


def test_what_a_copy_sells_later_is_kept_too_and_nothing_of_it_twice(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, copy = copies
    sell(original)
    push(original)
    for sold in range(1, 4):
        sell(copy)
        assert refused(copy) == "journal_forked"
        assert evidence(organizer) == entries(copy)[-sold:]


def test_the_sales_of_a_restored_till_are_seen_before_they_reach_what_it_had(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, restored = copies
    for _ in range(3):
        sell(original)
    push(original)
    sell(restored)
    assert refused(restored) == "till_restored"
    assert organizer.booth().status == "forked"
    assert evidence(organizer) == entries(restored)[-1:]


def test_a_restored_till_that_sold_nothing_since_is_missing_nothing(
    organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, restored = copies
    sell(original)
    push(original)
    assert refused(restored) == "till_restored"
    assert organizer.booth().status == "complete"


def test_a_database_that_was_copied_without_its_key_is_told_as_that(
    tmp_path: Path, organizer: RealOrganizer, copies: tuple[Till, Till]
) -> None:
    original, _ = copies
    sell(original)
    push(original)
    database_in(tmp_path / "bare").parent.mkdir(parents=True)
    shutil.copy(database_in(tmp_path / "second"), database_in(tmp_path / "bare"))
    bare = make_till(tmp_path / "bare")
    sell(bare)
    assert refused(bare) == "signature_wrong"
    bare.close()
