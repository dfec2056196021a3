"""Saving a paper as PDF: in which form, for whom, and the choice that is kept."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from tests.drivers.entries import kinds
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.pdf_choice import PdfChoice

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """A sale was just paid."""
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        driver.scan("8991002101234")
        driver.wait_for_cart(1)
        driver.key(Qt.Key.Key_F12)
        driver.wait_for_page("pay")
        driver.press("cash_exact_button")
        driver.press("pay_accept_button")
        driver.wait_for_page("done")
        yield driver


def choice(till: TillDriver) -> PdfChoice:
    found = till.find(PdfChoice, "pdf_choice_panel")
    till.wait_for(lambda: found.is_open)
    return found


def save(till: TillDriver, file: Path) -> str:
    till.press("pdf_choice_save_button")
    dialog = till.find(QFileDialog, "save_pdf_dialog")
    till.wait_for(dialog.isVisible)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    till.wait_for(lambda: str(file) in till.said())
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)


def test_a4_asks_for_the_buyer_and_the_next_file_begins_with_it(
    till: TillDriver, tmp_path: Path
) -> None:
    till.press("save_pdf_button")
    panel = choice(till)
    assert panel.forms.value() == "roll"
    assert panel.buyer.isHidden()
    till.press("pdf_form_a4_button")
    assert not panel.buyer.isHidden()
    panel.buyer.field.setText("Koperasi Maju")
    said = save(till, tmp_path / "faktur.pdf")
    assert "Koperasi Maju" in said
    assert "Terbilang" in said
    assert kinds(till.counter.till).count(Kind.RECEIPT_REPRINTED) == 1
    till.wait_for(lambda: till.counter.settings_file.settings.pdf_form == "a4")
    till.press("save_pdf_button")
    assert choice(till).forms.value() == "a4"
    assert choice(till).buyer.text() == "", "who bought before is nobody's business"


def test_a5_is_half_a_sheet(till: TillDriver, tmp_path: Path) -> None:
    till.press("save_pdf_button")
    choice(till)
    till.press("pdf_form_a5_button")
    assert "A12-K1-000001" in save(till, tmp_path / "struk.pdf")


def test_enter_goes_on_and_escape_goes_back_and_neither_leaves_the_sale(till: TillDriver) -> None:
    till.press("save_pdf_button")
    panel = choice(till)
    till.key(Qt.Key.Key_Escape)
    till.wait_for(lambda: not panel.is_open)
    assert till.page == "done"
    till.press("save_pdf_button")
    choice(till)
    till.key(Qt.Key.Key_Return)
    dialog = till.find(QFileDialog, "save_pdf_dialog")
    till.wait_for(dialog.isVisible)
    assert till.page == "done"
    dialog.reject()


def test_the_next_scan_starts_the_next_sale_whatever_was_open(till: TillDriver) -> None:
    till.press("save_pdf_button")
    choice(till)
    till.scan("8991002105678")
    till.wait_for_page("sell")
    till.wait_for_cart(1)


def test_from_the_history_the_page_stays_as_it_was(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F9)
    till.wait_for_page("history")
    history = till.flow.presenters.history
    till.wait_for(lambda: history.open is not None)
    before = history.open
    page = till.window.page("history")
    till.press("save_pdf_button")
    panel = page.pdf_choice  # type: ignore[union-attr]  # the history page has it
    till.wait_for(lambda: panel.is_open)
    till.key(Qt.Key.Key_Escape)
    till.wait_for(lambda: not panel.is_open)
    assert till.page == "history"
    assert history.open is before
