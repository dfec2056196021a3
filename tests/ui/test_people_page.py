"""Setting people up: the owner first, then others, their PINs and what they may do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.permission import Action, Role
from pos_app.services import people
from pos_app.services.people import Staff
from resources.translations import Catalog
from tests.drivers.entries import bodies
from tests.drivers.people import PINS, enters
from tests.drivers.staffed_window import enter, is_asked, locked_window, tap_pin
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.people.permission_words import action_name


@pytest.fixture
def alone(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """The page of a booth that has set up nobody."""
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.flow.go("people")
        driver.wait_for(lambda: driver.has("new_person_button"))
        yield driver


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """The page with an owner, a supervisor and two cashiers; the owner is at the till."""
    with locked_window(qtbot, tmp_path) as driver:
        enter(driver, "Bu Tini")
        driver.flow.go("people")
        driver.wait_for(lambda: driver.has("people_0_button"))
        yield driver


def staff(till: TillDriver) -> Staff:
    return till.counter.till.read(people.staff).result()


def tap(till: TillDriver, digits: str) -> None:
    for digit in digits:
        till.press(f"pin_key_{digit}")
    till.press("pin_go_button")


def open_person(till: TillDriver, name: str) -> None:
    rows = till.window.findChildren(QPushButton)
    row = next(
        one
        for one in rows
        if one.isVisible()
        and one.objectName().startswith("people_")
        and one.accessibleName().startswith(name)
    )
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)


def saved(till: TillDriver) -> str:
    """What the list says after something was stored."""
    till.wait_for(lambda: bool(till.text_of("people_notice_text")))
    return till.text_of("people_notice_text")


def test_the_owner_is_set_up_by_touch_and_is_at_the_till_at_once(alone: TillDriver) -> None:
    alone.press("new_person_button")
    alone.wait_for(lambda: alone.has("choice_chip_0"))
    alone.press("choice_chip_0")  # Siti opened the shift
    alone.press("save_person_button")
    assert alone.text_of("pin_steps_title") == "PIN baru untuk Siti"
    tap(alone, "2580")
    assert alone.text_of("pin_steps_title") == "Ketik PIN yang sama lagi"
    tap(alone, "2580")
    alone.wait_for(lambda: bool(staff(alone).people))
    alone.wait_for(lambda: alone.flow.doorway.is_staffed)
    [person] = staff(alone).people
    assert (person.name, person.role) == ("Siti", Role.OWNER)
    assert not alone.flow.doorway.is_locked
    assert alone.flow.presenters.guarded.by.person == person.id
    assert enters(alone.counter.till, person, "2580") == person


def test_somebody_is_added_by_keyboard_alone(owner: TillDriver) -> None:
    QTest.keyClick(owner.find(QPushButton, "new_person_button"), Qt.Key.Key_Return)
    owner.type_text("Budi\r")
    owner.type_text("4831\r")
    owner.type_text("4831\r")
    assert saved(owner) == "Tersimpan: Budi."
    budi = next(one for one in staff(owner).people if one.name == "Budi")
    assert budi.role is Role.CASHIER
    assert enters(owner.counter.till, budi, "4831") == budi


def test_two_pins_that_differ_are_asked_for_again(owner: TillDriver) -> None:
    owner.press("new_person_button")
    owner.type_text("Budi\r")
    owner.type_text("4831\r")
    owner.type_text("4832\r")
    assert "berbeda" in owner.text_of("pin_trouble")
    owner.type_text("4831\r")
    owner.type_text("4831\r")
    assert saved(owner) == "Tersimpan: Budi."


def test_an_easy_pin_is_pointed_out_and_may_still_be_taken(owner: TillDriver) -> None:
    owner.press("new_person_button")
    owner.type_text("Budi\r")
    owner.type_text("1234\r")
    assert "mudah ditebak" in owner.text_of("pin_steps_hint")
    owner.type_text("1234\r")
    assert saved(owner) == "Tersimpan: Budi."


def test_leaving_the_pin_adds_nobody(owner: TillDriver) -> None:
    owner.press("new_person_button")
    owner.type_text("Budi\r")
    owner.key(Qt.Key.Key_Escape)
    owner.wait_for(lambda: not owner.has("pin_steps_cancel_button"))
    owner.key(Qt.Key.Key_Escape)
    assert owner.has("new_person_button")
    assert "Budi" not in {one.name for one in staff(owner).people}


@pytest.mark.parametrize(("typed", "told"), [("", "Tulis nama"), ("siti", "Sudah ada")])
def test_a_name_that_cannot_be_is_told_beside_it(owner: TillDriver, typed: str, told: str) -> None:
    owner.press("new_person_button")
    owner.type_text(f"{typed}\r")
    owner.wait_for(lambda: told in owner.text_of("person_name_field_error"))
    assert not owner.has("pin_steps_cancel_button")


def test_a_role_and_a_name_are_changed(owner: TillDriver) -> None:
    open_person(owner, "Siti")
    field = owner.find(QLineEdit, "person_name_field")
    field.clear()
    owner.type_text("Siti Aminah")
    owner.press("role_supervisor_button")
    owner.press("save_person_button")
    assert saved(owner) == "Tersimpan: Siti Aminah."
    assert ("Siti Aminah", Role.SUPERVISOR) in {(one.name, one.role) for one in staff(owner).people}


def test_the_last_owner_stays_one(owner: TillDriver) -> None:
    open_person(owner, "Bu Tini")
    owner.press("person_active_button")
    owner.wait_for(lambda: "Harus tetap ada satu pemilik" in owner.text_of("person_notice_text"))
    assert staff(owner).people[0].active


def test_somebody_is_sent_away_and_taken_back(owner: TillDriver) -> None:
    open_person(owner, "Rina")
    owner.press("person_active_button")
    assert saved(owner) == "Rina dinonaktifkan."
    assert "Rina" not in {one.name for one in staff(owner).active}
    owner.wait_for(lambda: owner.has("people_3_button"))
    open_person(owner, "Rina")
    owner.press("person_active_button")
    owner.wait_for(lambda: owner.text_of("people_notice_text") == "Tersimpan: Rina.")


def test_a_forgotten_pin_gets_a_new_one_from_the_owner(owner: TillDriver) -> None:
    open_person(owner, "Siti")
    owner.press("person_pin_button")
    tap(owner, "7410")
    tap(owner, "7410")
    assert saved(owner) == "PIN Siti sudah diganti."
    siti = next(one for one in staff(owner).people if one.name == "Siti")
    assert enters(owner.counter.till, siti, "7410") == siti


def test_ones_own_pin_is_changed_from_the_menu_by_the_old_one(owner: TillDriver) -> None:
    owner.flow.doorway.lock()
    enter(owner, "Siti")
    owner.flow.menu.menu.own_pin_chosen.emit()
    owner.wait_for(lambda: owner.text_of("pin_steps_title") == "PIN Anda yang sekarang")
    for digits in ("0000", "7410", "7410"):
        tap(owner, digits)
    owner.wait_for(lambda: owner.text_of("pin_trouble") == "PIN salah. Coba lagi.")
    for digits in (PINS["Siti"], "7410", "7410"):
        tap(owner, digits)
    assert saved(owner) == "PIN Siti sudah diganti."
    assert not is_asked(owner)


def test_a_permission_is_granted_at_once(owner: TillDriver) -> None:
    owner.press("grant_cashier_void_button")
    owner.wait_for(lambda: Action.VOID in staff(owner).permissions.cashier.actions)
    field = owner.find(QLineEdit, "grant_limit_cashier_field")
    field.setFocus()
    field.selectAll()
    owner.type_text("25%\r")
    owner.wait_for(lambda: staff(owner).permissions.cashier.discount_limit == 2_500)
    assert len(bodies(owner.counter.till, Kind.PERMISSIONS_CHANGED)) == 2


def test_a_percentage_that_is_none_is_told_and_not_stored(owner: TillDriver) -> None:
    field = owner.find(QLineEdit, "grant_limit_cashier_field")
    field.setFocus()
    field.selectAll()
    owner.type_text("banyak\r")
    owner.wait_for(lambda: bool(owner.text_of("grant_trouble")))
    assert staff(owner).permissions.cashier.discount_limit == 1_000


def test_a_cashier_needs_the_owners_pin_to_change_people(owner: TillDriver) -> None:
    owner.flow.doorway.lock()
    enter(owner, "Siti")
    owner.wait_for(lambda: owner.has("people_0_button"))
    owner.press("grant_cashier_void_button")
    owner.wait_for(lambda: is_asked(owner))
    assert owner.text_of("approval_title") == "Ubah orang dan izin"
    owner.key(Qt.Key.Key_Escape)
    owner.wait_for(lambda: "Tidak disetujui" in owner.text_of("people_notice_text"))
    owner.wait_for(lambda: not owner.find(QPushButton, "grant_cashier_void_button").isChecked())
    owner.press("grant_cashier_void_button")
    owner.wait_for(lambda: is_asked(owner))
    tap_pin(owner, "Bu Tini")
    owner.wait_for(lambda: owner.flow.presenters.guarded.may(Action.VOID))


def test_pressing_save_twice_adds_one_person(owner: TillDriver) -> None:
    owner.press("new_person_button")
    owner.type_text("Budi\r")
    owner.type_text("4831\r")
    owner.type_text("4831")
    button = owner.find(QPushButton, "pin_go_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert saved(owner) == "Tersimpan: Budi."
    assert [one.name for one in staff(owner).people].count("Budi") == 1


def test_the_time_until_the_till_locks_is_set_here(owner: TillDriver) -> None:
    owner.press("lock_after_10_button")
    settings = owner.counter.settings_file
    owner.wait_for(lambda: settings.settings.lock_after_minutes == 10)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_action_has_a_name_for_people(action: Action, language: str) -> None:
    assert action_name(action, Catalog(language)) != action.value
