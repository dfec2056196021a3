"""A disk that is really full: what cannot be kept is told in words, and all goes on with room."""

import gc
import re
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from pos_app.domain.errors import LapakError
from sync import wire
from sync.server.accounts import audit, people, programs
from sync.server.app import app_for
from sync.server.fair.booth_lists import ToldBooth, put_booths
from sync.server.office import open_office
from sync.server.store.backup import back_up
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair, prepared
from tests.store.test_disk_full import fill, mounted
from tests.sync.server.pages.test_pages import PASSWORD, Client, log_in, seal

FULL = "disk is full"
FORGETFUL = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
"""Litestar and XlsxWriter leave a file open that found no room, until it is forgotten."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "size=24m") as place:
        yield place


@pytest.fixture
def fair(disk: Path) -> Iterator[Fair]:
    """A fair on a small disk of its own."""
    opened = open_office(str(prepared(disk / "organizer.db")), clock=Clock())
    yield Fair(opened)
    opened.database.close()


@pytest.fixture
def admin(fair: Fair, quick_passwords: None) -> Iterator[Client]:
    people.create_account(fair.office, "sri", PASSWORD)
    with TestClient(app_for(fair.office), raise_server_exceptions=False) as browser:
        browser.headers.update({"Accept": "text/html", "Accept-Language": "en"})
        log_in(browser)
        yield browser


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A full disk below what is written for a moment only; the file whose removal makes room."""
    with mounted(tmp_path / "scratch", "size=4m") as place:
        monkeypatch.setattr(tempfile, "tempdir", str(place))
        yield fill(place)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gc.collect()  # what Litestar and XlsxWriter left open is closed while it is looked at


def push(client: Client, till: PaperTill) -> Any:
    return client.post(
        wire.JOURNAL_PATH.format(register=till.register),
        content=wire.compress(till.batch()),
        headers={"Authorization": f"Bearer {till.token}", "Content-Encoding": "zstd"},
    )


def booth_list(letter: str, many: int) -> list[ToldBooth]:
    return [ToldBooth(f"{letter}{number}", name="Jamu Bu Sri Rejeki") for number in range(many)]


def acts(fair: Fair) -> list[str]:
    with fair.office.database.read() as connection:
        assert audit.first_broken(connection) is None
        return [act.action for act in audit.acts(connection)]


def test_a_push_is_stored_whole_once_there_is_room(
    admin: Client, fair: Fair, disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    till = fair.till(sales=600)
    ballast = fill(disk)
    answer = push(admin, till)
    assert (answer.status_code, answer.json()["code"]) == (503, "server_disk_full")
    assert admin.get(f"/expos/{fair.expo.id}").status_code == 200
    ballast.unlink()
    assert push(admin, till).status_code == 200
    booth = fair.booth()
    assert (booth.sales, booth.total, booth.status) == (600, till.total, "complete")
    caplog.clear()


def test_a_list_and_statements_are_made_whole_or_not_at_all(
    admin: Client, fair: Fair, disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put_booths(fair.office, fair.expo.id, booth_list("C", 1500))
    expo, before = f"/expos/{fair.expo.id}", acts(fair)
    form = {"seal": seal(admin.get(f"{expo}/plan"))}
    rows = msgspec.json.encode(booth_list("D", 3000)).decode()
    ballast = fill(disk)
    asked = {f"{expo}/booths/import/confirm": form | {"rows": rows}, f"{expo}/settlement": form}
    for path, sent in asked.items():
        answer = admin.post(path, data=sent)
        assert (answer.status_code, FULL in answer.text) == (503, True), path
    told = admin.post(f"{expo}/settlement?lang=id", data=form).text
    assert "Disk server penuh" in told
    assert acts(fair) == before
    ballast.unlink()
    for path, sent in asked.items():
        assert admin.post(path, data=sent).status_code == 200
    assert acts(fair)[:2] == ["statements.made", "booths.taken_in"]
    caplog.clear()


def test_a_backup_that_finds_no_room_leaves_nothing(fair: Fair, disk: Path) -> None:
    fair.push(fair.till(sales=2))
    ballast = fill(disk)
    before = sorted(disk.iterdir())
    with pytest.raises(LapakError, match="disk_full"):
        back_up(fair.office.database, disk / "copy.db")
    assert sorted(disk.iterdir()) == before
    ballast.unlink()
    assert back_up(fair.office.database, disk / "copy.db").entries == 4


@FORGETFUL
@pytest.mark.parametrize("path", ["booths/import", "offers", "brought"])
def test_an_upload_for_which_there_is_no_room_is_told_as_that(
    admin: Client, fair: Fair, scratch: Path, path: str
) -> None:
    page = f"/expos/{fair.expo.id}/{path}"
    large = b"kode stan;nama\n" + b"A1;Batik\n" * 300_000
    field = "files" if path == "brought" else "file"
    form = {"seal": seal(admin.get(page))}
    answer = admin.post(page, data=form, files={field: ("stan.csv", large)})
    assert (answer.status_code, FULL in answer.text) == (503, True)
    scratch.unlink()
    answer = admin.post(page, data=form, files={field: ("stan.csv", large)})
    assert FULL not in answer.text


@FORGETFUL
@pytest.mark.parametrize("path", ["report.xlsx", "sales.csv", "sales.xlsx"])
def test_a_file_for_which_there_is_no_room_is_told_before_any_of_it_is_sent(
    admin: Client, fair: Fair, scratch: Path, path: str
) -> None:
    answer = admin.get(f"/expos/{fair.expo.id}/{path}")
    assert (answer.status_code, FULL in answer.text) == (503, True)
    scratch.unlink()
    assert admin.get(f"/expos/{fair.expo.id}/{path}").status_code == 200


def test_who_watches_hears_how_much_room_there_is(admin: Client, fair: Fair, disk: Path) -> None:
    token = programs.create_api_token(fair.office, "prometheus")

    def free() -> int:
        told = admin.get("/metrics", headers={"Authorization": f"Bearer {token}"}).text
        [line] = re.findall(r"^lapak_disk_free_bytes (\d+)$", told, re.MULTILINE)
        return int(line)

    assert 1_000_000 < free() < 24_000_000
    fill(disk)
    assert free() == 0
