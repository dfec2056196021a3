"""Setting printers up: the list, the finder, the form, the models and the questions."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.devices.transports.transport import DeliveryUncertain, PrinterUnreachable
from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.kinds import Kind
from pos_app.services.printing.printer_addresses import Place
from pos_app.services.printing.printer_finding import Listing, NetworkSearch
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import PrinterSetup, SettingsFile
from resources.translations import Catalog
from tests.drivers.desk import Desk
from tests.drivers.entries import bodies
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.scenes.scenes_printers import FOUND, StillSearch, a_range
from ui.guarded import Guarded
from ui.pages.printing.printer_words import place_hint
from ui.pages.printing.printers_page import PrintersPage
from ui.presenters.printer_check import PrinterCheckPresenter
from ui.presenters.printer_finding import FindingPresenter
from ui.presenters.printers import PrintersPresenter
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look

COUNTER = PrinterSetup(id="a", name="Counter", address="tcp://192.168.1.50:9100", paper="80")
KITCHEN = PrinterSetup(id="b", name="Kitchen", address="tcp://192.168.1.51:9100", roles=("order",))


class PrintersDriver(PageDriver[PrintersPage]):
    """The page with a finder that finds the same everywhere."""

    def set_up(self, *setups: PrinterSetup) -> None:
        self.desk.counter.settings_file.change(printers=setups)
        self.page.enter()
        self.wait_for(lambda: len(self.page.list.rows.buttons) == len(setups))
        self.wait_for(self.page.list.rows.buttons[-1].isVisible)

    def stored(self) -> tuple[PrinterSetup, ...]:
        """What a restart would read."""
        folder = self.desk.counter.settings_file._path
        return SettingsFile(folder).settings.printers

    def wait_stored(self, *setups: PrinterSetup) -> None:
        self.wait_for(lambda: self.stored() == setups)

    def open_form(self, place: int = 0) -> None:
        self.press(f"printers_{place}_button")
        self.wait_for(lambda: self.shows("save_and_test_button"))

    def look_for_printers(self) -> None:
        self.press("find_printers_button")
        self.wait_for(lambda: len(self.page.finder.rows.buttons) == len(FOUND))
        self.wait_for(self.page.finder.rows.buttons[-1].isVisible)

    def title(self) -> str:
        return self.page.check.title.text()

    def see(self, words: str) -> None:
        """Press the answer that says so."""
        self.wait_for(lambda: words in self.answers())
        place = self.answers().index(words)
        self.wait_for(self.page.check.choices.buttons[place].isVisible)
        self.press(f"check_{place}_button")

    def answers(self) -> list[str]:
        return [button._words.text() for button in self.page.check.choices.buttons]

    def printed(self) -> int:
        return len(self.desk.spooler.tests)

    def comes_out(self) -> None:
        """The test page that was asked for last goes to the printer."""
        self.desk.spooler.tests[-1].set_result(None)


def _page(desk: Desk, look: Look) -> PrintersPage:
    settings = SettingsPresenter(desk.counter, desk.background)
    presenter = PrintersPresenter(desk.counter, settings)
    finding = FindingPresenter(
        desk.background, listing=partial(Listing, FOUND), search=StillSearch, own_range=a_range
    )
    guarded = Guarded(desk.till, desk.background)
    checking = PrinterCheckPresenter(desk.counter, desk.background, presenter, guarded)
    seconds = count()
    return PrintersPage(presenter, finding, checking, look, clock=lambda: float(next(seconds)))


@pytest.fixture
def printers(qtbot: QtBot, tmp_path: Path) -> Iterator[PrintersDriver]:
    with on_page(qtbot, tmp_path, _page, language="en") as page:
        yield PrintersDriver(qtbot, page.desk, page.page)


def test_without_a_printer_the_page_says_what_to_do(printers: PrintersDriver) -> None:
    assert printers.text("printers_none_title") == "No printer yet"
    assert printers.words("find_printers_button") == "Find printers"


def test_each_printer_is_told_with_its_connection_its_work_and_how_it_is(
    printers: PrintersDriver,
) -> None:
    printers.desk.spooler.several = (
        PrinterState(Shown.READY, printer="a"),
        PrinterState(Shown.PAPER_OUT, 2, printer="b"),
    )
    printers.set_up(COUNTER, KITCHEN)
    first, second = printers.page.list.rows.buttons
    assert first.accessibleName() == ("Counter. Network (LAN) · Receipts, Labels · Printer ready")
    assert second.accessibleName() == "Kitchen. Network (LAN) · Order copies · Paper out · 2"


def test_a_printer_that_was_found_is_set_up_with_what_its_name_tells(
    printers: PrintersDriver,
) -> None:
    printers.look_for_printers()
    printers.press("found_1_button")
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    assert printers.field("printer_name_field").text() == "Xprinter XP-58"
    printers.type_into("printer_name_field", "Counter")
    printers.press("save_printer_button")
    wanted = PrinterSetup(name="Counter", address="file:///dev/usb/lp0", profile="xprinter-58")
    printers.wait_stored(wanted)
    used = [what for what, _ in printers.desk.spooler.asked]
    assert used == ["use"]


def test_what_a_second_printer_prints_the_first_one_prints_no_more(
    printers: PrintersDriver,
) -> None:
    printers.set_up(COUNTER)
    printers.look_for_printers()
    printers.press("found_1_button")
    printers.wait_for(lambda: printers.shows("printer_role_label_button"))
    printers.press("printer_role_label_button")
    printers.press("save_printer_button")
    printers.wait_for(lambda: len(printers.stored()) == 2)
    assert [one.roles for one in printers.stored()] == [("receipt",), ("order", "label")]


def test_a_printer_that_is_set_up_already_is_opened_not_set_up_twice(
    printers: PrintersDriver,
) -> None:
    printers.set_up(msgspec.structs.replace(COUNTER, address=FOUND[1].address))
    printers.look_for_printers()
    printers.press("found_1_button")
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    assert printers.text("printer_form_title") == "Counter"
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.shows("printers_0_button"))
    assert len(printers.stored()) == 1


def test_what_was_chosen_by_hand_stays_when_model_or_place_change(
    printers: PrintersDriver,
) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.type_into("printer_name_field", "Front")
    printers.press("drawer_none_button")
    printers.press("logo_off_button")
    printers.press("printer_way_1_button")
    printers.press("model_0_button")
    printers.wait_for(lambda: printers.shows("printer_way_0_button"))
    printers.press("cutter_yes_button")
    printers.press("printer_way_0_button")
    printers.type_into("printer_address_field", "192.168.1.99")
    printers.key(Qt.Key.Key_Return)
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].name == "Front")
    [setup] = printers.stored()
    assert (setup.drawer, setup.logo, setup.cutter) == ("none", False, True)
    assert (setup.address, setup.profile) == ("tcp://192.168.1.99", "generic-58")


def test_a_model_brings_its_paper_and_its_cutter(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.press("printer_way_1_button")
    printers.type_into("model_search_field", "tm-t82")
    printers.key(Qt.Key.Key_Return)
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    printers.press("cutter_no_button")
    printers.press("drawer_pin5_button")
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].profile == "epson-tm-t82")
    [setup] = printers.stored()
    assert (setup.paper, setup.cutter, setup.drawer) == ("80", False, "pin5")
    assert (setup.id, setup.name) == ("a", "Counter")


def test_models_beyond_the_short_list_are_found_by_their_name(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.press("printer_way_1_button")
    printers.wait_for(lambda: len(printers.page.models._models) > 30)
    printers.type_into("model_search_field", "p-822d")
    assert len(printers.page.models.rows.buttons) == 1
    printers.type_into("model_search_field", "no such model")
    assert "fits most" in printers.text("model_state")


def test_columns_of_ones_own_are_checked_beside_their_field(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.press("paper_custom_button")
    printers.type_into("paper_columns_field", "3")
    printers.type_into("paper_dots_field", "360")
    printers.press("save_printer_button")
    assert printers.text("paper_columns_field_error") == "A row of paper has 24 to 64 letters."
    printers.type_into("paper_columns_field", "30")
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].columns == 30)
    assert printers.stored()[0].width_dots == 360


@pytest.mark.parametrize(
    ("place", "typed", "words"),
    [
        ("network", "", "Please type the printer's address."),
        ("network", "192.168.1.50:port", "is no address in a network"),
        ("network", "http://192.168.1.50/print", "is no printer address"),
        ("serial", "COM", "is no serial port"),
        ("usb", "Epson", "is no USB device"),
    ],
)
def test_an_address_that_nobody_understands_says_why_beside_the_field(
    printers: PrintersDriver, place: str, typed: str, words: str
) -> None:
    printers.look_for_printers()
    printers.press(f"place_{place}_button")
    printers.type_into("printer_address_field", typed)
    printers.press("use_address_button")
    printers.wait_for(lambda: words in printers.text("printer_address_field_error"))
    assert printers.stored()[0].address == "none"


def test_a_typed_address_leads_to_the_form(printers: PrintersDriver) -> None:
    printers.look_for_printers()
    printers.press("place_serial_button")
    printers.type_into("printer_address_field", "COM5")
    printers.press("baud_115200_button")
    printers.press("use_address_button")
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].address == "serial://COM5?baud=115200")


def test_a_range_that_is_not_near_is_refused_before_anything_is_sent(
    printers: PrintersDriver,
) -> None:
    printers.look_for_printers()
    printers.wait_for(lambda: bool(printers.field("network_range_field").text()))
    printers.type_into("network_range_field", "8.8.8.1-8.8.8.9")
    printers.press("look_button")
    assert "own network" in printers.text("network_range_field_error")
    printers.type_into("network_range_field", "10.0.0.0/16")
    printers.press("look_button")
    assert "At most 1.024" in printers.text("network_range_field_error")


def test_a_look_tells_how_far_it_is_and_ends_when_somebody_stops_it(
    printers: PrintersDriver,
) -> None:
    printers.look_for_printers()
    printers.wait_for(lambda: printers.field("network_range_field").text() == a_range())
    printers.press("look_button")
    printers.wait_for(lambda: "87 of 254" in printers.text("network_state"))
    assert "192.168.1.1 answers, but it is no printer." in printers.text("network_state")
    printers.wait_for(lambda: printers.shows("answered_0_button"))
    printers.press("stop_looking_button")
    printers.wait_for(lambda: printers.shows("look_button"))
    printers.press("answered_0_button")
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    assert printers.text("printer_form_title") == "192.168.1.50"


def test_leaving_the_page_ends_a_look(printers: PrintersDriver) -> None:
    ended: list[NetworkSearch] = []

    class _Search(StillSearch):
        def cancel(self) -> None:
            super().cancel()
            ended.append(self)

    printers.page._finding._make_search = _Search
    printers.look_for_printers()
    printers.wait_for(lambda: bool(printers.field("network_range_field").text()))
    printers.press("look_button")
    printers.wait_for(lambda: "87 of 254" in printers.text("network_state"))
    printers.page.hide()
    assert len(ended) == 1
    assert not printers.page._finding.is_looking


def test_a_removed_printer_is_asked_about_and_tells_what_waits(printers: PrintersDriver) -> None:
    printers.desk.spooler.several = (
        PrinterState(Shown.READY, printer="a"),
        PrinterState(Shown.OFFLINE, 3, printer="b"),
    )
    printers.set_up(COUNTER, KITCHEN)
    printers.open_form(1)
    printers.page.form.remove_button._settling._clock = count().__next__
    printers.press("remove_printer_button")
    assert printers.words("remove_printer_button").startswith("3 papers wait")
    assert len(printers.stored()) == 2
    printers.press("remove_printer_button")
    printers.wait_stored(COUNTER)


def test_the_last_printer_leaves_a_till_that_saves_receipts_as_pdf(
    printers: PrintersDriver,
) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.page.form.remove_button._settling._clock = count().__next__
    printers.press("remove_printer_button")
    printers.press("remove_printer_button")
    printers.wait_stored(PrinterSetup())
    printers.wait_for(lambda: printers.shows("printers_none_card"))


def test_a_model_of_another_version_is_said_and_can_be_chosen_anew(
    printers: PrintersDriver,
) -> None:
    printers.set_up(PrinterSetup(address=COUNTER.address, profile="Iware 2031"))
    printers.open_form()
    assert "does not know the printer model Iware 2031" in printers.text("printer_form_notice_text")
    printers.press("printer_way_1_button")
    printers.press("model_3_button")
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].profile == "iware-c58bt")


def test_the_rows_fed_at_the_end_and_the_speed_of_a_port_are_set_in_the_form(
    printers: PrintersDriver,
) -> None:
    printers.set_up(msgspec.structs.replace(COUNTER, address="serial:///dev/ttyUSB0?baud=9600"))
    printers.open_form()
    printers.press("feed_field_plus")
    printers.press("feed_field_plus")
    printers.press("speed_115200_button")
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].feed == 8)
    assert printers.stored()[0].address == "serial:///dev/ttyUSB0?baud=115200"


def test_only_a_serial_port_has_a_speed(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    assert not printers.shows("speed_9600_button")
    assert printers.field("feed_field").text() == "6"
    printers.type_into("feed_field", "99")
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].feed == 10)


def test_a_printer_that_is_elsewhere_now_keeps_all_but_its_address(
    printers: PrintersDriver,
) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.press("printer_way_0_button")
    printers.type_into("printer_address_field", "192.168.1.99")
    printers.key(Qt.Key.Key_Return)
    printers.wait_for(lambda: printers.shows("save_printer_button"))
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].address == "tcp://192.168.1.99")
    assert (printers.stored()[0].name, printers.stored()[0].paper) == ("Counter", "80")


def test_an_unusable_setup_in_the_settings_keeps_nothing_else_from_being_changed(
    printers: PrintersDriver,
) -> None:
    broken = PrinterSetup(id="z", address="gopher://printer", roles=())
    printers.set_up(COUNTER, broken)
    printers.open_form()
    printers.type_into("printer_name_field", "Front")
    printers.press("save_printer_button")
    printers.wait_for(lambda: printers.stored()[0].name == "Front")
    assert printers.stored()[1] == broken
    printers.wait_for(lambda: printers.shows("printers_1_button"))
    printers.open_form(1)
    printers.press("save_printer_button")
    assert "is no printer address" in printers.text("printer_form_notice_text")


def _begin_test(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.press("save_and_test_button")
    assert printers.printed() == 1
    assert printers.title() == "The test page is being printed …"


def test_a_page_as_it_should_be_leads_to_ready(printers: PrintersDriver) -> None:
    _begin_test(printers)
    printers.comes_out()
    for words in (
        "Yes, something is printed",
        "Yes, all of them",
        "On one row, at the right edge",
        "Yes, below the text",
        "Only A is whole",
        "No drawer hangs on it",
    ):
        printers.see(words)
    assert printers.title() == "The printer is ready"
    printers.see("Done")
    assert printers.shows("printers_0_button")
    assert printers.stored() == (COUNTER,)


def test_a_ruler_that_wraps_corrects_the_columns_and_prints_again(
    printers: PrintersDriver,
) -> None:
    _begin_test(printers)
    printers.comes_out()
    printers.see("Yes, something is printed")
    printers.see("Yes, all of them")
    printers.see("It goes on in the next row")
    printers.type_into("check_columns_field", "99")
    printers.press("use_columns_button")
    assert "24 to 64" in printers.text("check_columns_field_error")
    printers.type_into("check_columns_field", "42")
    printers.key(Qt.Key.Key_Return)
    printers.wait_for(lambda: printers.stored()[0].paper == "80-42")
    assert printers.text("check_text") == "42 letters stand on a row from now on."
    printers.see("Print the test page again")
    assert printers.printed() == 2
    printers.comes_out()
    printers.see("On one row, at the right edge")
    assert printers.title() == "Was the paper cut?"


def test_a_wrong_cut_and_a_code_that_is_not_seen_are_put_right(printers: PrintersDriver) -> None:
    _begin_test(printers)
    printers.comes_out()
    printers.see("Yes, something is printed")
    printers.see("Yes, all of them")
    printers.see("On one row, at the right edge")
    printers.see("Cut in the middle of the text")
    printers.wait_for(lambda: printers.stored()[0].feed == 8)
    assert "8 rows" in printers.text("check_text")
    printers.see("Go on without printing")
    printers.see("B is whole, C is not")
    printers.wait_for(lambda: printers.stored()[0].qr == "enlarged")
    assert printers.text("check_text") == "QR codes are sent as small pictures from now on."


def test_codes_that_are_printed_as_well_as_can_be_are_left_so(printers: PrintersDriver) -> None:
    _begin_test(printers)
    printers.comes_out()
    printers.see("Yes, something is printed")
    printers.see("Yes, all of them")
    printers.see("On one row, at the right edge")
    printers.see("Yes, below the text")
    printers.see("Only A is whole")
    printers.see("No drawer hangs on it")
    assert printers.title() == "The printer is ready"
    assert printers.stored()[0].qr == ""


def test_strange_letters_that_no_setting_helps_lead_to_other_ways(
    printers: PrintersDriver,
) -> None:
    _begin_test(printers)
    printers.comes_out()
    printers.see("Yes, something is printed")
    printers.see("No, strange or Chinese signs")
    assert printers.title() == "No setting helps here"
    printers.see("Change the setup")
    assert printers.shows("save_and_test_button")


def test_a_printer_that_is_not_reached_says_why_and_what_to_look_at(
    printers: PrintersDriver,
) -> None:
    _begin_test(printers)
    printers.desk.spooler.tests[-1].set_exception(PrinterUnreachable("printer_paper_out"))
    printers.wait_for(lambda: printers.title() == "Nothing came out")
    assert "no paper" in printers.text("check_notice_text")
    assert "Wi-Fi" in printers.text("check_text")
    printers.see("Look for another printer")
    printers.wait_for(lambda: printers.shows("look_button"))


def test_a_page_that_broke_off_on_its_way_is_asked_about(printers: PrintersDriver) -> None:
    _begin_test(printers)
    printers.desk.spooler.tests[-1].set_exception(DeliveryUncertain("delivery_uncertain"))
    printers.wait_for(lambda: printers.title() == "What do you see?")
    printers.see("Nothing came out")
    printers.see("Print the test page again")
    assert printers.printed() == 2


def test_a_test_page_that_nobody_waits_for_any_more_shows_nothing(
    printers: PrintersDriver,
) -> None:
    _begin_test(printers)
    printers.key(Qt.Key.Key_Escape)
    assert printers.shows("save_and_test_button")
    printers.comes_out()
    printers.press("printer_form_back_button")
    assert printers.shows("printers_0_button")


def test_a_second_press_is_not_the_next_answer(printers: PrintersDriver) -> None:
    _begin_test(printers)
    printers.comes_out()
    printers.wait_for(lambda: printers.title() == "What do you see?")
    printers.page.check._settling._clock = lambda: 1000.0
    printers.see("Yes, something is printed")
    assert printers.title() == "Can you read the letters?"
    printers.see("Yes, all of them")
    assert printers.title() == "Can you read the letters?"


def test_esc_leads_one_step_back(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.press("printer_way_1_button")
    printers.key(Qt.Key.Key_Escape)
    assert printers.shows("save_printer_button")
    printers.press("printer_way_0_button")
    printers.key(Qt.Key.Key_Escape)
    assert printers.shows("save_printer_button")
    printers.key(Qt.Key.Key_Escape)
    assert printers.shows("find_printers_button")


def test_enter_alone_answers_that_all_is_as_it_should_be(printers: PrintersDriver) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.key(Qt.Key.Key_Return)
    assert printers.printed() == 1
    printers.comes_out()
    titles = ("What do you see?", "Can you read", "Where does", "Was the paper", "Which square")
    for title in (*titles, "Does the cash drawer", "The printer is ready"):
        printers.wait_for(lambda title=title: printers.title().startswith(title))  # type: ignore[misc]
        printers.wait_for(printers.page.check.choices.buttons[0].hasFocus)
        printers.key(Qt.Key.Key_Return)
    assert printers.shows("printers_0_button")


def test_what_cannot_be_stored_is_said_and_nothing_is_lost(
    printers: PrintersDriver, tmp_path: Path
) -> None:
    printers.set_up(COUNTER)
    printers.open_form()
    printers.type_into("printer_name_field", "Front")
    file = printers.desk.counter.settings_file
    (tmp_path / "full").write_text("not a folder")
    stored, file._path = file._path, tmp_path / "full" / "settings.json"
    printers.press("save_printer_button")
    printers.wait_for(lambda: "could not be saved" in printers.text("printers_notice_text"))
    assert file.settings.printers == (COUNTER,)
    assert SettingsFile(stored).settings.printers == (COUNTER,)


@pytest.mark.parametrize(
    ("platform", "port", "how"),
    [("win32", "COM5", "pair"), ("darwin", "/dev/cu.", "pair"), ("linux", "/dev/rfcomm0", "bind")],
)
def test_the_hint_for_a_port_is_of_this_kind_of_machine(platform: str, port: str, how: str) -> None:
    hint = place_hint(Place.SERIAL, Catalog("en"), platform)
    assert port in hint
    assert how in hint
    others = {"COM5", "/dev/cu.", "/dev/rfcomm0"} - {port}
    assert not any(other in hint for other in others)


def test_the_drawer_is_tried_recorded_and_opened_by_the_other_pin_if_it_stays_shut(
    printers: PrintersDriver,
) -> None:
    _begin_test(printers)
    printers.comes_out()
    for words in (
        "Yes, something is printed",
        "Yes, all of them",
        "On one row, at the right edge",
        "Yes, below the text",
        "Only A is whole",
        "Open the drawer",
    ):
        printers.see(words)
    printers.wait_for(lambda: ("open drawer", "a") in printers.desk.spooler.asked)
    [opened] = bodies(printers.desk.till, Kind.DRAWER_OPENED)
    assert isinstance(opened, DrawerOpened)
    assert opened.reason == "Trying the drawer"
    printers.see("No, it stayed shut")
    printers.wait_for(lambda: printers.stored()[0].drawer == "pin5")
    assert "pin 5" in printers.text("check_text")
    printers.see("Open the drawer")
    printers.see("Yes, it sprang open")
    assert printers.title() == "The printer is ready"
