"""Pindah laptop: a spare laptop takes the booth over from a backup, through the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from pos_app.services import backups, carts
from tests.drivers.people import staffed
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import cart_of, make_till, sell, set_up
from ui.pages.machine.welcome_page import WelcomePage


def backup(folder: Path, *, people: bool = False) -> Path:
    till = make_till(folder)
    set_up(till)
    sell(till)
    till.write(carts.hold, cart_of(till), "Bu Rini").result()
    if people:
        staffed(till)
    copied = till.read(backups.make_backup, folder / "stick").result()
    till.close()
    return copied


def choose(till: TillDriver, path: Path) -> None:
    """Choose a file; the dialog itself is the system's."""
    page = till.window.page("welcome")
    assert isinstance(page, WelcomePage)
    page._on_backup_chosen(str(path))


def begin(till: TillDriver) -> None:
    till.wait_for_page("welcome")
    till.press("language_id_button")


def test_a_booth_moves_in_and_sells_on(qtbot: QtBot, tmp_path: Path) -> None:
    copied = backup(tmp_path / "old")
    with open_till_window(qtbot, tmp_path, ready=False) as till:
        begin(till)
        choose(till, copied)
        till.wait_for_page("sell")
        till.wait_for_products()
        assert "A12-K1" in till.said()
        till.wait_for(lambda: till.flow.presenters.held.number == 1)


def test_a_booth_with_people_asks_who_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    copied = backup(tmp_path / "old", people=True)
    with open_till_window(qtbot, tmp_path, ready=False) as till:
        begin(till)
        choose(till, copied)
        till.wait_for_page("lock")


def test_what_is_no_backup_is_said_and_another_may_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    copied = backup(tmp_path / "old")
    bad = tmp_path / "lapak-foto.db"
    bad.write_bytes(b"no database at all" * 20)
    with open_till_window(qtbot, tmp_path, ready=False) as till:
        begin(till)
        choose(till, bad)
        till.wait_for(till.find_button("start_move_button").isEnabled)
        assert till.text_of("welcome_notice_text")
        choose(till, copied)
        till.wait_for_page("sell")
