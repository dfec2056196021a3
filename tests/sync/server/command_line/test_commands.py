"""What an organizer types: setting a fair up without a browser."""

import io
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from argon2 import PasswordHasher
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry
from pos_app.domain.kinds import Kind, body_of
from sync.server.accounts import sessions
from sync.server.accounts.programs import program_of
from sync.server.command_line.commands import main
from sync.server.fair import joining
from sync.server.figures import projection
from sync.server.figures.totals import expo_totals
from sync.server.intake.receive import held, receive
from sync.server.office import Office, open_office
from sync.server.store.rows import AccountRow
from sync.wire import compress, read_invitation
from tests.drivers.journals import PaperTill


class Desk:
    """A terminal at the organizer's desk."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self._capsys = capsys

    def type(self, *words: str, language: str = "en") -> list[str]:
        """Run `lapak server …`; returns the lines it says."""
        assert main(words, default_database=self.database, language=language) == 0
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
    assert "not connected" in desk.type("totals", "Pameran UMKM")[0]
    assert "Rp0 in 0 sales; 0 of 1 booths complete" in desk.type("reproject", grant.expo.id)[-1]


def dots(drawn: list[str]) -> Image.Image:
    """What a camera sees of a code in a dark terminal."""
    light = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    rows = [[light[sign][half] * 255 for sign in line] for line in drawn for half in (0, 1)]
    seen = Image.new("L", (len(rows[0]), len(rows)))
    seen.putdata([value for row in rows for value in row])
    return seen.resize((seen.width * 4, seen.height * 4), Image.Resampling.NEAREST)


def test_a_join_code_in_a_terminal_has_a_picture_that_a_scanner_reads(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.type("create-expo", "Pameran")
    desk.type("create-booth", "Pameran", "A1", "Batik Polokarto")
    assert len(desk.type("--host", "192.0.2.7", "join-code", "Pameran", "A1")) == 2
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert len(desk.type("--host", "192.0.2.7", "--quiet", "join-code", "Pameran", "A1")) == 2
    assert len(desk.type("join-code", "Pameran", "A1")) == 2  # nobody else reaches 127.0.0.1
    _, _, *drawn = desk.type("--host", "192.0.2.7", "join-code", "Pameran", "A1")
    [read] = zxingcpp.read_barcodes(dots(drawn))
    invitation = read_invitation(read.text)
    assert invitation.addresses == ("https://192.0.2.7:8081",)
    assert len(invitation.certificate) == 64
    office = desk.office()
    grant = joining.join(office, PaperTill(1).join_request(invitation.secret), "x")
    office.database.close()
    assert grant.booth.code == "A1"
    [plain] = zxingcpp.read_barcodes(
        dots(desk.type("--host", "192.0.2.7", "--plain", "join-code", "Pameran", "A1")[2:])
    )
    assert read_invitation(plain.text).addresses == ("http://192.0.2.7:8080",)


def joined(desk: Desk, seed: int = 1) -> PaperTill:
    """A till at booth A1 of the expo `Pameran`, which both are made if they are missing."""
    if not any("Pameran" in line for line in desk.type("expos")):
        desk.type("create-expo", "Pameran")
        desk.type("create-booth", "Pameran", "A1", "Batik Polokarto")
    office, till = desk.office(), PaperTill(seed)
    code = desk.type("join-code", "Pameran", "A1")[0]
    till.joined(joining.join(office, till.join_request(code), "x"))
    office.database.close()
    return till


def test_join_sheets_are_written_into_a_file_that_a_scanner_reads(
    desk: Desk, tmp_path: Path
) -> None:
    desk.type("create-expo", "Pameran")
    for code, name in (("A1", "Batik Polokarto"), ("B2", "Kopi Sirap")):
        desk.type("create-booth", "Pameran", code, name)
    file = tmp_path / "gabung.pdf"
    hall = ("--host", "192.0.2.7", "join-sheets", "Pameran", str(file))
    with pytest.raises(LapakError, match="server_nowhere"):
        desk.type("join-sheets", "Pameran", str(file))
    for odd, code in ((("--booth", "Z9"), "booth_unknown"), (("--cluster", "x"), "cluster_unkn")):
        with pytest.raises(LapakError, match=code):
            desk.type(*hall, *odd)
    with pytest.raises(LapakError, match="file_not_written"):
        desk.type(*hall[:-1], str(tmp_path / "nowhere" / "gabung.pdf"))
    assert not file.exists()
    assert desk.type(*hall) == [f"Join sheets: {file}. Whoever has one can join."]
    assert len(PdfReader(file).pages) == 2
    assert file.stat().st_mode & 0o077 == 0
    desk.type(*hall, "--booth", "b2")
    [page] = PdfReader(file).pages
    assert "Kopi Sirap" in page.extract_text()
    typed = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.extract_text())
    office = desk.office()
    assert typed
    grant = joining.join(office, PaperTill(1).join_request(typed[0]), "x")
    office.database.close()
    assert grant.booth.code == "B2"


def test_what_was_set_up_is_listed(desk: Desk) -> None:
    assert desk.type("expos") == ["No expo yet"]
    till = joined(desk)
    assert desk.type("expos") == [f"{till.expo.id}  Pameran"]
    assert desk.type("booths", "Pameran") == ["A1        Batik Polokarto"]
    [line] = desk.type("registers", "Pameran")
    assert line.split() == ["A1-K1", till.register, "-"]


def test_what_an_older_server_did_not_know_counts_from_its_stored_bytes_when_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = joined(desk)

    def older(entry: Entry) -> object:
        if entry.kind == Kind.SALE_REFUNDED:
            raise LapakError("entry_kind_unknown", kind=entry.kind, version=entry.v)
        return body_of(entry)

    till.open()
    till.refund(till.sell(2)[0])
    office = desk.office()
    with monkeypatch.context() as before:
        before.setattr(projection, "is_return", lambda _entry: False)
        before.setattr(projection, "body_of", older)
        packed = compress(till.batch())
        mark = receive(office, till.token, till.register, packed, "zstd")
    office.database.close()
    assert (mark.acked_seq, mark.quarantined) == (till.head.seq, 1)
    desk.type("reproject", "Pameran")
    office = desk.office()
    with office.database.read() as connection:
        [booth] = expo_totals(connection, till.expo.id).booths
        stored = connection.exec_driver_sql("SELECT entry FROM journal ORDER BY seq").scalars()
        assert [bytes(data) for data in stored] == till.entries
    office.database.close()
    assert (booth.total, booth.refunds, booth.quarantined) == (till.total, 1, 0)
    assert booth.status == "complete"


def test_an_expo_is_closed_on_the_command_line(desk: Desk) -> None:
    joined(desk)
    assert desk.type("closings", "Pameran") == ["The expo is open."]
    assert "revision 1: Rp0" in desk.type("close-expo", "Pameran")[0]
    [line] = desk.type("closings", "Pameran")
    assert line.split()[0] == "1"


@pytest.mark.parametrize("by", ["code", "id"])
def test_a_till_that_was_stolen_is_locked_out_by_its_code_or_id(desk: Desk, by: str) -> None:
    stolen, other = joined(desk, 1), joined(desk, 2)
    named = {"code": "a1-k1", "id": stolen.register}[by]
    said = desk.type("revoke", "Pameran", named, "--reason", "dicuri")
    assert said[0] == "Register A1-K1 is blocked."
    office = desk.office()
    with pytest.raises(LapakError, match="token_revoked"):
        held(office, stolen.token, stolen.register)
    assert held(office, other.token, other.register).acked_seq == 0
    office.database.close()
    first, second = desk.type("registers", "Pameran")
    assert first.endswith("blocked")
    assert not second.endswith("blocked")


def test_options_may_stand_behind_the_command(desk: Desk, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere.db")
    desk.type("create-expo", "Pameran", "--database", elsewhere)
    assert desk.type("expos") == ["No expo yet"]
    assert "Pameran" in desk.type("--database", elsewhere, "expos")[0]


@pytest.mark.parametrize("port", ["99999", "-1", "x", "١", "9" * 5000])
def test_a_port_that_is_none_is_said_at_once(
    desk: Desk, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        desk.type("--port", port)
    assert "a number from 0 to 65535 is needed" in capsys.readouterr().err


def test_the_terminal_speaks_one_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_ALL", "C")
    joined(desk)
    spoken = {
        language: desk.type("totals", "Pameran", language=language) for language in ("en", "id")
    }
    assert "not connected" in spoken["en"][0]
    assert "belum terhubung" in spoken["id"][0]


def test_an_account_is_made_with_a_typed_password(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("rahasia-besar\n"))
    desk.type("create-admin", "Sri")
    office = desk.office()
    assert sessions.log_in(office, "sri", "rahasia-besar", "x")
    with office.database.read() as connection:
        kept = connection.execute(select(AccountRow.password)).scalar_one()
    assert not PasswordHasher().check_needs_rehash(kept)  # at the full cost
    office.database.close()


def test_an_account_without_a_typed_password_gets_one_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said = desk.type("create-admin", "Sri")
    office = desk.office()
    assert sessions.log_in(office, "sri", said[1].rpartition(" ")[2], "x")
    office.database.close()


def test_an_api_token_is_told_once(desk: Desk) -> None:
    token = desk.type("create-token", "robot")[0]
    office = desk.office()
    with office.database.read() as connection:
        program_of(connection, token)
    office.database.close()


def test_an_api_token_is_listed_by_name_and_locked_out_by_it(desk: Desk) -> None:
    token = desk.type("create-token", "Robot Satu")[0]
    assert desk.type("tokens")[0].endswith("robot satu")
    desk.type("revoke-token", "Robot Satu")
    assert desk.type("tokens") == ["There is no API token."]
    office = desk.office()
    with (
        office.database.read() as connection,
        pytest.raises(LapakError, match="token_revoked"),
    ):
        program_of(connection, token)
    office.database.close()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["create-booth", "nowhere", "A1", "X"], "expo_unknown"),
        (["totals", "nowhere"], "expo_unknown"),
        (["create-expo", "  "], "expo_name_not_usable"),
        (["booths", "nowhere"], "expo_unknown"),
        (["registers", "nowhere"], "expo_unknown"),
        (["revoke", "nowhere", "A1-K1"], "expo_unknown"),
        (["revoke-token", "nobody"], "api_token_unknown"),
        (["new-password", "nobody"], "account_unknown"),
    ],
)
def test_what_cannot_be_done_is_raised_for_the_command_line_to_tell(
    desk: Desk, words: list[str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(LapakError, match=code):
        desk.type(*words)


def test_two_expos_of_one_name_are_told_apart_by_id(desk: Desk) -> None:
    desk.type("create-expo", "Pameran")
    desk.type("create-expo", "Pameran")
    with pytest.raises(LapakError, match="expo_ambiguous"):
        desk.type("create-booth", "Pameran", "A1", "X")


def test_a_forgotten_password_is_made_anew_and_ends_what_was_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("rahasia-besar\n\n"))
    desk.type("create-admin", "Sri")
    office = desk.office()
    session = sessions.log_in(office, "sri", "rahasia-besar", "x")
    said = desk.type("new-password", " SRI ")
    assert sessions.session_account(office, session) is None
    with pytest.raises(LapakError, match="login_wrong"):
        sessions.log_in(office, "sri", "rahasia-besar", "x")
    assert sessions.log_in(office, "sri", said[1].rpartition(" ")[2], "x")
    office.database.close()


def test_another_first_link_is_told_as_long_as_nobody_has_an_account(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (desk.type("first-link")[1].strip() for _ in range(2))
    assert first.startswith("http://127.0.0.1:8080/first/")
    assert first != second
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, _, _, *drawn = desk.type("--host", "192.0.2.7", "--port", "80", "first-link")
    [read] = zxingcpp.read_barcodes(dots(drawn))
    assert read.text.startswith("https://192.0.2.7:81/first/")
    monkeypatch.setattr("sys.stdin", io.StringIO("rahasia-besar\n"))
    desk.type("create-admin", "Sri")
    with pytest.raises(LapakError, match="first_link_worthless"):
        desk.type("first-link")


def test_a_register_that_nobody_knows_is_not_said_to_be_locked_out(desk: Desk) -> None:
    joined(desk)
    with pytest.raises(LapakError, match="register_unknown"):
        desk.type("revoke", "Pameran", "A1-K9")


def test_a_till_whose_clock_was_wrong_is_named_beside_its_booth(desk: Desk) -> None:
    till = joined(desk)
    till.open()
    till.sell(1)
    till.now -= timedelta(hours=1)
    till.sell(1)
    office = desk.office()
    receive(office, till.token, till.register, compress(till.batch()), "zstd")
    office.database.close()
    assert desk.type("totals", "Pameran")[0].endswith("Batik Polokarto (check the till's clock)")


def test_what_booths_are_told_is_shown_and_changed(desk: Desk) -> None:
    joined(desk)
    said = desk.type(
        *("expo", "Pameran", "--first-day", "2026-11-22", "--last-day", "2026-11-24"),
        *("--header", "Alun-alun", "22-24 November", "--announce", "Tutup 21.00"),
    )
    assert said[1:] == [
        "Days: 2026-11-22 – 2026-11-24",
        "Time zone: Asia/Jakarta",
        "The day ends at: 00.00",
        "Header of receipts: Alun-alun / 22-24 November",
        "Announcement: Tutup 21.00",
    ]
    assert desk.type("expo", "Pameran", "--announce", "")[-1] == "Announcement: -"
    assert desk.type("expo", "Pameran", "--header")[4] == "Header of receipts: -"


def test_a_file_of_products_is_offered_to_the_booths(desk: Desk, tmp_path: Path) -> None:
    joined(desk)
    file = tmp_path / "daftar.csv"
    file.write_text("nama;harga;kode;stan\nKopi;45.000;;a1\nTeh;murah;;\n")
    assert "no product" in desk.type("offers", "Pameran")[0].lower()
    said = desk.type("import-offers", "Pameran", str(file))
    assert said[0] == "1 added, 0 changed, 0 as they were"
    assert said[1].startswith("Line 3 was left out: ")
    [line] = desk.type("offers", "Pameran")
    assert line.split() == ["-", "Rp45.000", "Kopi", "(A1)"]
    with pytest.raises(LapakError, match="file_not_readable"):
        desk.type("import-offers", "Pameran", str(tmp_path / "none.csv"))


def test_a_backup_is_kept_and_put_back_on_the_command_line(desk: Desk, tmp_path: Path) -> None:
    till = joined(desk)
    till.open()
    till.sell(3)
    office = desk.office()
    receive(office, till.token, till.register, compress(till.batch()), "zstd")
    office.database.close()
    folder = tmp_path / "backups"
    folder.mkdir()
    assert desk.type("backup", str(folder))[0].endswith(f"1 tills, {till.head.seq} entries.")
    [file] = folder.iterdir()
    elsewhere = str(tmp_path / "elsewhere.db")
    said = desk.type("restore", str(file), "--database", elsewhere)
    assert said[0] == f"Put back: 1 tills, {till.head.seq} entries; generation 2 begins."
    assert desk.type("totals", "Pameran", "--database", elsewhere) == desk.type("totals", "Pameran")
    with pytest.raises(LapakError, match="database_not_empty"):
        desk.type("restore", str(file), "--database", elsewhere)
