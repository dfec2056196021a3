"""What the organizer reads of registers that go on as others."""

import argparse

import pytest

from pos_app.domain.continuation import Because
from pos_app.domain.kinds import Kind
from pos_app.domain.register import RegisterOpened
from resources.translations import Catalog
from sync.server.command_line.errands import ERRANDS
from sync.server.fair.continuing import continue_register
from sync.server.figures.continued import continuations
from sync.wire import ContinueRequest
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import Client, browser, log_in

__all__ = ["browser"]


def going_on(fair: Fair, till: PaperTill, because: Because, seed: int = 9) -> PaperTill:
    """A register that continues a till for a reason, and has told so."""
    second = PaperTill(seed)
    request = ContinueRequest("K1WXT", second.register, second.public_key, "install", "0.1")
    second.joined(continue_register(fair.office, till.token, till.register, request))
    second.append(
        Kind.REGISTER_OPENED,
        RegisterOpened(
            code=second.code,
            booth=second.booth,
            expo=second.expo,
            public_key=second.public_key,
            install_id="install",
            zone=second.expo.zone,
            cutoff_minutes=0,
            continues=till.register,
            continues_seq=till.head.seq,
            continues_hash=till.head.hash.hex(),
            because=because,
        ),
    )
    fair.push(second)
    return second


def test_a_moved_register_is_awaited_until_its_old_laptop_has_sent_everything(fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till, till.batch(0, 3))
    second = going_on(fair, till, Because.MOVED)
    with fair.office.database.read() as connection:
        [one] = continuations(connection, fair.expo.id)
    assert (one.earlier, one.register) == (till.register, second.register)
    assert (one.because, one.awaited, one.since) == ("moved", 2, second.now)
    assert fair.push(till).moved_to == "K1WXT"
    with fair.office.database.read() as connection:
        assert continuations(connection, fair.expo.id)[0].awaited == 0


@pytest.mark.parametrize("because", [Because.RESTORED, Because.COPIED])
def test_only_a_booth_that_was_moved_is_told_to_its_old_register(
    fair: Fair, because: Because
) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    going_on(fair, till, because)
    assert fair.push(till).moved_to == ""


def test_the_page_and_the_command_name_what_goes_on_as_what_and_why(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=2)
    sqlite_fair.push(till, till.batch(0, 3))
    going_on(sqlite_fair, till, Because.MOVED)
    log_in(browser)
    page = browser.get(f"/expos/{sqlite_fair.expo.id}/registers").text
    assert "sells on as A1-K1WXT" in page
    assert "1 entry of it is still awaited" in page
    assert "goes on with A1-K1 since 21 Nov 2026" in page
    assert "the booth moved to another laptop" in page
    args = argparse.Namespace(expo=sqlite_fair.expo.id)
    told = "\n".join(ERRANDS["registers"].run(sqlite_fair.office, args, Catalog("en")))
    assert "goes on with A1-K1 since 21 Nov 2026" in told
