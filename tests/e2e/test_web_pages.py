"""Every page of the organizer in a real browser: whole on every screen, usable by everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage

from tests.drivers.web.browser import chromium, open_page, running_browser
from tests.drivers.web.gallery import Gallery, running_gallery
from tests.drivers.web.organizer import OrganizerAtWork

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    with running_gallery(Path(tmp_path_factory.mktemp("gallery"))) as running:
        yield running


@pytest.mark.parametrize(("size", "language"), [("phone", "id"), ("desktop", "en")])
def test_every_page_fits_the_screen_is_accessible_and_breaks_no_rule_of_ours(
    browser: Browser, gallery: Gallery, size: str, language: str
) -> None:
    wrong: dict[str, Any] = {}
    with open_page(browser, size, language) as page:
        said: list[str] = []
        page.on("console", lambda message: _note(said, message))
        page.on("pageerror", lambda error: said.append(str(error)))
        person = OrganizerAtWork(page, gallery.address)
        for logged_in, pages in ((False, gallery.open_pages), (True, gallery.pages)):
            if logged_in:
                person.log_in()
            for name, path in pages.items():
                person.open(path)
                found = Axe().run(page).response["violations"]
                told = [(one["id"], one["nodes"][0]["html"][:120]) for one in found]
                if told or person.overflow():
                    wrong[name] = (told, person.overflow())
    assert wrong == {}
    assert said == []


def _note(said: list[str], message: ConsoleMessage) -> None:
    """What breaks the content policy, or a script; a page that is not there is asked for here."""
    if message.type == "error" and "404" not in message.text:
        said.append(message.text)
