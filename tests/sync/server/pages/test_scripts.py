"""What runs in the organizer's browser: files of ours alone, kept for good, never from within."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import resources
from sync.server.accounts import people
from sync.server.pages.look import asset
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import PASSWORD, log_in

Client = TestClient[Litestar]
WITHIN = re.compile(
    r"<script(?![^>]*\ssrc=)|<script[^>]*>\s*[^<\s]|<style|\sstyle\s*=|<[^>]+\son[a-z]+\s*=|javascript:"
    r"|hx-on|hx-vals=.js",
    re.IGNORECASE,
)
TEMPLATES = sorted(resources.path("web").glob("*.html"))
MOST_PAGES = 120


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return client


def pages(browser: Client) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by links from the first one."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop()
        answer = browser.get(path)
        if "text/html" not in answer.headers["content-type"]:
            continue
        yield path, answer.text
        for link in re.findall(r'href="(/[^"#]*)"', answer.text):
            known = re.sub(r"\?.*", "", link)
            if known not in seen and not known.startswith("/assets/"):
                seen.add(known)
                waiting.append(known)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_no_template_has_a_script_or_style_within(template: Path) -> None:
    text = re.sub(r"\{[{#].*?[}#]\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not WITHIN.search(text)


def test_no_page_that_can_be_reached_has_a_script_or_style_within(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=3)
    till.void(till.sales[0])
    sqlite_fair.push(till)
    found = dict(pages(browser))
    assert f"/expos/{sqlite_fair.expo.id}" in found
    assert [path for path, text in found.items() if WITHIN.search(text)] == []


def test_a_page_may_load_scripts_and_styles_from_here_only(browser: Client) -> None:
    policy = browser.get("/").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert {rules[name] for name in ("script-src", "style-src", "connect-src")} == {"'self'"}


@pytest.mark.parametrize(
    "name", ["style.css", "vendor/htmx-2.0.11.min.js", "vendor/uplot-1.6.32.min.js"]
)
def test_what_names_its_content_is_kept_for_good(client: Client, name: str) -> None:
    answer = client.get(asset(name))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(f"/assets/{name}").headers["cache-control"] == "public, max-age=3600"


def test_scripts_of_others_have_their_licence_beside_them() -> None:
    folder = resources.path("web", "vendor")
    named = {file.name.split("-")[0] for file in folder.glob("*.min.*")}
    assert named == {file.name.split("-")[0] for file in folder.glob("*-LICENSE.txt")}
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert all(file.name in told for file in folder.glob("*.min.*"))
