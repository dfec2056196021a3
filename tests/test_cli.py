"""What people type, and what they read when it cannot be done."""

import io
from pathlib import Path

import pytest

import pos_app
import sync.server.command_line.commands
from pos_app.cli import main
from pos_app.domain.kinds import Kind
from pos_app.domain.people import PinChanged
from pos_app.services import people
from pos_app.settings import SettingsFile
from tests.drivers.damage import ask
from tests.drivers.entries import bodies
from tests.drivers.people import enters, staffed
from tests.drivers.tills import database_in, make_till, sell, selling_till

pytestmark = pytest.mark.usefixtures("own_log")


class Terminal:
    """A terminal of a person whose own folder for Lapak is new."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def speak(self, language: str) -> None:
        SettingsFile(self.data / "settings.json").change(language=language)

    def type(self, *words: str) -> tuple[int, str, str]:
        """The exit status of `lapak …`, what it says, and what it complains of."""
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    data = tmp_path / "Lapak"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(data))
    return Terminal(data, capsys)


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def break_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OverflowError("nobody foresaw this")

    monkeypatch.setattr(sync.server.command_line.commands, "run", broken)


def test_the_version_is_said(terminal: Terminal) -> None:
    assert terminal.type("--version") == (0, f"lapak {pos_app.__version__}\n", "")


def test_without_a_screen_the_till_says_so_and_ends(terminal: Terminal, no_screen: None) -> None:
    terminal.speak("en")
    status, said, told = terminal.type()
    assert (status, said) == (2, "")
    assert told.startswith("There is no screen here")
    assert "Traceback" not in told


def test_a_bug_of_the_server_is_told_in_a_sentence_that_names_the_log(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.speak("en")
    break_server(monkeypatch)
    status, _, told = terminal.type("server")
    log = terminal.data / "server" / "lapak-server.log"
    assert status == 3
    assert "Something unexpected went wrong (OverflowError)" in told
    assert told.endswith(f"The log: {log}\n")
    assert "Traceback" not in told
    assert "nobody foresaw this" in log.read_text(encoding="utf-8")
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_bug_while_verifying_is_told_the_same_way(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OverflowError("nobody foresaw this")

    monkeypatch.setattr("pos_app.store.verification.verify", broken)
    terminal.speak("en")
    status, _, told = terminal.type("verify")
    assert status == 3
    assert told.endswith(f"The log: {terminal.data / 'lapak.log'}\n")
    assert "Traceback" not in told
    assert "Traceback" in (terminal.data / "lapak.log").read_text(encoding="utf-8")


def test_a_good_till_is_verified_without_leaving_a_log_beside_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    with selling_till(tmp_path) as till:
        sell(till, "Kopi")
    status, said, told = terminal.type("verify", "--db", str(database_in(tmp_path)))
    assert (status, told) == (0, "")
    assert "Rp18.000" in said
    assert list(tmp_path.rglob("*.log")) == []


def test_a_journal_that_was_touched_ends_verify_with_one(
    terminal: Terminal, tmp_path: Path
) -> None:
    with selling_till(tmp_path) as till:
        sell(till, "Kopi")
    ask(database_in(tmp_path), "UPDATE journal SET hash = zeroblob(32) WHERE seq = 3")
    SettingsFile(tmp_path / "till" / "settings.json").change(language="en")
    status, said, told = terminal.type("verify", "--db", str(database_in(tmp_path)))
    assert (status, said) == (1, "")
    assert told.startswith("The journal does not fit at entry 3.")


@pytest.mark.parametrize(
    ("option", "value", "least", "most"),
    [
        ("--booths", "x", 1, 10000),
        ("--booths", "0", 1, 10000),
        ("--sales", "1.5", 1, 10000),
        ("--offline", "nan", 0, 1),
        ("--offline", "2", 0, 1),
    ],
)
def test_a_number_that_cannot_be_is_answered_with_those_that_can(
    terminal: Terminal, option: str, value: str, least: int, most: int
) -> None:
    terminal.speak("en")
    status, _, told = terminal.type("demo", option, value)
    assert status == 2
    assert told.endswith(f"argument {option}: a number from {least} to {most} is needed\n")


@pytest.mark.parametrize("words", [["--help"], ["verify", "--help"], ["demo", "--help"]])
def test_help_speaks_the_language_of_the_settings(terminal: Terminal, words: list[str]) -> None:
    terminal.speak("en")
    assert "usage: lapak" in terminal.type(*words)[1]
    terminal.speak("id")
    told = terminal.type(*words)[1]
    assert told.startswith("pemakaian: lapak")
    assert "options" not in told
    assert "show this" not in told


def test_the_server_s_commands_are_refused_in_that_language(terminal: Terminal) -> None:
    terminal.speak("id")
    for words in (["totals"], ["create-expo", "X", "--cutoff", "abc"], ["--help"]):
        _, out, err = terminal.type("server", *words)
        assert "pemakaian: lapak server" in out + err
        for english in ("required", "invalid", "options", "positional", "show this"):
            assert english not in out + err


def test_the_server_speaks_the_same_language(terminal: Terminal) -> None:
    terminal.speak("en")
    assert "is set up" in terminal.type("server", "create-expo", "Pameran")[1]
    terminal.speak("id")
    assert "is set up" not in terminal.type("server", "create-expo", "Pameran")[1]


@pytest.fixture
def staffed_till(terminal: Terminal) -> Terminal:
    """A till whose owner has forgotten their PIN."""
    with selling_till(terminal.data) as till:
        staffed(till)
    terminal.speak("en")
    return terminal


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_forgotten_pin_of_the_owner_is_set_anew(
    staffed_till: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "9073", "9073")
    status, said, _ = staffed_till.type("reset-pin")
    assert status == 0
    assert said.endswith("Bu Tini has a new PIN.\n")
    till = make_till(staffed_till.data)
    try:
        owner = till.read(people.forgetful_owner, "").result()
        assert enters(till, owner, "9073") == owner
        assert bodies(till, Kind.PIN_CHANGED) == [PinChanged(owner.id, "Bu Tini")]
    finally:
        till.close()


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("--name", "Siti"), ("9073", "9073"), "Siti is no owner here. The owners: Bu Tini."),
        ((), ("9073", "9074"), "The two PINs differ."),
        ((), ("12", "12"), "A PIN has 4 to 6 digits."),
    ],
)
def test_what_cannot_be_set_changes_no_pin(
    staffed_till: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    typed: tuple[str, ...],
    told: str,
) -> None:
    typing(monkeypatch, *typed)
    status, _, complained = staffed_till.type("reset-pin", *words)
    assert status == 2
    assert complained.startswith(told)


def test_a_till_that_nobody_set_up_asks_for_no_pin(terminal: Terminal) -> None:
    terminal.speak("en")
    assert terminal.type("reset-pin")[0] == 2
    with selling_till(terminal.data):
        pass
    status, _, told = terminal.type("reset-pin")
    assert status == 2
    assert told.startswith("Nobody is set up")
