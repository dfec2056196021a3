"""Pages that keep themselves up to date, in a real browser whose network comes and goes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from pos_app.domain.money import format_rupiah
from sync.server.accounts import people
from sync.server.app import app_for
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair, prepared
from tests.drivers.web.browser import chromium, open_page, running_browser
from tests.drivers.web.organizer import PASSWORD, OrganizerAtWork

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("chromium"),
]
LOST = re.compile(r"Tidak ada koneksi sejak \d\d\.\d\d\.\d\d\. Angka .* dari \d\d\.\d\d\.\d\d;")
PATIENCE_MS = 30_000


@pytest.fixture
def fair(tmp_path: Path) -> Fair:
    return Fair(open_office(str(prepared(tmp_path / "organizer.db"))))


@pytest.fixture
def till(fair: Fair) -> PaperTill:
    sold = fair.till(sales=3)
    fair.push(sold)
    return sold


@pytest.fixture
def page(fair: Fair, till: PaperTill) -> Iterator[Page]:
    people.create_account(fair.office, "sri", PASSWORD)
    with (
        RunningServer(app_for(fair.office)) as server,
        running_browser() as browser,
        open_page(browser, "phone") as opened,
    ):
        person = OrganizerAtWork(opened, server.url)
        person.log_in()
        yield opened


def go_to(page: Page, fair: Fair, end: str) -> None:
    address = re.match(r"https?://[^/]+", page.url)
    assert address
    page.goto(f"{address[0]}/expos/{fair.expo.id}{end}", wait_until="load")


def sums(page: Page, till: PaperTill) -> None:
    """Wait until the page shows what the till took."""
    figures = page.locator("#live section.figures")
    expect(figures).to_contain_text(format_rupiah(till.total), timeout=PATIENCE_MS)


@pytest.mark.parametrize("end", ["", "/booths/A1"])
def test_a_lost_network_takes_nothing_from_a_page_that_goes_on_when_it_is_back(
    page: Page, fair: Fair, till: PaperTill, end: str
) -> None:
    go_to(page, fair, end)
    sums(page, till)
    shown = page.locator("#live").inner_text()
    expect(page.locator("#offline")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_have_text(LOST)
    assert page.locator("#live").inner_text() == shown
    till.sell(2)
    fair.push(till)
    page.context.set_offline(False)
    sums(page, till)
    expect(page.locator("#offline")).to_be_hidden()


def test_a_server_that_answers_no_more_is_told_with_the_figures_left_as_they_were(
    page: Page, fair: Fair, till: PaperTill
) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=503, body="<p>gone</p>")

    go_to(page, fair, "")
    sums(page, till)
    shown = page.locator("#live").inner_text()
    page.route("**/live?*", fail)
    expect(page.locator("#offline")).to_have_text(LOST, timeout=PATIENCE_MS)
    assert page.locator("#live").inner_text() == shown
    page.unroute("**/live?*", fail)
    expect(page.locator("#offline")).to_be_hidden(timeout=PATIENCE_MS)
