"""Pindah laptop: a spare laptop takes the booth over from a backup, through the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.services import backups, carts
from pos_app.services.booth import register_in_use
from pos_app.services.moving import move_here
from resources.translations import Catalog
from tests.drivers.desk import open_desk
from tests.drivers.people import staffed
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import cart_of, make_till, sell, set_up
from ui.pages.machine.welcome_page import WelcomePage
from ui.presenters.welcome import WelcomePresenter
from ui.theme import Look


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
    till.press("start_move_button")


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
        till.wait_for(till.find_button("move_by_backup_button").isEnabled)
        assert till.text_of("welcome_notice_text")
        choose(till, copied)
        till.wait_for_page("sell")


def test_a_code_that_brought_a_booth_here_says_so_and_goes_on_at_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    copied = backup(tmp_path / "old")
    with open_desk(tmp_path / "new", ready=False) as desk:
        presenter = WelcomePresenter(desk.counter, desk.background)
        with qtbot.waitSignals([presenter.moved, presenter.ready]):
            presenter.join("192.168.1.10:8080", "K7QM2XPA")
            move_here(desk.till, copied)
            register = desk.till.read(register_in_use).result()
            desk.organizer.joins[0][2].set_result(register)
        assert desk.organizer.sent_now == 1


def test_a_wrong_recovery_code_is_said_beside_its_field_and_may_be_typed_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(tmp_path, ready=False) as desk:
        page = WelcomePage(WelcomePresenter(desk.counter, desk.background), Look())
        qtbot.addWidget(page)
        page.retranslate(Catalog("id"))
        page._on_bundle_chosen("/media/stik/setor-A12-K1.lapak")
        page.file_step.submit()
        assert page.file_step.code.error()
        desk.bundles.outcomes.append(LapakError("recovery_code_wrong"))
        page.file_step.code.field.setText("K7QM2-XPA4T-9WDE3-HJ5VC")
        page.file_step.submit()
        qtbot.waitUntil(lambda: "tidak membuka" in page.file_step.code.error())
        assert page.file_step.button.isEnabled()
        path = Path("/media/stik/setor-A12-K1.lapak")
        assert desk.bundles.asked == [("bring", path, "K7QM2-XPA4T-9WDE3-HJ5VC")]


def test_each_way_leads_back_to_where_it_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path, ready=False) as till:
        begin(till)
        page = till.window.page("welcome")
        assert isinstance(page, WelcomePage)
        till.press("move_by_code_button")
        assert page.join_form.isVisible()
        till.press("welcome_back_button")
        assert page.move_step.isVisible()
        till.press("welcome_back_button")
        assert page.way_step.isVisible()
        till.press("start_join_button")
        till.press("welcome_back_button")
        assert page.way_step.isVisible()
