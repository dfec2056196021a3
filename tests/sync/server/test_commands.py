"""What an organizer types: setting a fair up without a browser."""

import io
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from sync.server import accounts, joining
from sync.server.access import check_api_token
from sync.server.commands import main
from sync.server.office import Office, open_office
from tests.drivers.journals import PaperTill


class Desk:
    """A terminal at the organizer's desk."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self._capsys = capsys

    def type(self, *words: str) -> list[str]:
        """Run `lapak server …`; returns the lines it says."""
        assert main(words, default_database=self.database, language="en") == 0
        return self._capsys.readouterr().out.splitlines()

    def office(self) -> Office:
        return open_office(str(self.database))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path / "server" / "organizer.db", capsys)


def test_a_fair_is_set_up_and_added_up_on_the_command_line(desk: Desk) -> None:
    assert "Pameran UMKM" in desk.type("create-expo", "Pameran UMKM")[0]
    desk.type("create-booth", "Pameran UMKM", "a1", "Batik Polokarto")
    code = desk.type("join-code", "pameran umkm", "A1")[0]
    office = desk.office()
    grant = joining.join(office, PaperTill(1).join_request(code), "x")
    office.database.close()
    assert grant.booth.name == "Batik Polokarto"
    assert "never_seen" in desk.type("totals", "Pameran UMKM")[0]
    assert "Rp0 in 0 sales; 0 of 1 booths complete" in desk.type("reproject", grant.expo.id)[-1]
    assert desk.type("revoke", grant.expo.id, PaperTill(1).register) == ["1 tokens revoked."]


def test_an_account_is_made_with_a_typed_password(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("rahasia-besar\n"))
    desk.type("create-admin", "Sri")
    office = desk.office()
    assert accounts.log_in(office, "sri", "rahasia-besar", "x")
    office.database.close()


def test_an_account_without_a_typed_password_gets_one_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said = desk.type("create-admin", "Sri")
    office = desk.office()
    assert accounts.log_in(office, "sri", said[1].rpartition(" ")[2], "x")
    office.database.close()


def test_an_api_token_is_told_once(desk: Desk) -> None:
    token = desk.type("create-token", "robot")[0]
    office = desk.office()
    with office.database.read() as connection:
        check_api_token(connection, token)
    office.database.close()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["create-booth", "nowhere", "A1", "X"], "expo_unknown"),
        (["totals", "nowhere"], "expo_unknown"),
        (["create-expo", "  "], "expo_name_not_usable"),
    ],
)
def test_what_cannot_be_done_is_raised_for_the_command_line_to_tell(
    desk: Desk, words: list[str], code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        desk.type(*words)


def test_two_expos_of_one_name_are_told_apart_by_id(desk: Desk) -> None:
    desk.type("create-expo", "Pameran")
    desk.type("create-expo", "Pameran")
    with pytest.raises(LapakError, match="expo_ambiguous"):
        desk.type("create-booth", "Pameran", "A1", "X")
