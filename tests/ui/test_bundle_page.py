"""Handing data over on a stick, as somebody in a hall without a network does it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.services.bundles import Confirmed
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.scenes.scenes_bundle import FILE, STICKS, link
from tests.drivers.till_driver import open_till_window
from ui.guarded import Guarded
from ui.pages.machine.bundle_page import BundlePage
from ui.presenters.bundle import BundlePresenter
from ui.presenters.sticks import Stick, is_stick, sticks
from ui.theme import Look

Driver = PageDriver[BundlePage]


def page_with(*plugged: Stick) -> Callable[[Desk, Look], BundlePage]:
    def make(desk: Desk, look: Look) -> BundlePage:
        desk.till.write(link, 1).result()
        guarded = Guarded(desk.till, desk.background)
        presenter = BundlePresenter(desk.counter, desk.background, guarded, lambda: plugged)
        return BundlePage(presenter, look)

    return make


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    with on_page(qtbot, tmp_path, page_with(*STICKS), language="en") as driver:
        driver.wait_for(lambda: driver.text("bundle_waiting") == "2")
        driver.wait_for(lambda: driver.shows("bundle_stick_0_button"))
        yield driver


def test_pressing_a_stick_writes_onto_it_and_says_what_to_do_next(page: Driver) -> None:
    assert page.text("bundle_here") == "3"
    page.desk.bundles.outcomes.append((FILE,))
    page.press("bundle_stick_0_button")
    page.wait_for(lambda: page.shows("bundle_notice"))
    assert page.desk.bundles.asked == [("write", STICKS[0].path, False)]
    said = page.text("bundle_notice_text")
    assert str(FILE.path.parent) in said
    assert "bring it to the organizer" in said


def test_everything_is_written_when_somebody_wants_it(page: Driver) -> None:
    page.desk.bundles.outcomes.append((FILE,))
    page.press("bundle_what_all_button")
    page.press("bundle_stick_1_button")
    page.wait_for(lambda: page.shows("bundle_notice"))
    assert page.desk.bundles.asked == [("write", STICKS[1].path, True)]


def test_a_stick_that_was_pulled_out_is_said_and_can_be_tried_again(page: Driver) -> None:
    page.desk.bundles.outcomes += [LapakError("bundle_stick_gone", place="x"), (FILE,)]
    page.press("bundle_stick_0_button")
    page.wait_for(lambda: "pulled out" in page.text("bundle_notice_text"))
    page.wait_for(page.button("bundle_stick_0_button").isEnabled)
    page.press("bundle_stick_0_button")
    page.wait_for(lambda: "were read back" in page.text("bundle_notice_text"))


def test_the_confirmation_is_typed_or_scanned(page: Driver) -> None:
    page.press("bundle_step_confirm_button")
    page.desk.bundles.outcomes += [Confirmed(3, 0), Confirmed(0, 2)]
    page.type_into("bundle_code_field", "LAPAKA1/x")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: "3 entries" in page.text("bundle_confirm_notice_text"))
    page.page.scan("LAPAKA1/y")
    page.wait_for(lambda: "2 came since" in page.text("bundle_confirm_notice_text"))
    assert page.desk.bundles.asked == [("confirm", "LAPAKA1/x"), ("confirm", "LAPAKA1/y")]
    assert page.desk.organizer.woken == 2


def test_an_answer_for_somebody_else_is_refused_by_name(page: Driver) -> None:
    page.desk.bundles.outcomes.append(LapakError("ack_of_another_register", code="A12-K1"))
    page.page.scan("LAPAKA1/x")
    page.wait_for(lambda: "the one for A12-K1" in page.text("bundle_confirm_notice_text"))


def test_an_empty_code_asks_for_one(page: Driver) -> None:
    page.press("bundle_step_confirm_button")
    page.press("bundle_take_button")
    assert page.shows("bundle_code_field_error")
    assert page.desk.bundles.asked == []


def test_the_stick_is_searched_for_a_confirmation(page: Driver) -> None:
    page.press("bundle_step_confirm_button")
    page.desk.bundles.outcomes += [LapakError("ack_unreadable", reason="none"), Confirmed(3, 0)]
    page.press("bundle_find_ack_button")
    page.wait_for(lambda: page.shows("bundle_confirm_notice"))
    assert page.desk.bundles.asked == [("confirm file", stick.path) for stick in STICKS]


def test_the_recovery_code_is_shown_when_asked_for_and_hidden_after(page: Driver) -> None:
    page.press("bundle_step_recover_button")
    page.press("bundle_recovery_button")
    page.wait_for(lambda: page.text("bundle_recovery_code") == "K7QM2-XPA4T-9WDE3-HJ5VB")
    page.press("bundle_step_write_button")
    page.press("bundle_step_recover_button")
    assert page.text("bundle_recovery_code") == ""
    assert page.shows("bundle_recovery_button")


def test_without_a_stick_the_page_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with on_page(qtbot, tmp_path, page_with(), language="en") as page:
        page.wait_for(lambda: "No stick is plugged in" in page.text("bundle_state"))


def test_a_till_of_no_expo_says_how_to_get_there(qtbot: QtBot, tmp_path: Path) -> None:
    def make(desk: Desk, look: Look) -> BundlePage:
        guarded = Guarded(desk.till, desk.background)
        return BundlePage(BundlePresenter(desk.counter, desk.background, guarded, tuple), look)

    with on_page(qtbot, tmp_path, make, language="en") as page:
        page.wait_for(lambda: "belongs to no expo" in page.text("bundle_text"))
        assert not page.shows("bundle_folder_button")
        assert not page.shows("bundle_confirm_card")


def test_a_confirmation_scanned_anywhere_leads_here(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_page("sell")
        till.scan("LAPAKA1/REG/SERVER/1/5/" + "A" * 64 + "/" + "B" * 128)
        till.wait_for_page("bundle")
        till.key(Qt.Key.Key_Escape)
        till.wait_for_page("sync")


@pytest.mark.parametrize(
    ("root", "home", "system", "is_one"),
    [
        ("/media/siti/KINGSTON", "/home/siti", "posix", True),
        ("/run/media/siti/K", "/home/siti", "posix", True),
        ("/", "/home/siti", "posix", False),
        ("/boot/efi", "/home/siti", "posix", False),
        ("/Volumes/K", "/Users/siti", "posix", True),
        ("E:/", "C:\\Users\\Siti", "nt", True),
        ("C:/", "C:\\Users\\Siti", "nt", False),
    ],
)
def test_a_stick_is_told_from_the_machines_own_disks(
    root: str, home: str, system: str, is_one: bool
) -> None:
    assert is_stick(root, home, system) is is_one


def test_looking_for_sticks_needs_none() -> None:
    assert all(stick.free >= 0 for stick in sticks())
