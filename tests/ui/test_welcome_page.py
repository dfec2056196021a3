"""The first start: from an empty till to one that can open its first shift."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.services import booth, catalogue
from pos_app.services.booth import RegisterState
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.pages.machine.welcome_page import WelcomePage
from ui.presenters.welcome import WelcomePresenter
from ui.theme import Look


class WelcomeDriver:
    """The page, and the register that it told the window about."""

    def __init__(self, page: PageDriver[WelcomePage]) -> None:
        self.page = page
        self.presenter = page.page._presenter
        self.ready: list[RegisterState] = []
        self.look_changes: list[bool] = []
        self.presenter.ready.connect(self.ready.append)
        self.presenter.look_changed.connect(self._on_look)

    def _on_look(self) -> None:
        self.look_changes.append(True)

    def choose_language(self, code: str = "id") -> None:
        self.page.press(f"language_{code}_button")
        self.page.wait_for(lambda: bool(self.look_changes))

    def start_alone(self, name: str = "Batik Polokarto", code: str = "a12") -> None:
        self.choose_language()
        self.page.press("start_alone_button")
        self.page.type_into("booth_name_field", name)
        self.page.type_into("booth_code_field", code)

    def wait_products_step(self) -> None:
        self.page.wait_for(lambda: self.page.shows("products_later_button"))

    def products(self) -> int:
        return self.page.desk.till.read(catalogue.count_products).result()

    def wait_ready(self) -> RegisterState:
        self.page.wait_for(lambda: bool(self.ready))
        return self.ready[0]


def _page(desk: Desk, look: Look) -> WelcomePage:
    return WelcomePage(WelcomePresenter(desk.counter, desk.background), look)


@pytest.fixture
def welcome(qtbot: QtBot, tmp_path: Path) -> Iterator[WelcomeDriver]:
    with on_page(qtbot, tmp_path, _page, language="en", ready=False) as page:
        yield WelcomeDriver(page)


def test_the_language_is_asked_first_and_remembered(welcome: WelcomeDriver) -> None:
    assert welcome.page.shows("language_id_button")
    welcome.choose_language("en")
    settings = welcome.page.desk.counter.settings_file.settings
    assert (settings.language, settings.language_chosen) == ("en", True)
    assert welcome.page.shows("start_alone_button")


def test_a_chosen_language_is_not_asked_again(welcome: WelcomeDriver) -> None:
    welcome.choose_language()
    welcome.page.page.enter()
    assert not welcome.page.shows("language_id_button")
    assert welcome.page.shows("start_alone_button")


def test_a_booth_of_ones_own_is_created_with_its_zone(welcome: WelcomeDriver) -> None:
    welcome.start_alone()
    welcome.page.press("zone_wita_button")
    welcome.page.press("create_booth_button")
    welcome.wait_products_step()
    register = welcome.page.desk.till.read(booth.current_register).result()
    assert register is not None
    assert (register.booth.name, register.booth.code) == ("Batik Polokarto", "A12")
    assert register.zone == "Asia/Makassar"


def test_it_works_with_the_keyboard_alone(welcome: WelcomeDriver) -> None:
    def enter() -> None:
        QTest.keyClick(QApplication.focusWidget() or welcome.page.page, Qt.Key.Key_Return)

    enter()
    welcome.page.wait_for(lambda: bool(welcome.look_changes))
    enter()
    welcome.page.type_text("Kopi Lereng")
    enter()
    welcome.page.type_text("B7")
    enter()
    welcome.wait_products_step()
    later = welcome.page.button("products_later_button")
    later.setFocus()
    enter()
    assert welcome.wait_ready().booth.code == "B7"


def test_a_code_that_cannot_be_used_is_said_beside_its_field(welcome: WelcomeDriver) -> None:
    welcome.start_alone(code="A-12")
    welcome.page.press("create_booth_button")
    error = "booth_code_field_error"
    welcome.page.wait_for(lambda: welcome.page.shows(error))
    assert "1 to 8 letters and digits" in welcome.page.text(error)
    assert welcome.page.field("booth_name_field").text() == "Batik Polokarto"
    welcome.page.type_into("booth_code_field", "A12")
    assert not welcome.page.shows(error)
    welcome.page.press("create_booth_button")
    welcome.wait_products_step()


def test_a_missing_name_is_said_beside_the_name(welcome: WelcomeDriver) -> None:
    welcome.start_alone(name=" ")
    welcome.page.press("create_booth_button")
    welcome.page.wait_for(lambda: welcome.page.shows("booth_name_field_error"))


def test_the_sample_products_are_one_press(welcome: WelcomeDriver) -> None:
    welcome.start_alone()
    welcome.page.press("create_booth_button")
    welcome.wait_products_step()
    welcome.page.press("products_samples_button")
    welcome.wait_ready()
    assert welcome.products() >= 120


def test_products_can_wait(welcome: WelcomeDriver) -> None:
    welcome.start_alone()
    welcome.page.press("create_booth_button")
    welcome.wait_products_step()
    welcome.page.press("products_later_button")
    assert welcome.wait_ready().booth.code == "A12"
    assert welcome.products() == 0


def test_a_file_is_shown_before_it_is_imported(welcome: WelcomeDriver, tmp_path: Path) -> None:
    file = tmp_path / "produk.csv"
    file.write_text("nama;harga\nKopi;12.000\nTeh;seribu\n", "utf-8")
    welcome.start_alone()
    welcome.page.press("create_booth_button")
    welcome.wait_products_step()
    welcome.presenter.products.read(file)
    welcome.page.wait_for(lambda: welcome.page.shows("import_button"))
    assert welcome.page.text("import_summary") == (
        "1 product can be imported. 1 line has a problem."
    )
    assert welcome.products() == 0
    welcome.page.press("import_button")
    welcome.wait_ready()
    assert welcome.products() == 1


def test_a_file_that_is_no_catalogue_is_said_and_another_can_be_chosen(
    welcome: WelcomeDriver, tmp_path: Path
) -> None:
    file = tmp_path / "kosong.csv"
    file.write_bytes(b"")
    welcome.start_alone()
    welcome.page.press("create_booth_button")
    welcome.wait_products_step()
    welcome.presenter.products.read(file)
    welcome.page.wait_for(lambda: welcome.page.shows("welcome_notice"))
    assert welcome.page.text("welcome_notice_text") == (
        "The file kosong.csv is empty. Choose another one."
    )
    assert welcome.page.button("products_file_button").isEnabled()


def test_joining_asks_the_organizer_once_and_says_what_is_wrong_with_the_code(
    welcome: WelcomeDriver,
) -> None:
    welcome.choose_language()
    welcome.page.press("start_join_button")
    welcome.page.type_into("join_address_field", " 192.168.1.10:8080 ")
    welcome.page.type_into("join_code_field", "K7QM2XPA")
    welcome.page.press("join_button")
    [(address, code, answer)] = welcome.page.desk.organizer.joins
    assert (address, code) == ("192.168.1.10:8080", "K7QM2XPA")
    assert not welcome.page.button("join_button").isEnabled()
    answer.set_exception(LapakError("join_code_expired"))
    welcome.page.wait_for(lambda: welcome.page.shows("join_code_field_error"))
    assert "expired" in welcome.page.text("join_code_field_error")
    assert welcome.page.button("join_button").isEnabled()
    assert welcome.page.field("join_address_field").text() == " 192.168.1.10:8080 "


def test_a_server_that_is_not_there_is_said_beside_the_address(welcome: WelcomeDriver) -> None:
    welcome.choose_language()
    welcome.page.press("start_join_button")
    welcome.page.type_into("join_address_field", "192.168.1.10")
    welcome.page.type_into("join_code_field", "K7QM2XPA")
    welcome.page.key(Qt.Key.Key_Return)
    welcome.page.desk.organizer.joins[0][2].set_exception(LapakError("server_unreachable"))
    welcome.page.wait_for(lambda: welcome.page.shows("join_address_field_error"))


def test_empty_fields_do_not_ask_the_organizer(welcome: WelcomeDriver) -> None:
    welcome.choose_language()
    welcome.page.press("start_join_button")
    welcome.page.press("join_button")
    assert welcome.page.shows("join_address_field_error")
    assert welcome.page.desk.organizer.joins == []


def test_a_joined_register_goes_on_to_its_products(welcome: WelcomeDriver) -> None:
    till = welcome.page.desk.till
    welcome.choose_language()
    welcome.page.press("start_join_button")
    welcome.page.type_into("join_address_field", "192.168.1.10")
    welcome.page.type_into("join_code_field", "K7QM2XPA")
    welcome.page.press("join_button")
    made = till.write(booth.create_booth, till.install, "Kopi Lereng", "B7").result()
    welcome.page.desk.organizer.joins[0][2].set_result(made)
    welcome.wait_products_step()


def test_escape_goes_one_step_back(welcome: WelcomeDriver) -> None:
    welcome.start_alone()
    welcome.page.key(Qt.Key.Key_Escape)
    assert welcome.page.shows("start_alone_button")
    welcome.page.key(Qt.Key.Key_Escape)
    assert welcome.page.shows("language_id_button")


def test_every_button_can_be_touched(welcome: WelcomeDriver) -> None:
    welcome.start_alone()
    for button in welcome.page.page.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= 44, button.objectName()
