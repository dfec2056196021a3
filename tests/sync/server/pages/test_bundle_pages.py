"""What an organizer does with files and papers: on a page, by a program, on the command line."""

import re
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from pos_app.domain.errors import LapakError
from sync.bundle import acknowledgement
from sync.server.accounts import people, programs
from sync.server.command_line import commands
from tests.drivers.bundles import bundle_of
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.drivers.papers import close, paper_of
from tests.sync.server.pages.test_pages import log_in, seal

Client = TestClient[Litestar]


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", "rahasia-besar")
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return client


def place(fair: Fair) -> str:
    return f"/expos/{fair.expo.id}/brought"


def data_of(fair: Fair, *tills: PaperTill, after: int = 0) -> bytes:
    return bundle_of(*tills, identity=fair.office.identity, after=after)


def send(browser: Client, fair: Fair, files: dict[str, bytes]) -> str:
    form = {"seal": seal(browser.get(place(fair)))}
    sent = [("files", (name, data)) for name, data in files.items()]
    answer = browser.post(place(fair), data=form, files=sent)
    assert answer.status_code == 200
    return str(answer.text)


def test_several_files_are_taken_in_at_once_and_each_is_told(
    browser: Client, sqlite_fair: Fair
) -> None:
    first, second = sqlite_fair.till(sales=4), sqlite_fair.till("B2", 8, sales=2)
    page = send(
        browser,
        sqlite_fair,
        {
            "a.lapak": data_of(sqlite_fair, first),
            "foto.lapak": b"\x89PNG",
            "b.lapak": data_of(sqlite_fair, second),
        },
    )
    assert "A1-K1: 6 new entries; all 6 are here." in page
    assert "B2-K1: 4 new entries; all 4 are here." in page
    assert "This is no data file of a till" in page
    assert page.count('<svg class="qr"') == 2
    assert sqlite_fair.totals().complete == 2


def test_the_confirmation_is_fetched_as_a_file(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    page = send(browser, sqlite_fair, {"a.lapak": data_of(sqlite_fair, till)})
    [link] = re.findall(r'href="(/expos/[^"]*/brought/[^"]*)"', page)
    answer = browser.get(link)
    [told] = acknowledgement.read_file(answer.content)
    assert (told.register, told.acked_seq) == (till.register, 6)
    assert 'filename="A1-K1.lapakack"' in answer.headers["content-disposition"]


def test_what_is_missing_and_what_is_known_is_said(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    page = send(browser, sqlite_fair, {"late.lapak": data_of(sqlite_fair, till, after=3)})
    assert "A1-K1: entries 1 to 3 are missing" in page
    send(browser, sqlite_fair, {"a.lapak": data_of(sqlite_fair, till)})
    page = send(browser, sqlite_fair, {"a.lapak": data_of(sqlite_fair, till)})
    assert "A1-K1: nothing new; all 6 are here." in page


def test_a_form_without_files_or_from_elsewhere_takes_nothing(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=4)
    assert "Choose the files" in send(browser, sqlite_fair, {})
    forged = browser.post(
        place(sqlite_fair),
        data={"seal": "0" * 64},
        files=[("files", ("a.lapak", data_of(sqlite_fair, till)))],
    )
    assert "too old" in forged.text
    assert sqlite_fair.booth().held == 0


def test_a_name_of_a_file_is_only_text(browser: Client, sqlite_fair: Fair) -> None:
    page = send(browser, sqlite_fair, {"<b>../../x\x1b.lapak": b"x"})
    assert "<b>" not in page


def test_nobody_who_is_not_logged_in_brings_anything(client: Client, sqlite_fair: Fair) -> None:
    client.headers["Accept"] = "text/html"
    for answer in (
        client.get(place(sqlite_fair), follow_redirects=False),
        client.post(place(sqlite_fair), follow_redirects=False),
        client.get(f"{place(sqlite_fair)}/x", follow_redirects=False),
        client.post(f"/expos/{sqlite_fair.expo.id}/z-reports", follow_redirects=False),
    ):
        assert answer.status_code == 303


def enter(browser: Client, fair: Fair, code: str) -> str:
    form = {"seal": seal(browser.get(place(fair))), "code": code}
    return str(browser.post(f"/expos/{fair.expo.id}/z-reports", data=form).text)


def test_a_z_report_is_declared_on_the_page_and_compared_later(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=4)
    code = paper_of(till, close(till))
    assert "A1-K1, Z report 1" in enter(browser, sqlite_fair, code)
    assert "Declared, not received yet." in browser.get(place(sqlite_fair)).text
    assert "declared on paper, not received" in browser.get(f"/expos/{sqlite_fair.expo.id}").text
    send(browser, sqlite_fair, {"a.lapak": data_of(sqlite_fair, till)})
    assert "Received, and it agrees." in browser.get(place(sqlite_fair)).text


def test_a_code_that_is_none_is_refused_and_stays_to_be_mended(
    browser: Client, sqlite_fair: Fair
) -> None:
    page = enter(browser, sqlite_fair, "LAPAKZ1/<oops>")
    assert "no code of a Z report" in page
    assert "LAPAKZ1/&lt;oops&gt;" in page


def test_a_program_brings_files_and_codes_with_its_token(client: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    code = paper_of(till, close(till))
    data = data_of(sqlite_fair, till)
    assert client.post("/api/v1/bundles", content=data).status_code == 401
    robot = programs.create_api_token(sqlite_fair.office, "robot")
    client.headers["Authorization"] = f"Bearer {robot}"
    declared = client.post("/api/v1/z-codes", json={"code": code}).json()
    assert declared["declared"]["standing"] == "awaited"
    answer: Any = client.post("/api/v1/bundles", content=data).json()
    assert answer["imported"]["parts"][0]["new"] == 7
    assert answer["acknowledged"][0]["acked_seq"] == 7
    (told,) = client.get(f"/api/v1/expos/{sqlite_fair.expo.id}/z-reports").json()
    assert told == {**declared["declared"], "standing": "agrees"}
    refused = client.post("/api/v1/bundles", content=data[:-1])
    assert (refused.status_code, refused.json()["code"]) == (400, "bundle_damaged")


def test_a_body_that_is_too_large_is_refused(client: Client, sqlite_fair: Fair) -> None:
    robot = programs.create_api_token(sqlite_fair.office, "robot")
    headers = {"Authorization": f"Bearer {robot}", "Content-Length": str(2**40)}
    answer = client.post("/api/v1/bundles", content=b"x", headers=headers)
    assert answer.status_code == 413


def run(fair: Fair, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    database = str(fair.office.database.engine.url.database)
    commands.main(words, Path(database), "en")
    return capsys.readouterr().out.splitlines()


def test_files_are_taken_in_on_the_command_line(
    sqlite_fair: Fair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    till = sqlite_fair.till(sales=4)
    good = tmp_path / "a.lapak"
    good.write_bytes(data_of(sqlite_fair, till))
    said = run(sqlite_fair, capsys, "import", str(good), "--ack", str(tmp_path))
    assert said[1] == "  A1-K1: 6 new entries; all 6 are here."
    [told] = acknowledgement.read_file((tmp_path / "a.lapakack").read_bytes())
    assert told.acked_seq == 6
    said = run(sqlite_fair, capsys, "ack", sqlite_fair.expo.name, "a1-k1")
    assert acknowledgement.read_code(said[-1]) == told
    code = paper_of(till, close(till))
    assert "Declared, not received yet." in run(sqlite_fair, capsys, "z-code", code)


def test_one_bad_file_of_many_is_told_and_the_others_are_taken(
    sqlite_fair: Fair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, missing = (tmp_path / f"{name}.lapak" for name in ("a", "b", "c"))
    good.write_bytes(data_of(sqlite_fair, sqlite_fair.till(sales=4)))
    bad.write_bytes(b"x")
    with pytest.raises(LapakError, match="bundles_refused") as refused:
        run(sqlite_fair, capsys, "import", str(bad), str(missing), str(good))
    assert refused.value.details["count"] == 2
    assert sqlite_fair.booth().held == 6
