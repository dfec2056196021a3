"""What the organizer's page says of passing on."""

import pytest

from resources.translations import Catalog
from sync.server.pages.relay_words import relay_chips
from sync.server.relays import passing_on, relayed
from sync.wire import RelayedRegister
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import Client, browser, log_in

__all__ = ["browser"]


def chips(fair: Fair) -> list[tuple[str, str]]:
    with fair.office.database.read() as connection:
        shown = relay_chips(connection, fair.expo.id, "Asia/Jakarta", Catalog("en"))
    return [(chip.tone, chip.text) for chip in shown]


def heard(fair: Fair, problem: str = "") -> None:
    passing_on.note_upstream(fair.office, "https://pusat.test", "server-2", problem)


def test_a_server_that_passes_nothing_on_says_nothing(sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    assert chips(sqlite_fair) == []


@pytest.mark.parametrize(
    ("problem", "tone", "told"),
    [
        ("", "soft", "Being passed on to the central server: 4 entries to go"),
        ("server_unreachable", "gold", "not reached, last heard 22 Nov 2026 18:00 WIB: 4 entries"),
        ("token_revoked", "danger", "knows this relay key no more: 4 entries"),
        ("closing_differs", "danger", "closed here and at the central server with different"),
        ("server_changed", "danger", "takes nothing (server_changed): 4 entries"),
    ],
)
def test_what_waits_and_why_is_said(sqlite_fair: Fair, problem: str, tone: str, told: str) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    heard(sqlite_fair)
    heard(sqlite_fair, problem)
    [(shown, text)] = chips(sqlite_fair)
    assert (shown, told in text) == (tone, True), text


def test_a_register_that_is_refused_there_is_told(sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    heard(sqlite_fair)
    with sqlite_fair.office.database.read() as connection:
        [one] = passing_on.registers(connection, "server-2")
    passing_on.note_problem(sqlite_fair.office, "server-2", one, "fork")
    [(tone, text)] = chips(sqlite_fair)
    assert (tone, "refuses 1 of the tills" in text) == ("danger", True)


def test_the_centres_page_names_the_hall(browser: Client, sqlite_fair: Fair) -> None:
    token = relayed.create_relay_key(sqlite_fair.office, "aula").split(".")[0]
    till = sqlite_fair.till()
    expo = type(sqlite_fair.expo)("hall-expo", "Pameran Aula")
    request = till.join_request("")
    known = (request.register, "K1", request.public_key, request.install_id, request.version)
    booth = sqlite_fair.booths["A1"]
    relayed.introduce(sqlite_fair.office, token, RelayedRegister(expo, booth, *known))
    log_in(browser)
    assert "Passed on by the server aula" in browser.get("/expos/hall-expo").text
