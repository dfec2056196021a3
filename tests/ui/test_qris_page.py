"""The QRIS page: however a code comes in, somebody says that it is theirs before buyers see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.qris import ImportedFrom, QrisImported, read_code
from pos_app.services import qris
from tests.drivers.desk import Desk
from tests.drivers.entries import bodies
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.people import staffed
from tests.drivers.qris_codes import COFFEE, COFFEE_25000, TRAP
from tests.drivers.scenes.scenes_qris import picture_of
from ui.guarded import Guarded
from ui.pages.qris.qris_page import QrisPage
from ui.presenters.qris import QrisPresenter
from ui.theme import Look
from ui.widgets import settling

QrisDriver = PageDriver[QrisPage]


def _page(desk: Desk, look: Look) -> QrisPage:
    guarded = Guarded(desk.till, desk.background)
    return QrisPage(QrisPresenter(desk.counter, desk.background, guarded), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QrisDriver]:
    monkeypatch.setattr(settling, "SETTLE_S", 0.0)
    with on_page(qtbot, tmp_path, _page, language="en") as driver:
        yield driver


def in_use(page: QrisDriver) -> str:
    found = page.desk.till.read(qris.code_in_use).result()
    return found.code.payload if found else ""


def sources(page: QrisDriver) -> list[ImportedFrom]:
    told = bodies(page.desk.till, Kind.QRIS_IMPORTED)
    return [one.source for one in told if isinstance(one, QrisImported)]


def until_asked(page: QrisDriver) -> None:
    page.wait_for(lambda: page.shows("qris_question"))


def until_told(page: QrisDriver, words: str) -> None:
    page.wait_for(lambda: words in page.text("qris_notice_text"))


def accept(page: QrisDriver) -> None:
    until_asked(page)
    page.press("qris_yes_button")
    page.wait_for(lambda: not page.shows("qris_question"))


def bring_in(page: QrisDriver, payload: str) -> None:
    page.page.scan(payload)
    accept(page)
    page.wait_for(lambda: page.shows("qris_in_use"))


def test_a_booth_without_a_code_is_told_what_to_do(page: QrisDriver) -> None:
    assert page.text("qris_none_title") == "No QRIS code yet"
    assert not page.shows("qris_in_use")


def test_a_scanned_code_is_shown_back_before_it_is_used(page: QrisDriver) -> None:
    page.page.scan(COFFEE)
    until_asked(page)
    assert page.text("qris_question_merchant") == "KOPI GAYO BU SITI"
    assert page.text("qris_question_nmid") == "NMID ID1020000000001"
    assert page.text("qris_question_city") == "BANDA ACEH"
    assert in_use(page) == ""
    page.press("qris_yes_button")
    page.wait_for(lambda: page.shows("qris_in_use"))
    assert (in_use(page), sources(page)) == (COFFEE, [ImportedFrom.SCANNER])
    assert page.text("qris_in_use_merchant") == "KOPI GAYO BU SITI"
    assert page.text("qris_since") == "Since 21 Nov 2026 09:00 WIB, by scanner"
    assert "KOPI GAYO BU SITI from now on" in page.text("qris_notice_text")


def test_a_picture_is_chosen_as_a_file(page: QrisDriver, tmp_path: Path) -> None:
    page.page.entrance._on_file(str(picture_of(tmp_path, COFFEE)))
    accept(page)
    assert (in_use(page), sources(page)) == (COFFEE, [ImportedFrom.PICTURE])


def dropped(page: QrisDriver, content: QMimeData) -> None:
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    place = QPoint(5, 5)
    zone = page.page.entrance.drop
    zone.dragEnterEvent(QDragEnterEvent(place, action, content, button, none))
    assert zone.property("role") == "drop-over"
    zone.dropEvent(QDropEvent(place.toPointF(), action, content, button, none))
    assert zone.property("role") == "drop"


def test_a_picture_is_dropped(page: QrisDriver, tmp_path: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(picture_of(tmp_path, COFFEE)))])
    dropped(page, content)
    accept(page)
    assert sources(page) == [ImportedFrom.PICTURE]


def test_a_copied_picture_is_pasted_with_the_keys(page: QrisDriver, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(picture_of(tmp_path, COFFEE))))
    QTest.keyClick(
        page.page.entrance.file_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
    )
    accept(page)
    assert (in_use(page), sources(page)) == (COFFEE, [ImportedFrom.PICTURE])


def test_a_copied_text_is_pasted_with_the_button(page: QrisDriver) -> None:
    QGuiApplication.clipboard().setText(f" {COFFEE}\n")
    page.press("qris_paste_button")
    accept(page)
    assert (in_use(page), sources(page)) == (COFFEE, [ImportedFrom.TEXT])


def test_an_empty_clipboard_is_told(page: QrisDriver) -> None:
    QGuiApplication.clipboard().clear()
    page.press("qris_paste_button")
    until_told(page, "nothing to paste")


def test_a_code_is_typed_and_read_with_enter(page: QrisDriver) -> None:
    page.type_into("qris_text_field", COFFEE)
    page.key(Qt.Key.Key_Return)
    accept(page)
    assert sources(page) == [ImportedFrom.TEXT]
    assert page.field("qris_text_field").text() == ""


def test_no_text_is_asked_for(page: QrisDriver) -> None:
    page.press("qris_read_button")
    assert "first" in page.text("qris_text_field_error")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("https://kopi.example", "This is no QRIS code"),
        (COFFEE[:-4] + "0000", "checksum"),
        (COFFEE_25000, "for one payment"),
        ("8991234567890", "This is no QRIS code"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_asked(
    page: QrisDriver, code: str, words: str
) -> None:
    page.page.scan(code)
    until_told(page, words)
    assert not page.shows("qris_question")
    assert in_use(page) == ""


def test_a_file_that_is_no_picture_is_told(page: QrisDriver, tmp_path: Path) -> None:
    path = tmp_path / "qris.png"
    path.write_text("no picture")
    page.page.entrance.file_chosen.emit(path)
    until_told(page, "no picture that can be read")


def test_another_merchants_code_names_old_and_new(page: QrisDriver) -> None:
    bring_in(page, COFFEE)
    page.page.scan(TRAP)
    until_asked(page)
    said = page.text("qris_before_text")
    assert "KOPI GAYO BU SITI (NMID ID1020000000001)" in said
    assert "BATIK 5802ID STORE (NMID ID1020000000002)" in said
    accept(page)
    assert in_use(page) == TRAP


def test_no_is_the_answer_of_escape_and_keeps_the_code(page: QrisDriver) -> None:
    bring_in(page, COFFEE)
    page.page.scan(TRAP)
    until_asked(page)
    page.key(Qt.Key.Key_Escape)
    assert not page.shows("qris_question")
    assert page.shows("qris_in_use")
    assert in_use(page) == COFFEE


def test_the_code_in_use_is_not_asked_about_again(page: QrisDriver) -> None:
    bring_in(page, COFFEE)
    page.page.scan(COFFEE)
    until_told(page, "in use already")
    assert not page.shows("qris_question")
    assert len(sources(page)) == 1


def test_of_two_codes_at_once_the_last_one_is_asked_about(page: QrisDriver) -> None:
    page.page.scan(COFFEE)
    page.page.scan(TRAP)
    until_asked(page)
    assert page.text("qris_question_merchant") == "BATIK 5802ID STORE"


def test_a_press_that_was_meant_for_what_stood_there_before_uses_nothing(
    page: QrisDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "SETTLE_S", 60.0)
    page.page.scan(COFFEE)
    until_asked(page)
    page.press("qris_yes_button")
    assert page.shows("qris_question")
    assert in_use(page) == ""


def test_pressing_twice_imports_once(page: QrisDriver) -> None:
    page.page.scan(COFFEE)
    until_asked(page)
    yes = page.button("qris_yes_button")
    yes.click()
    yes.click()
    page.wait_for(lambda: page.shows("qris_in_use"))
    assert len(sources(page)) == 1


def test_who_may_not_change_settings_cannot_swap_the_code(page: QrisDriver) -> None:
    bring_in(page, COFFEE)
    staffed(page.desk.till)
    page.page.scan(TRAP)
    until_asked(page)
    page.press("qris_yes_button")
    page.wait_for(lambda: page.shows("qris_notice"))
    assert in_use(page) == COFFEE
    assert page.button("qris_yes_button").isEnabled()


def test_escape_without_a_question_goes_back_to_the_settings(page: QrisDriver) -> None:
    asked: list[str] = []
    page.page.page_asked.connect(asked.append)
    page.key(Qt.Key.Key_Escape)
    page.press("qris_back_button")
    assert asked == ["back", "back"]


def test_entering_again_forgets_a_question_that_was_not_answered(page: QrisDriver) -> None:
    page.page.scan(COFFEE)
    until_asked(page)
    page.page.enter()
    assert not page.shows("qris_question")


def test_the_drawn_code_is_the_one_in_use(page: QrisDriver) -> None:
    bring_in(page, COFFEE)
    assert page.page.in_use._drawn.modules == qris.drawn(read_code(COFFEE).payload)
