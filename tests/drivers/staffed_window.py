"""A till window with people: entering with a PIN, and approving with one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.people import Person
from tests.drivers.people import PINS, staffed
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import make_till, set_up
from ui.widgets.choice_button import ChoiceButton

KOPI = "8991002101234"


def set_people_up(folder: Path) -> dict[str, Person]:
    """A booth that is ready to sell and has its people before its window opens."""
    till = make_till(folder)
    set_up(till)
    made = staffed(till)
    till.close()
    (folder / "set_up").touch()
    return made


@contextmanager
def locked_window(qtbot: QtBot, folder: Path) -> Iterator[TillDriver]:
    """The window of a booth with people, as it opens: nobody has entered yet."""
    set_people_up(folder)
    with open_till_window(qtbot, folder, wait=False) as driver:
        driver.wait_for_page("lock")
        driver.wait_for(lambda: driver.has("person_0_button"))
        yield driver


def choose(till: TillDriver, name: str) -> None:
    """Tap somebody's tile."""
    tiles = [one for one in till.window.findChildren(ChoiceButton) if one.isVisible()]
    tile = next(one for one in tiles if one.accessibleName().startswith(name))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)


def tap_pin(till: TillDriver, name: str) -> None:
    """Choose somebody and tap their PIN."""
    choose(till, name)
    for digit in PINS[name]:
        till.press(f"pin_key_{digit}")
    till.press("pin_go_button")


def enter(till: TillDriver, name: str = "Siti") -> None:
    """Somebody comes to the till, by touch."""
    tap_pin(till, name)
    till.wait_for(lambda: not till.flow.doorway.is_locked)


def sell_kopi(till: TillDriver) -> None:
    """One scan, in the cart."""
    till.wait_for_products()
    till.scan(KOPI)
    till.wait_for_cart(1)


def is_asked(till: TillDriver) -> bool:
    """Whether the pad for approvals is there to be answered."""
    return till.has("approval_cancel_button")
