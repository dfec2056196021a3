"""Opening the till behind its window, and what a person sees when that fails."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.services.counter import Counter
from resources.translations import Catalog
from tests.bench.shelf import stocked
from tests.drivers.counters import still_counter
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import database_in, make_till, set_up
from ui.app import opening_size
from ui.theme import Look
from ui.window import TillWindow


def starting(folder: Path, errors: list[Exception]) -> Counter:
    if errors:
        raise errors.pop(0)
    till = make_till(folder)
    set_up(till)
    return still_counter(till, folder)


@pytest.mark.parametrize(
    "error",
    [
        LapakError("already_running", path="/data/lapak.db"),
        LapakError("database_newer", path="/data/lapak.db"),
        LapakError("database_damaged", path="/data/lapak.db"),
        LapakError("database_read_only", path="/data/lapak.db"),
        ZeroDivisionError("a bug"),
    ],
    ids=str,
)
def test_a_till_that_cannot_be_opened_says_why_and_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, error: Exception
) -> None:
    errors = [error]

    def start() -> Counter:
        return starting(tmp_path, errors)

    with open_till_window(qtbot, tmp_path, start=start) as till:
        assert till.page == "stop"
        told = till.find(QLabel, "stop_text").text()
        assert told.endswith((".", "!"))
        assert "Traceback" not in told
        till.press("stop_retry_button")
        till.wait_for_page("sell")


def test_a_till_whose_data_is_gone_goes_on_from_its_backup(qtbot: QtBot, tmp_path: Path) -> None:
    from pos_app.services import backups

    till = make_till(tmp_path)
    set_up(till)
    till.read(backups.make_backup, backups.backup_folder(till)).result()
    till.close()
    till.path.write_bytes(b"")

    def start() -> Counter:
        return still_counter(make_till(tmp_path), tmp_path)

    with open_till_window(qtbot, tmp_path, start=start) as window:
        assert window.page == "stop"
        assert "lapak-20261121-020000.db" in window.find(QLabel, "stop_text").text()
        window.press("stop_restore_button")
        window.wait_for_page("sell")


def test_a_till_whose_data_is_gone_may_start_anew(qtbot: QtBot, tmp_path: Path) -> None:
    till = make_till(tmp_path)
    till.close()
    till.path.unlink()
    with open_till_window(qtbot, tmp_path, ready=False) as window:
        assert window.page == "stop"
        assert not window.find(QPushButton, "stop_restore_button").isVisible()
        window.press("stop_anew_button")
        window.wait_for_page("welcome")


def test_the_window_is_painted_before_the_till_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    may_open = threading.Event()

    def start() -> Counter:
        may_open.wait(10)
        return starting(tmp_path, [])

    with open_till_window(qtbot, tmp_path, start=start, wait=False) as till:
        with qtbot.waitSignal(till.window.painted, timeout=5000):
            pass
        assert till.page == "opening"
        may_open.set()
        till.wait_for_page("sell")


@pytest.mark.parametrize(
    ("room", "opened"),
    [
        ((1024, 600), (1024, 600)),
        ((1024, 768), (1024, 768)),
        ((1280, 680), (1280, 680)),  # full HD at 150 %
        ((960, 500), (960, 500)),  # full HD at 200 %
        ((910, 472), (910, 472)),  # 1366x768 at 150 %
        ((1366, 728), (1366, 728)),
        ((1920, 1040), (1366, 768)),
    ],
)
def test_the_window_is_never_larger_than_the_screen_and_fills_a_small_one(
    qtbot: QtBot, room: tuple[int, int], opened: tuple[int, int]
) -> None:
    assert opening_size(QSize(*room)).toTuple() == opened
    window = TillWindow(Look("light"), Catalog("id"))
    qtbot.addWidget(window)
    window.resize(*opened)
    assert window.size().toTuple() == opened


def test_the_window_gets_its_icon_once_the_till_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: not till.window.windowIcon().isNull())


def test_why_a_till_could_not_be_opened_stands_in_the_log(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[Exception] = [LapakError("database_not_opened", path="/x", reason="Errno 13")]

    with open_till_window(qtbot, tmp_path, start=lambda: starting(tmp_path, errors)) as till:
        assert "Errno" not in till.find(QLabel, "stop_text").text()
    assert "Errno 13" in caplog.text


def test_nothing_slow_is_imported_before_the_first_frame() -> None:
    code = (
        "import sys, ui.app\n"
        "slow = {'sqlalchemy', 'alembic', 'escpos', 'reportlab', 'requests', 'cryptography',"
        " 'pos_app.services', 'pos_app.store', 'pysqlite3', 'asyncio', 'zstandard'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "[]"


def test_putting_a_counter_together_leaves_the_line_to_its_thread() -> None:
    code = "import sys, pos_app.wiring\nprint('sync.client.worker' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "False"


def test_of_the_pages_only_the_first_is_imported_at_the_start() -> None:
    code = (
        "import sys, ui.flow.flow\n"
        "print(*(name for name in sys.modules"
        " if name.startswith('ui.pages.') and name.endswith('_page')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert set(ran.stdout.split()) == {
        "ui.pages.machine.opening_page",
        "ui.pages.selling.sell_page",
    }


def test_the_start_brings_nothing_along_that_it_does_not_use(tmp_path: Path) -> None:
    """No slips, nothing that asks a server or signs; QStyle costs 7 ms, all of QtWidgets 50.

    PySide makes them at the first widget that only Qt knows. What fingers need comes a moment
    later by a timer, which on a busy machine is before the end.
    """
    code = (
        "import functools, sys, ui.app, PySide6.QtWidgets as widgets\n"
        "from ui.widgets import touch_scroll\n"
        "touch_scroll._SOON_MS = 1_000_000\n"
        "from pos_app.cli import main\n"
        "def leave():\n"
        "    print(sorted({'QCalendarWidget', 'QStyle'} & set(vars(widgets))))\n"
        "    slow = {'pos_app.services.papers.receipts', 'requests', 'cryptography', 'zeroconf'}\n"
        "    print(sorted(slow & set(sys.modules)))\n"
        "    widgets.QApplication.quit()\n"
        "ui.app.run = functools.partial(ui.app.run, on_sell_ready=leave)\n"
        "main(['--data', sys.argv[1]])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(stocked(tmp_path, 5))],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.split() == ["[]", "[]"]


@pytest.fixture
def new_till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path, ready=False) as driver:
        yield driver


def test_a_till_without_a_booth_starts_with_the_welcome(new_till: TillDriver) -> None:
    assert new_till.page == "welcome"
    assert not new_till.has("rail_sell")


def test_a_booth_without_an_open_shift_starts_with_opening_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    from pos_app.services import booth

    till = make_till(tmp_path)
    till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
    till.close()
    with open_till_window(qtbot, tmp_path, ready=False) as driver:
        assert driver.page == "shift"
        driver.press("rail_sell")
        assert driver.page == "shift"
        assert driver.said() == "Buka kasir dulu."


def test_a_booth_without_products_is_told_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    from pos_app.services import booth, shifts

    till = make_till(tmp_path)
    till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
    till.write(shifts.open_shift, "Siti", 0).result()
    till.close()
    with open_till_window(qtbot, tmp_path, ready=False) as driver:
        driver.wait_for(lambda: driver.has("first_import_button"))
        driver.press("first_import_button")
        assert driver.page == "products"


def test_the_till_is_let_go_when_the_window_closes(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.key(Qt.Key.Key_F1)
        driver.wait_for_page("help")
    again = make_till(tmp_path)
    assert again.path == database_in(tmp_path)
    again.close()


def test_a_till_that_was_just_closed_is_asked_for_nothing_more(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        till.program.close()
        qtbot.wait(600)  # what is made ahead would ask the till; pytest-qt tells its exception


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (1920, 1080)], ids=str)
def test_why_a_till_could_not_be_opened_is_shown_whole(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "a folder with a long name" / "till" / "lapak.db"
    (path.parent.with_name("till.backups")).mkdir(parents=True)
    path.parent.with_name("till.backups").joinpath("lapak-20261120-141500.db").touch()
    errors: list[Exception] = [LapakError("database_lost", path=str(path))]
    with open_till_window(qtbot, tmp_path, start=lambda: starting(tmp_path, errors)) as till:
        till.window.resize(*size)
        qtbot.wait(50)
        text = till.find(QLabel, "stop_text")
        assert "lapak-20261120-141500.db" in text.text()
        assert text.height() >= text.heightForWidth(text.width())
