"""What buyers see, and that the second window never gets in the way of the first."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import parse_discount
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.settings import SettingsFile
from resources.translations import Catalog
from tests.drivers.scenes.scenes_customer import CODE, PAYLOAD
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.models.display import (
    CashTaken,
    Display,
    Due,
    Idle,
    Place,
    Ringing,
    ScanToPay,
    Thanks,
    cart_display,
)
from ui.models.display_painter import DisplayPainter
from ui.theme import Look, apply

KOPI = "8991002101234"
SYAL = Product("p1", "Syal Batik Tulis Motif Parang Rusak Barong", 150_000)
KAIN = Product("p2", "Kain Batik per Meter", 78_000, unit="m")
PLACE = Place("Batik Polokarto", "Expo UMKM Jawa Tengah 2026")

ALL: tuple[Display, ...] = (
    Idle(),
    Due(459_000),
    Due(459_000, 200_000),
    ScanToPay(25_000, CODE, "KOPI GAYO BU SITI", "ID1020000000001"),
    ScanToPay(9_999_999, CODE, "KOPI GAYO BU SITI", "ID1020000000001", typed=True),
    CashTaken(459_000, 500_000, 41_000),
    Thanks(41_000),
    Thanks(),
)


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def some_cart(lines: int = 2) -> Cart:
    cart = carts.add(carts.add(Cart("c1"), SYAL), KAIN, 1_500)
    for number in range(3, lines + 1):
        cart = carts.add(cart, Product(f"p{number}", f"Keripik {number}", 12_500))
    return carts.touch(cart, 1)


def painted(display: Display, size: QSize, language: str = "id") -> list[str]:
    """The words that are painted for a display, from top to bottom."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look()
    apply(app, look)
    drawing = QBuffer()
    svg = QSvgGenerator()
    svg.setOutputDevice(drawing)
    svg.setSize(size)
    with QPainter(svg) as painter:
        DisplayPainter(look, Catalog(language)).paint(painter, size, display, PLACE)
    text = drawing.data().toStdString()
    return re.findall(r">([^<>\n]+)</text>", text)


def test_a_cart_is_shown_with_the_line_that_was_changed_last_and_what_is_saved() -> None:
    cart = carts.set_cart_discount(some_cart(), parse_discount("10%"))
    shown = cart_display(price(cart))
    assert isinstance(shown, Ringing)
    assert shown.latest.name == SYAL.name
    assert [row.quantity for row in shown.rows] == ["1", "1,5 m"]
    assert (shown.total, shown.saved) == (240_300, 26_700)
    assert sum(row.net for row in shown.rows) - shown.saved == shown.total


def test_an_empty_cart_welcomes_the_next_buyer() -> None:
    assert cart_display(price(Cart("c1"))) == Idle()
    assert painted(Idle(), QSize(1024, 600)) == ["Selamat datang di", PLACE.booth, PLACE.expo]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "size", [QSize(800, 480), QSize(1024, 600), QSize(1920, 1080), QSize(768, 1366)], ids=str
)
def test_nothing_is_cut_off_on_any_screen(qtbot: QtBot, size: QSize, language: str) -> None:
    for display in (*ALL, cart_display(price(some_cart()))):
        words = painted(display, size, language)
        assert words
        assert not [text for text in words if text.endswith("…")]


def test_of_a_long_cart_the_last_lines_are_shown_and_the_others_counted(qtbot: QtBot) -> None:
    words = painted(cart_display(price(some_cart(40))), QSize(1024, 600))
    assert "Keripik 40" in words
    assert "Keripik 4" not in words
    hidden = next(text for text in words if text.endswith("baris di atas"))
    assert int(hidden.split()[0]) == 40 - sum(
        text.startswith(("Keripik", "Kain")) for text in words
    )


def test_a_code_without_an_amount_asks_the_buyer_to_type_it(qtbot: QtBot) -> None:
    typed, ready = ALL[4], ALL[3]
    assert "Ketik nominal ini" in painted(typed, QSize(1024, 600))
    assert "Ketik nominal ini" not in painted(ready, QSize(1024, 600))
    assert "NMID ID1020000000001" in painted(ready, QSize(1024, 600))


@pytest.mark.parametrize(("theme", "size"), [("dark", (800, 480)), ("light", (1366, 768))])
def test_a_phone_reads_the_code_from_the_screen(
    till: TillDriver, tmp_path: Path, theme: str, size: tuple[int, int]
) -> None:
    till.counter.settings_file.change(customer_display=True, theme=theme)
    till.flow.restyle()
    board = till.flow.customer.board
    assert board is not None
    board.resize(*size)
    till.flow.customer.show(ALL[3])
    board.grab().save(str(tmp_path / "display.png"))
    found = zxingcpp.read_barcodes(Image.open(tmp_path / "display.png"))
    assert [one.text for one in found] == [PAYLOAD]


def test_while_it_is_off_no_window_is_made(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert till.flow.customer.board is None
    assert not [
        one for one in QApplication.topLevelWidgets() if one.objectName() == "customer_display"
    ]


def test_it_follows_the_cart_and_says_thanks(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    customer = till.flow.customer
    customer.use(on=True)
    board = customer.board
    assert board is not None

    def shown() -> Display:
        return board.display

    assert isinstance(shown(), Ringing)  # of what was scanned while it was off
    till.key(Qt.Key.Key_Plus)
    till.wait_for(lambda: shown() == cart_display(till.flow.presenters.sell.priced))
    till.flow.presenters.sell.at_hand.new_sale()
    customer.show(Thanks(2_000))
    assert shown() == Thanks(2_000)
    customer._thanked.timeout.emit()
    assert shown() == Idle()


@pytest.mark.qt_log_ignore("does not support")  # menus grab keys; the offscreen platform cannot
def test_it_is_switched_on_in_the_menu_and_never_takes_the_focus(
    till: TillDriver, tmp_path: Path
) -> None:
    till.press("menu_button")
    action = till.window.findChild(QAction, "menu_customer_display")
    assert isinstance(action, QAction)
    assert not action.isChecked()
    action.trigger()
    till.wait_for(lambda: till.flow.customer.board is not None)
    board = till.flow.customer.board
    assert board is not None
    assert board.isVisible()
    till.wait_for(till.window.isActiveWindow)
    assert board.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert SettingsFile(tmp_path / "settings.json").settings.customer_display


class _ByAPerson(QCloseEvent):
    """A close event as the window system sends it."""

    def spontaneous(self) -> bool:
        return True


def test_closed_by_a_person_it_stays_off(till: TillDriver, tmp_path: Path) -> None:
    till.counter.settings_file.change(customer_display=True)
    till.flow.restyle()
    board = till.flow.customer.board
    assert board is not None
    board.closeEvent(_ByAPerson())
    till.wait_for(lambda: till.flow.customer.board is None)
    assert not SettingsFile(tmp_path / "settings.json").settings.customer_display


def test_language_and_look_follow_the_till(till: TillDriver) -> None:
    till.flow.customer.use(on=True)
    till.counter.settings_file.change(customer_display=True, language="en", theme="dark")
    till.flow.restyle()
    board = till.flow.customer.board
    assert board is not None
    assert board.windowTitle() == "Customer display – Lapak"
    till.wait_for(lambda: board.grab().toImage().pixelColor(5, 5).lightness() < 80)


_ON_TWO_SCREENS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.drivers.screens import Stage, counter_in
from ui.app import Program
app = QApplication([])
counter = counter_in(Path(sys.argv[1]), "id", "light")
program = Program(app, lambda: counter, counter.settings_file)
program.show()
stage = Stage(program, counter)
stage.wait(lambda: program.flow is not None and stage.window.current == "sell")
stage.customer_display()
board = stage.beside
print(board.screen().name(), *board.size().toTuple(), board.isFullScreen())
program.close()
"""


def test_with_a_second_screen_it_fills_that_one(tmp_path: Path) -> None:
    screens = {
        "screens": [
            {"name": "till", "x": 0, "y": 0, "width": 1366, "height": 768},
            {"name": "buyers", "x": 1366, "y": 0, "width": 800, "height": 480},
        ]
    }
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(screens), "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", _ON_TWO_SCREENS, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.split() == ["buyers", "800", "480", "True"], run.stderr
