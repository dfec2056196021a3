"""The receipt's design: what is typed stands on the paper beside it, and is kept by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.devices.rendering.document import Document, Text
from pos_app.services.printing.printer import PrinterSettings
from pos_app.settings import PrinterSetup, ReceiptDesign
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.printers.logos import a_logo
from tests.drivers.till_driver import open_till_window
from ui.pages.printing.receipt_design_page import ReceiptDesignPage
from ui.presenters.receipt_design import ReceiptDesignPresenter
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look

Designing = PageDriver[ReceiptDesignPage]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Designing]:
    def make(desk: Desk, look: Look) -> ReceiptDesignPage:
        setup = PrinterSetup(address="tcp://127.0.0.1:9", paper="80")
        desk.counter.settings_file.change(printers=(setup,), language="en")
        settings = SettingsPresenter(desk.counter, desk.background)
        presenter = ReceiptDesignPresenter(desk.counter, desk.background, settings)
        return ReceiptDesignPage(presenter, look)

    with on_page(qtbot, tmp_path, make, language="en") as shown:
        shown.wait_for(lambda: bool(paper(shown)))
        yield shown


def paper(page: Designing) -> str:
    return "\n".join(page.page.receipt.paper.rows)


def pictures(page: Designing) -> int:
    return sum(bool(getattr(row, "bits", b"")) for row in page.page.receipt.paper._rows)


def kept(page: Designing) -> ReceiptDesign:
    return page.desk.counter.settings_file.settings.receipt


def test_what_is_typed_stands_on_the_paper_and_is_kept(page: Designing) -> None:
    page.type_into("design_header_0_field", "Jl. Slamet Riyadi 12")
    page.key(Qt.Key.Key_Return)
    page.type_text("0812-3456-7890")
    page.type_into("design_footer_0_field", "Come again!")
    page.wait_for(lambda: "Come again!" in paper(page) and "0812-3456-7890" in paper(page))
    assert "Thank you" not in paper(page)
    page.wait_for(lambda: kept(page).footer == "Come again!")
    assert kept(page).header == "Jl. Slamet Riyadi 12\n0812-3456-7890"
    assert page.desk.spooler.asked[-1][0] == "use"  # the printers print so from now on


def test_the_part_that_is_changed_comes_into_sight(page: Designing) -> None:
    page.press("design_columns_32_button")
    bar = page.page.receipt.verticalScrollBar()
    page.wait_for(lambda: bar.maximum() > 0)
    page.type_into("design_footer_0_field", "Come again!")
    page.wait_for(lambda: "Come again!" in paper(page))
    page.wait_for(lambda: bar.value() == bar.maximum())
    page.type_into("design_header_0_field", "Solo")
    page.wait_for(lambda: "Solo" in paper(page))
    page.wait_for(lambda: bar.value() == 0)


def test_a_page_that_is_left_has_kept_what_was_just_typed(page: Designing) -> None:
    page.type_into("design_footer_0_field", "Come again!")
    page.page.hide()
    page.wait_for(lambda: kept(page).footer == "Come again!")


def test_the_paper_is_as_wide_as_the_receipt_printers_or_as_one_likes(page: Designing) -> None:
    assert page.page.columns.value() == "48"
    assert max(map(len, page.page.receipt.paper.rows)) == 48
    page.press("design_columns_32_button")
    page.wait_for(lambda: max(map(len, page.page.receipt.paper.rows)) == 32)


def test_a_picture_becomes_the_logo_and_goes_again(page: Designing, tmp_path: Path) -> None:
    assert pictures(page) == 0
    page.page._on_picture(str(a_logo(tmp_path / "toko.jpg")))
    page.wait_for(lambda: pictures(page) == 1)
    page.wait_for(lambda: kept(page).logo)
    logo_file = page.desk.counter.settings_file.logo_file
    act, used = page.desk.spooler.asked[-1]
    assert act == "use"
    assert isinstance(used, PrinterSettings)
    assert used.receipt.logo_file == str(logo_file)
    assert logo_file.exists()
    page.press("remove_logo_button")
    page.wait_for(lambda: pictures(page) == 0)
    page.wait_for(lambda: not kept(page).logo)
    assert not page.shows("remove_logo_button")


def test_a_spoilt_picture_is_told_and_changes_nothing(page: Designing, tmp_path: Path) -> None:
    spoilt = tmp_path / "toko.png"
    spoilt.write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    page.page._on_picture(str(spoilt))
    page.wait_for(lambda: page.shows("design_notice"))
    assert "picture" in page.text("design_notice_text")
    assert not kept(page).logo
    assert page.button("choose_logo_button").isEnabled()


def test_a_printer_that_prints_no_logo_shows_none(page: Designing, tmp_path: Path) -> None:
    setup = PrinterSetup(address="tcp://127.0.0.1:9", logo=False)
    page.desk.counter.settings_file.change(printers=(setup,))
    page.page._on_picture(str(a_logo(tmp_path / "toko.png")))
    page.wait_for(
        lambda: page.text("design_logo_hint") == "The receipt printer is set to print no logo."
    )
    assert pictures(page) == 0


def test_the_link_is_asked_for_where_it_is_wanted(page: Designing) -> None:
    assert not page.shows("design_link_field")
    page.press("design_code_link_button")
    page.type_into("design_link_field", "instagram.com/batik")
    page.wait_for(lambda: "instagram.com/batik" in paper(page))
    page.press("design_code_none_button")
    page.wait_for(lambda: "instagram.com/batik" not in paper(page))
    page.wait_for(lambda: kept(page).code == "none")


def test_papers_have_a_language_of_their_own(page: Designing) -> None:
    page.press("design_language_id_button")
    page.wait_for(lambda: "Terima kasih" in paper(page))
    page.press("design_language_screen_button")
    page.wait_for(lambda: "Thank you" in paper(page))


def test_a_sample_is_what_the_preview_shows(page: Designing) -> None:
    page.type_into("design_footer_0_field", "Come again!")
    page.press("print_sample_button")
    page.wait_for(lambda: page.shows("design_notice"))
    [printed] = [what for act, what in page.desk.spooler.asked if act == "print once"]
    assert isinstance(printed, Document)
    assert Text("Come again!") in [
        Text(block.text) for block in printed.blocks if isinstance(block, Text)
    ]


def test_control_characters_never_reach_the_paper(page: Designing) -> None:
    field = page.field("design_footer_0_field")
    field.setText("Bye\x1b@\x07")
    field.textEdited.emit(field.text())
    page.wait_for(lambda: "Bye" in paper(page))
    assert "\x1b" not in paper(page)
    page.wait_for(lambda: kept(page).footer.startswith("Bye"))
    assert "\x1b" not in kept(page).footer


def test_typing_fast_draws_the_last_word_only(page: Designing, qtbot: QtBot) -> None:
    drawn: list[object] = []
    page.page._presenter.previewed.connect(drawn.append)
    page.type_into("design_footer_0_field", "A long good-bye to all of you")
    page.wait_for(lambda: "A long good-bye to all of you" in paper(page))
    assert len(drawn) < 10
    qtbot.wait(1)


def test_the_settings_lead_here_and_escape_leads_back(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_page("sell")
        till.press("rail_settings")
        till.wait_for_page("settings")
        till.press("settings_receipt_design_button")
        till.wait_for_page("receipt_design")
        till.key(Qt.Key.Key_Escape)
        till.wait_for_page("settings")
