"""`lapak server doctor`: a line for each check, and what is to be done where one fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pos_app.domain.errors import LapakError
from sync.server.accounts import people
from sync.server.command_line import doctor
from sync.server.command_line.commands import main
from sync.server.office import Office, open_office
from sync.server.store.generation import mark_path
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair


@pytest.fixture
def office(database_url: str, quick_passwords: None) -> Iterator[Office]:
    """By the computer's own clock, which is one of the things that are looked at."""
    opened = open_office(database_url)
    people.create_account(opened, "sri", "rahasia-besar")
    yield opened
    opened.database.close()


@pytest.fixture
def till(fair: Fair) -> PaperTill:
    till = fair.till(sales=6)
    till.void(till.sales[2])
    fair.push(till)
    return till


class Examined:
    """What the doctor says of a database."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.code = ""
        try:
            main(["--plain", "doctor", "--database", url], language="en")
        except LapakError as error:
            self.code = error.code
        self.lines = capsys.readouterr().out.splitlines()
        self.bad = [line[9:] for line in self.lines if line.startswith("MEND")]


@pytest.fixture(autouse=True)
def small_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LEAST_ROOM", 0)


def change(office: Office, statement: str) -> None:
    with office.database.write() as connection:
        connection.execute(text(statement))


def test_a_server_in_order_is_said_to_be_so_line_by_line(
    database_url: str, till: PaperTill, capsys: pytest.CaptureFixture[str]
) -> None:
    examined = Examined(database_url, capsys)
    assert (examined.code, examined.bad) == ("", [])
    assert all(line.startswith("fine     ") for line in examined.lines)
    told = "\n".join(examined.lines)
    assert f"Journals whole and signed: 1, entries: {till.head.seq}." in told
    assert "All totals are what the journals come to." in told


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE journal SET entry = hash WHERE seq = 4", "A1-K1: entry 4 is not what was stored"),
        ("DELETE FROM journal WHERE seq = 3", "A1-K1: entry 3 is missing"),
        ("DELETE FROM journal WHERE seq = 9", "A1-K1: entry 9 does not follow, or was cut off"),
        ("UPDATE register SET declared_hash = acked_hash, declared_seq = 2", "signature"),
        ("UPDATE hour_rollup SET amount = amount + 1", "lapak server reproject"),
        ("DELETE FROM sale WHERE seq = 4", "lapak server reproject"),
        ("UPDATE projection_mark SET seq = 8", "Entries not counted yet: 1"),
        ("DELETE FROM account", "lapak server first-link"),
        ("UPDATE register SET last_seen = '2999-01-01T00:00:00.000Z'", "clock is wrong"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(
    office: Office,
    database_url: str,
    till: PaperTill,
    capsys: pytest.CaptureFixture[str],
    statement: str,
    told: str,
) -> None:
    change(office, statement)
    examined = Examined(database_url, capsys)
    assert examined.code == "doctor_found"
    assert any(told in line for line in examined.bad), "\n".join(examined.lines)


def test_looking_changes_nothing(
    office: Office, database_url: str, till: PaperTill, capsys: pytest.CaptureFixture[str]
) -> None:
    change(office, "UPDATE hour_rollup SET amount = amount + 1")
    first, second = (Examined(database_url, capsys).bad for _ in range(2))
    assert first == second
    assert first


def test_what_is_in_quarantine_is_told_by_booth(
    fair: Fair, database_url: str, till: PaperTill, capsys: pytest.CaptureFixture[str]
) -> None:
    till.append("sale.completed", till.terms)
    fair.push(till)
    [line] = Examined(database_url, capsys).bad
    assert "booth A1: in quarantine 1" in line


def test_a_database_that_is_missing_or_away_is_told_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "organizer.db"
    [told] = Examined(str(file), capsys).bad
    assert "There is no data file" in told
    assert not file.exists()
    url = "postgresql://lapak:rahasia@127.0.0.1:1/lapak?connect_timeout=2"
    [told] = Examined(url, capsys).bad
    assert "cannot be reached" in told


@pytest.mark.parametrize(("revision", "told"), [("r0002", "older form"), ("r9999", "newer Lapak")])
def test_another_form_is_told(
    office: Office,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
    revision: str,
    told: str,
) -> None:
    change(office, f"UPDATE alembic_version SET version_num = '{revision}'")
    assert told in Examined(database_url, capsys).bad[0]


def test_a_file_put_back_by_hand_is_noticed(
    sqlite_fair: Fair, capsys: pytest.CaptureFixture[str]
) -> None:
    path = mark_path(sqlite_fair.office.database)
    assert path is not None
    server = sqlite_fair.office.identity.server_id
    path.write_text(f'{{"server_id":"{server}","generation":1,"entries":99,"registers":1}}')
    url = str(sqlite_fair.office.database.engine.url.database)
    assert any("older one than the server had" in line for line in Examined(url, capsys).bad)


def test_a_certificate_that_runs_out_is_told(
    sqlite_fair: Fair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(sqlite_fair.office.database.engine.url.database)
    with pytest.raises(LapakError, match="doctor_found"):
        main(["doctor", "--database", url], language="en")
    assert "the next start makes one" in capsys.readouterr().out
